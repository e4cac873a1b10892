import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marketSignals } from "../../src/core/market/market.ts";
import { pieces, prepare } from "../../src/core/prepare.ts";
import { runColumns, type RunColumn, type RunResult } from "../../src/core/result.ts";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import { makeReference, simulate } from "../../src/core/simulate.ts";
import { column } from "../../src/core/time/frame.ts";
import { seedHolding } from "../../src/core/time/streams.ts";
import { batteryPolicies, coolingPolicies, workPolicies } from "../../src/core/strategies/index.ts";

const options = { seed: "1", data: new Map() };
const at = (run: RunResult, name: RunColumn) => column(run.frame, name);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

const tariff = {
  urdb: {
    label: "test", utility: "test", name: "test", sector: "Commercial", currency: "USD",
    energyratestructure: [[{ rate: 0.08 }], [{ rate: 0.25 }]],
    energyweekdayschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 1 : 0))),
    energyweekendschedule: Array.from({ length: 12 }, () => Array<number>(24).fill(0)),
    flatdemandstructure: [[{ rate: 12 }]], flatdemandmonths: Array<number>(12).fill(0),
  },
};
const site = (over: object = {}): Scenario => checkScenario({
  version: 1, time: { days: 7, stepMinutes: 60 }, tariff, battery: { powerKw: 300, energyKwh: 1200 }, solar: { dcKw: 800 },
  strategy: { battery: { policy: "tou-arbitrage" }, work: { policy: "price-defer" } }, ...over,
});

describe("the do-nothing run", () => {
  test("is what idle and run-now give, and every run carries its figures", () => {
    const nothing = simulate(site({ strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } }), options);
    expect(nothing.kpis).toEqual(nothing.idle.kpis);
    expect(simulate(site(), options).idle).toEqual({ kpis: nothing.kpis, bill: nothing.bill });
    expect(nothing.kpis.dischargeKwh).toBe(0);
    expect(sum(at(nothing, "backlogKwh"))).toBe(0);
  });
  test("handed in gives the same bytes as made anew", () => {
    const scenario = site();
    const reference = makeReference(prepare(scenario, options));
    expect(simulate(scenario, { ...options, reference })).toEqual(simulate(scenario, options));
  });
  test("keeps its own buffer when a run of it is taken away", () => {
    const scenario = site({ strategy: { battery: { policy: "idle" }, work: { policy: "run-now" } } });
    const reference = makeReference(prepare(scenario, options));
    structuredClone(null, { transfer: [simulate(scenario, { ...options, reference }).frame.buffer] });
    expect(reference.frame.buffer.byteLength).toBeGreaterThan(0);
  });
});

describe("prepared pieces", () => {
  test("of the same inputs handed in give the same bytes as made anew", () => {
    const scenario = site();
    const prepared = Object.fromEntries(pieces.map(({ id }) => [id, prepare(scenario, options)[id]]));
    expect(simulate(scenario, { ...options, prepared })).toEqual(simulate(scenario, options));
  });
  test("say what they read: a battery's power moves none of them, a tariff the market alone, a place what the weather makes", () => {
    const reads = (scenario: Scenario) => pieces.map((piece) => JSON.stringify(piece.reads(scenario)));
    const moved = (scenario: Scenario) => { const before = reads(site()); return pieces.filter((_, k) => reads(scenario)[k] !== before[k]).map(({ id }) => id); };
    expect(moved(site({ battery: { powerKw: 400, energyKwh: 1200 } }))).toEqual([]);
    expect(moved(site({ tariff: {} }))).toEqual(["market"]);
    expect(moved(site({ site: { latitude: 50 } }))).toEqual(["almanac", "weather", "sunOnArray", "lightInCells", "pv", "wind", "facility", "bus", "throttling"]);
    expect(moved(site({ time: { days: 8, stepMinutes: 60 } }))).toEqual(pieces.map(({ id }) => id));
  });
  test("say what they draw: another seed of one component changes pieces that name it, and no other", () => {
    const programme = (by: string) => ({ id: by, name: by, events: { kind: "seeded", by, perYear: 366, durationHours: 2 } });
    const drawn = site({
      time: { start: "2025-07-07", days: 14, stepMinutes: 60 }, wind: { ratedKw: 300 }, load: { demand: { kind: "shape", shape: "web", noiseSdFraction: 0.05 } }, outages: { events: { kind: "seeded", ordinaryPerYear: 90 } }, price: { index: { kind: "additive" } },
      tariff: { ...tariff, coincident: [{ peaks: { kind: "hottest-weekday" } }, { peaks: { kind: "stamps", starts: ["2025-07-08T16:00", "2025-07-16T17:00"] } }] },
      facility: { cooling: { kind: "plant" } }, demandResponse: { programmes: [programme("heat"), programme("random"), programme("price")], reserve: { heldKw: 100, callsPerYear: 300 } },
    });
    const families = ["weather", "load", "price", "calls", "reserve", "coincident", "outages"];
    // Rules and chillers are functions: what they say counts.
    const told = (seed: string) => {
      const prepared = prepare(drawn, { ...options, seed });
      return pieces.map(({ id }) => JSON.stringify(id === "market" ? marketSignals(prepared.market) : prepared[id], (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value)));
    };
    const first = told("1");
    for (const family of families) {
      const other = told(seedHolding("2", families.filter((one) => one !== family), "1"));
      const changed = pieces.filter((_, k) => other[k] !== first[k]);
      expect(changed.length, family).toBeGreaterThan(0);
      expect(changed.filter((piece) => !piece.draws(drawn).includes(family)).map(({ id }) => id), family).toEqual([]);
    }
  });
});

