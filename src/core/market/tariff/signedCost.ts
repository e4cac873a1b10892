import type { BillLine } from "../signals.ts";

/** What lines add up to for the site: charges less credits. */
export function signedCost(lines: readonly Pick<BillLine, "kind" | "amountCost">[]): number {
  let sum = 0;
  for (const { kind, amountCost } of lines) sum += kind === "exportCredit" ? -amountCost : amountCost;
  return sum;
}
