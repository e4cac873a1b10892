import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod/mini";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { elasticShare, placement, placementInputs, roundTripMs, type PlacementInputs } from "../../../src/core/studies/placement.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

const example = z.parse(placementInputs, undefined);
let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

test("the worked example: 410.5 $ an hour, fraud at the edge, on premises full, no single place feasible, constraints cost 16.0", () => {
  const found = placement(example, solve);
  expect(found.best?.costPerHour).toBeCloseTo(410.5, 6);
  const at = (place: string) => found.best?.assignments.filter((a) => a.place === place).reduce((sum, { units }) => sum + units, 0) ?? 0;
  expect([at("edge-eu"), at("on-premises-eu"), at("cloud-us")]).toEqual([20, 70, 90]);
  expect(found.best?.assignments.find(({ workload }) => workload === "fraud")).toEqual({ place: "edge-eu", workload: "fraud", units: 20 });
  expect(found.bestSingle).toBeNull();
  expect(found.hybridCostEfficiency).toBeNull();
  expect(found.allCloudCostPerHour).toBeCloseTo(468, 6);
  expect(found.savingAgainstCloudFraction).toBeCloseTo(0.123, 3);
  expect(found.unconstrainedCostPerHour).toBeCloseTo(394.5, 6);
  expect(found.constraintCostPerHour).toBeCloseTo(16, 6);
  expect(found.capacityPrices.find(({ place }) => place === "on-premises-eu")?.costPerUnitHour).toBeCloseTo(1.05, 6);
});

test("an outage of the edge leaves fraud nowhere to go; without the premises the clouds take over for 416 $ beside the edge's 68", () => {
  const { drills } = placement(example, solve);
  const of = (domain: string) => drills.find(({ failureDomain }) => failureDomain === domain);
  // Only the edge is within 10 ms.
  expect(of("edge")?.costPerHour).toBeNull();
  expect(of("on-premises")?.costPerHour).toBeCloseTo(160 * 2.6 + 20 * 3.4, 6);
  // 180 units on 95 of own capacity.
  expect(of("cloud")).toMatchObject({ costPerHour: null, servedFraction: 0.5, afterMovingFraction: expect.closeTo(95 / 180, 9) as number });
});

test("with 15 ms fraud fits on premises and the constraints cost nothing", () => {
  const workloads = example.workloads.map((workload) => (workload.id === "fraud" ? { ...workload, latencyMs: 15 } : workload));
  expect(placement({ ...example, workloads }, solve).constraintCostPerHour).toBeCloseTo(0, 6);
});

test("what cannot be placed names the bounds in conflict", () => {
  const workloads = example.workloads.map((workload) => (workload.id === "fraud" ? { ...workload, latencyMs: 1 } : workload));
  const found = placement({ ...example, workloads }, solve);
  expect(found.best).toBeNull();
  expect(found.conflict).toEqual([{ kind: "latency", workload: "fraud" }]);
});

test("fibre takes 204 km a millisecond along its route", () => {
  expect(roundTripMs({ distanceKm: 1020, accessMs: 2 }, 1.4)).toBeCloseTo(2 * 1020 * 1.4 / 204 + 2, 12);
});

test("own capacity is best where the chance of exceeding it is the ratio of the rates: the 40.4 % quantile at 1.55 against 2.60", () => {
  const demand = Array.from({ length: 1000 }, (_, i) => i + 1);
  const cost = (own: number) => elasticShare(demand, own, 1.55, 2.6).costPerHour;
  const best = demand.reduce((least, own) => (cost(own) < cost(least) ? own : least));
  expect(best / 1000).toBeCloseTo(0.404, 2);
});

/** Whole units, few of them: every way to place them can be tried. */
const smallCase: fc.Arbitrary<PlacementInputs> = fc.record({
  places: fc.array(fc.record({ cost: fc.integer({ min: 1, max: 9 }), fixed: fc.integer({ min: 0, max: 6 }), capacity: fc.integer({ min: 1, max: 4 }), trip: fc.integer({ min: 1, max: 30 }), region: fc.constantFrom("A", "B"), domain: fc.constantFrom("x", "y") }), { minLength: 1, maxLength: 3 }),
  workloads: fc.array(fc.record({ demand: fc.integer({ min: 1, max: 3 }), latency: fc.integer({ min: 5, max: 40 }), home: fc.constantFrom(undefined, "A"), critical: fc.constantFrom(0, 1) }), { minLength: 1, maxLength: 2 }),
}).map(({ places, workloads }) => ({
  ...example,
  places: places.map((p, i) => ({ id: `p${i}`, name: "", kind: "cloud" as const, region: p.region, failureDomain: p.domain, unitCostPerHour: p.cost, fixedCostPerHour: p.fixed, capacityUnits: p.capacity, roundTripMs: p.trip, accessMs: 0, carbonKgPerHour: 0 })),
  workloads: workloads.map((w, j) => ({ id: `w${j}`, name: "", demandUnits: w.demand, latencyMs: w.latency, ...(w.home === undefined ? {} : { regions: [w.home] }), criticalFraction: w.critical })),
}));

