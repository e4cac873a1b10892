import { computed, effect, useComputed, type ReadonlySignal } from "@preact/signals";
import { useCallback, useMemo, useRef } from "preact/hooks";
import type { MadeChart } from "../../../charts/index.ts";
import { madeChart } from "../../../charts/made.ts";
import { parallel, parallelCursor, parallelRowAt } from "../../../charts/parallel.ts";
import { keptRows, type Brush, type ParallelModel } from "../../../charts/parallelAxes.ts";
import { bestCell, sweepCellAt, sweepCellCursor, sweepCellNext, sweepCellReading, sweepMap } from "../../../charts/sweepMap.ts";
import { sweepMapModel } from "../../../charts/sweepMapModel.ts";
import { tradeOff, tradeOffCursor, tradeOffNext, tradeOffRowAt, type TradeOffModel } from "../../../charts/tradeOff.ts";
import { designValues, designFigures } from "../../../core/studies/designFigures.ts";
import { studyFigures } from "../../../core/studies/runFigures.ts";
import { parameterName } from "../../../text/designText.ts";
import { figureLabel } from "../../../text/studyFigures.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import { create as createParallel } from "../../charts/parallelChart.ts";
import { create as createRows, type RowChart, type RowEvents, type RowKind } from "../../charts/rowChart.ts";
import { finished } from "../../state/results.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { shownStudy } from "../studyFrame.tsx";
import { columnsOf, figuresToChoose, type Rows, type RowsView } from "./designRows.ts";
import { rowReading } from "./rowStrip.tsx";

type Props = { readonly rows: Rows; readonly view: RowsView<string> };

/** A chart whose rows follow what is pointed at and picked, wherever that was done. */
function followed(make: (host: HTMLElement) => RowChart<MadeChart>, marks: ReadonlySignal<readonly [hovered: number | null, picked: number | null]>) {
  return (host: HTMLElement): RowChart<MadeChart> => {
    const chart = make(host);
    const stop = effect(() => { chart.mark(...marks.value); });
    return {
      ...chart,
      destroy() {
        stop();
        chart.destroy();
      },
    };
  };
}

function eventsOf({ hovered, picked }: RowsView<string>): RowEvents {
  return { hover(row) { hovered.value = row; }, pick(row) { picked.value = row; } };
}

/** What the scenario as it stands has in the traded figures, where its run is at hand. */
function currentOf({ answered, table: { figures } }: Rows, across: string, up: string): TradeOffModel["current"] {
  const run = finished.value;
  if (run === null || run.scenario !== answered.scenario || figures[across] === undefined) return null;
  const values = designValues(answered.scenario, { values: studyFigures.map((figure) => figure.of(run.result)) }, answered.inputs.equipment);
  const [x, y] = [across, up].map((id) => values[designFigures.findIndex((figure) => figure.id === id)] ?? null) as [number | null, number | null];
  return x === null || y === null ? null : { across: x, up: y };
}

/** The front of two figures. */
export function FrontPicture({ rows, view }: Props) {
  const { table, front, knee, currency, figures: [across = "", up = ""] } = rows;
  const current = useComputed(() => currentOf(rows, across, up)).value;
  const isJoined = rows.traded === 2;
  const model = useMemo((): TradeOffModel => ({ currency, across: { id: across, values: table.figures[across] ?? [] }, up: { id: up, values: table.figures[up] ?? [] }, front, isJoined, knee, current }), [rows, current?.across, current?.up]);
  const latest = useRef({ model, rows });
  latest.current = { model, rows };
  const chart = useMemo(() => madeChart(tradeOff, model), [model]);
  const create = useCallback(followed((host) => createRows(host, {
    layout: (made, size) => made.layout(size), summary: (made) => made.summary(), keys: words.keys.front,
    rowAt: (_, size, x, y) => tradeOffRowAt(latest.current.model, size, x, y),
    cursor: (_, size, row, isPicked) => tradeOffCursor(latest.current.model, size, row, isPicked),
    first: () => latest.current.model.knee ?? latest.current.model.front[0] ?? null,
    next: (_, row, key, isLong) => tradeOffNext(latest.current.model, row, key, isLong),
    reading: (_, row) => rowReading(latest.current.rows, row),
  } satisfies RowKind<MadeChart>, eventsOf(view)), view.marks), [view]);
  return <ChartPart id="front" title={words.front} chart={chart} runs={shownStudy(rows.study, rows.answered)} heightOf={heightOf} create={create} />;
}

function heightOf(): number {
  return breadth.value === "phone" ? 300 : 380;
}

/** Model of all inputs and figures, with what is kept of each. */
export function parallelModel(rows: Rows, brushes: Readonly<Record<string, Brush>>): ParallelModel {
  return {
    currency: rows.currency, brushes, marked: rows.front,
    axes: columnsOf(rows).map(({ id, kind, title, values }) => ({ id, kind, title, unit: kind === "input" ? rows.table.parameters.find(({ path }) => path === id)?.unit ?? "" : "", values })),
  };
}

export function keptOf(rows: Rows, brushes: Readonly<Record<string, Brush>>): readonly number[] {
  return Object.keys(brushes).length === 0 ? Array.from({ length: rows.count }, (_, row) => row) : keptRows(parallelModel(rows, brushes));
}

