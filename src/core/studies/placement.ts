import * as z from "zod/mini";
import { field, fieldRegistry, group, numberField, optionalNumberField } from "../field.ts";
import { makeProgram, type Solve } from "../maths/linearProgram.ts";
import { quantile, sorted } from "../maths/statistics.ts";

const nonNegative = () => z.number().check(z.gte(0), z.lte(1e12));
const placeSchema = z.strictObject({
  id: z.string().register(fieldRegistry, { title: "Id", help: "Names it in results." }),
  name: z.string().register(fieldRegistry, { title: "Name", help: "As it stands in tables." }),
  kind: z.enum(["cloud", "onPremises", "edge"]).register(fieldRegistry, { title: "Kind", help: "Where it stands.", options: { cloud: "Cloud", onPremises: "On premises", edge: "Edge" } }),
  region: z.string().register(fieldRegistry, { title: "Region", help: "Data may stay where the workload allows this region." }),
  failureDomain: z.string().register(fieldRegistry, { title: "Failure domain", help: "Places of one domain fail together." }),
  unitCostPerHour: nonNegative().register(fieldRegistry, { title: "Cost of a unit", help: "Energy at the all-in price, cloud rate and egress.", unit: "currency/h" }),
  fixedCostPerHour: z._default(nonNegative(), 0).register(fieldRegistry, { title: "Fixed cost", help: "Paid if anything is placed there.", unit: "currency/h" }),
  capacityUnits: z.optional(nonNegative()).register(fieldRegistry, { title: "Capacity", help: "In units of demand. Empty: no limit." }),
  roundTripMs: z.optional(nonNegative()).register(fieldRegistry, { title: "Round trip", help: "To the users; empty: from the distance.", unit: "ms" }),
  distanceKm: z.optional(nonNegative()).register(fieldRegistry, { title: "Distance", help: "To the users, where no round trip is given.", unit: "km" }),
  accessMs: z._default(nonNegative(), 2).register(fieldRegistry, { title: "Access", help: "Of the last mile, added to what the distance takes.", unit: "ms" }),
  carbonKgPerHour: z._default(nonNegative(), 0).register(fieldRegistry, { title: "Carbon", help: "Of one unit.", unit: "kg/h" }),
});
const workloadSchema = z.strictObject({
  id: z.string().register(fieldRegistry, { title: "Id", help: "Names it in results." }),
  name: z.string().register(fieldRegistry, { title: "Name", help: "As it stands in tables." }),
  demandUnits: nonNegative().register(fieldRegistry, { title: "Demand", help: "In units." }),
  latencyMs: z.optional(nonNegative()).register(fieldRegistry, { title: "Latency bound", help: "On the round trip. Empty: none.", unit: "ms" }),
  regions: z.optional(z.array(z.string())).register(fieldRegistry, { title: "Regions", help: "That its data may live in. Empty: any." }),
  criticalFraction: z._default(z.number().check(z.gte(0), z.lte(1)), 0).register(fieldRegistry, { title: "Critical share", help: "That must run on when a cloud's failure domain is out.", unit: "%", min: 0, max: 1 }),
});
export type Place = z.output<typeof placeSchema>;
export type PlacedWorkload = z.output<typeof workloadSchema>;

const examplePlaces: Place[] = [
  { id: "cloud-us", name: "Cloud, US", kind: "cloud", region: "US", failureDomain: "cloud", unitCostPerHour: 2.6, fixedCostPerHour: 0, roundTripMs: 45, accessMs: 2, carbonKgPerHour: 0.35 },
  { id: "cloud-eu", name: "Cloud, EU", kind: "cloud", region: "EU", failureDomain: "cloud", unitCostPerHour: 2.9, fixedCostPerHour: 0, roundTripMs: 28, accessMs: 2, carbonKgPerHour: 0.3 },
  { id: "on-premises-eu", name: "On premises, EU", kind: "onPremises", region: "EU", failureDomain: "on-premises", unitCostPerHour: 1.55, fixedCostPerHour: 0, capacityUnits: 70, roundTripMs: 12, accessMs: 2, carbonKgPerHour: 0.32 },
  { id: "edge-eu", name: "Edge, EU", kind: "edge", region: "EU", failureDomain: "edge", unitCostPerHour: 3.4, fixedCostPerHour: 0, capacityUnits: 25, roundTripMs: 4, accessMs: 2, carbonKgPerHour: 0.4 },
];
const exampleWorkloads: PlacedWorkload[] = [
  { id: "fraud", name: "Fraud check", demandUnits: 20, latencyMs: 10, regions: ["EU"], criticalFraction: 1 },
  { id: "chat", name: "Chat", demandUnits: 60, latencyMs: 60, criticalFraction: 0.5 },
  { id: "batch", name: "Batch", demandUnits: 100, criticalFraction: 0 },
];

