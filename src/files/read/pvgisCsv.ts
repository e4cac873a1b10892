import { numberOf } from "./cells.ts";
import { collectFaults } from "./faults.ts";
import { checkRows } from "./limits.ts";
import { linesOf } from "./lines.ts";
import { importPvgis } from "./pvgis.ts";
import type { ImportedFile, Oddity, Reader } from "./reader.ts";

/**
 * PVGIS CSV, typical year or hourly series: lines of metadata, in a typical year the list of chosen months, a header, rows stamped
 * `20180101:0000` in UTC, a legend. Wind at 10 m.
 * Format: European Commission JRC, PVGIS user manual, "Hourly time series" and "Typical Meteorological Year"; samples of pvlib-python (tests/data).
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

  const header = lines[headerLine]!.split(",").map((cell) => cell.trim());
  const columns = header.map(() => [] as number[]);
  const lineNumbers: number[] = [];
  const stamps: string[] = [];
  let end = headerLine + 1;
  for (; end < lines.length; end++) {
    const row = lines[end]!;
    if (!/^\d/.test(row)) break;
    const cells = row.split(",");
    if (!/^\d{8}:\d{4}$/.test(cells[0]!)) faults.add(end + 1, `stamp "${cells[0]}"`, "YYYYMMDD:HHMM");
    else if (cells.length < header.length) faults.add(end + 1, `${cells.length} fields`, `${header.length} fields a row: is the file cut off?`);
    else {
      lineNumbers.push(end + 1);
      stamps.push(cells[0]!);
      for (let k = 1; k < header.length; k++) {
        const value = numberOf(cells[k]!);
        if (value === undefined) faults.add(end + 1, `${header[k]} "${cells[k]}"`, "a number");
        columns[k]!.push(value ?? Number.NaN);
      }
    }
  }
  faults.throwAny();
  checkRows(lineNumbers.length, name);
  const issues: Oddity[] = [];
  const rest = lines.slice(end).filter((line) => line.trim() !== "");
  if (rest.length > 0) issues.push({ class: "footer", count: rest.length, first: `line ${end + 1}`, message: `${rest.length} lines of legend after the data are left out.` });
  return importPvgis({
    file: name, format: "pvgis-csv", lines: lineNumbers, stamps, values: new Map(header.map((cell, k) => [cell, Float64Array.from(columns[k]!)])), latitude, longitude, altitudeM,
    irradianceOffsetHours: meta(/^irradiance time offset/i).value ?? 0, slope: meta(/^slope/i).value ?? null, issues,
  });
}
