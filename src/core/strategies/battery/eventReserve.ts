import * as z from "zod/mini";
import { choiceField, group, numberField, switchField } from "../../field.ts";
import { askedImportKw, watchCalls } from "../callWatch.ts";
import type { SocTarget } from "../../market/demandResponse/openAdrCalls.ts";
import { reasonCode, type BatteryPolicy, type BatteryProposal, type PlantState, type StrategyView } from "../policy.ts";
import { makeGuardPeak } from "./guardPeak.ts";
import { idle } from "./idle.ts";
import { peakShaving } from "./peakShaving.ts";
import { selfConsumption } from "./selfConsumption.ts";
import { touArbitrage } from "./touArbitrage.ts";

const inputs = group({ title: "Reserve for events", help: "Keeps charge for announced events and gives it in them; between events another rule has the battery." }, {
  between: choiceField(["tou-arbitrage", "peak-shaving", "self-consumption", "idle"], {
    title: "Between events", help: "Which rule has the battery while nobody calls; with its own defaults.", default: "tou-arbitrage",
    options: { "tou-arbitrage": "Arbitrage", "peak-shaving": "Peak shaving, the month ahead known", "self-consumption": "Self-consumption", "idle": "None" },
  }),
  standingFraction: numberField({ title: "Standing reserve", help: "Share of the usable energy that is kept at all times, for calls that leave no time to charge.", unit: "%", default: 0, min: 0, max: 1, step: 0.05 }),
  aimFraction: numberField({ title: "Aim", help: "Share of the asked cut that is aimed at, counted from what the site would draw with nothing done; above 1 leaves room for a baseline that reads lower.", unit: "%", default: 1, min: 0, max: 2, step: 0.05 }),
  guardPeak: switchField({ title: "Guard the peak", help: "Charging for an event never lifts import over the month's peak so far.", default: true }),
  useGenerator: switchField({ title: "Generator in events", help: "Where its permit and the programme allow it, the generator gives what the battery cannot.", default: true }),
  useThrottling: switchField({ title: "Throttling in events", help: "Work that may be capped gives what is still missing, at the price of work lost.", default: false }),
  optOutBelowFraction: numberField({ title: "Decline below", help: "An event that may be declined is, where the battery holds less than this share of what is asked when it begins; 0 never declines.", unit: "%", default: 0, min: 0, max: 1, step: 0.05 }),
});

type Inputs = z.output<typeof inputs>;

const rules = { "tou-arbitrage": touArbitrage, "peak-shaving": peakShaving, "self-consumption": selfConsumption, "idle": idle } as const;

/**
 * In an event the stored energy is spread evenly over the hours left of it, so that the last hour is served as the first. Where the rule between events
 * holds a peak, it goes on doing so: before an event out of what is kept for it, in one beside what is asked.
 */
