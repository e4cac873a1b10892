import { describe, expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { checkScenario, type Scenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { leaving, participation } from "../../../src/core/studies/participation.ts";
import { programmeComparison, programmeComparisonInputs } from "../../../src/core/studies/programmeComparison.ts";
import { inline } from "../../../src/engine/inline.ts";
import { runStudy } from "../../../src/engine/runStudy.ts";

const site = (over: object = {}): Scenario => checkScenario({
  time: { start: "2025-07-01", days: 31, stepMinutes: 60 }, load: { itDesignKw: 1000 }, battery: { powerKw: 300, energyKwh: 1200 },
  tariff: { urdb: { label: "t", utility: "t", name: "t", energyratestructure: [[{ rate: 0.1 }]], flatdemandstructure: [[{ rate: 10 }]], flatdemandmonths: Array<number>(12).fill(0) } },
  strategy: { battery: { policy: "event-reserve", between: "idle" }, work: { policy: "event-shed" } },
  demandResponse: { programmes: [{ id: "x", ask: { committedKw: 400 }, pay: { energyPerKwh: 1, capacityPerKwMonth: 10 }, notice: { noticeMinutes: 60 }, events: { kind: "list", events: [{ start: "2025-07-16T16:00", durationHours: 3 }, { start: "2025-07-23T16:00", durationHours: 3 }] } }] },
  ...over,
});
const ask = { seed: "1", data: new Map() };

describe("the ledger", () => {
  test("adds up: payments less penalties less what bill, wear and work rose by is the value of taking part", async () => {
    const { ledger, response } = await runStudy(participation, { scenario: site(), inputs: {}, ...ask }, inline);
    const { run } = ledger ?? { run: undefined };
    if (run === undefined || response === null) throw new Error("no ledger");
    const costs = run.extraEnergyCost + run.extraDemandCost + run.extraOtherCost + run.wearCost + run.lostWorkCost + run.fuelCost + run.unservedCost + run.residualValueCost;
    expect(run.netValue).toBeCloseTo(run.paymentRevenue - run.penaltyCost - costs, 6);
    const [taking, without] = [site(), leaving(site())].map((scenario) => simulate(scenario, ask));
    expect(run.extraEnergyCost + run.extraDemandCost + run.extraOtherCost).toBeCloseTo((taking?.bill.total ?? NaN) - (without?.bill.total ?? NaN), 6);
    expect(run.paymentRevenue).toBeCloseTo(response.netRevenue ?? NaN, 6);
    expect(ledger?.events.map(({ programmes }) => programmes)).toEqual([["x"], ["x"]]);
    for (const event of ledger?.events ?? []) {
      expect(event.wearCost).toBeGreaterThan(0);
      expect(event.netValue).toBeCloseTo(event.paymentRevenue - event.penaltyCost - event.extraEnergyCost - event.wearCost - event.lostWorkCost, 9);
    }
  });
  test("of a site that has joined nothing there is none", async () => {
    expect(await runStudy(participation, { scenario: site({ demandResponse: {} }), inputs: {}, ...ask }, inline)).toEqual({ response: null, ledger: null });
  });
});

test("programmes compared: every built-in one and the site's own, the best first, none with money that nobody stated", async () => {
  const inputs = checkInputs(programmeComparisonInputs, { eventsPerYear: 60 });
  const { programmes, committedKw } = await runStudy(programmeComparison, { scenario: site(), inputs, ...ask }, inline);
  expect(programmes).toHaveLength(20);
  const values = programmes.map(({ netValue }) => netValue ?? -Infinity);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  const of = (id: string) => programmes.find((one) => one.id === id);
  expect(of("ca-bip-30")).toMatchObject({ netValue: null, missing: ["pay.capacityPerKwMonth"] });
  // In July it calls nobody outside its season.
  expect(of("connectedsolutions-daily")?.paymentRevenue).toBeCloseTo(50 * committedKw * (of("connectedsolutions-daily")?.performanceFraction ?? NaN), 3);
  expect(of("x")?.deliveredKwh).toBeGreaterThan(0);
  expect(programmes.every(({ failure }) => failure === null)).toBe(true);
});

test("a programme that the site has joined is compared on the terms that it joined on: its net is the ledger's", async () => {
  const joined = { preset: "pjm-capacity-2023", ask: { firmKw: 800, committedKw: 600 }, baseline: { referenceKw: 1400 }, pay: { capacityPerKwMonth: 10.02 }, events: { kind: "seeded", by: "heat", perYear: 24, durationHours: 3 } };
  const scenario = site({ demandResponse: { programmes: [joined] } });
  const { ledger } = await runStudy(participation, { scenario, inputs: {}, ...ask }, inline);
  const { programmes, committedKw } = await runStudy(programmeComparison, { scenario, inputs: checkInputs(programmeComparisonInputs, { answering: false }), ...ask }, inline);
  const [listed, ...more] = programmes.filter(({ id }) => id === "pjm-capacity-2023");
  expect(more).toEqual([]);
  expect(listed).toMatchObject({ joined: true, committedKw: 600, events: 2 });
  expect(listed?.netValue).toBe(ledger?.run.netValue);
  expect(programmes.filter((one) => one.joined)).toEqual([listed]);
  // Every other is promised alike.
  expect(new Set(programmes.filter((one) => !one.joined).map((one) => one.committedKw))).toEqual(new Set([committedKw]));
});
