import type { Series } from "../../core/time/series.ts";
import { isoMinute } from "./clock.ts";
import { collectFaults, fail, type Faults } from "./faults.ts";
import { layOnGrid, placeOnGrid } from "./grid.ts";
import { checkRows } from "./limits.ts";
import { emptyCells, valueOddities } from "./oddities.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions, TableColumn } from "./reader.ts";
import { attribute, scanXml } from "./xml.ts";

/** What a reading's number means. Codes: NAESB REQ.21 ESPI, espi.xsd: UnitMultiplierKind, UnitSymbolKind, FlowDirectionKind, CommodityKind. */
type ReadingType = { readonly multiplier: number; readonly uom: number; readonly flow: number; readonly commodity: number; readonly lengthSeconds: number };

/** All interval blocks of one meter reading. */
type MeterReading = { readonly title: string; type: ReadingType | null; readonly start: number[]; readonly seconds: number[]; readonly value: number[]; readonly cost: number[] };

const WATT_HOURS = 72;
const WATTS = 38;
const ELECTRICITY = new Set([0, 1, 2]);
const RECEIVED_FROM_CUSTOMER = 19;

/** Of which two kinds are electric energy or power; the rest is named and left out. */
const OTHER_COMMODITY: Readonly<Record<number, string>> = { 3: "air", 4: "insulating gas", 5: "insulating oil", 7: "natural gas", 8: "propane", 9: "potable water", 10: "steam", 11: "waste water", 12: "heating fluid", 13: "cooling fluid" };

/**
 * Green Button (ESPI in an Atom feed): meter readings of one or several usage points as energy per interval, in Wh times a power of ten, stamped in
 * seconds of Unix time. Links between entries say which blocks are of which meter and in which unit; a feed without links is of one meter.
 * Format: NAESB REQ.21 ESPI 1.1/3.3, as in the sample feeds of OpenESPI-Common-java; flow direction 19 is what the site delivers to the grid.
 */
export const greenButton: Reader = {
  id: "green-button",
  title: "Green Button (ESPI XML)",
  mismatch(head) {
    if (!/^\uFEFF?\s*</.test(head)) return "does not start like XML";
    return /http:\/\/naesb\.org\/espi|<(?:[\w.-]+:)?(?:IntervalBlock|UsagePoint)[\s>]/.test(head) ? null : "no ESPI namespace, UsagePoint or IntervalBlock";
  },
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const feed = scanFeed(text, name);
  const issues: Oddity[] = [];
  const series: Series[] = [];
  const table: TableColumn[] = [];
  let rows = 0;
  for (const [index, meter] of feed.meters.entries()) {
    const title = titleOf(meter, index, feed.meters);
    const used = usedReading(meter, title, issues);
    if (used === null) continue;
    const count = meter.start.length;
    rows += count;
    const lines = Int32Array.from({ length: count }, (_, i) => i + 1);
    const grid = layOnGrid(Float64Array.from(meter.start, (seconds) => seconds * 1000), name, lines);
    if (grid === null) fail(name, undefined, `${count} readings of ${title} in no regular step`, "intervals of equal length");
    const faults = collectFaults(name);
    const hours = grid.stepMinutes / 60;
    const odd = meter.seconds.findIndex((seconds) => Math.abs(seconds - hours * 3600) > 1e-6);
    if (odd >= 0) faults.add(undefined, `a reading of ${meter.seconds[odd]} s at ${isoMinute(meter.start[odd]! * 1000)} among readings of ${hours * 3600} s`, "intervals of equal length");
    faults.throwAny();
    const toKw = used.uom === WATTS ? 1000 : 1000 * hours;
    const values = placeOnGrid(grid, Float64Array.from(meter.value, (value) => (value * 10 ** used.multiplier) / toKw));
    const one: Series = { name: title, unit: "kW", startMs: grid.startMs, stepMinutes: grid.stepMinutes, values, typicalYear: false, utcOffsetMinutes: Math.round(feed.offsetSeconds / 60) };
    series.push(one);
    issues.push(...grid.issues.map((issue) => ({ ...issue, first: issue.first.replace(/^line \d+(, )?/, ""), series: title })), ...emptyCells(one, grid.issues.find((issue) => issue.class === "gap")?.count ?? 0), ...valueOddities(one));
    // espi.xsd: cost in hundred-thousandths of the currency.
    if (meter.cost.some((cost) => cost === cost)) table.push({ name: `${title} cost`, unit: "currency", values: Float64Array.from(meter.cost, (cost) => cost / 100_000) });
    if (feed.offsetSeconds !== 0 && isLocalTimeInDisguise(meter.start, feed.offsetSeconds)) {
      issues.push({ class: "zone", count, first: isoMinute(meter.start[0]! * 1000), message: `The first reading begins at midnight UTC though the feed's clock is ${feed.offsetSeconds / 3600} h from it: local time may stand where UTC belongs.`, series: title });
    }
  }
  checkRows(rows, name);
  const [first] = series;
  if (first === undefined) fail(name, undefined, feed.meters.length === 0 ? "no interval readings" : `no meter of electric energy or power among ${feed.meters.length}`, "IntervalReading elements of electricity in Wh or W");
  const consumed = series.filter((one) => !one.name.endsWith(RECEIVED));
  const primary = options.column ?? (consumed.length === 1 ? consumed[0]!.name : undefined);
  const startMs = Math.min(...series.map((one) => one.startMs));
  const endMs = Math.max(...series.map((one) => one.startMs + one.values.length * one.stepMinutes * 60_000));
  return {
    format: "green-button", kind: "load", rows, stepMinutes: first.stepMinutes, start: isoMinute(startMs), end: isoMinute(endMs), timeZone: "UTC", series, primary,
    currency: feed.currency, ...(table.length > 0 ? { table } : {}), issues,
  };
}

