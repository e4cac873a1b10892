import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counted, exact, exactMoney, figure, fixed, money, parseNumber, percent, price, quantity, quantityText, rate, scaleFor, scaled, signed, wholeMoney } from "../../src/text/numbers.ts";

/** With plain spaces for the thin and the unbreakable ones. */
const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("a figure is read at a glance", () => {
  test.each([[8.994, "8.99"], [51.44, "51.4"], [278.4, "278"], [13_287.4, "13,287"], [0.012345, "0.0123"], [0, "0"], [-0, "0"], [-9.4, "−9.4"], [999.96, "1,000"], [Number.NaN, "–"], [Number.POSITIVE_INFINITY, "–"]])(
    "%d is %s", (value, text) => expect(figure(value)).toBe(text));

  test.each([
    [8_994, "kW", "8.99 MW"], [985, "kW", "985 kW"], [999.96, "kW", "1 MW"], [51_400_000, "kWh", "51.4 GWh"], [13_287_000, "kg", "13,287 t CO₂e"], [612, "kg", "612 kg CO₂e"],
    [0, "kW", "0 kW"], [-2_160, "kW", "−2.16 MW"], [0.731, "fraction", "73 %"], [0.0942, "fraction", "9.4 %"], [0.0035, "fraction", "0.35 %"], [278, "gCO2e/kWh", "278 g/kWh"], [21.46, "C", "21.5 °C"],
  ])("%d %s is said as %s", (value, unit, text) => expect(spaced(quantityText(value, unit))).toBe(text));

  test("a number that is none is a dash in its unit", () => expect(quantity(Number.NaN, "kW")).toEqual({ value: "–", unit: "kW" }));
});

describe("numbers under one another share a scale", () => {
  test.each([[12_000, "kW", ["12.00", "3.31", "0.00"], "MW"], [985, "kW", ["985.0", "3.3", "0.0"], "kW"], [120_400, "kW", ["120.4", "3.3", "0.0"], "MW"]])(
    "with the largest at %d %s", (largest, unit, texts, shown) => {
      const scale = scaleFor(largest, unit);
      expect(scale.unit).toBe(shown);
      expect([largest, 3.31 * scale.divisor, 0].map((value) => scaled(value, scale))).toEqual(texts);
    });

  test("no number of the column shows more than four significant figures", () => fc.assert(fc.property(
    fc.double({ min: 1e-2, max: 1e8, noNaN: true }), (value) => {
      const digits = scaled(value, scaleFor(value, "kW")).replace(/^0\./, "").replaceAll(/\D/g, "").replace(/^0+/, "");
      expect(digits.length).toBeLessThanOrEqual(4);
    })));

  test("minus nought is never written", () => {
    expect(fixed(-0.001, 2)).toBe("0.00");
    expect(signed(fixed(-0.001, 2))).toBe("0.00");
    expect(signed(fixed(0.81, 2))).toBe("+0.81");
  });
});

describe("money", () => {
  test.each([
    [6_631_412, "USD", "$6.63M"], [-691_000, "USD", "−$691k"], [93_400, "USD", "$93.4k"], [1_240, "USD", "$1,240"], [9_999.6, "USD", "$10.0k"], [999_600, "USD", "$1.00M"], [0.42, "USD", "$0.42"], [0, "USD", "$0"], [-0.001, "USD", "$0.00"],
    [2_100_000_000, "EUR", "€2.10bn"], [112_000, "GBP", "£112k"], [4_303_200, "USD", "$4.30M"],
  ])("%d %s in a sentence is %s", (value, currency, text) => expect(money(value, currency)).toBe(text));

  test("a table shows whole units, a ledger cents", () => {
    expect(wholeMoney(98_563.4, "USD")).toBe("$98,563");
    expect(exactMoney(-6_630_412.066, "USD")).toBe("−$6,630,412.07");
    expect(exactMoney(-0.001, "USD")).toBe("$0.00");
  });

  test("an unknown currency code stands before the amount as it is", () => expect(money(1_240, "??")).toBe("??\u00a01,240"));

  test("energy prices are read in cents where the currency has them", () => {
    expect(price(0.18412, "USD")).toEqual({ value: "18.4", unit: "ct/kWh" });
    expect(price(12.5, "JPY")).toEqual({ value: "12.5", unit: "JPY/kWh" });
    expect(rate(19.5, "USD", "kW")).toBe("$19.50/kW");
  });
});

test("a per cent sign stands behind a thin space", () => expect(percent(0.73)).toBe("73\u202f%"));
test("a count takes the number of its noun", () => expect([counted(1, "line", "lines"), counted(4_312, "line", "lines")]).toEqual(["1\u00a0line", "4,312\u00a0lines"]));
test("an exact value keeps what the double holds, to twelve figures", () => expect(exact(8_993.71234567891, "kW")).toBe("8,993.71234568\u00a0kW"));

describe("a typed number", () => {
  test.each([["1,5", 1.5], ["1.5", 1.5], ["8,000", 8000], ["8.000", 8], ["1,234,567", 1_234_567], ["1.234.567,8", 1_234_567.8], ["1,234.5", 1234.5], ["12 000", 12_000], ["−3", -3], ["-0,125", -0.125], ["0,125", 0.125], ["1e3", 1000], [".5", 0.5]])(
    "%s is %d", (text, value) => expect(parseNumber(text)).toBe(value));
  test.each(["", "abc", "1.2.4,5,6", "1-2", "--3", "."])("%j is no number", (text) => expect(parseNumber(text)).toBeNaN());
});
