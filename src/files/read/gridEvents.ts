import type { GridMessage, GridMessageSignal } from "../../core/time/series.ts";
import { isoMinute } from "./clock.ts";
import { fail } from "./faults.ts";
import type { ImportedFile } from "./reader.ts";

/** Events of demand response in one form whatever their version; the record of a file of kind `events`. */
export type GridEvent = GridMessage;
export type EventSignal = GridMessageSignal;

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
