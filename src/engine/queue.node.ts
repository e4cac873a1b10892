import { CancelledError, InputError } from "../core/errors.ts";
import type { Scenario } from "../core/scenario.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import type { Question } from "../core/studies/study.ts";
import type { DataFiles } from "../core/time/series.ts";
import { canonicalJson, scenarioHash, sha256Hex } from "../document/hash.ts";
import { version } from "../document/version.ts";
import { loadData } from "../files/loadData.ts";
import { createEngine } from "./createEngine.node.ts";
import { outcomeLine, outcomeOfLine, runLine, runOfLine } from "./lines.ts";
import type { ExecuteOptions, Executor, Outcome, Run } from "./run.ts";

/**
 * Runs on any number of machines by way of BullMQ on Redis. A job's id is the hash of its run: a run that is asked for twice is computed once, and a retry is harmless. Base scenario
 * and data files stand once, by hash; a job holds its run's difference. A result is written by the run's hash before its job ends, so that whoever dies when, it is there or
 * it is computed again; whoever waits for it adds the job again should the queue have forgotten it.
 */

const QUEUE = "runs";
const PREFIX = "gridflex";
/** Results and what they were computed from are forgotten after a week without use. */
const KEEP_SECONDS = 7 * 86_400;
/** A machine that has not been heard of for so long no longer works. */
const WORKER_SECONDS = 15;
/** Runs that a study has in the queue at once: a bound on memory here and there. */
const WINDOW = 1000;
const POLL_MS = 100;
/** After so long without a result it is asked whether the queue still knows the job. */
const DOUBT_MS = 5000;

type Redis = import("ioredis").Redis;
type JobData = { readonly base: string; readonly line: string };
type BaseRecord = { readonly scenario: Scenario; /** SHA-256 of each data file's bytes, by name. */ readonly files: Readonly<Record<string, string>> };

const key = {
  base: (hash: string) => `${PREFIX}:base:${hash}`,
  file: (hash: string) => `${PREFIX}:file:${hash}`,
  result: (hash: string) => `${PREFIX}:result:${hash}`,
  worker: (id: string) => `${PREFIX}:worker:${id}`,
};

/** What a run is known by on every machine: scenario with its data, seed, what is kept of it, version. */
function runHash({ scenario, seed, keep, score }: Run, data: DataFiles): string {
  return hashOf({ scenario: scenarioHash(scenario, data), seed, keep, score, version });
}

function hashOf(value: unknown): string {
  return sha256Hex(new TextEncoder().encode(canonicalJson(value)));
}

async function packages() {
  try {
    const [bullmq, ioredis] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { ...bullmq, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new InputError([{ where: { path: "--queue" }, found: "no packages for a queue", allowed: "after npm install bullmq@6.7.0 ioredis@6.0.0" }]);
  }
}

/** @throws InputError where there is no server, or it does not let us in */
async function connect(url: string): Promise<Redis> {
  const { Redis } = await packages();
  const shown = withoutPassword(url);
  // BullMQ blocks on its connections: a command waits for its server as long as it takes. A server that is not there at all is told at once.
  const password = process.env["GRIDFLEX_REDIS_PASSWORD"];
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, connectTimeout: 5000, ...(password === undefined ? {} : { password }) });
  let last = "";
  // Between two attempts it is no error: the client connects again by itself.
  redis.on("error", (error: Error) => { last = error.message; });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new InputError([{ where: { path: "--queue" }, found: `${shown}: ${last === "" && error instanceof Error ? error.message : last}`, allowed: "a Redis or Valkey server that can be reached: redis://HOST:PORT/0, or rediss:// with TLS" }]);
  }
  return redis;
}

function withoutPassword(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    if (protocol === "redis:" || protocol === "rediss:") return `${protocol}//${host}${pathname}`;
  } catch { /* told below */ }
  throw new InputError([{ where: { path: "--queue" }, found: "another address", allowed: "redis://HOST:PORT/0, or rediss:// with TLS" }]);
}

export type QueueOptions = {
  readonly url: string;
  readonly question: Question<unknown>;
  /** Bytes of the data files that the scenario names, in base 64, by name. */
  readonly files: ReadonlyMap<string, string>;
  readonly tell: (text: string) => void;
};

export type QueueExecutor = Executor & { close(): Promise<void> };

/**
 * An executor whose runs are computed by the machines that work for the queue; outcomes come in the order of their runs, as from everywhere.
 * @throws InputError where the server cannot be reached, or machines of another version work for it
 */
