import fc from "fast-check";
import { expect, test } from "vitest";
import {
  breakEvenUse, cloudCostPerMtok, embodiedKgPer1000, inferenceCostReduction, ownCostPerYear, pricesOf, requestLoad, servedByServer, type CloudPricing, type RequestTrace, type Server,
} from "../../../src/core/measures/inference.ts";
import { readFile } from "../../../src/files/read/index.ts";
import { requestTrace } from "../../../src/files/read/requests.ts";
import { dataBytes, testWithData } from "../../support/data.ts";

/** The worked example of the metrics' reference: an 8-GPU server of 6.5 kW mean, 12,000 output tokens/s, 40 % used, 211.1 tokens a request. */
const server: Server = { meanKw: 6.5, gpus: 8, fullTokensPerSecond: 12_000, effectiveUseFraction: 0.4, outputTokens: 211.1 };

test("a kWh has three prices: 62.4 GWh imported for 6.864 M$ less 0.42 M$, 48.0 GWh of it IT, cost 0.1100, 0.1033 and 0.1343", () => {
  const prices = pricesOf({ billCost: 6.864e6, demandResponseRevenue: 0.42e6, importKwh: 62.4e6, itKwh: 48e6, facilityKwh: 62.4e6 });
  expect(prices.billPerImportKwh).toBeCloseTo(0.11, 10);
  expect(prices.netPerImportKwh).toBeCloseTo(0.1033, 4);
  // 6.444 ÷ 48 = 0.13425.
  expect(prices.netPerItKwh).toBeCloseTo(0.13425, 10);
  expect(pricesOf({ billCost: 1, demandResponseRevenue: 0, importKwh: 0, itKwh: 0, facilityKwh: 0 })).toEqual({ billPerImportKwh: null, netPerImportKwh: null, netPerItKwh: null, netPerFacilityKwh: null });
});

test.each([
  { place: "cloud", pue: 1.15, price: 0.085, gPerKwh: 271.8, wh: 0.0913, perMillion: 7.76, kgPer1000: 0.02482 },
  { place: "on premises", pue: 1.3, price: 0.11, gPerKwh: 271.8, wh: 0.1032, perMillion: 11.36, kgPer1000: 0.02806 },
  { place: "edge", pue: 1.05, price: 0.16, gPerKwh: 334.1, wh: 0.0834, perMillion: 13.34, kgPer1000: 0.02786 },
])("81,857 requests an hour: a decision in the $place takes $wh Wh, a million cost $perMillion $", ({ pue, price, gPerKwh, wh, perMillion, kgPer1000 }) => {
  const { decisionsPerHour, itKwhPerDecision } = servedByServer(server);
  expect(Math.round(decisionsPerHour)).toBe(81_857);
  expect(itKwhPerDecision * pue * 1000).toBeCloseTo(wh, 4);
  expect(itKwhPerDecision * pue * price * 1e6).toBeCloseTo(perMillion, 2);
  // Grams a decision are kg a thousand.
  expect(itKwhPerDecision * pue * gPerKwh).toBeCloseTo(kgPer1000, 5);
});

test("3,000 kg over five years of 717.07 M requests are 0.84 g of 1,000 requests; a server that serves nothing has no such figure", () => {
  const { decisionsPerYear } = servedByServer(server);
  expect(decisionsPerYear / 1e6).toBeCloseTo(717.07, 2);
  expect((embodiedKgPer1000(3000, 5, decisionsPerYear) ?? 0) * 1000).toBeCloseTo(0.84, 2);
  expect(embodiedKgPer1000(3000, 5, 0)).toBeNull();
});

const own = ownCostPerYear({
  capitalCost: 350_000, residualFraction: 0.1, lifeYears: 4, discountFraction: 0.08, maintenanceFraction: 0.05, staffFte: 0.15, staffCostPerYear: 200_000, spaceKw: 10.2, spaceCostPerKwMonth: 150, networkCostPerYear: 6000, licenceCostPerYear: 0,
}, 6.5 * 1.3 * 8760 * 0.11);

test("a server of one's own costs 177,907.47 $ a year: annuity 97,905.05, energy 8,142.42, the rest", () => {
  expect(own.capitalRecoveryFactor).toBeCloseTo(0.301921, 6);
  expect(own.annuity).toBeCloseTo(97_905.05, 2);
  expect(own.energy).toBeCloseTo(8142.42, 2);
  expect([own.maintenance, own.staff, own.space, own.network]).toEqual([17_500, 30_000, expect.closeTo(18_360, 6), 6000]);
  expect(own.total).toBeCloseTo(177_907.47, 2);
  expect(own.total / (8 * 8760)).toBeCloseTo(2.539, 3);
  expect(own.energyFraction).toBeCloseTo(0.046, 3);
  const { tokensPerYear } = servedByServer(server);
  expect(Math.round(tokensPerYear / 1e6)).toBe(151_373);
  expect((own.total / tokensPerYear) * 1e6).toBeCloseTo(1.1753, 4);
});

