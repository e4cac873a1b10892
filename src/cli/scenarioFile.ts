import { dirname, isAbsolute, join } from "node:path";
import type { Scenario } from "../core/scenario.ts";
import type { DataFiles } from "../core/time/series.ts";
import { parseScenario } from "../document/parse.ts";
import { loadData } from "../files/loadData.ts";
import type { Io } from "./command.ts";

/** Reads a scenario file and the data files that it names, relative to itself. */
export async function readScenario(path: string, io: Io): Promise<{ readonly scenario: Scenario; readonly data: DataFiles }> {
  const scenario = parseScenario(await io.readFile(path), path);
  const folder = dirname(path);
  const data = await loadData(scenario, (name) => io.readFile(isAbsolute(name) ? name : join(folder, name)));
  return { scenario, data };
}
