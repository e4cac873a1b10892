import type { ProgramBuilder } from "../maths/linearProgram.ts";
import { mostExtraKw } from "./coldSteps.ts";
import type { CalledInterval, LinearCall, Programmes } from "./linearCall.ts";
import type { StepColumns } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";

/** The calls in the programme of a run. Where a measure is not concave the column lies above it: no plan is paid more. */
export function addCalls(c: YearCase, builder: ProgramBuilder, columns: StepColumns, calls: readonly LinearCall[]): void {
  for (const call of calls) {
    const hours = call.intervals.map(({ from, to }) => (to - from) * c.axis.stepHours);
    const delivered = call.intervals.map((interval) => addDelivered(c, builder, columns, call, interval));
    addEnergy(builder, call, delivered, hours);
    if (call.performanceRevenue > 0 && call.askedKw > 0) addPerformance(builder, call, delivered, hours);
    if (call.shortPerKwh > 0 && call.askedKw > 0) {
      delivered.forEach((column, k) => {
        const short = builder.column(call.shortPerKwh * (hours[k] as number), 0, Infinity);
        builder.row(call.tolerance * call.askedKw, Infinity);
        builder.entry(short, 1);
        builder.entry(column, 1);
      });
    }
    if (call.overPerKw > 0 && call.firmKw < Infinity) {
      const over = builder.column(call.overPerKw, 0, Infinity);
      for (const interval of call.intervals) {
        builder.row(-call.firmKw, Infinity);
        builder.entry(over, 1);
        addMeter(builder, columns, interval, -1);
      }
    }
    if (call.pricePerKwh > 0) for (const { from, to } of call.intervals) for (let i = from; i < to; i++) builder.addCost(columns.imported[i] as number, call.pricePerKwh * c.axis.stepHours);
  }
}

/** Import above the limit of a called connection. */
export function addBreach({ axis }: YearCase, builder: ProgramBuilder, columns: StepColumns, { limitKw, penaltyPerKwh }: NonNullable<Programmes["breach"]>): void {
  if (penaltyPerKwh <= 0) return;
  for (let i = 0; i < limitKw.length; i++) {
    if (limitKw[i] === Infinity) continue;
    const over = builder.column(penaltyPerKwh * axis.stepHours, 0, Infinity);
    builder.row(-(limitKw[i] as number), Infinity);
    builder.entry(over, 1);
    builder.entry(columns.imported[i] as number, -1);
  }
}

/** Mean import of an interval, times a factor. */
function addMeter(builder: ProgramBuilder, columns: StepColumns, { from, to }: CalledInterval, factor: number): void {
  for (let i = from; i < to; i++) builder.entry(columns.imported[i] as number, factor / (to - from));
}

/**
 * Column of what is delivered, kW: max(0, baseline − meter), no more than anything is paid for. The maximum is not concave: without an earlier plan the straight line above it,
 * from where the meter reads most.
 */
function addDelivered(c: YearCase, builder: ProgramBuilder, columns: StepColumns, call: LinearCall, interval: CalledInterval): number {
  const { most, slope, from: fromKw } = deliveredLine(c, call, interval);
  // The row stands also where nothing can be delivered: whatever is decided of an interval, the programme has the same columns and rows.
  const column = builder.column(0, 0, interval.delivers === false ? 0 : most);
  builder.row(-Infinity, interval.delivers === false ? Infinity : slope * fromKw);
  builder.entry(column, 1);
  addMeter(builder, columns, interval, slope);
  return column;
}

/** The straight line above what is delivered: `slope` × (`from` − meter), at most `most`, kW. */
export function deliveredLine(c: YearCase, { askedKw, energyPerKwh, energyCapKw, performanceCap, tolerance }: LinearCall, { baselineKw, delivers, from, to }: CalledInterval): { readonly most: number; readonly slope: number; readonly from: number } {
  const most = Math.min(Math.max(energyPerKwh > 0 ? energyCapKw : 0, performanceCap * askedKw, tolerance * askedKw), Math.max(0, baselineKw));
  let mostImportKw = 0;
  for (let i = from; i < to; i++) mostImportKw += mostImport(c, i) / (to - from);
  const aboveKw = delivers === true ? 0 : Math.max(0, mostImportKw - baselineKw);
  return { most, slope: most === 0 ? 0 : most / (most + aboveKw), from: baselineKw + aboveKw };
}

function addEnergy(builder: ProgramBuilder, { energyPerKwh, energyCapKw }: LinearCall, delivered: readonly number[], hours: readonly number[]): void {
  if (energyPerKwh <= 0) return;
  delivered.forEach((column, k) => {
    const paid = builder.column(-energyPerKwh * (hours[k] as number), 0, energyCapKw);
    builder.row(-Infinity, 0);
    builder.entry(paid, 1);
    builder.entry(column, -1);
  });
}

/** Performance by interval is min(cap, delivered ÷ asked); the event's its mean, its worst, or the mean of its best two hours, for which the sum over two hours stands: it is never less. */
function addPerformance(builder: ProgramBuilder, { askedKw, performanceRevenue, performanceCap, measure }: LinearCall, delivered: readonly number[], hours: readonly number[]): void {
  const allHours = hours.reduce((sum, hour) => sum + hour, 0);
  const overHours = measure === "topTwoHours" ? Math.min(2, allHours) : allHours;
  const performance = builder.column(-performanceRevenue, 0, performanceCap);
  const shares = delivered.map((column) => {
    const share = builder.column(0, 0, performanceCap);
    builder.row(-Infinity, 0);
    builder.entry(share, askedKw);
    builder.entry(column, -1);
    return share;
  });
  if (measure === "min") {
    for (const share of shares) {
      builder.row(-Infinity, 0);
      builder.entry(performance, 1);
      builder.entry(share, -1);
    }
    return;
  }
  builder.row(-Infinity, 0);
  builder.entry(performance, 1);
  shares.forEach((share, k) => { builder.entry(share, -(hours[k] as number) / overHours); });
}

/** Most that a step can import, kW. */
export function mostImport({ site, baseKw, ratings, battery, sizes, classes, cold }: YearCase, i: number): number {
  const servedItKw = classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), 0);
  const chargeKw = sizes === undefined ? (battery ? ratings.chargeKw : 0) : sizes.batteryKw.most * sizes.chargePowerFraction;
  return Math.min(site.importLimitKw[i] as number, Math.max(0, (baseKw[i] as number) + (site.busPerIt[i] as number) * servedItKw + chargeKw + (cold === undefined ? 0 : mostExtraKw(cold, i))));
}
