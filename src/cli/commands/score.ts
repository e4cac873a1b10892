import { checkInputs } from "../../core/check.ts";
import { InputError } from "../../core/errors.ts";
import { readScoreCase } from "../../core/measures/score/caseInput.ts";
import { gridSideFigures, virtualBattery } from "../../core/measures/score/gridSide.ts";
import { flexibilityScore, type FlexibilityScore } from "../../core/measures/score/score.ts";
import type { ScoredYear } from "../../core/measures/score/scoredYear.ts";
import { strategyName, withStrategy } from "../../core/scenario.ts";
import { simulate } from "../../core/simulate.ts";
import { scoreLevers, scoreLeversInputs } from "../../core/studies/scoreLevers.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { inline } from "../../engine/inline.ts";
import { runStudy } from "../../engine/runStudy.ts";
import { isObject, parseJson, type JsonObject } from "../../files/read/json.ts";
import { decodeText } from "../../files/read/text.ts";
import type { Command, ExitCode } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";
import { tellWarnings } from "../tellWarnings.ts";
import { checkPhoenix, scoreLog } from "../scoreLog.ts";

export const score: Command = {
  name: "score",
  summary: "Scores how well a site keeps running while its draw follows prices and grid rules, 0 to 100, with every part.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; the data files that it names are looked for beside it. Left out with --case.", optional: true }],
  options: [
    { name: "strategy", value: "NAME", summary: "Battery policy, work policy, or both joined by +, in place of the scenario's own." },
    seedOption,
    { name: "case", value: "CASES.json", summary: "Score cases instead of a scenario: a case, a list of them, or {\"defaults\", \"cases\"}." },
    { name: "name", value: "NAME", summary: "Of the cases the one of this name." },
    { name: "log", value: "FILE", summary: "A measured power log instead of a scenario: what one call shows by itself, never a score. Needs --from, --to and --asked." },
    { name: "from", value: "TIME", summary: "Of the log: start of the call, by the log's clock: 2025-05-04T16:15." },
    { name: "to", value: "TIME", summary: "Of the log: end of the call." },
    { name: "asked", value: "FRACTION", summary: "Of the log: the cut that was asked for, as a share of the base: 0.25." },
    { name: "column", value: "NAME", summary: "Of the log: the column of power, where it has several." },
    { name: "unit", value: "UNIT", summary: "Of the log: what the column is in, where its head does not say: W, kW, MW." },
    { name: "time-zone", value: "ZONE", summary: "Of the log: zone of its stamps, where they have no offset." },
    { name: "phoenix", summary: "The measured response of 256 GPUs in Phoenix, whose log comes with the program, beside what was published of it." },
    { name: "levers", summary: "Also what would raise it: each part at its best, battery, movable work, notice and generator changed one at a time." },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `Score = 100 · U · (wP·P + wR·C·D): U uptime, P price adaptability, C capability, D delivery, each 0 to 1.
--json prints every part by name: U, P, wP, wR, costPassive, costSite, costTwin, carryKwh, stake, twinCeilingKw by month,
hardStarts, spreadStarts, envelopeOnce, envelopeInTime, envelope (by 0.25, 1, 2, 4 and 8 h), detail, magnitude, duration,
responseTime, frequency, C, requests, standardCalls, depth, tested, deliveryEvents, deliveryStandard, D, R, score, band,
and beside it kpis (site over do-nothing) and virtualBattery. A run longer than a year prints {"years":[…]}. Several cases
print {"cases":[{"name", …}]}. With --levers {"levers":[{"id","name","kind","score","gain"}]} beside it. Counted from the same site with nothing done, never from the meter's own history.
With --log the base is the mean of the last whole clock hour before the call; printed are baseKw, meanKw, magnitudeFraction,
worstMagnitudeFraction, deliveredFraction, onsetMinutes and goalMinutes (from the call's start), responseMinutes,
durationMinutes, recoveryMinutes and reboundFraction (of the 2 h after, over the asked cut). --phoenix prints the same of the
log that comes with the program, with {"published":[{"key","expected","ours","tolerance","passes"}]}; exit 1 where one differs.`,
  async run(args, io) {
    const casePath = args.text("case");
    const json = args.has("json");
    if (casePath !== undefined) {
      const scored = scoreCases(decodeText(await io.readFile(casePath), casePath), casePath, args.text("name"));
      const [only] = scored;
      if (json) io.stdout(`${JSON.stringify(only !== undefined && scored.length === 1 ? only : { cases: scored })}\n`);
      else for (const one of scored) io.stdout(scoreText(one.name, one));
      return 0;
    }
    if (args.has("phoenix")) return checkPhoenix(args, io);
    const logPath = args.text("log");
    if (logPath !== undefined) return scoreLog(logPath, args, io);
    const path = args.operand("SCENARIO.json");
    if (path === "") throw new InputError([{ where: { path: "SCENARIO.json" }, found: "nothing", allowed: "a scenario, --case CASES.json, --log FILE or --phoenix" }]);
    return withScenario(path, io, async (given, data, { studies }): Promise<ExitCode> => {
      const name = args.text("strategy");
      const scenario = name === undefined ? given : withStrategy(given, name, "--strategy");
      const seed = args.requiredText("seed");
      const result = simulate(scenario, { seed, data, keep: "summary", score: true });
      tellWarnings(result, io);
      const levers = args.has("levers") ? (await runStudy(scoreLevers, { scenario, inputs: checkInputs(scoreLeversInputs, studies.scoreLevers, ["studies", "scoreLevers"]), seed, data }, inline)).years : undefined;
      const years = (result.score ?? []).map((year, k) => ({ ...partsOfYear(year), ...(levers?.[k] === undefined ? {} : { levers: levers[k] }) }));
      const [first] = years;
      const provenance = { strategy: strategyName(result.strategy), seed, version, scenarioHash: scenarioHash(scenario, data) };
      if (json) io.stdout(`${JSON.stringify({ ...(years.length === 1 ? first : { years }), ...provenance })}\n`);
      else {
        years.forEach((year, k) => {
          io.stdout(scoreText(`${scenario.name}, ${provenance.strategy}, seed ${seed}${years.length === 1 ? "" : `, year ${k + 1} of ${years.length}`}`, year));
          for (const { id, name: title, score: points, gain } of year.levers ?? []) io.stdout(`  ${(title === undefined ? id : `${id} ${title}`).padEnd(28)}${points.toFixed(1).padStart(6)}  ${gain >= 0 ? "+" : ""}${gain.toFixed(1)}\n`);
        });
      }
      return 0;
    });
  },
};

