import { describe, expect, test } from "vitest";
import { InfeasibleError, InputError, LimitError, toErrorRecord } from "../../src/core/errors.ts";
import { explainError } from "../../src/text/explain.ts";

const axis = { startMs: Date.UTC(2025, 7, 12), stepMinutes: 30, length: 96, firstOffsetMinutes: 0, transitions: [], timeZone: "UTC" };

describe("an error says where, what was found and what is allowed", () => {
  test("one sentence an issue", () => expect(explainError(new InputError([
    { where: { file: "load.csv", line: 4312 }, found: "1.2.4", allowed: "a number" },
    { where: { path: "battery.initialSocFraction" }, found: "1.2", allowed: "0.1 to 0.9" },
    { where: {}, found: "nothing", allowed: "" },
  ]))).toEqual([
    "load.csv, line 4,312: found 1.2.4; allowed: a number.",
    "battery.initialSocFraction: found 1.2; allowed: 0.1 to 0.9.",
    "Found nothing.",
  ]));

  test("a limit that cannot be kept names its hours", () => expect(explainError(new InfeasibleError("importLimitKw", 28, 36, 1200), axis)).toEqual(["Import limit is 1.2 MW short on Tue 12 Aug, 14:00–18:30.".replace("1.2 MW", "1.2\u00a0MW")]));
  test("a limit of ours names itself", () => expect(explainError(new LimitError("Rows of a file", "5,000,000", "4,000,000"))).toEqual(["Rows of a file: found 5,000,000; at most 4,000,000."]));
  test("a bug is owned up to", () => expect(explainError(new TypeError("x is undefined"))).toEqual(["GridFlex made an error, not you: x is undefined"]));

  test("what crossed a thread is explained alike", () => {
    const error = new InputError([{ where: { file: "a.csv" }, found: "0 rows", allowed: "at least 1" }]);
    expect(explainError(structuredClone(toErrorRecord(error)))).toEqual(explainError(error));
  });
});

describe("foreign text stays text", () => {
  test("control and direction characters are taken out, long text is cut", () => {
    const [sentence] = explainError(new InputError([{ where: { file: "a\u202egnp.csv\n" }, found: `\u0007<img onerror=1>${"x".repeat(500)}`, allowed: "a number" }]));
    expect(sentence).toMatch(/^a gnp\.csv: found <img onerror=1>x+…; allowed: a number\.$/);
    expect(sentence!.length).toBeLessThan(200);
  });
  test("thousands of issues are counted, not listed", () => {
    const sentences = explainError(new InputError(Array.from({ length: 3000 }, (_, line) => ({ where: { file: "a.csv", line }, found: "x", allowed: "a number" }))));
    expect([sentences.length, sentences.at(-1)]).toEqual([51, "And 2,950 more."]);
  });
});
