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

const chosen = signal<number | null>(null);
const chosenYear = signal(0);
export function chooseYear(index: number): void {
  chosenYear.value = index;
  chosen.value = null;
}

/** The scored year that is looked at, of a run of several; null while there is none. */
export const shownYear = computed(() => {
  const years = scored.value?.years ?? [];
  const index = Math.min(chosenYear.value, years.length - 1);
  const year = years[index];
  return year === undefined ? null : { index, year, count: years.length, endStep: years[index + 1]?.firstStep ?? Infinity };
});

export const requests = computed<readonly Request[]>(() => {
  const made = finished.value;
  const response = made?.result.response;
  if (made === null || response === undefined) return [];
  const years = scored.value?.of === made ? scored.value.years : [];
  const shown = shownYear.value;
  const calls = shown === null ? response.calls : response.calls.filter(({ step }) => step >= shown.year.firstStep && step < shown.endStep);
  return calls.map((call) => {
    const programme = response.programmes.find(({ id }) => id === call.programme);
    const asks = call.capKw !== null || (call.reduceKw ?? 0) > 0;
    const judged = asks ? years.flatMap(({ firstStep, requests: of }) => of.filter(({ start, steps }) => firstStep + start === call.step && steps === call.steps)) : [];
    // Programmes that call at the same time are judged in the order of the calls.
    const before = response.calls.slice(0, response.calls.indexOf(call)).filter(({ step, steps, capKw, reduceKw }) => step === call.step && steps === call.steps && (capKw !== null || (reduceKw ?? 0) > 0)).length;
    return { call, programme, settled: programme?.events.find(({ step, steps }) => step === call.step && steps === call.steps), judged: judged[before] };
  });
});

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
