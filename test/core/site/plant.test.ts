import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batteryInputs, batteryRatings, type BatteryInputs } from "../../../src/core/site/battery.ts";
import { runPlant, siteCapacityKw, type BatteryProposal, type DecideBattery, type PlantColumns, type PlantRun } from "../../../src/core/site/plant.ts";
import { generatorInputs, startGenerator, type GeneratorInputs } from "../../../src/core/site/generator.ts";
import { prepareThrottling, serverPowerFraction, throttleCurve } from "../../../src/core/site/throttle.ts";
import { randomStream } from "../../../src/core/time/streams.ts";
import { reasonCode } from "../../../src/core/site/reason.ts";

type Site = {
  loadKw: readonly number[]; pvKw?: readonly number[]; windKw?: readonly number[]; importLimitKw?: number; exportLimitKw?: number; battery?: Partial<BatteryInputs>; gridOut?: readonly number[];
  generator?: Partial<GeneratorInputs>; throttleableItKw?: number; standsBy?: boolean; meters?: PlantRun["meters"]; stepHours?: number;
};
type Ask = Partial<BatteryProposal>;

function run(site: Site, ask: (step: number, ...rest: Parameters<DecideBattery>) => Ask = () => ({})) {
  const n = site.loadKw.length;
  const stepHours = site.stepHours ?? 1;
  const ratings = { ...batteryRatings({ ...batteryInputs.parse({}), selfDischargePerHourFraction: 0, ...site.battery }, stepHours), hallItKw: 0 };
  const columnOf = (values: readonly number[] | undefined) => Float64Array.from(values ?? Array<number>(n).fill(0));
  const limits = { importLimitKw: new Float64Array(n).fill(site.importLimitKw ?? Infinity), exportLimitKw: new Float64Array(n).fill(site.exportLimitKw ?? 0) };
  const gridOut = Uint8Array.from(site.gridOut ?? Array<number>(n).fill(0));
  gridOut.forEach((out, i) => { if (out === 1) limits.importLimitKw[i] = limits.exportLimitKw[i] = 0; });
  const series = { pvAvailableKw: columnOf(site.pvKw), windAvailableKw: columnOf(site.windKw), gridOut, ...limits };
  const names = ["importKw", "exportKw", "pvKw", "windKw", "generatorKw", "dischargeKw", "chargeKw", "servedKw", "shedKw", "lostWorkKw", "unservedKw", "curtailedKw", "socKwh", "batteryReason"] as const;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(n)])) as unknown as PlantColumns;
  const loadKw = Float64Array.from(site.loadKw);
  const capacityKw = siteCapacityKw(loadKw, series, ratings) + (site.generator?.ratingKw ?? 0);
  const generator = site.generator && startGenerator({ ...generatorInputs.parse({}), ...site.generator }, stepHours, randomStream("1", "generator"));
  const throttling = prepareThrottling(
    site.throttleableItKw === undefined ? [] : [{ name: "t", itKw: new Float64Array(n).fill(site.throttleableItKw), minPowerFraction: serverPowerFraction(0.55), curve: throttleCurve("all") }],
    new Float64Array(n).fill(1.25),
  );
  runPlant({
    stepHours, billingMonth: new Uint16Array(n), ratings, site: series, loadKw, meters: site.meters ?? [], batteryStandsBy: site.standsBy ?? false, capacityKw, generator, throttling,
  }, (step, plant, proposal) => { Object.assign(proposal, ask(step, step, plant, proposal)); }, columns);
  return { columns, ratings, capacityKw, series, generator: generator?.summary() };
}

const battery = { powerKw: 100, energyKwh: 400, chargeEfficiencyFraction: 0.9, dischargeEfficiencyFraction: 0.9 };

