import { expect, test } from "vitest";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors.ts";
import { makeAxis, stepChoices, type AxisInputs } from "../../../src/core/time/axis.ts";
import { laySeries, onAxis } from "../../../src/core/time/resample.ts";
import { dataKey, type Series } from "../../../src/core/time/series.ts";

const inputs = (more: Partial<AxisInputs>): AxisInputs => ({ start: "2025-01-01", timeZone: "America/New_York", stepMinutes: 15, days: 365, clock: "civil", ...more });
const dated = (startMs: number, stepMinutes: number, values: Float64Array): Series => ({ name: "load", unit: "kW", startMs, stepMinutes, values, typicalYear: false, utcOffsetMinutes: 0 });
/** Each row tells its own month, day and hour: month·10,000 + day·100 + hour. */
function typical(year: number, utcOffsetMinutes: number): Series {
  const days = year % 4 === 0 ? 366 : 365;
  const values = Float64Array.from({ length: days * 24 }, (_, row) => {
    const at = new Date(Date.UTC(year, 0, 1) + row * 3_600_000);
    return (at.getUTCMonth() + 1) * 10_000 + at.getUTCDate() * 100 + at.getUTCHours();
  });
  return { name: "temperature", unit: "C", startMs: Date.UTC(year, 0, 1) - utcOffsetMinutes * 60_000, stepMinutes: 60, values, typicalYear: true, utcOffsetMinutes };
}
const issueOf = (attempt: () => unknown) => {
  try { attempt(); } catch (error) { if (error instanceof InputError) return error.issues[0]; }
  return undefined;
};

test("energy is the same on any axis, whatever the interval of the file and where its edges lie", () => {
  fc.assert(fc.property(fc.constantFrom(...stepChoices), fc.constantFrom(1, 5, 7.5, 10, 15, 20, 30, 45, 60, 120, 1440), fc.integer({ min: -50, max: 0 }), fc.infiniteStream(fc.double({ min: 0, max: 1e4, noNaN: true })), (stepMinutes, fileMinutes, early, draws) => {
    const axis = makeAxis(inputs({ stepMinutes, days: 3 }));
    const startMs = axis.startMs + early * 60_000;
    const endMs = axis.startMs + axis.length * stepMinutes * 60_000;
    const values = Float64Array.from({ length: Math.ceil((endMs - startMs) / (fileMinutes * 60_000)) }, () => draws.next().value as number);
    const laid = laySeries(dated(startMs, fileMinutes, values), axis).values.reduce((total, kw) => total + kw * axis.stepHours, 0);
    let given = 0;
    for (let row = 0; row < values.length; row++) {
      const from = Math.max(axis.startMs, startMs + row * fileMinutes * 60_000);
      const to = Math.min(endMs, startMs + (row + 1) * fileMinutes * 60_000);
      given += (values[row] as number) * Math.max(0, to - from) / 3_600_000;
    }
    expect(Math.abs(laid - given)).toBeLessThanOrEqual(1e-9 * Math.max(1, given));
  }));
});

test("a coarser file repeats, a finer one is averaged", () => {
  const axis = makeAxis(inputs({ days: 1, timeZone: "UTC", stepMinutes: 30 }));
  const hours = Float64Array.from({ length: 24 }, (_, i) => i);
  expect(Array.from(laySeries(dated(axis.startMs, 60, hours), axis).values.subarray(0, 5))).toEqual([0, 0, 1, 1, 2]);
  const tens = Float64Array.from({ length: 144 }, (_, i) => i);
  expect(Array.from(laySeries(dated(axis.startMs, 10, tens), axis).values.subarray(0, 3))).toEqual([1, 4, 7]);
});

test("a typical year is laid by month, day and hour of its standard clock, through daylight saving", () => {
  const axis = makeAxis(inputs({ stepMinutes: 60 }));
  const { values, warnings } = laySeries(typical(1999, -300), axis);
  for (let i = 0; i < axis.length; i++) {
    const standard = new Date(axis.startMs + i * 3_600_000 - 300 * 60_000);
    expect(values[i]).toBe((standard.getUTCMonth() + 1) * 10_000 + standard.getUTCDate() * 100 + standard.getUTCHours());
  }
  expect(warnings).toEqual([]);
});

