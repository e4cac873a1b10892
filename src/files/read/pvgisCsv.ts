import type { WeatherColumn } from "../../core/time/series.ts";
import { numberOf } from "./cells.ts";
import { collectFaults, fail } from "./faults.ts";
import { checkRows } from "./limits.ts";
import { linesOf } from "./lines.ts";
import type { ImportedFile, Oddity, Reader } from "./reader.ts";
import { importWeather } from "./weather.ts";

/** Columns of the typical year and of the hourly series on a horizontal plane, and the factor to our unit. */
const COLUMNS: Readonly<Record<string, WeatherColumn>> = {
  "G(h)": "ghi", "Gb(n)": "dni", "Gd(h)": "dhi", T2m: "temperatureC", RH: "relativeHumidityPercent", WS10m: "windMs", SP: "pressurePa",
};

/**
 * PVGIS CSV, typical year or hourly series: lines of metadata, in a typical year the list of chosen months, a header, rows stamped
 * `20180101:0000` in UTC, a legend. Irradiance is that of one satellite picture an hour: the stamp's minutes, or the header's
 * "Irradiance Time Offset (h)", say when. Wind at 10 m.
 * Format: European Commission JRC, PVGIS user manual, "Hourly time series" and "Typical Meteorological Year"; pvlib.iotools.pvgis.
 */
export const pvgisCsv: Reader = {
  id: "pvgis-csv",
  title: "PVGIS CSV",
  mismatch(head) {
    if (!/^\uFEFF?Latitude \(decimal degrees\):/i.test(head)) return 'no "Latitude (decimal degrees):" in the first line';
    return /^time(\(UTC\))?,/im.test(head) ? null : 'no header that starts with "time"';
  },
  read,
};

function read(text: string, name: string): ImportedFile {
  const lines = linesOf(text);
  const headerLine = lines.findIndex((line) => /^time(\(UTC\))?,/i.test(line));
  const faults = collectFaults(name);
  const meta = (label: RegExp): { readonly value: number | undefined; readonly line: number } => {
    const line = lines.slice(0, headerLine).findIndex((candidate) => label.test(candidate));
    return { value: line < 0 ? undefined : numberOf(lines[line]!.slice(lines[line]!.indexOf(":") + 1).replace(/deg\..*$/, "").trim()), line: line + 1 };
  };
  const place = (label: RegExp, what: string, least: number, most: number): number => {
    const { value, line } = meta(label);
    if (value === undefined || !(value >= least && value <= most)) faults.add(Math.max(line, 1), `no ${what} in the header`, `${least} … ${most}`);
    return value ?? 0;
  };
  const latitude = place(/^latitude/i, "latitude", -90, 90);
  const longitude = place(/^longitude/i, "longitude", -180, 180);
  const altitudeM = place(/^elevation/i, "elevation", -500, 9000);
  const offsetHours = meta(/^irradiance time offset/i).value ?? 0;
  const slope = meta(/^slope/i).value;

  const header = lines[headerLine]!.split(",").map((cell) => cell.trim());
  const found = header.flatMap((cell, index) => {
    const column = COLUMNS[cell] ?? (slope === 0 && cell === "G(i)" ? "ghi" : slope === 0 && cell === "Gd(i)" ? "dhi" : undefined);
    return column === undefined ? [] : [{ column, index, values: [] as number[] }];
  });
  if (!found.some(({ column }) => column === "ghi") && header.some((cell) => /^G[bdr]?\(i\)$/.test(cell)) && !(slope === 0)) {
    fail(name, headerLine + 1, `irradiance on a plane tilted by ${slope ?? "?"} degrees`, "irradiance on the horizontal: ask PVGIS for slope 0, or for the typical year");
  }
  const beam = slope === 0 ? header.indexOf("Gb(i)") : -1;
  const diffuse = slope === 0 ? header.indexOf("Gd(i)") : -1;
  const summed = beam >= 0 && diffuse >= 0 && !found.some(({ column }) => column === "ghi") ? [] as number[] : null;

  const lineNumbers: number[] = [];
  const stamps = { year: [] as number[], month: [] as number[], day: [] as number[], minuteOfDay: [] as number[] };
  let end = headerLine + 1;
  for (; end < lines.length; end++) {
    const row = lines[end]!;
    const stamp = /^(\d{4})(\d{2})(\d{2}):(\d{2})(\d{2})(?:,|$)/.exec(row);
    if (stamp === null) {
      if (row.trim() === "" || !/^\d/.test(row)) break;
      faults.add(end + 1, `stamp "${row.split(",", 1)[0] ?? ""}"`, "YYYYMMDD:HHMM");
      continue;
    }
    const cells = row.split(",");
    if (cells.length < header.length) {
      faults.add(end + 1, `${cells.length} fields`, `${header.length} fields a row: is the file cut off?`);
      continue;
    }
    lineNumbers.push(end + 1);
    stamps.year.push(Number(stamp[1]));
    stamps.month.push(Number(stamp[2]));
    stamps.day.push(Number(stamp[3]));
    stamps.minuteOfDay.push(Number(stamp[4]) * 60 + Number(stamp[5]));
    for (const { column, index, values } of found) {
      const value = numberOf(cells[index]!);
      if (value === undefined) faults.add(end + 1, `${column} "${cells[index]}"`, "a number");
      values.push(value ?? Number.NaN);
    }
    if (summed !== null) summed.push(Number(cells[beam]) + Number(cells[diffuse]));
  }
  faults.throwAny();
  checkRows(lineNumbers.length, name);

  const issues: Oddity[] = [];
  const rest = lines.slice(end).filter((line) => line.trim() !== "");
  if (rest.length > 0) issues.push({ class: "footer", count: rest.length, first: `line ${end + 1}`, message: `${rest.length} lines of legend after the data are left out.` });
  const stampMinutes = (stamps.minuteOfDay[0] ?? 0) % 60;
  const columns: Partial<Record<WeatherColumn, Float64Array>> = Object.fromEntries(found.map(({ column, values }) => [column, Float64Array.from(values)]));
  if (summed !== null) columns.ghi = Float64Array.from(summed);
  return importWeather({
    file: name, format: "pvgis-csv", lines: lineNumbers, year: stamps.year, month: stamps.month, day: stamps.day,
    minuteOfDay: stamps.minuteOfDay.map((minute) => minute - stampMinutes), stepMinutes: 60, utcOffsetMinutes: 0, latitude, longitude, altitudeM, windHeightM: 10,
    sunMinutes: stampMinutes + 60 * offsetHours, columns, issues,
  });
}