describe("the connection's limits hold", () => {
  test("load that it cannot bring is unserved", () => {
    const { columns } = run({ loadKw: [150], importLimitKw: 100 });
    expect([columns.importKw[0], columns.unservedKw[0], columns.servedKw[0]]).toEqual([100, 50, 100]);
  });
  test("generation that it cannot carry away is curtailed, solar and wind alike", () => {
    const { columns } = run({ loadKw: [50], pvKw: [200], windKw: [100], exportLimitKw: 100 });
    expect(columns.exportKw[0]).toBe(100);
    expect(columns.curtailedKw[0]).toBe(150);
    expect([columns.pvKw[0], columns.windKw[0]]).toEqual([100, 50]);
  });
  test("charging takes the room that the load leaves", () => {
    const { columns } = run({ loadKw: [80], importLimitKw: 100, battery }, () => ({ chargeKw: 90, reason: reasonCode.cheapPrice }));
    expect([columns.chargeKw[0], columns.importKw[0], columns.batteryReason[0]]).toEqual([20, 100, reasonCode.importLimit]);
  });
  test("discharging into the grid ends at the export limit", () => {
    const { columns } = run({ loadKw: [30], exportLimitKw: 40, battery }, () => ({ dischargeKw: 90 }));
    expect([columns.dischargeKw[0], columns.exportKw[0], columns.curtailedKw[0], columns.batteryReason[0]]).toEqual([70, 40, 0, reasonCode.exportLimit]);
  });
});

describe("the battery", () => {
  test("stands by: load is met from it before it goes unserved", () => {
    const { columns } = run({ loadKw: [150], importLimitKw: 100, battery, standsBy: true });
    expect([columns.dischargeKw[0], columns.unservedKw[0], columns.batteryReason[0]]).toEqual([50, 0, reasonCode.importLimit]);
  });
  test("is never used by a policy that leaves it idle, not even then", () => {
    expect(run({ loadKw: [150], importLimitKw: 100, battery, standsBy: false }).columns.unservedKw[0]).toBe(50);
  });
  test("keeps its reserve while the grid is there and gives it in an outage", () => {
    // 400 kWh, half full, floor 20 %, reserve 50 %: nothing above the reserve, 120 kWh above the floor, 108 kW AC for an hour, rating 100.
    const site = { loadKw: [50, 150], battery: { ...battery, reserveFraction: 0.5 }, standsBy: true, gridOut: [0, 1] };
    const { columns } = run(site, () => ({ dischargeKw: 50, reason: reasonCode.dearPrice }));
    expect([...columns.dischargeKw]).toEqual([0, 100]);
    expect([...columns.batteryReason]).toEqual([reasonCode.socFloor, reasonCode.outage]);
    expect(columns.unservedKw[1]).toBe(50);
  });
  test("charges from solar and wind alone where the grid is not allowed", () => {
    const { columns } = run({ loadKw: [100], pvKw: [30], battery: { ...battery, gridCharging: false } }, () => ({ chargeKw: 90 }));
    expect([columns.chargeKw[0], columns.importKw[0]]).toEqual([30, 100]);
  });
  test("asked for both directions takes the difference", () => {
    const { columns } = run({ loadKw: [100], battery }, () => ({ chargeKw: 60, dischargeKw: 20 }));
    expect([columns.chargeKw[0], columns.dischargeKw[0]]).toEqual([40, 0]);
  });
  test("full or empty says so where nothing of a wish is left", () => {
    const full = run({ loadKw: [10], battery: { ...battery, initialSocFraction: 1 } }, () => ({ chargeKw: 10, reason: reasonCode.cheapPrice }));
    expect(full.columns.batteryReason[0]).toBe(reasonCode.socCeiling);
    const empty = run({ loadKw: [10], battery: { ...battery, initialSocFraction: 0.2 } }, () => ({ dischargeKw: 10, reason: reasonCode.dearPrice }));
    expect(empty.columns.batteryReason[0]).toBe(reasonCode.socFloor);
  });
});

