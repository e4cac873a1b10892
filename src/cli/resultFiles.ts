import { join } from "node:path";
import { seriesColumns } from "../files/write/csv.ts";
import { formatOf, writers } from "../files/write/index.ts";
import { sidecar } from "../files/write/writer.ts";
import type { FinishedRun, WriteOptions } from "../files/write/writer.ts";
import type { Io } from "./command.ts";

/** Formats that are written where none is asked for: each is text, and together they hold everything. */
export const DEFAULT_FORMATS = ["csv", "json"];

/** Every format that a run can be written in. */
export const formats: readonly string[] = [...new Set(writers.map(formatOf))];

/** Whether one of these formats tells the do-nothing run and the score beside the run. */
export function tellBeside(wanted: readonly string[]): boolean {
  return writers.some((writer) => writer.tellsBeside === true && wanted.includes(formatOf(writer)));
}

/** Writes a finished run in the formats asked for; beside each CSV, which has no room for it, a JSON of what made it. */
export async function writeResultFiles(folder: string, run: FinishedRun, options: WriteOptions, io: Io, wanted: readonly string[] = DEFAULT_FORMATS): Promise<void> {
  for (const writer of writers.filter((one) => wanted.includes(formatOf(one)))) {
    const { id, fileName, mediaType } = writer;
    if (writer.applies?.(run) === false) continue;
    await io.writeFile(join(folder, fileName), await writer.write(run, options));
    if (mediaType !== "text/csv") continue;
    const columns = id === "time-series-csv" ? seriesColumns(run).map(({ header, title, unit }) => ({ name: header, title, unit })) : [];
    await io.writeFile(join(folder, `${fileName}.json`), sidecar(run, fileName, columns));
  }
}
