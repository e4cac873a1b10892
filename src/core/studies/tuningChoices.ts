import type { Scenario } from "../scenario.ts";
import type { ParameterRange } from "./parameters.ts";

/** What an operator may choose, and between which ends it is worth searching (choices, not findings). What the world decides, such as a forecast's error, is not there. */
const choosable: readonly (Pick<ParameterRange, "path" | "low" | "high"> & { readonly whole?: true; readonly only?: { readonly key: string; readonly value: string } })[] = [
  { path: "strategy.battery.minGainPerKwh", low: 0, high: 0.2 },
  { path: "strategy.battery.minGainGPerKwh", low: 0, high: 400 },
  { path: "strategy.battery.standingFraction", low: 0, high: 1 },
  { path: "strategy.battery.aimFraction", low: 0.5, high: 1.5 },
  { path: "strategy.battery.optOutBelowFraction", low: 0, high: 1 },
  { path: "strategy.battery.pastDays", low: 7, high: 30, whole: true, only: { key: "foresight", value: "past" } },
  { path: "strategy.battery.horizonHours", low: 12, high: 96, whole: true },
  { path: "strategy.battery.everyHours", low: 1, high: 12, whole: true },
  { path: "strategy.work.lookAheadHours", low: 1, high: 48, whole: true },
  { path: "strategy.work.optOutBelowFraction", low: 0, high: 1 },
  { path: "strategy.cooling.minGainPerKwh", low: 0, high: 0.05 },
];

/** Thresholds and windows of the strategy's policies, and where there are outages how much of the battery is kept for them. */
export function suggestedTuning(scenario: Scenario): ParameterRange[] {
  const chosen = choosable.filter(({ path, only }) => {
    const [, part, key] = path.split(".") as [string, keyof Scenario["strategy"], string];
    const choice = scenario.strategy[part] as Readonly<Record<string, unknown>>;
    return typeof choice[key] === "number" && (only === undefined || choice[only.key] === only.value);
  }).map(({ path, low, high, whole }): ParameterRange => ({ path, low, high, scale: "linear", whole: whole === true }));
  const { energyKwh, socMinFraction, socMaxFraction } = scenario.battery;
  const reserves = energyKwh > 0 && scenario.outages.events.kind !== "none" && !["idle", "given"].includes(scenario.strategy.battery.policy);
  return [...chosen, ...(reserves ? [{ path: "battery.reserveFraction", low: socMinFraction, high: Math.min(socMaxFraction, socMinFraction + 0.5), scale: "linear" as const, whole: false }] : [])];
}
