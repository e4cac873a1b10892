import type { Bound, Placement, PlacementInputs } from "../core/studies/placement.ts";
import type { MetricRecord, MetricStep, NullReason, PlaceId, SevenMetrics } from "../core/studies/sevenMetrics.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { exactMoney, figure, fixed, money, NONE, percent, price, quantity, SPACE, THIN, type Quantity } from "./numbers.ts";

/** Words of the Metrics view. */
export const metricsWords = {
  label: "What is shown",
  metrics: "Metrics",
  placement: "Placement",
  matrix: "Seven metrics, three places",
  matrixNote: (place: string) => `${place} is this site's own run; bars are ranges on one scale a row, from 25 to 60 % use or P10 to P90`,
  places: { cloud: "Cloud", onPremises: "On premises", edge: "Edge" } satisfies Record<PlaceId, string>,
  place: "Place",
  simulated: "simulated",
  names: {
    1: "Energy cost of a decision", 2: "CO₂e of 1,000 inferences", 3: "Electricity demand growth", 4: "Inference cost reduction", 5: "Grid flexibility score", 6: "Deployment velocity", 7: "Hybrid cost efficiency",
  } satisfies Record<MetricRecord["metric"], string>,
  notes: {
    1: "a million decisions, energy alone", 2: "location-based", 3: "US data centres", 4: "against the cloud, a million tokens", 5: "own run against doing nothing", 6: "order to first service", 7: "best mix against best single place",
  } satisfies Record<MetricRecord["metric"], string>,
  reference: "the reference",
  ranges: { use: "from low to high use", draws: "P10 to P90" },
  method: "Formula",
  made: "What it is made of",
  input: (name: string) => `Show the input ${name}`,
  inDispatch: "Show the run in Dispatch",
  inView: { growth: "Open Growth", deployment: "Open Deployment", placement: "Open Placement" },
  byMonth: "Month by month",
  byMonthNote: "of the simulated place",
  month: "Month",
  decisions: "Decisions",
  energyEach: "Energy",
  costEach: "Cost a million",
  carbonEach: "CO₂e of 1,000",
  timing: "When it runs",
  timingNote: "cost of a million decisions at the prices of their own hours",
  timingOf: { arrival: "Work that runs at once", deferrable: "Work that can wait" },
  timed: "At its own hours",
  meanPrice: "At the mean price",
  timingValue: "Saved by timing",
  inputs: "Figures and prices",
  inputsNote: "of a server, the places and the build",
  budget: "Budgets",
  budgetNote: (name: string, amount: string) => `${name}, ${amount} each · bar: spent · ticks: thresholds · band: forecast at mid-period, P10 to P90`,
  noBudget: "No budget is watched.",
  addBudget: "Watch the monthly bill",
  budgetName: "Monthly bill",
  alerts: (count: number) => (count === 0 ? "no alert" : count === 1 ? "1 alert" : `${count} alerts`),
  first: (type: string, share: string, day: number) => `${type} ${share} on day ${day}`,
  alertTypes: { actual: "spent", forecast: "forecast" },
  actions: "What the alerts would have done",
  action: { defer: "Defer work by price", throttle: "Cap throttleable work", move: "Move deferrable work to the cloud" },
  actionDays: "Days",
  actionBill: "Bill",
  actionLost: "Lost work",
  actionCloud: "Cloud",
  actionCarbon: "CO₂e",
  estimated: "estimated",
  replayed: "replayed",

  mix: "Least-cost placement",
  mixNote: "units placed; what kept a workload from the cheapest place",
  workload: "Workload",
  demand: "Demand",
  decidedBy: "Decided by",
  cheapest: "cheapest place that may carry it",
  perUnit: "Cost of a unit",
  roundTrip: "Round trip",
  capacity: "Capacity",
  unlimited: "no limit",
  prices: "Price of each constraint",
  pricesNote: "cost with it, less cost without it",
  constraint: "Constraint",
  cost: "Cost",
  capacityPrice: "One more unit of capacity",
  drill: "Outage drill",
  drillNote: "what still serves when a failure domain is out",
  domain: "Out",
  serves: "Serves on",
  afterMoving: "After moving",
  costThen: "Cost then",
  lost: "Lost at once",
  notAll: "not all fits",
  notBound: "not within its bounds",
  summary: "Against the alternatives",
  best: "This mix",
  single: "Best single place",
  noSingle: "no single place keeps all bounds",
  allCloud: "All in the cheapest cloud, no bound kept",
  unconstrained: "The cheapest mix, no bound kept",
  constraints: "The bounds cost together",
  carbon: "Emissions",
  placementInputs: "Workloads and places",
  notPlaceable: "These bounds cannot be kept together",
  blocked: { latency: (place: string, ms: string) => `latency of ${place}, ${ms}`, residency: (place: string, region: string) => `residency: ${place} is in ${region}` },
  full: (place: string) => `${place} is full`,
  survival: (place: string) => `${place} must not fail it`,
  cheapestHere: "lowest cost",
} as const;

