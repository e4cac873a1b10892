import { getEventListeners } from "node:events";
import { afterEach, expect, test } from "vitest";
import { CancelledError, InfeasibleError, InputError } from "../../src/core/errors.ts";
import type { RunResult } from "../../src/core/result.ts";
import type { Scenario } from "../../src/core/scenario.ts";
import type { RunFigures } from "../../src/core/studies/runFigures.ts";
import type { DataFiles } from "../../src/core/time/series.ts";
import { makeEngine, type Engine, type Outcome, type Run } from "../../src/engine/engine.ts";
import { linkTo } from "../../src/engine/spawn.node.ts";
import { workerCount, type WorkerLink } from "../../src/engine/spawn.ts";

const script = new URL("./testWorker.ts", import.meta.url);
const engines: Engine[] = [];
let links: WorkerLink[] = [];
let ended = 0;

function engineWith(workers: number): Engine {
  links = [];
  ended = 0;
  const engine = makeEngine({
    workers,
    spawn: () => {
      const link = linkTo(script);
      links.push(link);
      return { ...link, terminate: () => { ended++; link.terminate(); } };
    },
  });
  engines.push(engine);
  return engine;
}

afterEach(() => { for (const engine of engines.splice(0)) engine.dispose(); });

const counter = () => new Int32Array(new SharedArrayBuffer(4));
const run = (seed: string, count = counter(), more: Partial<Run> = {}): Run => ({ scenario: { counter: count, strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } } as unknown as Scenario, seed, keep: "frame", ...more });
const field = (result: RunResult, name: string): unknown => (result as unknown as Record<string, unknown>)[name];
/** Waits for what another thread does, in turns of the event loop; the test's own time limit ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => { setImmediate(resolve); });
}

test("a run is answered, its frame moved here", async () => {
  const result = await engineWith(2).run(run("1"));
  expect(field(result, "seed")).toBe("1");
  expect(result.frame.buffer.byteLength).toBeGreaterThan(0);
});

test("errors come back as what they were, with all that they say", async () => {
  const engine = engineWith(2);
  await expect(engine.run(run("infeasible"))).rejects.toEqual(new InfeasibleError("importLimitKw", 3, 7, 12.5));
  await expect(engine.run(run("bug"))).rejects.toThrow("not so");
  const refused: unknown = await engine.readFile(new Uint8Array(1), "x.csv").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  expect((refused as InputError).issues).toEqual([{ where: { file: "x.csv", line: 3 }, found: "nothing", allowed: "something" }]);
});

test("a value that cannot cross is an error of that run, not silence", async () => {
  const engine = engineWith(2);
  await expect(engine.run(run("uncloneable"))).rejects.toThrow("Unserializable return value");
  expect(field(await engine.run(run("2")), "seed")).toBe("2");
});

test("a running run rejects at once when it is cancelled, even one that never yields; its worker is replaced", async () => {
  const engine = engineWith(2);
  for (const seed of ["hang", "spin"]) {
    const count = counter();
    const controller = new AbortController();
    const running = engine.run(run(seed, count), { signal: controller.signal });
    await until(() => Atomics.load(count, 0) === 1);
    controller.abort();
    await expect(running).rejects.toBeInstanceOf(CancelledError);
  }
  expect(ended).toBe(2);
  expect(field(await engine.run(run("3")), "seed")).toBe("3");
});

test("a waiting run that is cancelled is never begun, and one cancelled before is not even sent", async () => {
  const engine = engineWith(1);
  const [busy, waiting, count] = [new AbortController(), new AbortController(), counter()];
  const blocked = engine.run(run("hang", count), { signal: busy.signal });
  await until(() => Atomics.load(count, 0) === 1);
  const never = counter();
  const second = engine.run(run("die once", never), { signal: waiting.signal });
  waiting.abort();
  await expect(second).rejects.toBeInstanceOf(CancelledError);
  busy.abort();
  await expect(blocked).rejects.toBeInstanceOf(CancelledError);
  await engine.run(run("4"));
  expect(Atomics.load(never, 0)).toBe(0);
  await expect(engine.run(run("5"), { signal: waiting.signal })).rejects.toBeInstanceOf(CancelledError);
});

test("a worker that dies is noticed and its run done again by another", async () => {
  const engine = engineWith(2);
  const count = counter();
  expect(field(await engine.run(run("die once", count)), "seed")).toBe("die once");
  expect(Atomics.load(count, 0)).toBe(2);
});

test("a run that kills its worker twice is given up, and the pool goes on", async () => {
  const engine = engineWith(2);
  const count = counter();
  await expect(engine.run(run("die", count))).rejects.toThrow("the worker ended twice while it computed this: it ended with code 3");
  expect(Atomics.load(count, 0)).toBe(2);
  await expect(engine.run(run("throw late"))).rejects.toThrow("nobody catches this");
  expect(field(await engine.run(run("6")), "seed")).toBe("6");
});

test("a worker whose script cannot start is an error, not a wait without end", async () => {
  let started = 0;
  const engine = makeEngine({ workers: 2, spawn: () => { started++; return linkTo(new URL("./noSuchWorker.ts", import.meta.url)); } });
  engines.push(engine);
  await expect(engine.run(run("1"))).rejects.toThrow(/the worker ended twice/);
  expect(started).toBe(2);
});

test("progress belongs to its run: told before the answer, dropped after it", async () => {
  const engine = engineWith(1);
  const told: number[] = [];
  await engine.run(run("progress"), { onProgress: (fraction) => { told.push(fraction); } });
  expect(told).toEqual([0.25, 0.5]);
  const late: number[] = [];
  await engine.run(run("late progress"), { onProgress: (fraction) => { late.push(fraction); } });
  await engine.run(run("progress"));
  expect(late).toEqual([]);
});

test("on a lane the newest replaces the one that waits, and the one that runs is heard", async () => {
  const engine = engineWith(2);
  // Started: a thread that takes long to start would be taken for a long run.
  await engine.latest("main", run("0"));
  const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => engine.latest("main", run(String(n)))));
  expect(answers.map((answer) => (answer.status === "fulfilled" ? field(answer.value, "seed") : (answer.reason as Error).name))).toEqual(["1", "CancelledError", "CancelledError", "4"]);
});

test("a long run on a lane makes way for a newer one", async () => {
  const engine = engineWith(2);
  const count = counter();
  const long = engine.latest("main", run("hang", count));
  await until(() => Atomics.load(count, 0) === 1);
  const newer = engine.latest("main", run("7"));
  await expect(long).rejects.toBeInstanceOf(CancelledError);
  expect(field(await newer, "seed")).toBe("7");
});

test("a lane stays on its worker", async () => {
  const engine = engineWith(3);
  await Promise.all(["a", "b", "c"].map((lane) => engine.latest(lane, run("1"))));
  expect(links.length).toBe(3);
  // Each worker has answered one; what a lane asks next meets the worker that it knows.
  for (const expected of [2, 3, 4]) expect(field(await engine.latest("b", run("runs")), "runs")).toBe(expected);
  expect(field(await engine.latest("a", run("runs")), "runs")).toBe(2);
});

test("data files cross once, and a changed one crosses again", async () => {
  const engine = engineWith(1);
  const data = (...hashes: string[]): DataFiles => new Map(hashes.map((sha256, index) => [`file${index}`, { sha256 }]));
  for (const hashes of [["a", "b"], ["a", "b"], ["a", "c"], ["c"], []]) {
    const result = await engine.run(run("files"), { data: data(...hashes) });
    expect(field(result, "files")).toEqual(hashes.map((sha256, index) => [`file${index}`, sha256]));
  }
});

async function collect(outcomes: AsyncIterable<Outcome>): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all.sort((a, b) => a.index - b.index);
}

test("a study's runs all come back, each at its index, failed ones among them", async () => {
  const engine = engineWith(2);
  let planned = 0;
  const runs = function* () { for (; planned < 200; planned++) yield run(planned === 50 ? "infeasible" : planned === 120 ? "die" : String(planned)); };
  const done: number[] = [];
  const outcomes = await collect(engine.execute(runs(), { data: new Map(), onProgress: (count) => { done.push(count); } }));
  expect(outcomes.map(({ index }) => index)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [[outcome.index, outcome.error.name]]))).toEqual([[50, "InfeasibleError"], [120, "Bug"]]);
  expect(outcomes.every((outcome) => !outcome.ok || field(outcome.result, "seed") === String(outcome.index))).toBe(true);
  expect(done).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
});

test("outcomes of figures come in the order of their runs though later ones are done first, and a worker's death costs none", async () => {
  const engine = engineWith(3);
  const count = counter();
  const seeds = Array.from({ length: 60 }, (_, i) => (i === 20 ? "die once" : i === 30 ? "bug" : String(i)));
  const given: (number | string)[] = [];
  for await (const outcome of engine.execute<RunFigures>(seeds.map((seed) => run(seed, count, { keep: "figures" })), { data: new Map() })) given.push(outcome.ok ? outcome.result.values[0]! : outcome.error.name);
  expect(given).toEqual(seeds.map((seed, i) => (seed === "bug" ? "Bug" : seed === "die once" ? NaN : i)));
});

test("while the first run takes long, no more than a window of others is planned", async () => {
  const engine = engineWith(2);
  const count = counter();
  let planned = 0;
  const runs = function* () { for (;;) yield run(planned++ === 0 ? "hang" : String(planned), count); };
  const controller = new AbortController();
  let done = 0;
  const study = collect(engine.execute(runs(), { data: new Map(), signal: controller.signal, onProgress: (finished) => { done = finished; } }));
  await until(() => done >= 7);
  controller.abort();
  await expect(study).rejects.toBeInstanceOf(CancelledError);
  expect(planned).toBeLessThanOrEqual(2 * 4 + 2);
});

test("a signal that outlives its runs holds none of them", async () => {
  const engine = engineWith(1);
  const { signal } = new AbortController();
  for (let k = 0; k < 20; k++) await engine.run(run(String(k)), { signal });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("runs are planned as they are wanted, not all at once", async () => {
  const engine = engineWith(2);
  let planned = 0;
  const endless = function* () { for (;;) yield run(String(planned++)); };
  for await (const { index } of engine.execute(endless(), { data: new Map() })) if (index >= 100) break;
  expect(planned).toBeLessThan(400);
  expect(field(await engine.run(run("8")), "seed")).toBe("8");
});

test("what a person waits for goes before a study, with a worker of its own where all are busy", async () => {
  const engine = engineWith(2);
  const count = counter();
  const controller = new AbortController();
  const study = collect(engine.execute(Array.from({ length: 9 }, () => run("hang", count)), { data: new Map(), signal: controller.signal }));
  await until(() => Atomics.load(count, 0) === 2);
  expect(field(await engine.run(run("9")), "seed")).toBe("9");
  controller.abort();
  await expect(study).rejects.toBeInstanceOf(CancelledError);
  expect(ended).toBe(2);
  expect(Atomics.load(count, 0)).toBeLessThanOrEqual(4);
});

test("a disposed engine rejects what runs and waits, and takes nothing more", async () => {
  const engine = engineWith(1);
  const count = counter();
  const all = Promise.allSettled([engine.run(run("hang", count)), engine.run(run("1")), engine.latest("main", run("2")), engine.latest("main", run("3"))]);
  await until(() => Atomics.load(count, 0) === 1);
  engine.dispose();
  expect((await all).map((answer) => (answer.status === "rejected" ? (answer.reason as Error).name : "done"))).toEqual(Array.from({ length: 4 }, () => "CancelledError"));
  await expect(engine.run(run("4"))).rejects.toBeInstanceOf(CancelledError);
});

test("one worker a core less one for the page, never fewer than two", () => {
  expect([1, 2, 3, 4, 16].map(workerCount)).toEqual([2, 2, 2, 3, 15]);
});
