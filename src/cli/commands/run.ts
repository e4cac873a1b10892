import { InputError } from "../../core/errors.ts";
import type { OptimumFacts } from "../../core/result.ts";
import { strategyName, withStrategy } from "../../core/scenario.ts";
import { simulate } from "../../core/simulate.ts";
import { responseLedgerOf, type ResponseLedger } from "../../core/measures/responseLedger.ts";
import { costsOf, leaving } from "../../core/studies/participation.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import type { Command, ExitCode } from "../command.ts";
import { carbonLines } from "../carbonLines.ts";
import { kpiLines } from "../kpiLines.ts";
import { withScenario } from "../scenarioFile.ts";
import { runScenario } from "../runScenario.ts";
import { seedOption } from "../seedOption.ts";
import { tellWarnings } from "../tellWarnings.ts";
import { optimumReasons } from "../../text/optimumGaps.ts";
import { DEFAULT_FORMATS, formats, tellBeside, writeResultFiles } from "../resultFiles.ts";

export const run: Command = {
  name: "run",
  summary: "Simulates a scenario and prints what the run was worth.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; the data files that it names are looked for beside it." }],
  options: [
    { name: "strategy", value: "NAME", summary: "Battery policy, work policy, or both joined by +, in place of the scenario's own; idle alone is the do-nothing run, optimal or mpc alone plans the work too." },
    seedOption,
    { name: "out", value: "DIR", summary: "Write the run there, in the formats of --format." },
    { name: "format", value: "LIST", summary: `Of what --out writes, joined by commas: ${formats.join(", ")}.`, default: DEFAULT_FORMATS.join(",") },
    { name: "decimal", value: "MARK", summary: "Of the CSV files; comma parts fields by semicolons.", choices: ["point", "comma"], default: "point" },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `csv: timeseries.csv, bill.csv and metrics.csv, beside each a JSON of what made it. json: result.json. parquet: timeseries.parquet,
units, scenario, seed and version in its key-value metadata. xlsx: run.xlsx. html: report.html, one file that prints. They are
the files that the page writes, with the same bytes.

--json prints {"kpis","bill","strategy","seed","version","scenarioHash","warnings","findings"}, and where the site has joined a
programme, holds reserve or may be cut back {"response":{"calls","programmes","reserve","nonFirm","netRevenue",
"ledger"}}, which is beside the bill and not in it; each programme has its events, months, payments and penalties, and the
ledger says by event and run what taking part is worth against the same strategy without it. A run that follows the optimum
has {"optimum":{"status","objective","bound","gap","gaps","replayedCost","replayRelativeDifference","seconds"}}: what the plan
costs, bill less fixed charges with wear, fuel, lost work and unserved load; no plan costs less than bound; status is optimal
where that is proven to 1e-6, else feasible, or stopped by a time limit. The unit of a figure stands at
the end of its name; …Cost is money in the scenario's currency, totalCost what the bill charges less what it credits.
The bill has a line for each charge and month. carbon has the run's CO2e by each rule of accounting; they are not added. battery
says what filling it cost and what age has left of it. The scenario hash is SHA-256 over the canonical JSON (RFC 8785) of the
scenario as it was run, every default filled in, and of the SHA-256 of its data files.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (given, data): Promise<ExitCode> => {
    const name = args.text("strategy");
    const scenario = name === undefined ? given : withStrategy(given, name, "--strategy");
    const seed = args.requiredText("seed");
    const wanted = formatsOf(args.requiredText("format"));
    const out = args.text("out");
    const isTold = out !== undefined && tellBeside(wanted);
    const { score = [], ...result } = await runScenario(scenario, { seed, data, score: isTold });
    tellWarnings(result, io);
    const provenance = { strategy: strategyName(result.strategy), seed, version, scenarioHash: scenarioHash(scenario, data) };
    const beside = isTold ? { idle: simulate(withStrategy(scenario, "idle"), { seed, data }), score } : undefined;
    if (out !== undefined) await writeResultFiles(out, { scenario, result, provenance, beside }, { decimal: args.text("decimal") === "comma" ? "comma" : "point" }, io, wanted);
    const { response } = result;
    // The same strategy without its promises: what taking part is worth.
    const ledger = response === undefined ? undefined : responseLedgerOf(result, await runScenario(leaving(scenario), { seed, data }), costsOf(scenario));
    if (args.has("json")) io.stdout(`${JSON.stringify({ kpis: result.kpis, bill: result.bill, carbon: result.carbon, ...(result.battery === undefined ? {} : { battery: result.battery }), ...provenance, ...(result.optimum === undefined ? {} : { optimum: result.optimum }), warnings: result.warnings, findings: result.findings, ...(response === undefined ? {} : { response: { ...response, ledger } }) })}\n`);
    else io.stdout(`${[`${scenario.name}, ${provenance.strategy}, seed ${seed}`, ...kpiLines(result.kpis, scenario.site.currency), ...carbonLines(result.carbon), ...(result.optimum === undefined ? [] : [optimumLine(result.optimum, scenario.site.currency), ...optimumReasons(result.optimum).map((reason) => `  ${reason}`)]), ...(ledger === undefined ? [] : [ledgerLine(ledger.run, scenario.site.currency)])].join("\n")}\n`);
    return 0;
  }),
};

function optimumLine({ status, objective, gap, seconds = 0, replayRelativeDifference }: OptimumFacts, currency: string): string {
  return `Optimum: ${status}, ${objective.toFixed(2)} ${currency} without fixed charges, gap ${gap === null ? "unknown" : gap.toExponential(1)}, replayed to ${Math.abs(replayRelativeDifference).toExponential(1)}, solver ${seconds.toFixed(1)} s`;
}

function ledgerLine({ paymentRevenue, penaltyCost, netValue }: ResponseLedger["run"], currency: string): string {
  const money = (value: number) => value.toFixed(2);
  return `Taking part: paid ${money(paymentRevenue)}, penalties ${money(penaltyCost)}, worth ${netValue === null ? "unknown while a payment is not stated" : money(netValue)} ${currency} against the same strategy without it`;
}

/** @throws InputError for a format that is none */
function formatsOf(list: string): readonly string[] {
  const wanted = list.split(",").map((format) => format.trim());
  const unknown = wanted.filter((format) => !formats.includes(format));
  if (unknown.length > 0) throw new InputError(unknown.map((format) => ({ where: { path: "--format" }, found: `"${format}"`, allowed: formats.join(", ") })));
  return wanted;
}
