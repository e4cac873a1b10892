import type { Series, WeatherColumn } from "../../core/time/series.ts";
import { offsetMinutesAt, isTimeZone, makeZone } from "../../core/time/zone.ts";
import { clockName, isoMinute } from "./clock.ts";
import { readStamps } from "./csv/stamps.ts";
import { collectFaults, fail } from "./faults.ts";
import { hasKeys, isObject, parseJson } from "./json.ts";
import { checkRows } from "./limits.ts";
import type { ImportedFile, Oddity, Reader } from "./reader.ts";
import { converted, convertUnit } from "./units.ts";
import { importWeather } from "./weather.ts";

/** Names of variables, in the spelling of either generation of the interface. */
const VARIABLES: Readonly<Record<string, WeatherColumn>> = {
  shortwave_radiation: "ghi", direct_normal_irradiance: "dni", diffuse_radiation: "dhi", temperature_2m: "temperatureC", dew_point_2m: "dewPointC", dewpoint_2m: "dewPointC",
  relative_humidity_2m: "relativeHumidityPercent", relativehumidity_2m: "relativeHumidityPercent", surface_pressure: "pressurePa", wind_speed_10m: "windMs", windspeed_10m: "windMs",
};
const RADIATION = new Set<string>(["shortwave_radiation", "direct_normal_irradiance", "diffuse_radiation"]);

/**
 * Open-Meteo answer (archive or forecast), hourly variables. Stamps are local at ONE offset, `utc_offset_seconds`, for the whole answer, whatever the
 * zone's daylight saving does. Radiation is the mean of the hour that ends at the stamp; the other variables are those of the stamp's instant, and stand
 * for the same row. Format: open-meteo.com, "Historical Weather API", JSON return object.
 */
export const openMeteo: Reader = {
  id: "open-meteo",
  title: "Open-Meteo answer (JSON)",
  mismatch: (head) => (hasKeys(head, ["latitude", "utc_offset_seconds", "hourly_units", "hourly"]) ? null : "no JSON with utc_offset_seconds, hourly_units and hourly"),
  read,
};

function read(text: string, name: string): ImportedFile {
  const answer = parseJson(text, name);
  const faults = collectFaults(name);
  if (!isObject(answer) || !isObject(answer["hourly"]) || !isObject(answer["hourly_units"])) return fail(name, undefined, "no hourly and hourly_units", "an Open-Meteo answer with hourly variables");
  const { hourly, hourly_units: units } = answer as { readonly hourly: Readonly<Record<string, unknown>>; readonly hourly_units: Readonly<Record<string, unknown>> };
  const number = (key: string, least: number, most: number): number => {
    const value = answer[key];
    if (typeof value === "number" && value >= least && value <= most) return value;
    faults.add(undefined, `${key} ${JSON.stringify(value)}`, `${least} … ${most}`);
    return 0;
  };
  const latitude = number("latitude", -90, 90);
  const longitude = number("longitude", -180, 180);
  const altitudeM = number("elevation", -500, 9000);
  const utcOffsetMinutes = number("utc_offset_seconds", -43_200, 50_400) / 60;
  const { time } = hourly;
  if (!Array.isArray(time) || time.length < 2) return fail(name, undefined, "no hourly.time", "a list of hours");
  checkRows(time.length, name);
  const lines = Int32Array.from(time, (_, i) => i + 1);
  const stamps = typeof time[0] === "number" ? Float64Array.from(time as number[], (seconds) => seconds * 1000 + utcOffsetMinutes * 60_000) : readStamps(time.map(String), name, lines, undefined).wallMs;

  const columns: Partial<Record<WeatherColumn, Float64Array>> = {};
  const others: { readonly name: string; readonly unit: string; readonly values: Float64Array }[] = [];
  for (const [key, list] of Object.entries(hourly)) {
    if (key === "time" || !Array.isArray(list)) continue;
    if (list.length !== time.length) faults.add(undefined, `${list.length} values of ${key}`, `${time.length}, as many as hours`);
    const raw = Float64Array.from(list, (value: unknown, i) => {
      if (value !== null && typeof value !== "number") faults.add(undefined, `${key} ${JSON.stringify(value)} at ${time[i]}`, "a number or null");
      return typeof value === "number" ? value : Number.NaN;
    });
    const conversion = convertUnit(String(units[key] ?? ""));
    const column = VARIABLES[key];
    if (column !== undefined && conversion === null) faults.add(undefined, `unit ${JSON.stringify(units[key])} of ${key}`, "a unit that is known");
    const values = conversion === null ? raw : converted(raw, conversion);
    if (column === undefined) others.push({ name: key, unit: conversion?.unit ?? "", values });
    else columns[column] = values;
  }
  faults.throwAny();
  const radiation = Object.keys(hourly).some((key) => RADIATION.has(key));
  const starts = radiation ? stamps.map((ms) => ms - 3_600_000) : stamps;
  const dates = Array.from(starts, (ms) => new Date(ms));
  const file = importWeather({
    file: name, format: "open-meteo", lines, year: dates.map((date) => date.getUTCFullYear()), month: dates.map((date) => date.getUTCMonth() + 1), day: dates.map((date) => date.getUTCDate()),
    minuteOfDay: dates.map((date) => date.getUTCHours() * 60 + date.getUTCMinutes()), stepMinutes: 60, utcOffsetMinutes, columns, latitude, longitude, altitudeM, windHeightM: 10,
    sunMinutes: radiation ? 30 : 0, issues: offsetIssue(answer["timezone"], utcOffsetMinutes, stamps),
  });
  const [first] = file.series;
  const more = others.filter(({ values }) => values.length === first?.values.length).map((other): Series => ({ ...first!, ...other }));
  return { ...file, series: [...file.series, ...more] };
}

/** The zone of the answer keeps another clock for part of the year. */
function offsetIssue(timezone: unknown, utcOffsetMinutes: number, stamps: Float64Array): readonly Oddity[] {
  if (typeof timezone !== "string" || !isTimeZone(timezone)) return [];
  const zone = makeZone(timezone, stamps[0]! - 86_400_000, stamps.at(-1)! + 86_400_000);
  const off = Array.from(stamps).filter((ms) => offsetMinutesAt(zone, ms - utcOffsetMinutes * 60_000) !== utcOffsetMinutes);
  return off.length === 0 ? [] : [{
    class: "zone", count: off.length, first: isoMinute(off[0]! - utcOffsetMinutes * 60_000),
    message: `The stamps keep ${clockName(utcOffsetMinutes)} all year; the wall clock of ${timezone} differs in ${off.length} hours. They are read at the stated offset.`,
  }];
}
