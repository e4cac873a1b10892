import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { compareWords } from "../../../text/compare.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { finishedColumns } from "./columns.ts";
import { figureGroups, type FigureCell, type FigureRow } from "./figureRows.ts";
import { Columns } from "./columnWidths.tsx";
import { Ring } from "./ring.tsx";
import { pickedPair, shownColumns } from "./shownColumns.ts";

/** Whether differences stand as shares or as amounts. */
const differenceIn = signal<"share" | "amount">("share");

/** Runs are columns, figures rows; the difference from the first run in a column of its own, so that both align. */
export function FiguresTable() {
  const runs = shownColumns();
  const groups = useMemo(() => figureGroups(runs.map(({ outcome }) => outcome), { ranked: runs.filter(({ isOptimum }) => isOptimum !== true).length }), runs.map(({ outcome }) => outcome));
  const [base] = runs;
  return (
    <section class="compare-part">
      <header class="chart-head">
        <div>
          <h2 id="compare-figures">{compareWords.figures} <span class="part-note">{base === undefined ? compareWords.waiting : compareWords.figuresNote(base.letter)}</span></h2>
        </div>
        <div class="chart-tools">
          {breadth.value === "phone" ? <PairPicker /> : null}
          <Segment label={compareWords.differenceIn} value={differenceIn.value} options={[{ value: "share", title: compareWords.inPercent }, { value: "amount", title: compareWords.inAmount }]} onChange={(value) => { differenceIn.value = value; }} />
        </div>
      </header>
      <div class="compare-scroll" role="region" tabIndex={0} aria-labelledby="compare-figures">
        <table class="compare-table">
          <Columns count={runs.length} />
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">{compareWords.figure}</span></th>
              {runs.map(({ letter, name, isFocus }, index) => (
                <th key={letter} scope="col" colSpan={index === 0 ? 1 : 2} data-focus={isFocus || undefined}>
                  <span class="compare-run"><Ring letter={letter} isFocus={isFocus} /><span>{name}</span></span>
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ id, title, unit, rows }) => (
            <tbody key={id}>
              <tr class="compare-group">
                <th scope="rowgroup">{title}{unit === "" ? null : <span class="unit">, {unit}</span>}</th>
                {runs.map(({ letter, isFocus }, index) => <td key={letter} colSpan={index === 0 ? 1 : 2} data-focus={isFocus || undefined} />)}
              </tr>
              {rows.map((row) => <Row key={row.id} row={row} focus={runs.map(({ isFocus }) => isFocus)} />)}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function Row({ row, focus }: { readonly row: FigureRow; readonly focus: readonly boolean[] }) {
  return (
    <tr data-total={row.isTotal} data-row={row.id}>
      <th scope="row">{row.label}{row.unit === "" ? null : <span class="unit"> {row.unit}</span>}</th>
      {row.cells.map((cell, index) => <Cell key={index} cell={cell} isFirst={index === 0} isFocus={focus[index] === true} />)}
    </tr>
  );
}

function Cell({ cell, isFirst, isFocus }: { readonly cell: FigureCell; readonly isFirst: boolean; readonly isFocus: boolean }) {
  const [difference, other] = differenceIn.value === "share" ? [cell.share, cell.amount] : [cell.amount, cell.share];
  return (
    <>
      <td data-best={cell.isBest || undefined} data-focus={isFocus || undefined}>{cell.text}</td>
      {isFirst ? null : <td class="delta" data-side={cell.side} data-focus={isFocus || undefined} title={other}>{difference}</td>}
    </>
  );
}

function PairPicker() {
  const all = finishedColumns.value;
  const [first, second] = shownColumns();
  if (first === undefined || second === undefined) return null;
  const options = all.map(({ letter, name }) => ({ value: letter as string, title: `${letter} ${name}` }));
  return (
    <>
      <Select<string> label={compareWords.first} value={first.letter} options={options} onChange={(letter) => { pickedPair.value = [letter, second.letter]; }} />
      <Select<string> label={compareWords.second} value={second.letter} options={options} onChange={(letter) => { pickedPair.value = [first.letter, letter]; }} />
    </>
  );
}
