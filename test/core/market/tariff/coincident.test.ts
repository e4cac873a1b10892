import { describe, expect, test } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { axisOf, billOf, flat, signalsOf } from "../billing.ts";

const axis = axisOf({ year: 2025, stepMinutes: 15, clock: "civil", timeZone: "America/Chicago" });
/** Warmest on one weekday of each month, and hotter still on the Saturday after. */
const hottest = ["2025-06-18", "2025-07-16", "2025-08-20", "2025-09-03"];
const dayOf = (date: string) => Math.round((Date.parse(date) - Date.UTC(2025, 0, 1)) / 86_400_000);
const temperatureC = Float64Array.from(axis.day, (day) => {
  if (hottest.some((date) => dayOf(date) + 3 === day)) return 45;
  if (hottest.some((date) => dayOf(date) === day)) return 40;
  return 30 - ((day * 7) % 11);
});
const peakSteps = hottest.map((date) => (axis.dayStart[dayOf(date)] as number) + 16 * 4);
const fourCp = { label: "4CP", ratePerKwYear: 70, peaks: { kind: "hottest-weekday", months: [6, 7, 8, 9], hour: 16 } };

describe("four coincident peaks on the hottest working days", () => {
  test("the tag is the mean import of those hours, a twelfth of its charge in each month", () => {
    const importKw = flat(axis, 20_000);
    for (const step of peakSteps) importKw.fill(8000, step, step + 4);
    const bill = billOf(axis, { tariff: { coincident: [fourCp] }, temperatureC }, { importKw });
    expect(bill.coincident).toBeCloseTo(8000 * 70, 6);
    expect(bill.months[0]?.coincident).toBeCloseTo((8000 * 70) / 12, 6);
    expect(bill.notes.join(" ")).toContain("assumed to peak on the hottest working day");
  });

  test("a tag of the year before is billed in its place", () => {
    const bill = billOf(axis, { tariff: { coincident: [{ ...fourCp, priorTagKw: 5000 }] }, temperatureC }, { importKw: flat(axis, 20_000) });
    expect(bill.coincident).toBeCloseTo(5000 * 70, 6);
    expect(signalsOf(axis, { tariff: { coincident: [{ ...fourCp, priorTagKw: 5000 }] }, temperatureC }).demandCharges).toEqual([]);
  });

  test("strategies see alerts, more than there are peaks, and never which of them it was", () => {
    const alerts = (recallFraction: number, seed: string) => signalsOf(axis, { tariff: { coincident: [{ ...fourCp, recallFraction }] }, temperatureC, seed }).demandCharges[0];
    const foreseen = alerts(1, "a");
    expect(foreseen?.applies.reduce((sum, step) => sum + step, 0)).toBe(4 * 5 * 4);
    expect(peakSteps.map((step) => foreseen?.applies[step])).toEqual([1, 1, 1, 1]);
    expect([...(foreseen?.ratePerKw ?? [])]).toEqual([0, 0, 0, 0, 0, 17.5, 17.5, 17.5, 17.5, 0, 0, 0]);
    expect(peakSteps.map((step) => alerts(0, "a")?.applies[step])).toEqual([0, 0, 0, 0]);
    const seen = Array.from({ length: 100 }, (_, seed) => peakSteps.filter((step) => alerts(0.75, `s${seed}`)?.applies[step] === 1).length / 4);
    expect(Math.abs(seen.reduce((sum, share) => sum + share, 0) / 100 - 0.75)).toBeLessThan(0.08);
  });

  test("typed intervals have alerts at the same hour of other working days of their month", () => {
    const stamps = { ...fourCp, recallFraction: 1, peaks: { kind: "stamps", starts: ["2025-06-18T16:45"] }, intervalMinutes: 15 };
    const applies = signalsOf(axis, { tariff: { coincident: [stamps] } }).demandCharges[0]?.applies ?? new Uint8Array();
    const steps = [...applies.keys()].filter((i) => applies[i] === 1);
    expect(steps).toHaveLength(5);
    expect(new Set(steps.map((i) => `${axis.month[i]} ${axis.hour[i]}:${axis.minute[i]}`))).toEqual(new Set(["5 16:45"]));
    expect(steps.every((i) => (axis.weekday[i] as number) < 5)).toBe(true);
  });

  test("intervals outside the run are left out, and the bill says so", () => {
    const stamps = { label: "CP", ratePerKwYear: 12, peaks: { kind: "stamps", starts: ["2025-06-18T16:00", "2026-06-18T16:00"] } };
    const bill = billOf(axis, { tariff: { coincident: [stamps] } }, { importKw: flat(axis, 100) });
    expect(bill.coincident).toBeCloseTo(1200, 9);
    expect(bill.notes).toContain("CP: 1 of 2 intervals lie outside the run and are not counted.");
  });

  test("without a temperature the rule is refused by its path", () => {
    expect(() => billOf(axis, { tariff: { coincident: [fourCp] } }, { importKw: flat(axis, 1) })).toThrow(InputError);
    expect(() => billOf(axis, { tariff: { coincident: [fourCp] } }, { importKw: flat(axis, 1) })).toThrow("tariff.coincident[0].peaks.kind");
  });
});
