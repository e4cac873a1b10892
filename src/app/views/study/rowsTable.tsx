import { fixed, NONE } from "../../../text/numbers.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import type { ParameterValue } from "../../../core/studies/parameters.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Segment } from "../../ui/segment.tsx";
import { bestFirst, columnsOf, sorted, type RowColumn, type Rows, type RowsView } from "./designRows.ts";
import { keptOf } from "./rowPictures.tsx";
import { open } from "./rowStrip.tsx";

/** Rows of the front that are kept. */
function keptFront({ front, count }: Rows, kept: readonly number[]): readonly number[] {
  if (kept.length === count) return front;
  const within = new Set(kept);
  return front.filter((row) => within.has(row));
}

/** More rows are for a file. */
const MOST_SHOWN = 100;

/** Rows with their inputs and figures; a head sorts by its column, and each row opens as a scenario. */
export function RowsTable({ rows, view }: { readonly rows: Rows; readonly view: RowsView<string> }) {
  const columns = columnsOf(rows);
  const kept = keptOf(rows, view.brushes.value);
  const isFront = rows.study === "pareto" && view.which.value === "front";
  const front = new Set(rows.front);
  const chosen = isFront ? keptFront(rows, kept) : kept;
  const order = view.sort.value;
  const by = columns.find(({ id }) => id === order?.by) ?? (isFront ? undefined : columns.find(({ kind }) => kind === "figure"));
  const isFalling = order === null ? by !== undefined && bestFirst(by.id) : order.isFalling;
  const listed = by === undefined ? chosen : sorted(chosen, by, isFalling);
  const sortBy = ({ id }: RowColumn) => { view.sort.value = { by: id, isFalling: by?.id === id ? !isFalling : bestFirst(id) }; };
  return (
    <section class="study-part" aria-labelledby={`rows-${rows.study}`}>
      <header class="chart-head">
        <h2 id={`rows-${rows.study}`}>{words.rows}<span class="part-note">{words.keptOf(listed.length, rows.count)}</span></h2>
        {rows.study === "sweep" ? null : <Segment<"front" | "kept"> label={words.which} value={view.which.value} onChange={(next) => { view.which.value = next; }} options={[{ value: "front", title: words.onlyFront }, { value: "kept", title: kept.length < rows.count ? words.keptRows : words.allRows }]} />}
      </header>
      <div class="study-scroll" role="group" aria-label={words.rows} tabIndex={0}>
        <table class="study-table rows-table">
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              {columns.map((column) => (
                <th key={column.id} scope="col" data-text={isText(column) || undefined} aria-sort={by?.id !== column.id ? "none" : isFalling ? "descending" : "ascending"}>
                  <button type="button" onClick={() => { sortBy(column); }}>{column.title}{column.unit === "" ? null : <span class="unit"> {column.unit}</span>}{by?.id === column.id ? <Icon name={isFalling ? "chevronDown" : "chevronUp"} /> : null}</button>
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, MOST_SHOWN).map((row) => (
              <tr key={row} aria-selected={view.picked.value === row || undefined} onPointerEnter={() => { view.hovered.value = row; }} onPointerLeave={() => { view.hovered.value = null; }}>
                <th scope="row">{row + 1}{row === rows.knee ? <span class="unit"> {words.knee}</span> : !isFront && front.has(row) ? <span class="unit"> {words.onFront}</span> : null}</th>
                {columns.map(({ id, values, divisor }, k) => <td key={id} data-text={isText(columns[k]!) || undefined}>{cell(values[row] ?? null, divisor, decimalsOf(columns[k]!))}</td>)}
                <td><Button kind="link" name={words.openRow(row + 1)} onClick={() => { open(rows, row); }}>{words.openShort}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {listed.length > MOST_SHOWN ? <p class="study-note">{words.rowsShown(MOST_SHOWN, listed.length)}</p> : null}
    </section>
  );
}

function isText({ kind, values }: RowColumn): boolean {
  return kind === "input" && typeof values[0] === "string";
}

function cell(value: ParameterValue | null, divisor: number, decimals: number): string {
  if (value === null) return NONE;
  return typeof value === "number" ? fixed(value / divisor, decimals) : typeof value === "boolean" ? (value ? words.on : words.off) : value;
}

const known = new WeakMap<RowColumn["values"], number>();

/** As many as tell rows apart: three figures of how far they lie from each other. Inputs that are whole stay whole. */
function decimalsOf({ values, divisor }: RowColumn): number {
  const before = known.get(values);
  if (before !== undefined) return before;
  const numbers = values.filter((value) => typeof value === "number").map((value) => value / divisor);
  const span = numbers.length === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers);
  const decimals = numbers.every(Number.isInteger) ? 0 : span > 0 ? Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(span)))) : 2;
  known.set(values, decimals);
  return decimals;
}
