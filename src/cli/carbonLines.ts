import type { CarbonAccount } from "../core/market/carbon.ts";
import { fixed, NONE, percent, SPACE } from "../text/numbers.ts";

/** A run's carbon by each rule of accounting, a line each; they answer different questions and are not added. */
export function carbonLines(account: CarbonAccount): string[] {
  const line = (label: string, figure: string) => `${label.padEnd(28)}${figure.padStart(24)}`;
  const kg = (value: number) => `${fixed(value, 0)}${SPACE}kg`;
  const share = (fraction: number | null) => (fraction === null ? NONE : percent(fraction, 2));
  return [
    line("Carbon, location-based", kg(account.locationBasedKg)),
    `${line("Carbon, market-based", kg(account.marketBasedKg))}${account.residualBasis === "gridAverage" ? "  (no residual mix given: the grid's average stands in)" : ""}`,
    line("Carbon, fuel on the site", kg(account.scope1Kg)),
    line("Avoided at the margin", kg(account.avoidedKg)),
    line("24/7 carbon-free score", share(account.carbonFreeScoreFraction)),
    line("Matched over the run", share(account.annualMatchFraction)),
  ];
}
