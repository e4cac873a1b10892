import { join } from "node:path";
import { seriesColumns } from "../files/write/csv.ts";
import { writers } from "../files/write/index.ts";
import { sidecar } from "../files/write/writer.ts";
import type { FinishedRun, WriteOptions } from "../files/write/writer.ts";
import type { Io } from "./command.ts";

/** Writes a finished run in every format; beside each CSV, which has no room for it, a JSON of what made it. */
export async function writeResultFiles(folder: string, run: FinishedRun, options: WriteOptions, io: Io): Promise<void> {
  for (const writer of writers) {
    const { id, fileName, mediaType } = writer;
    if (writer.applies?.(run) === false) continue;
    await io.writeFile(join(folder, fileName), await writer.write(run, options));
    if (mediaType !== "text/csv") continue;
    const columns = id === "time-series-csv" ? seriesColumns(run).map(({ header, title, unit }) => ({ name: header, title, unit })) : [];
    await io.writeFile(join(folder, `${fileName}.json`), sidecar(run, fileName, columns));
  }
}
