import { readFile } from "../../files/read/index.ts";
import type { ImportedFile } from "../../files/read/reader.ts";
import type { Command } from "../command.ts";

export const importCommand: Command = {
  name: "import",
  summary: "Reads a file of weather, load, production, prices, carbon, a tariff or events, and tells what is in it and what is odd.",
  operands: [{ name: "FILE", summary: "Recognised by its content: EPW, TMY3, NSRDB, PVGIS, Green Button, URDB, market prices, any CSV with time stamps …" }],
  options: [
    { name: "json", summary: "Print one JSON object." },
    { name: "column", value: "NAME", summary: "The column that is meant." },
    { name: "unit", value: "UNIT", summary: "Unit of that column where the file does not say: kW, kWh, W, MW, EUR/MWh, kg/kWh …" },
    { name: "time-zone", value: "ZONE", summary: "Clock of the stamps where they do not say: America/New_York, Etc/GMT+5, UTC." },
    { name: "interval", value: "MARK", summary: "What a stamp marks.", choices: ["start", "end"] },
    { name: "year", value: "YEAR", summary: "Year of rows that have no date." },
    { name: "day-first", value: "yes|no", summary: "Whether 3/4 is 3 April.", choices: ["yes", "no"] },
    { name: "format", value: "ID", summary: "Another format than the recognised one." },
  ],
  details: `--json prints {"format","kind","rows","stepMinutes","start","end","timeZone",
"series":[{"name","unit","min","mean","max"}],"issues":[{"class","count","first","message"}]}, with
"currency" and an issue's "series" where the file has them. kind is one of weather, production,
load, price, carbon, tariff, events, requests, other; class one of gap, duplicate, order,
daylightSaving, leapDay, zone, unit, negative, zeroRun, constantRun, spike, clipped, footer,
columns, mixedYears, signals. Values are in kW, $/kWh (of the file's currency), g/kWh, C, m/s, W/m2, Pa, %;
an empty unit is one that neither the file nor --unit states. Nothing is repaired.`,
  async run(args, io) {
    const path = args.operand("FILE");
    const dayFirst = args.text("day-first");
    const file = readFile(await io.readFile(path), path, {
      column: args.text("column"), unit: args.text("unit"), timeZone: args.text("time-zone"), interval: args.text("interval") as "start" | "end" | undefined,
      year: args.number("year", { min: 1900, max: 2200 }), dayFirst: dayFirst === undefined ? undefined : dayFirst === "yes", format: args.text("format"),
    });
    io.stdout(args.has("json") ? `${JSON.stringify(importSummary(file))}\n` : importText(file));
    return 0;
  },
};

export type ImportSummary = Pick<ImportedFile, "format" | "kind" | "rows" | "stepMinutes" | "start" | "end" | "timeZone"> & {
  readonly currency?: string;
  readonly series: readonly { readonly name: string; readonly unit: string; readonly min: number | null; readonly mean: number | null; readonly max: number | null }[];
  readonly issues: readonly { readonly class: string; readonly count: number; readonly first: string; readonly message: string; readonly series?: string }[];
};

/** What a file holds, in figures; the series that is meant comes first. Columns of a table without a time axis are told alike. */
export function importSummary(file: ImportedFile): ImportSummary {
  const { format, kind, rows, stepMinutes, start, end, timeZone, currency, primary } = file;
  const columns = [...file.series, ...(file.table ?? []).filter(({ unit }) => unit !== "ms")].map(({ name, unit, values }) => ({ name, unit, ...figures(values) }));
  return {
    format, kind, rows, stepMinutes, start, end, timeZone, ...(currency === undefined ? {} : { currency }),
    series: [...columns.filter(({ name }) => name === primary), ...columns.filter(({ name }) => name !== primary)],
    issues: file.issues.map(({ class: name, count, first, message, series }) => ({ class: name, count, first, message, ...(series === undefined ? {} : { series }) })),
  };
}

function figures(values: Float64Array): { readonly min: number | null; readonly mean: number | null; readonly max: number | null } {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value !== value) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count++;
  }
  return count === 0 ? { min: null, mean: null, max: null } : { min, mean: sum / count, max };
}

function importText(file: ImportedFile): string {
  const summary = importSummary(file);
  const step = summary.stepMinutes === null ? "no regular step" : `every ${summary.stepMinutes} min`;
  const span = summary.start === null ? "no date" : `${summary.start} to ${summary.end ?? "open"}`;
  const short = (value: number | null): string => (value === null ? "none" : String(Number(value.toPrecision(6))));
  return [
    `${summary.format}: ${summary.kind}, ${summary.rows} rows, ${step}, ${span}, clock ${summary.timeZone ?? "not stated"}`,
    ...summary.series.map(({ name, unit, min, mean, max }) => `  ${name}${unit === "" ? "" : `, ${unit}`}: min ${short(min)}, mean ${short(mean)}, max ${short(max)}`),
    ...summary.issues.map((issue) => `  ${issue.class} (${issue.count}, first ${issue.first}): ${issue.message}`),
    "",
  ].join("\n");
}
