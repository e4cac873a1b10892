import type { RunResult } from "../core/result.ts";
import { counted, quantityText } from "./numbers.ts";

/**
 * What a strategy found out about itself, one sentence for each demand charge that it held. A strategy that knew what a
 * real one cannot know says so.
 */
export function strategyFindingTexts({ findings, site }: Pick<RunResult, "findings" | "site">): string[] {
  const charges = new Set(findings.map(({ demandCharge, monthAhead }) => JSON.stringify([demandCharge, monthAhead])));
  return Array.from(charges, (charge) => {
    const held = findings.filter(({ demandCharge, monthAhead }) => JSON.stringify([demandCharge, monthAhead]) === charge);
    const [demandCharge, monthAhead] = JSON.parse(charge) as [string, boolean];
    const label = site.demandCharges.find(({ id }) => id === demandCharge)?.label ?? demandCharge;
    const levelsKw = held.map(({ thresholdKw }) => thresholdKw);
    const [low, high] = [quantityText(Math.min(...levelsKw), "kW"), quantityText(Math.max(...levelsKw), "kW")];
    const what = `${label}: import held at ${low === high ? low : `${low} to ${high}`} in ${counted(new Set(held.map(({ billingMonth }) => billingMonth)).size, "month", "months")}`;
    return monthAhead ? `${what}, with each month's load known ahead; without that knowledge the battery saves less.` : `${what}, from the past alone.`;
  });
}