export async function openQueue({ url, question: { scenario, data }, files, tell }: QueueOptions): Promise<QueueExecutor> {
  const redis = await connect(url);
  const { Queue } = await packages();
  const queue = new Queue<JobData>(QUEUE, { connection: redis, prefix: PREFIX });
  queue.on("error", () => { /* It connects again by itself. */ });
  const close = async (): Promise<void> => {
    await queue.close();
    redis.disconnect();
  };
  try {
    await checkWorkers(redis, tell);
  } catch (error) {
    await close();
    throw error;
  }
  const hashes = Object.fromEntries(Array.from(files, ([name, base64]) => [name, sha256Hex(Buffer.from(base64, "base64"))]));
  const record = JSON.stringify({ scenario, files: hashes } satisfies BaseRecord);
  const base = hashOf({ scenario, files: hashes });
  const storeBase = async (): Promise<void> => {
    await redis.set(key.base(base), record, "EX", KEEP_SECONDS);
    for (const [name, base64] of files) await redis.set(key.file(hashes[name]!), base64, "EX", KEEP_SECONDS);
  };
  const add = async (jobs: readonly { readonly hash: string; readonly line: string }[]): Promise<void> => {
    await queue.addBulk(jobs.map(({ hash, line }) => ({
      name: "run", data: { base, line },
      opts: { jobId: hash, attempts: 5, backoff: { type: "exponential", delay: 500 }, removeOnComplete: true, removeOnFail: { age: KEEP_SECONDS } },
    })));
  };
  return { execute: (runs, options) => executeInQueue({ redis, queue, add, storeBase, base: scenario, runHash: (run) => runHash(run, data) }, runs, options), close };
}

type Access = {
  readonly redis: Redis;
  readonly queue: { getJobState(id: string): Promise<string>; getJob(id: string): Promise<{ readonly failedReason?: string; remove(): Promise<unknown> } | undefined>; remove(id: string): Promise<unknown> };
  readonly add: (jobs: readonly { readonly hash: string; readonly line: string }[]) => Promise<void>;
  readonly storeBase: () => Promise<void>;
  readonly base: Scenario;
  readonly runHash: (run: Run) => string;
};

type Awaited = { readonly hash: string; readonly line: string; outcome: Outcome<RunFigures> | null; askedMs: number };

async function* executeInQueue<RunKept>(access: Access, runs: Iterable<Run>, { signal, onProgress }: ExecuteOptions): AsyncGenerator<Outcome<RunKept>> {
  const { redis, queue, add, storeBase, base, runHash: hashOfRun } = access;
  if (signal?.aborted === true) throw new CancelledError();
  await storeBase();
  const left = runs[Symbol.iterator]();
  const waiting: Awaited[] = [];
  let given = 0;
  let done = 0;
  let more = true;
  try {
    for (;;) {
      const fresh: Awaited[] = [];
      while (more && waiting.length < WINDOW) {
        const next = left.next();
        more = next.done !== true;
        if (next.done === true) break;
        const run = { hash: hashOfRun(next.value), line: runLine(base, next.value, 0), outcome: null, askedMs: performance.now() };
        waiting.push(run);
        fresh.push(run);
      }
      // What an earlier study computed is there before it is asked for.
      done += await fetchResults(redis, fresh);
      await add(fresh.filter(({ outcome }) => outcome === null));
      if (waiting.length === 0) return;
      done += await fetchResults(redis, waiting);
      onProgress?.(done);
      for (let head = waiting[0]; head?.outcome != null; head = waiting[0]) {
        waiting.shift();
        const index = given++;
        // Only figures go on paper.
        yield { ...head.outcome, index } as unknown as Outcome<RunKept>;
      }
      if (waiting.length === 0) continue;
      if (await paused(POLL_MS, signal)) throw new CancelledError();
      await askAgain(access, waiting);
    }
  } finally {
    left.return?.();
    // What nobody began is taken out; another study that waits for it adds it again.
    await Promise.all(waiting.filter(({ outcome }) => outcome === null).map(({ hash }) => queue.remove(hash).catch(() => {})));
  }
}

/** @returns how many came */
async function fetchResults(redis: Redis, waiting: readonly Awaited[]): Promise<number> {
  const open = waiting.filter(({ outcome }) => outcome === null);
  if (open.length === 0) return 0;
  const lines = await redis.mget(open.map(({ hash }) => key.result(hash)));
  let came = 0;
  lines.forEach((line, k) => {
    const outcome = line === null ? undefined : outcomeOfLine(line);
    if (outcome === undefined) return;
    open[k]!.outcome = outcome;
    came++;
  });
  return came;
}

/** Runs that are overdue: one that the queue has forgotten is added again, one that it gave up is an outcome. */
async function askAgain({ queue, add, storeBase }: Access, waiting: readonly Awaited[]): Promise<void> {
  const nowMs = performance.now();
  const doubted = waiting.filter(({ outcome, askedMs }) => outcome === null && nowMs - askedMs > DOUBT_MS);
  if (doubted.length === 0) return;
  const lost: Awaited[] = [];
  for (const run of doubted) {
    run.askedMs = nowMs;
    const state = await queue.getJobState(run.hash);
    if (state === "failed") {
      const job = await queue.getJob(run.hash);
      // So that the next study tries again.
      await job?.remove();
      run.outcome = { index: 0, ok: false, error: { name: "Bug", message: job?.failedReason ?? "the queue gave it up", stack: "" } };
    } else if (state === "unknown") lost.push(run);
  }
  if (lost.length === 0) return;
  await storeBase();
  await add(lost);
}

