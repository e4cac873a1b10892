import { expect, test } from "vitest";
import { column, hasColumn, makeFrame } from "../../../src/core/time/frame.ts";

test("columns are apart: what is written to one is in no other, and all are in one buffer", () => {
  const frame = makeFrame(["importKw", "exportKw", "socKwh"], 5);
  frame.names.forEach((name, index) => column(frame, name).fill(index + 1));
  expect(frame.names.map((name) => Array.from(column(frame, name)))).toEqual([[1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [3, 3, 3, 3, 3]]);
  expect(frame.names.every((name) => column(frame, name).buffer === frame.buffer)).toBe(true);
});

test("columns of a year of quarter hours do not start at the same place of a page", () => {
  const frame = makeFrame(["a", "b", "c", "d"], 35_040);
  const starts = frame.names.map((name) => column(frame, name).byteOffset % 4096);
  expect(new Set(starts).size).toBe(4);
});

test("a column that the run does not have is named, with those that it has", () => {
  const frame = makeFrame(["importKw"], 1);
  expect(hasColumn(frame, "importKw")).toBe(true);
  expect(hasColumn(frame, "exportKw")).toBe(false);
  expect(() => column(frame, "exportKw")).toThrow("no column exportKw in this run; it has importKw");
});

test("a frame moves to another thread whole", () => {
  const frame = makeFrame(["importKw"], 3);
  column(frame, "importKw").set([1, 2, 3]);
  const moved = structuredClone(frame, { transfer: [frame.buffer] });
  expect(Array.from(column(moved, "importKw"))).toEqual([1, 2, 3]);
  expect(frame.buffer.byteLength).toBe(0);
});
