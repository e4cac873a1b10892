import { parseFile } from "../document/parse.ts";
import type { ScenarioFile } from "../document/parse.ts";
import type { Command, Io } from "./command.ts";

/** Of a command that asks a study without a run. */
export const studyOperand: Command["operands"][number] = { name: "SCENARIO.json", summary: "A scenario file whose studies are read; without one every input takes its default.", optional: true };

/** A scenario file, or what one is with every default where no path is given. */
export async function readStudyFile(path: string, io: Io): Promise<ScenarioFile> {
  return path === "" ? parseFile({}) : parseFile(await io.readFile(path), path);
}
