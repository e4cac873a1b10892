import type { Endpoint } from "comlink";
import type { RunResult } from "../../src/core/result.ts";
import { makeFrame } from "../../src/core/time/frame.ts";
import { holdLock } from "../../src/engine/holdLock.web.ts";
import { serve } from "../../src/engine/serve.ts";

/** A worker that closes itself without a word where the run's seed says so: what a browser tells nobody. */
serve(self as unknown as Endpoint, {
  holdLock,
  write: () => Promise.reject(new Error("writes no files")),
  study: () => Promise.resolve({}),
  figures: () => Promise.reject(new Error("keeps no figures")),
  read: () => { throw new Error("reads no files"); },
  run({ seed }) {
    if (seed === "close") {
      self.close();
      return new Promise(() => {});
    }
    if (seed === "hang") return new Promise(() => {});
    return { frame: makeFrame([], 0), seed } as unknown as RunResult;
  },
});
