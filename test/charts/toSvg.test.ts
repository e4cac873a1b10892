import { expect, test } from "vitest";
import { toSvg } from "../../src/charts/toSvg.ts";
import type { Mark } from "../../src/charts/mark.ts";

const size = { width: 100, height: 50 };
const marks: readonly Mark[] = [
  { kind: "rects", boxes: Float64Array.of(0, 0, 10, 20), fill: "q-demand-charge", pattern: "slash" },
  { kind: "line", points: Float64Array.of(0, 0, 10, 10, Number.NaN, Number.NaN, 20, 20, 30, 30), stroke: "ink-1", width: 1.4, halo: true },
  { kind: "text", x: 5, y: 5, text: `<img src=x onerror="1">&`, fill: "ink-2", size: 11 },
];

test("the picture stands alone and carries how it can be made again", () => {
  const svg = toSvg(marks, size, "light", { title: "Supply", subtitle: "MW", provenance: "GridFlex 0.1.0 · seed 1 · 3f9c" });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  // Narrower than its own foot: the parts wrap, none is cut.
  for (const part of ["GridFlex 0.1.0", "seed 1", "3f9c"]) expect(svg).toMatch(new RegExp(`>[^<]*${part}[^<]*</text>`));
  expect(svg).not.toMatch(/var\(|href=|url\((?!#)/);
});
test("foreign text stays text", () => expect(toSvg(marks, size, "light")).toContain("&lt;img src=x onerror=&quot;1&quot;&gt;&amp;</text>"));
test("a pen that is lifted leaves a gap", () => expect(toSvg(marks, size, "light")).toContain("M0 0L10 10M20 20L30 30"));
test("the theme decides the colour, the mark only names it", () => {
  expect(toSvg(marks, size, "light")).toContain("#d76208");
  expect(toSvg(marks, size, "dark")).toContain("#fb8c47");
});
