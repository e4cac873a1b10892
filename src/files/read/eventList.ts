import { InputError, type Issue } from "../../core/errors.ts";
import { parseStamp } from "../../core/market/demandResponse/programme.ts";
import type { GridMessage } from "../../core/time/series.ts";
import { readFile } from "./index.ts";
import { isObject, parseJson, type JsonObject } from "./json.ts";
import { decodeText } from "./text.ts";

/** One event to settle; `start` as the file has it, by the meter's clock where it names none. */
export type ListedEvent = { readonly id: string; readonly start: string; readonly durationMinutes: number; readonly reduceKw?: number | undefined; readonly firmKw?: number | undefined };

/**
 * Events to be settled: OpenADR 3 or 2.0b, a JSON list of `{ start, end | durationMinutes | durationHours, reduceKw?, firmKw? }` (or `{ events: […] }`),
 * or a table with a header `start,end` (or `start,hours`).
 * @throws InputError with file and place of what cannot be read
 */
export function readEventList(bytes: Uint8Array, name: string): readonly ListedEvent[] {
  const text = decodeText(bytes, name);
  if (/^\uFEFF?\s*[[{]/.test(text)) {
    const value = parseJson(text, name);
    const list: readonly unknown[] = Array.isArray(value) ? value : isObject(value) && Array.isArray(value["events"]) ? value["events"] : [value];
    if (list.length > 0 && list.every((event) => isObject(event) && !("intervals" in event) && "start" in event)) return plainEvents(list as readonly JsonObject[], name);
  } else if (/^\uFEFF?\s*"?start"?\s*[,;]/i.test(text)) return plainEvents(tableRows(text), name);
  const { record } = readFile(bytes, name);
  const { events } = record as { readonly events: readonly GridMessage[] };
  return events.filter(({ status, isTest }) => status !== "cancelled" && isTest !== true).map(({ id, start, durationMinutes, signals }) => {
    if (durationMinutes === null) throw new InputError([{ where: { file: name, path: id }, found: "an event without an end", allowed: "an event with a duration" }]);
    const cut = signals.find(({ name: signal }) => signal === "LOAD_DISPATCH" || signal === "DISPATCH_SETPOINT_RELATIVE")?.intervals[0]?.value;
    const cap = signals.find(({ name: signal }) => signal === "IMPORT_CAPACITY_LIMIT" || signal === "DISPATCH_SETPOINT")?.intervals[0]?.value;
    return { id, start, durationMinutes, ...(cut === undefined ? {} : { reduceKw: Math.abs(cut) }), ...(cap === undefined ? {} : { firmKw: cap }) };
  });
}

function tableRows(text: string): JsonObject[] {
  const [header = "", ...rows] = text.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  const delimiter = header.includes(";") ? ";" : ",";
  const cells = (line: string) => line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""));
  const names = cells(header);
  return rows.filter((row) => row.trim() !== "").map((row) => Object.fromEntries(cells(row).map((cell, k): [string, unknown] => [names[k] ?? "", cell === "" || !/^-?[\d.]+$/.test(cell) ? cell : Number(cell)])));
}

function plainEvents(list: readonly JsonObject[], name: string): ListedEvent[] {
  const issues: Issue[] = [];
  const events = list.map((event, k): ListedEvent => {
    const start = String(event["start"]).replace(" ", "T");
    const minutes = minutesOf(event, start);
    if (parseStamp(start) === null) issues.push({ where: { file: name, path: `[${k}].start` }, found: JSON.stringify(event["start"]), allowed: "a time such as 2025-07-16T16:00, or with Z or an offset" });
    if (!(minutes > 0)) issues.push({ where: { file: name, path: `[${k}]` }, found: "no duration above 0", allowed: "end, durationMinutes, durationHours or hours" });
    const number = (...keys: readonly string[]) => keys.map((key) => event[key]).find((value) => typeof value === "number");
    const [reduceKw, firmKw] = [number("reduceKw", "committedKw"), number("firmKw", "capKw")];
    return { id: String(event["id"] ?? k), start, durationMinutes: minutes, ...(reduceKw === undefined ? {} : { reduceKw }), ...(firmKw === undefined ? {} : { firmKw }) };
  });
  if (issues.length > 0) throw new InputError(issues);
  return events;
}

function minutesOf(event: JsonObject, start: string): number {
  const { durationMinutes, durationHours, hours, end } = event as { readonly durationMinutes?: unknown; readonly durationHours?: unknown; readonly hours?: unknown; readonly end?: unknown };
  if (typeof durationMinutes === "number") return durationMinutes;
  if (typeof durationHours === "number") return durationHours * 60;
  if (typeof hours === "number") return hours * 60;
  const [from, to] = [parseStamp(start), parseStamp(String(end).replace(" ", "T"))];
  return from === null || to === null ? NaN : (to.ms - from.ms) / 60_000;
}
