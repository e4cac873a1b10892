import { assert, InputError, type ErrorRecord } from "../core/errors.ts";
import type { Scenario } from "../core/scenario.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import { applyDifference, differenceFrom, type Difference } from "../document/difference.ts";
import { version } from "../document/version.ts";
import { equalInputs } from "./equalInputs.ts";
import { MOST_TOGETHER } from "./together.ts";
import type { Outcome, Run } from "./run.ts";

/**
 * Runs and outcomes as lines of JSON: the door to any cluster that has a file system. A plan says the study, its base scenario and the bytes of the data files once, then each run
 * as its difference from the base. A part holds the outcomes of one shard in the order of their runs.
 */
export type PlanHeader = {
  readonly format: "gridflex-runs-1";
  readonly version: string;
  readonly study: string;
  readonly inputs: unknown;
  readonly seed: string;
  readonly studyHash: string;
  /** Index of the first run of this plan among those of the study. */
  readonly first: number;
  readonly base: Scenario;
};

type FileLine = { readonly file: string; readonly base64: string };
type RunLine = { readonly i: number; readonly s: string; readonly d: Difference; readonly score?: true };
type EndLine = { readonly end: number };

export type PartHeader = { readonly format: "gridflex-outcomes-1"; readonly version: string; readonly studyHash: string };
type OutcomeLine = { readonly i: number; readonly r: RunFigures } | { readonly i: number; readonly e: ErrorRecord };

/** A run and its index among those of the study. */
export type PlannedRun = { readonly index: number; readonly run: Run };

/** The same as it stands in a plan, told from the plan's base. */
export type PlannedLine = { readonly index: number; readonly seed: string; readonly difference: Difference; readonly score: boolean };

/** @param files bytes of the data files that the base names, in base 64, by name */
export function* planLines(header: PlanHeader, files: ReadonlyMap<string, string>, runs: Iterable<Run>): Generator<string> {
  yield JSON.stringify(header);
  for (const [file, base64] of files) yield JSON.stringify({ file, base64 } satisfies FileLine);
  let index = header.first;
  for (const run of runs) {
    yield runLine(header.base, run, index);
    index++;
  }
  yield JSON.stringify({ end: index } satisfies EndLine);
}

/** A run told from its base. */
export function runLine(base: Scenario, { scenario, seed, keep, score }: Run, index: number): string {
  assert(keep === "figures", `a run that keeps its ${keep} does not go on paper`);
  return JSON.stringify({ i: index, s: seed, d: differenceFrom(base, scenario), ...(score === true ? { score } : {}) } satisfies RunLine);
}

/** The opposite of `runLine`. */
export function runOfLine(base: Scenario, line: string): PlannedRun {
  return plannedRun(base, plannedLine(JSON.parse(line) as RunLine));
}

function plannedLine({ i, s, d, score }: RunLine): PlannedLine {
  return { index: i, seed: s, difference: d, score: score === true };
}

export function plannedRun(base: Scenario, { index, seed, difference, score }: PlannedLine): PlannedRun {
  return { index, run: { scenario: applyDifference(base, difference), seed, keep: "figures", ...(score ? { score: true } : {}) } };
}

/**
 * @param name of the file, for messages
 * @throws InputError for what is no plan, of another version, or cut off
 */
export async function readPlan(lines: AsyncIterable<string>, name: string): Promise<{ readonly header: PlanHeader; readonly files: ReadonlyMap<string, string>; readonly runs: AsyncGenerator<PlannedLine> }> {
  const left = lines[Symbol.asyncIterator]();
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file: name }, found, allowed }]); };
  const next = async (): Promise<string> => {
    const line = await left.next();
    return line.done === true ? refuse("the end of the file before its last line", "a whole plan: it was cut off while it was written or copied") : line.value;
  };
  const header = parsed(await next()) as PlanHeader | undefined;
  if (header?.format !== "gridflex-runs-1") return refuse("another kind of file", "runs that --plan wrote");
  if (header.version !== version) return refuse(`a plan of version ${header.version}`, `version ${version}: versions do not share results`);
  const files = new Map<string, string>();
  let line = await next();
  for (; line.startsWith('{"file":'); line = await next()) {
    const { file, base64 } = JSON.parse(line) as FileLine;
    files.set(file, base64);
  }
  const runs = async function* runs(): AsyncGenerator<PlannedLine> {
    try {
      for (; !line.startsWith('{"end":'); line = await next()) {
        yield plannedLine((parsed(line) ?? refuse("a line that is no JSON", "a whole plan")) as RunLine);
      }
    } finally {
      await left.return?.();
    }
  };
  return { header, files, runs: runs() };
}