/** Every row over every input and figure. */
export function ParallelPicture({ rows, view }: Props) {
  const brushes = view.brushes.value;
  const model = useMemo(() => parallelModel(rows, brushes), [rows, brushes]);
  const latest = useRef({ model, rows });
  latest.current = { model, rows };
  const chart = useMemo(() => madeChart(parallel, model), [model]);
  const create = useCallback(followed((host) => createParallel(host, {
    layout: (made, size) => made.layout(size), summary: (made) => made.summary(), keys: words.keys.parallel,
    rowAt: (_, size, x, y) => parallelRowAt(latest.current.model, size, x, y),
    cursor: (_, size, row) => parallelCursor(latest.current.model, size, row),
    first: () => latest.current.rows.knee ?? keptRows(latest.current.model)[0] ?? null,
    next: (_, row, key) => nextKept(keptRows(latest.current.model), row, key),
    reading: (_, row) => rowReading(latest.current.rows, row),
  // What is kept now: keys may come faster than frames.
  } satisfies RowKind<MadeChart>, () => ({ ...latest.current.model, brushes: view.brushes.peek() }), {
    ...eventsOf(view),
    brush(axis, brush) {
      const { [axis]: _before, ...others } = view.brushes.peek();
      view.brushes.value = brush === null ? others : { ...others, [axis]: brush };
    },
  }), view.marks), [view]);
  const height = () => (breadth.value === "phone" ? 20 + 58 * model.axes.length : 380);
  return (
    <ChartPart
      id="parallel" title={words.parallel} chart={chart} runs={shownStudy(rows.study, rows.answered)} heightOf={height} create={create}
      tools={Object.keys(brushes).length === 0 ? null : <Button kind="link" onClick={() => { view.brushes.value = {}; }}>{words.clear}</Button>}
    />
  );
}

function nextKept(kept: readonly number[], row: number, key: string): number | null {
  switch (key) {
    case "ArrowRight": case "ArrowDown": return kept.find((other) => other > row) ?? row;
    case "ArrowLeft": case "ArrowUp": return kept.findLast((other) => other < row) ?? row;
    case "Home": return kept[0] ?? row;
    case "End": return kept.at(-1) ?? row;
    default: return null;
  }
}

/** A figure over two inputs. A cell may hold several rows: picked is its best. */
export function MapPicture({ rows, view }: Props) {
  const { table: { parameters, figures }, currency } = rows;
  const choices = figuresToChoose(rows);
  const chosen = view.figure.value;
  const figure = chosen !== null && choices.includes(chosen) ? chosen : rows.figures[0] ?? choices[0] ?? "";
  const pathOr = (path: string | undefined, place: number) => parameters.find((one) => one.path === path) ?? parameters[place];
  const across = pathOr(view.mapped.value.across, 0);
  const up = pathOr(view.mapped.value.up, across === parameters[1] ? 0 : 1);
  const model = useMemo(() => (across === undefined || up === undefined ? null : sweepMapModel({ title: parameterName(across), unit: across.unit, values: across.values }, { title: parameterName(up), unit: up.unit, values: up.values }, { id: figure, values: figures[figure] ?? [] }, currency)), [rows, across, up, figure]);
  const latest = useRef(model);
  latest.current = model;
  const chart = useMemo(() => (model === null ? null : madeChart(sweepMap, model)), [model]);
  const create = useCallback((host: HTMLElement) => {
    const rowOf = (cell: number | null) => (cell === null ? null : latest.current?.cells[cell]?.rows[0] ?? null);
    // The chart numbers cells, the view rows.
    const cellOf = (row: number | null) => (row === null || latest.current === null ? null : latest.current.cells.findIndex(({ rows: held }) => held.includes(row)));
    return followed((place) => createRows(place, {
      layout: (made, size) => made.layout(size), summary: (made) => made.summary(), keys: words.keys.map,
      rowAt: (_, size, x, y) => (latest.current === null ? null : sweepCellAt(latest.current, size, x, y)),
      cursor: (_, size, cell) => (latest.current === null || cell < 0 ? [] : sweepCellCursor(latest.current, size, cell)),
      first: () => (latest.current === null ? null : bestCell(latest.current) ?? 0),
      next: (_, cell, key) => (latest.current === null ? null : sweepCellNext(latest.current, cell, key)),
      reading: (_, cell) => (latest.current === null ? "" : sweepCellReading(latest.current, cell)),
    } satisfies RowKind<MadeChart>, { hover(cell) { view.hovered.value = rowOf(cell); }, pick(cell) { view.picked.value = rowOf(cell); } }), computed(() => [cellOf(view.hovered.value), cellOf(view.picked.value)] as const))(host);
  }, [view]);
  if (chart === null || across === undefined || up === undefined) return null;
  const inputOptions = parameters.map((parameter) => ({ value: parameter.path, title: parameterName(parameter) }));
  return (
    <>
      <div class="rows-tools">
        <Select<string> label={words.figure} value={figure} onChange={(next) => { view.figure.value = next; }} options={choices.map((id) => ({ value: id, title: figureLabel(id) }))} />
        {parameters.length < 3 ? null : (
          <>
            <label>{words.across} <Select<string> label={words.across} value={across.path} onChange={(next) => { view.mapped.value = { across: next, up: next === up.path ? across.path : up.path }; }} options={inputOptions} /></label>
            <label>{words.up} <Select<string> label={words.up} value={up.path} onChange={(next) => { view.mapped.value = { up: next, across: next === across.path ? up.path : across.path }; }} options={inputOptions} /></label>
          </>
        )}
      </div>
      <ChartPart id="map" title={words.map} chart={chart} runs={shownStudy(rows.study, rows.answered)} heightOf={heightOf} create={create} />
    </>
  );
}