describe("in an outage", () => {
  const sets = { ratingKw: 100, startFailureFraction: 0, meanTimeToFailureHours: 1e6, minLoadFraction: 0.5 };
  test("the generator carries the load, and the battery what is above its rating", () => {
    const { columns } = run({ loadKw: [130], gridOut: [1], generator: sets, battery, standsBy: true });
    expect([columns.generatorKw[0], columns.dischargeKw[0], columns.unservedKw[0], columns.importKw[0]]).toEqual([100, expect.closeTo(30, 9), 0, 0]);
    expect(columns.batteryReason[0]).toBe(reasonCode.outage);
  });
  test("what its minimum is above the load goes into the battery", () => {
    const { columns } = run({ loadKw: [20], gridOut: [1], generator: sets, battery, standsBy: true });
    expect([columns.generatorKw[0], columns.chargeKw[0]]).toEqual([50, 30]);
  });
  test("without a battery to take it the sets run below their minimum, and that is counted", () => {
    const { columns, generator } = run({ loadKw: [20], gridOut: [1], generator: sets, standsBy: true });
    expect([columns.generatorKw[0], generator?.hoursBelowMinimum]).toEqual([20, 1]);
  });
  test("the do-nothing run calls on the generator alone", () => {
    const { columns } = run({ loadKw: [130], gridOut: [1], generator: sets, battery, throttleableItKw: 40, standsBy: false });
    expect([columns.generatorKw[0], columns.dischargeKw[0], columns.shedKw[0], columns.unservedKw[0]]).toEqual([100, 0, 0, 30]);
  });
  test("accelerators are capped before load goes without, at the price of lost work", () => {
    // 40 kW of IT × 1.25 at the bus × (1 − 0.6625): 16.875 kW can be shed; at that cap 0.745 of the work is done.
    const { columns } = run({ loadKw: [130], gridOut: [1], generator: sets, throttleableItKw: 40, standsBy: true });
    expect([columns.shedKw[0], columns.unservedKw[0], columns.servedKw[0]]).toEqual([expect.closeTo(16.875, 9), expect.closeTo(13.125, 9), expect.closeTo(100, 9)]);
    expect(columns.lostWorkKw[0]).toBeCloseTo(50 * (1 - (0.728 + (0.843 - 0.728) * ((0.55 - 0.533) / (0.662 - 0.533)))), 9);
  });
});

test("beside the grid the generator runs where a policy asks and the permit allows, within its range and the load", () => {
  const ask = (generatorKw: number, over: object = {}) => run({ loadKw: [130], importLimitKw: 1000, generator: { ratingKw: 100, startFailureFraction: 0, permittedHours: 10, minLoadFraction: 0.5, ...over } }, () => ({ generatorKw })).columns.generatorKw[0];
  expect([ask(80), ask(500), ask(10), ask(80, { permittedHours: 0 }), ask(80, { ratingKw: 1000 })]).toEqual([80, 100, 50, 0, 0]);
});

test("a policy may hold back generation, but not while load would go without", () => {
  const free = run({ loadKw: [50], pvKw: [80], exportLimitKw: 100, battery }, () => ({ curtailKw: 30 }));
  expect([free.columns.exportKw[0], free.columns.curtailedKw[0], free.columns.pvKw[0]]).toEqual([0, 30, 50]);
  const short = run({ loadKw: [50], pvKw: [30], importLimitKw: 20, battery }, () => ({ curtailKw: 30 }));
  expect([short.columns.unservedKw[0], short.columns.curtailedKw[0]]).toEqual([0, 0]);
});

test("a policy sees the month's peak so far over the charge's own windows and hours", () => {
  const seen: number[][] = [];
  const meters = [{ applies: Uint8Array.of(1, 1, 1, 1, 0, 0), windowSteps: 2 }, { applies: Uint8Array.of(0, 1, 1, 1, 1, 1), windowSteps: 1 }];
  run({ loadKw: [10, 30, 80, 20, 100, 100], battery, meters }, (_step, _again, plant) => { seen.push([...plant.peakSoFarKw]); return {}; });
  expect(seen).toEqual([[0, 0], [0, 0], [20, 30], [20, 80], [50, 80], [50, 100]]);
});

