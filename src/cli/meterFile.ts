import { InputError } from "../core/errors.ts";
import { MINUTE_MS, utcText } from "../core/time/civil.ts";
import type { Series } from "../core/time/series.ts";
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
