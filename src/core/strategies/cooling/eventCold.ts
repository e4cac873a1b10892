import * as z from "zod/mini";
import { choiceField, group, numberField, switchField } from "../../field.ts";
import { askedImportKw, watchCalls } from "../callWatch.ts";
import type { ColdView, CoolingPolicy, StrategyView } from "../policy.ts";
import { cheapCold } from "./cheapCold.ts";
import { makeColdPeakGuard } from "./coldPeakGuard.ts";

const inputs = group({ title: "Cold for events", help: "Makes cold ahead of announced events and spares the chillers in them." }, {
  between: choiceField(["cheap-cold", "idle"], { title: "Between events", help: "What the cold store does while nobody calls.", default: "cheap-cold", options: { "cheap-cold": "Cold in cheap hours", "idle": "Nothing" } }),
  standingFraction: numberField({ title: "Standing reserve", help: "Share of the tank that is kept cold at all times, for calls that leave no time to fill it.", unit: "%", default: 0, min: 0, max: 1, step: 0.05 }),
  guardPeak: switchField({ title: "Guard the peak", help: "Making cold for an event never lifts import over the month's peak so far.", default: true }),
});

type Inputs = z.output<typeof inputs>;

/**
 * From a call's notice on the tank is filled, evenly up to its beginning; in the call it takes heat off the chillers, spread evenly over the hours that are left and
 * no more than is asked. Decides before the battery, which gives what the cold cannot. What it took is made anew after the call, billed like any import.
 */
export const eventCold: CoolingPolicy<Inputs> = {
  id: "event-cold",
  title: "Cold for events",
  summary: "Fills the cold store ahead of announced events and coincident peaks, and lets the chillers rest in them.",
  inputs,
  lookAheadHours: ({ between }) => (between === "cheap-cold" ? "day" : 0),
  start(view, cold, { between, standingFraction, guardPeak }) {
    const usual = between === "cheap-cold" ? startCheapCold(view, cold) : () => {};
    const watch = watchCalls(view);
    if (watch === undefined && standingFraction === 0) return usual;
    const { store, electricityPerHeat } = cold;
    const { stepHours } = view.axis;
    const guard = makeColdPeakGuard(view);
    const standingKwh = standingFraction * store.capacityKwh;

    return (step, state, proposal) => {
      usual(step, state, proposal);
      const restedKwh = state.storedKwh * (1 - store.lossPerStep);
      const perHeat = electricityPerHeat[step]!;
      const index = watch === undefined ? -1 : watch.active[step]!;
      if (watch !== undefined && index >= 0) {
        const neededKw = state.netLoadKw - askedImportKw(watch, step, 1);
        const hoursLeft = (watch.calls[index]!.end - step) * stepHours;
        proposal.chargeKw = 0;
        proposal.dischargeKw = neededKw > 0 ? heatForKw(cold, step, state.heatKw, neededKw, Math.min(restedKwh / hoursLeft, state.dischargeLimitKw)) : 0;
      } else {
        const next = watch === undefined ? -1 : watch.announced[step]!;
        let floorKwh = standingKwh;
        let evenSteps = 1;
        if (watch !== undefined && next >= 0) {
          const call = watch.calls[next]!;
          const wantedKwh = Math.min(store.powerKw * (call.end - call.step) * stepHours, store.capacityKwh);
          floorKwh = Math.max(floorKwh, wantedKwh);
          evenSteps = Math.max(1, call.step - step);
        }
        const shortKwh = floorKwh - restedKwh;
        proposal.dischargeKw = Math.min(proposal.dischargeKw, Math.max(0, -shortKwh) / stepHours);
        if (shortKwh > 0) {
          const chargeKw = Math.min(shortKwh / stepHours / evenSteps, state.chargeLimitKw, guardPeak ? guard.roomKw(step, state.netLoadKw) / perHeat : Infinity);
          if (chargeKw > proposal.chargeKw) proposal.chargeKw = chargeKw;
        }
      }
      guard.note(step, state.netLoadKw + (proposal.chargeKw - proposal.dischargeKw) * perHeat);
    };
  },
};

/** Heat to take off the chillers so that they draw so much less, at most `mostKw`; by halves, because they run at part load. */
function heatForKw(cold: ColdView, step: number, heatKw: number, sparedKw: number, mostKw: number): number {
  const before = cold.chillerKw(step, heatKw);
  if (before - cold.chillerKw(step, heatKw - mostKw) <= sparedKw) return mostKw;
  let [low, high] = [0, mostKw];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (before - cold.chillerKw(step, heatKw - middle) < sparedKw) low = middle;
    else high = middle;
  }
  return high;
}

function startCheapCold(view: StrategyView, cold: ColdView): ReturnType<typeof cheapCold.start> {
  const parsed = cheapCold.inputs["~standard"].validate({});
  if (parsed instanceof Promise || parsed.issues !== undefined) throw new Error("cheap-cold has no defaults");
  return cheapCold.start(view, cold, parsed.value);
}
