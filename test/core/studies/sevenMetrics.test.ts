import { beforeAll, describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { checkScenario, type Scenario } from "../../../src/core/scenario.ts";
import { metricsOf } from "../../../src/core/studies/metricsStudy.ts";
import { sevenMetricsInputs } from "../../../src/core/studies/sevenMetricsInputs.ts";
import type { Solve } from "../../../src/core/maths/linearProgram.ts";
import { loadSolver } from "../../../src/engine/solver.ts";

let solve: Solve;
beforeAll(async () => { solve = await loadSolver(); });

/** Two weeks of a plain site: 1,000 kW IT flat at 400 kW, PUE as given; day and night prices; a quarter of the work may wait. */
const site = (over: { readonly pue?: number; readonly itDesignKw?: number; readonly work?: string } = {}): Scenario => checkScenario({
  time: { start: "2025-06-02", days: 14, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" },
  load: { itDesignKw: over.itDesignKw ?? 1000, demand: { kind: "shape", idleFraction: 0, meanUtilisationFraction: 0.4, shape: "flat" } },
  facility: { cooling: { kind: "constant", pue: over.pue ?? 1.3 } }, battery: { energyKwh: 0, powerKw: 0 }, solar: { dcKw: 0 },
  carbon: { average: { kind: "constant", gPerKwh: 271.8 }, marginal: { kind: "constant", gPerKwh: 535 } },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.05 }], [{ rate: 0.17 }]], energyweekdayschedule: schedule, energyweekendschedule: schedule } },
  strategy: { battery: { policy: "idle" }, work: { policy: over.work ?? "run-now" } },
});
const schedule = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 1 : 0)));

/** Few draws: their quantiles are tested with their own studies. */
const ask = (scenario: Scenario, inputs: object = {}, others: Record<string, object> = {}) => metricsOf({
  scenario, inputs: checkInputs(sevenMetricsInputs, inputs), seed: "1", data: new Map(), others: { ...others, growth: { draws: 100 }, deployment: { draws: 100, ...others["deployment"] } },
}, { solve });
const value = (found: ReturnType<typeof ask>, id: string, place: string) => found.records.find((record) => record.id === id && record.place === place)?.value ?? null;

test("a simulated place with the PUE, carbon and mean price of the worked example gives its figures: 0.1032 Wh, 11.36 $ a million, 28.06 g a thousand", () => {
  const found = ask(site());
  expect((value(found, "energyPerDecision", "onPremises") ?? 0) * 1000).toBeCloseTo(0.1032, 4);
  expect(value(found, "energyPrice", "onPremises")).toBeCloseTo(0.11, 6);
  expect((value(found, "energyCostPerDecision", "onPremises") ?? 0) * 1e6).toBeCloseTo(11.36, 2);
  expect((value(found, "co2ePer1000Location", "onPremises") ?? 0) * 1000).toBeCloseTo(28.06, 2);
  expect((value(found, "energyCostPerDecision", "cloud") ?? 0) * 1e6).toBeCloseTo(7.76, 2);
  expect((value(found, "energyCostPerDecision", "edge") ?? 0) * 1e6).toBeCloseTo(13.34, 2);
  expect((value(found, "co2ePer1000Embodied", "edge") ?? 0) * 1000).toBeCloseTo(0.84, 2);
  // 400 kW IT for 336 hours at 6.5 kW for 81,857 an hour.
  expect(found.decisions / ((400 * 336 * 81_857) / 6.5)).toBeCloseTo(1, 5);
});

