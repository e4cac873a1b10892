import { expect, test } from "vitest";
import { plainText } from "../../src/text/findings.ts";
import { allowed, difference, formulaPieces, methodFinding, methodParts } from "../../src/text/method.ts";

test("marks of a formula end with their word or their brace", () => {
  expect(formulaPieces("P_dc = 2 · 10^{−3} k_t^2")).toEqual([
    { text: "P", at: "line" }, { text: "dc", at: "sub" }, { text: " = 2 · 10", at: "line" }, { text: "−3", at: "sup" }, { text: " k", at: "line" }, { text: "t", at: "sub" }, { text: "2", at: "sup" },
  ]);
});

test("a difference has its sign and its size, nothing where there is none", () => {
  expect(difference(5, 5)).toBe("0");
  expect(difference(1 - 1e-9, 1)).toBe("\u22121.0\u00a0×\u00a010^{\u22129}");
  expect(difference(NaN, 1)).toBe("–");
  expect(allowed(0.005)).toBe("±\u202f0.005");
});

test("the sentence counts what does not agree as plainly as what does", () => {
  expect(plainText(methodFinding(49, 49).parts)).toBe("All 49 figures computed here agree with their references.");
  expect(plainText(methodFinding(48, 49).parts)).toMatch(/^48 of 49 .*1\s?does not\.$/);
});

test("every equation names its source, every chapter says something", () => {
  for (const { says, equations } of methodParts) {
    expect(says.length).toBeGreaterThan(0);
    for (const { source, lines } of equations) expect(source !== "" && lines.length > 0).toBe(true);
  }
});
