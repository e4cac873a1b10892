import type { Warning } from "../core/errors.ts";
import { counted, exact, figure, quantityText } from "./numbers.ts";

type Values = Warning["values"];
const number = (values: Values, key: string) => Number(values[key]);

/** By code: what the reader must know, in one sentence. */
const sentences: Readonly<Record<string, (values: Values) => string>> = {
  syntheticWeather: (v) => (v["normals"] === "monthly"
    ? "Weather is synthetic: seeded years around the site's monthly normals, not a measured year."
    : "Weather is synthetic, from latitude and longitude alone: right for the climate, not for a year."),
  normalsAboveClearSky: (v) => `The normals of month ${v["month"]} are ${figure(number(v, "factor"))} times what this place's sky gives: is the unit kWh/m² a day, is the altitude right?`,
  trackerDiffuseNotMasked: () => "Trackers shade no diffuse light from each other in this model: with backtracking it gives 1.4 to 2.1 % more than SAM.",
  weatherElsewhere: (v) => `The weather of ${v["file"]} is that of a place ${figure(number(v, "distanceKm"))} km from the site.`,
  weatherOfOtherYear: (v) => `The weather is that of ${v["year"]}, laid over the simulated year by month, day and hour.`,
  weatherWithoutWind: (v) => `The weather file has no wind: ${exact(number(v, "assumedMs"), "m/s")} is assumed.`,
  leapDayFilled: (v) => `29 February takes the 28th of ${v["series"]}.`,
  leapDayLeftOut: (v) => `The 29 February of ${v["series"]} is left out: the simulated year has none.`,
  negativeProduction: (v) => `Measured production is negative in ${counted(number(v, "steps"), "step", "steps")}; it counts as 0 there.`,
  nothingPriced: () => "Neither a rate nor a price is given: energy costs nothing, and no strategy can save on the bill.",
  storeEndsElsewhere: (v) => `The battery ends ${quantityText(Math.abs(number(v, "carryKwh")), "kWh")} ${number(v, "carryKwh") < 0 ? "below" : "above"} its start, more than 1 % of what it moved; the difference is valued on a line of its own.`,
  unserved: (v) => `${quantityText(number(v, "unservedKwh"), "kWh")} of load went unserved: neither the connection nor what stands by could carry it.`,
  generatorBelowMinimum: (v) => `The generator ran below its minimum load for ${exact(number(v, "hours"), "h")}: the load was smaller and the battery could not take the rest.`,
  outageOutsideRun: (v) => `The outage that begins at ${v["start"]} lies outside the run and is left out.`,
  missedDeadlines: (v) => `${v["name"]}: ${quantityText(number(v, "missedKwh"), "kWh")} of work missed its deadline, in ${counted(number(v, "missedDeadlines"), "step", "steps")}.`,
  sellAboveBuy: (v) => `Export earns more than import costs in ${counted(number(v, "steps"), "step", "steps")}.`,
  loadAboveDesign: (v) => `The load reaches ${quantityText(number(v, "peakKw"), "kW")}, above the IT design power of ${quantityText(number(v, "itDesignKw"), "kW")}.`,
  negativeLoad: (v) => `The measured load is negative in ${counted(number(v, "steps"), "step", "steps")}; it counts as 0 there.`,
  windowRoundedDown: (v) => `${v["name"]}: the window of ${exact(number(v, "windowHours"), "h")} is no whole number of steps; ${exact(number(v, "usedHours"), "h")} is used.`,
  valuesFilled: (v) => `${v["series"]} of ${v["file"]}: ${counted(number(v, "values"), "value", "values")} of class ${v["class"]} filled on a straight line between neighbours, as chosen.`,
  valuesTakenOut: (v) => `${v["series"]} of ${v["file"]}: ${counted(number(v, "values"), "value", "values")} of class ${v["class"]} taken out, as chosen.`,
  sameYearAgain: (v) => `Every one of the ${v["years"]} project years has the weather, the calendar and the prices of the one that is simulated; prices are escalated after the run.`,
  oneYearForAll: (v) => `One year stands for all ${v["years"]}: no fade, sun at its mean output over the project, the battery renewed by the calendar.`,
  programmeNotPriced: () => "A programme's payment is not stated: it counts as nothing in the cash flow.",
  americanPrices: (v) => `Prices of equipment are American defaults in dollars, taken as ${v["currency"]}: type the site's own, its tax and its credits.`,
  taxCreditEnded: (v) => `The tax credit for ${v["asset"]} is left out: it has ended for what goes into service in ${v["inServiceYear"]}.`,
  ratingOfMeasuredMissing: (v) => `Measured production has no rating in ${v["path"]}: its capital counts as nothing.`,
  responseRevenueUnknown: () => "A payment of a programme that the site has joined is not stated: the price per kWh counts none.",
  energyPerDecisionDoubtful: (v) => `${exact(number(v, "kwhPerDecision") * 1000, "Wh")} a decision (${v["place"]}) lies beyond what is sensible, 0.001 to 50 Wh: are power, rate and tokens right?`,
  carbonBeyondBounds: (v) => `The ${v["series"]} carbon series lies beyond ${exact(number(v, "minGPerKwh"))} … ${exact(number(v, "maxGPerKwh"), "g/kWh")} in ${counted(number(v, "steps"), "step", "steps")}: is its unit right?`,
  programmeUnverified: (v) => `${v["programme"]}: its figures were not compared with the tariff sheet.`,
  programmeMoneyMissing: (v) => `${v["programme"]}: ${v["fields"]} is not stated; no money is shown before it is typed.`,
  programmeTooSmall: (v) => `${v["programme"]} takes no commitment below ${quantityText(number(v, "minKw"), "kW")}; ${quantityText(number(v, "committedKw"), "kW")} is promised.`,
  programmesOverlap: (v) => `${v["first"]} and ${v["second"]} call at the same time in ${counted(number(v, "events"), "event", "events")}: one kW cannot serve both, and both reckon it.`,
  reserveBesideProgrammes: () => "A reserve is held beside programmes with events: power given in an event is not ready for the reserve.",
  callsOutsideRules: (v) => `${v["programme"]}: ${counted(number(v, "events"), "event lies", "events lie")} outside the programme's own days, hours or length.`,
  callsOutsideRun: (v) => `${v["programme"]}: ${counted(number(v, "events"), "event lies", "events lie")} outside the simulated time.`,
  callOutsideRun: (v) => `${v["programme"]}: the event of ${v["start"]} lies outside the simulated time.`,
  callsRefused: (v) => `${counted(number(v, "calls"), "call", "calls")} on the non-firm connection refused: its yearly limits were used up.`,
  signalsIgnored: (v) => `${v["programme"]}: signals that are not understood were left out: ${v["signals"]}.`,
  trialsDropped: (v) => `${v["programme"]}: ${counted(number(v, "events"), "test event", "test events")} left out.`,
  eventsTied: (v) => `${v["programme"]}: ${counted(number(v, "events"), "pair", "pairs")} of events of equal priority overlap; the later in the file holds.`,
  baselineMirrored: (v) => `${v["programme"]}: the baseline of ${counted(number(v, "events"), "event looks", "events look")} back before the run; those days are mirrored from its beginning.`,
  baselineFewDays: (v) => `${v["programme"]}: ${counted(number(v, "events"), "event has", "events have")} fewer than ${exact(number(v, "minDays"))} days to make a baseline of.`,
  baselineRaised: (v) => `${v["programme"]}: before ${counted(number(v, "events"), "event", "events")} the load stood more than 5 % above that of doing nothing, which lifts the baseline; what it was before the adjustment stands beside it.`,
  baselineUnfit: (v) => `${v["programme"]}: the baseline misses by ${exact(Math.round(100 * number(v, "rrmseFraction")))} % on days without an event, above ${exact(100 * number(v, "limitFraction"))} %: it is unfit for this site.`,
};

/** A code without a sentence is told as it stands, so that nothing is hidden. */
export function warningText({ code, values }: Warning): string {
  const sentence = sentences[code];
  if (sentence !== undefined) return sentence(values);
  const told = Object.entries(values).map(([key, value]) => `${key} ${value}`).join(", ");
  return told === "" ? code : `${code}: ${told}`;
}
