import type * as z from "zod/mini";
import { checkInputs } from "../check.ts";
import { assert, fromErrorRecord, InputError, type Warning } from "../errors.ts";
import { choiceField, group, integerField, numberField } from "../field.ts";
import { demandResponseInputs } from "../market/demandResponse/inputs.ts";
import { log, pow } from "../maths/functions.ts";
import { finance, levelisedOutputFraction, type Finance, type ProjectYear, type YearFigures } from "../measures/finance.ts";
import { financeInputs, type FinanceInputs } from "../measures/financeInputs.ts";
import type { Equipment } from "../measures/projectAssets.ts";
import type { Kpis, RunResult } from "../result.ts";
import { withStrategy, type Scenario } from "../scenario.ts";
import { newBattery, type AgeingState } from "../site/ageing.ts";
import type { Outcome, Run, Study } from "./study.ts";

export const lifetimeInputs = group({ title: "Life", help: "What the site's equipment costs, saves and loses over the years of a project." }, {
  form: choiceField(["yearByYear", "singleYear"], {
    title: "Form", help: "One run a project year, each from the state that the last one left; or one run that stands for all, as REopt has it: no fade, sun at its mean output over the project.", default: "yearByYear",
    options: { yearByYear: "Year by year", singleYear: "One year for all, as REopt" },
  }),
  projectYears: integerField({ title: "Project life", help: "Years that are counted.", unit: "years", min: 1, max: 60, default: 25, source: "REopt.jl, January 2026" }),
  loadGrowthFraction: numberField({ title: "Load growth", help: "Yearly growth of the load; hall and cooling grow with it, the connection does not.", unit: "%", min: -0.2, max: 0.5, default: 0, step: 0.005 }),
  finance: financeInputs,
});
export type LifetimeInputs = z.output<typeof lifetimeInputs>;

/** A project from its first day to its last. */
export type Lifetime = Finance & {
  readonly form: LifetimeInputs["form"];
  readonly currency: string;
  /** How many runs stand behind it. */
  readonly runs: number;
  /** The first year as it ran, at the run's prices, beside the site without what is bought and with nothing done. */
  readonly firstYear: { readonly project: Kpis; readonly baseline: Kpis };
};

type Tally = {
  readonly baseline: RunResult[];
  readonly project: RunResult[];
  /** The battery at each project year's end, and whether it is renewed then. */
  readonly batteryAtEnd: (AgeingState & { readonly replaced: boolean })[];
};

