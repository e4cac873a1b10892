import type { Sizes } from "../core/studies/equipmentCost.ts";
import type { Sizing } from "../core/studies/sizing.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, fixed, money, percent, quantityText, SPACE } from "./numbers.ts";
import { optimumStatus } from "./optimum.ts";

/** Words of the sizing study and its chart. */
export const sizingWords = {
  question: "What pays to be built here: not computed yet.",
  about: "Battery power and energy, solar and wind of least cost over a project's life, chosen by one linear programme together with their best use through the year; the chosen site is then run through the plant. It takes some seconds.",
  bounds: "Most that may be built",
  boundsNote: "empty: 4 × the IT power",
  project: "Project",
  equipment: "Equipment",
  how: "How it is computed",
  summary: (years: number) => `${counted(years, "year", "years")}, bounds, prices`,
  facts: "What it comes to",
  battery: "Battery power",
  energy: "Battery energy",
  solar: "Solar, DC",
  wind: "Wind",
  table: "Sizes",
  tableNote: "what stands, and what costs least",
  size: "Equipment",
  now: "Now",
  sized: "Least cost",
  atMost: "at its most",
  capital: "Capital",
  aYear: "A year",
  openSite: "Open as a scenario",
  opened: "Sizes of least life-cycle cost",
  operation: "Bill under the best use, a year",
  equipmentYear: "Equipment, evenly a year",
  total: "Both, a year",
  without: "With nothing built, a year",
  life: (years: number) => `Over ${counted(years, "year", "years")}, present value`,
  withoutLife: "The same with nothing built",
  budget: "Capital of the budget",
  status: "Sizes",
  run: "Run through the plant",
  proven: "proven the least",
  feasible: "a plan, not proven the least",
  differs: (share: number) => (share < 5e-7 ? "the same to a millionth" : `${percent(share)} apart`),
  took: (seconds: number) => `${fixed(seconds, seconds < 10 ? 1 : 0)}${SPACE}s`,
  solved: "Time",
  surface: "Cost around the chosen battery",
  surfaceNote: (unit: string, none: string) => `${unit} a year above the least · solar and wind as chosen · no battery: ${none}`,
  surfaceShort: (unit: string) => `${unit} a year above the least`,
  surfaceOf: (least: string, power: string, energy: string, most: string, powers: readonly [string, string], energies: readonly [string, string]) =>
    `${least} at ${power} and ${energy}; up to ${most} from ${powers[0]} to ${powers[1]} and ${energies[0]} to ${energies[1]}`,
  noBattery: (more: string) => `no battery ${more}`,
  power: "Battery power",
  median: (text: string) => `median ${text}`,
  noSurface: "No surface was asked for.",
  notCounted: "Hourly steps. Before tax and credits: a site's life and finance, under Bill, count those. Programmes, reserve, throttled work and generators beside the grid stay out; cells are bought again as the years above say, so no wear is charged to a kWh.",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** What is built and what that saves. */
export function sizingFinding({ sizes, totalCostPerYear, withoutCostPerYear, lifeCycleCost, withoutLifeCycleCost, currency }: Sizing, projectYears: number): Finding {
  const built = builtText(sizes);
  const saved = withoutLifeCycleCost - lifeCycleCost;
  if (built.length === 0) return { parts: [words("Nothing pays: with nothing built the year costs "), strong(money(withoutCostPerYear, currency)), words(", and every size costs more.")], phone: [words("Nothing pays to be built here.")] };
  const list = built.flatMap(({ size, of }, k): SentencePart[] => [words(k === 0 ? "" : k === built.length - 1 ? " and " : ", "), strong(size), words(` of ${of}`)]);
  return {
    parts: [...list, words(built.length === 1 && sizes.batteryKw > 0 ? " saves " : " save "), strong(money(saved, currency)), words(` over ${counted(projectYears, "year", "years")}${built.length > 2 ? "." : `: ${money(totalCostPerYear, currency)} a year, not ${money(withoutCostPerYear, currency)}.`}`)],
    phone: [...list.filter((part) => part.strong === true).flatMap((part, k): SentencePart[] => [words(k === 0 ? "" : ", "), part]), words(": "), strong(money(saved, currency)), words(" saved.")],
  };
}

/** "835 kW and 4.48 MWh of battery": the two sizes of a battery are one thing. */
function builtText({ batteryKw, batteryKwh, solarDcKw, windKw }: Sizes): readonly { readonly size: string; readonly of: string }[] {
  return [
    ...(batteryKw > 0 ? [{ size: `${quantityText(batteryKw, "kW")}, ${quantityText(batteryKwh, "kWh")}`, of: "battery" }] : []),
    ...(solarDcKw > 0 ? [{ size: quantityText(solarDcKw, "kW"), of: "solar" }] : []),
    ...(windKw > 0 ? [{ size: quantityText(windKw, "kW"), of: "wind" }] : []),
  ];
}

/** "proven the least": the sizes; and what the plant made of them: "proven: gap 0.00 %, the same to a millionth". */
export function sizingStatus({ status, replay, replayRelativeDifference }: Pick<Sizing, "status" | "replay" | "replayRelativeDifference">): { readonly sizes: string; readonly run: string } {
  return { sizes: status === "optimal" ? sizingWords.proven : sizingWords.feasible, run: `${optimumStatus(replay)}; ${sizingWords.differs(Math.abs(replayRelativeDifference))}` };
}
