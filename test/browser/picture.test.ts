import { expect, test } from "vitest";
import { pngOf } from "../../src/app/charts/index.ts";
import { colour } from "../../src/charts/palette.ts";
import { toSvg } from "../../src/charts/toSvg.ts";

test("a picture is the SVG at twice its size, in the colours of its theme", async () => {
  const size = { width: 200, height: 100 };
  const svg = toSvg([{ kind: "rects", boxes: Float64Array.of(20, 20, 100, 50), fill: "q-pv" }], size, "dark");
  const bitmap = await createImageBitmap(await pngOf(svg));
  expect([bitmap.width, bitmap.height]).toEqual([400, 200]);
  const context = new OffscreenCanvas(400, 200).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const hex = (x: number, y: number) => `#${[...context.getImageData(x, y, 1, 1).data.subarray(0, 3)].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  expect([hex(100, 80), hex(4, 4)]).toEqual([colour("q-pv", "dark"), colour("surface", "dark")]);
});

test("what is no picture is refused", async () => { await expect(pngOf("<svg")).rejects.toThrow(/decode|image/i); });
