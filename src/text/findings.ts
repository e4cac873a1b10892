import type { Bill, BillMonth } from "../core/market/signals.ts";
import type { RunResult } from "../core/result.ts";
import { monthText } from "./dates.ts";
import { counted, money, percent, quantityText } from "./numbers.ts";
import { policyName, strings } from "./strings.ts";

/** A sentence in parts, its numbers strong. `phone` is the shorter text of narrow screens. */
export type Finding = { readonly parts: Sentence; readonly phone: Sentence };
export type Sentence = readonly SentencePart[];
export type SentencePart = { readonly text: string; readonly strong?: true };

/** The sentence without its emphasis, for a label or a file. */
export function plainText(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join("");
}

/** What one line beside the choice of a run holds on a page of 1,440 px; a longer sentence leaves its reason to the table of charges. */
const MOST_LETTERS = 78;

/** Smallest difference worth a sentence, share of the bill. */
const SAME_FRACTION = 0.0005;
/** A smaller share of the attainable is told as 0 %, and is no news. */
const LEAST_ATTAINED = 0.005;

/**
 * What the run was worth against doing nothing, with the reason: the part of the bill that moved most the same way.
 * @param attained share of the attainable saving that was taken, where the optimum is known: of a cost in which wear, lost work and programmes
 * count, as they do not in the bill; the sentence says so
 */
export function dispatchFinding(result: RunResult, attained?: number): Finding {
  const { currency } = result.bill;
  const name = runName(result);
  const idleCost = costOf(result.idle);
  const saving = idleCost - costOf(result);
  const over = spanWord(result);
  if (result.bill.months.length === 0) return both(["This run has no bill."]);
  if (doesNothing(result)) {
    return { parts: [words("Doing nothing costs "), strong(money(result.bill.total, currency)), words(` ${over}, `), strong(largestShare(result.bill)), words(".")],
      phone: [words("Doing nothing costs "), strong(money(result.bill.total, currency)), words(` ${over}.`)] };
  }
  const took = (what: string) => (attained === undefined || attained < LEAST_ATTAINED ? null : [words("; all costs counted, "), strong(percent(attained, 0)), words(` of ${what}.`)]);
  const [taken, takenShort] = [took("what was attainable"), took("the attainable")];
  if (Math.abs(saving) < SAME_FRACTION * Math.abs(idleCost)) {
    if (taken !== null && takenShort !== null) return { parts: [words(`${name} leaves the bill at `), strong(money(result.bill.total, currency)), words(` ${over}`), ...taken], phone: [words("Leaves the bill as it is"), ...takenShort] };
    return both([`${name} costs the same as doing nothing: `, { text: money(result.bill.total, currency), strong: true }, ` ${over}.`]);
  }
  const amount = strong(money(Math.abs(saving), currency));
  if (taken !== null && takenShort !== null) {
    const [does, more] = saving > 0 ? ["saves", ""] : ["costs", " more"];
    return { parts: [words(`${name} ${does} `), amount, words(`${more} ${over}`), ...taken], phone: [words(`${does === "saves" ? "Saves" : "Costs"} `), amount, words(`${more} ${over}`), ...takenShort] };
  }
  if (saving > 0) {
    const share = strong(percent(saving / idleCost));
    const head = [words(`${name} saves `), amount, words(` ${over}, `), share, words(" of the bill")];
    const reason = savingReason(result);
    const isLong = plainText(head).length + reason.length > MOST_LETTERS;
    return { parts: [...head, words(isLong ? "." : `${reason}.`)],
      phone: [words("Saves "), amount, words(` ${over}, `), share, words(" of the bill.")] };
  }
  return { parts: [words(`${name} costs `), amount, words(` more ${over}${lossReason(result)}.`)],
    phone: [words("Costs "), amount, words(` more ${over}.`)] };
}

/** What the year's bill is made of and which month is dearest. */
export function billFinding(result: RunResult): Finding {
  const { bill } = result;
  const dearest = dearestMonth(bill);
  if (dearest === undefined) return both(["This run has no bill."]);
  const total = strong(money(bill.total, bill.currency));
  const head = [words("The bill is "), total, words(` ${spanWord(result)}`)];
  if (bill.months.length === 1) return { parts: [...head, words(", "), strong(largestShare(bill)), words(".")], phone: [...head, words(".")] };
  return { parts: [...head, words(", "), strong(largestShare(bill)), words(`; ${monthText(dearest.year, dearest.month)} is dearest at `), strong(money(dearest.total, bill.currency)), words(".")],
    phone: [...head, words(".")] };
}