export const placementInputs = group({ title: "Placement", help: "Which workload runs where, at least cost, within latency, residency and outage bounds." }, {
  places: field(z.array(placeSchema).check(z.minLength(1), z.maxLength(10)), { title: "Places", help: "Cloud regions, own sites and edge sites; at most ten, so that the answer is exact.", control: "json", default: examplePlaces, assumed: true }),
  workloads: field(z.array(workloadSchema).check(z.minLength(1), z.maxLength(30)), { title: "Workloads", help: "In one unit throughout, for example GPU equivalents.", control: "json", default: exampleWorkloads, assumed: true }),
  carbonCapKgPerHour: optionalNumberField({ title: "Carbon cap", help: "Most that the mix may emit.", unit: "kg/h", min: 0, max: 1e9 }),
  routeFactor: numberField({ title: "Route factor", help: "Fibre route over straight line, where a distance stands for a round trip.", default: 1.4, min: 1, max: 4, step: 0.1, assumed: true }),
  peakUnits: field(z.array(nonNegative()), { title: "Demand over time", help: "One value a period; own capacity is sized against it and cloud takes the rest.", control: "series", default: [] }),
});
export type PlacementInputs = z.output<typeof placementInputs>;

/** One bound that a placement keeps; each can be taken away to see its price. */
export type Bound =
  | { readonly kind: "latency" | "residency" | "survival"; readonly workload: string }
  | { readonly kind: "capacity"; readonly place: string }
  | { readonly kind: "carbon" };

export type Assignment = { readonly place: string; readonly workload: string; readonly units: number };
export type PlacementSolution = { readonly costPerHour: number; readonly carbonKgPerHour: number; readonly assignments: readonly Assignment[] };

export type Placement = {
  readonly roundTripMs: readonly { readonly place: string; readonly ms: number }[];
  /** Null where no placement keeps all bounds: then `conflict` is the smallest set that cannot be kept together. */
  readonly best: PlacementSolution | null;
  readonly conflict: readonly Bound[];
  /** Cheapest place that could carry everything alone, within all bounds. */
  readonly bestSingle: { readonly place: string; readonly costPerHour: number } | null;
  readonly hybridCostEfficiency: number | null;
  /** All in the cheapest cloud, no bound kept. */
  readonly allCloudCostPerHour: number | null;
  readonly savingAgainstCloudFraction: number | null;
  readonly unconstrainedCostPerHour: number | null;
  /** What all latency, residency, survival and carbon bounds cost together. */
  readonly constraintCostPerHour: number | null;
  readonly boundPrices: readonly { readonly bound: Bound; readonly costPerHour: number }[];
  readonly capacityPrices: readonly { readonly place: string; readonly costPerUnitHour: number }[];
  /** For each failure domain out: what still runs where it stands, and at the most after moving to what is left. */
  readonly drills: readonly { readonly failureDomain: string; readonly servedFraction: number; readonly afterMovingFraction: number; /** Least cost of all workloads on what is left, latency and residency kept; null where they do not fit. */ readonly costPerHour: number | null; readonly lostByWorkload: readonly { readonly workload: string; readonly units: number }[] }[];
  /** Null where no demand over time is given, or there is no own place or no cloud. */
  readonly elasticity: Elasticity | null;
};

/** Own capacity for a varying demand, the cloud for the rest. */
export type Elasticity = {
  readonly ownPlace: string;
  readonly cloudPlace: string;
  /** Least-cost own capacity, and the quantile of demand that it is. */
  readonly ownUnits: number;
  readonly quantileFraction: number;
  readonly costPerHour: number;
  readonly cloudFraction: number;
  readonly curve: readonly { readonly ownUnits: number; readonly costPerHour: number; readonly cloudFraction: number }[];
};

/** Speed of light in fibre, km/ms: c over a refractive index of 1.468. */
const FIBRE_KM_PER_MS = 204;

/** Round trip: there and back by the fibre's route, and the access at its end. */
export function roundTripMs(place: Pick<Place, "roundTripMs" | "distanceKm" | "accessMs">, routeFactor: number): number {
  return place.roundTripMs ?? (2 * (place.distanceKm ?? 0) * routeFactor) / FIBRE_KM_PER_MS + place.accessMs;
}

/**
 * Exact least-cost placement: for every set of places opened a linear programme, the cheapest kept; of placements of equal cost the lexicographically smallest, so that
 * the same inputs give the same bytes. Survival: for every cloud's failure domain, a workload's critical share runs outside of it (the strong form: placed there already).
 */
