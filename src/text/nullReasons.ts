import type { NullReason } from "../core/studies/sevenMetrics.ts";

const sentences: Readonly<Record<NullReason, string>> = {
  noDecisions: "No decision was served.",
  noCloudPrice: "No cloud price is given to compare with.",
  notSimulated: "The place is not simulated: a score needs its own run.",
  notBuilt: "Nothing is built there.",
  noFeasibleSinglePlace: "No single place keeps all bounds: only a mix does.",
  notPlaceable: "No placement keeps all bounds.",
  noPlacement: "The placement was not solved.",
  yearNotInStudy: "The year lies outside the growth study.",
};

/** Why a metric has no value. */
export function nullReasonText(reason: NullReason): string {
  return sentences[reason];
}
