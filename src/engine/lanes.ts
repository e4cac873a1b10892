import { CancelledError } from "../core/errors.ts";

/** A run that a newer one waits behind is ended after this; a shorter one is let finish, so that a drag is seen as it goes. */
const LET_FINISH_MS = 250;

type Waiting<T> = { start(signal: AbortSignal): Promise<T>; resolve(value: T): void; reject(error: Error): void };
type Lane<T> = { waiting: Waiting<T> | null; readonly running: { readonly controller: AbortController; hurry?: ReturnType<typeof setTimeout> } | null };

/** Lanes on which only the newest request counts: one runs, one waits, and a newer one takes the place of the one that waits. */
export class Lanes<T> {
  readonly #lanes = new Map<string, Lane<T>>();

  /** @throws CancelledError where a newer request took the lane */
  latest(name: string, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const { waiting = null, running = null } = this.#lanes.get(name) ?? {};
      waiting?.reject(new CancelledError());
      this.#lanes.set(name, { waiting: { start, resolve, reject }, running });
      if (running === null) this.#startWaiting(name);
      else running.hurry ??= setTimeout(() => { running.controller.abort(); }, LET_FINISH_MS);
    });
  }

  /** Everything that waits is rejected; what runs is its pool's to end. */
  clear(): void {
    for (const { waiting, running } of this.#lanes.values()) {
      clearTimeout(running?.hurry);
      waiting?.reject(new CancelledError());
    }
    this.#lanes.clear();
  }

  #startWaiting(name: string): void {
    const { waiting = null } = this.#lanes.get(name) ?? {};
    if (waiting === null) {
      this.#lanes.delete(name);
      return;
    }
    const running: NonNullable<Lane<T>["running"]> = { controller: new AbortController() };
    this.#lanes.set(name, { waiting: null, running });
    // The lane is free before who waits for its run hears of it, and asks for the next.
    const free = (): void => {
      clearTimeout(running.hurry);
      if (this.#lanes.get(name)?.running === running) this.#startWaiting(name);
    };
    waiting.start(running.controller.signal).then((value) => {
      free();
      waiting.resolve(value);
    }, (error: Error) => {
      free();
      waiting.reject(error);
    });
  }
}
