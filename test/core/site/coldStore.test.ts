import fc from "fast-check";
import { expect, test } from "vitest";
import { runColdStore, type ColdProposal } from "../../../src/core/site/coldStore.ts";
import { facilityAround } from "../../../src/core/site/facility.ts";
import { coolingPlantInputs, makeCoolingPlant } from "../../../src/core/site/coolingPlant.ts";

const hot = { kind: "plant", economiser: "none", coldStoreKwh: 2000, coldStoreKw: 500 };
const plantIn = (temperaturesC: readonly number[], over: object = {}) => makeCoolingPlant(coolingPlantInputs.parse({ ...hot, ...over }), Float64Array.from(temperaturesC), 1000, 1);

function run(wishes: readonly Partial<ColdProposal>[], over: object = {}, temperatureC = 30) {
  const plant = plantIn(wishes.map(() => temperatureC), over);
  const itKw = new Float64Array(wishes.length).fill(700);
  const before = itKw.map((kw, i) => plant.busKw(i, kw));
  const columns = { itKw, demandKw: before.slice(), netLoadKw: before.slice(), coldStoreKwh: new Float64Array(wishes.length) };
  runColdStore({ length: wishes.length, stepHours: 1 }, plant.store!, plant, (i, _state, proposal) => { Object.assign(proposal, wishes[i]); }, columns);
  return { plant, before, ...columns };
}

test("cold made ahead costs the chillers' electricity when it is made and spares it when it is used", () => {
  const { plant, before, demandKw, coldStoreKwh } = run([{ chargeKw: 300 }, {}, { dischargeKw: 200 }], { coldStoreLossPerHourFraction: 0 });
  const heatKw = plant.chillerHeatKw(0, 700);
  expect([...coldStoreKwh]).toEqual([300, 300, 100]);
  expect(demandKw[0]! - before[0]!).toBeCloseTo(plant.chillerKw(0, heatKw + 300) - plant.chillerKw(0, heatKw), 9);
  expect(demandKw[1]).toBe(before[1]);
  expect(before[2]! - demandKw[2]!).toBeCloseTo(plant.chillerKw(0, heatKw) - plant.chillerKw(0, heatKw - 200), 9);
  // About 0.15 kWh of electricity a kWh of cold at a COP of 6 to 7.
  const perHeat = facilityAround({ busPerIt: new Float64Array(3), busFixedKw: new Float64Array(3), plant }, Float64Array.of(700, 700, 700)).electricityPerHeat;
  expect(perHeat?.[0]).toBeGreaterThan(0.1);
  expect(perHeat?.[0]).toBeLessThan(0.2);
});

test("what lies in the tank warms up by 1 % a day", () => {
  const { coldStoreKwh } = run([{ chargeKw: 500 }, ...Array.from({ length: 24 }, () => ({}))]);
  expect(coldStoreKwh[24]! / coldStoreKwh[0]!).toBeCloseTo(0.99, 3);
});

test("in free cooling there is nothing to spare", () => {
  const { demandKw, before } = run([{ chargeKw: 300 }, { dischargeKw: 300 }], { economiser: "air" }, 5);
  expect(demandKw[0]).toBeGreaterThan(before[0]!);
  expect(demandKw[1]).toBe(before[1]);
});

const wish = fc.oneof(fc.constantFrom(0, Infinity, NaN, -5), fc.double({ min: 0, max: 3000, noNaN: true }));
test("whatever is asked, the tank, the chillers and the heat there is hold", () => fc.assert(fc.property(
  fc.array(fc.record({ chargeKw: wish, dischargeKw: wish }), { minLength: 12, maxLength: 12 }), fc.constantFrom("none", "air", "water"), fc.double({ min: -10, max: 45, noNaN: true }),
  (wishes, economiser, temperatureC) => {
    const { plant, demandKw, netLoadKw, before, coldStoreKwh } = run(wishes, { economiser }, temperatureC);
    const heatKw = plant.chillerHeatKw(0, 700);
    let heldKwh = 0;
    for (let i = 0; i < 12; i++) {
      const intoKwh = coldStoreKwh[i]! - heldKwh * (1 - plant.store!.lossPerStep);
      expect(coldStoreKwh[i]).toBeGreaterThanOrEqual(0);
      expect(coldStoreKwh[i]).toBeLessThanOrEqual(2000);
      expect(Math.abs(intoKwh)).toBeLessThanOrEqual(500 + 1e-9);
      expect(heatKw + intoKwh).toBeLessThanOrEqual(Math.max(plant.chillerCapacityKw(0), heatKw) + 1e-6);
      expect(heatKw + intoKwh).toBeGreaterThanOrEqual(-1e-9);
      expect(demandKw[i]! - before[i]!).toBeCloseTo(plant.chillerKw(0, Math.max(heatKw + intoKwh, 0)) - plant.chillerKw(0, heatKw), 6);
      expect(netLoadKw[i]).toBe(demandKw[i]);
      heldKwh = coldStoreKwh[i]!;
    }
  },
)));