type ScoreParts = Omit<FlexibilityScore, "detail" | "twinCeilingKw"> & { readonly twinCeilingKw: Readonly<Record<string, number>>; readonly detail: Readonly<Record<string, { readonly hard: number; readonly spread: number }>>; readonly kpis: object; readonly virtualBattery: object };

function parts({ detail, twinCeilingKw, ...rest }: FlexibilityScore, kpis: object, battery: object): ScoreParts {
  return { ...rest, twinCeilingKw: Object.fromEntries(Object.entries(twinCeilingKw)), detail: Object.fromEntries(detail.map(({ hours, hard, spread }) => [String(hours), { hard, spread }])), kpis, virtualBattery: battery };
}

function partsOfYear({ gridSide, virtualBattery: battery, ...scored }: ScoredYear): ScoreParts {
  return parts(scored, gridSide, battery);
}

function scoreCases(text: string, file: string, name: string | undefined): (ScoreParts & { readonly name: string })[] {
  const value = parseJson(text, file);
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file }, found, allowed }]); };
  const list: readonly unknown[] = Array.isArray(value) ? value : isObject(value) && Array.isArray(value["cases"]) ? value["cases"] : [value];
  const defaults = isObject(value) && isObject(value["defaults"]) ? value["defaults"] : {};
  const cases = list.map((one, k) => {
    if (!isObject(one)) return refuse(`case ${k} that is no object`, "cases with an input");
    return { name: typeof one["name"] === "string" ? one["name"] : `case ${k}`, input: isObject(one["input"]) ? one["input"] : one };
  });
  const chosen = name === undefined ? cases : cases.filter((one) => one.name === name);
  if (chosen.length === 0) refuse(`no case ${name ?? ""}`, cases.map((one) => one.name).join(", "));
  return chosen.map(({ name: title, input }) => {
    const read = readScoreCase({ ...input, options: overlaid(defaults, input["options"]) } satisfies JsonObject);
    return { name: title, ...parts(flexibilityScore(read.input, read.options), gridSideFigures(read.input), virtualBattery(read.input)) };
  });
}

/** A case's options over the file's; those in groups (`response`, `service`) one by one. */
function overlaid(defaults: JsonObject, options: unknown): JsonObject {
  if (!isObject(options)) return defaults;
  return { ...defaults, ...Object.fromEntries(Object.entries(options).map(([key, value]) => [key, isObject(value) && isObject(defaults[key]) ? { ...defaults[key], ...value } : value])) };
}

function scoreText(title: string, { score: points, band, U, P, wP, wR, C, D, magnitude, duration, responseTime, frequency, envelope }: ScoreParts): string {
  const share = (value: number) => value.toFixed(3);
  return `${[
    `${title}: ${points.toFixed(1)} of 100, ${band}`,
    `  uptime ${share(U)}; price adaptability ${share(P)}, weight ${share(wP)}; capability ${share(C)} × delivery ${share(D)}, weight ${share(wR)}`,
    `  magnitude ${share(magnitude)} × duration ${share(duration)} × response time ${share(responseTime)} × frequency ${share(frequency)}`,
    `  share of the load that can be promised for 0.25, 1, 2, 4, 8 h: ${envelope.map(share).join(", ")}`,
    "",
  ].join("\n")}\n`;
}
