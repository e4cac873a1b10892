import { useMemo, useState } from "preact/hooks";
import type { Table } from "../../charts/mark.ts";
import { exact, fixed, NONE } from "../../text/numbers.ts";
import { page } from "../../text/page.ts";
import { Button } from "../ui/button.tsx";
import "./dataTable.css";

/** Rows drawn at a time: a year has 35,040 of them, and a page that long stalls. */
const ROWS_A_PAGE = 200;

/** A chart's figures as a table with sticky head and first column, in pages. */
export function DataTable({ table, label }: { readonly table: Table; readonly label: string }) {
  const [asked, setPage] = useState(0);
  const decimals = useMemo(() => table.columns.map((_, index) => decimalsOf(table.rows, index)), [table]);
  const pages = Math.max(1, Math.ceil(table.rows.length / ROWS_A_PAGE));
  const at = Math.min(asked, pages - 1);
  const rows = table.rows.slice(at * ROWS_A_PAGE, (at + 1) * ROWS_A_PAGE);
  return (
    <div class="data-table">
      <div class="data-table-scroll" role="region" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>{table.columns.map(({ title, unit }) => <th key={title} scope="col">{title}{unit === "" ? null : <span class="data-table-unit"> {unit}</span>}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, index) => (index === 0
                  ? <th key={index} scope="row">{cell ?? NONE}</th>
                  : <td key={index} title={typeof cell === "number" ? exact(cell, table.columns[index]?.unit) : undefined}>{typeof cell === "number" ? fixed(cell, decimals[index] ?? 0) : cell ?? NONE}</td>))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages === 1 ? null : (
        <div class="data-table-pages">
          <Button kind="quiet" icon="chevronLeft" name={page.table.earlier} disabled={at === 0} onClick={() => { setPage(at - 1); }} />
          <span>{page.table.rows(at * ROWS_A_PAGE + 1, at * ROWS_A_PAGE + rows.length, table.rows.length)}</span>
          <Button kind="quiet" icon="chevronRight" name={page.table.later} disabled={at === pages - 1} onClick={() => { setPage(at + 1); }} />
        </div>
      )}
    </div>
  );
}

/** As many decimals as the largest number of a column bears, so that the column aligns; the whole number is in the cell's title. */
function decimalsOf(rows: Table["rows"], column: number): number {
  let largest = 0;
  for (const row of rows) {
    const cell = row[column];
    if (typeof cell === "number" && Math.abs(cell) > largest) largest = Math.abs(cell);
  }
  return largest >= 1000 ? 1 : largest >= 10 ? 2 : 4;
}
