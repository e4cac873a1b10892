import { commentLines, delimited, LINE_END } from "./delimited.ts";
import type { FinishedRun, Writer, WriteOptions } from "./writer.ts";

/** The figures of a run and of the same year with nothing done, a row a figure, then the accounts of its carbon, which are of this run alone; unit at the end of its name, …Cost in the currency of the header. */
export const metricsCsv: Writer = {
  id: "metrics-csv", title: "Metrics (CSV)", fileName: "metrics.csv", mediaType: "text/csv",
  write(run: FinishedRun, options: WriteOptions = {}) {
    const { kpis, idle, site, carbon } = run.result;
    const { delimiter, number, text } = delimited(options);
    const rows = commentLines(run, options);
    rows.push(["metric", "value", "idle_value", "currency"].join(delimiter));
    for (const [name, value] of Object.entries(kpis)) rows.push([text(name), number(value), number(idle.kpis[name as keyof typeof kpis]), site.currency].join(delimiter));
    for (const [name, value] of Object.entries(carbon)) {
      rows.push([text(name), value === null ? "" : typeof value === "number" ? number(value) : text(value), "", site.currency].join(delimiter));
    }
    return rows.join(LINE_END) + LINE_END;
  },
};
