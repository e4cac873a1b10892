import { sankey as sankeyLayout, sankeyJustify } from "d3-sankey";
import type { SankeyLink, SankeyNode } from "d3-sankey";
import type { RunResult } from "../core/result.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { periodText } from "../text/dates.ts";
import type { ClockAxis } from "../text/dates.ts";
import { quantityText, scaleFor } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { seriesStyles } from "./dispatch/model.ts";
import type { SeriesId } from "./dispatch/model.ts";
import type { ChartKind, Mark, Size, Table, Token } from "./mark.ts";
import { emptyNote, label, rect } from "./marks.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type SankeyChoice = { readonly from?: number; readonly to?: number };
export type Flow = { readonly id: string; readonly name: string; readonly token: Token; readonly kwh: number };
export type SankeyModel = { readonly axis: ClockAxis; readonly from: number; readonly to: number; readonly sources: readonly Flow[]; readonly uses: readonly Flow[] };

const sourceIds = ["import", "pv", "wind", "generator"] as const satisfies readonly SeriesId[];
const useIds = ["it", "deferrable", "cooling", "export"] as const satisfies readonly SeriesId[];

/**
 * The energy of the window from its sources through the site's bus to its uses. What the battery takes and does not give
 * back is a use (losses, and what it holds more at the end) or a source (what it held more at the start).
 */
export const sankey: ChartKind<SankeyModel, SankeyChoice> = {
  id: "sankey",
  title: strings.charts.sankey,
  model(result, { from = 0, to = result.frame.length }) {
    const sources: Flow[] = sourceIds.map((id) => flow(id, energy(result, seriesStyles[id].column, from, to)));
    const missed = energy(result, "shedKw", from, to) + energy(result, "unservedKw", from, to);
    const uses: Flow[] = useIds.map((id) => flow(id, energy(result, seriesStyles[id].column, from, to)));
    const battery = energy(result, "chargeKw", from, to) - energy(result, "dischargeKw", from, to);
    if (battery >= 0) uses.push({ id: "battery", name: strings.charts.losses, token: "q-charge", kwh: battery });
    else sources.push({ id: "battery", name: strings.charts.fromStore, token: "q-discharge", kwh: -battery });
    // Shed and unserved demand was not served by any source; it comes from beside the bus so that both sides are equal.
    if (missed > 0) sources.push({ id: "missed", name: strings.charts.notServed, token: "q-unserved", kwh: missed });
    const isShown = ({ kwh }: Flow): boolean => kwh > 0;
    return { axis: { ...result.axis, length: result.frame.length }, from, to, sources: sources.filter(isShown), uses: uses.filter(isShown) };
  },
  subtitle: ({ axis, from, to, sources }) => `${scaleFor(sumOf(sources), "kWh").unit} · ${periodText(axis, from, to)}`,
  layout,
  summary({ axis, from, to, sources, uses }) {
    if (sources.length === 0) return strings.charts.emptyWindow;
    const list = (flows: readonly Flow[]): string => flows.map(({ name, kwh }) => `${name} ${quantityText(kwh, "kWh")}`).join(", ");
    return chartSentences.sankey(periodText(axis, from, to), list(sources), list(uses));
  },
  toTable: ({ sources, uses }): Table => ({
    columns: [{ title: strings.charts.side, unit: "" }, { title: strings.charts.flow, unit: "" }, { title: strings.charts.energy, unit: "kWh" }],
    rows: [...sources.map(({ name, kwh }) => [strings.charts.source, name, kwh]), ...uses.map(({ name, kwh }) => [strings.charts.use, name, kwh])],
  }),
};

type Node = { readonly flow: Flow | null };
const NODE_PX = 10;
/** Flows are drawn thinner than their nodes. */
const FLOW_OPACITY = 0.35;
const CURVE_POINTS = 24;

