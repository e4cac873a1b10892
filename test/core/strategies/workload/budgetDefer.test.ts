import { expect, test } from "vitest";
import { checkScenario } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";
import { column } from "../../../../src/core/time/frame.ts";

const schedule = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 1 : 0)));
const run = (work: object) => simulate(checkScenario({
  time: { start: "2025-06-02", days: 10, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" }, battery: { energyKwh: 0, powerKw: 0 }, solar: { dcKw: 0 },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.05 }], [{ rate: 0.17 }]], energyweekdayschedule: schedule, energyweekendschedule: schedule } }, strategy: { battery: { policy: "idle" }, work },
}), { seed: "1", data: new Map() });

test("work waits by price on its days alone; before them it runs as it comes, after them what waited is done and then as it comes", () => {
  const [atOnce, windowed] = [run({ policy: "run-now" }), run({ policy: "budget-defer", windows: [{ from: "2025-06-05", to: "2025-06-08" }] })];
  const day = (result: ReturnType<typeof run>, d: number) => Array.from(column(result.frame, "deferrableKw").slice(d * 24, (d + 1) * 24));
  for (const d of [0, 1, 2, 9]) expect(day(windowed, d)).toEqual(day(atOnce, d));
  const dearKwh = (result: ReturnType<typeof run>) => [3, 4, 5, 6].flatMap((d) => day(result, d).slice(8, 20)).reduce((sum, kw) => sum + kw, 0);
  expect(dearKwh(windowed)).toBeLessThan(0.5 * dearKwh(atOnce));
  expect(windowed.kpis.missedKwh).toBe(0);
  expect(windowed.work[0]?.servedKwh).toBeCloseTo(atOnce.work[0]?.servedKwh ?? 0, 6);
  expect(windowed.bill.total).toBeLessThan(atOnce.bill.total);
  expect(run({ policy: "budget-defer", windows: [] }).bill.total).toBe(atOnce.bill.total);
});
