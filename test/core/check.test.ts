import * as z from "zod/mini";
import { expect, test } from "vitest";
import { checkInputs } from "../../src/core/check.ts";
import { InputError } from "../../src/core/errors.ts";
import type { Issue } from "../../src/core/errors.ts";
import { choiceField, field, group, integerField, months, numberField, optionalField, switchField, textField } from "../../src/core/field.ts";

const shed = group({ title: "Shed", help: "An example." }, {
  powerKw: numberField({ title: "Power", help: "", unit: "kW", min: 0, max: 500, default: 50 }),
  lossFraction: numberField({ title: "Loss", help: "", unit: "%", min: 0, max: 0.5, default: 0.1 }),
  count: integerField({ title: "Count", help: "", min: 1, max: 9, default: 2 }),
  on: switchField({ title: "On", help: "", default: true }),
  label: textField({ title: "Label", help: "", default: "", maxLength: 5 }),
  clock: choiceField(["civil", "standard"], { title: "Clock", help: "", default: "civil", options: { civil: "Civil", standard: "Standard" } }),
  limitsKw: field(months(0, 10), { title: "Limits", help: "", unit: "kW", min: 0, max: 10, default: Array<number>(12).fill(1) }),
  price: field(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z.strictObject({ kind: z.literal("flat"), perKwh: numberField({ title: "Price", help: "", unit: "$/kWh", min: -1, max: 5, default: 0.1 }) }),
    ]),
    { title: "Price", help: "", default: { kind: "none" } },
  ),
  series: optionalField(z.union([z.strictObject({ values: z.array(z.number()), stepMinutes: z.number() }), z.strictObject({ file: z.string(), column: z.optional(z.string()) })]), { title: "Series", help: "", unit: "kW" }),
  share: optionalField(z.union([z.number(), z.array(z.number())]), { title: "Share", help: "" }),
});

function issuesOf(value: unknown): readonly Issue[] {
  try {
    checkInputs(shed, value, ["shed"]);
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("an absent group is filled with the defaults of its fields", () => {
  expect(checkInputs(shed, undefined)).toEqual({
    powerKw: 50, lossFraction: 0.1, count: 2, on: true, label: "", clock: "civil", limitsKw: Array(12).fill(1), price: { kind: "none" },
  });
});

test.each<[string, unknown, string, string, string]>([
  ["a mistyped key", { powerKW: 3 }, "shed.powerKW", "unknown key", "powerKw (nearest name)"],
  ["a key like no other", { colour: 3 }, "shed.colour", "unknown key", "powerKw, lossFraction, count, on, label, clock, limitsKw, price, series, share"],
  ["a number above its range", { powerKw: 501 }, "shed.powerKw", "501", "a number, 0 … 500 kW"],
  ["per cent where a fraction is meant", { lossFraction: 14 }, "shed.lossFraction", "14", "a number, 0 … 0.5 (a fraction: 1 is 100 %)"],
  ["a number with its unit in text", { powerKw: "50 MW" }, "shed.powerKw", '"50 MW"', "a number, 0 … 500 kW"],
  ["not a number", { powerKw: NaN }, "shed.powerKw", "NaN", "a number, 0 … 500 kW"],
  ["infinity", { powerKw: Infinity }, "shed.powerKw", "Infinity", "a number, 0 … 500 kW"],
  ["nothing where a number belongs", { powerKw: null }, "shed.powerKw", "null", "a number, 0 … 500 kW"],
  ["a fraction of a count", { count: 1.5 }, "shed.count", "1.5", "a whole number, 1 … 9"],
  ["a word for a switch", { on: "yes" }, "shed.on", '"yes"', "true, false"],
  ["a choice that is none", { clock: "summer" }, "shed.clock", '"summer"', '"civil", "standard"'],
  ["too long a text", { label: "abcdef" }, "shed.label", '"abcdef"', "text of at most 5 characters"],
  ["eleven months", { limitsKw: Array(11).fill(1) }, "shed.limitsKw", "a list of 11", "a list of 12 values"],
  ["one month out of range", { limitsKw: [...Array<number>(11).fill(1), 11] }, "shed.limitsKw[11]", "11", "a number, 0 … 10 kW"],
  ["a kind that is none", { price: { kind: "spot" } }, "shed.price.kind", '"spot"', '"none", "flat"'],
  ["a key of another kind", { price: { kind: "none", perKwh: 1 } }, "shed.price.perKwh", "unknown key", "kind"],
  ["a value out of its kind's range", { price: { kind: "flat", perKwh: 9 } }, "shed.price.perKwh", "9", "a number, -1 … 5 $/kWh"],
  ["neither of two shapes", { share: "half" }, "shed.share", '"half"', "a number, or a list"],
  ["the right shape with a wrong value", { share: [1, "x"] }, "shed.share[1]", '"x"', "a number"],
  ["a mistyped key of the second of two shapes", { series: { file: "load.csv", colum: "kW" } }, "shed.series.colum", "unknown key", "column (nearest name)"],
  ["a wrong value in the first of two shapes", { series: { values: [1, "2"], stepMinutes: 60 } }, "shed.series.values[1]", '"2"', "a number"],
  ["a list for a group", [], "shed", "a list of 0", "an object with powerKw, lossFraction, count, on, label, clock, limitsKw, price, series, share"],
  ["a key that would change every object", JSON.parse('{"__proto__": {"polluted": 1}}') as unknown, "shed.__proto__", "unknown key", "powerKw, lossFraction, count, on, label, clock, limitsKw, price, series, share"],
])("%s is refused with its path, what was found and what is allowed", (_, value, path, found, allowed) => {
  expect(issuesOf(value)).toEqual([{ where: { path }, found, allowed }]);
});

test("every issue is told at once", () => {
  expect(issuesOf({ powerKw: -1, count: 0, colour: 1, on: 1 }).map(({ where }) => where.path)).toEqual(["shed.powerKw", "shed.count", "shed.on", "shed.colour"]);
});
