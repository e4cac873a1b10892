import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, LimitError } from "../../src/core/errors.ts";
import { readJson } from "../../src/document/readJson.ts";

function refusal(text: string) {
  try {
    readJson(text, "site.json");
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("reads what the engine's own parser reads, to the same value", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, "\t"), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    fc.pre(!text.includes('"__proto__"') && (JSON.stringify(JSON.parse(text)).isWellFormed()));
    expect(readJson(text).value).toEqual(JSON.parse(text));
  }), { numRuns: 500 });
});

test("refuses every text that the engine's own parser refuses, and no other but for equal keys", () => {
  const piece = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', '"a"', "1", "-", "0", ".5", "e3", "NaN", "true", "nul", "\\", "\\u12", "\n", " ", "\u0001", "x");
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")), (text) => {
    const theirs = reads(() => { JSON.parse(text); }, SyntaxError);
    const ours = reads(() => { readJson(text); }, InputError);
    const twice = /"a"\s*:[\s\S]*"a"\s*:/.test(text);
    expect(ours).toBe(theirs && (ours || !twice));
  }), { numRuns: 3000 });
});

/** False where the refusal is of the kind expected; any other error is a bug. */
function reads(read: () => void, refusal: new (...words: never[]) => Error): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof refusal) return false;
    throw error;
  }
}

describe("says where and what", () => {
  test.each([
    ["a text cut off", '{\n  "name": "A",\n  "site": {\n    "latitude": 39', 4, "the end of the text", ", or }"],
    ["not a number", '{\n"latitude": NaN}', 2, '"NaN"', "a value: text in quotes, a number, true, false, null, { or ["],
    ["minus infinity", '{"latitude": -Infinity}', 1, '"-Infinity"', "a number as JSON writes it: 12, -0.5, 1e6"],
    ["a number beyond the greatest", '{"latitude": 1e999}', 1, "1e999", "a number up to 1.8e308"],
    ["a leading zero", '{"latitude": 012}', 1, '"012"', "a number as JSON writes it: 12, -0.5, 1e6"],
    ["one key twice", '{"days": 1,\n"days": 2}', 2, 'the key "days" twice in one object', "once"],
    ["a key of every object", '{"__proto__": {"polluted": true}}', 1, 'the key "__proto__"', "any other key"],
    ["a comma too many", "[1,\n2,\n]", 3, '"]"', "a value: text in quotes, a number, true, false, null, { or ["],
    ["a key without quotes", "{days: 1}", 1, '"days"', "a key in quotes"],
    ["a comment", '{"days": 1} // a year', 1, '"/"', "nothing after the last }"],
    ["a text over the end of its line", '{"name": "A\nB"}', 1, "the end of the line inside a text", 'a closing "'],
    ["half of a pair of surrogates", '{"name": "\\ud800"}', 1, "half of a surrogate pair", "whole characters"],
    ["an empty file", "", 1, "the end of the text", "a value"],
  ])("%s", (_, text, line, found, allowed) => {
    expect(refusal(text)).toEqual([{ where: { file: "site.json", line }, found, allowed }]);
  });
});

test("a hostile depth is a limit of ours, not a crash", () => {
  expect(() => readJson("[".repeat(400_000), "deep.json")).toThrow(LimitError);
});

test("knows the line of a value, and of the nearest one around what is not there", () => {
  const document = readJson('{\n  "site": {\n    "latitude": 1\n  },\n  "list": [\n    1,\n    { "a": 2 }\n  ]\n}');
  expect(["site.latitude", "site", "list[1].a", "list[1].b.c", "site.altitudeM", "battery.powerKw", ""].map((path) => document.lineOf(path))).toEqual([3, 2, 7, 7, 2, 1, 1]);
});

test("a byte order mark is no part of the text", () => {
  expect(readJson('\uFEFF{"a": 1}').value).toEqual({ a: 1 });
});