test("a summary has every figure and no columns", () => {
  const { frame, columns, kpis } = simulate(site(), { ...options, keep: "summary" });
  expect([frame.length, frame.buffer.byteLength, columns.length]).toEqual([0, 0, 0]);
  expect(kpis).toEqual(simulate(site(), options).kpis);
});

test("arbitrage over a tariff with dear afternoons pays less than doing nothing", () => {
  const { kpis, idle } = simulate(site({ strategy: { battery: { policy: "tou-arbitrage" } } }), options);
  expect(kpis.totalCost + kpis.residualValueCost).toBeLessThan(idle.kpis.totalCost);
});

describe("a cold store", () => {
  const summer = (cooling: object) => site({
    time: { start: "2025-07-01", days: 7, stepMinutes: 15 }, battery: {}, solar: {},
    facility: { cooling: { kind: "plant", coldStoreKwh: 4000, coldStoreKw: 800 } }, strategy: { cooling },
  });
  test("made full in cheap hours pays less than doing nothing, at a peak no higher, and is said in the strategy", () => {
    const run = simulate(summer({ policy: "cheap-cold" }), options);
    expect(run.strategy).toEqual({ battery: "idle", work: "run-now", cooling: "cheap-cold" });
    expect(run.kpis.totalCost).toBeLessThan(run.idle.kpis.totalCost);
    expect(run.kpis.peakImportKw).toBeLessThanOrEqual(run.idle.kpis.peakImportKw * (1 + 1e-9));
    expect(Math.max(...at(run, "coldStoreKwh"))).toBeGreaterThan(1000);
    expect(run.kpis.worstResidualKw).toBeLessThan(1e-6);
  });
  test("left idle is the do-nothing run", () => {
    const run = simulate(summer({ policy: "idle" }), options);
    expect(run.kpis).toEqual(run.idle.kpis);
  });
});

test("a site without a rate and without a price has a bill of nothing, and is told so", () => {
  const unpriced = simulate(site({ tariff: {} }), options);
  expect(unpriced.bill.total).toBe(0);
  expect(unpriced.warnings).toContainEqual({ code: "nothingPriced", values: {} });
  for (const priced of [site(), site({ tariff: {}, price: { index: { kind: "table", pricePerMwh: Array.from({ length: 12 }, () => Array<number>(24).fill(40)) } } })]) {
    expect(simulate(priced, options).warnings.map(({ code }) => code)).not.toContain("nothingPriced");
  }
});

test("a store that ends elsewhere than it began is valued and said", () => {
  const run = simulate(site({ battery: { powerKw: 300, energyKwh: 1200, initialSocFraction: 1 }, strategy: { battery: { policy: "manual", weekdaySchedule: discharge(), weekendSchedule: discharge() }, work: { policy: "run-now" } } }), options);
  const carryKwh = at(run, "socKwh").at(-1)! - 1200;
  expect(carryKwh).toBeLessThan(-500);
  const price = sum(at(run, "buyPerKwh").map((buy, i) => buy * at(simulate(site({ strategy: {} }), options), "importKw")[i]!));
  expect(price).toBeGreaterThan(0);
  expect(run.kpis.residualValueCost).toBeGreaterThan(-carryKwh * 0.948 * 0.08);
  expect(run.kpis.residualValueCost).toBeLessThan(-carryKwh * 0.948 * 0.25);
  expect(run.warnings).toContainEqual({ code: "storeEndsElsewhere", values: expect.objectContaining({ carryKwh }) as never });
});
const discharge = () => Array.from({ length: 12 }, () => Array<string>(24).fill("discharge"));

