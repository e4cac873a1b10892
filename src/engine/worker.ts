import { serve } from "./serve.ts";
import { workerTools } from "./workerTools.ts";

declare const self: DedicatedWorkerGlobalScope;

serve(self, {
  ...workerTools(),
  // Held until the worker is gone; the page waits for it and so learns of a death.
  holdLock: (name) => new Promise((held, failed) => {
    navigator.locks.request(name, () => {
      held();
      return new Promise<never>(() => {});
    }).catch(failed);
  }),
});
