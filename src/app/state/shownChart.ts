import { signal } from "@preact/signals";
import type { SeriesId } from "../../charts/dispatch.ts";

/** Charts of the window in Dispatch, in the order of its menu, by their ids. */
export const chartNames = ["dispatch", "loadDuration", "heatMap", "hourlyProfile", "sankey"] as const;
export type ChartName = (typeof chartNames)[number];

/** Looked at, not part of the document. */
export const shownChart = signal<ChartName>("dispatch");
/** The quantity of the map of hours and days. */
export const mappedSeries = signal<SeriesId>("import");
