import { signal } from "@preact/signals";
import { strategyName, withStrategy, type Scenario } from "../../core/scenario.ts";
import { dataKey, type DataFiles } from "../../core/time/series.ts";
import { version } from "../../document/version.ts";
import type { Beside, FinishedRun } from "../../files/write/writer.ts";
import { page } from "../../text/page.ts";
import { download, fileStem } from "./download.ts";
import { engine } from "./engine.ts";
import { dataFiles } from "./dataFiles.ts";
import { finished, idleResult, seed, type Finished } from "./results.ts";
import { scored } from "./score.ts";
import { say } from "./view.ts";

/** The decimal mark of CSV files: a comma parts fields by semicolons, as spreadsheets of most of Europe expect. */
export const csvDecimal = signal<"point" | "comma">("point");

/** What the page writes of the result in view, by the writer's id; the same files as on the command line. */
const files = {
  series: { writer: "time-series-csv", end: "timeseries.csv", type: "text/csv" },
  bill: { writer: "bill-csv", end: "bill.csv", type: "text/csv" },
  metrics: { writer: "metrics-csv", end: "metrics.csv", type: "text/csv" },
  parquet: { writer: "parquet", end: "timeseries.parquet", type: "application/vnd.apache.parquet" },
  workbook: { writer: "xlsx", end: "run.xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  report: { writer: "report", end: "report.html", type: "text/html" },
  result: { writer: "result-json", end: "result.json", type: "application/json" },
} as const;

export async function exportFile(kind: keyof typeof files): Promise<void> {
  const now = finished.value;
  if (now === null) return;
  const { writer, end, type } = files[kind];
  const name = `${fileStem(now.scenario.name)}-${end}`;
  download(await engine.write(writer, { ...await finishedRun(now), ...(kind === "report" ? { beside: await besideOf(now) } : {}) }, { decimal: csvDecimal.value }), name, type);
  say(page.toast.saved(name));
}

/** The run with what makes it again: that stands in every file that leaves the page. */
async function finishedRun({ result, scenario }: Finished): Promise<FinishedRun> {
  return { scenario, result, provenance: { strategy: strategyName(result.strategy), seed: seed.value, version, scenarioHash: await hashOf(scenario) } };
}

/** What is in view already is not made again. */
async function besideOf(now: Finished): Promise<Beside> {
  const data = { data: dataFiles.value };
  const run = { scenario: now.scenario, seed: seed.value };
  const isShown = now === finished.value;
  const [idle, score] = await Promise.all([
    (isShown ? idleResult.value : null) ?? engine.run({ ...run, scenario: withStrategy(now.scenario, "idle"), keep: "frame" }, data),
    scored.value?.of === now ? scored.value.years : engine.run({ ...run, keep: "summary", score: true }, data).then((made) => made.score ?? []),
  ]);
  return { idle, score };
}

/** SHA-256 of what was computed; the code for it comes when it is first asked for. */
export async function hashOf(scenario: Scenario): Promise<string> {
  const { scenarioHash } = await import("../../document/hash.ts");
  return scenarioHash(scenario, await usedFiles(scenario));
}

/** The same of a study's answer: of the scenario and of the study's own inputs. */
export async function studyHashOf(scenario: Scenario, study: string, inputs: unknown): Promise<string> {
  const { studyHash } = await import("../../document/hash.ts");
  return studyHash(await hashOf(scenario), study, inputs, await usedFiles(inputs));
}

/** The files that a scenario, or the inputs of a study, names, of all that were read. */
async function usedFiles(scenario: unknown): Promise<DataFiles> {
  const { fileReferences } = await import("../../files/loadData.ts");
  return new Map(fileReferences(scenario).flatMap((reference) => {
    const key = dataKey(reference);
    const file = dataFiles.value.get(key);
    return file === undefined ? [] : [[key, file] as const];
  }));
}
