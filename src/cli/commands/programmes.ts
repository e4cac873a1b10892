import { checkInputs } from "../../core/check.ts";
import { withStrategy } from "../../core/scenario.ts";
import { programmeComparison, programmeComparisonInputs, type ComparedProgramme } from "../../core/studies/programmeComparison.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { inline } from "../../engine/inline.ts";
import { runStudy } from "../../engine/runStudy.ts";
import type { Command, ExitCode } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const programmes: Command = {
  name: "programmes",
  summary: "Compares the built-in demand-response programmes on a site: which pays it best, after what taking part costs.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; what it has joined is compared on the terms that it joined on." }],
  options: [
    { name: "strategy", value: "NAME", summary: "What answers the events, in place of event-reserve+event-shed." },
    { name: "committed", value: "SHARE", summary: "Share of the mean import that is promised." },
    { name: "events", value: "N", summary: "Events a year, as far as a programme's rules allow." },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `--json prints {"committedKw","strategy","programmes":[{"id","name","verified","joined","committedKw","events",
"deliveredKwh","performanceFraction","reboundKwh","paymentRevenue","penaltyCost","extraCost","netValue","missing","failure"}]}, the best paid
first. extraCost is what bill, wear, fuel and lost work rose by against the same strategy without the programme; netValue is
null while a payment is not stated in the built-in record (missing). Built-in figures were not compared with tariff sheets.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (given, data, { studies }): Promise<ExitCode> => {
    const name = args.text("strategy");
    const scenario = name === undefined ? given : withStrategy(given, name, "--strategy");
    const seed = args.requiredText("seed");
    const [committedFraction, eventsPerYear] = [args.number("committed", { min: 0.01, max: 1 }), args.number("events", { min: 0, max: 60 })];
    const inputs = checkInputs(programmeComparisonInputs, {
      ...studies.programmes, ...(name === undefined ? {} : { answering: false }), ...(committedFraction === undefined ? {} : { committedFraction }), ...(eventsPerYear === undefined ? {} : { eventsPerYear }),
    }, ["studies", "programmes"]);
    const finding = await runStudy(programmeComparison, { scenario, inputs, seed, data }, inline);
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...finding, seed, version, scenarioHash: scenarioHash(scenario, data) })}\n`);
    else io.stdout(`${[`${scenario.name}: ${finding.committedKw} kW promised, ${finding.strategy.battery}+${finding.strategy.work}, seed ${seed}, ${scenario.site.currency}`, header, ...finding.programmes.map(row), ""].join("\n")}\n`);
    return 0;
  }),
};

const header = `${"programme".padEnd(52)}${["events", "delivered kWh", "paid", "penalty", "extra cost", "net value"].map((title) => title.padStart(15)).join("")}`;

function row({ name, events, deliveredKwh, paymentRevenue, penaltyCost, extraCost, netValue, missing }: ComparedProgramme): string {
  const cells = [events, deliveredKwh, paymentRevenue, penaltyCost, extraCost].map((value) => value.toFixed(0).padStart(15)).join("");
  return `${name.slice(0, 51).padEnd(52)}${cells}${(netValue === null ? `type ${missing.join(", ")}` : netValue.toFixed(0)).padStart(15)}`;
}