export function placement(inputs: PlacementInputs, solve: Solve): Placement {
  const { places, workloads } = inputs;
  const trips = places.map((place) => roundTripMs(place, inputs.routeFactor));
  const domains = [...new Set(places.map(({ failureDomain }) => failureDomain))];
  const cloudDomains = [...new Set(places.filter(({ kind }) => kind === "cloud").map(({ failureDomain }) => failureDomain))];
  const all = allBounds(inputs);
  const best = cheapest(all);
  const soft = (bound: Bound) => bound.kind !== "capacity";
  const unconstrained = cheapest(all.filter((bound) => !soft(bound)));
  const singles = places.flatMap((place, i) => {
    const cost = costOf(all, 1 << i);
    return cost === null ? [] : [{ place: place.id, costPerHour: cost }];
  }).sort((a, b) => a.costPerHour - b.costPerHour);
  const total = workloads.reduce((sum, { demandUnits }) => sum + demandUnits, 0);
  const clouds = places.filter(({ kind, capacityUnits }) => kind === "cloud" && (capacityUnits ?? Infinity) >= total);
  const allCloud = clouds.length > 0 ? Math.min(...clouds.map((place) => place.unitCostPerHour * total + place.fixedCostPerHour)) : null;
  const bestSingle = singles[0] ?? null;

  return {
    roundTripMs: places.map(({ id }, i) => ({ place: id, ms: trips[i] as number })),
    best, conflict: best === null ? smallestConflict() : [], bestSingle,
    hybridCostEfficiency: best !== null && bestSingle !== null ? 1 - best.costPerHour / bestSingle.costPerHour : null,
    allCloudCostPerHour: allCloud,
    savingAgainstCloudFraction: best !== null && allCloud !== null ? 1 - best.costPerHour / allCloud : null,
    unconstrainedCostPerHour: unconstrained?.costPerHour ?? null,
    constraintCostPerHour: best !== null && unconstrained !== null ? best.costPerHour - unconstrained.costPerHour : null,
    boundPrices: best === null ? [] : all.filter(soft).map((bound) => ({ bound, costPerHour: best.costPerHour - (leastCost(all.filter((other) => other !== bound)) ?? 0) })),
    capacityPrices: best === null ? [] : places.flatMap(({ id, capacityUnits }) => {
      if (capacityUnits === undefined) return [];
      const more = leastCost(all, (place) => (place.id === id ? capacityUnits + 1 : (place.capacityUnits ?? Infinity)));
      return more === null ? [] : [{ place: id, costPerUnitHour: best.costPerHour - more }];
    }),
    drills: best === null ? [] : domains.map((failureDomain) => drill(best, failureDomain)),
    elasticity: elasticity(inputs),
  };

  function cheapest(bounds: readonly Bound[]): PlacementSolution | null {
    let bestCost: number | null = null;
    let bestOpen = 0;
    for (let open = 1; open < 1 << places.length; open++) {
      const cost = costOf(bounds, open);
      // A set of places that costs the same but opens others changes nothing: the first stays.
      if (cost !== null && (bestCost === null || cost < bestCost - 1e-9 * Math.max(1, bestCost))) [bestCost, bestOpen] = [cost, open];
    }
    return bestCost === null ? null : lexicographic(bounds, bestOpen, bestCost);
  }

  function leastCost(bounds: readonly Bound[], capacity?: (place: Place) => number): number | null {
    let least: number | null = null;
    for (let open = 1; open < 1 << places.length; open++) {
      const cost = costOf(bounds, open, capacity);
      if (cost !== null && (least === null || cost < least)) least = cost;
    }
    return least;
  }

  function costOf(bounds: readonly Bound[], open: number, capacity?: (place: Place) => number): number | null {
    // Without fixed costs the widest set is as good as any: one programme instead of a thousand.
    if (open !== (1 << places.length) - 1 && places.every(({ fixedCostPerHour }) => fixedCostPerHour === 0) && !isSingle(open)) return null;
    const { program } = build(bounds, open, capacity);
    const solution = solve(program);
    return solution.status === "optimal" ? solution.objective : null;
  }

  /** With some places out; what must survive an outage has survived it, and is not asked to survive another. */
  function costWithout(out: ReadonlySet<string>): number | null {
    const left = places.reduce((mask, { id }, i) => (out.has(id) ? mask : mask | (1 << i)), 0);
    const bounds = all.filter(({ kind }) => kind !== "survival");
    let least: number | null = null;
    for (let open = left; open > 0; open = (open - 1) & left) {
      if (open !== left && places.every(({ fixedCostPerHour }) => fixedCostPerHour === 0)) break;
      const solution = solve(build(bounds, open).program);
      if (solution.status === "optimal" && (least === null || solution.objective < least)) least = solution.objective;
    }
    return least;
  }

  function isSingle(open: number): boolean {
    return (open & (open - 1)) === 0;
  }

  function build(bounds: readonly Bound[], open: number, capacity = (place: Place): number => place.capacityUnits ?? Infinity, fixedUnits: readonly number[] = [], costCap = Infinity) {
    const has = (kind: Bound["kind"], key?: string) => bounds.some((bound) => bound.kind === kind && (key === undefined || ("workload" in bound ? bound.workload : "place" in bound ? bound.place : undefined) === key));
    const builder = makeProgram(places.length * workloads.length, 64);
    const column = (i: number, j: number) => i * workloads.length + j;
    places.forEach((place, i) => {
      workloads.forEach((workload) => {
        const isOpen = (open & (1 << i)) !== 0;
        const inTime = !has("latency", workload.id) || workload.latencyMs === undefined || (trips[i] as number) <= workload.latencyMs;
        const atHome = !has("residency", workload.id) || workload.regions === undefined || workload.regions.includes(place.region);
        builder.column(place.unitCostPerHour, 0, isOpen && inTime && atHome ? workload.demandUnits : 0);
      });
      if ((open & (1 << i)) !== 0) builder.addOffset(place.fixedCostPerHour);
    });
    fixedUnits.forEach((units, c) => { builder.setBounds(c, units, units); });
    workloads.forEach(({ demandUnits }, j) => {
      builder.row(demandUnits, demandUnits);
      places.forEach((_, i) => { builder.entry(column(i, j), 1); });
    });
    places.forEach((place, i) => {
      if (!has("capacity", place.id) || capacity(place) === Infinity) return;
      builder.row(-Infinity, capacity(place));
      workloads.forEach((_, j) => { builder.entry(column(i, j), 1); });
    });
    workloads.forEach((workload, j) => {
      if (!has("survival", workload.id) || workload.criticalFraction === 0) return;
      for (const domain of cloudDomains) {
        builder.row(workload.criticalFraction * workload.demandUnits, Infinity);
        places.forEach((place, i) => { if (place.failureDomain !== domain) builder.entry(column(i, j), 1); });
      }
    });
    if (has("carbon")) {
      builder.row(-Infinity, inputs.carbonCapKgPerHour ?? Infinity);
      places.forEach((place, i) => { workloads.forEach((_, j) => { builder.entry(column(i, j), place.carbonKgPerHour); }); });
    }
    if (costCap !== Infinity) {
      builder.row(-Infinity, costCap - places.reduce((sum, place, i) => sum + ((open & (1 << i)) !== 0 ? place.fixedCostPerHour : 0), 0));
      places.forEach((place, i) => { workloads.forEach((_, j) => { builder.entry(column(i, j), place.unitCostPerHour); }); });
    }
    return { builder, program: builder.build(), column };
  }

  /** Of all placements of this cost, workload by workload in order of the places, the least units first. */
  function lexicographic(bounds: readonly Bound[], open: number, costPerHour: number): PlacementSolution {
    const fixedUnits: number[] = [];
    // The solver keeps rows to 1e-7: no room of our own is needed for the optimum itself.
    const slack = 1e-12 * Math.max(1, costPerHour);
    for (let c = 0; c < places.length * workloads.length; c++) {
      const { program } = build(bounds, open, undefined, fixedUnits.map((units) => units), costPerHour + slack);
      const objective = new Float64Array(program.columnCount);
      objective[c] = 1;
      const { status, columns } = solve({ ...program, cost: objective, offset: 0 });
      const units = status === "optimal" ? (columns[c] as number) : 0;
      fixedUnits.push(Math.abs(units - Math.round(units)) < 1e-5 ? Math.round(units) : units);
    }
    const assignments = places.flatMap((place, i) => workloads.flatMap((workload, j) => {
      const units = fixedUnits[i * workloads.length + j] as number;
      return units > 0 ? [{ place: place.id, workload: workload.id, units }] : [];
    }));
    const carbonKgPerHour = assignments.reduce((sum, { place, units }) => sum + units * (places.find(({ id }) => id === place)?.carbonKgPerHour ?? 0), 0);
    return { costPerHour, carbonKgPerHour, assignments };
  }

  /** Smallest set of bounds that cannot be kept together: by size up to three, beyond that by taking away what is not needed. */
  function smallestConflict(): readonly Bound[] {
    const fails = (bounds: readonly Bound[]) => leastCost(bounds) === null;
    for (const size of [1, 2, 3]) {
      const found = firstOfSize(all, size, fails);
      if (found !== undefined) return found;
    }
    return all.reduce<readonly Bound[]>((kept, bound) => {
      const without = kept.filter((other) => other !== bound);
      return fails(without) ? without : kept;
    }, all);
  }

  function drill(solution: PlacementSolution, failureDomain: string): Placement["drills"][number] {
    const out = new Set(places.filter((place) => place.failureDomain === failureDomain).map(({ id }) => id));
    const lost = workloads.map(({ id }) => ({ workload: id, units: solution.assignments.filter((a) => a.workload === id && out.has(a.place)).reduce((sum, { units }) => sum + units, 0) }));
    const lostUnits = lost.reduce((sum, { units }) => sum + units, 0);
    const spareUnits = places.filter(({ id }) => !out.has(id)).reduce((sum, { id, capacityUnits }) =>
      sum + Math.max(0, (capacityUnits ?? Infinity) - solution.assignments.filter((a) => a.place === id).reduce((used, { units }) => used + units, 0)), 0);
    return {
      failureDomain, costPerHour: costWithout(out), servedFraction: total > 0 ? 1 - lostUnits / total : 1, afterMovingFraction: total > 0 ? 1 - Math.max(0, lostUnits - spareUnits) / total : 1,
      lostByWorkload: lost.filter(({ units }) => units > 0),
    };
  }
}

