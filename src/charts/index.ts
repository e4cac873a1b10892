import type { RunResult } from "../core/result.ts";
import { strings } from "../text/strings.ts";
import { billStack } from "./billStack.ts";
import { dispatch } from "./dispatch.ts";
import { heatMap } from "./heatMap.ts";
import { hourlyProfile } from "./hourlyProfile.ts";
import { loadDuration } from "./loadDuration.ts";
import type { ChartKind, Mark, Size, Table } from "./mark.ts";

/** A chart whose model is made: what menus, exports and the report need of it, whichever it is. */
export type MadeChart = {
  layout(size: Size): Mark[];
  subtitle(width: number): string;
  summary(): string;
  toTable(): Table;
};

export type RegisteredChart = { readonly id: string; readonly title: string; make(result: RunResult, window: ChartWindow): MadeChart };
/** Steps [from, to), and the run with nothing done where a chart compares. */
export type ChartWindow = { readonly from: number; readonly to: number; readonly idle?: RunResult | null };

function registered<Model, Choice>(kind: ChartKind<Model, Choice>, choiceOf: (window: ChartWindow) => Choice): RegisteredChart {
  return {
    id: kind.id, title: kind.title,
    make(result, window) {
      const model = kind.model(result, choiceOf(window));
      return { layout: (size) => kind.layout(model, size), subtitle: (width) => kind.subtitle(model, width), summary: () => kind.summary(model), toTable: () => kind.toTable(model) };
    },
  };
}

/** Every chart of a run, in the order of the menu. */
export const charts: readonly RegisteredChart[] = [
  registered(dispatch, ({ from, to }) => ({ from, to })),
  registered(loadDuration, ({ from, to, idle }) => ({ from, to, before: idle ?? null })),
  registered(heatMap, () => ({})),
  registered(hourlyProfile, () => null),
  registered(billStack, () => ({})),
];

/** Charts with a library of their own, loaded when they are asked for. */
export const lazyCharts: readonly { readonly id: string; readonly title: string; readonly load: () => Promise<RegisteredChart> }[] = [
  { id: "sankey", title: strings.charts.sankey, load: async () => registered((await import("./sankey.ts")).sankey, ({ from, to }) => ({ from, to })) },
];
