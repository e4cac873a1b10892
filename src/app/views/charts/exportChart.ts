import type { MadeChart } from "../../../charts/index.ts";
import type { Size } from "../../../charts/mark.ts";
import { toSvg } from "../../../charts/toSvg.ts";
import { strategyName, type Scenario } from "../../../core/scenario.ts";
import { version } from "../../../document/version.ts";
import { writeTableCsv } from "../../../files/write/tableCsv.ts";
import { runName } from "../../../text/findings.ts";
import { page } from "../../../text/page.ts";
import type { RunResult } from "../../../core/result.ts";
import { pngOf } from "../../charts/picture.ts";
import { download, fileStem } from "../../state/download.ts";
import { csvDecimal, hashOf, studyHashOf } from "../../state/exports.ts";
import { seed } from "../../state/results.ts";
import { say, shownTheme } from "../../state/view.ts";

/** A run or a study that a picture shows: what is burnt into it, so that it can be made again. */
export type Shown = { readonly scenario: Scenario; readonly result: RunResult } | { readonly scenario: Scenario; readonly study: { readonly id: string; readonly title: string; readonly inputs: unknown } };
export type ExportKind = "png" | "svg" | "csv";

/** As wide as a page of a report; the height is the chart's own. */
const WIDTH = 928;
const types = { png: "image/png", svg: "image/svg+xml", csv: "text/csv" } as const;

/** Saves a chart as a picture with title, unit, period, zone and provenance in it, or as the table of what it shows. */
export async function exportChart(kind: ExportKind, id: string, title: string, chart: MadeChart, height: number, runs: readonly Shown[]): Promise<void> {
  const name = `${fileStem(runs[0]?.scenario.name ?? page.name)}-${fileStem(id)}.${kind}`;
  if (kind === "csv") download(writeTableCsv(chart.toTable(), { decimal: csvDecimal.value }), name, types.csv);
  else {
    const size: Size = { width: WIDTH, height };
    const svg = toSvg(chart.layout(size), size, shownTheme.value, { title, subtitle: chart.subtitle(WIDTH), provenance: await provenanceOf(runs) });
    download(kind === "svg" ? svg : new Uint8Array(await (await pngOf(svg)).arrayBuffer()), name, types[kind]);
  }
  say(page.toast.saved(name));
}

async function provenanceOf(runs: readonly Shown[]): Promise<string> {
  const parts = await Promise.all(runs.map(async (shown) => {
    const { scenario } = shown;
    return "study" in shown
      ? `${scenario.name} · ${shown.study.title} · ${await studyHashOf(scenario, shown.study.id, shown.study.inputs)}`
      : `${scenario.name} · ${runName(shown.result)} (${strategyName(shown.result.strategy)}) · ${await hashOf(scenario)}`;
  }));
  return [...parts, `${page.name} ${version}`, `seed ${seed.value}`].join(" · ");
}
