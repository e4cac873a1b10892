import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareThrottling, serverPowerFraction, throttleCurve, throughputFraction } from "../../../src/core/site/throttle.ts";

// Fits to the measured caps for GPU power p ≥ 0.51, w = 1 − a(1 − p)^b, with their own root mean square errors.
test.each([
  { jobs: "training", a: 0.958, b: 1.357, rmse: 0.019 },
  { jobs: "fineTuning", a: 0.652, b: 1.406, rmse: 0.012 },
  { jobs: "inference", a: 0.67, b: 1.501, rmse: 0.004 },
  { jobs: "all", a: 0.858, b: 1.501, rmse: 0.041 },
] as const)("the $jobs curve follows the published fit", ({ jobs, a, b, rmse }) => {
  const curve = throttleCurve(jobs);
  const errors = [0.55, 0.65, 0.75, 0.85, 0.95].map((p) => throughputFraction(curve, serverPowerFraction(p)) - (1 - a * (1 - p) ** b));
  expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeLessThan(1.6 * rmse + 0.01);
});

describe("at the server", () => {
  test("a cap to 0.55 of GPU power leaves 0.66 of the server's", () => {
    expect(serverPowerFraction(0.55)).toBeCloseTo(0.6625, 12);
  });
  // Measured inference: GPU 0.528, throughput 0.781, so 0.135 of the server's power comes without lost work.
  test("measured inference gives 13.5 % of its power for nothing", () => {
    const server = serverPowerFraction(0.528);
    expect(server).toBeCloseTo(0.646, 3);
    expect(throughputFraction(throttleCurve("inference"), server) - server).toBeCloseTo(0.135, 3);
  });
  test.each([["training", 0.762, 0.56], ["fineTuning", 0.833, 0.34], ["inference", 0.784, 0.32]] as const)("at the 300 W cap %s loses %f … of work per kWh shed of GPU power", (jobs, p, lostPerShed) => {
    expect((1 - throughputFraction(throttleCurve(jobs), serverPowerFraction(p))) / (1 - p)).toBeCloseTo(lostPerShed, 2);
  });
});

test("work lost grows with the cut, from none at no cut, and never beyond the work there was", () => fc.assert(fc.property(
  fc.constantFrom("all", "training", "fineTuning", "inference"), fc.double({ min: 0.27, max: 0.99, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }),
  (jobs, minGpu, x, y) => {
    const throttling = prepareThrottling([{ name: "a", itKw: Float64Array.of(100), minPowerFraction: serverPowerFraction(minGpu), curve: throttleCurve(jobs) }], Float64Array.of(1.2))!;
    const most = throttling.mostCutKw[0]!;
    expect(most).toBeCloseTo(120 * (1 - serverPowerFraction(minGpu)), 9);
    const [less, more] = [Math.min(x, y) * most, Math.max(x, y) * most];
    expect(throttling.lostWorkKw(0, 0)).toBe(0);
    expect(throttling.lostWorkKw(0, less)).toBeLessThanOrEqual(throttling.lostWorkKw(0, more) + 1e-9);
    expect(throttling.lostWorkKw(0, more)).toBeLessThanOrEqual(120);
  },
)));
