import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { colour, contrast, distance, mix, palette, tokenNames } from "../../src/charts/palette.ts";
import type { ThemeName, TokenName, Vision } from "../../src/charts/palette.ts";

const themes: readonly ThemeName[] = ["light", "dark"];
const quantities = tokenNames.filter((name) => name.startsWith("q-"));
const visions: readonly Vision[] = ["normal", "deuteranopia", "protanopia", "tritanopia"];

/** Colours that touch or cross in a chart, with the distances that the palette was chosen for: normal, deuteranopia, protanopia, tritanopia. */
const neighbours: readonly (readonly [TokenName, TokenName, light: readonly number[], dark: readonly number[]])[] = [
  ["q-import", "q-discharge", [18, 15, 16, 11], [17, 15, 17, 12]],
  ["q-discharge", "q-generator", [18, 10, 16, 20], [20, 13, 19, 24]],
  ["q-generator", "q-wind", [35, 30, 38, 37], [34, 31, 37, 36]],
  ["q-discharge", "q-wind", [21, 20, 22, 21], [19, 18, 19, 17]],
  ["q-discharge", "q-pv", [25, 23, 16, 28], [22, 20, 13, 27]],
  ["q-import", "q-wind", [13, 9, 12, 12], [28, 27, 29, 28]],
  ["q-import", "q-pv", [23, 23, 20, 20], [33, 35, 29, 32]],
  ["q-wind", "q-pv", [21, 17, 15, 23], [22, 20, 21, 24]],
  ["q-charge", "q-export", [34, 32, 34, 24], [24, 18, 21, 12]],
  ["q-import", "q-charge", [20, 18, 19, 9], [29, 29, 29, 26]],
  ["q-it", "q-deferrable", [17, 15, 15, 13], [18, 17, 18, 14]],
  ["q-deferrable", "q-cooling", [21, 17, 22, 21], [30, 28, 32, 29]],
  ["q-it", "q-cooling", [30, 29, 32, 31], [15, 14, 16, 16]],
  ["q-cooling", "q-shed", [25, 10, 14, 30], [24, 13, 21, 30]],
  ["q-shed", "q-unserved", [18, 17, 21, 13], [19, 18, 23, 16]],
  ["q-deferrable", "q-shed", [21, 21, 13, 24], [21, 22, 15, 23]],
  ["q-soc", "q-price", [27, 15, 16, 22], [29, 19, 27, 26]],
  ["q-price", "q-carbon", [22, 16, 17, 15], [23, 18, 22, 16]],
  ["q-energy-charge", "q-demand-charge", [26, 24, 18, 31], [30, 29, 20, 34]],
  ["q-demand-charge", "q-fixed", [29, 29, 20, 32], [20, 17, 21, 22]],
  ["q-fixed", "q-penalty", [19, 12, 11, 21], [33, 27, 36, 35]],
  ["q-demand-charge", "q-penalty", [21, 21, 23, 18], [19, 17, 21, 17]],
  ["q-energy-charge", "q-dr-revenue", [13, 11, 13, 10], [19, 18, 20, 18]],
  ["q-fixed", "q-dr-revenue", [24, 22, 25, 24], [16, 12, 9, 16]],
  ["q-dr-revenue", "q-penalty", [33, 20, 33, 34], [32, 16, 28, 38]],
];

describe.each(themes)("%s", (theme) => {
  const hex = palette[theme];

  test.each(["ink-1", "ink-2", "ink-3", "accent", "better", "worse", "warn"] as const)("%s is legible as text on every surface", (ink) => {
    for (const under of ["surface", "ground", "sunken", "accent-soft"] as const) expect(contrast(hex[ink], hex[under])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(quantities)("%s stands out from surface and ground", (name) => {
    for (const under of ["surface", "ground"] as const) expect(contrast(hex[name], hex[under])).toBeGreaterThanOrEqual(3);
  });

  test("the edge of a control stands out", () => expect(contrast(hex.control, hex.surface)).toBeGreaterThanOrEqual(3));

  test.each(quantities)("text inside %s is legible", (name) => expect(contrast(colour(`on ${name}`, theme), hex[name])).toBeGreaterThanOrEqual(4.5));

  test.each(neighbours)("%s and %s are told apart by every eye", (a, b, light, dark) => {
    const expected = theme === "light" ? light : dark;
    visions.forEach((vision, index) => {
      const measured = distance(hex[a], hex[b], vision);
      expect(measured).toBeGreaterThanOrEqual(8);
      expect(Math.abs(measured - expected[index]!)).toBeLessThanOrEqual(1);
    });
  });
});

test.each(themes)("the page's style sheet has the same %s colours", (theme) => {
  const css = readFileSync(new URL("../../src/app/style/tokens.css", import.meta.url), "utf8");
  const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => [selector!.trim(), Object.fromEntries([...body!.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi)].map(([, name, hex]) => [name!, hex!.toLowerCase()]))] as const);
  const declared = blocks.filter(([selector, colours]) => (theme === "light" ? /:root\s*$/.test(selector) : /dark/.test(selector)) && "surface" in colours);
  expect(declared.length).toBeGreaterThan(0);
  for (const [, colours] of declared) expect(colours).toMatchObject(palette[theme]);
});

test("both themes have the same tokens", () => expect(Object.keys(palette.dark)).toEqual(Object.keys(palette.light)));

describe("between colours", () => {
  test("a ramp starts at the surface and ends at the quantity", () => {
    expect(colour("q-price@0", "light")).toBe(palette.light.surface);
    expect(colour("q-price@1", "dark")).toBe(palette.dark["q-price"]);
    expect(mix("#000000", "#ffffff", 0.5)).toBe("#636363");
  });
  test("an unknown token is refused by name", () => expect(() => colour("q-nothing", "light")).toThrow("q-nothing"));
});

test("black on white has the contrast that WCAG gives", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10));
