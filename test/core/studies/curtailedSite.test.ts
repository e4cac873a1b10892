import { expect, test } from "vitest";
import { checkScenario } from "../../../src/core/scenario.ts";
import { curtailedSite } from "../../../src/core/studies/curtailedSite.ts";
import { headroom } from "../../../src/core/studies/headroom.ts";
import { cleanSystemLoad } from "../../../src/core/studies/systemLoad.ts";

/** Two years of a system at 1,000 MW; each 15 July and 15 January it stands at 2,000 MW at noon and at 1,500 for five hours after. */
const start = Date.parse("2023-01-01T00:00:00Z");
const system = cleanSystemLoad({
  startMs: start, stepMinutes: 60,
  values: Float64Array.from({ length: 17_544 }, (_, h) => {
    const at = new Date(start + h * 3_600_000);
    const peakDay = (at.getUTCMonth() === 6 || at.getUTCMonth() === 0) && at.getUTCDate() === 15;
    const hour = at.getUTCHours();
    return (peakDay && hour === 12 ? 2000 : peakDay && hour > 12 && hour < 18 ? 1500 : 1000) * 1000;
  }),
}, "Etc/UTC");
/** 1,000 MW of new load lose both noons and half of the ten hours after: seven hours' worth of a year. */
const found = headroom(system, [(7 / 8760 + 7 / 8784) / 2]);

const site = (battery: object) => checkScenario({
  time: { start: "2025-07-10", days: 10, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" },
  load: { itDesignKw: 1000, classes: [], demand: { kind: "shape", idleFraction: 0, meanUtilisationFraction: 0.5, shape: "flat" } },
  facility: { cooling: { kind: "constant", pue: 1 } }, solar: { dcKw: 0 }, battery, outages: { valueOfLostLoadPerKwh: 100 }, strategy: { battery: { policy: "tou-arbitrage" } },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.1 }]] } },
});

test("a site without means goes dark in the hours that the system asks for, and pays the value of lost load", () => {
  expect(found.results[0]?.headroomMw).toBeCloseTo(1000, 6);
  expect(found.results[0]?.hoursPerYear).toBe(12);
  const { years, byLimit, flexibleKw } = curtailedSite(site({ energyKwh: 0, powerKw: 0 }), system, found, { seed: "1", data: new Map() });
  expect(flexibleKw).toBeCloseTo(500, 6);
  // The six hours of 15 July lie in the run: all of 500 kW at noon, half of it after.
  for (const year of years) expect(year).toMatchObject({ hoursLimited: 6, hoursAbove: 6, askedKwh: expect.closeTo(1750, 3) as number, unservedKwh: expect.closeTo(1750, 3) as number });
  expect(byLimit[0]).toMatchObject({ meansSuffice: false, metFraction: expect.closeTo(0, 6) as number });
  expect(byLimit[0]?.meanCostPerYear).toBeCloseTo(1750 * 100 - 1750 * 0.1, 1);
});

test("a battery that stands charged carries it, and a firm part asks for less", () => {
  const large = site({ energyKwh: 10_000, powerKw: 1000, initialSocFraction: 0.9 });
  const carried = curtailedSite(large, system, found, { seed: "1", data: new Map() });
  expect(carried.byLimit[0]).toMatchObject({ meansSuffice: true, metFraction: 1 });
  expect(carried.byLimit[0]?.headroomIfAllWereSuchMw).toBeCloseTo(1000, 6);
  const half = curtailedSite(site({ energyKwh: 0, powerKw: 0 }), system, found, { seed: "1", data: new Map(), firmKw: 250 });
  expect(half.years[0]?.askedKwh).toBeCloseTo(875, 3);
});
