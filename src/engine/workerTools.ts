import { assert } from "../core/errors.ts";
import { sha256Hex } from "../document/hash.ts";
import { needsSolver } from "../core/strategies/index.ts";
import { executeTogether } from "./executeFigures.ts";
import { Kept, executeRun } from "./executeRun.ts";
import { inlineWith } from "./inline.ts";
import { runStudy } from "./runStudy.ts";
import type { WorkerTools } from "./serve.ts";
import { solver } from "./solver.ts";

/** What every worker does, in the browser and in Node. */
export function workerTools(): Omit<WorkerTools, "holdLock"> {
  const kept = new Kept();
  return {
    run: (run, data, onProgress, live) => (needsSolver(run.scenario.strategy) && live !== true
      ? solver().then((solve) => executeRun(run, { data, kept, onProgress, solve }))
      : executeRun(run, { data, kept, onProgress, live })),
    figures: (runs, data) => executeTogether(runs, { data, kept }),
    async study(id, question, data, onProgress) {
      // With their first use, as the solver: no run waits for them.
      const { studyById } = await import("../core/studies/index.ts");
      const study = studyById(id);
      return runStudy(study, { ...question, data }, inlineWith(kept), { onProgress, ...(study.needsSolver === true ? { solve: await solver() } : {}) });
    },
    async write(id, run, options) {
      // The writers come with the first file that is written: no run waits for them.
      const { writers } = await import("../files/write/index.ts");
      const writer = writers.find((one) => one.id === id);
      assert(writer !== undefined, `no writer ${id}; there are ${writers.map((one) => one.id).join(", ")}`);
      const written = await writer.write(run, options);
      return typeof written === "string" ? new TextEncoder().encode(written) : written;
    },
    async read(bytes, name, options) {
      // With the first file that is opened, as the writers.
      const { readFile } = await import("../files/read/index.ts");
      return { imported: readFile(bytes, name, options), sha256: sha256Hex(bytes) };
    },
  };
}
