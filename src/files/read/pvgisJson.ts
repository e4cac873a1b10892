import { collectFaults, fail } from "./faults.ts";
import { hasKeys, isObject, type JsonObject, parseJson } from "./json.ts";
import { checkRows } from "./limits.ts";
import { importPvgis } from "./pvgis.ts";
import type { ImportedFile, Reader } from "./reader.ts";

/**
 * PVGIS JSON, typical year (`outputs.tmy_hourly`) or hourly series (`outputs.hourly`): the same columns as the CSV, a list of objects.
 * Format: European Commission JRC, PVGIS "API non-interactive service"; sample tmy_45.000_8.000_2005_2023.json of pvlib-python (tests/data).
 */
export const pvgisJson: Reader = {
  id: "pvgis-json",
  title: "PVGIS JSON",
  mismatch: (head) => (hasKeys(head, ["inputs", "location", "outputs"]) || (hasKeys(head, ["inputs", "meteo_data", "T2m"])) ? null : "no JSON with inputs, location and outputs"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const answer = parseJson(text, name);
  const at = (object: unknown, ...keys: readonly string[]): unknown => keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), object);
  const location = at(answer, "inputs", "location");
  const rows = (at(answer, "outputs", "tmy_hourly") ?? at(answer, "outputs", "hourly")) as readonly unknown[] | undefined;
  if (!Array.isArray(rows) || rows.length === 0 || !isObject(rows[0])) return fail(name, undefined, "no outputs.tmy_hourly and no outputs.hourly", "a list of hours");
  checkRows(rows.length, name);
  const faults = collectFaults(name);
  const place = (key: string, least: number, most: number): number => {
    const value = at(location, key);
    if (typeof value === "number" && value >= least && value <= most) return value;
    faults.add(undefined, `inputs.location.${key} ${JSON.stringify(value)}`, `${least} … ${most}`);
    return 0;
  };
  const keys = Object.keys(rows[0]).filter((key) => !key.startsWith("time"));
  const timeKey = Object.keys(rows[0]).find((key) => key.startsWith("time")) ?? "time";
  const values = new Map(keys.map((key) => [key, new Float64Array(rows.length)]));
  const stamps = (rows as readonly JsonObject[]).map((row, i) => {
    for (const key of keys) {
      const value = row[key];
      if (typeof value !== "number" && value !== null && value !== undefined) faults.add(undefined, `${key} ${JSON.stringify(value)} in hour ${i + 1}`, "a number");
      values.get(key)![i] = typeof value === "number" ? value + 0 : Number.NaN;
    }
    const stamp = String(row[timeKey]);
    if (!/^\d{8}:\d{4}$/.test(stamp)) faults.add(undefined, `${timeKey} "${stamp}" in hour ${i + 1}`, "YYYYMMDD:HHMM");
    return stamp;
  });
  const latitude = place("latitude", -90, 90);
  const longitude = place("longitude", -180, 180);
  const altitudeM = place("elevation", -500, 9000);
  faults.throwAny();
  const offset = at(location, "irradiance_time_offset");
  const slope = at(answer, "inputs", "mounting_system", "fixed", "slope", "value");
  return importPvgis({
    file: name, format: "pvgis-json", lines: Int32Array.from(rows, (_, i) => i + 1), stamps, values, latitude, longitude, altitudeM,
    irradianceOffsetHours: typeof offset === "number" ? offset : 0, slope: typeof slope === "number" ? slope : null, issues: [],
  });
}
