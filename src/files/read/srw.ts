import type { Series, WeatherColumn, WindLevel } from "../../core/time/series.ts";
import { numberOf } from "./cells.ts";
import { collectFaults, fail } from "./faults.ts";
import { checkRows } from "./limits.ts";
import { linesOf } from "./lines.ts";
import type { ImportedFile, Oddity, Reader } from "./reader.ts";
import { convertUnit, converted } from "./units.ts";
import { importWeather, TYPICAL_YEAR } from "./weather.ts";

/** Names of the third line, and what the core calls them; direction is not read. */
const QUANTITIES: Readonly<Record<string, "temperatureC" | "pressurePa" | "windMs">> = { temperature: "temperatureC", pressure: "pressurePa", speed: "windMs" };
const HEADER_LINES = 5;
/** One standard atmosphere, Pa; `convertUnit` knows no "atm". */
const ATMOSPHERE_PA = 101_325;

/**
 * SAM's wind resource: a line of metadata (id, city, state, country, year, latitude, longitude, elevation, clock or step, rows), a description,
 * names, units and heights of the columns, then a year of rows without stamps, in local standard time from 1 January 00:00.
 * What stands for the ninth cell differs between files: SAM's own representative ones hold the clock's hours from UTC (−7), those of the
 * Wind Toolkit the step in hours (1). A negative number is a clock; else the clock follows from the longitude.
 * Format: SAM help, "Wind Resource File Format (SRW)".
 */
export const srw: Reader = {
  id: "srw",
  title: "SAM wind resource (SRW)",
  mismatch(head) {
    const lines = linesOf(head).slice(0, HEADER_LINES).map((line) => line.split(",").map((cell) => cell.trim().toLowerCase()));
    if (lines.length < HEADER_LINES) return "fewer than five lines of header";
    const [, , names = [], units = [], heights = []] = lines;
    if (!names.includes("speed") || names.some((cell) => cell !== "" && cell !== "direction" && QUANTITIES[cell] === undefined)) return "no line Temperature,Pressure,Direction,Speed in the third place";
    if (!units.includes("m/s")) return "no line of units with m/s in the fourth place";
    return heights.some((cell) => cell !== "" && !(Number(cell) > 0)) ? "no line of heights in the fifth place" : null;
  },
  read,
};