export function partHeaderLine(studyHash: string): string {
  return JSON.stringify({ format: "gridflex-outcomes-1", version, studyHash } satisfies PartHeader);
}

/** @throws InputError for what is no part, or one of another study or version */
export function checkPartHeader(line: string, studyHash: string, name: string): void {
  const header = parsed(line) as PartHeader | undefined;
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file: name }, found, allowed }]); };
  if (header?.format !== "gridflex-outcomes-1") refuse("another kind of file", "outcomes that work wrote");
  else if (header.version !== version) refuse(`outcomes of version ${header.version}`, `version ${version}: versions do not share results`);
  else if (header.studyHash !== studyHash) refuse(`outcomes of the study ${header.studyHash.slice(0, 12)}…`, `of ${studyHash.slice(0, 12)}…: scenario, inputs, seed and data must be the same`);
}

export function outcomeLine(outcome: Outcome<RunFigures>): string {
  return JSON.stringify((outcome.ok ? { i: outcome.index, r: outcome.result } : { i: outcome.index, e: withoutStack(outcome.error) }) satisfies OutcomeLine);
}

/** Undefined for a line that was cut off while it was written. */
export function outcomeOfLine(line: string): Outcome<RunFigures> | undefined {
  const read = parsed(line) as OutcomeLine | undefined;
  if (read === undefined || !Number.isInteger(read.i)) return undefined;
  return "r" in read ? { index: read.i, ok: true, result: read.r } : { index: read.i, ok: false, error: read.e };
}

/** Where our code stood differs from machine to machine, and is no part of an outcome. */
export function withoutStack(error: ErrorRecord): ErrorRecord {
  return error.name === "Bug" ? { ...error, stack: "" } : error;
}

/**
 * The runs of one of several shards. Runs that share their site stay together, so that one machine prepares it; which go where follows from the plan alone.
 * @param shard 0 … shards − 1
 */
export async function* runsOfShard(runs: AsyncIterable<PlannedLine>, shard: number, shards: number): AsyncGenerator<PlannedLine> {
  let head: unknown;
  let size = 0;
  let group = -1;
  for await (const planned of runs) {
    // The same base, so the same site is told by the same difference.
    const site = [planned.seed, planned.difference.filter(([path]) => path[0] !== "strategy")];
    if (size === 0 || size === MOST_TOGETHER || !equalInputs(head, site)) {
      head = site;
      size = 0;
      group++;
    }
    size++;
    if (group % shards === shard) yield planned;
  }
}

/** Outcomes of several parts, each in the order of its runs, as one in that order; what stands in several is given once. Holds one line a part. */
export async function* mergeOutcomes(parts: readonly AsyncIterable<Outcome<RunFigures>>[]): AsyncGenerator<Outcome<RunFigures>> {
  const left = parts.map((part) => part[Symbol.asyncIterator]());
  const heads = await Promise.all(left.map((part) => part.next()));
  for (let given = -1; ;) {
    let least = -1;
    heads.forEach((head, k) => { if (head.done !== true && (least < 0 || head.value.index < (heads[least]!.value as Outcome).index)) least = k; });
    if (least < 0) return;
    const outcome = heads[least]!.value as Outcome<RunFigures>;
    heads[least] = await left[least]!.next();
    if (outcome.index <= given) continue;
    given = outcome.index;
    yield outcome;
  }
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
