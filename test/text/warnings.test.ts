import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { warningText } from "../../src/text/warnings.ts";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** Every code that a warning is given anywhere in the core or a reader, with the values that stand beside it. */
const given = ["core", "files"].flatMap((room) => readdirSync(`${source}/${room}`, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [...readFileSync(`${source}/${room}/${name}`, "utf8").matchAll(/\bcode: "(\w+)", values: \{([^}]*)\}/g)]
    .map(([, code = "", values = ""]) => [code, [...values.matchAll(/(\w+)(?::|,|\s*$)/g)].map(([, key = ""]) => key)] as const)));

test.each(given)("%s is told in a sentence", (code, keys) => {
  const text = warningText({ code, values: Object.fromEntries(keys.map((key) => [key, 3])) });
  expect(text).toMatch(/^[A-Z0-9].*[.?]$/);
  expect(text).not.toContain("undefined");
  expect(text).not.toContain("NaN");
});

test("a code that nobody wrote a sentence for is told as it stands", () => {
  expect(warningText({ code: "somethingNew", values: { steps: 3 } })).toBe("somethingNew: steps 3");
});

test("a battery that ends low and one that ends high are told apart", () => {
  const carry = (carryKwh: number) => warningText({ code: "storeEndsElsewhere", values: { carryKwh, throughputKwh: 100, residualValueCost: 1 } });
  expect(carry(-5)).toContain("below its start");
  expect(carry(5)).toContain("above its start");
});
