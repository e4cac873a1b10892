import { dirname, isAbsolute, join } from "node:path";
import { InputError } from "../core/errors.ts";
import type { Scenario } from "../core/scenario.ts";
import type { DataFiles } from "../core/time/series.ts";
import { parseScenario } from "../document/parse.ts";
import { readJson } from "../document/readJson.ts";
import { loadData } from "../files/loadData.ts";
import type { Io } from "./command.ts";

/**
 * Reads a scenario file and the data files that it names, relative to itself, and does something with them. What turns out
 * to be wrong with the scenario only then (a series that does not cover the run) is told with its file and line too.
 */
export async function withScenario<Done>(path: string, io: Io, work: (scenario: Scenario, data: DataFiles) => Done | Promise<Done>): Promise<Done> {
  const bytes = await io.readFile(path);
  const scenario = parseScenario(bytes, path);
  const folder = dirname(path);
  try {
    return await work(scenario, await loadData(scenario, (name) => io.readFile(isAbsolute(name) ? name : join(folder, name))));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const document = readJson(new TextDecoder().decode(bytes), path);
    throw new InputError(error.issues.map((issue) => {
      const { file, path: inside = "" } = issue.where;
      const [group = ""] = inside.split(/[.[]/, 1);
      return file === undefined && Object.hasOwn(scenario, group) ? { ...issue, where: { file: path, line: document.lineOf(inside), path: inside } } : issue;
    }));
  }
}
