import { reasons } from "../core/site/reason.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { durationText, periodText, stepText, zoneText } from "../text/dates.ts";
import { priceUnit, quantityText } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { timeBins } from "./bins.ts";
import { dispatchFrame } from "./dispatch/frame.ts";
import { socRangeText } from "./dispatch/lanes.ts";
import { layoutDispatch } from "./dispatch/layout.ts";
import { dispatchModel, seriesStyles } from "./dispatch/model.ts";
import type { DispatchChoice, DispatchModel, SeriesId } from "./dispatch/model.ts";
import { highestStep } from "./dispatch/readout.ts";
import type { ChartKind, Mark, Size, Table } from "./mark.ts";

export { cursorMarks } from "./dispatch/cursor.ts";
export { dispatchHeight } from "./dispatch/frame.ts";
export { layoutDispatch } from "./dispatch/layout.ts";
export type { DispatchLayout } from "./dispatch/layout.ts";
export { dispatchModel, seriesStyles } from "./dispatch/model.ts";
export type { ChartEvent, DispatchChoice, DispatchModel, PowerRange, SeriesId } from "./dispatch/model.ts";
export { dispatchReadout, readoutText } from "./dispatch/readout.ts";
export type { Readout, ReadoutRow, ReadoutSum } from "./dispatch/readout.ts";
export { reasonTokens } from "./dispatch/reasonLane.ts";

/** More rows than this are not laid on a page as a table; the CSV has them all. */
const MOST_ROWS = 1000;

/** The time group: supply (or use) stacked against demand, state of charge, price and carbon, reasons, the year. */
export const dispatch: ChartKind<DispatchModel, DispatchChoice> = {
  id: "dispatch",
  title: strings.charts.dispatch,
  model: dispatchModel,
  subtitle,
  layout,
  summary,
  toTable,
};

export function layout(model: DispatchModel, size: Size): Mark[] {
  return layoutDispatch(model, size).marks;
}

/** "MW, mean of 15 min · 4 Aug to 10 Aug 2025 · Los Angeles time", for the width that it is drawn at; a phone says less. */
export function subtitle(model: DispatchModel, width: number): string {
  const { stack, isNarrow } = dispatchFrame(model, { width, height: 600 });
  const { unit } = model.powerUnit;
  const bins = timeBins(model.axis, model.from, model.to, Math.floor(stack.width));
  const span = bins.minutes >= 1440 ? chartSentences.days(bins.minutes / 1440) : durationText(bins.minutes);
  const period = periodText(model.axis, model.from, model.to);
  if (isNarrow) return `${unit} · ${period} · ${zoneText(model.axis.timeZone).replace(/ time$/, "")}`;
  const lines = bins.areSteps ? "" : `, ${strings.charts.extremes}`;
  return `${chartSentences.meanOf(unit, span)}${lines} · ${period} · ${zoneText(model.axis.timeZone)}`;
}

export function summary(model: DispatchModel): string {
  const { from, to, axis, values } = model;
  if (to <= from) return strings.charts.emptyWindow;
  const peak = highestStep(values.import, from, to);
  const demand = highestStep(values.demand, from, to);
  const parts = [chartSentences.dispatch(
    periodText(axis, from, to), zoneText(axis.timeZone), quantityText(values.import[peak]!, "kW"), stepText(axis, peak), quantityText(values.demand[demand]!, "kW"), stepText(axis, demand),
  )];
  if (model.batteryKwh > 0) parts.push(`${socRangeText(model)}.`);
  const [level] = model.levels;
  if (level !== undefined) parts.push(chartSentences.billedLevel(level.label, quantityText(level.kw, "kW")));
  return parts.join(" ");
}

/** The steps of the window, or the means of its bins where there are more than a table can hold. */
export function toTable(model: DispatchModel): Table {
  const bins = timeBins(model.axis, model.from, model.to, MOST_ROWS);
  const ids = (Object.keys(seriesStyles) as SeriesId[]).filter((id) => model.present.has(id));
  const { unit: priceName } = priceUnit(model.currency);
  const unitOf = (id: SeriesId): string => (id === "soc" ? "kWh" : id === "price" ? priceName : id === "carbon" ? "g/kWh" : "kW");
  const factor = (id: SeriesId): number => (id === "price" ? priceUnit(model.currency).factor : 1);
  const rows = Array.from({ length: bins.count }, (_, bin) => {
    const [first, end] = [bins.edges[bin]!, bins.edges[bin + 1]!];
    const means = ids.map((id) => {
      let sum = 0;
      for (let step = first; step < end; step++) sum += model.values[id][step]!;
      return (sum / (end - first)) * factor(id);
    });
    return [stepText(model.axis, first), ...means, ...(bins.areSteps ? [strings.reasons[reasons[model.reason[first]!] ?? "none"]] : [])];
  });
  return {
    columns: [{ title: strings.charts.time, unit: zoneText(model.axis.timeZone) }, ...ids.map((id) => ({ title: strings.quantities[id], unit: unitOf(id) })), ...(bins.areSteps ? [{ title: strings.charts.why, unit: "" }] : [])],
    rows,
  };
}
