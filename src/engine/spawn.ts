import type { Endpoint } from "comlink";

/** A worker as the pool sees it, whatever the platform. */
export type WorkerLink = {
  readonly endpoint: Endpoint;
  /** A name that the worker holds while it lives (`WorkerApi.connect`); null where the platform tells of deaths by itself. */
  readonly lifeLock: string | null;
  /** Called by the pool when the worker holds its lock. */
  connected(): void;
  /** Called once when the worker ends without having been told to. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
};

export type Spawn = () => WorkerLink;

/** One worker a core less one for the page, never fewer than two. */
export function workerCount(cores: number): number {
  return Math.max(2, cores - 1);
}
