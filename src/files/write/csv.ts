import { assert } from "../../core/errors.ts";
import type { ColumnInfo } from "../../core/result.ts";
import { reasons } from "../../core/site/reason.ts";
import { MINUTE_MS, utcText } from "../../core/time/civil.ts";
import { column } from "../../core/time/frame.ts";
import { offsetMinutesAt } from "../../core/time/zone.ts";
import { commentLines, delimited, LINE_END } from "./delimited.ts";
import type { FinishedRun, Writer, WriteOptions } from "./writer.ts";

/** Every column of a run, a row a step; unit at the end of each name, money in the scenario's currency, which stands in brackets. */
export const timeSeriesCsv: Writer = {
  id: "time-series-csv", title: "Time series (CSV)", fileName: "timeseries.csv", mediaType: "text/csv", write: writeCsv,
};

export type SeriesColumn = ColumnInfo & { readonly header: string };

/** The columns after the three of time, by their headers. */
export function seriesColumns({ result }: FinishedRun): readonly SeriesColumn[] {
  const { currency } = result.site;
  return result.columns.map((info) => ({
    ...info, unit: info.unit.replace("currency", currency), header: info.unit === "currency/kWh" ? `${info.name} (${currency}/kWh)` : info.name,
  }));
}

/**
 * A value is the mean over its step, which begins at `time_utc`; `socKwh` and `backlogKwh` are states at its end. Codes are written as words.
 */
export function writeCsv(run: FinishedRun, options: WriteOptions = {}): string {
  const { result } = run;
  const { frame, axis } = result;
  assert(frame.length === axis.length, `a time series of ${axis.length} steps from a frame of ${frame.length}: was the run asked for its summary alone?`);
  const { delimiter, number, text } = delimited(options);
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  const columns = seriesColumns(run);
  const cells = columns.map(({ name }) => {
    const values = column(frame, name);
    const words = wordsOf(name, run);
    return words === null ? (i: number) => number(values[i]!) : (i: number) => text(words(values[i]!));
  });
  const rows = commentLines(run, options);
  rows.push(["time_utc", "time_local", "utc_offset", ...columns.map(({ header }) => text(header))].join(delimiter));
  for (let i = 0; i < axis.length; i++) {
    const atMs = axis.startMs + i * axis.stepMinutes * MINUTE_MS;
    const offset = offsetMinutesAt(zone, atMs);
    let row = `${utcText(atMs)}${delimiter}${utcText(atMs + offset * MINUTE_MS).slice(0, -1)}${delimiter}${offsetText(offset)}`;
    for (const cell of cells) row += delimiter + cell(i);
    rows.push(row);
  }
  return rows.join(LINE_END) + LINE_END;
}

/** "+05:30", "-05:00": never neutralised, because it is what readers of time stamps parse. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

/** What a column of codes says in words; null for a column of numbers. */
export function wordsOf(name: string, { result: { site } }: FinishedRun): ((code: number) => string) | null {
  switch (name) {
    case "energyPeriod": return (code) => site.periodNames[code] ?? String(code);
    case "demandCharges": return (bits) => site.demandCharges.filter((_, k) => Math.floor(bits / 2 ** k) % 2 === 1).map(({ id }) => id).join(" ");
    case "batteryReason": case "workReason": return (code) => reasons[code] ?? String(code);
    default: return null;
  }
}

