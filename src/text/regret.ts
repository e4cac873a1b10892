import type { CostParts } from "../core/measures/costParts.ts";
import type { Regret } from "../core/studies/regret.ts";
import { money, percent } from "./numbers.ts";
import { isOptimum, optimumWords } from "./optimum.ts";
import { policyName, strings } from "./strings.ts";

/** Words of the table of regret. */
export const regretWords = {
  title: "Regret",
  note: "above the optimum, charge by charge",
  about: "What every strategy pays above the best that was possible on this site, and its share of what could be saved.",
  run: (runs: number | null) => (runs === null ? "Compute" : `Run ${runs} strategies`),
  again: "Run again",
  stale: "Shown is the answer to other inputs.",
  strategy: "Strategy",
  cost: "Cost",
  above: "Above",
  attained: "Attained",
  attainedHint: "Share of what separates doing nothing from the optimum",
  other: "Other",
  parts: { energy: "Energy", demand: "Demand", exportCredit: "Export", events: "Events", wear: "Wear" } satisfies Readonly<Record<string, string>>,
  otherHint: "Fixed charges, fuel, lost work, unserved load and what the store ends below its start",
  partHint: "A charge may well be lower than in the optimum, which pays more there to save elsewhere",
  failed: (names: string) => `${names} could not run here and is left out.`,
  optimum: (regret: NonNullable<Regret["known"]>) => (isOptimum(regret.optimum) ? optimumWords.name : optimumWords.plan),
} as const;

/** "Peak shaving", "Shed in events": a strategy by its battery's rule, or by its work's where the battery rests. The rules all take the work as the scenario has it. */
export function strategyName(strategy: string): string {
  const [battery = "", work = "run-now"] = strategy.split("+");
  return policyName(battery === "idle" && work !== "run-now" ? work : battery);
}

/** "above the optimum, charge by charge; with work shed in events". */
export function regretNote(work: string): string {
  const placed = (strings.withWork as Readonly<Record<string, string>>)[work];
  return placed === undefined ? regretWords.note : `${regretWords.note}; ${placed}`;
}

/** The five charges that are told by name, and all others in one. */
export type ToldPart = keyof typeof regretWords.parts | "other";

export function toldParts({ energy, demand, exportCredit, events, wear, ...others }: CostParts): Readonly<Record<ToldPart, number>> {
  return { energy, demand, exportCredit, events, wear, other: Object.values(others).reduce((sum, part) => sum + part, 0) };
}

/** What the table tells in a sentence: the best strategy that could be run in reality, and the worst. */
export function regretSentence({ known, rows, currency }: Regret): string | null {
  const causal = rows.filter(({ strategy }) => !strategy.startsWith("optimal"));
  const best = causal.reduce<(typeof causal)[number] | undefined>((least, row) => (least === undefined || row.cost < least.cost ? row : least), undefined);
  if (known === null || best === undefined) return null;
  const { attainedFraction } = best;
  return `${strategyName(best.strategy)} comes nearest: ${money(best.regretCost, currency)} above the ${regretWords.optimum(known).toLowerCase()}${attainedFraction === null ? "" : `, ${percent(attainedFraction, 0)} of the attainable saving`}.`;
}
