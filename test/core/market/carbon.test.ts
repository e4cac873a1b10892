import { expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { InputError } from "../../../src/core/errors.ts";
import { carbonInputs, prepareCarbon } from "../../../src/core/market/carbon.ts";
import { axisOf, everyMonth } from "./billing.ts";

const axis = axisOf({ year: 2025, days: 60, clock: "civil", timeZone: "America/New_York" });
const carbonOf = (inputs: object) => prepareCarbon(checkInputs(carbonInputs, inputs, ["carbon"]), { axis, data: new Map() });

test("a table is laid by civil month and hour, scaled to the site's own level", () => {
  const { averageGPerKwh } = carbonOf({ average: { kind: "table", gPerKwh: everyMonth((hour, month) => 100 * (month + 1) + hour) }, averageFactor: 1.568 });
  expect(averageGPerKwh[5]).toBeCloseTo(105 * 1.568, 9);
  expect(averageGPerKwh[31 * 24 + 5]).toBeCloseTo(205 * 1.568, 9);
});

test("typed values are laid from the run's first step, and a value beyond what grids emit is a warning", () => {
  const values = Array.from({ length: axis.length }, (_, hour) => (hour === 7 ? 5000 : 300));
  const { averageGPerKwh, warnings } = carbonOf({ average: { kind: "series", series: { values, stepMinutes: 60, unit: "g/kWh" } } });
  expect(averageGPerKwh[7]).toBe(5000);
  expect(warnings).toEqual([{ code: "carbonBeyondBounds", values: { series: "average", steps: 1, minGPerKwh: 0, maxGPerKwh: 1300 } }]);
});

test("marginal intensity may be negative, average may not", () => {
  expect(carbonOf({ marginal: { kind: "constant", gPerKwh: -900 } }).marginalGPerKwh[0]).toBe(-900);
  expect(() => carbonOf({ average: { kind: "constant", gPerKwh: -1 } })).toThrow(InputError);
});

test("the defaults are the United States' of eGRID2023", () => {
  const { averageGPerKwh, marginalGPerKwh } = carbonOf({});
  expect([averageGPerKwh[0], marginalGPerKwh[0]]).toEqual([349.7, 635]);
});