/** A run of a project's year. A year is one run of one year, so that each is a plain run that anybody can make again. */
export const lifetime: Study<"lifetime", LifetimeInputs, Tally, Lifetime> = {
  id: "lifetime", title: "Life and finance", summary: "What the site's equipment costs, saves and loses over the years of a project.", inputs: lifetimeInputs, runs: "chain",
  runsExpected: ({ inputs }) => baselineRuns(inputs) + projectRuns(inputs),

  start({ scenario: { time } }) {
    if (time.days !== 365 && time.days !== 366) {
      throw new InputError([{ where: { path: "time.days" }, found: String(time.days), allowed: "365 or 366: a project year is one run of one year" }]);
    }
    return { baseline: [], project: [], batteryAtEnd: [] };
  },

  * plan({ scenario, inputs, seed }, { baseline, project, batteryAtEnd }): Generator<Run> {
    const run = (planned: Scenario): Run => ({ scenario: planned, seed, keep: "summary" });
    const without = withoutBought(scenario, inputs.finance);
    for (let year = baseline.length + 1; year <= baselineRuns(inputs); year++) yield run(grown(without, inputs.loadGrowthFraction, year));
    const year = project.length + 1;
    if (year > projectRuns(inputs)) return;
    if (inputs.form === "singleYear") yield run(atMeanOutput(scenario, inputs));
    else yield run(inYear(scenario, inputs, year, batteryAtEnd.at(-1)));
  },

  add({ scenario, inputs }, tally, outcome: Outcome) {
    // A chain with a broken link has no end.
    if (!outcome.ok) throw fromErrorRecord(outcome.error);
    const { result } = outcome;
    if (tally.baseline.length < baselineRuns(inputs)) {
      tally.baseline.push(result);
      return;
    }
    tally.project.push(result);
    const atEnd = result.battery?.ageing.atEnd ?? newBattery;
    tally.batteryAtEnd.push({ ...atEnd, replaced: result.battery !== undefined && isReplaced(inputs, tally.project.length, atEnd, scenario.battery.ageing.endOfLifeFraction) });
  },

  finish({ scenario, inputs }, tally) {
    const [firstProject, firstBaseline] = [tally.project[0], tally.baseline[0]];
    assert(firstProject !== undefined && firstBaseline !== undefined, "a project without a year");
    const single = inputs.form === "singleYear";
    const years = Array.from({ length: inputs.projectYears }, (_, index): ProjectYear => {
      const project = tally.project[index] ?? firstProject;
      const [before, atEnd] = [tally.batteryAtEnd[index - 1], tally.batteryAtEnd[index]];
      const followed = !single && project.battery !== undefined;
      return {
        year: index + 1, project: figuresOf(project), baseline: figuresOf(tally.baseline[index] ?? firstBaseline),
        capacityAtStartFraction: followed ? (before === undefined ? scenario.battery.ageing.atStart : before.replaced ? newBattery : before).capacityFraction : null,
        capacityAtEndFraction: followed ? (atEnd?.capacityFraction ?? null) : null,
        replaced: single ? project.battery !== undefined && isReplaced(inputs, index + 1, newBattery, 0) : (atEnd?.replaced ?? false),
      };
    });
    const found = finance(inputs.finance, equipmentOf(scenario), years);
    return {
      ...found, form: inputs.form, currency: scenario.site.currency, runs: tally.baseline.length + tally.project.length,
      firstYear: { project: firstProject.kpis, baseline: firstBaseline.kpis },
      warnings: [...warningsOf(scenario, inputs, firstProject), ...found.warnings],
    };
  },
};

/** Without growth the site that is compared with is the same every year. */
function baselineRuns({ form, projectYears, loadGrowthFraction }: LifetimeInputs): number {
  return form === "singleYear" || loadGrowthFraction === 0 ? 1 : projectYears;
}

function projectRuns({ form, projectYears }: LifetimeInputs): number {
  return form === "singleYear" ? 1 : projectYears;
}

/** The site as it would be: nothing of what is bought, and nothing done. */
export function withoutBought(scenario: Scenario, { solar, wind, battery, coldStore, generator }: FinanceInputs): Scenario {
  const { cooling } = scenario.facility;
  return withStrategy({
    ...scenario,
    solar: solar.bought ? { ...scenario.solar, dcKw: 0, production: undefined } : scenario.solar,
    wind: wind.bought ? { ...scenario.wind, ratedKw: 0, production: undefined } : scenario.wind,
    battery: battery.bought ? { ...scenario.battery, powerKw: 0, energyKwh: 0 } : scenario.battery,
    facility: coldStore.bought && cooling.kind === "plant" ? { ...scenario.facility, cooling: { ...cooling, coldStoreKwh: 0, coldStoreKw: 0 } } : scenario.facility,
    generator: generator.bought ? { ...scenario.generator, ratingKw: 0 } : scenario.generator,
    // What programmes pay is earned by what is bought and done; the system's load still names the hard hours.
    demandResponse: { ...checkInputs(demandResponseInputs, {}), systemLoad: scenario.demandResponse.systemLoad },
  }, "idle");
}

/** The project's scenario in a year: the sun older, the battery as the last year left it, the load grown. */
function inYear(scenario: Scenario, { loadGrowthFraction }: LifetimeInputs, year: number, before: Tally["batteryAtEnd"][number] | undefined): Scenario {
  if (before === undefined) return scenario;
  const { replaced, ...state } = before;
  const { battery, solar } = scenario;
  return {
    ...grown(scenario, loadGrowthFraction, year),
    solar: { ...solar, ageYears: solar.ageYears + year - 1 },
    battery: { ...battery, ageing: { ...battery.ageing, atStart: replaced ? newBattery : state } },
  };
}

