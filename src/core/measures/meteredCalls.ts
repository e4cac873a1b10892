import { InputError, type Issue } from "../errors.ts";
import { parseStamp, type Programme } from "../market/demandResponse/programme.ts";
import { settleMeter, type Meter, type MeterDays, type MeterEvent } from "../market/demandResponse/settleMeter.ts";
import type { ProgrammeSettlement, SettledEvent } from "../market/demandResponse/settleProgramme.ts";
import { DAY_MS, MINUTE_MS } from "../time/civil.ts";
import { instantsOf, localMsAt, makeZone, type Zone } from "../time/zone.ts";
import { eventLogOf, measureEvent, type MeasuredEvent } from "./score/measuredEvent.ts";

/** The clock of a power log, as dates are told by it. */
export type MeterClock = Pick<Zone, "firstOffsetMinutes" | "transitions"> & { readonly startMs: number; readonly stepMinutes: number; readonly length: number; readonly timeZone: string };

/** One call on a measured load: what the log shows by itself, and what a programme reckons. */
export type MeteredCall = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Cut that was asked for as a share of the base. */
  readonly askedFraction: number;
  /** Null where the log cannot tell; `issues` says why. */
  readonly measured: MeasuredEvent | null;
  readonly issues: readonly Issue[];
  /** Null without a programme, or where it could not be settled. */
  readonly settled: SettledEvent | null;
};

export type MeteredCalls = { readonly clock: MeterClock; readonly calls: readonly MeteredCall[]; readonly settlement: ProgrammeSettlement | null; readonly settlementIssues: readonly Issue[] };

/**
 * Judges calls on a power log: each by the log alone, never with a score, because there is no do-nothing run; and where a programme is named by its baselines and payments.
 * @param askedFraction of a call that does not say what it asks
 */
export function meteredCalls(meter: Meter, events: readonly MeterEvent[], { askedFraction, programme, eventsFile, days }: { readonly askedFraction: number; readonly programme: Programme | null; readonly eventsFile: string; readonly days: MeterDays }): MeteredCalls {
  const { series, timeZone } = meter;
  const endMs = series.startMs + series.values.length * series.stepMinutes * MINUTE_MS;
  const zone = makeZone(timeZone, series.startMs - DAY_MS, endMs + DAY_MS, "timeZone");
  const settled = programme === null ? { value: null, issues: [] } : tried(() => settleMeter(meter, events, eventsFile, programme, days).settlement);
  const calls = events.map((event, k): MeteredCall => {
    const stamp = parseStamp(event.start);
    const fromMs = stamp === null ? NaN : stamp.local ? instantsOf(zone, stamp.ms).utcMs : stamp.ms;
    const toMs = fromMs + event.durationMinutes * MINUTE_MS;
    const call = { fromMs, toMs, offsetMinutes: (localMsAt(zone, fromMs) - fromMs) / MINUTE_MS };
    const { value, issues } = tried(() => {
      const first = measureEvent(eventLogOf(series, { ...call, askedFraction }));
      const own = askedOf(event, first.baseKw);
      return own === null ? { asked: askedFraction, event: first } : { asked: own, event: measureEvent(eventLogOf(series, { ...call, askedFraction: own })) };
    });
    return { fromMs, toMs, askedFraction: value?.asked ?? askedFraction, measured: value?.event ?? null, issues, settled: settled.value?.events[k] ?? null };
  });
  const { firstOffsetMinutes, transitions } = zone;
  return { clock: { startMs: series.startMs, stepMinutes: series.stepMinutes, length: series.values.length, timeZone, firstOffsetMinutes, transitions }, calls, settlement: settled.value, settlementIssues: settled.issues };
}

/** What a call itself asks, as a share of the base; null where it does not say. */
function askedOf({ reduceKw, firmKw }: MeterEvent, baseKw: number): number | null {
  if (reduceKw !== undefined && reduceKw > 0) return Math.min(1, reduceKw / baseKw);
  return firmKw !== undefined && firmKw < baseKw ? 1 - firmKw / baseKw : null;
}

/** One call that cannot be read must not hide the others: its issues are shown in its place. */
function tried<Value>(make: () => Value): { readonly value: Value | null; readonly issues: readonly Issue[] } {
  try {
    return { value: make(), issues: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { value: null, issues: error.issues };
  }
}
