import type { Warning } from "../errors.ts";
import { pow } from "../maths/functions.ts";
import { cumulative, internalRate, internalRates, levelisedCostPerKwh, macrs, modifiedInternalRate, netPresentValue, paybackYears } from "./cashFlow.ts";
import type { FinanceInputs } from "./financeInputs.ts";
import { boughtAssets, type Asset, type AssetId, type Equipment } from "./projectAssets.ts";

/** One year of a site's costs at the run's own prices, and the energy behind them. */
export type YearFigures = {
  /** The bill: what it charges less what it credits. */
  readonly billCost: number;
  readonly fuelCost: number;
  /** Payments of programmes less penalties. */
  readonly programmeRevenue: number;
  readonly lostWorkCost: number;
  readonly unservedCost: number;
  /** What the battery ends below its start, at the mean import price: no year is given energy by the one before. */
  readonly storedCost: number;
  readonly importKwh: number;
  readonly exportKwh: number;
  readonly pvKwh: number;
  readonly windKwh: number;
  readonly dischargeKwh: number;
  /** Energy price of what the battery was charged with. */
  readonly chargeCost: number;
  readonly peakImportKw: number;
  readonly emissionsKg: number;
};

/** A year of the project beside the same year of the site without what is bought. */
export type ProjectYear = {
  /** 1 to N. */
  readonly year: number;
  readonly project: YearFigures;
  readonly baseline: YearFigures;
  /** Share of the battery's first capacity; null without one. */
  readonly capacityAtStartFraction: number | null;
  readonly capacityAtEndFraction: number | null;
  /** The battery is renewed at the end of the year. */
  readonly replaced: boolean;
};

/** One line of the cash-flow table; year 0 is today. Costs and revenues are positive, nominal; `netRevenue` is what is left. */
export type CashFlowYear = {
  readonly year: number;
  readonly calendarYear: number;
  readonly baselineBillCost: number;
  readonly billCost: number;
  /** The two bills' difference, and likewise below: negative where the project pays more. */
  readonly billSavingRevenue: number;
  readonly fuelSavingRevenue: number;
  readonly programmeRevenue: number;
  /** Lost work, unserved load and stored energy, as far as they are counted. */
  readonly unpaidSavingRevenue: number;
  readonly omCost: number;
  readonly capitalCost: number;
  readonly replacementCost: number;
  readonly residualRevenue: number;
  readonly taxCreditRevenue: number;
  /** Written off in the year: no cash, it lowers the tax. */
  readonly depreciationCost: number;
  /** Negative: tax saved. */
  readonly taxCost: number;
  readonly netRevenue: number;
  readonly cumulativeRevenue: number;
  readonly discountedRevenue: number;
  readonly cumulativeDiscountedRevenue: number;
  readonly capacityAtStartFraction: number | null;
  readonly capacityAtEndFraction: number | null;
  readonly replaced: boolean;
  readonly pvKwh: number;
  readonly windKwh: number;
  readonly dischargeKwh: number;
  readonly importKwh: number;
  readonly peakImportKw: number;
  readonly emissionsKg: number;
  readonly baselineEmissionsKg: number;
};

/** The net present value, line by line: they add up to it. */
export type PresentValues = {
  readonly billSaving: number; readonly fuelSaving: number; readonly programme: number; readonly unpaidSaving: number;
  readonly om: number; readonly capital: number; readonly replacement: number; readonly residual: number; readonly taxCredit: number; readonly tax: number;
};

