import { InputError } from "../../core/errors.ts";
import { prepare } from "../../core/prepare.ts";
import type { Kpis } from "../../core/result.ts";
import { withStrategy } from "../../core/scenario.ts";
import { makeReference, simulate } from "../../core/simulate.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import type { Command } from "../command.ts";
import { kpiLines } from "../kpiLines.ts";
import { readScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";
import { tellWarnings } from "../tellWarnings.ts";

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
  async run(args, io) {
    const { scenario, data } = await readScenario(args.operand("SCENARIO.json"), io);
    const seed = args.requiredText("seed");
    const names = args.requiredText("strategies").split(",").map((name) => name.trim()).filter((name) => name !== "");
    if (names.length === 0) throw new InputError([{ where: { path: "--strategies" }, found: "no name", allowed: "names joined by commas" }]);
    const chosen = names.map((name) => withStrategy(scenario, name, "--strategies"));
    // Site, market and the do-nothing run are the same for every strategy.
    const prepared = prepare(scenario, { seed, data });
    const reference = makeReference(prepared);
    const runs = chosen.map((choice, index) => {
      const result = simulate(choice, { seed, data, prepared, reference, keep: "summary" });
      tellWarnings(result.warnings, io, names[index]);
      return {
        strategy: names[index] as string, kpis: result.kpis, bill: result.bill,
        differenceFromIdle: differenceOf(result.kpis, result.idle.kpis), scenarioHash: scenarioHash(choice, data),
      };
    });
    if (args.has("json")) io.stdout(`${JSON.stringify({ runs, seed, version })}\n`);
    else {
      for (const { strategy, kpis, differenceFromIdle } of runs) {
        io.stdout(`${[`${scenario.name}, ${strategy}, seed ${seed} (beside it the difference from doing nothing)`, ...kpiLines(kpis, scenario.site.currency, differenceFromIdle)].join("\n")}\n\n`);
      }
    }
    return 0;
  },
};

/** The worst residual is a check of the run's own balance, not something gained or lost; its difference is told all the same. */
function differenceOf(kpis: Kpis, idle: Kpis): Kpis {
  return Object.fromEntries(Object.entries(kpis).map(([key, value]) => [key, value - idle[key as keyof Kpis]])) as Kpis;
}
