import type { Spawn, WorkerLink } from "./spawn.ts";

let spawned = 0;

export const spawnWeb: Spawn = () => linkTo(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));

/**
 * A worker of the page. A browser tells of a script that fails, not of a worker that is gone: so the worker holds a lock
 * while it lives, and the page waits for that lock. Without `navigator.locks` (a page on plain http) such a death goes unnoticed.
 */
export function linkTo(worker: Worker): WorkerLink {
  // Undefined on plain http, whatever the types say.
  const locks = navigator.locks as LockManager | undefined;
  const lifeLock = locks === undefined ? null : `gridflex-worker-${crypto.getRandomValues(new Uint32Array(2)).join("-")}-${spawned++}`;
  const ended = new AbortController();
  let tell: ((reason: string) => void) | null = null;
  const die = (reason: string) => {
    const listener = tell;
    tell = null;
    ended.abort();
    listener?.(reason);
  };
  worker.addEventListener("error", (event) => { die(event.message === "" ? "its script could not be loaded" : event.message); });
  worker.addEventListener("messageerror", () => { die("a message could not be read"); });
  return {
    endpoint: worker,
    lifeLock,
    connected() {
      if (locks === undefined || lifeLock === null) return;
      locks.request(lifeLock, { signal: ended.signal }, () => { die("it ended"); }).catch((error: unknown) => {
        if (!ended.signal.aborted) throw error;
      });
    },
    onDeath(listener) { tell = listener; },
    terminate() {
      tell = null;
      ended.abort();
      worker.terminate();
    },
  };
}
