import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, LimitError } from "../../src/core/errors.ts";
import { checkScenario } from "../../src/core/scenario.ts";
import { applyDifference, differenceFrom } from "../../src/document/difference.ts";
import { MAX_SCENARIO_BYTES, parseScenario } from "../../src/document/parse.ts";
import { presets } from "../../src/document/presets.ts";

function refusal(json: string | Uint8Array | object) {
  try {
    parseScenario(json, "site.json");
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  return [];
}

test("text, bytes and value of one scenario are the same scenario", () => {
  const text = '{ "name": "Köln", "battery": { "powerKw": 5 } }';
  const scenario = parseScenario(text);
  expect(parseScenario(new TextEncoder().encode(text))).toEqual(scenario);
  expect(parseScenario(JSON.parse(text) as object)).toEqual(scenario);
  expect(scenario.battery.powerKw).toBe(5);
});

test("issues are told in the order of the file, each with file, line and path", () => {
  expect(refusal('{\n"time": {"stepMinutes": 7},\n"battery": {\n"powerKw": -1},\n"site": {"latitude": 91} }').map(({ where }) => where)).toEqual([
    { file: "site.json", line: 2, path: "time.stepMinutes" }, { file: "site.json", line: 4, path: "battery.powerKw" }, { file: "site.json", line: 5, path: "site.latitude" },
  ]);
});

test("a rule over several inputs has its line too", () => {
  expect(refusal('{\n"battery": {\n"socMinFraction": 0.9,\n"socMaxFraction": 0.5,\n"initialSocFraction": 0.9}}')[0]?.where).toMatchObject({ file: "site.json", path: expect.stringContaining("battery.soc") as string });
});

describe("what cannot be read at all", () => {
  test("bytes that are not UTF-8", () => {
    expect(refusal(new Uint8Array([0x7b, 0xff, 0x7d]))[0]?.found).toContain("not UTF-8");
  });

  test("a value that contains itself", () => {
    const circle: Record<string, unknown> = {};
    circle["name"] = circle;
    expect(refusal(circle)[0]?.found).toContain("contains itself");
  });

  test("a number of no JSON in a value", () => {
    expect(refusal({ battery: { powerKw: NaN } })[0]).toEqual({ where: { path: "battery.powerKw" }, found: "NaN", allowed: "a number, 0 … 10000000 kW" });
  });

  test("more than a megabyte, in text, bytes or value, by the bytes of UTF-8", () => {
    const long = (characters: number, character = "x") => ({ description: character.repeat(characters) });
    const text = JSON.stringify(long(MAX_SCENARIO_BYTES));
    for (const large of [text, new TextEncoder().encode(text), long(MAX_SCENARIO_BYTES), long(MAX_SCENARIO_BYTES / 3, "€")]) expect(() => parseScenario(large)).toThrow(LimitError);
  });
});

test("whatever is given, the answer is a scenario or a refusal", () => {
  const wild = fc.anything({ withBigInt: false, withDate: true, withMap: true, withNullPrototype: true });
  const group = fc.constantFrom("site", "time", "weather", "solar", "load", "facility", "battery", "connection", "tariff", "price", "carbon", "strategy", "notes", "name", "__proto__", "constructor", "toString");
  fc.assert(fc.property(fc.dictionary(group, fc.oneof(wild, fc.dictionary(fc.string(), wild))), (given) => {
    const outcome = (() => {
      try {
        return checkScenario(given);
      } catch (error) {
        return error;
      }
    })();
    expect(outcome instanceof InputError || (typeof outcome === "object" && outcome !== null && "battery" in outcome)).toBe(true);
  }), { numRuns: 500 });
});

test("a damaged example is refused or is a scenario, never a crash", async () => {
  const text = JSON.stringify(await presets[0]?.load());
  fc.assert(fc.property(fc.nat(text.length - 1), fc.constantFrom("", "0", "-", "\"", "{", "]", "NaN", "\u0000", "1e400"), (at, put) => {
    const damaged = text.slice(0, at) + put + text.slice(at + 1);
    const outcome = (() => {
      try {
        return parseScenario(damaged);
      } catch (error) {
        return error;
      }
    })();
    expect(outcome instanceof InputError || !(outcome instanceof Error)).toBe(true);
  }), { numRuns: 300 });
});

test("an example comes back from another and the difference between them", async () => {
  const [first, second] = await Promise.all(presets.slice(0, 2).map((preset) => preset.load()));
  if (first === undefined || second === undefined) throw new Error("no examples");
  expect(parseScenario(applyDifference(first, differenceFrom(first, second)))).toEqual(second);
});
