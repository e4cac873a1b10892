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
import { equipmentPrices, yearlyCosts } from "./equipmentCost.ts";
import { withoutClock } from "./regret.ts";
import { withoutRuns, type Question } from "./study.ts";

const most = (title: string, unit: string) => optionalNumberField({ title, help: "The most that may be built. Empty: four times the IT design power, eight hours of it for the store; 0: none.", unit, min: 0, max: 1e9, log: true });

export const sizingInputs = group({ title: "Sizing", help: "Which battery, solar and wind cost least over a project's life, used as well as could be." }, {
  mostBatteryKw: most("Battery power", "kW"),
  mostBatteryKwh: most("Battery energy", "kWh"),
  mostSolarKw: most("Solar", "kW DC"),
  mostWindKw: most("Wind", "kW"),
  budgetCost: optionalNumberField({ title: "Budget", help: "The most capital of all together. Empty: none.", unit: "currency", min: 0, max: 1e12, log: true }),
  ...equipmentPrices,
  planWork: switchField({ title: "Plan the work too", help: "Deferrable work is placed by the same programme; else it runs as it arrives. Slower.", default: false }),
  surface: switchField({ title: "Cost around it", help: "Also what half and one and a half times the battery would cost, power and energy apart.", default: true }),
});
export type SizingInputs = z.output<typeof sizingInputs>;

export type Sizing = {
  readonly currency: string;
  readonly status: "optimal" | "feasible" | "stopped";
  readonly sizes: { readonly batteryKw: number; readonly batteryKwh: number; readonly solarDcKw: number; readonly windKw: number };
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
  /** Total cost a year by power (rows) and energy (columns) of the battery, solar and wind as sized; null where it was not asked for. */
  readonly surface: { readonly batteryKw: readonly number[]; readonly batteryKwh: readonly number[]; readonly totalCostPerYear: readonly (readonly number[])[] } | null;
  readonly stepMinutes: 60;
};

/** A size below this share of the IT design power is the solver's tolerance, and nothing. */
const NOTHING = 1e-7;

/** Sizing by the year's linear programme with columns for what is built; in hours, for the dense columns make a year many times slower. */
export const sizing = withoutRuns({
  id: "sizing", title: "Sizing", summary: "Battery, solar and wind of least life-cycle cost, used as well as could be.", inputs: sizingInputs, needsSolver: true,
  answer(question: Question<SizingInputs>, { solve }): Sizing {
    assert(solve !== undefined, "sizing is solved, and was given no solver");
    return sizeSite(question, solve);
  },
});

function sizeSite({ scenario, inputs, seed, data }: Question<SizingInputs>, solve: Solve): Sizing {
  const { days } = scenario.time;
  if (days !== 365 && days !== 366) throw new InputError([{ where: { path: "time.days" }, found: String(days), allowed: "365 or 366: equipment is paid by the year" }]);
  const hourly: Scenario = { ...scenario, time: { ...scenario.time, stepMinutes: 60 } };
  const { battery, solar, load: { itDesignKw } } = scenario;
  const costs = yearlyCosts(inputs);
  // An array of the site's size tells what a kW gives (an inverter of one kW would use half of it itself); a battery of nothing lends its efficiencies and window.
  const measured = solar.production !== undefined && !solar.productionPerKw;
  const unit = withSizes(hourly, { batteryKw: 1e-6, batteryKwh: 1e-6, solarDcKw: measured ? 0 : itDesignKw, windKw: itDesignKw }, battery.initialSocFraction);
  const prepared = prepare(unit, { seed, data });
  const { pvAvailableKw, windAvailableKw } = prepared.site;
  const none = new Float64Array(prepared.axis.length);
  const size = (least: number, high: number | undefined, byDefault: number, cost: { readonly yearly: number; readonly capital: number }): Size => ({ least, most: high ?? byDefault, yearlyCost: cost.yearly, capitalCost: cost.capital });
  const bare = siteCase({ ...prepared, site: { ...prepared.site, pvAvailableKw: none, windAvailableKw: none } }, { battery: true });
  const placed = inputs.planWork ? bare : withWorkAtOnce(bare);
  const sizes = {
    batteryKw: size(0, inputs.mostBatteryKw, 4 * itDesignKw, costs.batteryKw), batteryKwh: size(0, inputs.mostBatteryKwh, 32 * itDesignKw, costs.batteryKwh),
    solar: { ...size(0, measured ? 0 : inputs.mostSolarKw, 4 * itDesignKw, costs.solar), perKw: pvAvailableKw.map((kw) => kw / itDesignKw) }, wind: { ...size(0, inputs.mostWindKw, 4 * itDesignKw, costs.wind), perKw: windAvailableKw.map((kw) => kw / itDesignKw) },
    chargePowerFraction: battery.chargePowerFraction, socMinFraction: Math.max(battery.socMinFraction, battery.reserveFraction), socMaxFraction: battery.socMaxFraction, auxiliaryKwPerKwh: battery.auxiliaryKwPerKwh,
    budgetCost: inputs.budgetCost ?? Infinity,
  };
  const ratings = { ...bare.ratings, chargeKw: Infinity, dischargeKw: Infinity, wearCostPerKwh: 0 };
  const { status, values, operationCost } = optimiseSizes({ ...placed, ratings, sizes }, solve);
  const clear = (value: number) => (value > NOTHING * itDesignKw ? value : 0);
  const built = clear(values.batteryKw) > 0 && clear(values.batteryKwh) > 0;
  const chosen = { batteryKw: built ? values.batteryKw : 0, batteryKwh: built ? values.batteryKwh : 0, solarDcKw: clear(values.solarKw), windKw: clear(values.windKw) };
  const equipmentOf = (of: Sizing["sizes"]) => of.batteryKw * costs.batteryKw.yearly + of.batteryKwh * costs.batteryKwh.yearly + of.solarDcKw * costs.solar.yearly + of.windKw * costs.wind.yearly;
  const equipmentCostPerYear = equipmentOf(chosen);
  const withoutCostPerYear = optimise({ ...placed, battery: false }, solve).objective;

  const sized = withSizes(hourly, chosen, built ? values.startKwh / values.batteryKwh : battery.initialSocFraction);
  const strategy = { ...sized.strategy, battery: { policy: "optimal", timeLimitSeconds: 300 }, work: { policy: inputs.planWork ? "joint" : "run-now" } };
  const { optimum } = simulate({ ...sized, strategy }, { seed, data, solve, keep: "summary" });
  assert(optimum !== undefined, "a run under the optimum has its facts");
  const totalCostPerYear = optimum.objective + equipmentCostPerYear;
  return {
    currency: scenario.site.currency, status, sizes: chosen, stepMinutes: 60,
    capitalCost: chosen.batteryKw * costs.batteryKw.capital + chosen.batteryKwh * costs.batteryKwh.capital + chosen.solarDcKw * costs.solar.capital + chosen.windKw * costs.wind.capital,
    operationCost: optimum.objective, equipmentCostPerYear, totalCostPerYear, withoutCostPerYear,
    lifeCycleCost: totalCostPerYear * costs.annuity, withoutLifeCycleCost: withoutCostPerYear * costs.annuity,
    replay: withoutClock(optimum), replayRelativeDifference: (optimum.replayedCost - operationCost) / Math.max(1, Math.abs(operationCost)),
    surface: inputs.surface ? surfaceAround(sized, chosen, { itDesignKw, planWork: inputs.planWork, seed, data, solve, equipmentOf }) : null,
  };
}

