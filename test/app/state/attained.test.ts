import { expect, test } from "vitest";
import { isBeaten } from "../../../src/app/state/attained.ts";
import type { RunResult } from "../../../src/core/result.ts";

const costing = (totalCost: number) => ({ kpis: { residualValueCost: 0, wearCost: 0, fuelCost: 0, lostWorkCost: 0, unservedCost: 0 }, bill: { energy: totalCost, demandTou: 0, demandFlat: 0, coincident: 0, exportCredit: 0, fixed: 0, minimum: 0 } }) as unknown as RunResult;

test("a plan of the battery alone is no bound where a run that moves work costs less", () => {
  expect([113_335_000, 113_520_000, 113_515_000, 114_000_000].map((cost) => isBeaten(costing(cost), costing(113_520_000)))).toEqual([true, false, false, false]);
});
