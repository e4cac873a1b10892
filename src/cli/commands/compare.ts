import { InputError } from "../../core/errors.ts";
import { withStrategy } from "../../core/scenario.ts";
import { needsSolver } from "../../core/strategies/index.ts";
import { compare as compareStrategies } from "../../core/studies/compare.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { solver } from "../../engine/solver.ts";
import type { Command, ExitCode } from "../command.ts";
import { kpiLines } from "../kpiLines.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";
import { tellSharedWarnings } from "../tellWarnings.ts";

export const compare: Command = {
  name: "compare",
  summary: "Runs a scenario under several strategies, each against doing nothing.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; the data files that it names are looked for beside it." }],
  options: [
    { name: "strategies", value: "NAME,NAME…", summary: "Battery policies, work policies, or both joined by +; idle alone is the do-nothing run." },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `--json prints {"runs":[{"strategy","kpis","bill","differenceFromIdle","scenarioHash"}],"seed","version"}, in the order of the
names. differenceFromIdle has the keys of kpis: the strategy's figure less that of the same scenario with nothing done
(battery idle, work run when it arrives), so a saving is negative.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (scenario, data): Promise<ExitCode> => {
    const seed = args.requiredText("seed");
    const names = args.requiredText("strategies").split(",").map((name) => name.trim()).filter((name) => name !== "");
    if (names.length === 0) throw new InputError([{ where: { path: "--strategies" }, found: "no name", allowed: "names joined by commas" }]);
    const solve = names.some((name) => needsSolver(withStrategy(scenario, name, "--strategies").strategy)) ? await solver() : undefined;
    const compared = compareStrategies(scenario, names, { seed, data, keep: "summary", solve });
    tellSharedWarnings(compared, io);
    const runs = compared.map(({ strategy, scenario: chosen, result, differenceFromIdle }) => ({
      strategy, kpis: result.kpis, bill: result.bill, differenceFromIdle, scenarioHash: scenarioHash(chosen, data),
    }));
    if (args.has("json")) io.stdout(`${JSON.stringify({ runs, seed, version })}\n`);
    else {
      for (const { strategy, kpis, differenceFromIdle } of runs) {
        io.stdout(`${[`${scenario.name}, ${strategy}, seed ${seed} (beside it the difference from doing nothing)`, ...kpiLines(kpis, scenario.site.currency, differenceFromIdle)].join("\n")}\n\n`);
      }
    }
    return 0;
  }),
};
