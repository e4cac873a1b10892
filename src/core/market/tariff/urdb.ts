import { describeFound } from "../../check.ts";
import { InputError } from "../../errors.ts";
import type { Issue } from "../../errors.ts";

/**
 * A rate of the U.S. Utility Rate Database (OpenEI `util_rates`, versions 3 to 8), checked and in one form.
 * Prices stay as written: what a tier costs is `rate + adj`.
 */
export type UrdbRate = {
  readonly identity: RateIdentity;
  readonly energy: ScheduledTiers | undefined;
  /** Added to every kWh of the month, January to December; currency/kWh. */
  readonly fuelAdjustments: readonly number[];
  readonly touDemand: (ScheduledTiers & { readonly unit: DemandUnit }) | undefined;
  readonly flatDemand: { readonly periods: readonly Tier[][]; readonly months: readonly number[]; readonly unit: DemandUnit } | undefined;
  /** Averaging window of billed demand, where the record names one. */
  readonly demandWindowMinutes: number | undefined;
  readonly ratchet: UrdbRatchet | undefined;
  readonly fixed: { readonly firstMeter: number; readonly eachFurtherMeter: number; readonly unit: PerTime };
  readonly minimum: { readonly month: number; readonly day: number; readonly year: number };
  /** Currency/kVAR of reactive demand. */
  readonly reactivePerKvar: number;
  readonly metering: RecordMetering | undefined;
  readonly eligibility: { readonly minKw: number | undefined; readonly maxKw: number | undefined; readonly minKwh: number | undefined; readonly maxKwh: number | undefined };
  /** What the record says beyond the schema, for people to read; never parsed. */
  readonly comments: readonly string[];
  /** Readings of doubtful entries and charges that no bill of ours holds. */
  readonly notes: readonly string[];
};

export type RateIdentity = {
  readonly label: string;
  readonly utility: string;
  readonly name: string;
  readonly uri: string;
  readonly sector: string;
  readonly serviceType: string;
  readonly approved: boolean | undefined;
  /** Unix seconds, midnight of the utility's own clock. */
  readonly startSeconds: number | undefined;
  readonly endSeconds: number | undefined;
};

/** `upTo` is the cumulative upper bound of the tier, not its width; the last is infinite. */
export type Tier = { readonly upTo: number; readonly unit: EnergyUnit; readonly rate: number; readonly adj: number; readonly sell: number | undefined };
export type EnergyUnit = "kWh" | "kWh/kW" | "kWh daily" | "kWh/kW daily";
/** `perKw`: of what the record bills in (kW, hp or kVA), how many make a kW; for kVA it depends on the power factor. */
export type DemandUnit = { readonly measure: "kW" | "hp" | "kVA"; readonly daily: boolean };
export type PerTime = "month" | "day" | "year";
export type RecordMetering = "net-metering" | "net-billing" | "buy-all-sell-all";
export type ScheduledTiers = { readonly periods: readonly Tier[][]; readonly weekday: Schedule; readonly weekend: Schedule };
/** Period of each month (January first) and civil clock hour (beginning). */
export type Schedule = readonly (readonly number[])[];

export type UrdbRatchet =
  /** Version 8: one fraction of the listed months' peaks, which floors every month, … */
  | { readonly kind: "months"; readonly fraction: number; readonly months: readonly boolean[] }
  /** … or of the `range` months before. */
  | { readonly kind: "range"; readonly fraction: number; readonly range: number }
  /** Version 7: a fraction of its own for each month billed, of the highest of the 11 months before. */
  | { readonly kind: "monthly"; readonly fractions: readonly number[] };

/** A bound from here on is written for "no bound" (the records use 1e38). */
const NO_BOUND = 1e12;

/** Charges and rules that the schema holds but no figure of the bill is made from. */
const textKeys = ["energycomments", "demandcomments", "basicinformationcomments", "energyattrs", "demandattrs", "fixedattrs"];

/**
 * Reads a rate as the API gives it (`{ "items": [ … ] }`) or bare; keys in any case, numbers as numbers or text, any key absent.
 * Throws `InputError` with every entry that cannot be billed as it stands, by its path.
 * @param at path of the record, before each issue's own
 */
