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
