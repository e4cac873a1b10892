import { checkInputs } from "../../core/check.ts";
import { simulate } from "../../core/simulate.ts";
import { survival as rideThrough, survivalInputs, survivalSite } from "../../core/studies/survival.ts";
import { utcText } from "../../core/time/civil.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import type { Command } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const survival: Command = {
  name: "survival",
  summary: "How long a site rides through an outage that begins at any hour of its run.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; the data files that it names are looked for beside it." }],
  options: [
    { name: "max-hours", value: "N", default: "48", summary: "The curve ends here." },
    { name: "critical", value: "FRACTION", default: "1", summary: "Share of the load that must be carried; the rest is dropped at once." },
    { name: "availability", value: "FRACTION", default: "0.995", summary: "Share of generator sets that is not out for maintenance when an outage begins." },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `The scenario is run under its own strategy; an outage then begins at every hour of it, with the charge that the battery
holds there. Generator sets may be out, fail to start, or fail while running.
--json prints {"hours":[1,2,…],"meanFraction","worstFraction","meanHours","worstStart","seed","version","scenarioHash"}:
the probability of carrying the load for so many hours, mean over all starts and of the worst; worstStart is in UTC.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, (scenario, data) => {
    const seed = args.requiredText("seed");
    const inputs = checkInputs(survivalInputs, {
      maxHours: args.requiredNumber("max-hours", { min: 1, max: 336 }), criticalLoadFraction: args.requiredNumber("critical", { min: 0.01, max: 1 }),
      availabilityFraction: args.requiredNumber("availability", { min: 0, max: 1 }),
    });
    const run = simulate(scenario, { seed, data });
    const { hours, meanFraction, worstFraction, meanHours, worstStartHour } = rideThrough(survivalSite(scenario, run), inputs);
    const worstStart = utcText(run.axis.startMs + worstStartHour * 3_600_000);
    if (args.has("json")) io.stdout(`${JSON.stringify({ hours, meanFraction, worstFraction, meanHours, worstStart, seed, version, scenarioHash: scenarioHash(scenario, data) })}\n`);
    else {
      const lines = hours.filter((hour) => [1, 2, 4, 8, 12, 24].includes(hour) || hour % 24 === 0 || hour === hours.length)
        .map((hour) => `  ${String(hour).padStart(4)} h   ${percent(meanFraction[hour - 1])}   worst start ${percent(worstFraction[hour - 1])}`);
      io.stdout(`${[`${scenario.name}, seed ${seed}: chance of carrying the load through an outage of`, ...lines, `Mean ${meanHours.toFixed(1)} h of ${hours.length}; shortest from ${worstStart}`].join("\n")}\n`);
    }
    return 0;
  }),
};

function percent(fraction = 0): string {
  return `${(100 * fraction).toFixed(2)} %`.padStart(9);
}
