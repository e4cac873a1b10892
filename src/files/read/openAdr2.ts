import { isoMinute } from "./clock.ts";
import { collectFaults } from "./faults.ts";
import { durationMinutes, eventsFile, type EventSignal, type GridEvent } from "./gridEvents.ts";
import type { ImportedFile, Reader } from "./reader.ts";
import { scanXml } from "./xml.ts";

/**
 * OpenADR 2.0b: events of an oadrDistributeEvent. Intervals of a signal follow one another from the event's start.
 * Format: OpenADR 2.0 Profile Specification, B Profile (EiEvent), on OASIS Energy Interoperation 1.0; sample payloads of EPRI's OpenADR VEN library.
 */
export const openAdr2: Reader = {
  id: "openadr-2",
  title: "OpenADR 2.0b events (XML)",
  mismatch: (head) => (/<(?:[\w.-]+:)?oadrDistributeEvent[\s>]/.test(head) ? null : "no oadrDistributeEvent element"),
  read,
};

type Draft = { id: string; start: number; minutes: number | null; status: string; market: string; modification: number; priority: number; isTest: boolean; lateMinutes: number; noticeMinutes: number; rampMinutes: number; signals: EventSignal[] };

function read(text: string, name: string): ImportedFile {
  const events: GridEvent[] = [];
  const faults = collectFaults(name);
  const path: string[] = [];
  let event: Draft = freshEvent();
  let signal = { name: "", type: "", unit: "", currency: "" };
  let intervals: { minutes: number | null; value: number }[] = [];
  let interval = { minutes: null as number | null, value: Number.NaN };

  const duration = (content: string): number | null => {
    const minutes = durationMinutes(content);
    if (minutes === undefined) faults.add(undefined, `duration "${content}"`, "an ISO 8601 duration such as PT120M");
    return minutes ?? null;
  };
  const inside = (tag: string): boolean => path.includes(tag);
  scanXml(text, name, {
    open({ name: tag }) {
      path.push(tag);
      if (tag === "eiEvent") event = freshEvent();
      else if (tag === "eiEventSignal") {
        signal = { name: "", type: "", unit: "", currency: "" };
        intervals = [];
      } else if (tag === "interval") interval = { minutes: null, value: Number.NaN };
    },
    close(tag, content) {
      path.pop();
      switch (tag) {
        case "eventID": event.id = content; break;
        case "eventStatus": event.status = content; break;
        case "modificationNumber": event.modification = Number(content) || 0; break;
        case "priority": event.priority = Number(content) || 0; break;
        case "testEvent": event.isTest = content !== "" && content.toLowerCase() !== "false"; break;
        case "startafter": event.lateMinutes = content === "" ? 0 : duration(content) ?? 0; break;
        case "marketContext": if (content !== "") event.market = content; break;
        case "date-time": if (inside("dtstart") && !inside("eiEventSignal")) event.start = Date.parse(content); break;
        case "duration":
          if (content === "" || inside("x-eiRecovery") || inside("tolerance")) break;
          if (inside("x-eiNotification")) event.noticeMinutes = duration(content) ?? 0;
          else if (inside("x-eiRampUp")) event.rampMinutes = duration(content) ?? 0;
          else if (inside("interval")) interval.minutes = duration(content);
          else if (inside("eiActivePeriod")) event.minutes = duration(content);
          break;
        case "value": if (inside("interval") && inside("signalPayload")) interval.value = content === "" ? Number.NaN : Number(content); break;
        case "interval": if (inside("eiEventSignal")) intervals.push(interval); break;
        case "signalName": signal.name = content; break;
        case "signalType": signal.type = content; break;
        case "itemUnits": signal.unit = content; break;
        case "eiEventSignal": event.signals.push({ name: signal.name, type: signal.type, unit: signal.unit, currency: signal.currency, intervals: inTurn(intervals, event, faults) }); break;
        case "eiEvent":
          if (Number.isNaN(event.start)) faults.add(undefined, `event ${event.id} without a start`, "eiActivePeriod with dtstart");
          else events.push({ id: event.id, start: isoMinute(event.start), durationMinutes: event.minutes === 0 ? null : event.minutes, status: event.status, market: event.market, modification: event.modification,
            // 0 is no priority; PT0M is what senders put where they say nothing.
            ...(event.priority > 0 ? { priority: event.priority } : {}), ...(event.isTest ? { isTest: true } : {}), ...(event.lateMinutes > 0 ? { shift: { minutes: event.lateMinutes, isLateOnly: true } } : {}),
            ...(event.noticeMinutes > 0 ? { noticeMinutes: event.noticeMinutes } : {}), ...(event.rampMinutes > 0 ? { rampMinutes: event.rampMinutes } : {}), signals: event.signals });
          break;
      }
    },
  });
  faults.throwAny();
  return eventsFile("openadr-2", events, name);
}

function freshEvent(): Draft {
  return { id: "", start: Number.NaN, minutes: null, status: "", market: "", modification: 0, priority: 0, isTest: false, lateMinutes: 0, noticeMinutes: 0, rampMinutes: 0, signals: [] };
}

function inTurn(intervals: readonly { readonly minutes: number | null; readonly value: number }[], { id, start, minutes: whole }: Draft, faults: ReturnType<typeof collectFaults>): EventSignal["intervals"] {
  let at = Number.isNaN(start) ? 0 : start;
  return intervals.map(({ minutes, value }) => {
    if (Number.isNaN(value)) faults.add(undefined, `an interval of event ${id} without a number`, "a signalPayload with a value");
    const from = at;
    // One interval without a length of its own lasts as long as the event (rule 8 of the profile).
    const length = minutes === null || minutes === 0 ? whole : minutes;
    at += (length ?? 0) * 60_000;
    return { start: isoMinute(from), durationMinutes: length, value };
  });
}
