import { parentPort } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { assert } from "../core/errors.ts";
import { serve } from "./serve.ts";
import { workerTools } from "./workerTools.ts";

assert(parentPort !== null, "worker.node runs in a thread");
// Node tells of a thread's end by itself: no lock is asked for.
serve(nodeEndpoint(parentPort), { ...workerTools(), holdLock: () => Promise.resolve() });
