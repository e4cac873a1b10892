import type { DataFiles } from "../../core/time/series.ts";
import { dataKey } from "../../core/time/series.ts";
import { version } from "../../document/version.ts";
import { download, fileStem } from "./download.ts";
import { dataFiles } from "./library.ts";
import { finished, seed, type Finished } from "./results.ts";
import { strategyName, type Scenario } from "../../core/scenario.ts";

/** What makes a result again: stands in every file that leaves the page, as on the command line. */
export type Provenance = { readonly strategy: string; readonly seed: string; readonly version: string; readonly scenarioHash: string };

/** The result in view with what made it; all columns of steps are in the time series. */
export async function exportResult(): Promise<void> {
  const now = finished.value;
  if (now === null) return;
  const provenance = await provenanceOf(now);
  const { frame: _, ...summary } = now.result;
  download(`${JSON.stringify({ ...provenance, scenario: now.scenario, ...summary, strategy: now.result.strategy }, null, 2)}\n`, `${fileStem(now.scenario.name)}-result.json`, "application/json");
}

export async function provenanceOf({ result, scenario }: Finished): Promise<Provenance> {
  return { strategy: strategyName(result.strategy), seed: seed.value, version, scenarioHash: await hashOf(scenario) };
}

/** SHA-256 of what was computed; the code for it comes when it is first asked for. */
export async function hashOf(scenario: Scenario): Promise<string> {
  const { scenarioHash } = await import("../../document/hash.ts");
  return scenarioHash(scenario, await usedFiles(scenario));
}

/** The files that a scenario names, of all that were read. */
async function usedFiles(scenario: Scenario): Promise<DataFiles> {
  const { fileReferences } = await import("../../files/loadData.ts");
  return new Map(fileReferences(scenario).flatMap((reference) => {
    const key = dataKey(reference);
    const file = dataFiles.value.get(key);
    return file === undefined ? [] : [[key, file] as const];
  }));
}