export type Finance = {
  readonly years: readonly CashFlowYear[];
  readonly assets: readonly Asset[];
  readonly capitalCost: number;
  readonly netPresentValue: number;
  readonly presentValues: PresentValues;
  /** Present income over present costs, both as they stand in `presentValues`; null without costs. */
  readonly benefitCostRatio: number | null;
  /** The rate nearest to nothing, null where there is none; and every one, because a replacement can make two. */
  readonly internalRateFraction: number | null;
  readonly internalRateFractions: readonly number[];
  readonly modifiedInternalRateFraction: number | null;
  /** Years; null: never. For good: the last crossing, null where the sum ends in the red. */
  readonly simplePaybackYears: number | null;
  readonly discountedPaybackYears: number | null;
  readonly discountedPaybackForGoodYears: number | null;
  /** Before tax, tax credits taken off: capital and upkeep over the energy used or exported; null without energy or where nothing is bought. */
  readonly solarCostPerKwh: number | null;
  readonly windCostPerKwh: number | null;
  /** Levelised cost of storage, before tax, tax credit taken off: capital, upkeep, replacement and charging less residual value, over what was discharged. */
  readonly storageCostPerKwh: number | null;
  readonly carbon: LifetimeCarbon;
  readonly warnings: readonly Warning[];
};

export type LifetimeCarbon = {
  /** Of all that is bought, replacements included. */
  readonly embodiedKg: number;
  readonly embodiedKgPerYear: number;
  /** Baseline less project, import at the average intensity and fuel burnt. */
  readonly avoidedKg: number;
  readonly netAvoidedKg: number;
  /** Years until what is avoided exceeds what was emitted in the making; null: never. */
  readonly paybackYears: number | null;
};

/**
 * The project's cash flows and what they are worth: capital in year 0, everything else at year ends, an income tax with write-offs (a basis of capital less half the credit),
 * the credit in year 1, replacements expensed in their year. REopt's definitions (effective_cost, REopt.jl 029db01); numpy-financial's where it has one.
 */
export function finance(inputs: FinanceInputs, equipment: Equipment, projectYears: readonly ProjectYear[]): Finance {
  const warnings: Warning[] = [];
  const assets = boughtAssets(inputs, equipment, warnings);
  const capitalCost = total(assets, ({ capitalCost: cost }) => cost);
  const firstYearOm = total(assets, ({ omCost }) => omCost);
  const credit = total(assets, (asset) => asset.capitalCost * asset.taxCreditFraction);
  const writtenOff = depreciationByYear(inputs.tax, total(assets, (asset) => asset.capitalCost * (1 - asset.taxCreditFraction / 2)), projectYears.length);
  const batteryCapital = assets.find(({ id }) => id === "battery")?.capitalCost ?? 0;
  const growth = (fraction: number, year: number) => pow(1 + fraction, inputs.pricesOf === "today" ? year : year - 1);
  const { discountFraction: rate } = inputs;
  const firstCalendarYear = inputs.tax.inServiceYear;

  const rows = projectYears.map(({ year, project, baseline, replaced, ...battery }, index): Omit<CashFlowYear, "cumulativeRevenue" | "discountedRevenue" | "cumulativeDiscountedRevenue"> => {
    const last = index === projectYears.length - 1;
    const [electricity, fuel, upkeep] = [inputs.electricityEscalationFraction, inputs.fuelEscalationFraction, inputs.omEscalationFraction].map((fraction) => growth(fraction, year)) as [number, number, number];
    const baselineBillCost = baseline.billCost * electricity;
    const billCost = project.billCost * electricity;
    const billSavingRevenue = baselineBillCost - billCost;
    const fuelSavingRevenue = (baseline.fuelCost - project.fuelCost) * fuel;
    const programmeRevenue = (project.programmeRevenue - baseline.programmeRevenue) * upkeep;
    const storedSaving = (baseline.storedCost - project.storedCost) * electricity;
    const unpaidSavingRevenue = storedSaving + (inputs.countUnpaid ? (baseline.lostWorkCost + baseline.unservedCost - project.lostWorkCost - project.unservedCost) * upkeep : 0);
    const omCost = firstYearOm * upkeep;
    // One that would be renewed as the project ends is not.
    const renewed = replaced && !last;
    const replacementCost = renewed ? equipment.batteryKwh * inputs.battery.replacementPerKwh * pow(1 - inputs.battery.replacementDeclineFraction, year) : 0;
    const residualRevenue = last ? batteryCapital * inputs.battery.residualFraction : 0;
    const depreciationCost = writtenOff[index] ?? 0;
    const operatingRevenue = billSavingRevenue + fuelSavingRevenue + programmeRevenue + unpaidSavingRevenue - omCost - replacementCost + residualRevenue;
    const taxCost = inputs.tax.rateFraction * (operatingRevenue - depreciationCost);
    const taxCreditRevenue = index === 0 ? credit : 0;
    const cleaner = pow(1 - inputs.gridCarbonDeclineFraction, year - 1);
    return {
      year, calendarYear: firstCalendarYear + index, baselineBillCost, billCost, billSavingRevenue, fuelSavingRevenue, programmeRevenue, unpaidSavingRevenue, omCost, capitalCost: 0, replacementCost, residualRevenue,
      taxCreditRevenue, depreciationCost, taxCost, netRevenue: operatingRevenue + taxCreditRevenue - taxCost,
      ...battery, replaced: renewed,
      pvKwh: project.pvKwh, windKwh: project.windKwh, dischargeKwh: project.dischargeKwh, importKwh: project.importKwh, peakImportKw: project.peakImportKw,
      emissionsKg: project.emissionsKg * cleaner, baselineEmissionsKg: baseline.emissionsKg * cleaner,
    };
  });
  const today = { ...nothing, year: 0, calendarYear: firstCalendarYear - 1, capitalCost, netRevenue: -capitalCost, capacityAtEndFraction: projectYears[0]?.capacityAtStartFraction ?? null };
  const all = [today, ...rows];
  const flows = all.map(({ netRevenue }) => netRevenue);
  const [sums, discountedSums] = [cumulative(flows, 0), cumulative(flows, rate)];
  const years = all.map((row, index): CashFlowYear => ({
    ...row, cumulativeRevenue: sums[index]!, discountedRevenue: flows[index]! / pow(1 + rate, index), cumulativeDiscountedRevenue: discountedSums[index]!,
  }));
  const presentValues = presentValuesOf(years, rate);
  return {
    years, assets, capitalCost, netPresentValue: netPresentValue(flows, rate), presentValues, benefitCostRatio: benefitCostRatio(presentValues),
    internalRateFraction: internalRate(flows), internalRateFractions: internalRates(flows), modifiedInternalRateFraction: modifiedInternalRate(flows, rate, rate),
    simplePaybackYears: paybackYears(flows, 0), discountedPaybackYears: paybackYears(flows, rate), discountedPaybackForGoodYears: paybackYears(flows, rate, true),
    solarCostPerKwh: generationCost("solar", ({ pvKwh }) => pvKwh), windCostPerKwh: generationCost("wind", ({ windKwh }) => windKwh), storageCostPerKwh: storageCost(),
    carbon: lifetimeCarbon(assets, years, inputs.battery.embodiedKgPerKwh * equipment.batteryKwh), warnings,
  };

  /** Upkeep of a year, and in year 1 what the tax credit brings back. */
  function yearlyCost(asset: Asset, year: number): number {
    return asset.omCost * growth(inputs.omEscalationFraction, year) - (year === 1 ? asset.capitalCost * asset.taxCreditFraction : 0);
  }

  function generationCost(id: AssetId, kwh: (row: CashFlowYear) => number): number | null {
    const asset = assets.find((one) => one.id === id);
    if (asset === undefined) return null;
    return levelisedCostPerKwh(years.map(({ year }) => (year === 0 ? asset.capitalCost : yearlyCost(asset, year))), years.map(kwh), rate);
  }

  function storageCost(): number | null {
    const asset = assets.find(({ id }) => id === "battery");
    if (asset === undefined) return null;
    const costs = years.map(({ year, replacementCost, residualRevenue }) => {
      if (year === 0) return asset.capitalCost;
      const charging = (projectYears[year - 1]?.project.chargeCost ?? 0) * growth(inputs.electricityEscalationFraction, year);
      return yearlyCost(asset, year) + replacementCost + charging - residualRevenue;
    });
    return levelisedCostPerKwh(costs, years.map(({ dischargeKwh }) => dischargeKwh), rate);
  }
}

