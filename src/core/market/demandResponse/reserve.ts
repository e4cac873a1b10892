import * as z from "zod/mini";
import { choiceField, field, group, numberField } from "../../field.ts";
import type { Axis } from "../../time/axis.ts";
import { randomStream } from "../../time/streams.ts";

const monthList = z.array(z.int().check(z.gte(1), z.lte(12))).check(z.maxLength(12));

/** Power and energy held ready for the grid and paid by the month, called or not. */
export const reserveInputs = group({ title: "Reserve", help: "Battery power and energy held ready for the grid, paid by the month whether called or not. A held power of 0 means none." }, {
  heldKw: numberField({ title: "Held power", help: "Kept free in the battery in every committed step, with the energy to give it for the duration.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  direction: choiceField(["up", "down", "both"], { title: "Direction", help: "Up gives to the grid, down takes from it.", default: "up", options: { up: "Up", down: "Down", both: "Both" } }),
  pricePerKwMonth: numberField({ title: "Price", help: "Per kW held and month, times the share of committed steps in which it was really there.", unit: "currency/kW-month", min: 0, max: 1000, default: 5, step: 0.5, assumed: true, source: "Range 2 to 15; ERCOT ECRS was 56.04 in 2023 and 7.02 in 2024 (Potomac, State of the Market): never one year's price." }),
  durationHours: numberField({ title: "Duration", help: "How long it could be given.", unit: "h", min: 0.25, max: 12, default: 1, step: 0.25, source: "ERCOT responsive 0.5 to 1, ECRS 2, non-spinning 4; PJM synchronised 0.5; CAISO spinning 0.5 to 1 (not confirmed)." }),
  callsPerYear: numberField({ title: "Calls a year", help: "At seeded times.", unit: "1/year", min: 0, max: 2000, default: 20, step: 1, assumed: true, source: "Design choice." }),
  energyPerCallFraction: numberField({ title: "Energy of a call", help: "Share of held power that a call takes, over the whole duration.", unit: "%", min: 0, max: 1, default: 0.5, step: 0.05, assumed: true, source: "Design choice." }),
  months: field(monthList, { title: "Months", help: "Committed: 1 January … 12 December.", control: "json", default: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }),
  fromClockHour: numberField({ title: "From", help: "Committed from this local clock hour.", min: 0, max: 23, default: 0, step: 1 }),
  toClockHour: numberField({ title: "To", help: "Committed up to this local clock hour, not included.", min: 1, max: 24, default: 24, step: 1 }),
  leastAvailableFraction: numberField({ title: "Least availability", help: "Below it a month is not paid.", unit: "%", min: 0, max: 1, default: 0, step: 0.01 }),
  penaltyPerKwh: numberField({ title: "Penalty", help: "Per kWh called and not given.", unit: "currency/kWh", min: 0, max: 100, default: 0, step: 0.1 }),
});

export type ReserveInputs = z.infer<typeof reserveInputs>;

/** Reserve laid on a run: when it is held and when it is called. */
export type PreparedReserve = {
  readonly inputs: ReserveInputs;
  readonly committed: Uint8Array;
  /** Power called in each step, kW; positive gives to the grid, negative takes from it. */
  readonly calledKw: Float64Array;
};

export function prepareReserve(inputs: ReserveInputs, axis: Axis, seed: string): PreparedReserve | undefined {
  if (inputs.heldKw === 0) return undefined;
  const committed = new Uint8Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    if (inputs.months.includes(axis.month[i]! + 1) && axis.hour[i]! >= inputs.fromClockHour && axis.hour[i]! < inputs.toClockHour) committed[i] = 1;
  }
  const calledKw = new Float64Array(axis.length);
  const stream = randomStream(seed, "reserve/calls");
  const steps = Math.max(1, Math.round(inputs.durationHours / axis.stepHours));
  const expected = inputs.callsPerYear * (axis.length * axis.stepHours) / 8760;
  for (let at = stream.exponential(); at < expected; at += stream.exponential()) {
    const first = stream.below(axis.length);
    const up = inputs.direction === "up" || (inputs.direction === "both" && stream.next() < 0.5);
    for (let i = first; i < Math.min(first + steps, axis.length) && committed[i] === 1; i++) calledKw[i] = (up ? 1 : -1) * inputs.heldKw * inputs.energyPerCallFraction;
  }
  return { inputs, committed, calledKw };
}

/** What of the battery the reserve asks for. */
export type ReservedBattery = {
  readonly dischargeKw: number; readonly chargeKw: number; readonly socMinKwh: number; readonly socMaxKwh: number; readonly chargeEfficiency: number; readonly dischargeEfficiency: number;
};

/** Energy to hold over the lowest state of charge, and room to hold under the highest; kWh of the store. */
export function heldKwh({ heldKw, direction, durationHours }: ReserveInputs, battery: Pick<ReservedBattery, "chargeEfficiency" | "dischargeEfficiency">): { readonly aboveKwh: number; readonly roomKwh: number } {
  return {
    aboveKwh: direction === "down" ? 0 : (heldKw * durationHours) / battery.dischargeEfficiency,
    roomKwh: direction === "up" ? 0 : heldKw * durationHours * battery.chargeEfficiency,
  };
}

export type ReserveMonth = { readonly year: number; readonly month: number; readonly committedHours: number; readonly availableFraction: number; readonly revenue: number };
export type ReserveSettlement = {
  readonly revenue: number;
  readonly penaltyCost: number;
  /** Hours in which it was promised and not there. */
  readonly unavailableHours: number;
  readonly committedHours: number;
  readonly calledKwh: number;
  readonly givenKwh: number;
  readonly months: readonly ReserveMonth[];
};

/**
 * In each committed step the battery must hold kW · hours ÷ η_d over its floor (up) or kW · hours · η_c under its ceiling (down), and have the power free.
 * A step that fails is unavailable; a month is paid by the share of its committed steps that did not. In a call what was given counts.
 */
export function settleReserve({ inputs, committed, calledKw }: PreparedReserve, axis: Axis, battery: ReservedBattery & { readonly initialSocKwh: number }, columns: { readonly socKwh: Float64Array; readonly dischargeKw: Float64Array; readonly chargeKw: Float64Array }): ReserveSettlement {
  const { heldKw, pricePerKwMonth, leastAvailableFraction, penaltyPerKwh } = inputs;
  const { aboveKwh, roomKwh } = heldKwh(inputs, battery);
  const { stepHours, monthStart, monthLabels } = axis;
  // What self-discharge takes between two top-ups is no failure.
  const slackKwh = 1e-3 * Math.max(aboveKwh, roomKwh);
  let [calledKwh, givenKwh, unavailable, promised] = [0, 0, 0, 0];
  const months = monthLabels.map(({ year, month }, m): ReserveMonth => {
    let [of, there] = [0, 0];
    for (let i = monthStart[m]!; i < monthStart[m + 1]!; i++) {
      if (committed[i] !== 1) continue;
      of++;
      const soc = i === 0 ? battery.initialSocKwh : columns.socKwh[i - 1]!;
      const called = calledKw[i]!;
      const net = columns.dischargeKw[i]! - columns.chargeKw[i]!;
      if (called !== 0) {
        const given = called > 0 ? Math.min(called, Math.max(net, 0)) : Math.min(-called, Math.max(-net, 0));
        calledKwh += Math.abs(called) * stepHours;
        givenKwh += given * stepHours;
        if (given >= Math.abs(called) * (1 - 1e-9)) there++;
        continue;
      }
      const up = aboveKwh === 0 || (soc - battery.socMinKwh >= aboveKwh - slackKwh && net + heldKw <= battery.dischargeKw * (1 + 1e-9));
      const down = roomKwh === 0 || (battery.socMaxKwh - soc >= roomKwh - slackKwh && -net + heldKw <= battery.chargeKw * (1 + 1e-9));
      if (up && down) there++;
    }
    promised += of;
    unavailable += of - there;
    const availableFraction = of > 0 ? there / of : 1;
    return { year, month, committedHours: of * stepHours, availableFraction, revenue: of > 0 && availableFraction >= leastAvailableFraction ? heldKw * pricePerKwMonth * availableFraction : 0 };
  });
  return {
    revenue: months.reduce((sum, { revenue }) => sum + revenue, 0), penaltyCost: (calledKwh - givenKwh) * penaltyPerKwh,
    unavailableHours: unavailable * stepHours, committedHours: promised * stepHours, calledKwh, givenKwh, months,
  };
}
