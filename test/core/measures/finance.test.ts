import { expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { presentWorthFactor } from "../../../src/core/measures/cashFlow.ts";
import { depreciationByYear, finance, levelisedOutputFraction, type ProjectYear, type YearFigures } from "../../../src/core/measures/finance.ts";
import { financeInputs, type FinanceInputs } from "../../../src/core/measures/financeInputs.ts";
import { solarCapitalPerKw, type Equipment } from "../../../src/core/measures/projectAssets.ts";
import { reference } from "../../support/reference.ts";

type FinanceCase = { readonly id: string; readonly inputs: Record<string, number>; readonly expected: Record<string, number> };
const { cases } = reference<FinanceCase>("finance.json");
const caseOf = (id: string) => cases.find((one) => one.id === id) as FinanceCase;

const inputs = (given: object): FinanceInputs => checkInputs(financeInputs, given);
/** No tax, no escalation: what is left is the arithmetic of the case. */
const plain = { electricityEscalationFraction: 0, fuelEscalationFraction: 0, omEscalationFraction: 0, tax: { rateFraction: 0, depreciation: "none" } };
const nothing: Equipment = { solarDcKw: 0, windKw: 0, batteryKw: 0, batteryKwh: 0, coldStoreKwh: 0, generatorKw: 0 };
const still: YearFigures = { billCost: 0, fuelCost: 0, programmeRevenue: 0, lostWorkCost: 0, unservedCost: 0, storedCost: 0, importKwh: 0, exportKwh: 0, pvKwh: 0, windKwh: 0, dischargeKwh: 0, chargeCost: 0, peakImportKw: 0, emissionsKg: 0 };
const years = (count: number, of: (year: number) => { readonly project?: Partial<YearFigures>; readonly baseline?: Partial<YearFigures>; readonly replaced?: boolean }): ProjectYear[] =>
  Array.from({ length: count }, (_, index) => {
    const { project, baseline, replaced = false } = of(index + 1);
    return { year: index + 1, project: { ...still, ...project }, baseline: { ...still, ...baseline }, capacityAtStartFraction: null, capacityAtEndFraction: null, replaced };
  });

test("DER-VET's validation report: the lines' present values add up to 167,872.18, income is 1.03047 of costs", () => {
  // September 1: PV 1 MW, battery 1,575 kW / 9,450 kWh, 6 %. The report prints present values, not the years; its MIRR (6.1907 %) needs the years and is not checked.
  const [saved, kept] = [2_106_429.78 + 3_571_593, 227_650.6];
  const factor = presentWorthFactor(20, 0.06);
  const found = finance(
    inputs({ ...plain, discountFraction: 0.06, solar: { capitalPerKw: 1660, omPerKwYear: kept / factor / 1000 }, battery: { capitalPerKw: 2300, capitalPerKwh: 0, capitalFixedCost: 0, omFraction: 0, taxCreditFraction: 0, replaceAt: "never" } }),
    { ...nothing, solarDcKw: 1000, batteryKw: 1575, batteryKwh: 9450 }, years(20, () => ({ baseline: { billCost: saved / factor } })),
  );
  expect(found.capitalCost).toBe(3_622_500 + 1_660_000);
  expect(found.netPresentValue).toBeCloseTo(167_872.18, 2);
  expect(Object.values(found.presentValues).reduce((sum, value) => sum + value, 0)).toBeCloseTo(found.netPresentValue, 4);
  expect(found.benefitCostRatio).toBeCloseTo(1.03047, 5);
  // Its own payback of −1.09 years is none: capital comes back once, within the life.
  expect(found.discountedPaybackYears).toBeGreaterThan(10);
  expect(found.discountedPaybackYears).toBeLessThan(20);
});

test.each(["lcoe 1", "lcoe 2"])("the array's levelised cost by closed form, without the replacement: %s", (id) => {
  const { capital, omPerYear, omEscalation, energyYear1Kwh, degradation, years: life, discountRate } = caseOf(id).inputs as { capital: number; omPerYear: number; omEscalation: number; energyYear1Kwh: number; degradation: number; years: number; discountRate: number };
  const found = finance(
    inputs({ ...plain, discountFraction: discountRate, omEscalationFraction: omEscalation, solar: { capitalPerKw: capital / 1000, omPerKwYear: omPerYear / 1000 } }),
    { ...nothing, solarDcKw: 1000 }, years(life, (year) => ({ project: { pvKwh: energyYear1Kwh * (1 - degradation) ** (year - 1) } })),
  );
  // An array has no replacement here: the first case's 90,000 of year 12 is taken off its present cost.
  const replacement = id === "lcoe 1" ? 90_000 / (1 + discountRate) ** 12 : 0;
  const { presentCost, presentEnergyKwh } = caseOf(id).expected as { presentCost: number; presentEnergyKwh: number };
  expect(Math.abs((found.solarCostPerKwh as number) / ((presentCost - replacement) / presentEnergyKwh) - 1)).toBeLessThan(1e-8);
});

test("the levelised cost of storage counts what charging costs", () => {
  const { inputs: i, expected } = caseOf("lcos") as { inputs: Record<"dischargedKwhPerCycleYear1" | "roundTrip" | "cyclesPerYear" | "fadePerYear" | "years" | "discountRate" | "capital" | "omPerYear" | "chargingPricePerKwh", number>; expected: Record<string, number> };
  const found = finance(
    inputs({ ...plain, discountFraction: i.discountRate, battery: { capitalPerKw: 0, capitalPerKwh: 0, capitalFixedCost: i.capital, omFraction: i.omPerYear / i.capital, taxCreditFraction: 0, replaceAt: "never" } }),
    { ...nothing, batteryKw: 1000, batteryKwh: 4000 },
    years(i.years, (year) => {
      const dischargeKwh = i.dischargedKwhPerCycleYear1 * i.cyclesPerYear * (1 - i.fadePerYear) ** (year - 1);
      return { project: { dischargeKwh, chargeCost: (dischargeKwh / i.roundTrip) * i.chargingPricePerKwh } };
    }),
  );
  expect(Math.abs((found.storageCostPerKwh as number) / (expected["lcosPerKwh"] as number) - 1)).toBeLessThan(1e-8);
});

test("REopt's effective cost: credit and write-offs come back in year 1 and after, a replacement is paid after tax", () => {
  // 1,000,000 at a credit of 30 %, tax of 26 %, 6.24 %: basis 850,000, MACRS over 5 years, no bonus; 100,000 renewed in year 10. By REopt's formula, typed out.
  const schedule = [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576];
  const back = schedule.reduce((sum, share, index) => sum + (0.26 * share * 850_000 + (index === 0 ? 300_000 : 0)) / 1.0624 ** (index + 1), 0);
  const effective = 1_000_000 - back + (100_000 * (1 - 0.26)) / 1.0624 ** 10;
  const found = finance(
    inputs({
      battery: { capitalPerKw: 0, capitalPerKwh: 0, capitalFixedCost: 1_000_000, omFraction: 0, taxCreditFraction: 0.3, replaceAt: "year", replacementPerKwh: 25, replacementDeclineFraction: 0 },
      tax: { bonusFraction: 0 },
    }),
    { ...nothing, batteryKw: 1000, batteryKwh: 4000 }, years(25, (year) => ({ replaced: year === 10 })),
  );
  expect(found.netPresentValue).toBeCloseTo(-effective, 3);
});

test("a first bill of today's prices is already a year dearer, one of the first year's is not; REopt's factor is the sum of the first", () => {
  const worth = (pricesOf: string) => finance(
    inputs({ ...plain, discountFraction: 0.0564, electricityEscalationFraction: 0.017, pricesOf }), nothing, years(25, () => ({ baseline: { billCost: 1 } })),
  ).netPresentValue;
  expect(worth("today")).toBeCloseTo((caseOf("escalating present-worth factor").expected as { pwf: number }).pwf, 6);
  expect(worth("firstYear")).toBeCloseTo(worth("today") / 1.017, 9);
});

test("write-offs: the bonus at once and the rest by its schedule; never more than the basis", () => {
  const tax = inputs({}).tax;
  expect(depreciationByYear(tax, 100, 3)).toEqual([100, 0, 0]);
  const half = depreciationByYear({ ...tax, bonusFraction: 0.5 }, 100, 10);
  expect(half.slice(0, 2)).toEqual([60, 16]);
  expect(half.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(100, 9);
  expect(depreciationByYear({ ...tax, depreciation: "straightLine", straightLineYears: 20, bonusFraction: 0 }, 100, 10).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(50, 9);
  expect(depreciationByYear({ ...tax, depreciation: "none" }, 100, 3)).toEqual([0, 0, 0]);
});

test("the American credit for sun ends with 2027 unless begun in time, and what is left out is said", () => {
  const credit = (tax: object) => {
    const found = finance(inputs({ solar: { taxCreditFraction: 0.3 }, tax }), { ...nothing, solarDcKw: 1000 }, years(2, () => ({})));
    return [found.years[1]?.taxCreditRevenue, found.warnings.map(({ code }) => code)];
  };
  expect(credit({ inServiceYear: 2027 })).toEqual([0.3 * 1_920_000, []]);
  expect(credit({ inServiceYear: 2028 })).toEqual([0, ["taxCreditEnded"]]);
  expect(credit({ inServiceYear: 2028, begunInTime: true })).toEqual([0.3 * 1_920_000, []]);
});

test("an array's capital follows REopt's size classes", () => {
  expect([50, 100, 101, 2000, 5000].map(solarCapitalPerKw)).toEqual([2232, 2232, 1920, 1920, 1661]);
});

test("sun that fades half a per cent a year gives over 25 years about 95 % of its first year, less where late years weigh more", () => {
  const mean = (discountFraction: number) => levelisedOutputFraction(25, { electricityEscalationFraction: 0.0166, discountFraction }, 0.005);
  expect(levelisedOutputFraction(25, { electricityEscalationFraction: 0, discountFraction: 0 }, 0.005)).toBeCloseTo((1 - 0.995 ** 25) / (25 * 0.005), 12);
  expect(mean(0.0624)).toBeGreaterThan(mean(0.02));
  expect(levelisedOutputFraction(25, { electricityEscalationFraction: 0.0166, discountFraction: 0.0624 }, 0)).toBe(1);
});

test("embodied carbon: of what is bought and of every renewal, paid back by what is avoided", () => {
  const found = finance(
    inputs({ ...plain, battery: { embodiedKgPerKwh: 80 } }), { ...nothing, batteryKw: 500, batteryKwh: 1000 },
    years(10, (year) => ({ baseline: { emissionsKg: 50_000 }, project: { emissionsKg: 10_000 }, replaced: year === 5 })),
  );
  expect(found.carbon.embodiedKg).toBe(160_000);
  expect(found.carbon.avoidedKg).toBe(400_000);
  expect(found.carbon.netAvoidedKg).toBe(240_000);
  expect(found.carbon.paybackYears).toBe(2);
  expect(found.carbon.embodiedKgPerYear).toBeCloseTo(80_000 / 15, 9);
});

test("work lost is counted against a site that sheds, unless the reader asks for cash alone; stored energy always", () => {
  const shedding = years(1, () => ({ baseline: { billCost: 100 }, project: { billCost: 60, lostWorkCost: 30, storedCost: 5 } }));
  const saved = (countUnpaid: boolean) => finance(inputs({ ...plain, countUnpaid }), nothing, shedding).years[1]?.netRevenue;
  expect(saved(true)).toBe(5);
  expect(saved(false)).toBe(35);
});

test("an outright loss has no rate of return and no payback, and a project's last year renews nothing", () => {
  const found = finance(inputs({}), { ...nothing, batteryKw: 100, batteryKwh: 400 }, years(5, (year) => ({ replaced: year === 5 })));
  expect(found.simplePaybackYears).toBeNull();
  expect(found.discountedPaybackForGoodYears).toBeNull();
  expect(found.years.at(-1)).toMatchObject({ replacementCost: 0, replaced: false });
});