const reasons: Readonly<Record<NullReason, string>> = {
  noDecisions: "no decision was served", noCloudPrice: "no cloud price is given", notSimulated: "no run of this place", notBuilt: "nothing is built here", noFeasibleSinglePlace: "no single place keeps all bounds",
  notPlaceable: "the bounds cannot be kept together", noPlacement: "not solved", yearNotInStudy: "the growth study ends before",
};

export function reasonText(reason: NullReason | undefined): string {
  return reason === undefined ? NONE : reasons[reason];
}

/** What a metric's number is shown as: per million, in grams, in cents, whatever is read most easily. */
export function metricQuantity(id: string, value: number, unit: string, currency: string): Quantity {
  switch (id) {
    case "energyPerDecision": return { value: figure(value * 1000), unit: "Wh" };
    case "energyPrice": return price(value, currency);
    case "energyCostPerDecision": return { value: unitMoney(value * 1e6, currency), unit: "a million" };
    case "co2ePer1000Location": case "co2ePer1000Market": case "co2ePer1000Marginal": case "co2ePer1000Embodied": return { value: figure(value * 1000), unit: "g" };
    case "inferenceCostPerMtok": return { value: unitMoney(value, currency), unit: "a million tokens" };
    default: return stepQuantity(value, unit === "days" && value === 1 ? "day" : unit, currency);
  }
}

/** What one of something costs: to the cent while that is a figure that anyone reads. */
export function unitMoney(value: number, currency: string): string {
  return Math.abs(value) < 1000 ? exactMoney(value, currency) : money(value, currency);
}

/** A figure of a drill-down with its unit, which may name the currency. */
export function stepQuantity(value: number, unit: string, currency: string): Quantity {
  if (unit === "%") return { value: percentValue(value), unit: "%" };
  if (unit === "year") return { value: value.toFixed(1), unit: "" };
  if (unit === "currency") return { value: unitMoney(value, currency), unit: "" };
  if (unit === "currency/kWh") return price(value, currency);
  if (unit.startsWith("currency/")) return { value: unitMoney(value, currency), unit: `a${SPACE}${unit.slice("currency/".length).replace(/^h$/, "hour")}`.replace(/^a\s(hour)/, `an${SPACE}$1`) };
  if (unit === "kWh" && Math.abs(value) < 0.01) return { value: figure(value * 1000), unit: "Wh" };
  if (unit === "kWh") return quantity(value, "kWh");
  if (unit === "kg") return quantity(value, "kg");
  return { value: Math.abs(value) >= 1e6 ? countText(value) : figure(value), unit };
}

/** A count that would be a row of digits: "8,166 bn". */
export function countText(count: number): string {
  const size = Math.abs(count);
  return size >= 1e9 ? `${figure(count / 1e9)}${SPACE}bn` : size >= 1e6 ? `${figure(count / 1e6)}${SPACE}M` : figure(count);
}

export function quantityOf({ value, unit }: Quantity): string {
  return unit === "" ? value : `${value}${unit === "%" ? THIN : SPACE}${unit}`;
}

export function stepText({ value, unit }: MetricStep, currency: string): string {
  return value === null ? NONE : quantityOf(stepQuantity(value, unit, currency));
}

function percentValue(fraction: number): string {
  const value = fraction * 100;
  return Math.abs(value) >= 10 ? fixed(value, 0) : Math.abs(value) >= 1 ? fixed(value, 1) : figure(value, 2);
}

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });

/** What a decision costs here and elsewhere, and whether own servers are cheaper than the cloud: told as plainly when they are not. */
export function metricsFinding({ records }: SevenMetrics, simulated: PlaceId, currency: string): Finding {
  const of = (id: string, place: PlaceId) => records.find((record) => record.id === id && record.place === place)?.value ?? null;
  const cost = of("energyCostPerDecision", simulated);
  const others = (["cloud", "onPremises", "edge"] as const).flatMap((place) => {
    const value = of("energyCostPerDecision", place);
    return place === simulated || value === null ? [] : [{ place, value }];
  });
  const reduction = simulated === "cloud" ? null : of("inferenceCostReduction", simulated);
  if (cost === null) return { parts: [words("No decision was served, so none has a cost.")], phone: [words("No decision was served.")] };
  const at = (place: PlaceId): string => (place === "edge" ? "at the edge" : place === "cloud" ? "in the cloud" : "on premises");
  const amount = strong(unitMoney(cost * 1e6, currency));
  const compared = others.map(({ place, value }): SentencePart => words(`, ${unitMoney(value * 1e6, currency)} ${at(place)}`));
  const against = reduction === null ? [words(".")] : [words("; all in, own servers are "), strong(percent(Math.abs(reduction), 0)), words(reduction >= 0 ? " cheaper than the cloud." : " dearer than the cloud.")];
  return {
    parts: [words("A million decisions take "), amount, words(` of energy ${at(simulated)}`), ...compared, ...against],
    phone: [words("A million decisions take "), amount, words(" of energy.")],
  };
}