function layout({ sources, uses }: SankeyModel, size: Size): Mark[] {
  if (sources.length === 0 || uses.length === 0) return [emptyNote({ left: 0, top: 0, width: size.width, height: size.height }, strings.charts.emptyWindow)];
  const names = (flows: readonly Flow[]): number => Math.max(...flows.map(({ name, kwh }) => Math.max(textWidth(name, 11, true), textWidth(quantityText(kwh, "kWh"), 11)))) + 10;
  const most = size.width * 0.34;
  const [leftRoom, rightRoom] = [Math.min(most, names(sources)), Math.min(most, names(uses))];
  const bus = sources.length;
  const nodes: Node[] = [...sources.map((flow) => ({ flow })), { flow: null }, ...uses.map((flow) => ({ flow }))];
  const links = [...sources.map(({ kwh }, index) => ({ source: index, target: bus, value: kwh })), ...uses.map(({ kwh }, index) => ({ source: bus, target: bus + 1 + index, value: kwh }))];
  const graph = sankeyLayout<Node, object>()
    .nodeWidth(NODE_PX).nodePadding(size.height < 280 ? 16 : 26).nodeAlign(sankeyJustify).nodeSort(null).linkSort(null)
    .extent([[leftRoom, 16], [Math.max(leftRoom + 3 * NODE_PX, size.width - rightRoom), Math.max(30, size.height - 20)]])({ nodes: nodes.map((node) => ({ ...node })), links });
  return [...graph.links.map(ribbon), ...graph.nodes.flatMap((node) => nodeMarks(node, leftRoom, rightRoom))];
}

/** A band of even height from node to node, in the colour of what it carries. */
function ribbon(link: SankeyLink<Node, object>): Mark {
  const [source, target] = [link.source as SankeyNode<Node, object>, link.target as SankeyNode<Node, object>];
  const half = Math.max(0.5, (link.width ?? 0) / 2);
  const [x0, x1, y0, y1] = [source.x1!, target.x0!, link.y0!, link.y1!];
  const points = new Float64Array(4 * (CURVE_POINTS + 1));
  for (let i = 0; i <= CURVE_POINTS; i++) {
    const t = i / CURVE_POINTS;
    const x = x0 + (x1 - x0) * t;
    const y = y0 + (y1 - y0) * t * t * (3 - 2 * t);
    points.set([x, y - half], 2 * i);
    points.set([x, y + half], 2 * (2 * CURVE_POINTS + 1 - i));
  }
  const flow = (source.flow ?? target.flow)!;
  return { kind: "area", points, fill: flow.token, opacity: FLOW_OPACITY, id: flow.id };
}

function nodeMarks({ flow, x0, x1, y0, y1 }: SankeyNode<Node, object>, leftRoom: number, rightRoom: number): Mark[] {
  const [left, top, height] = [x0!, y0!, Math.max(1, y1! - y0!)];
  if (flow === null) return [rect(left, top, NODE_PX, height, "ink-3"), label(left + NODE_PX / 2, top - 4, strings.charts.bus, { anchor: "middle" })];
  const isSource = left <= leftRoom + 1;
  const room = (isSource ? leftRoom : rightRoom) - 8;
  const x = isSource ? left - 6 : x1! + 6;
  const anchor = isSource ? "end" : "start";
  const middle = top + height / 2;
  return [
    rect(left, top, NODE_PX, height, flow.token, { id: flow.id }),
    label(x, middle - 1, fittedText(flow.name, room, 11, true), { fill: "ink-1", bold: true, anchor }),
    label(x, middle + 12, quantityText(flow.kwh, "kWh"), { anchor }),
  ];
}

function flow(id: SeriesId, kwh: number): Flow {
  return { id, name: strings.quantities[id], token: seriesStyles[id].token, kwh };
}

function energy({ frame, axis }: RunResult, name: string, from: number, to: number): number {
  if (!hasColumn(frame, name)) return 0;
  const values = column(frame, name);
  let sum = 0;
  for (let step = from; step < to; step++) sum += values[step]!;
  return (sum * axis.stepMinutes) / 60;
}

function sumOf(flows: readonly Flow[]): number {
  return flows.reduce((sum, { kwh }) => sum + kwh, 0);
}
