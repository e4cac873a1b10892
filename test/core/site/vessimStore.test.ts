import { expect, test } from "vitest";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { column } from "../../../src/core/time/frame.ts";

/**
 * Vessim's own example of a store (Wiesner et al. 2023, vessim's tests): 100 Wh, lossless, at 80 %, never below 10 %, behind a surplus or a need of 10 W. It takes all that it
 * can of the one and gives all that it can of the other; the grid sees the rest.
 */
function hours(surplusKw: number, needKw: number, count: number) {
  const day = (kw: number) => Array.from({ length: 24 }, (_, hour) => (hour < count ? kw : 0));
  const run = simulate(checkScenario({
    time: { start: "2025-01-01", days: 1, stepMinutes: 60, clock: "standard" },
    load: { demand: { kind: "trace", measures: "it", series: { values: day(needKw), stepMinutes: 60, unit: "kW" } }, classes: [] },
    facility: { cooling: { kind: "constant", pue: 1 } }, solar: { production: { values: day(surplusKw), stepMinutes: 60, unit: "kW" } },
    connection: { exportLimitKw: 1 },
    battery: {
      powerKw: 0.1, energyKwh: 0.1, chargeEfficiencyFraction: 1, dischargeEfficiencyFraction: 1, socMinFraction: 0.1, initialSocFraction: 0.8, selfDischargePerHourFraction: 0, auxiliaryKwPerKwh: 0,
    },
    strategy: { battery: { policy: "self-consumption" } },
  }), { seed: "1", data: new Map() });
  const mean = (name: string) => column(run.frame, name).slice(0, count).reduce((sum, kw) => sum + kw, 0) / count;
  return { gridW: 1000 * (mean("exportKw") - mean("importKw")), soc: (column(run.frame, "socKwh")[count - 1] ?? NaN) / 0.1 };
}

test("10 W of surplus for 4 hours: 5 W reach the grid on average, and the store is full", () => {
  const { gridW, soc } = hours(0.01, 0, 4);
  expect(gridW).toBeCloseTo(5, 9);
  expect(soc).toBeCloseTo(1, 12);
});

test("10 W of need for 14 hours: 5 W come from the grid on average, and the store stands at its 10 %", () => {
  const { gridW, soc } = hours(0, 0.01, 14);
  expect(gridW).toBeCloseTo(-5, 9);
  expect(soc).toBeCloseTo(0.1, 12);
});
