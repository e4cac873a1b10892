import { expect, test } from "vitest";
import { shownUnit, shownValue, withUnit } from "../../src/text/inputValue.ts";

const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

test.each([
  ["8,000", "kW", "8,000 kW"], ["94.8", "%", "94.8 %"], ["10", "°", "10°"], ["0.6", "", "0.6"], ["1", "day", "1 day"], ["1", "days", "1 day"], ["14", "days", "14 days"], ["1", "m/s", "1 m/s"],
])("a value of %s and %s reads %s", (number, unit, text) => { expect(spaced(withUnit(number, unit))).toBe(text); });

test("a rate is read as one, not as a fraction", () => {
  expect(["1/year", "1/day", "1/°C", "currency/kWh", "gCO2e/kWh"].map((unit) => shownUnit(unit, "EUR"))).toEqual(["a year", "a day", "per °C", "€/kWh", "g/kWh"]);
  expect(spaced(shownValue({ meta: { title: "Calls", help: "", unit: "1/year" }, path: ["calls"] }, 4, "USD"))).toBe("4 a year");
});
