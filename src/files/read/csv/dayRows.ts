import { DAY_MS } from "../../../core/time/civil.ts";
import { collectFaults } from "../faults.ts";
import type { ImportedFile, Oddity, ReadOptions } from "../reader.ts";
import { namedColumns } from "./columns.ts";
import { layColumns } from "./columnSeries.ts";
import type { Layout } from "./layout.ts";
import type { TableRows } from "./rows.ts";
import { readStamps } from "./stamps.ts";
import { saysUtc, type TimePlan } from "./timePlan.ts";
import { readUndated } from "./undated.ts";

/** A day a row, an interval a column, as HOMER and many meter portals write it. */
export function readDayRows(name: string, layout: Layout, plan: Extract<TimePlan, { kind: "matrix" }>, rows: TableRows, options: ReadOptions, issues: Oddity[]): ImportedFile {
  const { perDay, first } = plan;
  const stepMs = DAY_MS / perDay;
  const faults = collectFaults(name);
  const cells = Array.from({ length: perDay }, (_, k) => rows.numbers.get(first + k)!);
  for (const { bad } of cells) if (bad !== null) faults.add(bad.line, `"${bad.cell}"`, "a number");
  faults.throwAny();
  issues.push({ class: "columns", count: rows.count, first: `line ${rows.lines[0]}`, message: `A day a row and ${perDay} intervals across.` });
  const values = new Float64Array(rows.count * perDay);
  const lines = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = cells[i % perDay]!.values[Math.floor(i / perDay)]!;
    lines[i] = rows.lines[Math.floor(i / perDay)]!;
  }
  const title = layout.names[first - 1] === undefined || plan.column === null ? "" : layout.names[plan.column]!;
  const number = { values, bad: null };
  const flat: Layout = { ...layout, names: [/kwh?|mwh?|demand|load|power|price/i.test(title) ? title : "value"], kinds: ["number"], width: 1 };
  const columns = namedColumns(flat, new Map([[0, number]]), new Set(), options, name, issues, faults);
  faults.throwAny();
  const all = { ...rows, count: values.length, lines };
  if (plan.column === null) return readUndated(name, columns, all, options, issues);
  const { wallMs: days, offsetMinutes } = readStamps(rows.stamps, name, rows.lines, options.dayFirst);
  const wallMs = values.map((_, i) => days[Math.floor(i / perDay)]! + (i % perDay) * stepMs);
  const statedZone = saysUtc(layout.names[plan.column]!) ? "UTC" : undefined;
  return layColumns(name, { wallMs, offsetMinutes: offsetMinutes === null ? null : Int16Array.from(values, (_, i) => offsetMinutes[Math.floor(i / perDay)]!), secondCopy: null, statedZone }, lines, columns, options, issues, rows.count);
}
