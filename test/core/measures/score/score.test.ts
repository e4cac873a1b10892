import { expect, test } from "vitest";
import { readScoreCase } from "../../../../src/core/measures/score/caseInput.ts";
import { gridSideFigures, virtualBattery } from "../../../../src/core/measures/score/gridSide.ts";
import { flexibilityScore } from "../../../../src/core/measures/score/score.ts";
import { reference } from "../../../support/reference.ts";

type ScoreCase = { readonly name: string; readonly input: unknown; readonly expected: Record<string, unknown>; readonly kpis: Record<string, number | null>; readonly virtualBattery: Record<string, number | null> };
const { cases } = reference<ScoreCase>("score.json");

/** Money and energy to 1e-6 relative, shares and the score to 1e-6 absolute. */
function expectClose(ours: unknown, theirs: unknown, path: string): void {
  if (typeof theirs === "number") {
    expect(typeof ours, path).toBe("number");
    expect(Math.abs((ours as number) - theirs), `${path}: ${String(ours)} against ${theirs}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(theirs)));
  } else if (theirs === null) expect(ours, path).toBeNull();
  else if (Array.isArray(theirs)) {
    expect((ours as unknown[]).length, path).toBe(theirs.length);
    theirs.forEach((value, i) => { expectClose((ours as unknown[])[i], value, `${path}[${i}]`); });
  } else for (const [key, value] of Object.entries(theirs as Record<string, unknown>)) expectClose((ours as Record<string, unknown>)[key], value, `${path}.${key}`);
}

test.each(cases)("every part of the score of case $name, as worked out independently", ({ name, input, expected, kpis, virtualBattery: battery }) => {
  const read = readScoreCase(input);
  const ours = flexibilityScore(read.input, read.options);
  const detail = Object.fromEntries(ours.detail.map(({ hours, hard, spread }) => [String(hours), { hard, spread }]));
  expectClose({ ...ours, detail }, expected, name);
  expectClose(gridSideFigures(read.input), kpis, `${name}, grid side`);
  expectClose(virtualBattery(read.input), battery, `${name}, virtual battery`);
});

const [, battery] = cases;
const changed = (over: object) => readScoreCase({ ...(battery?.input as object), ...over });
const hours = (of: (hour: number) => number) => Array.from({ length: 24 }, (_, hour) => of(hour));

test("an hour without the grid is left out of a request, of its mean and of the hours after it", () => {
  // Called 17 to 20 h for 500 kW, 400 kW given; the grid is out in the second hour, and in one of the two hours after import is 100 kW above doing nothing.
  const { input, options } = changed({ gridOut: hours((hour) => (hour === 18 || hour === 20 ? 1 : 0)), importKw: hours((hour) => (hour === 21 ? 1100 : hour >= 17 && hour < 20 ? 600 : 1000)) });
  const { requests: [request], depth } = flexibilityScore(input, options);
  expect(request).toMatchObject({ requestedKwh: 1000, ratio: 0.8 });
  expect(request?.reboundFraction).toBeCloseTo(100 / 500, 12);
  expect(depth).toBeCloseTo(1000 / 2000, 12);
});

test("a flat tariff offers nothing to save, whatever the last bits of its sums", () => {
  const { input, options } = changed({ price: 0.1, loadKw: hours((hour) => 1000 + 0.1 * hour), passiveImportKw: hours((hour) => 1000 + 0.1 * hour) });
  expect(flexibilityScore(input, options)).toMatchObject({ P: 0, stake: 0, wP: 0, wR: 1 });
});

test("null says the same as a key left out, and a number the same as a column of it", () => {
  const nothing = { events: null, generator: null, deferrable: null, throttleable: null, demandCharges: null, sellPrice: null, signal: null, day: null, month: null };
  const [nulls, plain] = [changed(nothing), changed({ events: [], lostKw: 0, unservedKw: 0, gridOut: 0 })];
  expect(flexibilityScore(nulls.input, nulls.options)).toEqual(flexibilityScore(plain.input, plain.options));
});

test("a run shorter than the longest window begins anew in it, as often as it takes", () => {
  const six = (kw: number) => Array<number>(6).fill(kw);
  const { input } = readScoreCase({
    stepHours: 1, loadKw: six(1000), passiveImportKw: six(1000), importKw: six(1000), price: 0.1, deferrable: [{ arrivalKw: 200, servedKw: 200, windowHours: 3, maxServiceKw: 400 }],
    service: { unservedKwh: 0, demandKwh: 6000, missedKwh: 0, deferrableKwh: 1200, lostKwh: 0, workKwh: 6000 },
  });
  // Worked out by a second implementation of the same definition: work that waits at the run's end is due when it begins anew.
  [0.2, 0.2, 0.15, 0.1, 0.026785714].forEach((share, k) => { expect(flexibilityScore(input, {}).envelopeOnce[k]).toBeCloseTo(share, 8); });
});
