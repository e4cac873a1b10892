import type { MeasuredEvent } from "../core/measures/score/measuredEvent.ts";
import { integer, percent, quantityText, SPACE } from "./numbers.ts";

/** Words of a measured call in the Flexibility view. */
export const measured = {
  title: "Measured",
  note: "a power log and the calls on it, without a simulation: never a score",
  chart: "Measured event",
  log: "Power log",
  noLog: "Drop a power log here: time stamps and a column of power, 15 min or finer.",
  chooseLog: "Choose a log",
  otherLog: "Another log",
  example: "Phoenix, 256 GPUs",
  exampleNote: "The log of 256 GPUs that were asked for a quarter less on 4 May 2025 in Phoenix",
  column: "Column",
  unit: "Unit in the file",
  units: { kW: "kW", W: "W", MW: "MW" },
  call: "Call",
  from: "From",
  stamp: "2025-05-04 16:15",
  to: "to",
  asked: "Asked, %",
  listName: (name: string, count: number) => `${name}: ${integer(count)} ${count === 1 ? "call" : "calls"}`,
  chooseEvents: "Choose an event list",
  removeEvents: "One call instead",
  eventsNote: "OpenADR 3 or 2.0b, a JSON list or a table with start,end",
  programme: "Settled by",
  noProgramme: "No programme",
  committed: "Promised, kW",
  ask: (fraction: number) => `Asked ${percent(fraction, 0)} less`,
  base: "Base, mean of the hour before",
  rows: {
    mean: "Mean of the call", magnitude: "Cut", worst: "Worst sample", delivered: "Delivered of asked", onset: "Onset, from the call", response: "Response time", atGoal: "At or below the goal", recovery: "Recovery after the end", rebound: "Rebound 2 h, over asked",
  },
  table: { call: "Call", cut: "Cut", delivered: "Delivered", response: "Response", recovery: "Recovery", credited: "Credited", payment: "Payment", penalty: "Penalty", rebound4: "Rebound, 4 h", net: "Net" },
  minutes: (minutes: number | null) => (minutes === null ? "never" : `${integer(minutes)}${SPACE}min`),
  published: "Published",
  ours: "Ours",
  publishedNote: "Published",
  unsettled: "Not settled",
  total: "Paid in all",
  noTotal: "a payment is not stated",
  waiting: "Reading the log",
} as const;

/** "Cut 31.0 % of 93.1 kW, 99.9 % of what was asked, 4 min after its onset." */
export function measuredFinding({ magnitudeFraction, baseKw, deliveredFraction, responseMinutes }: MeasuredEvent): string {
  const answered = responseMinutes === null ? "never reached what was asked" : `reached it ${integer(responseMinutes)}${SPACE}min after its onset`;
  return `Cut ${percent(magnitudeFraction, 1)} of ${quantityText(baseKw, "kW")}: ${percent(deliveredFraction, 1)} of what was asked, and ${answered}.`;
}
