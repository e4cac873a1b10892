import { expect, test } from "vitest";
import { benchSite, benchYear } from "../../src/cli/benchYear.ts";
import { yardstick } from "../../src/cli/yardstick.ts";

test("the bare loop does the year's own arithmetic: the same import in every step and the same bill", async () => {
  const { prepared, reference } = await benchSite();
  const { stepped: { columns }, bill } = benchYear(prepared, reference);
  const bare = yardstick(prepared, reference.signals, 0);
  let worstKw = 0;
  columns.importKw.forEach((kw, i) => { worstKw = Math.max(worstKw, Math.abs(kw - bare.importKw[i]!)); });
  expect(worstKw).toBeLessThan(1e-6);
  expect(bare.cost / (bill.energy + bill.demandTou + bill.demandFlat)).toBeCloseTo(1, 9);
  // A battery that rests would make the comparison one of idle loops.
  expect(columns.dischargeKw.filter((kw) => kw > 0).length).toBeGreaterThan(365 * 4);
});
