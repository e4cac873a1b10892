import type { RunResult } from "../core/result.ts";
import { column } from "../core/time/frame.ts";
import { binEdgesPx, reduce, timeBins } from "./bins.ts";
import { belowIds, missedIds, seriesStyles, supplyIds, type SeriesId } from "./dispatch/model.ts";
import type { Mark, Size } from "./mark.ts";
import { stackLayers, stackMarks, stepPoints } from "./stackedArea.ts";

/** Px of a bin: an hour of a week is a little more than one. */
const BIN_PX = 1.5;

/** Steps [from, to) of a run as its stack alone: the bands and the demand line of the dispatch chart, without axes or words. */
export function miniatureMarks(run: RunResult, from: number, to: number, { width, height }: Size): Mark[] {
  const bins = timeBins(run.axis, from, to, Math.floor(width / BIN_PX));
  const edges = binEdgesPx(bins, (step) => Math.round(((step - from) / (to - from)) * width));
  const bandOf = (id: SeriesId) => {
    const { column: name, token, pattern } = seriesStyles[id];
    return { id, name: id, fill: token, values: reduce(column(run.frame, name), bins).mean, ...(pattern === undefined ? {} : { pattern }) };
  };
  const above = [...supplyIds, ...missedIds].map(bandOf);
  const below = belowIds.map(bandOf);
  const demand = reduce(column(run.frame, "demandKw"), bins).mean;
  const highest = (bands: readonly { readonly values: Float64Array }[]) => Math.max(0, ...Array.from({ length: bins.count }, (_, bin) => bands.reduce((sum, { values }) => sum + Math.max(0, values[bin]!), 0)));
  const [high, low] = [Math.max(highest(above), highest([{ values: demand }])), highest(below)];
  const yOf = (value: number) => 1 + ((high - value) / (high + low || 1)) * (height - 2);
  return [
    ...stackMarks(stackLayers(above, bins.count, yOf, 1), edges),
    ...stackMarks(stackLayers(below, bins.count, yOf, -1), edges),
    { kind: "line", points: stepPoints(edges, demand.map(yOf)), stroke: "ink-1", width: 1, halo: true, id: "demand" },
    { kind: "line", points: Float64Array.of(0, yOf(0), width, yOf(0)), stroke: "axis", width: 1, id: "zero" },
  ];
}
