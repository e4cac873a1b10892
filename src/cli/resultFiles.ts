import { join } from "node:path";
import type { RunResult } from "../core/result.ts";
import type { Scenario } from "../core/scenario.ts";
import type { Io } from "./command.ts";

/** What made a result; every file that is written of it carries this. */
export type Provenance = { readonly strategy: string; readonly seed: string; readonly version: string; readonly scenarioHash: string };

export async function writeResultFiles(folder: string, scenario: Scenario, result: RunResult, provenance: Provenance, io: Io): Promise<void> {
  const { frame: _, ...summary } = result;
  await io.writeFile(join(folder, "result.json"), `${JSON.stringify({ ...provenance, scenario, ...summary, strategy: result.strategy }, null, 2)}\n`);
}
