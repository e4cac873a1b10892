import fc from "fast-check";
import { expect, test } from "vitest";
import { spatialShift, type ShiftSite } from "../../../src/core/studies/spatialShift.ts";

const site = (id: string, itKw: number, movableKw: number, capacityKw: number, pricePerKwh: number, marginalGPerKwh = 0): ShiftSite => ({
  id, itKw: Float64Array.of(itKw), movableKw: Float64Array.of(movableKw), capacityKw, pue: Float64Array.of(1), pricePerKwh: Float64Array.of(pricePerKwh), marginalGPerKwh: Float64Array.of(marginalGPerKwh),
});

test("work goes to the cheap site as far as it has room and the difference pays the transfer", () => {
  const sites = [site("dear", 100, 60, 100, 0.2), site("cheap", 50, 0, 80, 0.05)];
  const moved = spatialShift(sites, { by: "price", transferCostPerKwh: 0.02 });
  expect(moved.movedKwh).toBe(30);
  expect(moved.costDifference).toBeCloseTo(30 * (0.05 - 0.2 + 0.02), 12);
  expect(spatialShift(sites, { by: "price", transferCostPerKwh: 0.16 }).movedKwh).toBe(0);
});

test("by carbon it goes where the margin is cleaner, though that may cost more; the cost is told", () => {
  const moved = spatialShift([site("a", 10, 10, 10, 0.05, 800), site("b", 0, 0, 10, 0.1, 300)], { by: "carbon", transferCostPerKwh: 0.01 });
  expect(moved.emissionsDifferenceKg).toBeCloseTo(-5, 12);
  expect(moved.costDifference).toBeCloseTo(10 * 0.05 + 10 * 0.01, 12);
});

const anySites = fc.array(fc.record({ it: fc.integer({ min: 0, max: 4 }), movable: fc.integer({ min: 0, max: 4 }), room: fc.integer({ min: 0, max: 4 }), price: fc.integer({ min: 0, max: 9 }) }), { minLength: 2, maxLength: 3 })
  .map((all) => all.map(({ it, movable, room, price }, i) => site(`s${i}`, it, Math.min(it, movable), it + room, price)));

/** Every whole way to lay the work. */
function bruteForce(sites: readonly ShiftSite[], transfer: number): number {
  const total = sites.reduce((sum, { itKw }) => sum + (itKw[0] ?? 0), 0);
  let least = Infinity;
  const lay = (i: number, left: number, cost: number, gone: number): void => {
    const one = sites[i];
    if (one === undefined) {
      if (left === 0) least = Math.min(least, cost + gone * transfer);
      return;
    }
    const own = one.itKw[0] ?? 0;
    for (let kw = own - (one.movableKw[0] ?? 0); kw <= Math.min(left, one.capacityKw); kw++) lay(i + 1, left - kw, cost + kw * (one.pricePerKwh[0] ?? 0), gone + Math.max(0, own - kw));
  };
  lay(0, total, 0, 0);
  return least - sites.reduce((sum, { itKw, pricePerKwh }) => sum + (itKw[0] ?? 0) * (pricePerKwh[0] ?? 0), 0);
}

test("shifting costs what trying every way costs, and loses no work", () => {
  fc.assert(fc.property(anySites, fc.constantFrom(0, 1, 2.5), (sites, transferCostPerKwh) => {
    const found = spatialShift(sites, { by: "price", transferCostPerKwh });
    expect(found.costDifference).toBeCloseTo(bruteForce(sites, transferCostPerKwh), 9);
    expect(found.sites.reduce((sum, { itKw }) => sum + (itKw[0] ?? 0), 0)).toBeCloseTo(sites.reduce((sum, { itKw }) => sum + (itKw[0] ?? 0), 0), 9);
  }));
});
