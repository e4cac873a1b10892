import type { Sizing } from "../../core/studies/sizing.ts";
import { sizing } from "../../core/studies/sizing.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { inline } from "../../engine/inline.ts";
import { runStudy } from "../../engine/runStudy.ts";
import { solver } from "../../engine/solver.ts";
import type { Command, ExitCode } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const size: Command = {
  name: "size",
  summary: "Battery, solar and wind of least life-cycle cost, used as well as could be.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario with its bounds, prices and budget under studies.sizing; the data files that it names are looked for beside it." }],
  options: [seedOption, { name: "json", summary: "Print one JSON object." }],
  details: `One linear programme over the year in hours, with a column for each size; what the scenario has of battery, solar and wind is
put in its place. The chosen site is then run through the plant. Before tax and credits; the life and finance of a site count those.
Programmes, reserve, throttled work and generators beside the grid stay out.
--json prints {"sizes","status","capitalCost","operationCost","equipmentCostPerYear","totalCostPerYear","withoutCostPerYear",
"lifeCycleCost","withoutLifeCycleCost","replay","replayRelativeDifference","surface","currency","stepMinutes","seed","version",
"scenarioHash"}; operationCost is a year under the optimum, its bill less fixed charges; surface is the total cost a year by
power (rows) and energy (columns) of the battery.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (scenario, data, { studies }): Promise<ExitCode> => {
    const seed = args.requiredText("seed");
    const found = await runStudy(sizing, { scenario, inputs: studies.sizing, seed, data }, inline, { solve: await solver() });
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...found, seed, version, scenarioHash: scenarioHash(scenario, data) })}\n`);
    else io.stdout(`${lines(scenario.name, found).join("\n")}\n`);
    return 0;
  }),
};

function lines(name: string, { sizes, currency, capitalCost, totalCostPerYear, withoutCostPerYear, lifeCycleCost, withoutLifeCycleCost, replayRelativeDifference }: Sizing): string[] {
  const money = (value: number) => `${Math.round(value).toLocaleString("en-GB")} ${currency}`;
  const whole = (value: number, unit: string) => `${value.toFixed(0)} ${unit}`;
  return [
    `${name}: least life-cycle cost`,
    `  Battery    ${whole(sizes.batteryKw, "kW")}, ${whole(sizes.batteryKwh, "kWh")}`,
    `  Solar      ${whole(sizes.solarDcKw, "kW DC")}`,
    `  Wind       ${whole(sizes.windKw, "kW")}`,
    `  Capital    ${money(capitalCost)}`,
    `  A year     ${money(totalCostPerYear)}, with nothing built ${money(withoutCostPerYear)}`,
    `  Life       ${money(lifeCycleCost)}, with nothing built ${money(withoutLifeCycleCost)}`,
    `Run through the plant, the year lies ${Math.abs(replayRelativeDifference).toExponential(1)} from the programme's.`,
  ];
}
