import type { Growth, GrowthInputs } from "../core/studies/growth.ts";
import type { HeadroomFinding } from "../core/studies/headroomStudy.ts";
import type { SiteGrowth, SiteGrowthInputs } from "../core/studies/siteGrowth.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, figure, integer, percent, quantityText, SPACE } from "./numbers.ts";
import { strings } from "./strings.ts";

/** Words of the Growth view and its charts. */
export const growthWords = {
  label: "What grows",
  region: "Region",
  site: "Site",
  headroom: "Headroom",
  fan: "Electricity of US data centres",
  inYear: (value: string, year: number) => `${value} in ${year}`,
  between: (low: string, high: string) => `${low} to ${high} from P10 to P90`,
  passedBy: (share: string, crossings: string) => `${share} of all electricity is passed by ${crossings}.`,
  twhAYear: "TWh a year",
  shareOfAll: "% of all electricity",
  drawsTo: (draws: number, year: number) => `history, and ${integer(draws)} drawn paths to ${year}`,
  noPaths: "No path to draw.",
  year: "Year",
  kind: "Kind",
  value: "Value",
  source: "Source",
  history: "measured",
  fanKind: "fan",
  outlook: "published",
  drawn: "drawn between the low and the high path",
  shareLine: "Share line",
  ofAll: (share: string) => `${share} of all electricity`,
  today: "today",
  show: "Drawn as",
  asTwh: "TWh",
  asShare: "Share",
  controls: "Scenario",
  controlsNote: "how the anchors are drawn on",
  anchors: "Anchors and outlooks",
  anchorsNote: "each with its source",
  claims: "Claims tested",
  claimsNote: "each outlook continued at its own growth",
  outlookName: "Outlook",
  published: "Published",
  again: "Made again",
  growthAYear: "Growth",
  doubles: "2030 over start",
  crosses: "Passes the line",
  in2040: "2040",
  yes: "yes",
  no: "no",
  notBy: (year: number) => `not by ${year}`,
  points: "Measured and published points",
  range: "Range",
  says: "Says",
  otherFigures: "Further figures",
  paths: "Paths",
  path: { low: "Low", mid: "Middle", high: "High" },
  pathNote: { low: "lower edge of LBNL, December 2024", mid: "IEA, April 2025", high: "upper edge of LBNL, December 2024, above today's estimates already" },
  crossing: "Passes the line",
  doubling: "Doubled",
  backTest: ({ year, saidTwh, wasTwh }: Growth["backTest"]) => `Tried on the past, the method fails: the growth of 2014 to 2018 gives ${integer(saidTwh)}${SPACE}TWh for ${year}; ${integer(wasTwh)} came. That is why the band is wide.`,
  compound: "Compound growth has no ceiling. Beyond 2035 these paths are absurd and stand here only to show it.",
  unsettled: (share: string) => `P10 and P90 of 2035 still differ by ${share} between the halves of the draws; more draws settle them.`,
  assumption: "The saturation of each path is a choice, not a finding.",

  buildOut: "Need of the site against its connection",
  atTheEnd: (power: string) => `${power} at the end`,
  isEnough: (limit: string) => `${limit} is enough`,
  usedUp: (limit: string, month: string, when: string) => `${limit} used up in month ${month} (${when})`,
  buildOutNote: (unit: string, first: string, last: string) => `${unit} at the meter, at each month's end · ${first} to ${last}`,
  buildOutShort: (unit: string, first: number, last: number) => `${unit} · ${first} to ${last}`,
  month: "Month",
  need: "Need",
  firm: "Firm",
  firmLimit: (mw: string) => `Firm ${mw}`,
  wholeLimit: (mw: string) => `Firm and flexible ${mw}`,
  overFirmFact: "Firm part used up",
  overWholeFact: "All of it used up",
  monthOf: (month: number, what: string) => `, month ${month < 100 ? figure(month) : integer(month)}: ${what}`,
  overFirm: "firm part used up",
  overWhole: "all used up",
  beyond: "beyond the connection",
  noPhases: "No phase needs power in this plan.",
  years: "Year by year",
  yearsNote: "hours and energy above the limits, with the swing of this site's own load",
  peakNeed: "Highest need",
  hoursOverFirm: "Hours over firm",
  hoursOverWhole: "Hours over all",
  energyOverFirm: "Energy over firm",
  energyOverWhole: "Energy over all",
  plan: "Plan",
  planNote: "phases, ramps and the two limits",
  gains: "What the flexible part buys",
  gainedMonths: "Longer before the need is above it",
  earlier: "Capacity that comes early",
  stranded: "Built, but beyond the connection",
  finalNeed: "Need at the end",
  neverWithin: "not in this plan",
  atLeast: (months: string) => `at least ${months}`,

  depth: "New load that fits",
  depthOf: (power: string, share: string, hours: number) => `${power} at ${share}, in ${counted(Math.round(hours), "hour", "hours")} a year`,
  depthShort: (unit: string) => `${unit}, by the share curtailed`,
  depthTold: (share: string, hours: number) => `, ${share} of the peak, ${integer(hours)}${SPACE}h a year`,
  depthNote: (unit: string) => `${unit} under the past seasonal peaks, by the share of its energy that may be curtailed`,
  curtailment: "Curtailed",
  headroomGw: "New load",
  hours: "Hours a year",
  events: "Events",
  meanEvent: "Mean event",
  longestEvent: "Longest",
  keptHalf: "Hours at half or more",
  summer: "April to October",
  noLoad: "No load of a balancing area yet.",
  dropLoad: "Drop a file with its hourly load anywhere on the page: a PJM, EIA-930, ERCOT, NYISO or ENTSO-E export, or any table with time stamps.",
  chooseLoad: "Choose a file",
  area: "The area",
  areaNote: "its load, and what was done to it",
  summerPeak: "Summer peak",
  winterPeak: "Winter peak",
  loadFactor: "Load factor",
  yearsUsed: "Years",
  leftOut: "Left out",
  filled: "Hours filled in",
  outliers: "Hours taken for errors",
  thisSite: "This site under it",
  thisSiteNote: (firm: string, flexible: string) => `${firm} firm, ${flexible} that may be curtailed`,
  suffices: "Its means suffice",
  met: "Met by its means",
  costAYear: "Cost a year",
  ifAllWereSuch: "New load, if all were such",
  file: "File",
  spread: "How the curtailment is spread",
  spreadNote: "over hours, events and seasons",
  aYear: "a year",
  inputs: "Question",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** When data centres pass the share line, and how far apart the paths are at the end. */
export function regionFinding({ years, fan, paths }: Growth, { shareLineFraction }: GrowthInputs): Finding {
  const end = years.length - 1;
  const line = percent(shareLineFraction, shareLineFraction * 100 % 1 === 0 ? 0 : 1);
  const crossed = paths.flatMap(({ crossingYear }) => (crossingYear === null ? [] : [Math.floor(crossingYear)])).toSorted((a, b) => a - b);
  const [first, last] = [crossed[0], crossed.at(-1)];
  const range = [strong(integer(fan.p10Twh[end]!)), words(" and "), strong(`${integer(fan.p90Twh[end]!)}${SPACE}TWh`)];
  const when = first === undefined || last === undefined ? [words(`Data centres stay below ${line} of US electricity to ${years[end]!}`)]
    : crossed.length < paths.length ? [words(`Data centres pass ${line} of US electricity in `), strong(String(first)), words(" at the earliest, on the low path never")]
      : first === last ? [words(`Data centres pass ${line} of US electricity in `), strong(String(first))]
        : [words(`Data centres pass ${line} of US electricity between `), strong(String(first)), words(" and "), strong(String(last))];
  return {
    parts: [...when, words("; "), words(`${years[end]!} lies between `), ...range, words(", P10 to P90.")],
    phone: first === undefined || last === undefined ? [...when, words(".")] : [words(`${line} of US electricity: `), strong(first === last ? String(first) : `${first} to ${last}`), words(".")],
  };
}

/** "Jan 2028" of a month of the plan; `month` 0 is its first. */
export function planMonth(month: number, firstYear: number): string {
  const at = Math.floor(month);
  return `${strings.months[at % 12]!} ${firstYear + Math.floor(at / 12)}`;
}

/** When the connection is used up, and what the flexible part of it buys. */
export function siteFinding({ monthOverFirm, monthOverWhole, gainsAtLeastMonths, gainedMonths, earlierMw, strandedMw, finalNeedMw, firmMw }: SiteGrowth, { firstYear }: SiteGrowthInputs): Finding {
  if (monthOverFirm === null) return { parts: [words("The firm connection carries the whole plan: "), strong(quantityText(finalNeedMw, "MW")), words(` of ${quantityText(firmMw, "MW")}.`)], phone: [words("The firm connection carries the whole plan.")] };
  const at = strong(planMonth(monthOverFirm, firstYear));
  const gain = strong(`${gainedMonths === null ? "at least " : ""}${figure(gainsAtLeastMonths)}${SPACE}months`);
  const buys = gainsAtLeastMonths > 0 ? [words("; the flexible part buys "), gain, words(" and "), strong(quantityText(earlierMw, "MW"))] : [];
  const rest = monthOverWhole === null ? [] : [words(`, and ${quantityText(strandedMw, "MW")} stay beyond it`)];
  return { parts: [words("The firm connection is used up in "), at, ...buys, ...rest, words(".")], phone: [words("Firm power ends in "), at, ...(gainsAtLeastMonths > 0 ? [words(", flexible buys "), gain] : []), words(".")] };
}

/** How much fits at the limit that most studies quote. */
export function headroomFinding({ results, summerPeakMw, winterPeakMw }: HeadroomFinding): Finding {
  const told = results.find(({ curtailmentFraction }) => curtailmentFraction === 0.005) ?? results[0];
  if (told === undefined) return { parts: [words(growthWords.noLoad)], phone: [words(growthWords.noLoad)] };
  const size = strong(quantityText(told.headroomMw, "MW"));
  const share = strong(percent(told.curtailmentFraction));
  return {
    parts: [size, words(" of new load fit under the past peaks if "), share, words(` of its energy is curtailed: ${counted(Math.round(told.hoursPerYear), "hour", "hours")} a year, ${percent(told.headroomMw / Math.max(summerPeakMw, winterPeakMw))} of the peak.`)],
    phone: [size, words(" fit at "), share, words(" curtailment.")],
  };
}