const power = fc.oneof(fc.constantFrom(0, 1e-9, 100, 1e7), fc.double({ min: 0, max: 1000, noNaN: true }));
const series = fc.array(power, { minLength: 24, maxLength: 24 });
const wish = fc.oneof(fc.constantFrom(0, Infinity, -Infinity, NaN, -5), power);
const anySite = fc.record({
  loadKw: series, pvKw: series, windKw: series, importLimitKw: fc.constantFrom(0, 50, 1000, Infinity), exportLimitKw: fc.constantFrom(0, 50, Infinity), standsBy: fc.boolean(),
  stepHours: fc.constantFrom(1 / 12, 0.25, 1), gridOut: fc.array(fc.constantFrom(0, 0, 1), { minLength: 24, maxLength: 24 }),
  battery: fc.record({
    powerKw: fc.constantFrom(0, 1, 100, 1e6), energyKwh: fc.constantFrom(0, 1, 400, 1e7), chargePowerFraction: fc.constantFrom(0.5, 1, 2), chargeEfficiencyFraction: fc.constantFrom(0.5, 0.95, 1),
    dischargeEfficiencyFraction: fc.constantFrom(0.5, 0.95, 1), initialSocFraction: fc.constantFrom(0.2, 0.5, 1), selfDischargePerHourFraction: fc.constantFrom(0, 2.8e-5, 0.05),
    gridCharging: fc.boolean(), reserveFraction: fc.constantFrom(0, 0.4),
  }),
  throttleableItKw: fc.constantFrom(0, 1, 30), generator: fc.record({
    ratingKw: fc.constantFrom(1e-3, 100, 1e6), units: fc.constantFrom(1, 7), minLoadFraction: fc.constantFrom(0, 0.3, 1), startFailureFraction: fc.constantFrom(0, 0.5), meanTimeToFailureHours: fc.constantFrom(1, 1100),
    startMinutes: fc.constantFrom(0, 30), permittedHours: fc.constantFrom(0, 3, 8784), fuelStockHours: fc.constantFrom(0, 1, undefined),
  }),
});
const anyWishes = fc.array(fc.record({ chargeKw: wish, dischargeKw: wish, curtailKw: wish, generatorKw: wish }), { minLength: 24, maxLength: 24 });

test("every step balances and keeps every limit, whatever the site and whatever is proposed", () => fc.assert(fc.property(anySite, anyWishes, (site, wishes) => {
  const { columns, ratings, capacityKw, series: given } = run(site, (step) => wishes[step]!);
  const tolerance = 1e-9 * capacityKw;
  let socKwh = ratings.initialSocKwh;
  for (let i = 0; i < 24; i++) {
    const at = (name: keyof PlantColumns) => columns[name][i]!;
    for (const name of ["importKw", "exportKw", "pvKw", "windKw", "generatorKw", "dischargeKw", "chargeKw", "servedKw", "shedKw", "lostWorkKw", "unservedKw", "curtailedKw"] as const) expect(at(name)).toBeGreaterThanOrEqual(0);
    const residual = at("importKw") + at("pvKw") + at("windKw") + at("dischargeKw") + at("generatorKw") - at("servedKw") - at("chargeKw") - at("exportKw");
    expect(Math.abs(residual)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(at("servedKw") + at("shedKw") + at("unservedKw") - site.loadKw[i]!)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(at("pvKw") + at("windKw") + at("curtailedKw") - site.pvKw[i]! - site.windKw[i]!)).toBeLessThanOrEqual(tolerance);
    expect(at("importKw")).toBeLessThanOrEqual(given.importLimitKw[i]! + tolerance);
    expect(at("exportKw")).toBeLessThanOrEqual(given.exportLimitKw[i]! + tolerance);
    expect(Math.min(at("importKw"), at("exportKw"))).toBe(0);
    expect(Math.min(at("chargeKw"), at("dischargeKw"))).toBe(0);
    expect(at("chargeKw")).toBeLessThanOrEqual(ratings.chargeKw);
    expect(at("dischargeKw")).toBeLessThanOrEqual(ratings.dischargeKw);
    if (!ratings.gridCharging) expect(at("chargeKw")).toBeLessThanOrEqual(at("pvKw") + at("windKw") + at("generatorKw") + tolerance);
    expect(at("generatorKw")).toBeLessThanOrEqual(site.generator.ratingKw + tolerance);
    if (at("unservedKw") > tolerance) expect(at("chargeKw")).toBe(0);
    const nextKwh = socKwh * ratings.keepPerStep + (at("chargeKw") * ratings.chargeEfficiency - at("dischargeKw") / ratings.dischargeEfficiency) * site.stepHours;
    expect(Math.abs(at("socKwh") - nextKwh)).toBeLessThanOrEqual(1e-9 * (ratings.capacityKwh + capacityKw));
    expect(at("socKwh")).toBeLessThanOrEqual(ratings.socMaxKwh);
    if (at("dischargeKw") > 0) expect(at("socKwh")).toBeGreaterThanOrEqual(given.gridOut[i] === 1 ? ratings.outageFloorKwh : ratings.socMinKwh * (1 - 1e-12));
    socKwh = at("socKwh");
  }
}), { numRuns: 500 }));
