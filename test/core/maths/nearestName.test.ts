import { expect, test } from "vitest";
import { nearestName } from "../../../src/core/maths/nearestName.ts";

const names = ["powerKw", "energyKwh", "initialSocFraction", "chargeEfficiencyFraction"];

test.each([
  ["powerKW", "powerKw"], ["enregyKwh", "energyKwh"], ["initialSoc", undefined], ["initialSocfractoin", "initialSocFraction"], ["colour", undefined], ["", undefined],
])("%s is taken for %s", (typed, meant) => {
  expect(nearestName(typed, names)).toBe(meant);
});

test("a megabyte of a key is compared with nothing", () => {
  expect(nearestName("x".repeat(1_000_000), names)).toBeUndefined();
});
