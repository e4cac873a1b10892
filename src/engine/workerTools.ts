import { sha256Hex } from "../document/hash.ts";
import { readFile } from "../files/read/index.ts";
import { Kept, executeRun } from "./executeRun.ts";
import type { WorkerTools } from "./serve.ts";

/** What every worker does, in the browser and in Node. */
export function workerTools(): Omit<WorkerTools, "holdLock"> {
  const kept = new Kept();
  return {
    run: (run, data, onProgress) => executeRun(run, { data, kept, onProgress }),
    read: (bytes, name, options) => ({ imported: readFile(bytes, name, options), sha256: sha256Hex(bytes) }),
  };
}
