import { parentPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { InfeasibleError, InputError } from "../../src/core/errors.ts";
import { makeFrame } from "../../src/core/time/frame.ts";
import type { RunResult } from "../../src/core/result.ts";
import { serve } from "../../src/engine/serve.ts";

/**
 * A worker that does what the run's seed says: answer, fail in each way, never come back, or die. The scenario carries a flag
 * (shared memory) where a test must know how often something was begun.
 */
const begun = (scenario: unknown) => Atomics.add((scenario as { counter: Int32Array }).counter, 0, 1);
let runs = 0;

serve(nodeEndpoint(parentPort as MessagePort), {
  holdLock: () => Promise.resolve(),
  write: (writer) => Promise.resolve(new TextEncoder().encode(writer)),
  study: () => Promise.resolve({}),
  async figures(runs) {
    const answers = [];
    for (const { seed, scenario } of runs) {
      if (seed === "die once" && begun(scenario) === 0) process.exit(3);
      // Later ones first: what comes back is not in the order of the runs.
      await new Promise((resolve) => { setTimeout(resolve, Number(seed) % 3 === 0 ? 20 : 0); });
      answers.push(seed === "bug" ? { ok: false as const, error: { name: "Bug" as const, message: "not so", stack: "" } }
        : { ok: true as const, result: { values: [Number(seed)], monthlyBillCost: [], monthlyPeakKw: [], importByHourKw: [] } });
    }
    return answers;
  },
  read: () => { throw new InputError([{ where: { file: "x.csv", line: 3 }, found: "nothing", allowed: "something" }]); },
  run({ seed, scenario }, data, onProgress) {
    runs++;
    const answer = (more: object) => ({ frame: makeFrame(["importKw"], 4), ...more }) as unknown as RunResult;
    switch (seed) {
      case "hang": begun(scenario); return new Promise(() => {});
      case "spin": begun(scenario); for (;;);
      case "die": begun(scenario); process.exit(3);
      case "die once": if (begun(scenario) === 0) process.exit(3); return answer({ seed });
      case "throw late": setTimeout(() => { throw new Error("nobody catches this"); }); return new Promise(() => {});
      case "infeasible": throw new InfeasibleError("importLimitKw", 3, 7, 12.5);
      case "bug": throw new TypeError("not so");
      case "uncloneable": return answer({ seed, report: () => {} });
      case "progress": onProgress(0.25); onProgress(0.5); return new Promise((resolve) => { setTimeout(() => { resolve(answer({ seed })); }, 20); });
      case "late progress": setTimeout(() => { onProgress(0.9); }, 20); return answer({ seed });
      case "files": return answer({ files: [...data].map(([key, file]) => [key, file.sha256]) });
      case "runs": return answer({ runs });
      default: return answer({ seed });
    }
  },
});
