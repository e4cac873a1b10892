/** A record of the Utility Rate Database as the scenario holds it: edited key by key, whatever else it says is kept. */
export type RateRecord = Readonly<Record<string, unknown>>;
export type RatePart = "energy" | "demand";
export type DayKind = "weekday" | "weekend";
/** One block of a period: what is written, in the record's own terms. `max` is the cumulative bound; absent: no bound. */
export type RateTier = { readonly rate: number; readonly adj: number; readonly max: number | undefined; readonly sell: number | undefined; readonly unit: string | undefined };
export type RateSchedule = readonly (readonly number[])[];
/** Prices by period and the hours that each holds: month by hour. */
export type RateTable = { readonly periods: readonly (readonly RateTier[])[]; readonly weekday: RateSchedule; readonly weekend: RateSchedule };

const NO_BOUND = 1e12;
const MOST_PERIODS = 24;

/** Keys are written in any case; `{ "items": [rate] }` is what the API gives. */
export function bareRecord(record: RateRecord): RateRecord {
  const items = record[keyIn(record, "items")];
  return Array.isArray(items) && items.length === 1 && isObject(items[0]) ? items[0] : record;
}

function keyIn(record: RateRecord, key: string): string {
  return Object.keys(record).find((one) => one.toLowerCase() === key) ?? key;
}

export function rateValue(record: RateRecord, key: string): unknown {
  const bare = bareRecord(record);
  return bare[keyIn(bare, key)];
}

/** A copy with the value under the key that the record itself uses; undefined takes it away. */
export function withRateValue(record: RateRecord, key: string, value: unknown): RateRecord {
  const bare = bareRecord(record);
  const { [keyIn(bare, key)]: _, ...rest } = bare;
  return value === undefined ? rest : { ...rest, [keyIn(bare, key)]: value };
}

export function rateNumber(record: RateRecord, key: string): number | undefined {
  const value = rateValue(record, key);
  return typeof value === "number" || typeof value === "string" && value.trim() !== "" ? Number(value) : undefined;
}

/** Null where the record has no such charge. */
export function rateTable(record: RateRecord, part: RatePart): RateTable | null {
  const structure = rateValue(record, `${part}ratestructure`);
  if (!Array.isArray(structure) || structure.length === 0) return null;
  return { periods: periodsOf(structure), weekday: scheduleOf(rateValue(record, `${part}weekdayschedule`)), weekend: scheduleOf(rateValue(record, `${part}weekendschedule`)) };
}

/** Demand of any time of the month, a price for each month; null where there is none. */
export function flatDemand(record: RateRecord): { readonly periods: readonly (readonly RateTier[])[]; readonly months: readonly number[] } | null {
  const structure = rateValue(record, "flatdemandstructure");
  const months = rateValue(record, "flatdemandmonths");
  if (!Array.isArray(structure) || structure.length === 0) return null;
  return { periods: periodsOf(structure), months: Array.isArray(months) && months.length === 12 ? months.map(Number) : Array.from({ length: 12 }, () => 0) };
}

function periodsOf(structure: readonly unknown[]): readonly (readonly RateTier[])[] {
  return structure.map((tiers) => (Array.isArray(tiers) ? tiers.filter(isObject).map(tierOf) : []));
}

function tierOf(raw: RateRecord): RateTier {
  const max = rateNumber(raw, "max");
  const unit = rateValue(raw, "unit");
  return { rate: rateNumber(raw, "rate") ?? 0, adj: rateNumber(raw, "adj") ?? 0, max: max === undefined || max >= NO_BOUND ? undefined : max, sell: rateNumber(raw, "sell"), unit: typeof unit === "string" ? unit : undefined };
}

function scheduleOf(raw: unknown): RateSchedule {
  if (Array.isArray(raw) && raw.length === 12 && raw.every((row) => Array.isArray(row) && row.length === 24)) return (raw as readonly (readonly unknown[])[]).map((row) => row.map(Number));
  return allHours();
}

function allHours(): RateSchedule {
  return Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0));
}

/** Puts hours of months under a period. */
export function paintHours(record: RateRecord, part: RatePart, day: DayKind, cells: readonly { readonly month: number; readonly hour: number }[], period: number): RateRecord {
  const table = rateTable(record, part);
  if (table === null) return record;
  const painted = table[day].map((row) => [...row]);
  for (const { month, hour } of cells) if (painted[month]?.[hour] !== undefined) painted[month][hour] = period;
  const other = day === "weekday" ? "weekend" : "weekday";
  // A single period needs no map: the first stroke writes both.
  return withRateValue(withRateValue(record, `${part}${other}schedule`, table[other]), `${part}${day}schedule`, painted);
}

