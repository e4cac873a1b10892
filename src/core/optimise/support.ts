import type { ProgramBuilder } from "../maths/linearProgram.ts";
import type { StepColumns } from "./stepColumns.ts";

/** What carries load beside connection and battery, at a price: sets, throttling, load that goes without. */
export type Support = {
  readonly gridOut: Uint8Array;
  /** 1 where load may go without: in an outage, and where a non-firm connection is taken back. */
  readonly mayGoWithout: Uint8Array;
  readonly unservedPerKwh: number;
  readonly sets?: Sets | undefined;
  readonly throttling?: PricedThrottling | undefined;
};

/** Generator sets as a programme sees them: none fails, and the tanks do not run dry. */
export type Sets = {
  readonly ratingKw: number;
  /** Fuel for one more kWh, and for an hour of running without load per kW of rating; money. */
  readonly fuelPerKwh: number;
  readonly idlePerKwHour: number;
  readonly leastLoadFraction: number;
  /** Hours of the run in which they may run beside the grid. */
  readonly permittedHours: number;
};

export type PricedThrottling = {
  /** Most that can be shed in each step, kW at the bus. */
  readonly mostCutKw: Float64Array;
  /** Lower convex hull of what a cut costs: slices of the most, the cheapest first. */
  readonly slices: readonly { readonly share: number; readonly costPerKwh: number }[];
  /** What a cut truly costs in a step, money an hour. */
  costPerHour(step: number, cutKw: number): number;
};

/**
 * How the sets run beside the grid. `on`: 1 where they are on. `near`: at any share of their rating, fuel at rest and the permit's hour counted as if they ran at these kW: so
 * looked at again and again, few steps with much of them come to be worth more than many with little. Without either they may run at any share of their rating, at a cost that no running undercuts.
 */
export type Commitment = { readonly on: Uint8Array } | { readonly near: Float64Array };

/**
 * Columns of a step's support, each with its cost; to be added to the bus.
 * @param loadKw most that the step may draw, less what it generates: throttling takes load off the bus, and makes no surplus
 */
export function addSupportStep(
  { builder, columns, running }: { readonly builder: ProgramBuilder; readonly columns: StepColumns; readonly running: Commitment | undefined }, { gridOut, mayGoWithout, unservedPerKwh, sets, throttling }: Support, i: number, loadKw: number, stepHours: number,
): number[] {
  const out = gridOut[i] === 1;
  const added: number[] = [];
  if (mayGoWithout[i] === 1) added.push(columns.unserved[i] = builder.column(unservedPerKwh * stepHours, 0, Infinity));
  if (sets !== undefined && (out || sets.permittedHours > 0)) added.push(columns.generator[i] = addSetsStep(builder, sets, out ? undefined : running, i, stepHours));
  if (throttling !== undefined) {
    let leftKw = Math.min(throttling.mostCutKw[i] as number, loadKw);
    throttling.slices.forEach(({ share, costPerKwh }, k) => {
      const mostKw = Math.min(leftKw, share * (throttling.mostCutKw[i] as number));
      if (mostKw <= 0) return;
      leftKw -= mostKw;
      added.push((columns.shed[k] as Int32Array)[i] = builder.column(costPerKwh * stepHours, 0, mostKw));
    });
  }
  return added;
}

function addSetsStep(builder: ProgramBuilder, { ratingKw, fuelPerKwh, idlePerKwHour, leastLoadFraction }: Sets, running: Commitment | undefined, i: number, stepHours: number): number {
  if (running === undefined || "near" in running) return builder.column((fuelPerKwh + (idlePerKwHour * ratingKw) / (running === undefined ? ratingKw : (running.near[i] as number))) * stepHours, 0, ratingKw);
  if (running.on[i] === 0) return builder.column(0, 0, 0);
  builder.addOffset(idlePerKwHour * ratingKw * stepHours);
  return builder.column(fuelPerKwh * stepHours, leastLoadFraction * ratingKw, ratingKw);
}

/** The permit's hours, as energy at the rating. */
export function addPermitRow(builder: ProgramBuilder, { generator }: StepColumns, { sets, gridOut }: Support, running: Commitment | undefined, stepHours: number): void {
  if (running !== undefined && "on" in running) return;
  if (sets === undefined || sets.permittedHours <= 0 || sets.permittedHours >= gridOut.length * stepHours) return;
  builder.row(-Infinity, sets.permittedHours);
  for (let i = 0; i < generator.length; i++) if ((generator[i] as number) >= 0 && gridOut[i] === 0) builder.entry(generator[i] as number, stepHours / (running === undefined ? sets.ratingKw : (running.near[i] as number)));
}
