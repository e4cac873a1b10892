/** A record of the Utility Rate Database as the scenario holds it: edited key by key, whatever else it says is kept. */
export type RateRecord = Readonly<Record<string, unknown>>;
/** Charges with periods: of energy and of demand by the hour, and of demand at any time of a month. */
export type RatePart = HourPart | "flat";
export type HourPart = "energy" | "demand";
export type DayKind = "weekday" | "weekend";
/** One block of a period: what is written, in the record's own terms. `max` is the cumulative bound; absent: no bound. */
export type RateTier = { readonly rate: number; readonly adj: number; readonly max: number | undefined; readonly sell: number | undefined; readonly unit: string | undefined };
export type RateSchedule = readonly (readonly number[])[];
export type RatePeriods = readonly (readonly RateTier[])[];
/** Prices by period and the hours that each holds: month by hour. */
export type RateTable = { readonly periods: RatePeriods; readonly weekday: RateSchedule; readonly weekend: RateSchedule };
/** Prices by period and the period of each month. */
export type MonthTable = { readonly periods: RatePeriods; readonly months: readonly number[] };

const structureOf: Readonly<Record<RatePart, string>> = { energy: "energyratestructure", demand: "demandratestructure", flat: "flatdemandstructure" };
/** Where the record says what demand is billed in; absent: kW. */
export const demandUnitKey = { demand: "demandrateunit", flat: "flatdemandunit" } as const satisfies Record<Exclude<RatePart, "energy">, string>;

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
export function rateTable(record: RateRecord, part: HourPart): RateTable | null {
  const structure = rateValue(record, structureOf[part]);
  if (!Array.isArray(structure) || structure.length === 0) return null;
  return { periods: periodsOf(structure), weekday: scheduleOf(rateValue(record, `${part}weekdayschedule`)), weekend: scheduleOf(rateValue(record, `${part}weekendschedule`)) };
}

/** Demand of any time of the month, a price for each month; null where there is none. */
export function flatDemand(record: RateRecord): MonthTable | null {
  const structure = rateValue(record, "flatdemandstructure");
  const months = rateValue(record, "flatdemandmonths");
  if (!Array.isArray(structure) || structure.length === 0) return null;
  return { periods: periodsOf(structure), months: Array.isArray(months) && months.length === 12 ? months.map(Number) : Array.from({ length: 12 }, () => 0) };
}

