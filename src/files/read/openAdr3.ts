import { isoMinute } from "./clock.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { durationMinutes, eventsFile, type EventSignal, type GridEvent } from "./gridEvents.ts";
import { hasKeys, isObject, type JsonObject, parseJson } from "./json.ts";
import type { ImportedFile, Reader } from "./reader.ts";

/**
 * OpenADR 3: one event object, a list of them, or `{ program, events }`. An interval without a period of its own follows the one before it with the
 * event's period as its length; several values in one interval part it evenly.
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
  const descriptors = (Array.isArray(event["payloadDescriptors"]) ? event["payloadDescriptors"] : []).filter(isObject);
  const signals = new Map<string, { readonly unit: string; readonly currency: string; readonly intervals: EventSignal["intervals"][number][] }>();
  const intervals = (Array.isArray(event["intervals"]) ? event["intervals"] : []).filter(isObject);
  if (intervals.length === 0) faults.add(undefined, `event ${id} without intervals`, "at least one");
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
      // An alert is a text for people.
      if (type.startsWith("ALERT_")) continue;
      const numbers: readonly unknown[] = Array.isArray(payload["values"]) ? payload["values"] : [];
      if (numbers.length === 0 || !numbers.every((number) => typeof number === "number")) {
        faults.add(undefined, `payload ${type} of event ${id} with ${JSON.stringify(payload["values"])}`, "a number");
        continue;
      }
      const signal = signals.get(type) ?? { unit: String(described?.["units"] ?? ""), currency: String(described?.["currency"] ?? ""), intervals: [] };
      signals.set(type, signal);
      const partMinutes = own.minutes === null ? null : own.minutes / numbers.length;
      numbers.forEach((value, k) => { signal.intervals.push({ start: isoMinute(own.startMs + k * (partMinutes ?? 0) * 60_000), durationMinutes: partMinutes, value }); });
    }
  }
  return {
    id, start: Number.isNaN(firstStart) ? "" : isoMinute(firstStart), durationMinutes: Number.isNaN(next) ? null : (next - firstStart) / 60_000, status: "", market: String(event["programID"] ?? ""),
    signals: [...signals].map(([name, signal]) => ({ name, ...signal })),
  };
}

function period(value: unknown, id: string, faults: Faults): { readonly startMs: number; readonly minutes: number | null } | null {
  if (!isObject(value)) return null;
  const startMs = Date.parse(String(value["start"]));
  const minutes = value["duration"] === undefined ? null : durationMinutes(String(value["duration"]));
  if (Number.isNaN(startMs) || minutes === undefined) {
    faults.add(undefined, `period ${JSON.stringify(value)} of event ${id}`, "an ISO 8601 start and duration");
    return null;
  }
  return { startMs, minutes };
}
