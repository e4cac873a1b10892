import type { SevenMetrics } from "../../core/studies/sevenMetrics.ts";
import { delimited, LINE_END } from "./delimited.ts";
import type { StudyWriter } from "./writer.ts";

/** A row a metric and place: value with its interval, or why there is none, and how it was made. */
export const sevenMetricsCsv: StudyWriter<SevenMetrics> = {
  id: "seven-metrics-csv", title: "Seven metrics (CSV)", fileName: "seven-metrics.csv", mediaType: "text/csv",
  write({ scenario, finding }, options = {}) {
    const { delimiter, number, text } = delimited(options);
    const rows = [["metric", "id", "label", "place", "value", "unit", "lower", "upper", "range", "reason", "method", "source"].join(delimiter)];
    for (const { metric, id, label, place, value, unit, lower, upper, range, reason, method, source } of finding.records) {
      const optional = (figure: number | null) => (figure === null ? "" : number(figure));
      // Shares are written as fractions, as everywhere in files.
      const shownUnit = unit === "%" ? "fraction" : unit.replace("currency", scenario.site.currency);
      rows.push([number(metric), text(id), text(label), place, optional(value), text(shownUnit), optional(lower), optional(upper), range ?? "", reason ?? "", text(method), source].join(delimiter));
    }
    return rows.join(LINE_END) + LINE_END;
  },
};
