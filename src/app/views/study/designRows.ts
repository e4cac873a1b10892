import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Table } from "../../../charts/mark.ts";
import type { Brush } from "../../../charts/parallelAxes.ts";
import type { Scenario } from "../../../core/scenario.ts";
import type { DesignTable } from "../../../core/studies/design.ts";
import { designFigures } from "../../../core/studies/designFigures.ts";
import type { StudyInputs } from "../../../core/studies/index.ts";
import type { ParameterValue } from "../../../core/studies/parameters.ts";
import { paretoRow, type Pareto } from "../../../core/studies/pareto.ts";
import { sweepRow, type Sweep } from "../../../core/studies/sweep.ts";
import { inputScale, parameterName } from "../../../text/designText.ts";
import { figureLabel, figureOf, figureScale } from "../../../text/studyFigures.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import type { Answered } from "../../state/studies.ts";

/** Rows of a sweep or of a front as the view shows them. */
export type Rows = {
  readonly study: "pareto" | "sweep";
  readonly answered: Answered<"pareto"> | Answered<"sweep">;
  readonly table: DesignTable;
  readonly count: number;
  /** Rows that none beats in the traded figures, and the knee among them; empty and null in a sweep. */
  readonly front: readonly number[];
  readonly knee: number | null;
  /** Figures that are told of each row, the traded ones first. */
  readonly figures: readonly string[];
  /** How many figures are traded. */
  readonly traded: number;
  readonly currency: string;
  readonly scenarioOf: (row: number) => Scenario;
};

/** What is looked at, of one kind of rows. */
export type RowsView<Picture extends string> = {
  readonly picture: Signal<Picture>;
  /** Under the pointer or the keys, and the one that stays. */
  readonly hovered: Signal<number | null>;
  readonly picked: Signal<number | null>;
  readonly marks: ReadonlySignal<readonly [hovered: number | null, picked: number | null]>;
  readonly brushes: Signal<Readonly<Record<string, Brush>>>;
  /** Inputs of the map, by their paths; the first two until others are chosen. */
  readonly mapped: Signal<{ readonly across?: string; readonly up?: string }>;
  readonly figure: Signal<string | null>;
  readonly which: Signal<"front" | "kept">;
  /** Column that the table is in the order of: "front", a path or a figure. */
  readonly sort: Signal<{ readonly by: string; readonly isFalling: boolean } | null>;
};

export function rowsView<Picture extends string>(picture: Picture, which: "front" | "kept"): RowsView<Picture> {
  const [hovered, picked] = [signal<number | null>(null), signal<number | null>(null)];
  return { picture: signal(picture), hovered, picked, marks: computed(() => [hovered.value, picked.value] as const), brushes: signal({}), mapped: signal({}), figure: signal(null), which: signal(which), sort: signal(null) };
}

/** Beside what is traded: what a row costs, emits and draws, and what it fails to serve. */
const TOLD_BESIDE = ["costWithEquipment", "fullCost", "emissionsKg", "peakImportKw", "unservedKwh", "lostWorkKwh", "flexibilityScore"];

export function rowsOfFront(answered: Answered<"pareto">): Rows {
  const { finding, scenario, inputs, seed } = answered;
  return { ...rowsOf("pareto", answered, finding.table, finding.figures), front: finding.front, knee: finding.knee, scenarioOf: (row) => paretoRow({ scenario, inputs, seed }, row) };
}

/** Null where there are more rows than a page holds. */
export function rowsOfSweep(answered: Answered<"sweep">): Rows | null {
  const { finding, scenario, inputs, seed } = answered;
  return finding.table === null ? null : { ...rowsOf("sweep", answered, finding.table, []), scenarioOf: (row) => sweepRow({ scenario, inputs, seed }, row) };
}

function rowsOf(study: Rows["study"], answered: { readonly finding: Pareto | Sweep; readonly scenario: Scenario; readonly inputs: StudyInputs<"pareto"> | StudyInputs<"sweep"> }, table: DesignTable, traded: readonly string[]): Omit<Rows, "scenarioOf"> {
  const known = TOLD_BESIDE.filter((id) => !traded.includes(id) && varies(table.figures[id] ?? []));
  return { study, answered: answered as Rows["answered"], table, count: table.parameters[0]?.values.length ?? 0, front: [], knee: null, figures: [...traded, ...known], traded: traded.length, currency: answered.scenario.site.currency };
}

function varies(values: readonly (number | null)[]): boolean {
  const held = values.filter((value) => value !== null);
  return held.some((value) => value !== held[0]);
}

/** Every figure that some row has, but the page's check of itself. */
export function figuresToChoose({ table }: Rows): readonly string[] {
  return designFigures.map(({ id }) => id).filter((id) => id !== "worstResidualKw" && (table.figures[id] ?? []).some((value) => value !== null && value !== 0));
}

/** A column of the rows: an input that was set, or a figure that came out. Shown = value ÷ divisor, where it is a number. */
export type RowColumn = { readonly id: string; readonly kind: "input" | "figure"; readonly title: string; readonly unit: string; readonly divisor: number; readonly values: readonly (ParameterValue | null)[] };

export function columnsOf({ table, figures, currency }: Rows): RowColumn[] {
  const numbers = (values: readonly (ParameterValue | null)[]) => values.filter((value) => typeof value === "number");
  return [
    ...table.parameters.map((parameter): RowColumn => ({ id: parameter.path, kind: "input", title: parameterName(parameter), ...inputScale(parameter.unit, Math.max(0, ...numbers(parameter.values).map(Math.abs)), currency), values: parameter.values })),
    ...figures.map((id): RowColumn => {
      const values = table.figures[id] ?? [];
      const held = numbers(values);
      const { unit, divisor } = figureScale(id, Math.max(0, ...held.map(Math.abs)), 0, currency);
      return { id, kind: "figure", title: figureLabel(id), unit, divisor, values };
    }),
  ];
}

/** Every row, as a file has them. */
export function rowsTable(rows: Rows): Table {
  const columns = columnsOf(rows);
  const front = new Set(rows.front);
  const place = (row: number) => (row === rows.knee ? words.knee : front.has(row) ? words.onFront : words.beaten);
  return {
    columns: [{ title: words.row, unit: "" }, ...columns.map(({ title, unit }) => ({ title, unit })), ...(rows.study === "pareto" ? [{ title: words.place, unit: "" }] : [])],
    rows: Array.from({ length: rows.count }, (_, row) => [
      row + 1, ...columns.map(({ values, divisor }) => cellOf(values[row] ?? null, divisor)), ...(rows.study === "pareto" ? [place(row)] : []),
    ]),
  };
}

function cellOf(value: ParameterValue | null, divisor: number): string | number | null {
  return typeof value === "number" ? value / divisor : typeof value === "boolean" ? String(value) : value;
}

/** Rows in the order of a column; those that have no value come last. */
export function sorted(rows: readonly number[], { values }: RowColumn, isFalling: boolean): number[] {
  const sign = isFalling ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [values[a] ?? null, values[b] ?? null];
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))) || a - b;
  });
}

/** Whether more of a figure is worse, so that its best rows come first in falling order. */
export function bestFirst(id: string): boolean {
  return figureOf(id)?.better === "higher";
}