export function readUrdb(record: unknown, at = "urdb"): UrdbRate {
  const issues: Issue[] = [];
  const refuse = (path: string, found: unknown, allowed: string) => { issues.push({ where: { path: `${at}${path}` }, found: describeFound(found), allowed }); };
  const notes: string[] = [];
  const { entries, path } = rateOf(record, refuse);
  const reader = fieldsOf(entries, path, refuse);

  const energy = readScheduled(reader, "energy", "energyratestructure", notes, refuse);
  const touUnit = readDemandUnit(reader, "demandrateunit");
  const tou = readScheduled(reader, "demand", "demandratestructure", notes, refuse);
  const flatDemand = readFlatDemand(reader, refuse);
  const version7 = reader.list("demandratchetpercentage", 12)?.map((value) => asFraction(value, "demandratchetpercentage", notes));
  const ratchet = readRatchet(reader, notes, refuse) ?? (version7?.some((value) => value > 0) ? { kind: "monthly" as const, fractions: version7 } : undefined);

  if (reader.has("coincidentratestructure")) notes.push("The record's coincident-peak charge names candidate hours, not the hour: it is not billed; give it under coincident peaks.");

  const rate: UrdbRate = {
    identity: {
      label: reader.text("label"), utility: reader.text("utility"), name: reader.text("name"), uri: reader.text("uri"), sector: reader.text("sector"),
      serviceType: reader.text("servicetype"), approved: reader.flag("approved"), startSeconds: reader.number("startdate"), endSeconds: reader.number("enddate"),
    },
    energy,
    fuelAdjustments: reader.list("fueladjustmentsmonthly", 12) ?? Array.from({ length: 12 }, () => 0),
    touDemand: tou && { ...tou, unit: touUnit },
    flatDemand,
    demandWindowMinutes: readWindow(reader, refuse),
    ratchet,
    fixed: readFixed(reader, refuse),
    minimum: readMinimum(reader, refuse),
    reactivePerKvar: reader.number("demandreactivepowercharge") ?? 0,
    metering: readMetering(reader, refuse),
    eligibility: {
      minKw: reader.number("peakkwcapacitymin"), maxKw: reader.number("peakkwcapacitymax"), minKwh: reader.number("peakkwhusagemin"), maxKwh: reader.number("peakkwhusagemax"),
    },
    comments: textKeys.filter((key) => reader.has(key)).map((key) => `${key}: ${typeof reader.raw(key) === "string" ? reader.text(key) : JSON.stringify(reader.raw(key))}`),
    notes,
  };
  if (issues.length > 0) throw new InputError(issues);
  return rate;
}

type Refuse = (path: string, found: unknown, allowed: string) => void;
type Fields = ReturnType<typeof fieldsOf>;

function rateOf(record: unknown, refuse: Refuse): { entries: ReadonlyMap<string, unknown>; path: string } {
  const entries = lowered(record);
  if (entries === undefined) {
    refuse("", record, "a URDB rate: an object, or { \"items\": [rate] }");
    return { entries: new Map(), path: "" };
  }
  if (!entries.has("items")) return { entries, path: "" };
  const items = entries.get("items");
  if (!Array.isArray(items) || items.length !== 1) refuse(".items", Array.isArray(items) ? `${items.length} rates` : items, "a list of one rate");
  const first = Array.isArray(items) ? lowered(items[0]) : undefined;
  if (first === undefined && Array.isArray(items) && items.length > 0) refuse(".items[0]", (items as unknown[])[0], "a URDB rate: an object");
  return { entries: first ?? new Map(), path: ".items[0]" };
}

/** Keys in lower case: `lookbackPercent` in the documentation is `lookbackpercent` in REopt and SAM. */
function lowered(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).filter(([, entry]) => entry !== null && entry !== "").map(([key, entry]) => [key.toLowerCase(), entry as unknown]));
}

function fieldsOf(entries: ReadonlyMap<string, unknown>, at: string, refuse: Refuse) {
  const number = (key: string, min = -Infinity, max = Infinity) => {
    const raw = entries.get(key);
    if (raw === undefined) return undefined;
    const value = toNumber(raw);
    if (value !== undefined && value >= min && value <= max) return value;
    refuse(`${at}.${key}`, raw, min > -Infinity || max < Infinity ? `a number, ${min} … ${max}` : "a number");
    return undefined;
  };
  return {
    at,
    has: (key: string) => entries.has(key),
    raw: (key: string) => entries.get(key),
    number,
    text(key: string): string {
      const raw = entries.get(key);
      return typeof raw === "string" ? raw.trim() : typeof raw === "number" ? String(raw) : "";
    },
    flag(key: string): boolean | undefined {
      const raw = entries.get(key);
      if (raw === undefined) return undefined;
      const value = toFlag(raw);
      if (value === undefined) refuse(`${at}.${key}`, raw, "true, false");
      return value;
    },
    list(key: string, length: number): number[] | undefined {
      const raw = entries.get(key);
      if (raw === undefined) return undefined;
      if (!Array.isArray(raw) || raw.length !== length) {
        refuse(`${at}.${key}`, raw, `a list of ${length} numbers`);
        return undefined;
      }
      return raw.map((entry: unknown, index) => {
        const value = typeof entry === "boolean" ? Number(entry) : toNumber(entry);
        if (value === undefined) refuse(`${at}.${key}[${index}]`, entry, "a number");
        return value ?? 0;
      });
    },
  };
}

