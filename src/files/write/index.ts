import { billCsv } from "./billCsv.ts";
import { timeSeriesCsv } from "./csv.ts";
import { focusCsv } from "./focus.ts";
import { metricsCsv } from "./metricsCsv.ts";
import { openAdrReport } from "./openAdrReport.ts";
import { resultJson } from "./resultJson.ts";
import type { Writer } from "./writer.ts";

/** Everything that is written of a finished run, one line each. */
export const writers: readonly Writer[] = [
  timeSeriesCsv,
  billCsv,
  metricsCsv,
  focusCsv,
  resultJson,
  openAdrReport,
];