const nothing: Omit<CashFlowYear, "year" | "calendarYear" | "cumulativeRevenue" | "discountedRevenue" | "cumulativeDiscountedRevenue"> = {
  baselineBillCost: 0, billCost: 0, billSavingRevenue: 0, fuelSavingRevenue: 0, programmeRevenue: 0, unpaidSavingRevenue: 0, omCost: 0, capitalCost: 0, replacementCost: 0, residualRevenue: 0,
  taxCreditRevenue: 0, depreciationCost: 0, taxCost: 0, netRevenue: 0, capacityAtStartFraction: null, capacityAtEndFraction: null, replaced: false,
  pvKwh: 0, windKwh: 0, dischargeKwh: 0, importKwh: 0, peakImportKw: 0, emissionsKg: 0, baselineEmissionsKg: 0,
};

/** What is written off in each year from the first; what a schedule has left when the project ends is lost to it. */
export function depreciationByYear({ depreciation, straightLineYears, bonusFraction }: FinanceInputs["tax"], basis: number, years: number): readonly number[] {
  if (depreciation === "none") return Array.from({ length: years }, () => 0);
  const shares = depreciation === "straightLine" ? Array.from({ length: straightLineYears }, () => 1 / straightLineYears) : macrs[depreciation === "macrs5" ? 5 : 7];
  return Array.from({ length: years }, (_, index) => basis * ((index === 0 ? bonusFraction : 0) + (1 - bonusFraction) * (shares[index] ?? 0)));
}

/**
 * Share of an array's first-year output that it gives on average over a project's life, each year weighted by the present value of its electricity: REopt's way to let one
 * year stand for all (levelization_factor, REopt.jl 029db01).
 */
export function levelisedOutputFraction(years: number, { electricityEscalationFraction, discountFraction }: Pick<FinanceInputs, "electricityEscalationFraction" | "discountFraction">, degradationFraction: number): number {
  let [whole, kept] = [0, 0];
  for (let year = 1; year <= years; year++) {
    const weight = pow((1 + electricityEscalationFraction) / (1 + discountFraction), year);
    whole += weight;
    kept += weight * pow(1 - degradationFraction, year - 1);
  }
  return kept / whole;
}

function presentValuesOf(years: readonly CashFlowYear[], rate: number): PresentValues {
  const of = (line: (row: CashFlowYear) => number) => netPresentValue(years.map(line), rate);
  return {
    billSaving: of((row) => row.billSavingRevenue), fuelSaving: of((row) => row.fuelSavingRevenue), programme: of((row) => row.programmeRevenue), unpaidSaving: of((row) => row.unpaidSavingRevenue),
    om: of((row) => -row.omCost), capital: of((row) => -row.capitalCost), replacement: of((row) => -row.replacementCost), residual: of((row) => row.residualRevenue),
    taxCredit: of((row) => row.taxCreditRevenue), tax: of((row) => -row.taxCost),
  };
}

function benefitCostRatio(values: PresentValues): number | null {
  let [income, cost] = [0, 0];
  for (const value of Object.values(values)) {
    if (value > 0) income += value;
    else cost -= value;
  }
  return cost > 0 ? income / cost : null;
}

function lifetimeCarbon(assets: readonly Asset[], years: readonly CashFlowYear[], batteryKg: number): LifetimeCarbon {
  const firstKg = total(assets, ({ embodiedKg }) => embodiedKg);
  const flows = years.map(({ year, emissionsKg, baselineEmissionsKg, replaced }) => (year === 0 ? -firstKg : baselineEmissionsKg - emissionsKg - (replaced ? batteryKg : 0)));
  const embodiedKg = firstKg + batteryKg * years.filter(({ replaced }) => replaced).length;
  const netAvoidedKg = flows.reduce((sum, kg) => sum + kg, 0);
  return { embodiedKg, embodiedKgPerYear: total(assets, (asset) => asset.embodiedKgPerYear), avoidedKg: netAvoidedKg + embodiedKg, netAvoidedKg, paybackYears: paybackYears(flows, 0) };
}

function total(assets: readonly Asset[], of: (asset: Asset) => number): number {
  return assets.reduce((sum, asset) => sum + of(asset), 0);
}
