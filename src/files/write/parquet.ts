import { parquetWriteBuffer, type ParquetWriteOptions } from "hyparquet-writer";
import { assert } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time/civil.ts";
import { column } from "../../core/time/frame.ts";
import { offsetMinutesAt } from "../../core/time/zone.ts";
import { seriesColumns, wordsOf } from "./csv.ts";
import { RANDOM_ALGORITHM, type FinishedRun } from "./writer.ts";

type SchemaElement = NonNullable<ParquetWriteOptions["schema"]>[number];

/** A leap year of quarter hours is one group. */
const ROW_GROUP = 35_136;

/**
 * Every column of a run: `time_utc` as TIMESTAMP adjusted to UTC, `time_local` as TIMESTAMP without a zone, the offset between them,
 * numbers as DOUBLE, codes as words. Units, scenario, seed and version stand in the key-value metadata under `gridflex.…`.
 */
export function writeParquet(run: FinishedRun): Uint8Array {
  const { result, scenario, provenance } = run;
  const { frame, axis } = result;
  assert(frame.length === axis.length, `a time series of ${axis.length} steps from a frame of ${frame.length}: was the run asked for its summary alone?`);
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  const utcMs = Array.from({ length: axis.length }, (_, step) => axis.startMs + step * axis.stepMinutes * MINUTE_MS);
  const offsets = utcMs.map((ms) => offsetMinutesAt(zone, ms));
  const columns = seriesColumns(run);
  const columnData = [
    { name: "time_utc", data: utcMs.map((ms) => new Date(ms)) },
    { name: "time_local", data: utcMs.map((ms, step) => new Date(ms + offsets[step]! * MINUTE_MS)) },
    { name: "utc_offset_minutes", data: Int32Array.from(offsets) },
    ...columns.map(({ name }) => {
      const words = wordsOf(name, run);
      const values = column(frame, name);
      return words === null ? { name, data: values } : { name, data: Array.from(values, words) };
    }),
  ];
  const schema: SchemaElement[] = [
    { name: "root", num_children: columnData.length },
    { name: "time_utc", type: "INT64", repetition_type: "REQUIRED", ...timestamp(true) },
    { name: "time_local", type: "INT64", repetition_type: "REQUIRED", ...timestamp(false) },
    { name: "utc_offset_minutes", type: "INT32", repetition_type: "REQUIRED" },
    ...columns.map(({ name }): SchemaElement => (wordsOf(name, run) === null
      ? { name, type: "DOUBLE", repetition_type: "REQUIRED" } : { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" })),
  ];
  const units = Object.fromEntries([["utc_offset_minutes", "min"], ...columns.map(({ name, unit }) => [name, unit] as const)]);
  const titles = Object.fromEntries(columns.map(({ name, title }) => [name, title]));
  const facts = {
    ...provenance, random: RANDOM_ALGORITHM, units: JSON.stringify(units), titles: JSON.stringify(titles), currency: result.site.currency, timeZone: axis.timeZone,
    stepMinutes: String(axis.stepMinutes), scenario: JSON.stringify(scenario),
  };
  const buffer = parquetWriteBuffer({
    columnData, schema, rowGroupSize: ROW_GROUP, createdBy: `GridFlex version ${provenance.version}`,
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key: `gridflex.${key}`, value })),
  });
  return new Uint8Array(buffer);
}

/** Milliseconds, which is as fine as the axis; adjusted to UTC or by the site's clock. The older type beside it is for the older readers. */
function timestamp(isAdjustedToUTC: boolean): Pick<SchemaElement, "logical_type" | "converted_type"> {
  return { logical_type: { type: "TIMESTAMP", isAdjustedToUTC, unit: "MILLIS" }, ...(isAdjustedToUTC ? { converted_type: "TIMESTAMP_MILLIS" } : {}) };
}
