import { isoMinute } from "./clock.ts";
import { fail } from "./faults.ts";
import type { ImportedFile } from "./reader.ts";

/** Events of demand response as a message tells them, in one form whatever its version; the record of a file of kind `events`. */
export type GridEvent = {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly start: string;
  /** Of the whole event; null where it lasts until further notice. */
  readonly durationMinutes: number | null;
  readonly status: string;
  readonly market: string;
  readonly signals: readonly EventSignal[];
};

export type EventSignal = {
  /** "ENERGY_PRICE", "SIMPLE", "LOAD_DISPATCH" … as the message has it. */
  readonly name: string;
  readonly unit: string;
  readonly currency: string;
  readonly intervals: readonly { readonly start: string; readonly durationMinutes: number | null; readonly value: number }[];
};

export function eventsFile(format: string, events: readonly GridEvent[], file: string): ImportedFile {
  if (events.length === 0) fail(file, undefined, "no event", "at least one");
  const starts = events.map(({ start }) => Date.parse(start));
  const ends = events.map(({ durationMinutes }, i) => (durationMinutes === null ? Number.NaN : starts[i]! + durationMinutes * 60_000));
  const rows = events.reduce((sum, { signals }) => sum + signals.reduce((count, { intervals }) => count + intervals.length, 0), 0);
  const last = Math.max(...ends);
  return {
    format, kind: "events", rows, stepMinutes: null, start: isoMinute(Math.min(...starts)), end: Number.isNaN(last) ? null : isoMinute(last), timeZone: "UTC",
    series: [], record: { events }, issues: [],
  };
}

/** Minutes of an ISO 8601 duration of days and smaller, "PT120M", "P1DT2H"; null for "P9999Y", until further notice; undefined for none. */
export function durationMinutes(text: string): number | null | undefined {
  if (/^P9999Y$|^PT0S$/.test(text)) return text === "PT0S" ? 0 : null;
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null || text === "P") return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return weeks * 10_080 + days * 1440 + hours * 60 + minutes + seconds / 60;
}
