import { InputError } from "../../core/errors.ts";
import { isoMinute } from "./clock.ts";
import { isObject, type JsonObject, parseJson } from "./json.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";

/** Keys of which a rate has at least one. */
const RATE_KEYS = ["energyratestructure", "energyweekdayschedule", "demandratestructure", "flatdemandstructure"];

/**
 * A rate of the OpenEI utility rate database: the answer of its interface, `{"items": […]}`, or the bare record, as REopt keeps it.
 * The record is passed on as it is; the room that bills checks it.
 * Format: OpenEI, "Utility Rates API version 8", response (openei.org/services/doc/rest/util_rates).
 */
export const urdb: Reader = {
  id: "urdb",
  title: "URDB tariff (JSON)",
  mismatch: (head) => (/^\uFEFF?\s*[[{]/.test(head) && RATE_KEYS.some((key) => head.includes(`"${key}"`)) ? null : "no JSON with energyratestructure or another table of a rate"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const value = parseJson(text, name);
  const rates = (isObject(value) && Array.isArray(value["items"]) ? value["items"] : Array.isArray(value) ? value : [value]).filter(isRate);
  const label = (rate: JsonObject): string => String(rate["name"] ?? rate["label"] ?? "");
  const chosen = options.column === undefined ? rates : rates.filter((rate) => label(rate) === options.column || rate["label"] === options.column);
  const [rate] = chosen;
  if (rate === undefined || chosen.length > 1) {
    throw new InputError([{
      where: { file: name, path: "column" }, found: rates.length === 0 ? "no rate" : `${rates.length} rates${options.column === undefined ? "" : ` and none alone named ${options.column}`}`,
      allowed: rates.length === 0 ? `an object with ${RATE_KEYS.join(" or ")}` : `one, by name or label: ${rates.map(label).join("; ")}`,
    }]);
  }
  const day = (key: string): string | null => (typeof rate[key] === "number" ? isoMinute(rate[key] * 1000) : null);
  return { format: "urdb", kind: "tariff", rows: 1, stepMinutes: null, start: day("startdate"), end: day("enddate"), timeZone: null, series: [], record: rate, issues: [] };
}

function isRate(value: unknown): value is JsonObject {
  return isObject(value) && RATE_KEYS.some((key) => key in value);
}
