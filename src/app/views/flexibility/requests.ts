import { computed, signal } from "@preact/signals";
import type { ScoredYear } from "../../../core/measures/score/scoredYear.ts";
import type { RunResult } from "../../../core/result.ts";
import { finished } from "../../state/results.ts";
import { scored } from "../../state/score.ts";

type Response = NonNullable<RunResult["response"]>;

/** One call with what the settlement and the score say of it. */
export type Request = {
  readonly call: Response["calls"][number];
  readonly programme: Response["programmes"][number] | undefined;
  readonly settled: Response["programmes"][number]["events"][number] | undefined;
  /** Absent of a price event, and while the score is made. */
  readonly judged: ScoredYear["requests"][number] | undefined;
};

export const requests = computed<readonly Request[]>(() => {
  const made = finished.value;
  const response = made?.result.response;
  if (made === null || response === undefined) return [];
  const years = scored.value?.of === made ? scored.value.years : [];
  return response.calls.map((call) => {
    const programme = response.programmes.find(({ id }) => id === call.programme);
    const asks = call.capKw !== null || (call.reduceKw ?? 0) > 0;
    const judged = asks ? years.flatMap(({ firstStep, requests: of }) => of.filter(({ start, steps }) => firstStep + start === call.step && steps === call.steps)) : [];
    // Programmes that call at the same time are judged in the order of the calls.
    const before = response.calls.slice(0, response.calls.indexOf(call)).filter(({ step, steps, capKw, reduceKw }) => step === call.step && steps === call.steps && (capKw !== null || (reduceKw ?? 0) > 0)).length;
    return { call, programme, settled: programme?.events.find(({ step, steps }) => step === call.step && steps === call.steps), judged: judged[before] };
  });
});

const chosen = signal<number | null>(null);
export function chooseRequest(index: number): void {
  chosen.value = index;
}

/** The request that is looked at: the chosen one, else the one with the most asked. */
export const shownRequest = computed<number>(() => {
  const all = requests.value;
  if (chosen.value !== null && chosen.value < all.length) return chosen.value;
  const energy = all.map(({ judged, settled, call }) => judged?.requestedKwh ?? (settled === undefined ? call.steps : settled.askedKw * call.steps));
  return energy.indexOf(Math.max(...energy));
});