test("the three places stand side by side in every metric of a place, and what is missing says why", () => {
  const found = ask(site());
  expect(new Set(found.records.map(({ metric }) => metric))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  for (const record of found.records) {
    if (record.value === null) expect(record.reason).toBeDefined();
    else expect(Number.isFinite(record.value)).toBe(true);
    expect(record.method).not.toBe("");
  }
  for (const id of ["energyPerDecision", "energyPrice", "energyCostPerDecision", "co2ePer1000Location", "co2ePer1000Market", "co2ePer1000Marginal", "co2ePer1000Embodied", "inferenceCostPerMtok", "flexibilityScore", "leadTimeDays"]) {
    expect(found.records.filter((record) => record.id === id).map(({ place }) => place)).toEqual(["cloud", "onPremises", "edge"]);
  }
  expect(found.records.find(({ id, place }) => id === "flexibilityScore" && place === "cloud")).toMatchObject({ value: null, reason: "notSimulated" });
  expect(value(found, "flexibilityScore", "onPremises")).toBe(0);
  expect(found.records.find(({ id }) => id === "hybridCostEfficiency")).toMatchObject({ value: null, reason: "noFeasibleSinglePlace" });
  expect(value(found, "constraintCost", "all")).toBeCloseTo(16, 6);
  expect(value(found, "leadTimeDays", "onPremises")).toBe(380);
});

test("a site that serves nothing has no figure per decision, rather than 0 or infinity", () => {
  const scenario = site();
  const idle = checkScenario({ ...scenario, load: { ...scenario.load, demand: { kind: "shape", idleFraction: 0, meanUtilisationFraction: 0, shape: "flat" } } });
  for (const id of ["energyPerDecision", "energyCostPerDecision", "co2ePer1000Location"]) expect(ask(idle).records.find((record) => record.id === id && record.place === "onPremises")).toMatchObject({ value: null, reason: "noDecisions" });
});

test("energy and carbon a decision are linear in PUE, and neither changes when load and decisions grow together", () => {
  const [at13, at156, larger] = [ask(site()), ask(site({ pue: 1.56 })), ask(site({ itDesignKw: 3000 }))];
  for (const id of ["energyPerDecision", "co2ePer1000Location", "co2ePer1000Marginal"]) {
    expect((value(at156, id, "onPremises") ?? 0) / (value(at13, id, "onPremises") ?? 1)).toBeCloseTo(1.2, 9);
    expect((value(larger, id, "onPremises") ?? 0) / (value(at13, id, "onPremises") ?? 1)).toBeCloseTo(1, 9);
  }
});

describe("the timing value of work that waits", () => {
  test("is nothing where work runs as it comes on a flat load, and the parts add up to the bill", () => {
    const { timing, served } = ask(site());
    for (const { timingValueCost } of timing) expect(timingValueCost).toBeCloseTo(0, 6);
    expect(served.classes.reduce((sum, { timedCost }) => sum + timedCost, 0)).toBeCloseTo(served.billCost, 6);
  });

  test("is positive where it waits for cheap hours: a decision of waiting work costs less than one of work at once", () => {
    const { timing, served } = ask(site({ work: "price-defer" }));
    const [arrival, deferrable] = timing;
    expect(deferrable?.timingValueCost).toBeGreaterThan(0);
    expect(deferrable?.timedCostPerMillion).toBeLessThan(arrival?.timedCostPerMillion ?? 0);
    expect(served.classes.reduce((sum, { timedCost }) => sum + timedCost, 0)).toBeCloseTo(served.billCost, 6);
  });
});

test("contracts lower the market figure alone; without a residual mix the grid's average stands in", () => {
  const found = ask(site(), { onPremises: { contractedFraction: 0.75 } });
  expect((value(found, "co2ePer1000Market", "onPremises") ?? 0) / (value(found, "co2ePer1000Location", "onPremises") ?? 1)).toBeCloseTo(0.25, 9);
  const residual = ask(site(), { onPremises: { contractedFraction: 0.5, residualGPerKwh: 543.6 } });
  expect(value(residual, "co2ePer1000Market", "onPremises")).toBeCloseTo(value(residual, "co2ePer1000Location", "onPremises") ?? 0, 9);
});

test("no cloud price: no reduction; at the worked example's site and 3 $ packed at 60 % it is −26.9 %", () => {
  expect(ask(site(), { cloudPrice: { gpuCostPerHour: 0 } }).records.filter(({ id }) => id === "inferenceCostReduction").map(({ value: none, reason }) => [none, reason])).toEqual([[null, "noCloudPrice"], [null, "noCloudPrice"]]);
  expect(value(ask(site(), { cloudPrice: { gpuCostPerHour: 3 } }), "inferenceCostReduction", "onPremises")).toBeCloseTo(-0.269, 3);
});

test("the range follows the use: idle power is spread over fewer or more decisions", () => {
  const record = ask(site()).records.find(({ id, place }) => id === "energyPerDecision" && place === "onPremises");
  expect(record?.lower).toBeLessThan(record?.value ?? 0);
  expect(record?.upper).toBeGreaterThan(record?.value ?? 0);
});

test("growth, deployment and placement are those of the same file", () => {
  const found = ask(site(), {}, { deployment: { flexibleBuildDays: 1000 }, placement: { workloads: [{ id: "a", name: "A", demandUnits: 10 }] } });
  expect(value(found, "leadTimeDays", "onPremises")).toBe(120 + 1000 + 14);
  // One workload without bounds: the cheapest place alone is the mix.
  expect(value(found, "hybridCostEfficiency", "all")).toBeCloseTo(0, 9);
});

test("an alert that defers is replayed as an input of the run, and makes the same run again", () => {
  const scenario = site();
  const inputs = { finops: { seeds: 0, budgets: [{ name: "power", amountCost: 15_000, action: "defer" }] } };
  const found = ask(scenario, inputs);
  const [done] = found.finops.actions;
  expect(done).toMatchObject({ action: "defer", estimated: false });
  expect(done?.billDifferenceCost).toBeLessThan(0);
  const again = ask(checkScenario({ ...scenario, strategy: { ...scenario.strategy, work: done?.strategyWork } }));
  expect(again.served.billCost - found.served.billCost).toBeCloseTo(done?.billDifferenceCost ?? 0, 9);
});

test("unit economics day by day add up to the bill and to the run's decisions", () => {
  const { finops, served, decisions } = ask(site({ work: "price-defer" }));
  expect(finops.days).toHaveLength(14);
  expect(finops.days.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(served.billCost, 6);
  expect(finops.days.reduce((sum, day) => sum + day.decisions, 0)).toBeCloseTo(decisions, 3);
  for (const day of finops.days) {
    expect(Object.values(day.byKind).reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(day.cost, 9);
    expect(day.arrivalCost + day.deferrableCost).toBeCloseTo(day.cost, 9);
  }
});
