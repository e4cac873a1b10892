import { availableParallelism } from "node:os";
import { isAbsolute, join, dirname } from "node:path";
import { checkInputs } from "../core/check.ts";
import { CancelledError, fromErrorRecord, InputError, type ErrorRecord, type Place } from "../core/errors.ts";
import type { Scenario } from "../core/scenario.ts";
import type { StudyFinding } from "../core/studies/index.ts";
import type { Question, Run } from "../core/studies/study.ts";
import { scenarioHash } from "../document/hash.ts";
import { version } from "../document/version.ts";
import { createEngine } from "../engine/createEngine.node.ts";
import { partHeaderLine, outcomeLine, planLines, type PlanHeader } from "../engine/lines.ts";
import type { Executor } from "../engine/run.ts";
import { runStudy, type StudyProgress } from "../engine/runStudy.ts";
import { fileReferences } from "../files/loadData.ts";
import { explainError } from "../text/explain.ts";
import { counted, fixed, percent } from "../text/numbers.ts";
import { manyRunsStudy, studyHashOf, type Asked, type ManyRunsId } from "./askedStudy.ts";
import type { Args, Command, CommandOption, ExitCode, Io } from "./command.ts";
import { openSink } from "./lineFiles.ts";
import { readPart } from "./partFile.ts";
import { openTable } from "./runsTable.ts";
import { withScenario } from "./scenarioFile.ts";
import { seedOption } from "./seedOption.ts";
import { studyLines } from "./studyLines.ts";

export const manyRunsOperands: Command["operands"] = [{ name: "SCENARIO.json", summary: "A scenario; the study's inputs stand under studies in it, or take their defaults. Data files are looked for beside it." }];

export const workersOption: CommandOption = { name: "workers", value: "N", summary: "Threads that compute; one a core where it is absent." };

/** The terminal draws no page: every core computes, and the thread that hands out runs takes little of one. */
export function workersOf(args: Args): number {
  return args.number("workers", { min: 1, max: 1024, whole: true }) ?? availableParallelism();
}

export const queueOption: CommandOption = { name: "queue", value: "URL", summary: "Compute on the machines that work for a Redis queue: redis://HOST/0, rediss:// with TLS, the password in the URL or in GRIDFLEX_REDIS_PASSWORD." };

export const manyRunsOptions: readonly CommandOption[] = [
  seedOption,
  workersOption,
  queueOption,
  { name: "log", value: "FILE.ndjson", summary: "Write each run's figures there as it is done, and take up again what stands there: a study that was stopped goes on." },
  { name: "plan", value: "FILE.ndjson", summary: "Write the runs there and compute none: gridflex work computes them anywhere, gridflex collect adds them up." },
  { name: "out", value: "FILE.parquet", summary: "Write a row a run there: seed, inputs that vary, every figure." },
  { name: "json", summary: "Print one JSON object: the finding with seed, version and hashes." },
];

/** A command that asks a study of many runs: its inputs are those of the file under what the options say. */
export async function askManyRuns(args: Args, io: Io, id: ManyRunsId, over: object = {}): Promise<ExitCode> {
  const path = args.operand("SCENARIO.json");
  return withScenario(path, io, async (scenario, data, { studies }) => {
    const study = manyRunsStudy(id);
    const question = namingOptions(id, over, (): Question<unknown> => {
      const asking = { scenario, inputs: checkInputs(study.inputs, { ...(studies[id] as object), ...over }, ["studies", id]), seed: args.requiredText("seed"), data };
      // What cannot be asked is told before a file is opened or a thread started.
      study.start(asking);
      return asking;
    });
    const asked: Asked = { id, study, question, hash: studyHashOf(id, question) };
    const plan = args.text("plan");
    if (plan !== undefined) return writePlan(asked, plan, await dataBytes(scenario, path, io), io);
    return computeHere(asked, args, io);
  });
}

/** Options that are not called as the input that they give. */
const optionOf: Readonly<Record<string, string>> = { mostSeeds: "seeds", toleranceFraction: "tolerance", ranges: "vary", values: "vary", trajectories: "rows" };

/** What is wrong with an input that an option gave is told of the option: it does not stand in the file. */
function namingOptions<Value>(id: ManyRunsId, over: object, ask: () => Value): Value {
  const given = new Map<string, unknown>(Object.entries(over));
  const placeOf = (where: Place): Place => {
    const [, key = "", index] = new RegExp(`^studies\\.${id}\\.(\\w+)(?:\\[(\\d+)\\])?`).exec(where.path ?? "") ?? [];
    const value = given.get(key);
    if (value === undefined) return where;
    const option = id === "sobol" && key === "figures" ? "figure" : optionOf[key] ?? key;
    const entry = option === "vary" && Array.isArray(value) ? (value[Number(index)] as { readonly path: string } | undefined) : undefined;
    return { path: `--${option}${entry === undefined ? "" : ` ${entry.path}`}` };
  };
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.issues.map((issue) => ({ ...issue, where: placeOf(issue.where) })));
  }
}

