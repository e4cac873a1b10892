import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyDifference, changesBetween, differenceFrom } from "../../src/document/difference.ts";

const base = { name: "A", battery: { powerKw: 10, energyKwh: 20 }, tariff: { kind: "flat", perKwh: 0.1 }, table: [[1, 2], [3, 4]] };

test("names what changed, a list as a whole", () => {
  const other = { ...base, battery: { powerKw: 10, energyKwh: 40 }, table: [[1, 2], [3, 5]] };
  expect(changesBetween(base, other)).toEqual([
    { path: ["battery", "energyKwh"], from: 20, to: 40 },
    { path: ["table"], from: [[1, 2], [3, 4]], to: [[1, 2], [3, 5]] },
  ]);
});

test("a value that comes and one that goes", () => {
  const other = { ...base, tariff: { kind: "hourly", file: "price.csv" } };
  const difference = differenceFrom(base, other);
  expect(difference).toEqual([[["tariff", "kind"], "hourly"], [["tariff", "perKwh"]], [["tariff", "file"], "price.csv"]]);
  expect(applyDifference(base, difference)).toEqual(other);
});

test("a scenario comes back from its base and its difference, over JSON as well", () => {
  const document = fc.object({ maxDepth: 3, key: fc.constantFrom("a", "b", "c", "__proto__x"), values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null)] })
    .map((value) => JSON.parse(JSON.stringify(value)) as object);
  fc.assert(fc.property(document, document, (from, to) => {
    const before = JSON.stringify(from);
    const difference = JSON.parse(JSON.stringify(differenceFrom(from, to))) as ReturnType<typeof differenceFrom>;
    expect(applyDifference(from, difference)).toEqual(to);
    expect(JSON.stringify(from)).toBe(before);
    expect(differenceFrom(to, to)).toEqual([]);
  }), { numRuns: 500 });
});

test("a difference from a stranger's link changes no other object", () => {
  const changed = applyDifference({ a: 1 }, [[["__proto__", "polluted"], true]]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(Object.keys(changed)).toEqual(["a", "__proto__"]);
});