function read(text: string, name: string): ImportedFile {
  const lines = linesOf(text);
  const cellsOf = (line: number): string[] => (lines[line] ?? "").split(",").map((cell) => cell.trim());
  const meta = cellsOf(0);
  const names = cellsOf(2).map((cell) => cell.toLowerCase());
  const units = cellsOf(3);
  const heights = cellsOf(4).map(Number);
  const faults = collectFaults(name);
  const columns = names.flatMap((cell, index) => {
    const quantity = QUANTITIES[cell];
    if (quantity === undefined) return [];
    const unit = units[index] ?? "";
    const conversion = unit.toLowerCase() === "atm" ? { unit: "Pa", times: ATMOSPHERE_PA, over: 1, plus: 0, perInterval: false } : convertUnit(unit);
    const wanted = { temperatureC: "C", pressurePa: "Pa", windMs: "m/s" }[quantity];
    if (conversion?.unit !== wanted) faults.add(4, `unit "${unit}" of ${cell}`, wanted);
    if (!(heights[index]! > 0)) faults.add(5, `height "${cellsOf(4)[index] ?? ""}" of ${cell}`, "metres above ground");
    return [{ quantity, index, heightM: heights[index] ?? NaN, conversion }];
  });
  faults.throwAny();

  const count = lines.length - HEADER_LINES;
  checkRows(count, name);
  const perHour = count / 8760;
  if (![1, 2, 3, 4, 6, 12].includes(perHour)) fail(name, lines.length, `${count} rows of data`, "a year of 8,760 hours, or of 2, 3, 4, 6 or 12 rows an hour");
  const raw = columns.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    const cells = lines[HEADER_LINES + i]!.split(",");
    columns.forEach(({ index }, c) => {
      const value = numberOf(cells[index] ?? "");
      if (value === undefined || cells.length <= index) faults.add(HEADER_LINES + 1 + i, cells.length <= index ? `${cells.length} fields` : `"${cells[index]}"`, "a number in every column: is the file cut off?");
      else raw[c]![i] = value;
    });
  }
  faults.throwAny();

  const issues: Oddity[] = [];
  const placed = (index: number, most: number): number => {
    const value = numberOf(meta[index] ?? "");
    return value !== undefined && Math.abs(value) <= most ? value : NaN;
  };
  const latitude = placed(5, 90);
  const longitude = placed(6, 180);
  if (!Number.isFinite(latitude + longitude)) issues.push({ class: "columns", count: 1, first: "line 1", message: `The file does not say where it is (${meta[5] ?? ""}, ${meta[6] ?? ""}): it is taken for the site's own.` });
  const ninth = numberOf(meta[8] ?? "");
  const clockHours = ninth !== undefined && ninth < 0 ? ninth : Number.isFinite(longitude) ? Math.round(longitude / 15) : 0;
  const stated = numberOf(meta[4] ?? "");
  const year = stated !== undefined && stated > 1900 && stated < 2200 ? stated : NaN;

  const values = columns.map(({ conversion }, c) => converted(raw[c]!, conversion!));
  const levels = [...new Set(columns.map(({ heightM }) => heightM))].sort((a, b) => a - b);
  const at = (quantity: WeatherColumn, heightM: number): Float64Array | undefined => {
    const c = columns.findIndex((column) => column.quantity === quantity && column.heightM === heightM);
    return c < 0 ? undefined : values[c];
  };
  const lowest = levels.find((heightM) => at("windMs", heightM) !== undefined)!;
  const stepMinutes = 60 / perHour;
  const stamp = (of: (date: Date) => number) => Float64Array.from({ length: count }, (_, i) => of(new Date(Date.UTC(TYPICAL_YEAR, 0, 1) + i * stepMinutes * 60_000)));
  const imported = importWeather({
    file: name, format: "srw", lines: Float64Array.from({ length: count }, (_, i) => HEADER_LINES + 1 + i),
    // A year of 365 days whatever year it was measured in: the rows carry no date that could say so.
    year: stamp(() => (Number.isFinite(year) ? year : TYPICAL_YEAR)), month: stamp((date) => date.getUTCMonth() + 1), day: stamp((date) => date.getUTCDate()),
    minuteOfDay: stamp((date) => date.getUTCHours() * 60 + date.getUTCMinutes()),
    stepMinutes, utcOffsetMinutes: clockHours * 60, latitude, longitude, altitudeM: placed(7, 9000) || 0, windHeightM: lowest, sunMinutes: stepMinutes / 2, issues,
    columns: Object.fromEntries((["temperatureC", "pressurePa", "windMs"] as const).flatMap((quantity) => {
      const column = at(quantity, lowest);
      return column === undefined ? [] : [[quantity, column]];
    })),
  });
  const { weather } = imported;
  if (weather === undefined) return imported;
  // Rows without a year of their own are a typical year, though they were stamped with one above.
  const undated = (one: Series): Series => (Number.isFinite(year) ? one : { ...one, typicalYear: true });
  const series = (quantity: WeatherColumn, heightM: number): Series | undefined => {
    const column = at(quantity, heightM);
    return column === undefined ? undefined : { ...undated(weather.columns[quantity]!), name: `${quantity} at ${heightM} m`, values: column };
  };
  const windLevels: WindLevel[] = levels.flatMap((heightM) => {
    const windMs = series("windMs", heightM);
    return windMs === undefined ? [] : [{ heightM, windMs, temperatureC: series("temperatureC", heightM), pressurePa: series("pressurePa", heightM) }];
  });
  return {
    ...imported,
    series: windLevels.flatMap(({ windMs, temperatureC, pressurePa }) => [windMs, temperatureC, pressurePa].filter((one) => one !== undefined)),
    weather: { ...weather, columns: Object.fromEntries(Object.entries(weather.columns).map(([column, one]) => [column, undated(one)])), windLevels },
  };
}
