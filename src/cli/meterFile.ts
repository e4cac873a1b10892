import { InputError } from "../core/errors.ts";
import { makeAxis, stepChoices, type Axis, type StepMinutes } from "../core/time/axis.ts";
import { DAY_MS, MINUTE_MS, dateText, utcText } from "../core/time/civil.ts";
import { laySeries } from "../core/time/resample.ts";
import type { Series } from "../core/time/series.ts";
import { localMsAt, makeZone } from "../core/time/zone.ts";
import { applyChoices } from "../files/read/choices.ts";
import { readFile } from "../files/read/index.ts";
import { warningText } from "../text/warnings.ts";
import type { Args, CommandOption, Io } from "./command.ts";

/** What is done with what a bill cannot be made of; `meterChoices` reads them. */
export const meterChoiceOptions: readonly CommandOption[] = [
  { name: "duplicates", value: "CHOICE", summary: "Rows on an instant that has one already: refused, or dropped, so that the first counts.", choices: ["refuse", "drop"], default: "refuse" },
  { name: "gaps", value: "CHOICE", summary: "Intervals without a value: refused, or filled on a straight line between their neighbours.", choices: ["refuse", "interpolate"], default: "refuse" },
];

export type MeterChoices = { readonly duplicates: "refuse" | "drop"; readonly gaps: "refuse" | "interpolate" };

export function meterChoices(args: Args): MeterChoices {
  return { duplicates: args.requiredText("duplicates") === "drop" ? "drop" : "refuse", gaps: args.requiredText("gaps") === "interpolate" ? "interpolate" : "refuse" };
}

export type MeterFileOptions = { readonly column?: string | undefined; readonly unit?: string | undefined; readonly timeZone: string; /** Absent: a command that has no such options. */ readonly choices?: MeterChoices | undefined };

/** One column of power from a file with time stamps; what was odd in it, and what was filled, goes to standard error. Throws `InputError` for anything that cannot be billed. */
export async function readMeterFile(path: string, { column, unit, timeZone, choices }: MeterFileOptions, io: Io): Promise<Series> {
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file: path }, found, allowed }]); };
  const file = readFile(await io.readFile(path), path, { column, unit, timeZone });
  for (const { class: oddity, count, first, message } of file.issues) io.stderr(`${path}: ${oddity}, ${count}, first ${first}: ${message}\n`);
  const names = file.series.map(({ name }) => name);
  const wanted = column ?? file.primary ?? names[0];
  const series = file.series.find(({ name }) => name === wanted) ?? refuse(`no series ${wanted ?? ""}`, names.length > 0 ? `--column with one of ${names.join(", ")}` : "a table with time stamps and a column of numbers");
  if (series.typicalYear || file.start === null) refuse("rows without a date", "time stamps in the file: they decide the period of the tariff that a row falls in");
  if (series.unit !== "kW") refuse(series.unit === "" ? `${series.name} without a unit` : `${series.name} in ${series.unit}`, "power or energy: --unit kW, kWh, W or MW says what the column is in");
  const doubled = file.issues.find((issue) => issue.class === "duplicate");
  if (doubled !== undefined && choices?.duplicates !== "drop") {
    refuse(`${doubled.count} ${doubled.count === 1 ? "row" : "rows"} on an instant that has one already, first at ${doubled.first}`, `one row for each instant${choices === undefined ? "" : ", or --duplicates drop, by which the first of them counts"}`);
  }
  if (choices?.gaps === "interpolate") {
    const filled = applyChoices({ ...file, issues: [] }, series, { gap: "interpolate" }, path);
    for (const warning of filled.warnings) io.stderr(`${warningText(warning)}\n`);
    return filled.series;
  }
  const missing = series.values.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0) {
    const count = series.values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    refuse(`no value in ${count} of ${series.values.length} intervals, first at ${utcText(series.startMs + missing * series.stepMinutes * MINUTE_MS)}`, `a value for every interval: a bill of a load with gaps would be too low${choices === undefined ? "" : "; or --gaps interpolate"}`);
  }
  return series;
}

/** The whole civil days that a series lies in, in steps of its own interval where the axis knows it, else of the next longer. */
export function axisOfSeries(series: Series, timeZone: string, path: string): Axis {
  const endMs = series.startMs + series.values.length * series.stepMinutes * MINUTE_MS;
  const zone = makeZone(timeZone, series.startMs - DAY_MS, endMs + DAY_MS, "--time-zone");
  const firstDay = Math.floor(localMsAt(zone, series.startMs) / DAY_MS);
  const lastDay = Math.floor(localMsAt(zone, endMs - 1) / DAY_MS);
  const stepMinutes = stepChoices.find((step) => step >= series.stepMinutes && step % series.stepMinutes === 0);
  if (stepMinutes === undefined) {
    throw new InputError([{ where: { file: path }, found: `intervals of ${series.stepMinutes} min`, allowed: `intervals that fill one of ${stepChoices.join(", ")} min: a tariff's hours cannot be told from longer ones` }]);
  }
  return makeAxis({ start: dateText(firstDay), timeZone, stepMinutes: stepMinutes satisfies StepMinutes, days: lastDay - firstDay + 1, clock: "civil" });
}

/** A series on the axis, kW; what lies beyond the axis is left out, and steps of the first and last day that the file does not hold are 0, and counted. */
export function onWholeDays(series: Series, axis: Axis, path: string): { readonly kw: Float64Array; readonly stepsWithout: number } {
  const stepMs = series.stepMinutes * MINUTE_MS;
  const before = Math.round((series.startMs - axis.startMs) / stepMs);
  const length = (axis.length * axis.stepMinutes) / series.stepMinutes;
  if (series.startMs !== axis.startMs + before * stepMs || !Number.isInteger(length)) {
    throw new InputError([{ where: { file: path }, found: `intervals of ${series.stepMinutes} min from ${utcText(series.startMs)}`, allowed: `intervals that fill hours, counted from midnight of the zone (${utcText(axis.startMs)})` }]);
  }
  const values = new Float64Array(length);
  const kept = series.values.subarray(Math.max(0, -before), length - before);
  values.set(kept, Math.max(0, before));
  const padded: Series = { ...series, startMs: axis.startMs, values };
  return { kw: laySeries(padded, axis, { file: path }).values, stepsWithout: Math.round(((length - kept.length) * series.stepMinutes) / axis.stepMinutes) };
}

/** Throws `InputError` where a series does not hold every instant of another, which it is to be billed with. */
export function checkCovers(series: Series, other: Series, path: string): void {
  const endOf = ({ startMs, values, stepMinutes }: Series) => startMs + values.length * stepMinutes * MINUTE_MS;
  if (series.startMs <= other.startMs && endOf(series) >= endOf(other)) return;
  throw new InputError([{ where: { file: path }, found: `${utcText(series.startMs)} to ${utcText(endOf(series))}`, allowed: `all of the load's time, ${utcText(other.startMs)} to ${utcText(endOf(other))}` }]);
}