async function computeHere(asked: Asked, args: Args, io: Io): Promise<ExitCode> {
  const { study, question, hash } = asked;
  const queue = args.text("queue");
  const engine = queue === undefined ? createEngine({ workers: workersOf(args) }) : null;
  const queued = queue === undefined ? null : await (await import("../engine/queue.node.ts")).openQueue({ url: queue, question, files: await dataBytes(question.scenario, args.operand("SCENARIO.json"), io), tell: (text) => { io.stderr(`${text}\n`); } });
  const controller = new AbortController();
  const stop = () => { controller.abort(); };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const log = args.text("log");
  const part = log === undefined ? null : await readPart(log, hash, "empty");
  const sink = log === undefined ? null : await openSink(log, part?.keepBytes ?? 0);
  const table = args.text("out") === undefined ? null : await openTable(args.requiredText("out"), asked);
  try {
    if (part !== null && part.keepBytes === 0) await sink?.write(`${partHeaderLine(hash)}\n`);
    let partial: object | undefined;
    const finding = await runStudy(study, question, (engine ?? queued) as Executor, {
      signal: controller.signal, onProgress: progressTo(io), onPartial: (found) => { partial = found; },
      ...(part === null ? {} : { recorded: part.outcomes() }),
      async onOutcome(outcome, run) {
        if (sink !== null && outcome.index >= (part?.count ?? 0)) await sink.write(`${outcomeLine(outcome)}\n`);
        await table?.add(outcome, run);
      },
    }).catch((error: unknown) => {
      if (!(error instanceof CancelledError) || partial === undefined) throw error;
      io.stderr(`Stopped: what is told is what was known by then.${log === undefined ? "" : ` The same command goes on from ${log}.`}\n`);
      return partial;
    });
    tell(asked, finding, args.has("json"), io, controller.signal.aborted);
    return controller.signal.aborted ? 1 : 0;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    await sink?.close();
    await table?.close();
    engine?.dispose();
    await queued?.close();
  }
}

/** A line a run of the first batch that is to be computed. */
async function writePlan({ id, study, question, hash }: Asked, path: string, files: ReadonlyMap<string, string>, io: Io): Promise<ExitCode> {
  const runs = study.plan(question, study.start(question));
  const count = await writePlanFile(path, { format: "gridflex-runs-1", version, study: id, inputs: question.inputs, seed: question.seed, studyHash: hash, first: 0, base: question.scenario }, files, runs);
  io.stderr(`${path}: ${counted(count, "run", "runs")}. Next: gridflex work ${path} --shard 1/1 --out part.ndjson, then gridflex collect ${path} part.ndjson\n`);
  return 0;
}

/** @returns how many runs were written */
export async function writePlanFile(path: string, header: PlanHeader, files: ReadonlyMap<string, string>, runs: Iterable<Run>): Promise<number> {
  const sink = await openSink(path);
  let lines = 0;
  for (const line of planLines(header, files, runs)) {
    await sink.write(`${line}\n`);
    lines++;
  }
  await sink.close();
  return lines - 2 - files.size;
}

/** The data files that a scenario names, in base 64, by name. */
async function dataBytes(scenario: Scenario, path: string, io: Io): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { file } of fileReferences(scenario)) {
    if (!files.has(file)) files.set(file, Buffer.from(await io.readFile(isAbsolute(file) ? file : join(dirname(path), file))).toString("base64"));
  }
  return files;
}

/** Progress in whole per cent, and not more often than a person reads. */
export function progressTo(io: Io): (fraction: number, progress: StudyProgress) => void {
  let nextMs = performance.now() + 2000;
  return (fraction, { done, expected, secondsLeft }) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + 2000;
    io.stderr(`${counted(done, "run", "runs")}${expected === undefined ? "" : `, ${percent(fraction, 0)} of at most ${fixed(expected, 0)}`}${secondsLeft === undefined ? "" : `, about ${fixed(Math.ceil(secondsLeft), 0)} s left`}\n`);
  };
}

export function tell({ id, question: { scenario, seed, data }, hash }: Asked, finding: object, json: boolean, io: Io, partial: boolean): void {
  const { failures } = finding as { readonly failures?: { readonly count: number; readonly first: readonly { readonly index: number; readonly error: ErrorRecord }[] } };
  if (failures !== undefined && failures.count > 0) {
    io.stderr(`${counted(failures.count, "run", "runs")} failed; the first, run ${failures.first[0]?.index ?? 0}:\n${failures.first.slice(0, 1).flatMap(({ error }) => explainError(fromErrorRecord(error))).join("\n")}\n`);
  }
  const facts = { study: id, seed, version, scenarioHash: scenarioHash(scenario, data), studyHash: hash, ...(partial ? { partial: true } : {}) };
  if (json) io.stdout(`${JSON.stringify({ ...finding, ...facts })}\n`);
  else io.stdout(`${studyLines(id, finding as StudyFinding<ManyRunsId>, scenario).join("\n")}\n`);
}