function toNumber(raw: unknown): number | undefined {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : undefined;
  if (typeof raw !== "string" || raw.trim() === "") return undefined;
  const value = Number(raw);
  return Number.isFinite(value) ? value : undefined;
}

function toFlag(raw: unknown): boolean | undefined {
  if (typeof raw === "boolean") return raw;
  if (raw === 1 || raw === "1" || (typeof raw === "string" && raw.toLowerCase() === "true")) return true;
  if (raw === 0 || raw === "0" || (typeof raw === "string" && raw.toLowerCase() === "false")) return false;
  return undefined;
}

function readScheduled(fields: Fields, what: "energy" | "demand", key: string, notes: string[], refuse: Refuse): ScheduledTiers | undefined {
  const periods = readStructure(fields, key, what, refuse);
  if (periods === undefined) return undefined;
  const weekday = readSchedule(fields, `${what}weekdayschedule`, periods.length, refuse);
  const weekend = readSchedule(fields, `${what}weekendschedule`, periods.length, refuse);
  const used = new Set([...weekday, ...weekend].flat());
  const lengths = new Set(periods.filter((_, period) => used.has(period)).map((tiers) => tiers.length));
  if (lengths.size > 1) notes.push(`The ${what} periods have different numbers of tiers: a period with fewer goes on at its last rate.`);
  return { periods, weekday, weekend };
}

function readStructure(fields: Fields, key: string, what: "energy" | "demand", refuse: Refuse): Tier[][] | undefined {
  const raw = fields.raw(key);
  if (raw === undefined) return undefined;
  const at = `${fields.at}.${key}`;
  if (!Array.isArray(raw) || raw.length === 0) {
    refuse(at, raw, "a list of periods, each a list of tiers");
    return undefined;
  }
  return raw.map((tiers: unknown, period) => {
    if (Array.isArray(tiers) && tiers.length > 0) return readTiers(tiers, `${at}[${period}]`, what, refuse);
    refuse(`${at}[${period}]`, tiers, "a list of tiers");
    return [];
  });
}

function readTiers(raw: readonly unknown[], at: string, what: "energy" | "demand", refuse: Refuse): Tier[] {
  const tiers = raw.map((entry, index): Tier => {
    const path = `${at}[${index}]`;
    const entries = lowered(entry);
    if (entries === undefined) refuse(path, entry, "a tier: an object with rate, adj, max, unit, sell");
    const tier = fieldsOf(entries ?? new Map(), path, refuse);
    const max = tier.number("max");
    if (max !== undefined && max < 0) refuse(`${path}.max`, max, "at least 0");
    return {
      upTo: max === undefined || max >= NO_BOUND ? Infinity : max,
      unit: what === "energy" ? readEnergyUnit(tier, refuse) : readTierDemandUnit(tier, refuse),
      rate: tier.number("rate") ?? 0,
      adj: tier.number("adj") ?? 0,
      sell: tier.number("sell"),
    };
  });
  checkBounds(tiers, at, refuse);
  return tiers;
}

/** Bounds rise within blocks; kWh steps may stand inside a kWh/kW block, which then ends with the next kWh/kW row. */
function checkBounds(tiers: readonly Tier[], at: string, refuse: Refuse): void {
  const mixed = new Set(tiers.map(({ unit }) => perKw(unit))).size > 1;
  if (mixed && !perKw((tiers[0] as Tier).unit)) refuse(`${at}[0].unit`, (tiers[0] as Tier).unit, "kWh/kW first, where kWh steps stand inside kWh/kW blocks");
  const lastBlock = mixed ? tiers.findLastIndex(({ unit }) => perKw(unit)) : tiers.length - 1;
  const last = tiers[lastBlock];
  if (last !== undefined && last.upTo !== Infinity) refuse(`${at}[${lastBlock}].max`, last.upTo, "no max in the last tier: all use must have a price");
  let before: Tier | undefined;
  let blockBefore: Tier | undefined;
  for (const [index, tier] of tiers.entries()) {
    const other = mixed && perKw(tier.unit) ? blockBefore : before;
    if (other !== undefined && perKw(other.unit) === perKw(tier.unit) && tier.upTo <= other.upTo) {
      refuse(`${at}[${index}].max`, tier.upTo, `above the tier before it (${other.upTo}): max is the cumulative bound`);
    }
    before = tier;
    if (perKw(tier.unit)) blockBefore = tier;
  }
}