test("29 February takes the 28th, and says so; the days after keep their dates", () => {
  const axis = makeAxis(inputs({ start: "2024-02-28", days: 3, timeZone: "UTC", stepMinutes: 60 }));
  const { values, warnings } = laySeries(typical(1999, 0), axis);
  expect([values[12], values[36], values[60]]).toEqual([22_812, 22_812, 30_112]);
  expect(warnings).toEqual([{ code: "leapDayFilled", values: { series: "temperature", days: 1 } }]);
});

test("a file's own 29 February is used in a leap year, and left out, with a word, in another", () => {
  const leap = laySeries(typical(2000, 0), makeAxis(inputs({ start: "2024-02-29", days: 2, timeZone: "UTC", stepMinutes: 60 })));
  expect([leap.values[0], leap.values[24]]).toEqual([22_900, 30_100]);
  expect(leap.warnings).toEqual([]);
  const common = laySeries(typical(2000, 0), makeAxis(inputs({ start: "2025-02-28", days: 2, timeZone: "UTC", stepMinutes: 60 })));
  expect([common.values[0], common.values[24]]).toEqual([22_800, 30_100]);
  expect(common.warnings).toEqual([{ code: "leapDayLeftOut", values: { series: "temperature", days: 1 } }]);
});

test("a typical year goes round: a run over New Year, and one of several years", () => {
  const axis = makeAxis(inputs({ start: "2024-12-31", days: 732, timeZone: "Asia/Kolkata", stepMinutes: 30 }));
  const { values } = laySeries(typical(1999, 330), axis);
  expect([values[0], values[47], values[48], values.at(-1)]).toEqual([123_100, 123_123, 10_100, 10_123]);
});

test("a file that does not cover the run is refused by name, with both spans", () => {
  const axis = makeAxis(inputs({ timeZone: "UTC", days: 2 }));
  expect(issueOf(() => laySeries(dated(axis.startMs + 3_600_000, 60, new Float64Array(48)), axis, { path: "load.demand.series" }))).toEqual({
    where: { path: "load.demand.series" }, found: "load from 2025-01-01T01:00:00Z to 2025-01-03T01:00:00Z",
    allowed: "a series that covers the run, 2025-01-01T00:00:00Z to 2025-01-03T00:00:00Z",
  });
  expect(issueOf(() => laySeries({ ...typical(1999, 0), values: new Float64Array(8736) }, axis))?.allowed).toBe("a year of them: 8760 rows, or 8784 with 29 February");
});

test("a hole in the values that the run needs is refused with its count and first moment; outside the run it does not matter", () => {
  const axis = makeAxis(inputs({ timeZone: "UTC", days: 1, stepMinutes: 60 }));
  const values = new Float64Array(48).fill(1);
  values[30] = NaN;
  expect(laySeries(dated(axis.startMs, 60, values), axis).values.length).toBe(24);
  values[5] = NaN;
  expect(issueOf(() => laySeries(dated(axis.startMs, 60, values), axis))?.found).toBe("no value of load in 1 of 24 steps, first at 2025-01-01T05:00:00Z");
});

test("a series typed out begins with the run; a year of it is a typical year", () => {
  const day = makeAxis(inputs({ days: 1, stepMinutes: 60, timeZone: "America/New_York" }));
  const values = Array.from({ length: 24 }, (_, i) => i);
  expect(Array.from(onAxis({ values, stepMinutes: 60, unit: "kW" }, day, new Map(), "load.series").values)).toEqual(values);
  const year = makeAxis(inputs({ start: "2025-03-01", days: 1, stepMinutes: 60, timeZone: "America/New_York" }));
  expect(onAxis({ values: Array.from({ length: 8760 }, (_, i) => i), stepMinutes: 60, unit: "kW" }, year, new Map(), "load.series").values[0]).toBe(59 * 24);
});

test("a file that is not at hand, or holds another quantity, is refused by path and name", () => {
  const axis = makeAxis(inputs({ days: 1, timeZone: "UTC" }));
  const reference = { file: "load.csv", column: "kW" };
  const data = new Map([[dataKey({ column: "kW", file: "load.csv" }), { sha256: "", series: dated(axis.startMs, 60, new Float64Array(24).fill(7)) }]]);
  expect(onAxis(reference, axis, data, "load.series", "kW").values[0]).toBe(7);
  expect(issueOf(() => onAxis(reference, axis, data, "price.series", "$/kWh"))).toEqual({ where: { path: "price.series", file: "load.csv" }, found: "load in kW", allowed: "a series in $/kWh" });
  expect(issueOf(() => onAxis({ file: "other.csv" }, axis, data, "load.series"))?.where).toEqual({ path: "load.series", file: "other.csv" });
});
