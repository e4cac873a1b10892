import { lower } from "./page.ts";
import { counted, integer } from "./numbers.ts";
import { strings } from "./strings.ts";

const { charts } = strings;
/** A part that is said only where there is something to say. */
const after = (part: string): string => (part === "" ? "" : ` ${part}`);

/**
 * What charts say in sentences: their summaries for who cannot see them, and what of a subtitle is words. Figures, moments and periods come as they
 * are written.
 */
export const chartSentences = {
  thousand: (unit: string) => `thousand ${unit}`,
  million: (unit: string) => `million ${unit}`,
  aMonth: (unit: string) => `${unit} a month`,
  aYear: (unit: string) => `${unit} a year`,
  fromTo: (first: string, last: string) => `${first} to ${last}`,
  days: (count: number) => counted(count, "day", "days"),
  meanOf: (unit: string, span: string) => `${unit}, ${charts.meanOf} ${span}`,
  eachHour: "each hour",
  shareOf: (whole: string) => `% of ${whole}`,
  highestOf: (name: string, value: string) => `${name}, highest ${value}`,
  importAbove: (unit: string) => `${unit} of grid import, ${lower(charts.hoursAbove)}`,
  against: (unit: string, name: string) => `${unit} against ${lower(name)}`,

  dispatch: (period: string, zone: string, peak: string, peakAt: string, demand: string, demandAt: string) =>
    `${charts.dispatch}, ${period}, ${zone}. Highest grid import ${peak} on ${peakAt}; highest demand ${demand} on ${demandAt}.`,
  range: (name: string, low: string, high: string) => `${name} ${low} to ${high}`,
  billed: (power: string) => `${power} billed`,
  billedLevel: (name: string, value: string) => `Billed level ${name}: ${value}.`,
  billStack: (total: string, dearest: string, its: string, largest: string) => `${charts.billStack}: ${total} in all. ${dearest} is dearest at ${its}.${after(largest)}`,
  largestCharge: (name: string, sum: string) => `Largest charge: ${lower(name)}, ${sum}.`,
  loadDuration: (period: string, highest: string, half: string, before: string) => `${charts.loadDuration}, ${period}. Highest import ${highest}, exceeded half the time ${half}.${after(before)}`,
  withNothingDone: (highest: string, half: string) => `With nothing done ${highest} and ${half}.`,
  hourlyProfile: (value: string, at: string, month: string) => `${charts.hourlyProfile}. Highest mean demand: ${value} at ${at} in ${month}.`,
  heatMap: (quantity: string, period: string, low: string, high: string, at: string) => `${quantity} by hour and day, ${period}: ${low} to ${high}, highest in the hour of ${at}.`,
  sankey: (period: string, sources: string, uses: string) => `${charts.sankey}, ${period}. From ${sources} to ${uses}.`,
  multiples: (period: string, runs: string) => `${charts.importMultiples}, ${period}. ${runs}.`,
  dotted: (name: string) => `dotted: ${lower(name)}`,
  highestOn: (name: string, value: string, at: string) => `${name}: highest ${value} on ${at}`,
  savingByCharge: (against: string, runs: string) => `${charts.savingByCharge} against ${lower(against)}: ${runs}.`,
  cashFlow: (years: number, value: string, payback: string, capacity: string) => `${charts.cashFlow.title} over ${counted(years, "year", "years")}: net present value ${value}, ${payback}.${after(capacity)}`,
  promised: (share: string, power: string, span: string) => `${share} (${power}) for ${span}`,
  keyPromise: (share: string, power: string, span: string) => `${share}, ${power} for ${span}`,
  neverPaidBack: "never paid back",
  paidBack: (years: string) => `paid back after ${years} years, discounted`,
  batteryEnds: (share: string, renewals: number) => `The battery ends at ${share} of its first capacity${renewals === 0 ? "" : `, renewed ${renewals === 1 ? "once" : `${integer(renewals)} times`}`}.`,
} as const;
