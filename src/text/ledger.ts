import type { Ledger, LedgerDay } from "../core/measures/ledger.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, money } from "./numbers.ts";
import { strings } from "./strings.ts";

/** Words of the ledger: a month of the bill told by the days and steps that made it. */
export const ledgerWords = {
  span: "Ledger",
  month: "Month",
  days: "Days",
  daysNote: (currency: string) => `${currency}, by the site's clock`,
  day: "Day",
  imported: "Grid import",
  energy: "Energy",
  exported: "Export",
  peaks: "Peaks set",
  sum: "Sum",
  against: "Against do nothing",
  ofMonth: "Of the month",
  ofMonthNote: "what no day made",
  allDays: "All days",
  total: "Sum of the ledger",
  billed: "The bill",
  differs: (amount: string) => `differs from the bill by ${amount}`,
  hours: (day: string) => `Hours of ${day}`,
  hoursNote: "a click shows the step in Dispatch",
  hour: "Hour",
  price: "Price",
  battery: "Battery",
  why: "Why",
  sets: (label: string) => `sets ${label}`,
  show: (what: string) => `Show ${what} in Dispatch`,
  showDay: (day: string) => `Show the hours of ${day}`,
  showLine: (label: string) => `Show ${label} in the bill`,
  source: "Where the rates come from",
  shared: (labels: string) => `${labels}: netted over the month, so that no step has a price of its own; shared out by energy.`,
  waiting: "Computing",
  gives: "gives",
  takes: "takes",
} as const;

/** What the month costs and how much of it few steps decided. */
export function ledgerFinding({ year, month, billedCost, energyCost, exportCost, marks }: Ledger, days: readonly LedgerDay[], currency: string): Finding {
  const name = `${strings.monthNames[month - 1]} ${year}`;
  const energy = [...energyCost, ...exportCost].reduce((sum, cost) => sum + cost, 0);
  const peaks = marks.reduce((sum, { amountCost }) => sum + amountCost, 0);
  const steps = new Set(marks.map(({ step }) => step)).size;
  const head = [words(`${name} costs `), strong(money(billedCost, currency))];
  const tail = peaks > 0
    ? [words(": "), strong(money(energy, currency)), words(` for energy over ${counted(days.length, "day", "days")}, `), strong(money(peaks, currency)), words(` set in ${counted(steps, "step", "steps")}.`)]
    : [words(": "), strong(money(energy, currency)), words(` for energy over ${counted(days.length, "day", "days")}.`)];
  return { parts: [...head, ...tail], phone: [...head, words(".")] };
}

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });
