import { makeEngine, type Engine } from "./engine.ts";
import { workerCount } from "./spawn.ts";
import { spawnWeb } from "./spawn.web.ts";

/** The page's engine: Web Workers, started as they are needed. */
export function createEngine(): Engine {
  return makeEngine({ spawn: spawnWeb, workers: workerCount(navigator.hardwareConcurrency) });
}
