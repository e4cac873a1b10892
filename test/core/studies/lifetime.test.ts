import { expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { InputError } from "../../../src/core/errors.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { lifetime, lifetimeInputs, withoutBought, type Lifetime } from "../../../src/core/studies/lifetime.ts";
import { inline } from "../../../src/engine/inline.ts";
import { runStudy } from "../../../src/engine/runStudy.ts";

const site = checkScenario({
  time: { start: "2025-01-01", days: 365, stepMinutes: 60 }, solar: { dcKw: 800 }, battery: { powerKw: 400, energyKwh: 1600, wearCostPerKwh: 0 },
  price: { index: { kind: "additive" } }, strategy: { battery: { policy: "tou-arbitrage" } },
});
const ask = (given: object, scenario = site): Promise<Lifetime> => runStudy(lifetime, { scenario, inputs: checkInputs(lifetimeInputs, given), seed: "2", data: new Map() }, inline);

test("a project year is a plain run: the second can be made again from the state that the first left", async () => {
  const found = await ask({ projectYears: 3 });
  const options = { seed: "2", data: new Map(), keep: "summary" } as const;
  const first = simulate(site, options);
  const atEnd = first.battery?.ageing.atEnd;
  const second = simulate(checkScenario({ ...site, solar: { ...site.solar, ageYears: 1 }, battery: { ...site.battery, ageing: { ...site.battery.ageing, atStart: atEnd } } }), options);
  expect(found.years[1]).toMatchObject({ capacityAtStartFraction: 1, capacityAtEndFraction: atEnd?.capacityFraction, pvKwh: first.kpis.pvKwh, billCost: first.bill.total });
  expect(found.years[2]).toMatchObject({ capacityAtStartFraction: atEnd?.capacityFraction, dischargeKwh: second.kpis.dischargeKwh, pvKwh: second.kpis.pvKwh });
  expect(found.years[2]?.billCost).toBeCloseTo(second.bill.total * 1.0166, 6);
  expect(found.runs).toBe(4);
});

test("the site that it is compared with has nothing that is bought and does nothing", async () => {
  const found = await ask({ projectYears: 1 });
  const bare = simulate(checkScenario({ ...site, solar: { ...site.solar, dcKw: 0 }, battery: { ...site.battery, powerKw: 0, energyKwh: 0 }, strategy: { battery: { policy: "idle" } } }), { seed: "2", data: new Map() });
  expect(found.years[1]?.baselineBillCost).toBe(bare.bill.total);
  expect(found.years[1]?.baselineEmissionsKg).toBe(bare.kpis.emissionsKg);
  // Sun that is there already is on both sides.
  const there = withoutBought(site, checkInputs(lifetimeInputs, { finance: { solar: { bought: false } } }).finance);
  expect(there.solar.dcKw).toBe(800);
  expect(there.battery.energyKwh).toBe(0);
});

test("the battery fades from year to year, is renewed at its end of life, and begins anew", async () => {
  const tired = checkScenario({ ...site, battery: { ...site.battery, ageing: { atStart: { days: 3650, capacityFraction: 0.81, calendarLossFraction: 0.08, cycleLossFraction: 0.11, cycles: 4500 } } } });
  const { years } = await ask({ projectYears: 4 }, tired);
  const renewed = years.findIndex(({ replaced }) => replaced);
  expect(renewed).toBeGreaterThan(0);
  expect(years[renewed]?.capacityAtEndFraction).toBeLessThanOrEqual(0.8);
  expect(years[renewed]?.replacementCost).toBeGreaterThan(0);
  expect(years[renewed + 1]?.capacityAtStartFraction).toBe(1);
  expect(years[renewed + 1]?.dischargeKwh).toBeGreaterThan(years[renewed]?.dischargeKwh ?? Infinity);
});

test("load growth makes a run of each side a year, and the connection is what it was", async () => {
  const found = await ask({ projectYears: 3, loadGrowthFraction: 0.1, finance: { electricityEscalationFraction: 0 } });
  expect(found.runs).toBe(6);
  const energies = found.years.slice(1).map(({ baselineEmissionsKg }) => baselineEmissionsKg);
  expect((energies[1] ?? 0) / (energies[0] ?? 1)).toBeCloseTo(1.1, 9);
  expect((energies[2] ?? 0) / (energies[0] ?? 1)).toBeCloseTo(1.21, 9);
});

test("one year for all is two runs, says so, and lies near the year by year where nothing fades", async () => {
  const steady = checkScenario({ ...site, solar: { ...site.solar, degradationFraction: 0 }, battery: { ...site.battery, ageing: { model: "none" } } });
  const given = { projectYears: 10, finance: { battery: { replaceAt: "never" } } };
  const [each, single] = [await ask(given, steady), await ask({ ...given, form: "singleYear" }, steady)];
  expect(single.runs).toBe(2);
  expect(single.warnings.map(({ code }) => code)).toContain("oneYearForAll");
  expect(single.netPresentValue).toBeCloseTo(each.netPresentValue, 6);
  const fading = await ask({ ...given, form: "singleYear" });
  expect(fading.years[1]?.pvKwh).toBeLessThan((await ask({ projectYears: 1 })).years[1]?.pvKwh ?? 0);
});

test("a run that is no year is refused before anything runs", async () => {
  await expect(ask({}, checkScenario({ time: { days: 30 } }))).rejects.toThrow(InputError);
});

test("the same question has the same answer, to the byte", async () => {
  expect(JSON.stringify(await ask({ projectYears: 2 }))).toBe(JSON.stringify(await ask({ projectYears: 2 })));
});
