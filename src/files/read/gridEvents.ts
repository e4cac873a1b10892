import { SIGNAL_KINDS } from "../../core/market/demandResponse/openAdrSignals.ts";
import type { GridMessage, GridMessageSignal } from "../../core/time/series.ts";
import { isoMinute } from "./clock.ts";
import { fail } from "./faults.ts";
import type { ImportedFile, Oddity } from "./reader.ts";

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
    series: [], record: { events }, issues: notesOn(events),
  };
}

/** What of the messages is not applied, or applied in a way that the sender should know. */
function notesOn(events: readonly GridEvent[]): Oddity[] {
  const note = (concerned: readonly GridEvent[], message: string): Oddity[] => (concerned.length === 0 ? [] : [{ class: "signals", count: concerned.length, first: `event ${concerned[0]!.id}`, message }]);
  const carrying = (of: (name: string) => boolean) => events.filter(({ signals }) => signals.some(({ name }) => of(name.toUpperCase())));
  const names = (of: (name: string) => boolean) => [...new Set(events.flatMap(({ signals }) => signals.filter(({ name }) => of(name.toUpperCase())).map(({ name }) => name)))].join(", ");
  const isUnknown = (name: string) => SIGNAL_KINDS[name] === undefined;
  const isSeries = (name: string) => SIGNAL_KINDS[name] === "series";
  const alerts = events.flatMap(({ alerts: texts = [] }) => texts);
  return [
    ...note(carrying(isUnknown), `Not applied: ${names(isUnknown)}.`),
    ...note(carrying(isSeries), `${names(isSeries)} is no call: a price or carbon series takes it where it names this file and the signal as its column.`),
    ...note(events.filter(({ signals }) => signals.some(({ name, type = "" }) => name.toUpperCase() === "LOAD_DISPATCH" && type === "")), "LOAD_DISPATCH is no payload type of OpenADR 3; taken as a cut."),
    ...note(events.filter(({ isTest }) => isTest === true), "Test events are left out."),
    ...note(events.filter(({ targets }) => targets !== undefined), `Targets are shown and not applied: ${events.find(({ targets }) => targets !== undefined)?.targets ?? ""}.`),
    ...note(events.filter(({ shift }) => shift !== undefined), "The start is shifted at random: each run draws it from its seed."),
    ...note(events.filter(({ start }) => start.startsWith("0001-")), "The event begins now: a run takes its own beginning."),
    ...note(events.filter(({ alerts: texts = [] }) => texts.length > 0), `For people: ${alerts.join("; ")}.`),
  ];
}

/** Minutes of an ISO 8601 duration of days and smaller, "PT120M", "P1DT2H"; null for "P9999Y", until further notice; undefined for none. */
export function durationMinutes(text: string): number | null | undefined {
  if (/^P9999Y$|^PT0S$/.test(text)) return text === "PT0S" ? 0 : null;
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null || text === "P") return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return weeks * 10_080 + days * 1440 + hours * 60 + minutes + seconds / 60;
}