type Feed = { readonly meters: readonly MeterReading[]; readonly offsetSeconds: number; readonly currency: string | undefined };

const RECEIVED = " (delivered to the grid)";
const ISO_4217: Readonly<Record<number, string>> = { 36: "AUD", 124: "CAD", 826: "GBP", 840: "USD", 978: "EUR" };

function scanFeed(text: string, name: string): Feed {
  const types = new Map<string, ReadingType>();
  const meters = new Map<string, MeterReading>();
  const typeOfMeter = new Map<string, string>();
  const pointTitles = new Map<string, string>();
  const faults = collectFaults(name);
  let offsetSeconds = 0;
  let currency: string | undefined;
  const path: string[] = [];
  let self = "";
  let up = "";
  let related: string[] = [];
  let title = "";
  let kind = "";
  let meter: MeterReading | null = null;
  let blockNext = 0;
  let reading = freshReading();
  let type = { multiplier: 0, uom: Number.NaN, flow: 1, commodity: 1, lengthSeconds: Number.NaN };

  const meterAt = (key: string): MeterReading => {
    let found = meters.get(key);
    if (found === undefined) {
      found = { title: "", type: null, start: [], seconds: [], value: [], cost: [] };
      meters.set(key, found);
    }
    return found;
  };
  scanXml(text, name, {
    open(tag) {
      path.push(tag.name);
      switch (tag.name) {
        case "entry":
          self = up = title = kind = "";
          related = [];
          break;
        case "link": {
          const href = (attribute(tag, "href") ?? "").replace(/\/+$/, "");
          const rel = attribute(tag, "rel");
          if (rel === "self") self = href;
          else if (rel === "up") up = href;
          else if (rel === "related") related.push(href);
          break;
        }
        case "ReadingType":
          kind = tag.name;
          type = { multiplier: 0, uom: Number.NaN, flow: 1, commodity: 1, lengthSeconds: Number.NaN };
          break;
        case "MeterReading": case "UsagePoint": case "LocalTimeParameters": kind = tag.name; break;
        case "IntervalBlock":
          kind = tag.name;
          meter = meterAt(up.replace(/\/IntervalBlock$/, ""));
          blockNext = Number.NaN;
          break;
        case "IntervalReading": reading = freshReading(); break;
      }
    },
    close(tag, content) {
      path.pop();
      const parent = path.at(-1);
      const number = (): number => {
        const value = Number(content);
        if (content === "" || !Number.isFinite(value)) faults.add(undefined, `<${tag}> "${content}"`, "a number");
        return value;
      };
      switch (tag) {
        case "title": if (parent === "entry") title = content; break;
        case "tzOffset": offsetSeconds = number(); break;
        case "powerOfTenMultiplier": if (parent === "ReadingType") type = { ...type, multiplier: number() }; break;
        case "uom": if (parent === "ReadingType") type = { ...type, uom: number() }; break;
        case "flowDirection": if (parent === "ReadingType") type = { ...type, flow: number() }; break;
        case "commodity": if (parent === "ReadingType") type = { ...type, commodity: number() }; break;
        case "intervalLength": if (parent === "ReadingType") type = { ...type, lengthSeconds: number() }; break;
        case "currency": if (parent === "ReadingType") currency = ISO_4217[number()]; break;
        case "start":
          if (parent === "timePeriod") reading.start = number();
          else if (parent === "interval") blockNext = number();
          break;
        case "duration": if (parent === "timePeriod") reading.seconds = number(); break;
        case "value": if (parent === "IntervalReading") reading.value = number(); break;
        case "cost": if (parent === "IntervalReading") reading.cost = number(); break;
        case "IntervalReading": {
          if (meter === null) break;
          // Without a period of its own a reading follows the one before it.
          const start = Number.isNaN(reading.start) ? blockNext : reading.start;
          meter.start.push(start);
          meter.seconds.push(reading.seconds);
          meter.value.push(reading.value);
          meter.cost.push(reading.cost);
          blockNext = start + (Number.isNaN(reading.seconds) ? type.lengthSeconds : reading.seconds);
          if (Number.isNaN(start)) faults.add(undefined, `reading ${meter.start.length} without a start`, "timePeriod with start and duration, or an interval with start");
          break;
        }
        case "entry":
          if (kind === "ReadingType") types.set(self, type);
          else if (kind === "UsagePoint") pointTitles.set(self, title);
          else if (kind === "MeterReading") {
            const linked = related.find((href) => /\/ReadingType\/[^/]+$/.test(href));
            if (linked !== undefined) typeOfMeter.set(self, linked);
            meters.set(self, { ...meterAt(self), title: pointTitles.get(self.replace(/\/MeterReading\/[^/]+$/, "")) || title });
          }
          break;
      }
    },
  });
  finish(meters, types, typeOfMeter, faults);
  faults.throwAny();
  return { meters: [...meters.values()].filter(({ start }) => start.length > 0), offsetSeconds, currency };
}

