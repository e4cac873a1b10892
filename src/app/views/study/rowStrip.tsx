import { useComputed } from "@preact/signals";
import { explainIssue } from "../../../text/explain.ts";
import { parameterName, parameterText, settingsText } from "../../../text/designText.ts";
import { figureLabel, figureText } from "../../../text/studyFigures.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import { openRow } from "../../state/studies.ts";
import { say } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import type { Rows, RowsView } from "./designRows.ts";

/** How far rows lie apart in a figure: near ones are told with more digits. */
export function spanOf({ table }: Rows, figure: string): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of table.figures[figure] ?? []) if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high - low;
}

/** A row in a sentence: what was set, and what came out. */
export function rowReading(rows: Rows, row: number): string {
  const { table: { parameters, figures }, currency } = rows;
  const told = rows.figures.slice(0, 2).map((id) => `${figureLabel(id).toLowerCase()} ${figureText(id, figures[id]?.[row], currency, spanOf(rows, id))}`);
  return `${words.picked(row + 1)}: ${settingsText(parameters, parameters.map(({ values }) => values[row] ?? null), currency)}; ${told.join(", ")}`;
}

/** Puts a row's scenario in view, as one step of undo. */
export function open(rows: Rows, row: number): void {
  const issues = openRow(words.opened(row + 1), rows.scenarioOf(row));
  if (issues.length > 0) say(issues.map(explainIssue).join(" "));
}

/** The row that is picked, else the one that is pointed at, with the way to its scenario. Its place is kept, so that nothing moves. */
export function RowStrip({ rows, view }: { readonly rows: Rows; readonly view: RowsView<string> }) {
  const row = useComputed(() => view.picked.value ?? view.hovered.value).value;
  const isPicked = view.picked.value !== null;
  if (row === null || row >= rows.count) return <p class="row-strip">{words.pointAtRow}</p>;
  const { table: { parameters, figures }, currency } = rows;
  return (
    <div class="row-strip" data-picked={isPicked || undefined}>
      <dl>
        <div><dt>{words.picked(row + 1)}</dt><dd>{row === rows.knee ? words.knee : rows.front.includes(row) ? words.onFront : ""}</dd></div>
        {parameters.map((parameter) => <div key={parameter.path}><dt>{parameterName(parameter)}</dt><dd>{parameterText(parameter.values[row] ?? null, parameter.unit, currency)}</dd></div>)}
        {rows.figures.slice(0, 3).map((id) => <div key={id}><dt>{figureLabel(id)}</dt><dd>{figureText(id, figures[id]?.[row], currency, spanOf(rows, id))}</dd></div>)}
      </dl>
      {isPicked ? <span><Button onClick={() => { open(rows, row); }}>{words.open}</Button><Button kind="quiet" icon="close" name={words.letGo} onClick={() => { view.picked.value = null; }} /></span> : null}
    </div>
  );
}