export const eventReserve: BatteryPolicy<Inputs> = {
  id: "event-reserve",
  title: "Reserve for events",
  summary: "Keeps charge for announced events and coincident peaks and gives it in them.",
  inputs,
  lookAheadHours: ({ between }) => (between === "tou-arbitrage" ? "day" : between === "peak-shaving" ? "month" : 0),
  start(view, chosen) {
    const { ratings } = view;
    const standingKwh = ratings.socMinKwh + chosen.standingFraction * (ratings.socMaxKwh - ratings.socMinKwh);
    const usual = startRule(chosen.between, { ...view, ratings: { ...ratings, socMinKwh: standingKwh } });
    const watch = watchCalls(view);
    const guardRoomKw = makeGuardPeak(view);
    const { stepHours } = view.axis;
    const inPerKw = ratings.chargeEfficiency * stepHours;
    const outPerKw = stepHours / ratings.dischargeEfficiency;
    const declined = new Uint8Array(watch?.calls.length ?? 0);
    let told = -1;

    return (step, plant, proposal) => {
      const kept = plant.socKwh * ratings.keepPerStep;
      const index = watch === undefined ? -1 : watch.active[step]!;
      if (watch !== undefined && index >= 0 && declined[index] === 0) {
        const call = watch.calls[index]!;
        if (index !== told) {
          told = index;
          const heldFraction = call.askedKwh > 0 && call.askedKwh < Infinity ? ((kept - ratings.socMinKwh) * ratings.dischargeEfficiency) / call.askedKwh : 1;
          if (call.optional && heldFraction < chosen.optOutBelowFraction) {
            declined[index] = 1;
            view.report?.({ kind: "eventDeclined", step: call.step, part: "battery", shareFraction: Math.max(0, heldFraction) });
          }
        }
        if (call.socTarget !== undefined) {
          steerTo(call.socTarget, call.end - step, plant, proposal);
          return;
        }
        if (declined[index] === 0) {
          usual(step, plant, proposal);
          const usualKw = proposal.dischargeKw;
          proposal.chargeKw = 0;
          const neededKw = plant.netLoadKw - askedImportKw(watch, step, chosen.aimFraction);
          const evenKw = Math.max(0, ((kept - ratings.socMinKwh) * ratings.dischargeEfficiency) / ((call.end - step) * stepHours));
          if (neededKw > 0) {
            const givenKw = Math.min(neededKw, evenKw, plant.dischargeLimitKw, Math.max(0, plant.netLoadKw));
            proposal.dischargeKw = Math.max(givenKw, usualKw);
            if (givenKw >= usualKw) proposal.reason = givenKw > 0 ? reasonCode.event : reasonCode.socFloor;
            const leftKw = neededKw - proposal.dischargeKw;
            // All that can be done of a price or an alert is not worth fuel or lost work.
            if (leftKw > 0 && (call.askedKwh < Infinity || watch.capKw[step]! < Infinity)) {
              if (chosen.useGenerator && call.generatorAllowed) proposal.generatorKw = leftKw;
              else if (chosen.useThrottling) proposal.shedKw = leftKw;
            }
          }
          return;
        }
      }
      usual(step, plant, proposal);
      let floorKwh = standingKwh;
      const next = watch === undefined ? -1 : watch.announced[step]!;
      if (watch !== undefined && next >= 0) {
        const call = watch.calls[next]!;
        const hours = (call.end - call.step) * stepHours;
        const wantedKwh = Math.min(call.askedKwh * chosen.aimFraction, ratings.dischargeKw * hours) / ratings.dischargeEfficiency;
        floorKwh = Math.max(floorKwh, Math.min(ratings.socMaxKwh, ratings.socMinKwh + wantedKwh));
        const shortKwh = floorKwh - kept;
        if (shortKwh > 0 && ratings.gridCharging) {
          const evenKw = shortKwh / inPerKw / Math.max(1, call.step - step);
          const roomKw = chosen.guardPeak ? Math.max(0, -plant.netLoadKw, guardRoomKw(step, plant)) : Infinity;
          const chargeKw = Math.min(evenKw, roomKw, plant.chargeLimitKw);
          if (chargeKw > proposal.chargeKw) {
            proposal.chargeKw = chargeKw;
            proposal.dischargeKw = 0;
            proposal.reason = reasonCode.notice;
          }
        }
      }
      const spareKw = Math.max(0, (kept - floorKwh) / outPerKw);
      // A peak costs the month more than an event pays: holding it comes first.
      if (proposal.dischargeKw > spareKw && proposal.reason !== reasonCode.peakThreshold) {
        proposal.dischargeKw = spareKw;
        if (spareKw === 0) proposal.reason = reasonCode.reserve;
      }
    };

    /** Charges or gives evenly, so that the store holds what is asked of it at the end of so many steps. */
    function steerTo(target: SocTarget, steps: number, plant: PlantState, proposal: BatteryProposal): void {
      const wantedKwh = "kwh" in target ? target.kwh : target.fraction * ratings.capacityKwh;
      const targetKwh = Math.min(Math.max(wantedKwh, ratings.socMinKwh), ratings.socMaxKwh);
      const missingKwh = (targetKwh - plant.socKwh * ratings.keepPerStep) / steps;
      if (missingKwh > 0) proposal.chargeKw = Math.min(missingKwh / inPerKw, plant.chargeLimitKw, ratings.gridCharging ? Infinity : Math.max(0, -plant.netLoadKw));
      else proposal.dischargeKw = Math.min(-missingKwh / outPerKw, plant.dischargeLimitKw, Math.max(0, plant.netLoadKw));
      if (proposal.chargeKw > 0 || proposal.dischargeKw > 0) proposal.reason = reasonCode.event;
    }
  },
};

function startRule(between: Inputs["between"], view: StrategyView): ReturnType<BatteryPolicy["start"]> {
  const rule: BatteryPolicy = rules[between];
  const parsed = rule.inputs["~standard"].validate({});
  if (parsed instanceof Promise || parsed.issues !== undefined) throw new Error(`${between} has no defaults`);
  return rule.start(view, parsed.value);
}
