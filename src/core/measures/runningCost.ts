import type { BillLine, BillMonth } from "../market/signals.ts";
import type { RunResult } from "../result.ts";
import { makeAxis, type Axis } from "../time/axis.ts";
import { column } from "../time/frame.ts";

/** One charge of the bill over the run: what it cost in each step. */
export type ChargeCost = { readonly id: string; readonly kind: BillLine["kind"]; readonly label: string; readonly cost: Float64Array };

/** The bill as it grows: credits are negative; the sum over a month's steps is the month's bill. */
export type RunningCost = { readonly axis: Axis; readonly charges: readonly ChargeCost[]; readonly total: Float64Array };

/**
 * Lays every line of the bill on the steps that made it. Energy: as it is drawn, tier after tier. Demand: only the increment when a new highest window is set; what a
 * ratchet or a contract fixes is due when the month begins. Fixed charges: even over the month. Credits: as energy is fed in. Minimum charges and what is settled for a
 * month or a year as a whole: in the month's last step.
 * @param result with its frame
 * @param demandWindowMinutes over which demand is metered; the step where it is longer
 */
export function runningCost(result: Pick<RunResult, "axis" | "bill" | "frame" | "site">, demandWindowMinutes = 15): RunningCost {
  const axis = makeAxis(result.axis);
  const { frame, site } = result;
  const columns = {
    importKw: column(frame, "importKw"), exportKw: column(frame, "exportKw"), buyPerKwh: column(frame, "buyPerKwh"), sellPerKwh: column(frame, "sellPerKwh"),
    period: column(frame, "energyPeriod"), counts: column(frame, "demandCharges"),
  };
  const windowSteps = Math.max(1, Math.round(demandWindowMinutes / axis.stepMinutes));
  const charges = new Map<string, ChargeCost>();
  const chargeOf = ({ id, kind, label }: BillLine): Float64Array => {
    const key = `${kind} ${id}`;
    let charge = charges.get(key);
    if (charge === undefined) {
      charge = { id, kind, label, cost: new Float64Array(axis.length) };
      charges.set(key, charge);
    }
    return charge.cost;
  };
  result.bill.months.forEach((month, m) => { layMonth(month, axis.monthStart[m]!, axis.monthStart[m + 1]!); });
  const total = new Float64Array(axis.length);
  for (const { cost } of charges.values()) for (let i = 0; i < total.length; i++) total[i]! += cost[i]!;
  return { axis, charges: [...charges.values()], total };

  function layMonth({ lines }: BillMonth, from: number, to: number): void {
    // Tiers of a period fill one after the other, as the bill counts them.
    const filledKwh = new Map<string, number>();
    for (const line of lines) {
      const cost = chargeOf(line);
      const amount = line.kind === "exportCredit" ? -line.amountCost : line.amountCost;
      const weights = new Float64Array(to - from);
      switch (line.kind) {
        case "energy": {
          const period = /^energy-(\d+)-\d+$/.exec(line.id)?.[1];
          if (period !== undefined) fillTier(line, Number(period), filledKwh, weights, from);
          else for (let i = from; i < to; i++) weights[i - from] = columns.importKw[i]! * columns.buyPerKwh[i]!;
          break;
        }
        case "demandTou": case "demandFlat":
          if (line.meteredKw === undefined || line.quantity <= line.meteredKw) demandIncrements(line.id, weights, from, to);
          break;
        case "exportCredit":
          if (line.unit === "kWh") for (let i = from; i < to; i++) weights[i - from] = columns.exportKw[i]! * Math.max(0, columns.sellPerKwh[i]!);
          if (line.unit !== "kWh") weights[to - from - 1] = 1;
          break;
        case "fixed": case "contract":
          if (line.step !== undefined && line.step >= from && line.step < to) weights[line.step - from] = 1;
          else weights.fill(1);
          break;
        case "levy": case "capacity":
          if (line.unit === "kWh") for (let i = from; i < to; i++) weights[i - from] = columns.importKw[i]!;
          else if (line.unit === "kW" && line.step !== undefined && line.step >= from && line.step < to) weights[line.step - from] = 1;
          else if (line.unit === "kW") weights[0] = 1;
          else weights[to - from - 1] = 1;
          break;
        case "coincident":
          weights[line.step !== undefined && line.step >= from && line.step < to ? line.step - from : 0] = 1;
          break;
        case "minimum":
          weights[to - from - 1] = 1;
          break;
      }
      share(amount, weights, cost, from, line.kind === "demandTou" || line.kind === "demandFlat" ? "first" : "even");
    }
  }

  function fillTier(line: BillLine, period: number, filledKwh: Map<string, number>, weights: Float64Array, from: number): void {
    const key = String(period);
    const begin = filledKwh.get(key) ?? 0;
    const end = begin + line.quantity;
    filledKwh.set(key, end);
    let drawn = 0;
    for (let k = 0; k < weights.length; k++) {
      if (columns.period[from + k] !== period) continue;
      const kwh = columns.importKw[from + k]! * axis.stepHours;
      weights[k] = Math.max(0, Math.min(end, drawn + kwh) - Math.max(begin, drawn));
      drawn += kwh;
    }
  }

  function demandIncrements(id: string, weights: Float64Array, from: number, to: number): void {
    const bit = site.demandCharges.findIndex((charge) => charge.id === id);
    const applies = (i: number) => bit < 0 || ((columns.counts[i]! >> bit) & 1) === 1;
    let highestKw = 0;
    for (let begin = from; begin < to; begin += windowSteps) {
      if (!applies(begin)) continue;
      const end = Math.min(begin + windowSteps, to);
      let meanKw = 0;
      for (let i = begin; i < end; i++) meanKw += columns.importKw[i]!;
      meanKw /= end - begin;
      if (meanKw <= highestKw) continue;
      weights[end - 1 - from] = meanKw - highestKw;
      highestKw = meanKw;
    }
  }
}

/** Where no step has a part in it, evenly, or all in the first. */
function share(amount: number, weights: Float64Array, cost: Float64Array, from: number, otherwise: "first" | "even"): void {
  let sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0)) {
    if (otherwise === "first") weights[0] = 1;
    else weights.fill(1);
    sum = otherwise === "first" ? 1 : weights.length;
  }
  weights.forEach((weight, k) => { cost[from + k]! += (amount * weight) / sum; });
}
