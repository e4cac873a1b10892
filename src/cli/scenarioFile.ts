import { dirname, isAbsolute, join } from "node:path";
import { InputError } from "../core/errors.ts";
import type { Scenario } from "../core/scenario.ts";
import type { DataFiles } from "../core/time/series.ts";
import { parseFile } from "../document/parse.ts";
import type { Studies } from "../core/studies/index.ts";
import { readJson } from "../document/readJson.ts";
import { loadData } from "../files/loadData.ts";
import type { Io } from "./command.ts";

/** What stands beside the scenario in its file. */
export type Beside = {
  readonly studies: Studies;
  /** Reads the files that a study's inputs name, relative to the scenario's. */
  load(inputs: unknown): Promise<DataFiles>;
};

/**
 * Reads a scenario file and the data files that it names, relative to itself, and does something with them. What turns out
 * to be wrong with the scenario only then (a series that does not cover the run) is told with its file and line too.
 */
export async function withScenario<Done>(path: string, io: Io, work: (scenario: Scenario, data: DataFiles, beside: Beside) => Done | Promise<Done>): Promise<Done> {
  const bytes = await io.readFile(path);
  const { scenario, studies } = parseFile(bytes, path);
  const folder = dirname(path);
  try {
    const readBytes = (name: string) => io.readFile(isAbsolute(name) ? name : join(folder, name));
    // Stamps without a zone are by the site's clock, in a study's files too.
    return await work(scenario, await loadData(scenario, readBytes), { studies, load: (inputs) => loadData({ site: scenario.site, inputs }, readBytes) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const document = readJson(new TextDecoder().decode(bytes), path);
    throw new InputError(error.issues.map((issue) => {
      const { file, path: inside = "" } = issue.where;
      const [group = ""] = inside.split(/[.[]/, 1);
      return file === undefined && (group === "studies" || Object.hasOwn(scenario, group)) ? { ...issue, where: { file: path, line: document.lineOf(inside), path: inside } } : issue;
    }));
  }
}