/** "4.54 MW" + "on-peak sets $112k of August": what a billed level costs; `short` is for narrow charts. */
export function billedLevelSentence({ kw, label, cost }: { readonly kw: number; readonly label: string; readonly cost: number }, month: string, currency: string): { readonly figure: string; readonly rest: string; readonly short: string } {
  return { figure: quantityText(kw, "kW"), rest: `${lowerFirst(label)} sets ${money(cost, currency)} of ${month}`, short: `sets ${money(cost, currency)}` };
}

/** Battery policy, with the work policy where it is not the plain one; the cooling policy where nothing else is done. */
export function runName(result: Pick<RunResult, "strategy">): string {
  const { battery, work, cooling } = result.strategy;
  if (battery === "idle" && work === "run-now" && cooling !== undefined) return policyName(cooling);
  if (work === "run-now" || work === "joint") return policyName(battery);
  return battery === "idle" ? policyName(work) : `${policyName(battery)} ${withWork(work)}`;
}

function withWork(work: string): string {
  return (strings.withWork as Readonly<Record<string, string>>)[work] ?? `with ${policyName(work).toLowerCase()}`;
}

/** Bill less what the store holds more than at its start, MODEL §2: what runs are compared by. */
export function costOf({ kpis }: Pick<RunResult, "kpis">): number {
  return kpis.totalCost + kpis.residualValueCost;
}

function savingReason(result: RunResult): string {
  const energy = result.idle.bill.energy - result.bill.energy;
  const demand = demandOf(result.idle.bill) - demandOf(result.bill);
  const credit = result.bill.exportCredit - result.idle.bill.exportCredit;
  if (demand >= energy && demand >= credit) return ", most of it by a lower peak";
  if (credit > energy) return ", most of it by export";
  return energy > 0 ? ", most of it on energy" : "";
}

function lossReason(result: RunResult): string {
  const demand = demandOf(result.bill) - demandOf(result.idle.bill);
  const energy = result.bill.energy - result.idle.bill.energy;
  if (demand >= energy && demand > 0) {
    return result.kpis.peakImportKw > result.idle.kpis.peakImportKw ? ", because charging sets a new peak" : ", because more is billed as demand";
  }
  return energy > 0 ? ", because its losses cost more than the price difference earns" : "";
}

const demandOf = (bill: Bill): number => bill.demandTou + bill.demandFlat + bill.coincident;

/** "65 % of it energy", "52 % of it demand". */
function largestShare(bill: Bill): string {
  const charges = bill.total + bill.exportCredit;
  const parts = [["energy", bill.energy], ["demand", demandOf(bill)], ["fixed charges", bill.fixed + bill.minimum]] as const;
  const [name, amount] = parts.reduce((largest, part) => (part[1] > largest[1] ? part : largest));
  return charges > 0 ? `${percent(amount / charges, 0)} of it ${name}` : "nothing to pay";
}

function dearestMonth(bill: Bill): BillMonth | undefined {
  return bill.months.reduce<BillMonth | undefined>((dearest, month) => (dearest === undefined || month.total > dearest.total ? month : dearest), undefined);
}

/** Whether a run of so many days is a year, and may be called one. */
export function isYear(days: number): boolean {
  return days === 365 || days === 366;
}

/** "a year", or "in 9 days" of a run that is none. */
export function spanWord({ axis }: Pick<RunResult, "axis">): string {
  return isYear(axis.days) ? "a year" : `in ${counted(axis.days, "day", "days")}`;
}

/** Whether it is the run that savings are counted from: no battery, no work and no cold store is moved. */
export function doesNothing({ strategy: { battery, work, cooling } }: Pick<RunResult, "strategy">): boolean {
  return battery === "idle" && work === "run-now" && cooling === undefined;
}

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

function both(parts: readonly (string | SentencePart)[]): Finding {
  const sentence = parts.map((part) => (typeof part === "string" ? words(part) : part));
  return { parts: sentence, phone: sentence };
}

/** Name of a reason code for the reader; codes that this version does not know are shown as they stand. */
export function reasonText(reason: string): string {
  return (strings.reasons as Readonly<Record<string, string>>)[reason] ?? reason;
}

/** Names within a sentence begin small, unless they are an abbreviation ("TOU"). */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
