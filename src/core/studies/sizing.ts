import type * as z from "zod/mini";
import { assert, InputError } from "../errors.ts";
import { group, optionalNumberField, switchField } from "../field.ts";
import type { Solve } from "../maths/linearProgram.ts";
import { optimise } from "../optimise/optimise.ts";
import { optimiseSizes } from "../optimise/optimiseSizes.ts";
import { siteCase } from "../optimise/siteCase.ts";
import type { Size } from "../optimise/sizedEquipment.ts";
import { prepare } from "../prepare.ts";
import type { OptimumFacts } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { simulate } from "../simulate.ts";
import { equipmentPrices, yearlyCosts, type Sizes } from "./equipmentCost.ts";
import { withoutClock } from "./regret.ts";
import { surfaceAround, withWorkAtOnce, type SizingSurface } from "./sizingSurface.ts";
import { withoutRuns, type Question, type StudyTools } from "./study.ts";

const most = (title: string, unit: string) => optionalNumberField({ title, help: "The most that may be built. Empty: four times the IT design power, eight hours of it for the store; 0: none.", unit, min: 0, max: 1e9, log: true });

export const sizingInputs = group({ title: "Sizing", help: "Which battery, solar and wind cost least over a project's life, used as well as could be. Programmes, reserve, throttling and generators beside the grid stay out." }, {
  mostBatteryKw: most("Battery power", "kW"),
  mostBatteryKwh: most("Battery energy", "kWh"),
  mostSolarKw: most("Solar", "kW DC"),
  mostWindKw: most("Wind", "kW"),
  budgetCost: optionalNumberField({ title: "Budget", help: "The most capital of all together. Empty: none.", unit: "currency", min: 0, max: 1e12, log: true }),
  ...equipmentPrices,
  planWork: switchField({ title: "Plan the work too", help: "Deferrable work is placed by the same programme; else it runs as it arrives. Slower.", default: false }),
  surface: switchField({ title: "Cost around it", help: "Also what a smaller and a larger battery would cost, power and energy apart.", default: true }),
});
export type SizingInputs = z.output<typeof sizingInputs>;

export type Sizing = {
  readonly currency: string;
  readonly status: "optimal" | "feasible" | "stopped";
  readonly sizes: Sizes;
  readonly capitalCost: number;
  /** First project year: what is left to pay under the optimum (bill less fixed charges), and the equipment's even yearly cost. */
  readonly operationCost: number;
  readonly equipmentCostPerYear: number;
  readonly totalCostPerYear: number;
  /** The same with nothing built. */
  readonly withoutCostPerYear: number;
  /** Present value over the project, with and without. */
  readonly lifeCycleCost: number;
  readonly withoutLifeCycleCost: number;
  /** The chosen site run through the plant, under its optimum. */
  readonly replay: OptimumFacts;
  /** How far the plant's year lies from the programme's, relative. */
  readonly replayRelativeDifference: number;
  /** What batteries around the chosen one cost, solar and wind as sized; null where it was not asked for. */
  readonly surface: SizingSurface | null;
  readonly stepMinutes: 60;
};

/** A size below this share of the IT design power is the solver's tolerance, and nothing. */
const NOTHING = 1e-7;
/** Where the search for sizes begins, share of the IT design power: of the order of what sites build. */
const NEAR = { batteryKw: 0.2, batteryKwh: 0.8, solarKw: 0.2, windKw: 0.2 };
/** Shares of the work for progress: sizes first, the plant's year next, the surface last. */
const [SIZES_SHARE, RUN_SHARE] = [0.6, 0.1];

/** Sizing by the year's linear programme with columns for what is built; in hours, for the dense columns make a year many times slower. */
export const sizing = withoutRuns({
  id: "sizing", title: "Sizing", summary: "Battery, solar and wind of least life-cycle cost, used as well as could be.", inputs: sizingInputs, needsSolver: true,
  answer(question: Question<SizingInputs>, tools): Sizing {
    assert(tools.solve !== undefined, "sizing is solved, and was given no solver");
    return sizeSite(question, tools.solve, tools);
  },
});