function periodsOf(structure: readonly unknown[]): RatePeriods {
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
export function paintHours(record: RateRecord, part: HourPart, day: DayKind, cells: readonly { readonly month: number; readonly hour: number }[], period: number): RateRecord {
  const table = rateTable(record, part);
  if (table === null) return record;
  const painted = table[day].map((row) => [...row]);
  for (const { month, hour } of cells) if (painted[month]?.[hour] !== undefined) painted[month][hour] = period;
  const other = day === "weekday" ? "weekend" : "weekday";
  // A single period needs no map: the first stroke writes both.
  return withRateValue(withRateValue(record, `${part}${other}schedule`, table[other]), `${part}${day}schedule`, painted);
}

/** Puts months under a period of the demand at any time. */
export function paintMonths(record: RateRecord, months: readonly number[], period: number): RateRecord {
  const table = flatDemand(record);
  return table === null ? record : withRateValue(record, "flatdemandmonths", table.months.map((one, month) => (months.includes(month) ? period : one)));
}

/** Changes what one block of a period says; keys that the record has beside are kept. */
export function changeTier(record: RateRecord, part: RatePart, period: number, tier: number, patch: Partial<Record<"rate" | "adj" | "max" | "sell", number | undefined>>): RateRecord {
  return withPeriods(record, part, (periods) => periods.map((tiers, index) => (index !== period ? tiers : tiers.map((one, at) => (at !== tier ? one
    : Object.entries(patch).reduce<RateRecord>((changed, [key, value]) => withRateValue(changed, key, value), one))))));
}

/** One more block in a period, from a bound on at the rate of the last. */
export function addTier(record: RateRecord, part: RatePart, period: number): RateRecord {
  return withPeriods(record, part, (periods) => periods.map((tiers, index) => {
    if (index !== period) return tiers;
    const last = tiers.at(-1) ?? { rate: 0 };
    const before = rateNumber(tiers.at(-2) ?? {}, "max") ?? 0;
    return [...tiers.slice(0, -1), withRateValue(last, "max", before === 0 ? 10_000 : 2 * before), withRateValue(last, "max", undefined)];
  }));
}

export function removeTier(record: RateRecord, part: RatePart, period: number, tier: number): RateRecord {
  return withPeriods(record, part, (periods) => periods.map((tiers, index) => {
    if (index !== period || tiers.length < 2) return tiers;
    const left = tiers.filter((_, at) => at !== tier);
    // All use must have a price: the last block has no bound.
    return left.map((one, at) => (at === left.length - 1 ? withRateValue(one, "max", undefined) : one));
  }));
}

/** A further period, at the price of one that is there; it holds nothing yet. */
export function addPeriod(record: RateRecord, part: RatePart, like: number): RateRecord {
  const more = withPeriods(record, part, (periods) => (periods.length >= MOST_PERIODS ? periods : [...periods, periods[like] ?? periods[0] ?? [{ rate: 0 }]]));
  // A single period needs no map; several do.
  if (part === "flat") return withRateValue(more, "flatdemandmonths", flatDemand(record)?.months);
  const table = rateTable(record, part);
  return table === null ? record : withRateValue(withRateValue(more, `${part}weekdayschedule`, table.weekday), `${part}weekendschedule`, table.weekend);
}

/** Takes a period away; what it held goes to the first of the others. */
export function removePeriod(record: RateRecord, part: RatePart, period: number): RateRecord {
  const table = part === "flat" ? flatDemand(record) : rateTable(record, part);
  if (table === null || table.periods.length < 2) return record;
  const renumber = (one: number) => (one === period ? 0 : one > period ? one - 1 : one);
  const fewer = withPeriods(record, part, (periods) => periods.filter((_, index) => index !== period));
  if ("months" in table) return withRateValue(fewer, "flatdemandmonths", table.months.map(renumber));
  return (["weekday", "weekend"] as const).reduce((changed, day) => withRateValue(changed, `${part}${day}schedule`, table[day].map((row) => row.map(renumber))), fewer);
}

/** A charge that the record does not have yet: one price for all hours, or for all months. */
export function startPart(record: RateRecord, part: RatePart): RateRecord {
  if (part === "flat") return withRateValue(withRateValue(record, "flatdemandstructure", [[{ rate: 10 }]]), "flatdemandmonths", Array.from({ length: 12 }, () => 0));
  const structure = part === "energy" ? [[{ rate: 0.1, unit: "kWh" }]] : [[{ rate: 10 }]];
  return [["weekdayschedule", allHours()], ["weekendschedule", allHours()], ["ratestructure", structure]].reduce<RateRecord>((changed, [key, value]) => withRateValue(changed, `${part}${String(key)}`, value), record);
}

export function removePart(record: RateRecord, part: RatePart): RateRecord {
  const keys = part === "flat" ? ["flatdemandstructure", "flatdemandmonths", "flatdemandunit"] : ["ratestructure", "weekdayschedule", "weekendschedule", "rateunit"].map((key) => part + key);
  return keys.reduce((changed, key) => withRateValue(changed, key, undefined), record);
}

/** What exported energy is credited at, block by block of each energy period; absent everywhere: no such prices. */
export function hasSellPrices({ periods }: RateTable): boolean {
  return periods.some((tiers) => tiers.some(({ sell }) => sell !== undefined));
}

/** Every energy block with a sell price, at what it costs to buy; or none with one. */
export function withSellPrices(record: RateRecord, isSold: boolean): RateRecord {
  return withPeriods(record, "energy", (periods) => periods.map((tiers) => tiers.map((one) => {
    const { rate, adj } = tierOf(one);
    return withRateValue(one, "sell", isSold ? rateNumber(one, "sell") ?? rate + adj : undefined);
  })));
}

function withPeriods(record: RateRecord, part: RatePart, change: (periods: readonly (readonly RateRecord[])[]) => readonly (readonly RateRecord[])[]): RateRecord {
  const key = structureOf[part];
  const raw = rateValue(record, key);
  if (!Array.isArray(raw)) return record;
  return withRateValue(record, key, change(raw.map((tiers) => (Array.isArray(tiers) ? tiers.filter(isObject) : []))));
}

function isObject(value: unknown): value is RateRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
