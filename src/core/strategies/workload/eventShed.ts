import * as z from "zod/mini";
import { choiceField, group, numberField } from "../../field.ts";
import { askedImportKw, watchCalls } from "../callWatch.ts";
import { reasonCode, type StrategyView, type WorkPolicy, type WorkProposal, type WorkState } from "../policy.ts";
import { startDeferral } from "./deferral.ts";

const inputs = group({ title: "Shed in events", help: "Work that can wait is held back while a programme, the connection or a coincident peak calls." }, {
  between: choiceField(["run-now", "price-defer"], {
    title: "Between events", help: "What work does when nobody calls. What an event put off is caught up under the month's peak so far, unless it is due.", default: "run-now",
    options: { "run-now": "Runs at once", "price-defer": "Waits for cheaper hours" },
  }),
  lookAheadHours: numberField({ title: "Prices known ahead", help: "For waiting by price between events.", unit: "h", default: 24, min: 1, max: 168, step: 1, source: "day-ahead markets", assumed: true }),
  optOutBelowFraction: numberField({ title: "Decline below", help: "An event that may be declined is, where less than this share of the class could wait through it; 0 never declines.", unit: "%", default: 0, min: 0, max: 1, step: 0.05 }),
});

/** Deadlines come first: what is due runs, called or not. A cut is shared over the classes by what arrives in them. */
export const eventShed: WorkPolicy<z.output<typeof inputs>> = {
  id: "event-shed",
  title: "Shed in events",
  summary: "Deferrable work waits while a programme or the connection calls, and catches up after.",
  inputs,
  lookAheadHours: ({ between, lookAheadHours }) => (between === "price-defer" ? lookAheadHours : 0),
  start(view, { between, lookAheadHours, optOutBelowFraction }, classIndex) {
    const { site } = view;
    const watch = watchCalls(view);
    if (watch === undefined && between === "run-now") return (_step, work, proposal) => { proposal.serveKw = work.limitKw; };
    const usual = between === "price-defer"
      ? startDeferral(view, view.market.buyPerKwh.map((price, step) => price * site.busPerIt[step]!), classIndex, { lookAheadHours, guardPeak: true, reason: "cheapPrice" })
      : startCatchUp(view, classIndex);
    if (watch === undefined) return usual;
    const arrivalKw = site.deferrableArrivalItKw[classIndex]!;
    const windowSteps = site.deferrableWindowSteps[classIndex]!;
    const declined = new Uint8Array(watch.calls.length);
    let told = -1;

    return (step, work, proposal) => {
      const index = watch.active[step]!;
      if (index < 0 || declined[index] === 1) {
        usual(step, work, proposal);
        return;
      }
      const call = watch.calls[index]!;
      if (index !== told) {
        told = index;
        // What waits at the start falls due in the call; what arrives in it may wait for the window.
        const canWait = Math.min(1, windowSteps / (call.end - call.step)) * (work.backlogKwh > 0 && work.dueKw > 0 ? 1 - Math.min(1, work.dueKw / work.limitKw) : 1);
        if (call.optional && canWait < optOutBelowFraction) {
          declined[index] = 1;
          view.report?.({ kind: "eventDeclined", step: call.step, part: `work ${classIndex}`, shareFraction: canWait });
          usual(step, work, proposal);
          return;
        }
      }
      let arriving = 0;
      for (const column of site.deferrableArrivalItKw) arriving += column[step]!;
      const own = arrivalKw[step]!;
      const cutBusKw = Math.max(0, watch.idleNetKw[step]! - askedImportKw(watch, step, 1));
      const cutKw = arriving > 0 ? (cutBusKw / site.busPerIt[step]!) * (own / arriving) : 0;
      proposal.serveKw = between === "price-defer" ? work.dueKw : Math.max(work.dueKw, Math.min(work.limitKw, own - cutKw));
      proposal.reason = proposal.serveKw > 0 && proposal.serveKw <= work.dueKw ? reasonCode.deadline : proposal.serveKw < own ? reasonCode.event : 0;
    };
  },
};

/**
 * Work runs as it arrives; what was put off follows under the month's peak so far, as far as this class can tell before the battery acts: the load of doing nothing
 * and what it adds to it.
 */
function startCatchUp(view: Omit<StrategyView, "netLoadKw">, classIndex: number): (step: number, work: WorkState, proposal: WorkProposal) => void {
  const { axis, site, market } = view;
  const { busPerIt, busFixedKw, mustRunItKw, pvAvailableKw, windAvailableKw, deferrableArrivalItKw } = site;
  const arrivalKw = deferrableArrivalItKw[classIndex]!;
  const charges = market.demandCharges;
  const peaksKw = new Float64Array(charges.length);
  let month = -1;
  return (step, work, proposal) => {
    if (axis.billingMonth[step] !== month) {
      month = axis.billingMonth[step]!;
      peaksKw.fill(0);
    }
    let itKw = mustRunItKw[step]!;
    for (const column of deferrableArrivalItKw) itKw += column[step]!;
    const perIt = busPerIt[step]!;
    const idleKw = busFixedKw[step]! + perIt * itKw - pvAvailableKw[step]! - windAvailableKw[step]!;
    const own = arrivalKw[step]!;
    let extraKw = work.limitKw - own;
    const wantedKw = extraKw;
    if (extraKw > 0) {
      for (let c = 0; c < charges.length; c++) {
        const { applies, ratePerKw } = charges[c]!;
        if (applies[step] !== 1 || ratePerKw[month]! <= 0) continue;
        const roomKw = Math.max(0, (peaksKw[c]! - idleKw) / perIt);
        if (roomKw < extraKw) extraKw = roomKw;
      }
    }
    proposal.serveKw = Math.max(work.dueKw, own + extraKw);
    if (wantedKw > 0) proposal.reason = reasonCode[work.dueKw > own + extraKw ? "deadline" : extraKw < wantedKw ? "peakThreshold" : "event"];
    const servedKw = idleKw + perIt * (proposal.serveKw - own);
    for (let c = 0; c < charges.length; c++) if (charges[c]!.applies[step] === 1 && servedKw > peaksKw[c]!) peaksKw[c] = servedKw;
  };
}
