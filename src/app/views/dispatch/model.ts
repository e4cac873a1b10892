import { computed } from "@preact/signals";
import { dispatchModel } from "../../../charts/dispatch.ts";
import { result } from "../../state/results.ts";
import { hiddenSeries, stackedSide } from "../../state/view.ts";
import { windowSteps } from "./window.ts";

/** What chart, table and readout show: one model for the three. */
export const dispatchModelNow = computed(() => {
  const run = result.value;
  if (run === null) return null;
  const { from, to } = windowSteps.value;
  return dispatchModel(run, { from, to, side: stackedSide.value, hidden: hiddenSeries.value });
});