/** @returns whether the signal ended the pause */
function paused(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve(true);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve(false);
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

async function checkWorkers(redis: Redis, tell: (text: string) => void): Promise<void> {
  const versions = await workerVersions(redis);
  const others = versions.filter((one) => one !== version);
  if (others.length > 0) {
    throw new InputError([{ where: { path: "--queue" }, found: `machines that work with version ${[...new Set(others)].join(", ")}`, allowed: `version ${version} on all of them: versions do not share results` }]);
  }
  if (versions.length === 0) tell("No machine works for this queue yet: gridflex work --queue … on each of them.");
}

async function workerVersions(redis: Redis): Promise<string[]> {
  const keys: string[] = [];
  for await (const found of redis.scanStream({ match: key.worker("*"), count: 100 })) keys.push(...(found as string[]));
  if (keys.length === 0) return [];
  return (await redis.mget(keys)).filter((one) => one !== null);
}

export type WorkOptions = { readonly url: string; readonly workers: number; readonly tell: (text: string) => void; /** Ends the work once what runs is done; SIGTERM and SIGINT where absent. */ readonly signal?: AbortSignal | undefined };

/**
 * Computes what the queue holds until it is told to stop; then finishes what it has begun.
 * @throws InputError where the server cannot be reached, or machines of another version work for it
 */
export async function workForQueue({ url, workers, tell, signal = signalOfProcess() }: WorkOptions): Promise<void> {
  const redis = await connect(url);
  const { Worker } = await packages();
  const others = (await workerVersions(redis)).filter((one) => one !== version);
  if (others.length > 0) {
    redis.disconnect();
    throw new InputError([{ where: { path: "--queue" }, found: `machines that work with version ${[...new Set(others)].join(", ")}`, allowed: `version ${version} on all of them: versions do not share results` }]);
  }
  const engine = createEngine({ workers });
  const bases = basesOf(redis);
  const id = `${process.pid}-${crypto.randomUUID()}`;
  const beat = () => redis.set(key.worker(id), version, "EX", WORKER_SECONDS);
  await beat();
  const beating = setInterval(() => { beat().catch(() => { /* It connects again by itself. */ }); }, WORKER_SECONDS * 1000 / 3);
  const worker = new Worker<JobData>(QUEUE, async ({ id: hash, data: { base, line } }) => {
    const { scenario, data } = await bases(base);
    const { run } = runOfLine(scenario, line);
    for await (const outcome of engine.execute<RunFigures>([run], { data })) {
      // A thread that died twice may live on another machine; what the run itself throws is its outcome everywhere.
      if (!outcome.ok && outcome.error.name === "CancelledError") throw new Error("the worker was stopped");
      await redis.set(key.result(hash!), outcomeLine(outcome), "EX", KEEP_SECONDS);
    }
  }, { connection: redis, prefix: PREFIX, concurrency: workers, lockDuration: 10_000, stalledInterval: 3000, maxStalledCount: 20 });
  worker.on("error", () => { /* It connects again by itself. */ });
  await worker.waitUntilReady();
  tell(`Working for ${withoutPassword(url)} with ${workers} ${workers === 1 ? "thread" : "threads"}, version ${version}.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => { resolve(); }, { once: true });
  });
  tell("Finishing what has begun.");
  clearInterval(beating);
  await worker.close();
  engine.dispose();
  await redis.del(key.worker(id));
  redis.disconnect();
}

function signalOfProcess(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => { controller.abort(); });
  return controller.signal;
}

/** Base scenarios with their data, the last few kept. @throws Error where the server has not got one: the job is tried again later */
function basesOf(redis: Redis): (hash: string) => Promise<{ readonly scenario: Scenario; readonly data: DataFiles }> {
  const kept = new Map<string, Promise<{ readonly scenario: Scenario; readonly data: DataFiles }>>();
  const fetched = async (hash: string) => {
    const record = await redis.get(key.base(hash));
    if (record === null) throw new Error("the base scenario is not there");
    const { scenario, files } = JSON.parse(record) as BaseRecord;
    const data = await loadData(scenario, async (name) => {
      const base64 = await redis.get(key.file(files[name] ?? ""));
      if (base64 === null) throw new Error(`the bytes of ${name} are not there`);
      return new Uint8Array(Buffer.from(base64, "base64"));
    });
    return { scenario, data };
  };
  return (hash) => {
    const base = kept.get(hash) ?? fetched(hash);
    kept.delete(hash);
    kept.set(hash, base);
    base.catch(() => { kept.delete(hash); });
    for (const [oldest] of kept) {
      if (kept.size <= 8) break;
      kept.delete(oldest);
    }
    return base;
  };
}
