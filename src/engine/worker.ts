import type { Endpoint } from "comlink";
import { serve } from "./serve.ts";
import { workerTools } from "./workerTools.ts";

// The types know `self` as a page's window alone.
serve(self as unknown as Endpoint, {
  ...workerTools(),
  // Held until the worker is gone; the page waits for it and so learns of a death.
  holdLock: (name) => new Promise((held, failed) => {
    navigator.locks.request(name, () => {
      held();
      return new Promise<never>(() => {});
    }).catch(failed);
  }),
});
