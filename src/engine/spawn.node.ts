import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { Spawn, WorkerLink } from "./spawn.ts";

/** The built worker lies beside the built command line; from the sources it is the source, its types stripped by Node (22.6 and newer). */
const fromSource = import.meta.url.endsWith(".ts");
const entry = new URL(fromSource ? "./worker.node.ts" : "./worker.js", import.meta.url);

export const spawnNode: Spawn = () => linkTo(entry);

/** A thread of Node with any script that serves a `WorkerApi`. */
export function linkTo(script: URL): WorkerLink {
  const worker = new Worker(script, { execArgv: script.pathname.endsWith(".ts") ? ["--experimental-strip-types", "--no-warnings"] : [] });
  let tell: ((reason: string) => void) | null = null;
  let reason = "";
  worker.on("error", (error) => { reason = error instanceof Error ? error.message : String(error); });
  worker.on("exit", (code) => {
    const listener = tell;
    tell = null;
    listener?.(reason === "" ? `it ended with code ${code}` : reason);
  });
  return {
    endpoint: nodeEndpoint(worker),
    lifeLock: null,
    connected() {},
    onDeath(listener) { tell = listener; },
    terminate() {
      tell = null;
      void worker.terminate();
    },
  };
}
