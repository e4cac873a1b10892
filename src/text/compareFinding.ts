import type { Bill } from "../core/market/signals.ts";
import type { RunResult } from "../core/result.ts";
import { costOf, spanWord, type Finding, type Sentence, type SentencePart } from "./findings.ts";
import { money } from "./numbers.ts";

export type ComparedRun = { readonly name: string; readonly result: RunResult };

/** Smallest difference worth a sentence, share of the cost. */
const SAME_FRACTION = 0.0005;

/**
 * Which run costs least and what doing otherwise costs, with the reason: the part of the bill that moved most the same way. The first
 * run is what the others are counted from. Cost is the bill less what the store holds more than at its start.
 */
export function compareFinding(runs: readonly ComparedRun[]): Finding {
  const [base] = runs;
  if (base === undefined) return both([words("Pin a run to compare it.")]);
  const { currency } = base.result.bill;
  const comparable = runs.filter(({ result }) => result.bill.currency === currency && result.axis.days === base.result.axis.days);
  const over = spanWord(base.result);
  const text = (value: number): SentencePart => strong(money(Math.abs(value), currency));
  if (comparable.length < 2) return both([words(`${base.name} costs `), text(costOf(base.result)), words(` ${over}.`)]);
  const baseCost = costOf(base.result);
  const isSame = (cost: number): boolean => Math.abs(cost - baseCost) < SAME_FRACTION * Math.abs(baseCost);
  const by = comparable.slice(1).toSorted((a, b) => costOf(a.result) - costOf(b.result));
  const [best, worst] = [by[0]!, by.at(-1)!];
  const more = costOf(worst.result) - baseCost;
  const dearer = more > 0 && !isSame(costOf(worst.result)) ? [words(` ${worst.name} costs `), text(more), words(` more${because(worst.result.bill, base.result.bill, worst.result, base.result)}.`)] : [];
  if (isSame(costOf(best.result)) && dearer.length === 0) return both([words("All runs cost the same, "), text(baseCost), words(` ${over}.`)]);
  if (costOf(best.result) >= baseCost || isSame(costOf(best.result))) {
    const head = [words(`${base.name} costs least: `), text(baseCost), words(` ${over}.`)];
    return { parts: [...head, ...dearer], phone: head };
  }
  const saving = baseCost - costOf(best.result);
  return {
    parts: [words(`${best.name} costs least: `), text(saving), words(` ${over} below ${lowerName(base.name)}.`), ...dearer],
    phone: [words(`${best.name} saves `), text(saving), words(` ${over}.`)],
  };
}

function because(bill: Bill, base: Bill, run: RunResult, against: RunResult): string {
  const demand = demandOf(bill) - demandOf(base);
  const energy = bill.energy - base.energy;
  if (demand >= energy && demand > 0) return run.kpis.peakImportKw > against.kpis.peakImportKw ? ", because it sets a higher peak" : ", because more is billed as demand";
  return energy > 0 ? ", because it pays more for energy" : "";
}

const demandOf = (bill: Bill): number => bill.demandTou + bill.demandFlat + bill.coincident;
const lowerName = (name: string): string => (name === "Do nothing" ? "doing nothing" : name.toLowerCase() === name ? name : name.charAt(0).toLowerCase() + name.slice(1));
const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });
const both = (parts: Sentence): Finding => ({ parts, phone: parts });
