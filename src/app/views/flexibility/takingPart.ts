import { computed } from "@preact/signals";
import { finished } from "../../state/results.ts";
import { followedStudy } from "../../state/studies.ts";
import { requests } from "./requests.ts";

/** The run with its programmes beside the same strategy without them. */
export const takingPart = followedStudy("participation", { reads: (scenario) => scenario, isAsked: () => requests.value.length > 0 || finished.value?.result.response !== undefined });

/** What each event earned and cost, by the step in which it begins; several that fall together stand as one. */
export const eventLedger = computed(() => {
  const answered = takingPart.answer.value;
  return new Map((answered?.finding.ledger?.events ?? []).map((event) => [event.step, event]));
});
