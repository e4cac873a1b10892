import { InputError } from "../../errors.ts";
import { MINUTE_MS, utcText } from "../../time/civil.ts";
import type { Series } from "../../time/series.ts";
import { clip } from "./input.ts";

/** A power log of one call, evenly sampled, and what was asked. */
export type EventLog = {
  readonly kw: Float64Array;
  readonly sampleMinutes: number;
  /** Samples of the last whole clock hour before the call, end exclusive. */
  readonly baseFrom: number;
  readonly baseTo: number;
  /** First sample of the call, and the one after its last. */
  readonly callFrom: number;
  readonly callTo: number;
  /** Asked cut as a share of the base. */
  readonly askedFraction: number;
};

const HOUR_MS = 60 * MINUTE_MS;

export type EventCall = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly askedFraction: number;
  /** Of the log's clock before the call: whole hours are those of that clock. */
  readonly offsetMinutes: number;
};

/**
 * Lays a call on a power log: its own samples, and those of the last whole clock hour before it.
 * @throws InputError where the log does not hold both without a gap
 */
export function eventLogOf({ startMs, stepMinutes, values }: Pick<Series, "startMs" | "stepMinutes" | "values">, { fromMs, toMs, askedFraction, offsetMinutes }: EventCall): EventLog {
  const sampleOf = (ms: number) => Math.ceil((ms - startMs) / (stepMinutes * MINUTE_MS) - 1e-9);
  const shift = offsetMinutes * MINUTE_MS;
  const baseEndMs = Math.floor((fromMs + shift) / HOUR_MS) * HOUR_MS - shift;
  const [baseFrom, baseTo, callFrom, callTo] = [sampleOf(baseEndMs - HOUR_MS), sampleOf(baseEndMs), sampleOf(fromMs), sampleOf(toMs)];
  const held = `${utcText(startMs)} to ${utcText(startMs + values.length * stepMinutes * MINUTE_MS)}`;
  const refuse = (path: string, found: string, allowed: string): never => { throw new InputError([{ where: { path }, found, allowed }]); };
  if (stepMinutes > 15) refuse("log", `a sample every ${stepMinutes} min`, "15 min or less: a response cannot be told from longer ones");
  if (callTo <= callFrom) refuse("to", utcText(toMs), `after ${utcText(fromMs)}`);
  if (baseFrom < 0) refuse("from", utcText(fromMs), `a whole clock hour of the log before the call; the log is ${held}`);
  if (callTo > values.length) refuse("to", utcText(toMs), `within the log, ${held}`);
  const gap = values.findIndex((value, i) => i >= baseFrom && i < callTo && !Number.isFinite(value));
  if (gap >= 0) refuse("log", `no value at ${utcText(startMs + gap * stepMinutes * MINUTE_MS)}`, "a value for every sample from the base to the end of the call");
  if (!(askedFraction > 0 && askedFraction <= 1)) refuse("asked", String(askedFraction), "above 0, up to 1: a share of the base");
  return { kw: values, sampleMinutes: stepMinutes, baseFrom, baseTo, callFrom, callTo, askedFraction };
}

export type MeasuredEvent = {
  readonly baseKw: number;
  readonly meanKw: number;
  readonly magnitudeFraction: number;
  /** Cut of the worst sample in the call. */
  readonly worstMagnitudeFraction: number;
  readonly deliveredFraction: number;
  /** Minutes from the call's start; null where it never came. Negative: before the call. */
  readonly onsetMinutes: number | null;
  readonly goalMinutes: number | null;
  readonly responseMinutes: number | null;
  readonly durationMinutes: number;
  readonly recoveryMinutes: number | null;
  readonly reboundFraction: number;
};

/**
 * What a measured call shows without a simulation; never a score, for there is no do-nothing run. Onset: first of 5 samples in a row below base − 10 % of the
 * asked cut, from 30 min before the call. Response: onset to the first sample at the goal. Recovery: end of the call to the first of 5 samples ≥ 95 % of base.
 */
export function measureEvent({ kw, sampleMinutes, baseFrom, baseTo, callFrom, callTo, askedFraction }: EventLog): MeasuredEvent {
  const baseKw = mean(kw, baseFrom, baseTo);
  const askedKw = baseKw * askedFraction;
  const goalKw = baseKw - askedKw;
  const meanKw = mean(kw, callFrom, callTo);
  const minutes = (sample: number) => (sample - callFrom) * sampleMinutes;
  const onset = firstOfFive(Math.max(0, callFrom - Math.round(30 / sampleMinutes)), (value) => value < baseKw - 0.1 * askedKw);
  const goal = onset === null ? null : findFrom(onset, (value) => value <= goalKw);
  const recovery = firstOfFive(callTo, (value) => value >= 0.95 * baseKw);
  let [delivered, highest, atGoal, rebound] = [0, 0, 0, 0];
  for (let i = callFrom; i < callTo; i++) {
    delivered += clip(baseKw - (kw[i] as number), 0, askedKw);
    highest = Math.max(highest, kw[i] as number);
  }
  for (const value of kw) if (value <= goalKw) atGoal++;
  const after = Math.min(kw.length, callTo + Math.round(120 / sampleMinutes));
  for (let i = callTo; i < after; i++) rebound += Math.max(0, (kw[i] as number) - baseKw);
  return {
    baseKw, meanKw, magnitudeFraction: 1 - meanKw / baseKw, worstMagnitudeFraction: 1 - highest / baseKw,
    deliveredFraction: delivered / ((callTo - callFrom) * askedKw),
    onsetMinutes: onset === null ? null : minutes(onset), goalMinutes: goal === null ? null : minutes(goal),
    responseMinutes: onset === null || goal === null ? null : minutes(goal) - minutes(onset),
    durationMinutes: atGoal * sampleMinutes,
    recoveryMinutes: recovery === null ? null : (recovery - callTo) * sampleMinutes,
    reboundFraction: after > callTo ? rebound / (after - callTo) / askedKw : 0,
  };

  function findFrom(from: number, holds: (value: number) => boolean): number | null {
    for (let i = from; i < kw.length; i++) if (holds(kw[i] as number)) return i;
    return null;
  }
  function firstOfFive(from: number, holds: (value: number) => boolean): number | null {
    for (let i = from; i + 5 <= kw.length; i++) if (kw.subarray(i, i + 5).every(holds)) return i;
    return null;
  }
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum / (to - from);
}
