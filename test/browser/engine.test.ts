import { afterEach, expect, test } from "vitest";
import { CancelledError } from "../../src/core/errors.ts";
import { checkScenario } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import { createEngine } from "../../src/engine/createEngine.web.ts";
import { makeEngine, type Engine } from "../../src/engine/engine.ts";
import { linkTo } from "../../src/engine/spawn.web.ts";

const engines: Engine[] = [];
const kept = (engine: Engine) => { engines.push(engine); return engine; };
afterEach(() => { for (const engine of engines.splice(0)) engine.dispose(); });

const closing = (workers = 2) => kept(makeEngine({ workers, spawn: () => linkTo(new Worker(new URL("./closingWorker.ts", import.meta.url), { type: "module" })) }));
const nothing = checkScenario({});

test("a run in a Web Worker gives the bytes of the page's own thread", async () => {
  const scenario = checkScenario({ version: 1, time: { days: 7, stepMinutes: 15 }, solar: { dcKw: 800 }, battery: { powerKw: 300, energyKwh: 1200 } });
  expect(await kept(createEngine()).run({ scenario, seed: "1", keep: "frame" })).toEqual(simulate(scenario, { seed: "1", data: new Map() }));
});

test("a worker that closes without a word is noticed: its run is done again once, then given up, and the next one answers", async () => {
  const engine = closing();
  await expect(engine.run({ scenario: nothing, seed: "close", keep: "summary" })).rejects.toThrow("the worker ended twice while it computed this: it ended");
  expect(await engine.run({ scenario: nothing, seed: "1", keep: "summary" })).toMatchObject({ seed: "1" });
});

test("a running run rejects at once when it is cancelled, and the next one answers", async () => {
  const engine = closing();
  await engine.run({ scenario: nothing, seed: "1", keep: "summary" });
  const controller = new AbortController();
  const running = engine.run({ scenario: nothing, seed: "hang", keep: "summary" }, { signal: controller.signal });
  controller.abort();
  await expect(running).rejects.toBeInstanceOf(CancelledError);
  expect(await engine.run({ scenario: nothing, seed: "2", keep: "summary" })).toMatchObject({ seed: "2" });
});

test("a worker whose script does not load is an error, not a wait without end", async () => {
  const engine = kept(makeEngine({ workers: 2, spawn: () => linkTo(new Worker("/no-such-worker.js", { type: "module" })) }));
  await expect(engine.run({ scenario: nothing, seed: "1", keep: "summary" })).rejects.toThrow("the worker ended twice");
});