const rules = (policies: readonly { readonly id: string; readonly plans?: string }[]) => policies.filter(({ plans }) => plans === undefined).map(({ id }) => ({ policy: id }));
const anyScenario = fc.record({
  time: fc.record({ days: fc.integer({ min: 1, max: 3 }), stepMinutes: fc.constantFrom(15, 30, 60), start: fc.constantFrom("2025-01-01", "2025-03-08", "2024-10-31") }),
  tariff: fc.constantFrom(tariff, {}),
  load: fc.record({
    itDesignKw: fc.constantFrom(1, 1000, 2e5),
    demand: fc.record({
      kind: fc.constant("shape"), shape: fc.constantFrom("flat", "web", "webUtc", "gpuPower"), meanUtilisationFraction: fc.double({ min: 0, max: 1, noNaN: true }),
      shapeAmplitude: fc.constantFrom(0, 1, 3), noiseSdFraction: fc.constantFrom(0, 0.1),
    }),
    classes: fc.constantFrom([], [{ kind: "deferrable", shareFraction: 0.3, windowHours: 6 }], [{ kind: "deferrable", shareFraction: 0.2, windowHours: 0 }, { kind: "deferrable", shareFraction: 0.7, windowHours: 48, maxRateRatio: 1 }], [{ kind: "throttleable", shareFraction: 0.6 }, { kind: "deferrable", shareFraction: 0.2, windowHours: 12 }]),
  }),
  facility: fc.constantFrom({}, { cooling: { kind: "constant", pue: 1.3 }, fixedOverheadFraction: 0.4 }, { cooling: { kind: "plant", coldStoreKwh: 3000, coldStoreKw: 900 } }),
  solar: fc.record({ dcKw: fc.constantFrom(0, 500, 3000) }),
  wind: fc.record({ ratedKw: fc.constantFrom(0, 800) }),
  generator: fc.constantFrom({}, { ratingKw: 600, units: 3, startFailureFraction: 0.3, meanTimeToFailureHours: 20, permittedHours: 5, fuelStockHours: 2 }),
  outages: fc.constantFrom({}, { events: { kind: "list", outages: [{ start: "2025-01-01T05:00", durationHours: 7 }, { start: "2025-03-09T01:30", durationHours: 3 }] } }, { events: { kind: "seeded", rateRatio: 10, ordinaryPerYear: 100 } }),
  battery: fc.record({ powerKw: fc.constantFrom(0, 300, 1e5), energyKwh: fc.constantFrom(0, 600, 4e5), gridCharging: fc.boolean() }),
  connection: fc.record({ exportLimitKw: fc.constantFrom(0, 200, 1e6) }, { requiredKeys: [] }).chain((open) => fc.constantFrom({ ...open }, { ...open, importLimitKw: 500 })),
  // Policies that plan need a solver; the optimum's own tests run them.
  strategy: fc.record({ battery: fc.constantFrom(...rules(batteryPolicies)), work: fc.constantFrom(...rules(workPolicies)), cooling: fc.constantFrom(...rules(coolingPolicies)) }),
});

test("every step balances and keeps its limits, energy is conserved, and two runs are the same bytes, whatever the scenario", () => fc.assert(fc.property(anyScenario, fc.string({ maxLength: 4 }), (inputs, seed) => {
  const scenario = checkScenario({ version: 1, ...inputs });
  const run = simulate(scenario, { seed, data: new Map() });
  const c = Object.fromEntries(runColumns.map(({ name }) => [name, at(run, name)])) as Record<RunColumn, Float64Array>;
  const { battery, connection } = scenario;
  const capacityKw = Math.max(...c.demandKw) + Math.max(...c.pvKw) + 2 * battery.powerKw + (connection.importLimitKw ?? 0) + connection.exportLimitKw;
  expect(run.kpis.worstResidualKw).toBeLessThan(1e-9 * capacityKw);
  expect(Object.values(run.kpis).every(Number.isFinite)).toBe(true);
  let arrivedKw = 0;
  for (let i = 0; i < run.axis.length; i++) {
    expect(c.importKw[i]).toBeLessThanOrEqual((connection.importLimitKw ?? Infinity) + 1e-9 * capacityKw);
    expect(c.exportKw[i]).toBeLessThanOrEqual(connection.exportLimitKw + 1e-9 * capacityKw);
    expect(Math.abs(c.demandKw[i]! - c.shedKw[i]! - c.unservedKw[i]! - c.servedKw[i]!)).toBeLessThanOrEqual(1e-9 * capacityKw);
    expect(c.itKw[i]! + c.deferrableKw[i]!).toBeLessThanOrEqual(scenario.load.itDesignKw * (1 + 1e-9));
    arrivedKw += c.deferrableKw[i]!;
  }
  const arrivedKwh = run.work.reduce((total, work) => total + work.arrivedKwh, 0);
  expect(Math.abs(arrivedKwh - (arrivedKw * scenario.time.stepMinutes) / 60 - c.backlogKwh.at(-1)!)).toBeLessThanOrEqual(1e-9 * (1 + arrivedKwh));
  expect(c.backlogKwh.at(-1)).toBeLessThanOrEqual(1e-9 * (1 + arrivedKwh));
  if (battery.powerKw > 0 && battery.energyKwh > 0) {
    expect(Math.max(...c.socKwh)).toBeLessThanOrEqual(battery.energyKwh * battery.socMaxFraction);
    // Self-discharge alone may carry the store under its floor.
    expect(Math.min(...c.socKwh)).toBeGreaterThanOrEqual(battery.energyKwh * battery.socMinFraction * 0.99);
  }
  expect(new Uint8Array(simulate(scenario, { seed, data: new Map() }).frame.buffer)).toEqual(new Uint8Array(run.frame.buffer));
}), { numRuns: 60 }));