export function perKw(unit: EnergyUnit): boolean {
  return unit === "kWh/kW" || unit === "kWh/kW daily";
}

const energyUnits: Readonly<Record<string, EnergyUnit>> = { kwh: "kWh", "kwh/kw": "kWh/kW", "kwh daily": "kWh daily", "kwh/kw daily": "kWh/kW daily" };

function readEnergyUnit(tier: Fields, refuse: Refuse): EnergyUnit {
  const text = tier.text("unit");
  if (!tier.has("unit")) return "kWh";
  const unit = energyUnits[text.toLowerCase()];
  if (unit === undefined) refuse(`${tier.at}.unit`, tier.raw("unit"), Object.values(energyUnits).join(", "));
  return unit ?? "kWh";
}

/** A demand tier may repeat its unit; another than kW is said once for all, by `demandrateunit` and `flatdemandunit`. */
function readTierDemandUnit(tier: Fields, refuse: Refuse): EnergyUnit {
  if (tier.has("unit") && tier.text("unit").toLowerCase() !== "kw") refuse(`${tier.at}.unit`, tier.raw("unit"), "kW (hp and kVA: demandrateunit, flatdemandunit)");
  return "kWh";
}

function readSchedule(fields: Fields, key: string, periods: number, refuse: Refuse): Schedule {
  const at = `${fields.at}.${key}`;
  const raw = fields.raw(key);
  if (raw === undefined) {
    // A single period needs no map.
    if (periods > 1) refuse(at, raw, `12 rows of 24 periods, 0 … ${periods - 1}`);
    return Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0));
  }
  if (!Array.isArray(raw) || raw.length !== 12) {
    refuse(at, raw, "12 rows (months) of 24 periods (hours)");
    return [];
  }
  return raw.map((row: unknown, month) => {
    if (!Array.isArray(row) || row.length !== 24) {
      refuse(`${at}[${month}]`, row, "24 periods (hours)");
      return [];
    }
    return row.map((entry: unknown, hour) => readPeriod(entry, `${at}[${month}][${hour}]`, periods, refuse));
  });
}

function readPeriod(entry: unknown, at: string, periods: number, refuse: Refuse): number {
  const period = toNumber(entry);
  if (period !== undefined && Number.isInteger(period) && period >= 0 && period < periods) return period;
  refuse(at, entry, `a period of the rate structure, 0 … ${periods - 1}`);
  return 0;
}

function readDemandUnit(fields: Fields, key: string, refuse?: Refuse): DemandUnit {
  const text = fields.text(key).toLowerCase();
  const [measure = "", ...rest] = text.split(/\s+/);
  const known = ({ "": "kW", kw: "kW", hp: "hp", kva: "kVA" } as const)[measure];
  if (known !== undefined && (rest.length === 0 || (rest.length === 1 && rest[0] === "daily"))) return { measure: known, daily: rest.length === 1 };
  refuse?.(`${fields.at}.${key}`, fields.raw(key), "kW, hp, kVA, kW daily, hp daily, kVA daily");
  return { measure: "kW", daily: false };
}

/** Windows are clock-aligned, so they fill an hour. */
function readWindow(fields: Fields, refuse: Refuse): number | undefined {
  const minutes = fields.number("demandwindow");
  if (minutes === undefined || (minutes > 0 && Number.isInteger(60 / minutes))) return minutes;
  refuse(`${fields.at}.demandwindow`, minutes, "minutes that fill an hour: 5, 10, 15, 20, 30, 60");
  return undefined;
}