function freshReading(): { start: number; seconds: number; value: number; cost: number } {
  return { start: Number.NaN, seconds: Number.NaN, value: Number.NaN, cost: Number.NaN };
}

/** Joins meters with their reading types: by link, or the only one there is. */
function finish(meters: ReadonlyMap<string, MeterReading>, types: ReadonlyMap<string, ReadingType>, typeOfMeter: ReadonlyMap<string, string>, faults: Faults): void {
  for (const [key, meter] of meters) {
    if (meter.start.length === 0) continue;
    const linked = types.get(typeOfMeter.get(key) ?? "") ?? (types.size === 1 ? [...types.values()][0]! : null);
    if (linked === null) {
      faults.add(undefined, `${meter.start.length} readings without a ReadingType`, "a link from MeterReading to a ReadingType, which tells their unit");
      continue;
    }
    meter.type = linked;
    for (let i = 0; i < meter.seconds.length; i++) if (Number.isNaN(meter.seconds[i])) meter.seconds[i] = linked.lengthSeconds;
  }
}

function usedReading(meter: MeterReading, title: string, issues: Oddity[]): ReadingType | null {
  const { type } = meter;
  if (type === null) return null;
  const leftOut = !ELECTRICITY.has(type.commodity) ? OTHER_COMMODITY[type.commodity] ?? `commodity ${type.commodity}` : type.uom !== WATT_HOURS && type.uom !== WATTS ? `unit code ${type.uom}` : null;
  if (leftOut === null) return type;
  issues.push({ class: "columns", count: meter.start.length, first: isoMinute(meter.start[0]! * 1000), message: `${title} is ${leftOut}, not electric energy or power; left out.`, series: title });
  return null;
}

function titleOf(meter: MeterReading, index: number, meters: readonly MeterReading[]): string {
  const received = meter.type?.flow === RECEIVED_FROM_CUSTOMER ? RECEIVED : "";
  const same = meters.filter((other) => other.title === meter.title && (other.type?.flow === RECEIVED_FROM_CUSTOMER) === (received !== "")).length > 1;
  return `${meter.title === "" ? "meter" : meter.title}${same || (meter.title === "" && meters.length > 1) ? ` ${index + 1}` : ""}${received}`;
}

/** Days begin at midnight UTC in the feed of a place that is hours away from it. */
function isLocalTimeInDisguise(start: readonly number[], offsetSeconds: number): boolean {
  return start[0]! % 86_400 === 0 && offsetSeconds % 86_400 !== 0;
}
