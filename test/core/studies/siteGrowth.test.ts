import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { siteGrowth, siteGrowthInputs, type SiteGrowthInputs } from "../../../src/core/studies/siteGrowth.ts";

const example = z.parse(siteGrowthInputs, undefined);

test("four phases of 10 MW, one a year, pass 20 MW firm in month 24.8 and 35 MW with the flexible part in month 40.4", () => {
  const found = siteGrowth(example);
  expect(found.monthOverFirm).toBeCloseTo(24.8, 10);
  expect(found.monthOverWhole).toBeCloseTo(40.4, 10);
  expect(found.gainedMonths).toBeCloseTo(15.6, 10);
  expect(found.finalNeedMw).toBeCloseTo(37.5, 10);
  expect(found.strandedMw).toBeCloseTo(2.5, 10);
  expect(found.earlierMw).toBeCloseTo(15, 10);
});

test("a phase without a ramp passes the limit in its own month; a site within its connection never does", () => {
  const phases = [{ name: "", startMonth: 7, itMw: 30, rampMonths: 0, utilisationFraction: 1 }];
  expect(siteGrowth({ ...example, phases, pue: 1, firmMw: 20 }).monthOverFirm).toBe(7);
  expect(siteGrowth({ ...example, phases, pue: 1, firmMw: 30 })).toMatchObject({ monthOverFirm: null, monthOverWhole: null, strandedMw: 0, gainsAtLeastMonths: 0 });
});

test("a need that stands at the limit passes it in the month in which it begins to rise", () => {
  const full = { name: "", startMonth: 0, itMw: 20, rampMonths: 0, utilisationFraction: 1 };
  const phases = [full, { ...full, startMonth: 12, itMw: 10, rampMonths: 10 }];
  expect(siteGrowth({ ...example, phases, pue: 1, firmMw: 20, flexibleMw: 1 })).toMatchObject({ monthOverFirm: 12, monthOverWhole: 13 });
});

test("hours over a limit follow the swing of the load: flat, a year over it is all of its hours; a load at half and one and a half times its mean is over it half of them", () => {
  const inputs: SiteGrowthInputs = { ...example, phases: [{ name: "", startMonth: 0, itMw: 10, rampMonths: 0, utilisationFraction: 1 }], pue: 1, firmMw: 8, flexibleMw: 4, months: 12 };
  expect(siteGrowth(inputs).years[0]).toMatchObject({ hoursOverFirm: expect.closeTo(8766, 6) as number, hoursOverWhole: 0, mwhOverFirm: expect.closeTo(2 * 8766, 6) as number });
  expect(siteGrowth(inputs, [0.5, 1.5]).years[0]).toMatchObject({ hoursOverFirm: expect.closeTo(4383, 6) as number, hoursOverWhole: expect.closeTo(4383, 6) as number });
});

test("more connection never brings the limit sooner, and the need is the sum of the phases", () => {
  const phase = fc.record({ name: fc.constant(""), startMonth: fc.integer({ min: 0, max: 40 }), itMw: fc.integer({ min: 1, max: 40 }), rampMonths: fc.integer({ min: 0, max: 12 }), utilisationFraction: fc.constantFrom(0.5, 0.75, 1) });
  fc.assert(fc.property(fc.array(phase, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 }), (phases, firmMw, flexibleMw) => {
    const found = siteGrowth({ ...example, phases, firmMw, flexibleMw });
    if (found.monthOverFirm !== null) expect(found.monthOverWhole ?? Infinity).toBeGreaterThanOrEqual(found.monthOverFirm);
    else expect(found.monthOverWhole).toBeNull();
    found.needMw.forEach((mw, i) => { expect(found.phaseMw.reduce((sum, { needMw }) => sum + (needMw[i] ?? 0), 0)).toBeCloseTo(mw, 9); });
  }), { numRuns: 500 });
});
