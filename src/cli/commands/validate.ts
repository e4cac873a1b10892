import { InputError, LimitError } from "../../core/errors.ts";
import type { Issue } from "../../core/errors.ts";
import { prepare } from "../../core/prepare.ts";
import { explainIssues } from "../../text/explain.ts";
import type { Command } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";

export const validate: Command = {
  name: "validate",
  summary: "Checks a scenario and the data files that it names, as far as a run's start, and tells every issue.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; the data files that it names are looked for beside it." }],
  options: [{ name: "json", summary: "Print one JSON object." }],
  details: `--json prints {"valid","issues":[{"path","found","allowed"}]}; an issue in a data file, or in the text of
the scenario, has "file" and "line" beside these. The exit code is 0 for a valid scenario, 2 for any other.`,
  async run(args, io) {
    const path = args.operand("SCENARIO.json");
    // The run is prepared too, for what only shows on its axis: a series that does not cover it, weather without sun for an array.
    const issues = await issuesOf(() => withScenario(path, io, (scenario, data) => { prepare(scenario, { seed: "1", data }); }));
    if (args.has("json")) {
      io.stdout(`${JSON.stringify({ valid: issues.length === 0, issues: issues.map(({ where, found, allowed }) => ({ path: where.path ?? "", ...where, found, allowed })) })}\n`);
    } else if (issues.length === 0) io.stdout(`${path} is valid.\n`);
    if (issues.length > 0) io.stderr(`${explainIssues(issues).join("\n")}\n`);
    return issues.length === 0 ? 0 : 2;
  },
};

async function issuesOf(read: () => Promise<unknown>): Promise<readonly Issue[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    if (error instanceof LimitError) return [{ where: { path: "" }, found: `${error.limit}: ${error.found}`, allowed: `at most ${error.allowed}` }];
    throw error;
  }
}
