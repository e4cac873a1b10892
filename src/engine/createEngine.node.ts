import { availableParallelism } from "node:os";
import { makeEngine, type Engine } from "./engine.ts";
import { workerCount } from "./spawn.ts";
import { spawnNode } from "./spawn.node.ts";

/** The engine of the command line: worker threads, started as they are needed. Dispose of it, or the process does not end. */
export function createEngine({ workers = workerCount(availableParallelism()) }: { readonly workers?: number } = {}): Engine {
  return makeEngine({ spawn: spawnNode, workers });
}
