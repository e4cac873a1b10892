import { billCsv } from "./billCsv.ts";
import { timeSeriesCsv } from "./csv.ts";
import { focusCsv } from "./focus.ts";
import { metricsCsv } from "./metricsCsv.ts";
import { openAdrReport } from "./openAdrReport.ts";
import { resultJson } from "./resultJson.ts";
import type { Writer } from "./writer.ts";

/** Formats with a library or charts of their own: their code comes with the first file that is written. */
const parquet: Writer = {
  id: "parquet", title: "Time series (Parquet)", fileName: "timeseries.parquet", mediaType: "application/vnd.apache.parquet",
  write: async (run) => (await import("./parquet.ts")).writeParquet(run),
};
const workbook: Writer = {
  id: "xlsx", title: "Workbook (XLSX)", fileName: "run.xlsx", mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  write: async (run) => (await import("./xlsx.ts")).writeXlsx(run),
};
const report: Writer = {
  id: "report", title: "Report (HTML)", fileName: "report.html", mediaType: "text/html", tellsBeside: true,
  write: async (run) => new TextEncoder().encode((await import("./report.ts")).writeReport(run)),
};

/** Everything that is written of a finished run, one line each. */
export const writers: readonly Writer[] = [
  timeSeriesCsv,
  billCsv,
  metricsCsv,
  focusCsv,
  resultJson,
  openAdrReport,
  parquet,
  workbook,
  report,
];

/** What a writer's file is, by its ending: "csv", "json", "parquet", "xlsx", "html". */
export function formatOf({ fileName }: Writer): string {
  return fileName.slice(fileName.lastIndexOf(".") + 1);
}
