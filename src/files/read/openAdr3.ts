import { SIGNAL_KINDS } from "../../core/market/demandResponse/openAdrSignals.ts";
import { isoMinute } from "./clock.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { durationMinutes, eventsFile, type EventSignal, type GridEvent } from "./gridEvents.ts";
import { hasKeys, isObject, type JsonObject, parseJson } from "./json.ts";
import type { ImportedFile, Reader } from "./reader.ts";

/**
 * OpenADR 3: one event object, a list of them, or `{ program, events }`. An interval without a period of its own follows the one before it with the
 * event's period as its length; several values in one interval part it evenly; `event.duration` repeats the set or cuts it.
 * Format: OpenADR 3.0 Definition, "event" and "intervalPeriod" (openadr3.yaml of the OpenADR Alliance).
 */
export const openAdr3: Reader = {
  id: "openadr-3",
  title: "OpenADR 3 events (JSON)",
  mismatch: (head) => (hasKeys(head, ["intervals", "payloads", "programID"]) || hasKeys(head, ["intervals", "payloads", "intervalPeriod"]) ? null : "no JSON with intervals, payloads and programID or intervalPeriod"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const value = parseJson(text, name);
  const faults = collectFaults(name);
  const listed: readonly unknown[] = isObject(value) && Array.isArray(value["events"]) ? value["events"] : Array.isArray(value) ? value : [value];
  const events = listed.filter(isObject).map((event, i) => eventOf(event, i, faults));
  faults.throwAny();
  return eventsFile("openadr-3", events, name);
}

function eventOf(event: JsonObject, index: number, faults: Faults): GridEvent {
  const id = String(event["id"] ?? event["eventName"] ?? index);
  const whole = period(event["intervalPeriod"], id, faults);
  const intervals = (Array.isArray(event["intervals"]) ? event["intervals"] : []).filter(isObject);
  if (intervals.length === 0) faults.add(undefined, `event ${id} without intervals`, "at least one");
  const { signals, alerts, startMs, endMs } = signalsOf(event, intervals, whole, id, faults);
  const asked = event["duration"] === undefined ? undefined : durationMinutes(String(event["duration"]));
  if (event["duration"] !== undefined && asked === undefined) faults.add(undefined, `duration ${JSON.stringify(event["duration"])} of event ${id}`, "an ISO 8601 duration such as PT4H");
  const lasting = asked === undefined || Number.isNaN(startMs) ? signals : signals.map((signal) => ({ ...signal, intervals: forDuration(signal.intervals, startMs, endMs, asked) }));
  const { priority, targets } = event;
  return {
    id, start: Number.isNaN(startMs) ? "" : isoMinute(startMs), durationMinutes: asked !== undefined ? asked : Number.isNaN(endMs) ? null : (endMs - startMs) / 60_000, status: "", market: String(event["programID"] ?? ""),
    ...(typeof priority === "number" ? { priority } : {}), ...(whole !== null && whole.randomMinutes > 0 ? { shift: { minutes: whole.randomMinutes, isLateOnly: false } } : {}),
    ...(alerts.length > 0 ? { alerts } : {}), ...(Array.isArray(targets) && targets.length > 0 ? { targets: JSON.stringify(targets) } : {}), signals: lasting,
  };
}

type Period = { readonly startMs: number; readonly minutes: number | null; readonly randomMinutes: number };
type Signal = { readonly name: string; readonly unit: string; readonly currency: string; readonly intervals: EventSignal["intervals"][number][] };

/** The payloads by their type, each with the intervals that carry it; texts for people apart. */
function signalsOf(event: JsonObject, intervals: readonly JsonObject[], whole: Period | null, id: string, faults: Faults): { readonly signals: Signal[]; readonly alerts: string[]; readonly startMs: number; readonly endMs: number } {
  const descriptors = (Array.isArray(event["payloadDescriptors"]) ? event["payloadDescriptors"] : []).filter(isObject);
  const signals = new Map<string, Signal>();
  const alerts: string[] = [];
  let next = whole?.startMs ?? Number.NaN;
  let firstStart = Number.NaN;
  for (const interval of intervals) {
    const own = period(interval["intervalPeriod"], id, faults) ?? (whole === null || Number.isNaN(next) ? null : { startMs: next, minutes: whole.minutes });
    if (own === null) {
      faults.add(undefined, `interval ${String(interval["id"])} of event ${id} without a period`, "an intervalPeriod in the interval or in the event");
      continue;
    }
    if (Number.isNaN(firstStart)) firstStart = own.startMs;
    next = own.minutes === null ? Number.NaN : own.startMs + own.minutes * 60_000;
    for (const payload of (Array.isArray(interval["payloads"]) ? interval["payloads"] : []).filter(isObject)) {
      const type = String(payload["type"] ?? "");
      const described = descriptors.find((descriptor) => descriptor["payloadType"] === type);
      const values: readonly unknown[] = Array.isArray(payload["values"]) ? payload["values"] : [];
      if (type.startsWith("ALERT_")) {
        alerts.push(`${type}: ${values.map(String).join(" ")}`);
        continue;
      }
      const signal: Signal = signals.get(type) ?? { name: type, unit: String(described?.["units"] ?? ""), currency: String(described?.["currency"] ?? ""), intervals: [] };
      signals.set(type, signal);
      // What is not applied need not be understood: points, texts and objects of other types are named in the report.
      if (SIGNAL_KINDS[type.toUpperCase()] === undefined) continue;
      if (values.length === 0 || !values.every((value) => typeof value === "number")) {
        faults.add(undefined, `payload ${type} of event ${id} with ${JSON.stringify(payload["values"])}`, "a number");
        continue;
      }
      const partMinutes = own.minutes === null ? null : own.minutes / values.length;
      values.forEach((value, k) => { signal.intervals.push({ start: isoMinute(own.startMs + k * (partMinutes ?? 0) * 60_000), durationMinutes: partMinutes, value }); });
    }
  }
  return { signals: [...signals.values()], alerts, startMs: firstStart, endMs: next };
}

/** What lasts until further notice is repeated for so long: a year and a day. */
const FOREVER_MINUTES = 366 * 1440;

/** A set of intervals shorter than its event begins anew until the event ends; a longer one is cut (OpenADR 3.1, `event.duration`). */
function forDuration(intervals: readonly EventSignal["intervals"][number][], startMs: number, endMs: number, minutes: number | null): EventSignal["intervals"] {
  const untilMs = startMs + (minutes ?? FOREVER_MINUTES) * 60_000;
  // A set without an end, or without a length, stands once.
  const setMs = endMs > startMs ? endMs - startMs : Infinity;
  const repeated: EventSignal["intervals"][number][] = [];
  for (let shiftMs = 0; startMs + shiftMs < untilMs; shiftMs += setMs) {
    for (const { start, durationMinutes: length, value } of intervals) {
      const fromMs = Date.parse(start) + shiftMs;
      if (fromMs >= untilMs) continue;
      const left = (untilMs - fromMs) / 60_000;
      repeated.push({ start: isoMinute(fromMs), durationMinutes: length === null ? (minutes === null ? null : left) : Math.min(length, left), value });
    }
  }
  return repeated;
}

function period(value: unknown, id: string, faults: Faults): Period | null {
  if (!isObject(value)) return null;
  const startMs = Date.parse(String(value["start"]));
  const minutes = value["duration"] === undefined ? null : durationMinutes(String(value["duration"]));
  const randomMinutes = value["randomizeStart"] === undefined ? 0 : durationMinutes(String(value["randomizeStart"]));
  if (Number.isNaN(startMs) || minutes === undefined || randomMinutes === undefined) {
    faults.add(undefined, `period ${JSON.stringify(value)} of event ${id}`, "an ISO 8601 start, duration and randomizeStart");
    return null;
  }
  return { startMs, minutes, randomMinutes: randomMinutes ?? 0 };
}