function sizeSite({ scenario, inputs, seed, data }: Question<SizingInputs>, solve: Solve, { onProgress = () => {} }: StudyTools): Sizing {
  const { days } = scenario.time;
  if (days !== 365 && days !== 366) throw new InputError([{ where: { path: "time.days" }, found: String(days), allowed: "365 or 366: equipment is paid by the year" }]);
  const hourly = asSized(scenario);
  const { battery, solar, load: { itDesignKw } } = scenario;
  const costs = yearlyCosts(inputs);
  // An array of the order of the site's tells what a kW gives (an inverter of one kW would use half of it itself); a battery of nothing lends its efficiencies and window.
  const measured = solar.production !== undefined && !solar.productionPerKw;
  const arrayKw = inputs.mostSolarKw !== undefined && inputs.mostSolarKw > 0 ? Math.min(itDesignKw, inputs.mostSolarKw) : itDesignKw;
  const unit = withSizes(hourly, { batteryKw: 1e-6, batteryKwh: 1e-6, solarDcKw: measured ? 0 : arrayKw, windKw: itDesignKw }, battery.initialSocFraction);
  const prepared = prepare(unit, { seed, data });
  const { pvAvailableKw, windAvailableKw } = prepared.site;
  const none = new Float64Array(prepared.axis.length);
  const size = (most: number | undefined, byDefault: number, cost: { readonly yearly: number; readonly capital: number }): Size => ({ least: 0, most: most ?? byDefault, yearlyCost: cost.yearly, capitalCost: cost.capital });
  const bare = siteCase({ ...prepared, site: { ...prepared.site, pvAvailableKw: none, windAvailableKw: none } }, { battery: true });
  const placed = inputs.planWork ? bare : withWorkAtOnce(bare);
  const sizes = {
    batteryKw: size(inputs.mostBatteryKw, 4 * itDesignKw, costs.batteryKw), batteryKwh: size(inputs.mostBatteryKwh, 32 * itDesignKw, costs.batteryKwh),
    solar: { ...size(measured ? 0 : inputs.mostSolarKw, 4 * itDesignKw, costs.solar), perKw: pvAvailableKw.map((kw) => kw / arrayKw) }, wind: { ...size(inputs.mostWindKw, 4 * itDesignKw, costs.wind), perKw: windAvailableKw.map((kw) => kw / itDesignKw) },
    chargePowerFraction: battery.chargePowerFraction, socMinFraction: Math.max(battery.socMinFraction, battery.reserveFraction), socMaxFraction: battery.socMaxFraction, auxiliaryKwPerKwh: battery.auxiliaryKwPerKwh,
    budgetCost: inputs.budgetCost ?? Infinity,
  };
  const ratings = { ...bare.ratings, chargeKw: Infinity, dischargeKw: Infinity, wearCostPerKwh: 0 };
  const near = { batteryKw: NEAR.batteryKw * itDesignKw, batteryKwh: NEAR.batteryKwh * itDesignKw, solarKw: NEAR.solarKw * itDesignKw, windKw: NEAR.windKw * itDesignKw };
  const { status, values, operationCost } = optimiseSizes({ ...placed, ratings, sizes }, solve, { near, onProgress: (fraction) => { onProgress(SIZES_SHARE * fraction); } });
  const clear = (value: number) => (value > NOTHING * itDesignKw ? value : 0);
  const built = clear(values.batteryKw) > 0 && clear(values.batteryKwh) > 0;
  const chosen: Sizes = { batteryKw: built ? values.batteryKw : 0, batteryKwh: built ? values.batteryKwh : 0, solarDcKw: clear(values.solarKw), windKw: clear(values.windKw) };
  const equipmentOf = (of: Sizes) => of.batteryKw * costs.batteryKw.yearly + of.batteryKwh * costs.batteryKwh.yearly + of.solarDcKw * costs.solar.yearly + of.windKw * costs.wind.yearly;
  const equipmentCostPerYear = equipmentOf(chosen);
  const withoutCostPerYear = optimise({ ...placed, battery: false }, solve).objective;
  onProgress(SIZES_SHARE);

  const sized = withSizes(hourly, chosen, built ? values.startKwh / values.batteryKwh : battery.initialSocFraction);
  const strategy = { ...sized.strategy, battery: { policy: "optimal", timeLimitSeconds: 300 }, work: { policy: inputs.planWork ? "joint" : "run-now" } };
  const { optimum } = simulate({ ...sized, strategy }, { seed, data, solve, keep: "summary" });
  assert(optimum !== undefined, "a run under the optimum has its facts");
  onProgress(SIZES_SHARE + RUN_SHARE);
  const totalCostPerYear = optimum.objective + equipmentCostPerYear;
  const caseOf = (of: Sizes) => {
    const whole = siteCase(prepare(withSizes(sized, of, sized.battery.initialSocFraction), { seed, data }), { battery: true });
    return inputs.planWork ? whole : withWorkAtOnce(whole);
  };
  return {
    currency: scenario.site.currency, status: optimum.status === "optimal" ? status : "feasible", sizes: chosen, stepMinutes: 60,
    capitalCost: chosen.batteryKw * costs.batteryKw.capital + chosen.batteryKwh * costs.batteryKwh.capital + chosen.solarDcKw * costs.solar.capital + chosen.windKw * costs.wind.capital,
    operationCost: optimum.objective, equipmentCostPerYear, totalCostPerYear, withoutCostPerYear,
    lifeCycleCost: totalCostPerYear * costs.annuity, withoutLifeCycleCost: withoutCostPerYear * costs.annuity,
    replay: withoutClock(optimum), replayRelativeDifference: (optimum.replayedCost - operationCost) / Math.max(1, Math.abs(operationCost)),
    surface: inputs.surface ? surfaceAround(chosen, { itDesignKw, caseOf, equipmentOf, solve, onProgress: (fraction) => { onProgress(SIZES_SHARE + RUN_SHARE + (1 - SIZES_SHARE - RUN_SHARE) * fraction); } }) : null,
  };
}

/** In hours, and without what is paid or lost beside the bill: what a programme, a reserve, throttled work or sets beside the grid would earn does not size equipment. */
function asSized(scenario: Scenario): Scenario {
  const { demandResponse, load, generator } = scenario;
  return {
    ...scenario,
    time: { ...scenario.time, stepMinutes: 60 },
    demandResponse: { ...demandResponse, programmes: [], reserve: { ...demandResponse.reserve, heldKw: 0 } },
    load: { ...load, classes: load.classes.map((one) => (one.kind === "throttleable" ? { ...one, minGpuPowerFraction: 1 } : one)) },
    generator: { ...generator, permittedHours: 0 },
  };
}

/** The site with what sizing found in the place of what it had: its own steps, programmes and strategy stay. */
export function withSizes(scenario: Scenario, { batteryKw, batteryKwh, solarDcKw, windKw }: Sizes, initialSocFraction: number): Scenario {
  const { socMinFraction, socMaxFraction } = scenario.battery;
  return {
    ...scenario,
    solar: { ...scenario.solar, dcKw: solarDcKw }, wind: { ...scenario.wind, ratedKw: windKw },
    battery: { ...scenario.battery, powerKw: batteryKw, energyKwh: batteryKwh, wearCostPerKwh: 0, initialSocFraction: Math.min(Math.max(initialSocFraction, socMinFraction), socMaxFraction) },
  };
}
