import { costOfRun, costParts, type CostParts } from "../core/measures/costParts.ts";
import type { RunResult } from "../core/result.ts";
import { spanWord, type Finding, type Sentence, type SentencePart } from "./findings.ts";
import { money } from "./numbers.ts";

export type ComparedRun = { readonly name: string; readonly result: RunResult };

/** Smallest difference worth a sentence, share of the cost. */
const SAME_FRACTION = 0.0005;

/**
 * Which run costs least and what doing otherwise costs, with the reason: the part of the cost that moved most the same way. The first
 * run is what the others are counted from. Cost is what regret and shares of the attainable are counted in.
 */
export function compareFinding(runs: readonly ComparedRun[]): Finding {
  const [base] = runs;
  if (base === undefined) return both([words("Pin a run to compare it.")]);
  const { currency } = base.result.bill;
  const comparable = runs.filter(({ result }) => result.bill.currency === currency && result.axis.days === base.result.axis.days);
  const over = spanWord(base.result);
  const text = (value: number): SentencePart => strong(money(Math.abs(value), currency));
  if (comparable.length < 2) return both([words(`${base.name} costs `), text(costOfRun(base.result)), words(` ${over}.`)]);
  const baseCost = costOfRun(base.result);
  const isSame = (cost: number): boolean => Math.abs(cost - baseCost) < SAME_FRACTION * Math.abs(baseCost);
  const by = comparable.slice(1).toSorted((a, b) => costOfRun(a.result) - costOfRun(b.result));
  const [best, worst] = [by[0]!, by.at(-1)!];
  const more = costOfRun(worst.result) - baseCost;
  const dearer = more > 0 && !isSame(costOfRun(worst.result)) ? [words(` ${worst.name} costs `), text(more), words(` more${because(worst.result, base.result)}.`)] : [];
  if (isSame(costOfRun(best.result)) && dearer.length === 0) return both([words("All runs cost the same, "), text(baseCost), words(` ${over}.`)]);
  if (costOfRun(best.result) >= baseCost || isSame(costOfRun(best.result))) {
    const head = [words(`${base.name} costs least: `), text(baseCost), words(` ${over}.`)];
    return { parts: [...head, ...dearer], phone: head };
  }
  const saving = baseCost - costOfRun(best.result);
  return {
    parts: [words(`${best.name} costs least: `), text(saving), words(` ${over} below ${lowerName(base.name)}.`), ...dearer],
    phone: [words(`${best.name} saves `), text(saving), words(` ${over}.`)],
  };
}

const DEARER: Readonly<Partial<Record<keyof CostParts, string>>> = {
  energy: ", because it pays more for energy", wear: ", because it wears the battery more", lostWork: ", because it loses more work", events: ", because programmes pay it less",
};

/** The part of the cost in which a run stands furthest above the first. */
function because(run: RunResult, base: RunResult): string {
  const [parts, others] = [costParts(run), costParts(base)];
  let dearest: keyof CostParts | null = null;
  let most = 0;
  for (const part of Object.keys(parts) as (keyof CostParts)[]) {
    const more = parts[part] - others[part];
    if (more > most) [dearest, most] = [part, more];
  }
  if (dearest === "demand") return run.kpis.peakImportKw > base.kpis.peakImportKw ? ", because it sets a higher peak" : ", because more is billed as demand";
  return dearest === null ? "" : DEARER[dearest] ?? "";
}

const lowerName = (name: string): string => (name === "Do nothing" ? "doing nothing" : name.toLowerCase() === name ? name : name.charAt(0).toLowerCase() + name.slice(1));
const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });
const both = (parts: Sentence): Finding => ({ parts, phone: parts });
