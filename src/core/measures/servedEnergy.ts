import type { RunResult } from "../result.ts";
import { makeAxis } from "../time/axis.ts";
import { column } from "../time/frame.ts";

/** One part of the work, with its share of the bill: by the step its energy fell in, its kW at the billed peaks, its kWh of the rest. */
export type ServedClass = {
  readonly id: "arrival" | "deferrable";
  readonly itKwh: number;
  readonly facilityKwh: number;
  /** Energy of the work that was done, as IT energy at full speed: shed and unserved work made nothing. */
  readonly workItKwh: number;
  readonly timedCost: number;
  /** The same energy at the mean price of all. What lies between is the timing value of work that waits. */
  readonly meanPriceCost: number;
  readonly timingValueCost: number;
};

export type ServedMonth = { readonly year: number; readonly month: number; readonly itKwh: number; readonly facilityKwh: number; readonly workItKwh: number; readonly importKwh: number; readonly billCost: number; readonly emissionsKg: number };

/** Energy, work, money and carbon of a run, as the metrics per decision need them. */
export type ServedEnergy = {
  readonly itKwh: number;
  /** Served at the bus: IT with cooling and losses. */
  readonly facilityKwh: number;
  readonly workItKwh: number;
  readonly importKwh: number;
  readonly billCost: number;
  readonly energyLinesCost: number;
  readonly demandResponseRevenue: number;
  readonly fuelCost: number;
  readonly emissionsKg: number;
  /** Of it by the grid; the rest is fuel burnt on the site. */
  readonly gridKg: number;
  /** Facility energy times the marginal intensity of its step: for what a change would avoid, never a footprint. */
  readonly marginalKg: number;
  readonly meanMarginalCostPerKwh: number;
  readonly classes: readonly ServedClass[];
  readonly months: readonly ServedMonth[];
};

/** @param result with its frame */
export function servedEnergy(result: RunResult): ServedEnergy {
  const { frame, axis, bill, kpis } = result;
  const stepHours = axis.stepMinutes / 60;
  const [itKw, deferrableKw, demandKw, servedKw] = [column(frame, "itKw"), column(frame, "deferrableKw"), column(frame, "demandKw"), column(frame, "servedKw")];
  const [lostKw, unservedKw, importKw] = [column(frame, "lostWorkKw"), column(frame, "unservedKw"), column(frame, "importKw")];
  const [buy, average, marginal] = [column(frame, "buyPerKwh"), column(frame, "averageCarbonGPerKwh"), column(frame, "marginalCarbonGPerKwh")];
  const monthOf = makeAxis(axis).billingMonth;
  const months = bill.months.map(({ year, month, total }) => ({ year, month, itKwh: 0, facilityKwh: 0, workItKwh: 0, importKwh: 0, billCost: total, emissionsKg: 0 }));
  const part = { arrival: { itKwh: 0, facilityKwh: 0, workItKwh: 0, priced: 0 }, deferrable: { itKwh: 0, facilityKwh: 0, workItKwh: 0, priced: 0 } };
  let [gridKg, marginalKg, buySum, priced] = [0, 0, 0, 0];
  for (let i = 0; i < frame.length; i++) {
    const it = itKw[i]! + deferrableKw[i]!;
    const demand = demandKw[i]!;
    const served = demand > 0 ? servedKw[i]! / demand : 0;
    const done = demand > 0 ? Math.max(0, 1 - (lostKw[i]! + unservedKw[i]!) / demand) : 0;
    const energyCost = importKw[i]! * buy[i]!;
    const grams = importKw[i]! * average[i]! * stepHours;
    gridKg += grams / 1000;
    marginalKg += (servedKw[i]! * marginal[i]! * stepHours) / 1000;
    buySum += buy[i]!;
    priced += energyCost;
    for (const id of ["arrival", "deferrable"] as const) {
      const kw = id === "arrival" ? itKw[i]! : deferrableKw[i]!;
      const share = it > 0 ? kw / it : 0;
      part[id].itKwh += kw * served * stepHours;
      part[id].workItKwh += kw * done * stepHours;
      part[id].facilityKwh += servedKw[i]! * share * stepHours;
      part[id].priced += energyCost * share;
    }
    const month = months[monthOf[i]!];
    if (month === undefined) continue;
    month.itKwh += it * served * stepHours;
    month.workItKwh += it * done * stepHours;
    month.facilityKwh += servedKw[i]! * stepHours;
    month.importKwh += importKw[i]! * stepHours;
    month.emissionsKg += grams / 1000;
  }
  const lines = bill.months.flatMap((month) => month.lines);
  // By lines: the bill's own sum of energy also holds levies.
  const energyLinesCost = lines.reduce((sum, { kind, amountCost }) => sum + (kind === "energy" ? amountCost : 0), 0);
  const facilityKwh = part.arrival.facilityKwh + part.deferrable.facilityKwh;
  const meanPrice = facilityKwh > 0 ? bill.total / facilityKwh : 0;
  const classes = (["arrival", "deferrable"] as const).map((id): ServedClass => {
    const { itKwh, facilityKwh: kwh, workItKwh, priced: own } = part[id];
    const byKwh = facilityKwh > 0 ? kwh / facilityKwh : 0;
    let timedCost = energyLinesCost * (priced > 0 ? own / priced : byKwh);
    for (const line of lines) {
      if (line.kind === "energy") continue;
      const amount = line.kind === "exportCredit" ? -line.amountCost : line.amountCost;
      timedCost += amount * (line.step === undefined ? byKwh : shareAt(line.step, id));
    }
    return { id, itKwh, facilityKwh: kwh, workItKwh, timedCost, meanPriceCost: kwh * meanPrice, timingValueCost: kwh * meanPrice - timedCost };
  });
  return {
    itKwh: part.arrival.itKwh + part.deferrable.itKwh, workItKwh: part.arrival.workItKwh + part.deferrable.workItKwh, facilityKwh, importKwh: kpis.importKwh,
    billCost: bill.total, energyLinesCost, demandResponseRevenue: revenueOf(result), fuelCost: kpis.fuelCost, emissionsKg: kpis.emissionsKg, gridKg, marginalKg,
    meanMarginalCostPerKwh: frame.length > 0 ? buySum / frame.length : 0, classes, months,
  };

  function shareAt(step: number, id: ServedClass["id"]): number {
    const it = itKw[step]! + deferrableKw[step]!;
    return it > 0 ? (id === "arrival" ? itKw[step]! : deferrableKw[step]!) / it : 0;
  }
}

function revenueOf(result: RunResult): number {
  return result.response?.netRevenue ?? 0;
}
