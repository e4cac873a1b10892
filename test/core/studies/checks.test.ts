import { expect, test } from "vitest";
import { checkParts, passes } from "../../../src/core/studies/checks/index.ts";
import { reference } from "../../support/reference.ts";

const all = checkParts.flatMap((part) => part.checks().map((check) => ({ ...check, part: part.id })));
const numbersIn = (value: unknown): number[] => (typeof value === "number" ? [value] : value !== null && typeof value === "object" ? Object.values(value).flatMap(numbersIn) : []);

test.each(all)("$part: $what is $expected", (check) => {
  expect(passes(check), `${check.ours} against ${check.expected}, ${check.tolerance} allowed`).toBe(true);
});

test("a figure that lies away fails, and one that is none", () => {
  expect(passes({ ...all[0]!, ours: all[0]!.expected + 2 * all[0]!.tolerance })).toBe(false);
  expect(passes({ ...all[0]!, ours: NaN })).toBe(false);
});

test("what the page expects is what the reference files hold, digit by digit", () => {
  const held = (name: string) => new Set(numbersIn(reference(name).cases));
  const expectedOf = (part: string, source: RegExp) => all.filter((check) => check.part === part && source.test(check.source)).map(({ expected }) => expected);
  for (const [part, source, files] of [
    ["sun", /pvlib|Reda|own arithmetic/, ["irradiance.json", "solarposition.json", "wind.json"]], ["battery", /own numpy/, ["battery.json"]], ["score", /independently/, ["score.json"]], ["finance", /numpy-financial|closed form/, ["finance.json"]],
  ] as const) {
    const figures = files.map(held);
    const known = expectedOf(part, source).filter((value) => part !== "score" || value !== 0.914551);
    expect(known.length, part).toBeGreaterThan(2);
    expect(known.filter((value) => !figures.some((set) => set.has(value))), part).toEqual([]);
  }
});