/** Least cost over all whole placements; a transport problem with whole numbers has a whole optimum where critical shares are 0 or 1. */
function bruteForce({ places, workloads }: PlacementInputs): number | null {
  let least: number | null = null;
  const used = places.map(() => 0);
  const tryWorkload = (j: number, cost: number): void => {
    const workload = workloads[j];
    if (workload === undefined) {
      const total = cost + places.reduce((sum, place, i) => sum + ((used[i] ?? 0) > 0 ? place.fixedCostPerHour : 0), 0);
      if (least === null || total < least) least = total;
      return;
    }
    const split = (i: number, left: number, spent: number, byDomain: Record<string, number>): void => {
      const place = places[i];
      if (place === undefined) {
        const outside = Object.keys(byDomain).concat(places.map(({ failureDomain }) => failureDomain)).every((domain) => workload.demandUnits - (byDomain[domain] ?? 0) >= workload.criticalFraction * workload.demandUnits);
        if (left === 0 && outside) tryWorkload(j + 1, cost + spent);
        return;
      }
      const allowed = (place.roundTripMs ?? 0) <= (workload.latencyMs ?? Infinity) && (workload.regions?.includes(place.region) ?? true);
      for (let units = 0; units <= (allowed ? Math.min(left, (place.capacityUnits ?? Infinity) - (used[i] ?? 0)) : 0); units++) {
        used[i] = (used[i] ?? 0) + units;
        split(i + 1, left - units, spent + units * place.unitCostPerHour, { ...byDomain, [place.failureDomain]: (byDomain[place.failureDomain] ?? 0) + units });
        used[i] = (used[i] ?? 0) - units;
      }
    };
    split(0, workload.demandUnits, 0, {});
  };
  tryWorkload(0, 0);
  return least;
}

test("a small placement costs what trying every one costs", () => {
  fc.assert(fc.property(smallCase, (inputs) => {
    const ours = placement(inputs, solve).best?.costPerHour ?? null;
    const theirs = bruteForce(inputs);
    if (theirs === null) expect(ours).toBeNull();
    else expect(ours).toBeCloseTo(theirs, 6);
  }), { numRuns: 60 });
});

test("one more bound never makes the optimum cheaper", () => {
  fc.assert(fc.property(smallCase, (inputs) => {
    const bound = placement(inputs, solve);
    if (bound.best === null) return;
    const free = placement({ ...inputs, workloads: inputs.workloads.map((workload) => ({ ...workload, latencyMs: undefined })) }, solve);
    expect(free.best?.costPerHour ?? Infinity).toBeLessThanOrEqual(bound.best.costPerHour + 1e-6);
  }), { numRuns: 30 });
});

test("one more place never makes the optimum dearer, and what each place costs adds up to it", () => {
  fc.assert(fc.property(smallCase, fc.integer({ min: 1, max: 9 }), (inputs, unitCostPerHour) => {
    const few = placement(inputs, solve).best;
    const more = placement({ ...inputs, places: [...inputs.places, { ...inputs.places[0]!, id: "new", unitCostPerHour, failureDomain: "z" }] }, solve).best;
    if (few === null) return;
    const cost = inputs.places.reduce((sum, { id, unitCostPerHour: rate, fixedCostPerHour }) => {
      const units = few.assignments.filter((a) => a.place === id).reduce((all, a) => all + a.units, 0);
      return sum + units * rate + (units > 0 ? fixedCostPerHour : 0);
    }, 0);
    expect(cost).toBeCloseTo(few.costPerHour, 5);
    expect(more?.costPerHour ?? Infinity).toBeLessThanOrEqual(few.costPerHour + 1e-6);
  }), { numRuns: 30 });
});

test("with demand over time own capacity is the 40.4 % quantile at 1.55 against 2.60, and no other of its curve is cheaper", () => {
  const { elasticity } = placement({ ...example, peakUnits: Array.from({ length: 1001 }, (_, i) => i / 20) }, solve);
  expect(elasticity).toMatchObject({ ownPlace: "on-premises-eu", cloudPlace: "cloud-us", quantileFraction: expect.closeTo(0.404, 3) as number, ownUnits: expect.closeTo(20.2, 1) as number });
  for (const { costPerHour } of elasticity?.curve ?? []) expect(costPerHour).toBeGreaterThanOrEqual((elasticity?.costPerHour ?? Infinity) - 1e-9);
  expect(placement(example, solve).elasticity).toBeNull();
});