test.each([
  { gpuHour: 2, alwaysOn: 0.926, icrAlwaysOn: -0.269, autoscaled: 0.617, icrAutoscaled: -0.904, use: 0.762 },
  { gpuHour: 3, alwaysOn: 1.389, icrAlwaysOn: 0.154, autoscaled: 0.926, icrAutoscaled: -0.269, use: 0.508 },
  { gpuHour: 4, alwaysOn: 1.852, icrAlwaysOn: 0.365, autoscaled: 1.235, icrAutoscaled: 0.048, use: 0.381 },
])("against $gpuHour $ a GPU-hour own servers save $icrAlwaysOn of always-on and $icrAutoscaled of autoscaled, and win above a use of $use", ({ gpuHour, alwaysOn, icrAlwaysOn, autoscaled, icrAutoscaled, use }) => {
  const perMtok = (own.total / servedByServer(server).tokensPerYear) * 1e6;
  const cost = (pricing: CloudPricing) => cloudCostPerMtok(pricing, server);
  const always = cost({ kind: "alwaysOn", gpuCostPerHour: gpuHour });
  const packed = cost({ kind: "autoscaled", gpuCostPerHour: gpuHour, packedFraction: 0.6 });
  expect(always).toBeCloseTo(alwaysOn, 3);
  expect(packed).toBeCloseTo(autoscaled, 3);
  expect(inferenceCostReduction(perMtok, always)).toBeCloseTo(icrAlwaysOn, 3);
  expect(inferenceCostReduction(perMtok, packed)).toBeCloseTo(icrAutoscaled, 3);
  expect(breakEvenUse(own.total, 8, gpuHour, 0.6)).toBeCloseTo(use, 3);
});

test("equal costs reduce nothing; without a cloud price there is no reduction to tell", () => {
  expect(inferenceCostReduction(1.2, 1.2)).toBe(0);
  expect(inferenceCostReduction(1.2, cloudCostPerMtok({ kind: "alwaysOn", gpuCostPerHour: 0 }, server))).toBeNull();
  // Output tokens at 10, and 5 input tokens with each at 2.
  expect(cloudCostPerMtok({ kind: "api", outputCostPerMtok: 10, inputCostPerMtok: 2, inputTokensPerOutput: 5 }, server)).toBe(20);
});

const serving = { idleKw: 4, fullKw: 10, fullTokensPerSecond: 100, inputTokenWeight: 0.2, pue: 1.2, pricePerKwh: 0.1, carbonGPerKwh: 300 };

test("two requests a minute apart: use, power and cost of each interval by hand", () => {
  const trace: RequestTrace = { timeMs: [60_000, 125_000], inputTokens: [1000, 0], outputTokens: [2800, 600] };
  const load = requestLoad(trace, { ...serving, servers: 1 }, 60);
  // 2,800 + 0.2 · 1,000 of 6,000 tokens a minute: half the rate, 4 + 6 · 0.5 kW.
  expect([...load.useFraction]).toEqual([0.5, 0.1]);
  expect([...load.itKw]).toEqual([7, 4.6]);
  expect([...load.cost]).toEqual([expect.closeTo((7 * 1.2 * 0.1) / 60, 12), expect.closeTo((4.6 * 1.2 * 0.1) / 60, 12)]);
  expect(load.total.whPerRequest).toBeCloseTo(((11.6 * 1.2) / 60 / 2) * 1000, 9);
});

test("as many servers as the busiest interval needs; too few are told as overfull", () => {
  const trace: RequestTrace = { timeMs: [0], inputTokens: [0], outputTokens: [15_000] };
  expect(requestLoad(trace, serving, 60)).toMatchObject({ servers: 3, total: { overfullIntervals: 0 } });
  expect(requestLoad(trace, { ...serving, servers: 2 }, 60).total.overfullIntervals).toBe(1);
});

test("whatever the requests, their tokens are all counted and energy lies between idle and full power", () => {
  const requests = fc.array(fc.record({ at: fc.integer({ min: 0, max: 7_200_000 }), input: fc.integer({ min: 0, max: 5000 }), output: fc.integer({ min: 1, max: 2000 }) }), { minLength: 1, maxLength: 60 });
  fc.assert(fc.property(requests, fc.constantFrom(1, 10, 60, 300), (all, stepSeconds) => {
    const sorted = all.toSorted((a, b) => a.at - b.at);
    const load = requestLoad({ timeMs: sorted.map(({ at }) => at), inputTokens: sorted.map(({ input }) => input), outputTokens: sorted.map(({ output }) => output) }, serving, stepSeconds);
    expect(load.total.outputTokens).toBe(all.reduce((sum, { output }) => sum + output, 0));
    for (const kw of load.itKw) {
      expect(kw).toBeGreaterThanOrEqual(serving.idleKw * load.servers - 1e-9);
      expect(kw).toBeLessThanOrEqual(serving.fullKw * load.servers + 1e-9);
    }
  }));
});

testWithData("Azure's conversation trace of 2023 is 19,366 requests with 22.36 M input and 4.09 M output tokens, 211.1 a request", () => {
  const name = "AzureLLMInferenceTrace_conv.csv";
  const trace = requestTrace(readFile(dataBytes(`llm/${name}`), name), name);
  const { total, servers } = requestLoad(trace, { idleKw: 4.03, fullKw: 10.2, fullTokensPerSecond: 12_000, inputTokenWeight: 0.2, pue: 1.3, pricePerKwh: 0.11, carbonGPerKwh: 271.8 }, 60);
  expect(total.requests).toBe(19_366);
  expect(total.inputTokens / 1e6).toBeCloseTo(22.36, 2);
  expect(total.outputTokens / 1e6).toBeCloseTo(4.09, 2);
  expect(total.outputTokens / total.requests).toBeCloseTo(211.1, 1);
  // One server carries its busiest minute: its energy lies between an hour idle and an hour full.
  expect(servers).toBe(1);
  expect(total.facilityKwh).toBeGreaterThan(4.03 * 1.3 * total.hours);
  expect(total.facilityKwh).toBeLessThan(10.2 * 1.3 * total.hours);
});