function allBounds({ places, workloads, carbonCapKgPerHour }: PlacementInputs): readonly Bound[] {
  return [
    ...workloads.filter(({ latencyMs }) => latencyMs !== undefined).map(({ id }) => ({ kind: "latency", workload: id }) as const),
    ...workloads.filter(({ regions }) => regions !== undefined).map(({ id }) => ({ kind: "residency", workload: id }) as const),
    ...workloads.filter(({ criticalFraction }) => criticalFraction > 0).map(({ id }) => ({ kind: "survival", workload: id }) as const),
    ...places.filter(({ capacityUnits }) => capacityUnits !== undefined).map(({ id }) => ({ kind: "capacity", place: id }) as const),
    ...(carbonCapKgPerHour === undefined ? [] : [{ kind: "carbon" } as const]),
  ];
}

function firstOfSize<T>(all: readonly T[], size: number, holds: (chosen: readonly T[]) => boolean, chosen: readonly T[] = [], from = 0): readonly T[] | undefined {
  if (chosen.length === size) return holds(chosen) ? chosen : undefined;
  for (let i = from; i < all.length; i++) {
    const found = firstOfSize(all, size, holds, [...chosen, all[i] as T], i + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Own capacity against a varying demand: what is above it runs in the cloud. Cheapest where P(demand > own) = own rate ÷ cloud rate. */
export function elasticShare(demandUnits: readonly number[], ownUnits: number, ownRate: number, cloudRate: number): { readonly costPerHour: number; readonly cloudFraction: number } {
  let [over, all] = [0, 0];
  for (const units of demandUnits) {
    over += Math.max(0, units - ownUnits);
    all += units;
  }
  const periods = Math.max(1, demandUnits.length);
  return { costPerHour: ownRate * ownUnits + (cloudRate * over) / periods, cloudFraction: all > 0 ? over / all : 0 };
}

function elasticity({ places, peakUnits }: PlacementInputs): Elasticity | null {
  const cheapestOf = (own: boolean) => places.filter(({ kind }) => (kind !== "cloud") === own).reduce<Place | null>((best, place) => (best === null || place.unitCostPerHour < best.unitCostPerHour ? place : best), null);
  const [own, cloud] = [cheapestOf(true), cheapestOf(false)];
  if (peakUnits.length === 0 || own === null || cloud === null) return null;
  const rising = sorted(peakUnits);
  // Dearer own capacity than cloud is never built; else P(demand > own) = own rate ÷ cloud rate.
  const quantileFraction = own.unitCostPerHour >= cloud.unitCostPerHour ? 0 : 1 - own.unitCostPerHour / cloud.unitCostPerHour;
  const ownUnits = quantileFraction === 0 ? 0 : Math.min(quantile(rising, quantileFraction), own.capacityUnits ?? Infinity);
  const at = (units: number) => ({ ownUnits: units, ...elasticShare(peakUnits, units, own.unitCostPerHour, cloud.unitCostPerHour) });
  return {
    ownPlace: own.id, cloudPlace: cloud.id, quantileFraction, ...at(ownUnits),
    curve: Array.from({ length: 41 }, (_, k) => at(k === 0 ? 0 : quantile(rising, (k - 1) / 39))),
  };
}
