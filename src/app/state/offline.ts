import { effect } from "@preact/signals";
import { result } from "./results.ts";

/** The files are fetched once more for the cache: not before the first result has been looked at. */
const AFTER_RESULT_MS = 3_000;

/** Keeps the page for days without a network, from the first visit on. Only what is built can be kept; on plain http a browser keeps nothing. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const stop = effect(() => {
    if (result.value === null) return;
    setTimeout(() => {
      stop();
      // Where the browser refuses (a private window, say) the page works as before, with a network.
      navigator.serviceWorker.register("./sw.js").catch(() => undefined);
    }, AFTER_RESULT_MS);
  });
}
