import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, scenarioHash, sha256Hex } from "../../src/document/hash.ts";

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])('SHA-256 of "%s" is that of FIPS 180-4', (text, hash) => {
  expect(sha256Hex(new TextEncoder().encode(text))).toBe(hash);
});

test("numbers, texts and literals are written as in RFC 8785, section 3.2.3", () => {
  const sample = JSON.parse(String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`) as unknown;
  expect(canonicalJson(sample)).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`);
});

test("keys are sorted by UTF-16 code units, as in RFC 8785, section 3.2.3", () => {
  const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, ""])));
  expect(Object.keys(JSON.parse(text) as object).filter((key) => key !== "1")).toEqual(["\r", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"]);
  expect(text.startsWith('{"\\r":"","1":""')).toBe(true);
});

test("what has no JSON form is refused, what is undefined is absent", () => {
  expect(() => canonicalJson({ a: NaN })).toThrow("NaN");
  expect(canonicalJson({ b: undefined, a: -0 })).toBe('{"a":0}');
});

test("the hash of a scenario does not depend on the order of its keys, and depends on each value", () => {
  const reversed = (value: unknown): unknown => (Array.isArray(value) ? value.map(reversed)
    : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)])) : value);
  fc.assert(fc.property(fc.object(), (value) => {
    const plain = JSON.parse(JSON.stringify(value)) as object;
    expect(scenarioHash(reversed(plain) as object)).toBe(scenarioHash(plain));
    expect(scenarioHash({ ...plain, "another key": 1 })).not.toBe(scenarioHash(plain));
  }), { numRuns: 100 });
});

test("the bytes of a data file are part of the hash", () => {
  const scenario = { load: { file: "load.csv" } };
  const hashes = [undefined, "aa", "bb"].map((sha256) => scenarioHash(scenario, new Map(sha256 === undefined ? [] : [["load.csv", { sha256 }]])));
  expect(new Set(hashes).size).toBe(3);
  expect(hashes[0]).toBe(sha256Hex(new TextEncoder().encode('{"load":{"file":"load.csv"}}')));
});
