import type { Asset, AssetId } from "../core/measures/projectAssets.ts";
import type { CashFlowYear, PresentValues } from "../core/measures/finance.ts";
import type { Lifetime } from "../core/studies/lifetime.ts";
import type { Finding } from "./findings.ts";
import { counted, fixed, money, NONE, percent, price, quantityText, SPACE } from "./numbers.ts";

/** Words of the bill over a project's life. */
export const lifeWords = {
  switcher: "Span of the bill",
  year: "Year",
  life: "Life",
  waiting: "Computing the project's years",
  cashFlow: "Cash flow by year",
  values: "What it is worth today",
  valuesNote: "present values; they add up",
  netPresentValue: "Net present value",
  energy: "Cost of energy",
  energyNote: "levelised, before tax",
  carbon: "Carbon",
  carbonNote: "CO₂e over the project's life",
  renewals: "Battery",
  table: "Year by year",
  inputs: "Project",
  inputsNote: "what is bought, at which prices",
  general: "Money and time",
  csv: "Cash flow, CSV",
  assumption: "Assumption",
  warnings: "What to know",
  none: "none",
  never: "never",
  million: (symbol: string) => `million ${symbol}`,
  notOnSite: "none on this site",
  thereAlready: "there already",
  figures: {
    label: "Figures of the project", value: "Net present value", rate: "Internal rate of return", payback: "Paid back", ratio: "Benefit to cost", storage: "Cost of storage", solar: "Cost of solar energy", wind: "Cost of wind energy",
    carbon: "Avoided, CO₂e", discounted: "discounted", years: "years", noRate: "no rate makes the flows nothing", otherRates: (rates: string) => `and ${rates}`, discount: (rate: string) => `discount rate ${rate}`,
    ofToday: (years: number) => `over ${counted(years, "year", "years")}`, simple: (years: string) => `${years}${SPACE}years undiscounted`, forGood: (years: string) => `for good after ${years}${SPACE}years`, notForGood: "not for good",
    income: (income: string, cost: string) => `${income} to ${cost}`, levelised: "levelised, charging counted", levelisedEnergy: "levelised", embodied: (kg: string) => `${kg} embodied taken off`,
  },
  columns: {
    year: "Year", without: "Bill without", with: "Bill with", saved: "Saved", other: "Fuel, programmes, work", upkeep: "Upkeep", capital: "Capital, renewal", tax: "Tax, credit", flow: "Cash flow", sum: "Sum, discounted", capacity: "Capacity at the end",
  },
  lines: {
    billSaving: "Bill saved", fuelSaving: "Fuel saved", programme: "Programmes", unpaidSaving: "Lost work, unserved load, stored energy", om: "Upkeep", capital: "Capital", replacement: "Battery renewed", residual: "Residual value", taxCredit: "Tax credit", tax: "Tax",
  } satisfies Record<keyof PresentValues, string>,
  assets: { solar: "Solar", wind: "Wind", battery: "Battery", coldStore: "Cold store", generator: "Generator" } satisfies Record<AssetId, string>,
  carbonFacts: { embodied: "Embodied", embodiedYear: "Embodied, a year of service", avoided: "Avoided, by the grid's average", net: "Avoided less embodied", payback: "Repaid after" },
  storage: "Storage", solar: "Solar", wind: "Wind",
  renewedIn: "Renewed at the end of", capacityEnd: "Capacity at the project's end", runs: "Runs behind it",
  years: (value: number | null) => (value === null ? "never" : `${fixed(value, 1)}${SPACE}years`),
} as const;

/** What the project is worth, in today's money, and when it has paid for itself. */
export function lifeFinding({ netPresentValue, discountedPaybackYears, capitalCost, years, currency }: Lifetime, discountFraction: number): Finding {
  const span = counted(years.length - 1, "year", "years");
  const amount = { text: money(Math.abs(netPresentValue), currency), strong: true } as const;
  const back = { text: discountedPaybackYears === null ? "" : `${fixed(discountedPaybackYears, 1)}${SPACE}years`, strong: true } as const;
  if (capitalCost === 0) {
    const verb = netPresentValue < 0 ? "costs " : "brings ";
    return { parts: [{ text: `Nothing is bought: in ${span} the strategy ${verb}` }, amount, { text: " in today's money." }], phone: [{ text: `Nothing bought; ${verb}` }, amount, { text: ` in ${span}.` }] };
  }
  if (netPresentValue >= 0) {
    return {
      parts: [{ text: `Over ${span} the project brings ` }, amount, { text: " more than it costs, in today's money" }, ...(discountedPaybackYears === null ? [{ text: "." }] : [{ text: ", and is paid back after " }, back, { text: "." }])],
      phone: [{ text: "Worth " }, amount, { text: " today" }, ...(discountedPaybackYears === null ? [{ text: "." }] : [{ text: ", paid back in " }, back, { text: "." }])],
    };
  }
  return {
    parts: [{ text: `Over ${span} the project costs ` }, amount, { text: ` more than it brings, in today's money: ${discountedPaybackYears === null ? `at ${percent(discountFraction, 2)} a year it is never paid back.` : "what it had earned is spent again."}` }],
    phone: [{ text: "Loses " }, amount, { text: " in today's money." }],
  };
}

/** Years in which the battery is renewed, as they are counted and as they are called. */
export function renewalText(years: readonly CashFlowYear[]): string {
  const renewed = years.filter(({ replaced }) => replaced);
  return renewed.length === 0 ? lifeWords.never : renewed.map(({ year, calendarYear }) => `${calendarYear} (year ${year})`).join(", ");
}

/** Every rate at which the flows are worth nothing: a replacement can make two. */
export function otherRates({ internalRateFraction, internalRateFractions }: Lifetime): string | null {
  const others = internalRateFractions.filter((rate) => rate !== internalRateFraction);
  return others.length === 0 ? null : others.map((rate) => percent(rate, 1)).join(", ");
}

export function energyPrice(perKwh: number | null, currency: string): string {
  if (perKwh === null) return NONE;
  const { value, unit } = price(perKwh, currency);
  return `${value}${SPACE}${unit}`;
}

/** Mass of greenhouse gas, with its sign where less is more. */
export const mass = (kg: number): string => quantityText(kg, "kg").replace(/\s?CO₂e$/, "");

export function assetSummary(asset: Asset | undefined, isOnSite: boolean, currency: string): string {
  if (!isOnSite) return lifeWords.notOnSite;
  return asset === undefined ? lifeWords.thereAlready : money(asset.capitalCost, currency);
}

export const shareText = (fraction: number | null): string => (fraction === null ? "" : percent(fraction, 1));