/** What the mix costs, what it saves against the cloud, and which bound is dear; or which bounds conflict. */
export function placementFinding({ best, conflict, savingAgainstCloudFraction, constraintCostPerHour, boundPrices }: Placement, inputs: PlacementInputs, currency: string): Finding {
  if (best === null) return { parts: [words(`${metricsWords.notPlaceable}: ${conflict.map((bound) => boundName(bound, inputs)).join(", ")}.`)], phone: [words(`${metricsWords.notPlaceable}.`)] };
  const dearest = boundPrices.toSorted((a, b) => b.costPerHour - a.costPerHour)[0];
  const saved = savingAgainstCloudFraction === null ? [] : [words(", "), strong(percent(Math.abs(savingAgainstCloudFraction))), words(savingAgainstCloudFraction >= 0 ? " below all in the cloud" : " above all in the cloud")];
  const bounds = constraintCostPerHour === null || constraintCostPerHour < 0.005 ? [words("; its bounds cost nothing.")]
    : [words("; its bounds cost "), strong(hourly(constraintCostPerHour, currency)), words(dearest === undefined || dearest.costPerHour < 0.005 ? "." : `, most of it ${boundName(dearest.bound, inputs)}.`)];
  return { parts: [words("The cheapest placement costs "), strong(hourly(best.costPerHour, currency)), ...saved, ...bounds], phone: [words("Costs "), strong(hourly(best.costPerHour, currency)), ...saved, words(".")] };
}

/** "$410.50 an hour". */
export function hourly(cost: number, currency: string): string {
  return `${unitMoney(cost, currency)} an hour`;
}

const boundKinds: Readonly<Record<Bound["kind"], string>> = { latency: "latency", residency: "residency", survival: "survival of an outage", capacity: "capacity", carbon: "the carbon cap" };

/** "latency of Fraud check". */
export function boundName(bound: Bound, { workloads, places }: PlacementInputs): string {
  if ("workload" in bound) return `${boundKinds[bound.kind]} of ${workloads.find(({ id }) => id === bound.workload)?.name ?? bound.workload}`;
  if ("place" in bound) return `${boundKinds[bound.kind]} of ${places.find(({ id }) => id === bound.place)?.name ?? bound.place}`;
  return boundKinds[bound.kind];
}

/**
 * Why not all of a workload runs where a unit costs least: the bound that keeps it from that place. Read off the answer's own numbers.
 */
export function decidingBounds(workload: PlacementInputs["workloads"][number], { best, roundTripMs }: Placement, { places }: PlacementInputs): string {
  if (best === null) return "";
  const mine = best.assignments.filter((one) => one.workload === workload.id);
  const dearest = Math.max(0, ...mine.map(({ place }) => places.find(({ id }) => id === place)?.unitCostPerHour ?? 0));
  const unitsAt = (place: string) => best.assignments.filter((one) => one.place === place).reduce((sum, { units }) => sum + units, 0);
  const [nearest] = places.filter((place) => place.unitCostPerHour < dearest).toSorted((a, b) => a.unitCostPerHour - b.unitCostPerHour);
  if (nearest === undefined) return metricsWords.cheapestHere;
  const ms = roundTripMs.find((one) => one.place === nearest.id)?.ms ?? 0;
  if (workload.latencyMs !== undefined && ms > workload.latencyMs) return metricsWords.blocked.latency(nearest.name, `${figure(ms)} over ${figure(workload.latencyMs)}${SPACE}ms`);
  if (workload.regions !== undefined && !workload.regions.includes(nearest.region)) return metricsWords.blocked.residency(nearest.name, nearest.region);
  if (nearest.capacityUnits !== undefined && unitsAt(nearest.id) >= nearest.capacityUnits - 1e-6) return metricsWords.full(nearest.name);
  return nearest.kind === "cloud" && workload.criticalFraction > 0 ? metricsWords.survival(nearest.name) : metricsWords.cheapestHere;
}
