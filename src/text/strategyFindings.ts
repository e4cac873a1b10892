import type { RunResult } from "../core/result.ts";
import { counted, quantityText } from "./numbers.ts";

/**
 * What a strategy found out about itself, one sentence for each demand charge that it held, and one for the events it declined. A strategy that knew what a
 * real one cannot know says so.
 */
export function strategyFindingTexts({ findings, site }: Pick<RunResult, "findings" | "site">): string[] {
  const levels = findings.filter((finding) => finding.kind === "peakThreshold");
  const charges = new Set(levels.map(({ demandCharge, monthAhead }) => JSON.stringify([demandCharge, monthAhead])));
  const declined = findings.filter((finding) => finding.kind === "eventDeclined");
  return [...Array.from(charges, (charge) => {
    const held = levels.filter(({ demandCharge, monthAhead }) => JSON.stringify([demandCharge, monthAhead]) === charge);
    const [demandCharge, monthAhead] = JSON.parse(charge) as [string, boolean];
    const label = site.demandCharges.find(({ id }) => id === demandCharge)?.label ?? demandCharge;
    const levelsKw = held.map(({ thresholdKw }) => thresholdKw);
    const [low, high] = [quantityText(Math.min(...levelsKw), "kW"), quantityText(Math.max(...levelsKw), "kW")];
    const what = `${label}: import held at ${low === high ? low : `${low} to ${high}`} in ${counted(new Set(held.map(({ billingMonth }) => billingMonth)).size, "month", "months")}`;
    return monthAhead ? `${what}, with each month's load known ahead; without that knowledge the battery saves less.` : `${what}, from the past alone.`;
  }), ...(declined.length > 0 ? [`${counted(new Set(declined.map(({ step }) => step)).size, "event", "events")} declined in part or whole, because too little of what was asked could be given.`] : [])];
}