/** Half, the whole and one and a half times the battery, and none. */
const AROUND = [0, 0.5, 1, 1.5];

type SurfaceOptions = Pick<Question<SizingInputs>, "seed" | "data"> & { readonly itDesignKw: number; readonly planWork: boolean; readonly solve: Solve; readonly equipmentOf: (sizes: Sizing["sizes"]) => number };

function surfaceAround(sized: Scenario, chosen: Sizing["sizes"], { itDesignKw, planWork, seed, data, solve, equipmentOf }: SurfaceOptions): NonNullable<Sizing["surface"]> {
  // Around nothing, a battery of a tenth of the site shows which way is up.
  const [kw, kwh] = chosen.batteryKw > 0 ? [chosen.batteryKw, chosen.batteryKwh] : [0.1 * itDesignKw, 0.2 * itDesignKw];
  const batteryKw = AROUND.map((share) => share * kw);
  const batteryKwh = AROUND.map((share) => share * kwh);
  let noBattery: number | undefined;
  const costAt = (power: number, energy: number): number => {
    const none = power === 0 || energy === 0;
    const sizes = { ...chosen, batteryKw: none ? 0 : power, batteryKwh: none ? 0 : energy };
    if (none && noBattery !== undefined) return noBattery;
    const bare = siteCase(prepare(withSizes(sized, sizes, sized.battery.initialSocFraction), { seed, data }), { battery: true });
    const total = optimise(planWork ? bare : withWorkAtOnce(bare), solve).objective + equipmentOf(sizes);
    if (none) noBattery = total;
    return total;
  };
  return { batteryKw, batteryKwh, totalCostPerYear: batteryKw.map((power) => batteryKwh.map((energy) => costAt(power, energy))) };
}

/** Work as it arrives is load like any other. */
function withWorkAtOnce(c: ReturnType<typeof siteCase>): ReturnType<typeof siteCase> {
  const { site: { busPerIt }, classes, baseKw, baseItKw } = c;
  const arriving = (i: number) => classes.reduce((sum, { arrivalItKw }) => sum + (arrivalItKw[i] as number), 0);
  return { ...c, classes: [], baseKw: baseKw.map((kw, i) => kw + (busPerIt[i] as number) * arriving(i)), baseItKw: baseItKw.map((kw, i) => kw + arriving(i)) };
}

function withSizes(scenario: Scenario, { batteryKw, batteryKwh, solarDcKw, windKw }: Sizing["sizes"], initialSocFraction: number): Scenario {
  const { socMinFraction, socMaxFraction } = scenario.battery;
  return {
    ...scenario,
    solar: { ...scenario.solar, dcKw: solarDcKw }, wind: { ...scenario.wind, ratedKw: windKw },
    battery: { ...scenario.battery, powerKw: batteryKw, energyKwh: batteryKwh, wearCostPerKwh: 0, initialSocFraction: Math.min(Math.max(initialSocFraction, socMinFraction), socMaxFraction) },
  };
}
