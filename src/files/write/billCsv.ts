import { MINUTE_MS, utcText } from "../../core/time/civil.ts";
import { offsetMinutesAt } from "../../core/time/zone.ts";
import { commentLines, delimited, LINE_END } from "./delimited.ts";
import type { FinishedRun, Writer, WriteOptions } from "./writer.ts";

/**
 * The bill, a row a charge and month. Credits are negative here, so that the amounts of a month add up to its row of kind "total", and those rows
 * to the bill.
 */
export const billCsv: Writer = {
  id: "bill-csv", title: "Bill (CSV)", fileName: "bill.csv", mediaType: "text/csv", write: writeBillCsv,
};

export function writeBillCsv(run: FinishedRun, options: WriteOptions = {}): string {
  const { bill, axis } = run.result;
  const { delimiter, number, text } = delimited(options);
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  const setAt = (step: number): string => {
    const atMs = axis.startMs + step * axis.stepMinutes * MINUTE_MS;
    return utcText(atMs + offsetMinutesAt(zone, atMs) * MINUTE_MS).slice(0, -1);
  };
  const optional = (value: number | undefined): string => (value === undefined ? "" : number(value));
  const rows = commentLines(run, options);
  rows.push(["year", "month", "kind", "id", "label", "quantity", "unit", `rate_${bill.currency}_per_unit`, `amount_${bill.currency}`, "metered_kw", "set_at_local", "set_by"].map(text).join(delimiter));
  for (const month of bill.months) {
    const when = [number(month.year), number(month.month)];
    for (const line of month.lines) {
      rows.push([
        ...when, line.kind, text(line.id), text(line.label), number(line.quantity), line.unit, optional(line.rate),
        number(line.kind === "exportCredit" ? -line.amountCost : line.amountCost), optional(line.meteredKw), line.step === undefined ? "" : setAt(line.step), text(line.setBy ?? ""),
      ].join(delimiter));
    }
    rows.push([...when, "total", "", "", "", "", "", number(month.total), "", "", ""].join(delimiter));
  }
  return rows.join(LINE_END) + LINE_END;
}
