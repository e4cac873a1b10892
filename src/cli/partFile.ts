import { stat } from "node:fs/promises";
import { InputError } from "../core/errors.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";
import type { Outcome } from "../core/studies/study.ts";
import { checkPartHeader, outcomeOfLine } from "../engine/lines.ts";
import { readLines } from "./lineFiles.ts";
import { fileError } from "./nodeIo.ts";

/** What stands in a file of outcomes that may have been cut off. */
export type Part = {
  /** Whole outcomes, in the order of their runs. */
  readonly count: number;
  /** Index of the last of them among the runs of the study; −1 for none. */
  readonly last: number;
  /** Length of what is whole: the rest is written again. */
  readonly keepBytes: number;
  outcomes(): AsyncGenerator<Outcome<RunFigures>>;
};

/**
 * @param absent what a part is that is not there
 * @throws InputError for what is no part of this study
 */
export async function readPart(path: string, studyHash: string, absent: "empty" | "refused"): Promise<Part> {
  const bytes = await stat(path).then(({ size }) => size, (error: unknown) => {
    if (absent === "refused") throw fileError(error, path, "a part that gridflex work wrote");
    return 0;
  });
  let count = 0;
  let last = -1;
  let keepBytes = 0;
  if (bytes > 0) {
    for await (const line of readLines(path)) {
      const length = Buffer.byteLength(line) + 1;
      // The last line counts where its end was written too.
      if (keepBytes + length > bytes) break;
      if (keepBytes === 0) checkPartHeader(line, studyHash, path);
      else {
        const outcome = outcomeOfLine(line);
        if (outcome === undefined) break;
        if (outcome.index <= last) throw new InputError([{ where: { file: path }, found: `run ${outcome.index} after run ${last}`, allowed: "runs in their order: two processes wrote to one file" }]);
        last = outcome.index;
        count++;
      }
      keepBytes += length;
    }
  }
  return {
    count, last, keepBytes,
    async *outcomes() {
      let left = count;
      if (left === 0) return;
      let header = true;
      for await (const line of readLines(path)) {
        if (header) header = false;
        else {
          yield outcomeOfLine(line)!;
          left--;
          if (left === 0) return;
        }
      }
    },
  };
}
