import type { CarbonAccount } from "../core/market/carbon.ts";
import { exact, figure, percent, quantityText } from "./numbers.ts";

/** One account, with the rule that it follows. */
export type CarbonLine = { readonly id: string; readonly title: string; readonly value: string; readonly exact: string; readonly rule: string };
export type CarbonGroup = { readonly title: string; readonly note: string; readonly lines: readonly CarbonLine[] };

export const carbonWords = {
  title: "Carbon of this run, CO₂e",
  open: "Show the accounts",
  close: "Close",
  rule: "These answer different questions. None is added to another, except scope 1 to one of the two of scope 2; the Emissions figure is scope 1 with the location-based one.",
  source: "GHG Protocol Scope 2 Guidance (2015); Google, 24/7 Carbon-Free Energy: Methodologies and Metrics (2021).",
} as const;

const tonnes = (kg: number): string => quantityText(kg, "kg").replace(/\s?CO₂e$/, "");

/** Every account of a run's carbon, in the order in which a report has them. */
export function carbonGroups(account: CarbonAccount, emissionsKg: number, isIdle: boolean): readonly CarbonGroup[] {
  const { locationBasedKg, marketBasedKg, residualBasis, matching, coveredKwh, scope1Kg, avoidedKg, exportAvoidedKg, carbonFreeScoreFraction, annualMatchFraction } = account;
  const kg = (id: string, title: string, value: number, rule: string): CarbonLine => ({ id, title, value: tonnes(value), exact: exact(value, "kg"), rule });
  const share = (id: string, title: string, value: number | null, rule: string): CarbonLine => ({ id, title, value: value === null ? "none, no load" : percent(value, 1), exact: value === null ? "" : figure(value, 4), rule });
  const covered = coveredKwh > 0 ? `contracts cover ${quantityText(coveredKwh, "kWh")}, matched ${matching === "annual" ? "over the year" : "hour by hour"}` : "no contract covers any of it";
  const rest = residualBasis === "residualMix" ? "the rest at the residual mix" : "the rest at the grid's average, because no residual mix is given";
  return [
    {
      title: "Emitted", note: "what the site answers for",
      lines: [
        kg("scope1", "Scope 1", scope1Kg, "fuel burnt on the site"),
        kg("location", "Scope 2, location-based", locationBasedKg, "import × average intensity of its step; export takes nothing off"),
        kg("market", "Scope 2, market-based", marketBasedKg, `${covered}; ${rest}`),
        kg("emissions", "Emissions, as in the figures", emissionsKg, "scope 1 and location-based scope 2"),
      ],
    },
    {
      title: "Avoided", note: isIdle ? "this is the do-nothing run: nothing is avoided" : "at the margin, against doing nothing",
      lines: [
        kg("avoided", "By less import", avoidedKg, "import avoided × marginal intensity; negative where the run is worse"),
        kg("exportAvoided", "By export", exportAvoidedKg, "what more export displaces elsewhere; taken off nothing"),
      ],
    },
    {
      title: "Carbon-free", note: "share of the load, battery losses included",
      lines: [
        share("hourly", "24/7, step by step", carbonFreeScoreFraction, "own sun and wind, contracts, and the carbon-free share of the grid, in the step they are used"),
        share("annual", "Matched over the run", annualMatchFraction, "own generation and contracts against the whole load, the hour and the grid's own share left out"),
      ],
    },
  ];
}