/** Changes what one block of a period says; keys that the record has beside are kept. */
export function changeTier(record: RateRecord, structure: StructureKey, period: number, tier: number, patch: Partial<Record<"rate" | "adj" | "max" | "sell", number | undefined>>): RateRecord {
  return withPeriods(record, structure, (periods) => periods.map((tiers, index) => (index !== period ? tiers : tiers.map((one, at) => (at !== tier ? one
    : Object.entries(patch).reduce<RateRecord>((changed, [key, value]) => withRateValue(changed, key, value), one))))));
}

export type StructureKey = "energyratestructure" | "demandratestructure" | "flatdemandstructure";

/** One more block in a period, from a bound on at the rate of the last. */
export function addTier(record: RateRecord, structure: StructureKey, period: number): RateRecord {
  return withPeriods(record, structure, (periods) => periods.map((tiers, index) => {
    if (index !== period) return tiers;
    const last = tiers.at(-1) ?? { rate: 0 };
    const before = rateNumber(tiers.at(-2) ?? {}, "max") ?? 0;
    return [...tiers.slice(0, -1), withRateValue(last, "max", before === 0 ? 10_000 : 2 * before), withRateValue(last, "max", undefined)];
  }));
}

export function removeTier(record: RateRecord, structure: StructureKey, period: number, tier: number): RateRecord {
  return withPeriods(record, structure, (periods) => periods.map((tiers, index) => {
    if (index !== period || tiers.length < 2) return tiers;
    const left = tiers.filter((_, at) => at !== tier);
    // All use must have a price: the last block has no bound.
    return left.map((one, at) => (at === left.length - 1 ? withRateValue(one, "max", undefined) : one));
  }));
}

/** A further period, at the price of one that is there; it holds no hours yet. */
export function addPeriod(record: RateRecord, structure: StructureKey, like: number): RateRecord {
  const more = withPeriods(record, structure, (periods) => (periods.length >= MOST_PERIODS ? periods : [...periods, periods[like] ?? periods[0] ?? [{ rate: 0 }]]));
  // A single period needs no map; several do.
  if (structure === "flatdemandstructure") return withRateValue(more, "flatdemandmonths", flatDemand(record)?.months);
  const part = structure === "energyratestructure" ? "energy" : "demand";
  const table = rateTable(record, part);
  return table === null ? record : withRateValue(withRateValue(more, `${part}weekdayschedule`, table.weekday), `${part}weekendschedule`, table.weekend);
}

/** Takes a period away; its hours go to the first of the others. */
export function removePeriod(record: RateRecord, part: RatePart, period: number): RateRecord {
  const table = rateTable(record, part);
  if (table === null || table.periods.length < 2) return record;
  const renumber = (one: number) => (one === period ? 0 : one > period ? one - 1 : one);
  const fewer = withPeriods(record, `${part}ratestructure`, (periods) => periods.filter((_, index) => index !== period));
  return (["weekday", "weekend"] as const).reduce((changed, day) => withRateValue(changed, `${part}${day}schedule`, table[day].map((row) => row.map(renumber))), fewer);
}

/** A charge that the record does not have yet: one price for all hours. */
export function startPart(record: RateRecord, part: RatePart | "flat"): RateRecord {
  if (part === "flat") return withRateValue(withRateValue(record, "flatdemandstructure", [[{ rate: 10 }]]), "flatdemandmonths", Array.from({ length: 12 }, () => 0));
  const structure = part === "energy" ? [[{ rate: 0.1, unit: "kWh" }]] : [[{ rate: 10 }]];
  return [["weekdayschedule", allHours()], ["weekendschedule", allHours()], ["ratestructure", structure]].reduce<RateRecord>((changed, [key, value]) => withRateValue(changed, `${part}${String(key)}`, value), record);
}

export function removePart(record: RateRecord, part: RatePart | "flat"): RateRecord {
  const keys = part === "flat" ? ["flatdemandstructure", "flatdemandmonths", "flatdemandunit"] : ["ratestructure", "weekdayschedule", "weekendschedule"].map((key) => part + key);
  return keys.reduce((changed, key) => withRateValue(changed, key, undefined), record);
}

function withPeriods(record: RateRecord, structure: StructureKey, change: (periods: readonly (readonly RateRecord[])[]) => readonly (readonly RateRecord[])[]): RateRecord {
  const raw = rateValue(record, structure);
  if (!Array.isArray(raw)) return record;
  return withRateValue(record, structure, change(raw.map((tiers) => (Array.isArray(tiers) ? tiers.filter(isObject) : []))));
}

function isObject(value: unknown): value is RateRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