/** REopt's one year for all: the array at its mean output over the project, weighted by the value of the years. */
function atMeanOutput(scenario: Scenario, { projectYears, finance: inputs }: LifetimeInputs): Scenario {
  const { degradationFraction, ageYears } = scenario.solar;
  if (degradationFraction === 0) return scenario;
  const meanAge = log(levelisedOutputFraction(projectYears, inputs, degradationFraction)) / log(1 - degradationFraction);
  return { ...scenario, solar: { ...scenario.solar, ageYears: ageYears + meanAge } };
}

function grown(scenario: Scenario, growthFraction: number, year: number): Scenario {
  if (growthFraction === 0 || year === 1) return scenario;
  const factor = pow(1 + growthFraction, year - 1);
  const { load } = scenario;
  const demand = load.demand.kind === "trace" ? { ...load.demand, scaleFactor: load.demand.scaleFactor * factor } : load.demand;
  return { ...scenario, load: { ...load, itDesignKw: load.itDesignKw * factor, demand } };
}

function isReplaced({ form, finance: { battery } }: LifetimeInputs, year: number, { capacityFraction }: AgeingState, endOfLifeFraction: number): boolean {
  if (battery.replaceAt === "never") return false;
  // A single year knows no fade: it takes the fixed year.
  if (battery.replaceAt === "year" || form === "singleYear") return year % battery.replacementYears === 0;
  return capacityFraction <= endOfLifeFraction;
}

function figuresOf({ kpis, battery, response, bill }: RunResult): YearFigures {
  return {
    billCost: bill.total, fuelCost: kpis.fuelCost, programmeRevenue: response?.netRevenue ?? 0, lostWorkCost: kpis.lostWorkCost, unservedCost: kpis.unservedCost, storedCost: kpis.residualValueCost,
    importKwh: kpis.importKwh, exportKwh: kpis.exportKwh, pvKwh: kpis.pvKwh, windKwh: kpis.windKwh, dischargeKwh: kpis.dischargeKwh, chargeCost: battery?.chargeCost ?? 0,
    peakImportKw: kpis.peakImportKw, emissionsKg: kpis.emissionsKg,
  };
}

export function equipmentOf({ solar, wind, battery, facility: { cooling }, generator }: Scenario): Equipment {
  const hasBattery = battery.powerKw > 0 && battery.energyKwh > 0;
  return {
    solarDcKw: solar.dcKw, windKw: wind.ratedKw, batteryKw: hasBattery ? battery.powerKw : 0, batteryKwh: hasBattery ? battery.energyKwh : 0,
    coldStoreKwh: cooling.kind === "plant" ? cooling.coldStoreKwh : 0, generatorKw: generator.ratingKw,
  };
}

/** What the reader of the figures must know. */
function warningsOf(scenario: Scenario, inputs: LifetimeInputs, { response }: RunResult): Warning[] {
  const { site: { currency }, solar, wind } = scenario;
  const equipment = equipmentOf(scenario);
  const warnings: Warning[] = [inputs.form === "singleYear" ? { code: "oneYearForAll", values: { years: inputs.projectYears } } : { code: "sameYearAgain", values: { years: inputs.projectYears } }];
  if (response !== undefined && response.netRevenue === null) warnings.push({ code: "programmeNotPriced", values: {} });
  if (currency !== "USD" && hasAmericanPrice(inputs.finance, equipment)) warnings.push({ code: "americanPrices", values: { currency } });
  if (solar.production !== undefined && solar.dcKw === 0 && inputs.finance.solar.bought) warnings.push({ code: "ratingOfMeasuredMissing", values: { path: "solar.dcKw" } });
  if (wind.production !== undefined && wind.ratedKw === 0 && inputs.finance.wind.bought) warnings.push({ code: "ratingOfMeasuredMissing", values: { path: "wind.ratedKw" } });
  return warnings;
}

/** Whether something is bought at a price that is still the declared default. */
function hasAmericanPrice({ solar, wind, battery }: FinanceInputs, { solarDcKw, windKw, batteryKwh }: Equipment): boolean {
  const declared = checkInputs(financeInputs, {});
  return (solar.bought && solarDcKw > 0 && solar.capitalPerKw === undefined)
    || (wind.bought && windKw > 0 && wind.capitalPerKw === declared.wind.capitalPerKw)
    || (battery.bought && batteryKwh > 0 && battery.capitalPerKw === declared.battery.capitalPerKw && battery.capitalPerKwh === declared.battery.capitalPerKwh);
}
