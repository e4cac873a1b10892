import { checkInputs } from "../../core/check.ts";
import { InputError } from "../../core/errors.ts";
import { programmePreset, programmePresets } from "../../core/market/demandResponse/presets.ts";
import { programmeGroups, programmeRecord, resolveProgramme, type Programme, type ProgrammeRecord } from "../../core/market/demandResponse/programme.ts";
import { isObject, parseJson } from "./json.ts";

/** Which group each name of a flat record belongs to; no two groups share a name. */
const groupOf = new Map(Object.entries(programmeGroups).flatMap(([group, schema]) => Object.keys(schema._zod.def.innerType._zod.def.shape).map((key): [string, string] => [key, group])));

/** What a method is called in tariff sheets, without spaces, dashes and case; days looked at and taken where the name says them. */
const methods: readonly (readonly [name: RegExp, baseline: { readonly method: string; readonly days?: number; readonly pick?: number }])[] = [
  [/^(?:highest|high|top)?(\d+)(?:of|in)(?:last)?(\d+)(?:high|highest)?$/, { method: "average-of-days" }],
  [/^(?:averageofdays|dayaverage|mean|meanofdays|typei|baselinetypei)$/, { method: "average-of-days" }],
  [/^(?:meterbeforeafter|meterbeforemeterafter|meterbefore|mbma|beforeafter)$/, { method: "meter-before-after" }],
  [/^(?:firmlevel|firm|firmservicelevel|fsl|firmdemand|maximumbaseload|mbl)$/, { method: "firm-level" }],
];

/**
 * A programme file: a preset with what differs, or a whole record, in groups or flat; baselines by the names of tariff sheets too ("10-of-10", "high 5-of-10",
 * "meter before/meter after", "firm service level").
 * @throws InputError with every key that is not known and every value out of range
 */
export function readProgramme(text: string, name: string): { readonly record: ProgrammeRecord; readonly programme: Programme } {
  const value = parseJson(text, name);
  if (!isObject(value)) throw new InputError([{ where: { file: name }, found: "no object", allowed: "a programme record" }]);
  let record: ProgrammeRecord;
  try {
    record = checkInputs(programmeRecord, inGroups(value));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.issues.map((issue) => ({ ...issue, where: { ...issue.where, file: name } })));
  }
  const preset = record.preset === undefined ? undefined : programmePreset(record.preset);
  if (record.preset !== undefined && preset === undefined) throw new InputError([{ where: { file: name, path: "preset" }, found: JSON.stringify(record.preset), allowed: programmePresets.map(({ id }) => id).join(", ") }]);
  return { record, programme: resolveProgramme(record, preset) };
}

function inGroups(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const put = (group: string, values: object) => { record[group] = { ...(record[group] as object | undefined), ...values }; };
  for (const [key, value] of Object.entries(flat)) {
    const penalty = /^penaltyPer(Kwh|Kw)$/.exec(key)?.[1];
    if (value === null) continue;
    if (key === "baseline" && typeof value === "string") put("baseline", methodOf(value));
    else if (key === "method" && typeof value === "string") put("baseline", methodOf(value));
    else if (key === "baseline" && isObject(value)) put("baseline", { ...value, ...(typeof value["method"] === "string" ? { ...methodOf(value["method"]), ...daysOf(value) } : {}), ...adjustOf(value) });
    else if (key === "adjust" && !isObject(value)) put("baseline", adjustOf({ adjust: value }));
    else if (key === "notice" && typeof value === "number") put("notice", { noticeMinutes: value });
    else if (key === "behaviour" || !isObject(value) || Object.hasOwn(programmeGroups, key)) {
      const group = penalty === undefined ? groupOf.get(key) : "penalty";
      if (isObject(value) && Object.hasOwn(programmeGroups, key)) put(key, withoutNulls(value));
      else if (group !== undefined) put(group, { [penalty === undefined ? key : `per${penalty}`]: value });
      else record[key] = value;
    } else put(groupOf.get(key) ?? key, groupOf.has(key) ? { [key]: value } : value);
  }
  return record;
}

function methodOf(text: string): object {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  for (const [pattern, baseline] of methods) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    return match[1] === undefined ? baseline : { ...baseline, pick: Number(match[1]), days: Number(match[2]) };
  }
  return { method: text };
}

/** Days typed beside a method win over those in its name. */
function daysOf(value: Readonly<Record<string, unknown>>): object {
  return { ...(typeof value["days"] === "number" ? { days: value["days"] } : {}), ...(typeof value["pick"] === "number" ? { pick: value["pick"] } : {}) };
}

/** "none", "ratio" or "additive" alone stand for the form. */
function adjustOf({ adjust }: Readonly<Record<string, unknown>>): object {
  return typeof adjust === "string" ? { adjust: { mode: adjust } } : adjust === null || adjust === false ? { adjust: { mode: "none" } } : {};
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}