function readFlatDemand(fields: Fields, refuse: Refuse): UrdbRate["flatDemand"] {
  const unit = readDemandUnit(fields, "flatdemandunit", refuse);
  readDemandUnit(fields, "demandrateunit", refuse);
  const periods = readStructure(fields, "flatdemandstructure", "demand", refuse);
  if (periods === undefined) return undefined;
  const raw = fields.raw("flatdemandmonths");
  if (!Array.isArray(raw) || raw.length !== 12) {
    if (raw === undefined && periods.length === 1) return { periods, months: Array.from({ length: 12 }, () => 0), unit };
    refuse(`${fields.at}.flatdemandmonths`, raw, `a list of 12 periods, 0 … ${periods.length - 1}`);
    return undefined;
  }
  return { periods, months: raw.map((entry: unknown, month) => readPeriod(entry, `${fields.at}.flatdemandmonths[${month}]`, periods.length, refuse)), unit };
}

function readRatchet(fields: Fields, notes: string[], refuse: Refuse): UrdbRatchet | undefined {
  const percent = fields.number("lookbackpercent", 0, 100);
  const months = fields.list("lookbackmonths", 12)?.map((value) => value !== 0);
  const range = fields.number("lookbackrange", 0, 12);
  if (percent === undefined || percent === 0) return undefined;
  const fraction = asFraction(percent, "lookbackPercent", notes);
  const listed = months?.some(Boolean) ?? false;
  const ranged = (range ?? 0) > 0;
  if (listed === ranged) {
    refuse(`${fields.at}.lookbackpercent`, percent, listed ? "either lookbackMonths or lookbackRange beside it, not both" : "lookbackMonths or lookbackRange beside it");
    return undefined;
  }
  if (listed) return { kind: "months", fraction, months: months ?? [] };
  if (!Number.isInteger(range)) refuse(`${fields.at}.lookbackrange`, range, "a whole number of months, 0 … 12");
  return { kind: "range", fraction, range: range ?? 0 };
}

function asFraction(value: number, key: string, notes: string[]): number {
  if (value <= 1) return value;
  const note = `${key} is above 1 and taken as per cent.`;
  if (!notes.includes(note)) notes.push(note);
  return value / 100;
}

function readPerTime(fields: Fields, key: string, amountKey: string, refuse: Refuse): PerTime | undefined {
  const match = /^[^/]*\/\s*(month|day|year)$/i.exec(fields.text(key));
  if (match !== null) return (match[1] as string).toLowerCase() as PerTime;
  const amount = fields.number(amountKey) ?? 0;
  if (amount !== 0 || fields.has(key)) refuse(`${fields.at}.${key}`, fields.raw(key), `$/month, $/day, $/year: what ${amountKey} is charged by`);
  return undefined;
}

function readFixed(fields: Fields, refuse: Refuse): UrdbRate["fixed"] {
  // Version 3's monthly charge wins where it is not zero, as in REopt.
  const monthly = fields.number("fixedmonthlycharge") ?? 0;
  if (monthly !== 0) return { firstMeter: monthly, eachFurtherMeter: 0, unit: "month" };
  const firstMeter = fields.number("fixedchargefirstmeter") ?? 0;
  const eachFurtherMeter = fields.number("fixedchargeeaaddl") ?? 0;
  const unit = readPerTime(fields, "fixedchargeunits", firstMeter !== 0 ? "fixedchargefirstmeter" : "fixedchargeeaaddl", refuse);
  return { firstMeter, eachFurtherMeter, unit: unit ?? "month" };
}

function readMinimum(fields: Fields, refuse: Refuse): UrdbRate["minimum"] {
  const amount = fields.number("mincharge") ?? 0;
  const unit = readPerTime(fields, "minchargeunits", "mincharge", refuse);
  return {
    month: (unit === "month" ? amount : 0) + (fields.number("minmonthlycharge") ?? 0),
    day: unit === "day" ? amount : 0,
    year: (unit === "year" ? amount : 0) + (fields.number("annualmincharge") ?? 0),
  };
}

const meteringRules: Readonly<Record<string, RecordMetering>> = {
  "net metering": "net-metering", "net billing instantaneous": "net-billing", "net billing hourly": "net-billing", "net billing": "net-billing", "buy all sell all": "buy-all-sell-all",
};

function readMetering(fields: Fields, refuse: Refuse): RecordMetering | undefined {
  if (!fields.has("dgrules")) return fields.flag("usenetmetering") === true ? "net-metering" : undefined;
  const rule = meteringRules[fields.text("dgrules").toLowerCase()];
  if (rule === undefined) refuse(`${fields.at}.dgrules`, fields.raw("dgrules"), "Net Metering, Net Billing Instantaneous, Net Billing Hourly, Buy All Sell All");
  return rule;
}
