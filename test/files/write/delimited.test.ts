import fc from "fast-check";
import { expect, test } from "vitest";
import { delimited } from "../../../src/files/write/delimited.ts";

/** What a spreadsheet makes of a field: quotes off, doubled quotes single. */
const read = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);

test.each(["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", '=HYPERLINK("http://x","y")'])("%j is no formula in a CSV cell", (text) => {
  for (const decimal of ["point", "comma"] as const) {
    const field = read(delimited({ decimal }).text(text));
    expect(field).toBe(`'${text}`);
  }
});

test("any text comes back as it was, but for the mark before a formula, and breaks no row", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.constantFrom("point" as const, "comma" as const), (text, decimal) => {
    const { text: write, delimiter } = delimited({ decimal });
    const field = write(text);
    expect(read(field).replace(/^'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/u, "")).toBe(text.replace(/^'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/u, ""));
    if (!field.startsWith('"')) expect(field).not.toMatch(new RegExp(`["\r\n${delimiter}]`));
  }));
});

test("negative numbers are numbers, not texts", () => {
  expect(delimited().number(-1.5)).toBe("-1.5");
  expect(delimited({ decimal: "comma" }).number(-1.5)).toBe("-1,5");
});
