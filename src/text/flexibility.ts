import type { ScoredYear } from "../core/measures/score/scoredYear.ts";
import type { ScoreLever } from "../core/studies/scoreLevers.ts";
import { bandNames } from "./events.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, fixed, integer, percent, quantityText, SPACE } from "./numbers.ts";

/** Words of the Flexibility view. */
export const flexibility = {
  waiting: "Scoring the run",
  noScore: "This run has no score: it holds no whole day.",
  ofHundred: (band: string) => `of 100, ${band}`,
  scoreOf: (period: string) => `grid flexibility score, ${period}`,
  year: "Year of the run",
  yearOf: (year: number, count: number, period: string) => `Year ${integer(year)} of ${integer(count)}: ${period.replace(/^year /, "")}`,
  scale: (score: string, band: string) => `Score ${score} of 100: ${band}. Bands from 0, 10, 25, 50 and 75.`,
  parts: "What it is made of",
  price: "Price adaptability",
  priceNote: (share: string) => `took ${share} of the saving open to a perfect twin`,
  priceNothing: "nothing to save by moving in time under this tariff",
  rules: "Rules: promise × delivery",
  rulesNote: (promise: string, delivery: string) => `can promise ${promise}, delivered ${delivery} of it`,
  uptime: "Uptime factor",
  scoreSum: (price: number, rules: number, factor: number, score: number) => `(${fixed(price, 1)} + ${fixed(rules, 1)}) × ${fixed(factor, 3)} = ${fixed(score, 1)}`,
  of: (most: string) => `of ${most}`,
  promise: "What it can promise",
  promiseNote: "the four multiply",
  promiseSum: "Promise",
  axes: { magnitude: "Magnitude", duration: "Duration", responseTime: "Response time", frequency: "Frequency" },
  axesTold: { magnitude: "share of the load cut at once for 15 min", duration: "how much of it is held up to 8 h", responseTime: "how much of that comes in time: a means that takes minutes to start is missing from a short call for more of it", frequency: "how much of that comes again tomorrow" },
  raise: "What would raise it",
  raiseNote: "points, one change at a time",
  raiseNothing: "No change on the list adds a tenth of a point.",
  levers: {
    uptime: "No work lost or late", price: "Every price followed", delivery: "Every event delivered in full", battery: "Battery doubled", batteryEnergy: "Battery energy doubled", notice: "Longer notice",
    generator: "Generator allowed in events",
  },
  leverClass: (name: string) => `Twice the share: ${name}`,
  leverNotice: (minutes: number) => `${integer(minutes)}${SPACE}min notice`,
  grid: "Seen from the grid",
  gridNote: "do nothing = 1, less is better",
  gridRows: { cost: "Cost", carbon: "Carbon", ramping: "Ramping", dailyPeak: "Daily peak", annualPeak: "Annual peak", oneMinusLoadFactor: "1 − load factor" },
  asBattery: "The site as one battery",
  asBatteryNote: "against doing nothing",
  batteryRows: { dischargeKw: "Highest cut", chargeKw: "Highest rise", energyKwh: "Most moved in a day", shiftedShare: "Moved of all", roundTrip: "Round trip" },
  noRoundTrip: "run ends otherwise",
  envelope: "Cut that can be promised",
  envelopeNote: (unit: string) => `% of load, ${unit} at the right · again tomorrow; minutes to start cost short calls most`,
  envelopeShort: (unit: string) => `% of load, ${unit} right`,
  hours: "Held for",
  held: "how long the cut is held",
  once: "one call, no clock",
  hard: "the hours that press hardest",
  spread: "any hour of the run",
  promised: "Promised",
  promisedPower: "Promised, power",
  noPromise: "This site can promise no cut.",
  inspector: "Event",
  inspectorNote: (unit: string, step: string, zone: string) => `${unit}, mean of ${step} · ${zone}`,
  baseline: "baseline",
  idle: "do nothing",
  metered: "metered",
  asked: "asked",
  delivered: (kw: string) => `delivered ${kw}`,
  exceeded: (kw: string) => `${kw} above the baseline`,
  rebound: "rebound",
  noStep: "No step of this event lies in the run.",
  onTheMean: (told: string) => `${told} on the mean`,
  importBetween: (low: string, high: string) => `Import between ${low} and ${high}`,
  methods: {
    "average-of-days": "mean of days", "meter-before-after": "meter before the event", "firm-level": "firm service level", "none": "none",
  } as Readonly<Record<string, string>>,
  facts: {
    credited: "Credited, against baseline", meter: "Meter, against do nothing", withoutLost: "The same without lost work", performance: "Performance", baseline: "Baseline", rebound4: "Rebound 4 h, against baseline", rebound2: "Rebound 2 h, against do nothing",
    capacity: "Capacity payment", energy: "Energy payment", bonus: "Event bonus", penalty: "Penalty", surcharge: "Price surcharge", net: "Paid in all", optedOut: "The site declined this event.",
    charged: (kwh: string, rule: string, answering: string) => `The battery drew ${kwh} in this event: its rule, ${rule}, takes no part in calls; ${answering} does.`,
    extraEnergy: "Extra energy", energySaved: "Energy saved", wear: "Battery wear", wearSaved: "Less wear", lostWork: "Lost work", workKept: "Work kept", netOfEvent: "Net of this event", netTogether: "Net with what falls together",
  },
  ofAsked: (share: string) => `${share} of asked`,
  days: (found: number, wanted: number, mirrored: number) => `${found} of ${counted(wanted, "day", "days")}${mirrored === 0 ? "" : `, ${mirrored} mirrored`}`,
  showInDispatch: "Show in Dispatch",
  open: "Open the event",
  close: "Close",
  lists: "What is listed",
  requests: "Requests",
  worst: "Worst hours",
  programmes: "Programmes",
  measured: "Measured",
  measuredNote: "a power log and the calls on it; never a score, for nothing stands beside it",
  several: (programmes: number) => `${integer(programmes)} programmes`,
  requestsNote: (name: string, count: number) => `${name}, ${integer(count)} ${count === 1 ? "call" : "calls"} · means of the window against doing nothing · tick: asked`,
  noRequests: (period: string) => `No events in ${period.replace(/^year /, "")}. Add a programme under Demand response to see what it pays.`,
  table: {
    event: "Event", window: "Window", programme: "Programme", asked: "Asked", meter: "At the meter", credited: "Credited", creditedNote: "Against the programme's own baseline: what it pays for", against: "against asked", withoutLost: "Without lost work", ratio: "Ratio", rebound2: "Rebound, 2 h", rebound4: "Rebound, 4 h", payment: "Payment", penalty: "Penalty", net: "Net",
  },
  connection: "Connection",
  worstNote: "the starts that set the promise of 4 h: its lowest tenth counts",
  worstTable: { start: "Start", kind: "Kind", held: "Held for 4 h", share: "of load" },
  kinds: { hard: "presses hardest", spread: "any hour" },
  programmesNote: (kw: string, strategy: string) => `each by itself, ${kw} promised (joined: its own terms), ${strategy}, against the same without it`,
  programmeTable: { name: "Programme", events: "Events", delivered: "Delivered", performance: "Performance", payment: "Payment", penalty: "Penalty", extra: "Energy, demand, wear", net: "Net a year" },
  unverified: "(?) assumed",
  joined: (kw: string) => `joined with ${kw}`,
  join: (kw: string) => `Join with ${kw}`,
  leave: "Leave it",
  joining: (name: string) => `Joined ${name}`,
  leaving: (name: string) => `Left ${name}`,
  record: {
    notice: "Notice", season: "Season", window: "Hours", limits: "Limits", ask: "Asked", baseline: "Baseline", capacity: "Capacity payment", energy: "Energy payment", penalty: "Penalty", generator: "Backup generation", least: "Least size", native: "As it counts itself", open: "Left open", source: "Source",
  },
  compared: "With the events of the comparison",
  comparedJoined: "On the terms that the site joined",
  assumed: "(?) These figures are assumed: nobody compared them with the tariff sheet. Edit them under Demand response in Tune.",
  notStated: "not stated",
  none: "none",
  missing: "rate not stated",
  failedRun: "could not be run",
  ledger: "What taking part is worth",
  ledgerRows: { capacity: "Capacity payment", energy: "Energy payments", other: "Bonus and reserve", penalty: "Penalties", extraEnergy: "Extra energy", energySaved: "Energy saved", demand: "Extra demand charge", demandSaved: "Demand charge saved", wear: "Wear, fuel, lost work", bill: "Other charges, stored energy" },
  net: "Net of taking part",
  netMissing: "open: a payment is not stated",
  ledgerWaiting: "Computing what taking part is worth",
  noProgramme: "The site has joined nothing, so taking part is worth nothing yet.",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** The score, the cut that stands behind it, and what would help most. */
export function flexibilityFinding({ score, band, envelope, meanLoadKw, D, tested, wP, P }: ScoredYear, levers: readonly ScoreLever[] | null): Finding {
  const points = strong(integer(score));
  const fourHours = envelope[3] ?? 0;
  const cut = strong(`${quantityText(fourHours * meanLoadKw, "kW")} for 4 hours`);
  const best = levers?.find(({ kind, gain }) => kind === "run" && gain >= 0.1);
  const help = best === undefined ? [] : [words(` ${leverSubject(best)} would help most.`)];
  if (fourHours <= 0) {
    return { parts: [words("This site scores "), points, words(`, ${bandNames[band]}: it can promise no cut for 4 hours.`), ...help], phone: [words("Scores "), points, words(", promises no cut.")] };
  }
  const kept = tested > 0 ? [words(" on its worst days and kept "), strong(percent(D, 0)), words(" of that promise.")]
    : [words(" on its worst days"), ...(wP > 0 ? [words(" and takes "), strong(percent(P, 0)), words(" of the saving that prices offer.")] : [words(".")])];
  return { parts: [words("This site scores "), points, words(": it can cut "), cut, ...kept, ...help], phone: [words("Scores "), points, words(": cuts "), cut, words(".")] };
}

/** The lever as the subject of a sentence. */
function leverSubject(lever: Pick<ScoreLever, "id" | "name">): string {
  switch (lever.id) {
    case "battery": return "A battery twice as large";
    case "batteryEnergy": return "Twice the battery energy";
    case "generator": return "A generator allowed in events";
    case "class": return `Twice the share of ${lever.name ?? "movable work"}`;
    default: return leverName(lever);
  }
}

export function leverName({ id, name }: Pick<ScoreLever, "id" | "name">): string {
  if (id === "class") return flexibility.leverClass(name ?? "");
  return (flexibility.levers as Readonly<Record<string, string>>)[id] ?? id;
}
