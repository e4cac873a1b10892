import type { MadeChart } from "../../../charts/index.ts";
import { page } from "../../../text/page.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import type { ExportKind, Shown } from "./exportChart.ts";

/** The ways of a chart out of the page, for its menu. */
export function exportItems(id: string, title: string, chart: MadeChart, height: number, runs: readonly Shown[]): MenuItem[] {
  const item = (kind: ExportKind): MenuItem => ({
    title: page.chart[kind], icon: "download",
    run: () => { void import("./exportChart.ts").then(({ exportChart }) => exportChart(kind, id, title, chart, height, runs)); },
  });
  return [item("png"), item("svg"), item("csv")];
}
