import { useMemo, useState } from "preact/hooks";
import { compareWords } from "../../../text/compare.ts";
import { inputTree } from "../../inputs/tune.tsx";
import { edit } from "../../state/document.ts";
import { Button } from "../../ui/button.tsx";
import { differingInputs, type InputCell, type InputRow } from "./differingInputs.ts";
import { shownColumns } from "./shownColumns.ts";
import { Columns } from "./columnWidths.tsx";
import { Ring } from "./ring.tsx";

/** More are folded: two sites that have little in common differ in everything. */
const MOST_ROWS = 24;

/** Inputs that are not the same in all runs, in the columns of the figures; a click takes one over into the run in view. */
export function InputsTable() {
  const runs = shownColumns();
  const [isWhole, setWhole] = useState(false);
  const focus = runs.findIndex(({ isFocus }) => isFocus);
  const { rows, count } = useMemo(() => differingInputs(inputTree, runs.map(({ scenario }) => scenario), focus, runs.filter(({ isOptimum }) => isOptimum !== true).length), [focus, ...runs.map(({ scenario }) => scenario)]);
  const shown = isWhole ? rows : rows.slice(0, MOST_ROWS);
  return (
    <section class="compare-part">
      <h2 id="compare-inputs">{compareWords.inputs} <span class="part-note">{compareWords.inputsNote(rows.length, count)}</span></h2>
      {rows.length === 0 ? <p class="part-note">{compareWords.inputsSame}</p> : (
        <div class="compare-scroll" role="region" tabIndex={0} aria-labelledby="compare-inputs">
          <table class="compare-table" data-kind="inputs">
            <Columns count={runs.length} />
            <thead class="visually-hidden">
              <tr><th scope="col">{compareWords.input}</th>{runs.map(({ letter, name, isFocus }, index) => <th key={letter} scope="col" colSpan={index === 0 ? 1 : 2}><Ring letter={letter} isFocus={isFocus} /> {name}</th>)}</tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.id}>
                  <th scope="row" title={`${row.group}, ${row.label}`}><span class="unit">{row.group}</span> {row.label}</th>
                  {row.cells.map((cell, index) => (
                    <td key={index} colSpan={index === 0 ? 1 : 2} data-focus={runs[index]?.isFocus || undefined} data-same={cell.isSame || undefined}>
                      <Value row={row} cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > shown.length ? <Button kind="link" onClick={() => { setWhole(true); }}>{compareWords.showAll(rows.length)}</Button> : null}
    </section>
  );
}

function Value({ row, cell: { text, copy } }: { readonly row: InputRow; readonly cell: InputCell }) {
  if (copy === undefined) return <span title={text}>{text}</span>;
  const title = compareWords.takeValue(text, row.label);
  return (
    <button
      type="button" class="compare-take" title={title} aria-label={title}
      onClick={() => { edit(title, copy); }}
    >
      {text}
    </button>
  );
}
