import * as z from "zod/mini";
import { field, fieldRegistry, group, integerField, numberField } from "../field.ts";
import { mean } from "../maths/statistics.ts";
import { prepare } from "../prepare.ts";
import type { Question } from "./study.ts";

const phase = z.strictObject({
  name: z.string().check(z.maxLength(60)).register(fieldRegistry, { title: "Name", help: "As it stands in the chart." }),
  startMonth: z.number().check(z.gte(0), z.lte(600)).register(fieldRegistry, { title: "Energised", help: "Months after the first day of the plan.", unit: "months", min: 0, max: 600 }),
  itMw: z.number().check(z.gte(0), z.lte(10_000)).register(fieldRegistry, { title: "IT capacity", help: "That the phase adds.", unit: "MW", min: 0, max: 10_000 }),
  rampMonths: z.number().check(z.gte(0), z.lte(120)).register(fieldRegistry, { title: "Ramp", help: "Months from first power to full use, on a straight line.", unit: "months", min: 0, max: 120 }),
  utilisationFraction: z.number().check(z.gte(0), z.lte(1)).register(fieldRegistry, { title: "Use", help: "Share of the capacity that is drawn after the ramp.", unit: "%", min: 0, max: 1 }),
});

export const siteGrowthInputs = group({ title: "Site build-out", help: "Phases of a site against its firm and its flexible connection." }, {
  phases: field(z.array(phase).check(z.minLength(1), z.maxLength(60)), {
    title: "Phases", help: "In any order; each begins with its own month.", control: "json", assumed: true, source: "Example: 10 MW IT a year, six months of ramp to 75 %.",
    default: [0, 12, 24, 36].map((startMonth, i) => ({ name: `Phase ${i + 1}`, startMonth, itMw: 10, rampMonths: 6, utilisationFraction: 0.75 })),
  }),
  pue: numberField({ title: "PUE", help: "Facility power over IT power.", unit: "ratio", default: 1.25, min: 1, max: 3, step: 0.01, assumed: true }),
  firmMw: numberField({ title: "Firm connection", help: "Always there.", unit: "MW", default: 20, min: 0, max: 100_000 }),
  flexibleMw: numberField({ title: "Flexible connection", help: "May be curtailed.", unit: "MW", default: 15, min: 0, max: 100_000 }),
  months: integerField({ title: "Length of the plan", help: "Months shown.", unit: "months", default: 60, min: 1, max: 600 }),
  firstYear: integerField({ title: "First year", help: "Calendar year of month 0.", unit: "year", default: 2026, min: 2000, max: 2100 }),
});
export type SiteGrowthInputs = z.output<typeof siteGrowthInputs>;

export type SiteGrowth = {
  /** One value a month, at its end; MW at the meter. */
  readonly needMw: readonly number[];
  readonly phaseMw: readonly { readonly name: string; readonly needMw: readonly number[] }[];
  readonly firmMw: number;
  readonly wholeMw: number;
  /** Months after the first day, with a fraction; null where the plan ends before. */
  readonly monthOverFirm: number | null;
  readonly monthOverWhole: number | null;
  /** Months that the flexible part gains: null where the firm part is enough, or the whole is never exceeded within the plan (then `gainsAtLeastMonths`). */
  readonly gainedMonths: number | null;
  readonly gainsAtLeastMonths: number;
  readonly finalNeedMw: number;
  /** Built and wanted, but beyond the connection at the end of the plan. */
  readonly strandedMw: number;
  /** Need above the firm part that the flexible part carries at the end: capacity that comes early by accepting curtailment. */
  readonly earlierMw: number;
  readonly years: readonly { readonly year: number; readonly hoursOverFirm: number; readonly hoursOverWhole: number; readonly mwhOverFirm: number; readonly mwhOverWhole: number; readonly peakNeedMw: number }[];
};

const HOURS_PER_MONTH = 730.5;

/**
 * When does a site outgrow its connection? need = Σ itMw · use · ramp · PUE.
 * @param shape the run's load over its mean, one value a step: hours over a limit then follow the swing of the site; absent, the need is flat within a month
 */
export function siteGrowth(inputs: SiteGrowthInputs, shape: ArrayLike<number> = [1]): SiteGrowth {
  const { phases, pue, firmMw, flexibleMw, months, firstYear } = inputs;
  const wholeMw = firmMw + flexibleMw;
  const ofPhase = ({ startMonth, itMw, rampMonths, utilisationFraction }: SiteGrowthInputs["phases"][number], month: number): number => {
    if (month < startMonth) return 0;
    const ramp = rampMonths === 0 ? 1 : Math.min(1, (month - startMonth) / rampMonths);
    return itMw * utilisationFraction * ramp * pue;
  };
  const need = (month: number) => phases.reduce((sum, one) => sum + ofPhase(one, month), 0);
  // The need is straight between these months.
  const knots = [...new Set([0, months, ...phases.flatMap(({ startMonth, rampMonths }) => [startMonth, startMonth + rampMonths])])].filter((month) => month <= months).sort((a, b) => a - b);
  const firstOver = (limitMw: number): number | null => {
    for (const [k, month] of knots.entries()) {
      if (need(month) > limitMw) {
        const before = knots[k - 1] ?? month;
        const low = need(before);
        if (k === 0) return month;
        // A phase without a ramp jumps at its knot.
        const rise = beforeJump(month) - low;
        return beforeJump(month) > limitMw ? before + ((limitMw - low) / rise) * (month - before) : month;
      }
    }
    return null;
  };
  const beforeJump = (month: number) => need(month) - phases.reduce((sum, one) => sum + (one.rampMonths === 0 && one.startMonth === month ? one.itMw * one.utilisationFraction * pue : 0), 0);
  const [monthOverFirm, monthOverWhole] = [firstOver(firmMw), firstOver(wholeMw)];
  const ends = Array.from({ length: months }, (_, i) => i + 1);
  const finalNeedMw = need(months);
  const years = Array.from({ length: Math.ceil(months / 12) }, (_, y) => {
    const total = { hoursOverFirm: 0, hoursOverWhole: 0, mwhOverFirm: 0, mwhOverWhole: 0, peakNeedMw: 0 };
    for (let m = y * 12; m < Math.min(months, (y + 1) * 12); m++) {
      const mw = need(m + 0.5);
      const overFirm = overLimit(mw, firmMw, shape);
      const overWhole = overLimit(mw, wholeMw, shape);
      total.hoursOverFirm += overFirm.hours;
      total.mwhOverFirm += overFirm.mwh;
      total.hoursOverWhole += overWhole.hours;
      total.mwhOverWhole += overWhole.mwh;
      total.peakNeedMw = Math.max(total.peakNeedMw, need(m + 1));
    }
    return { year: firstYear + y, ...total };
  });
  return {
    needMw: ends.map(need), phaseMw: phases.map((one) => ({ name: one.name, needMw: ends.map((month) => ofPhase(one, month)) })), firmMw, wholeMw,
    monthOverFirm, monthOverWhole,
    gainedMonths: monthOverFirm !== null && monthOverWhole !== null ? monthOverWhole - monthOverFirm : null,
    gainsAtLeastMonths: monthOverFirm === null ? 0 : (monthOverWhole ?? months) - monthOverFirm,
    finalNeedMw, strandedMw: Math.max(0, finalNeedMw - wholeMw), earlierMw: Math.max(0, Math.min(finalNeedMw, wholeMw) - firmMw), years,
  };
}

/** A build-out whose load swings as the scenario's does. */
export function siteGrowthOf({ scenario, inputs, seed, data }: Question<SiteGrowthInputs>): SiteGrowth {
  const { itKw } = prepare(scenario, { seed, data }).load;
  const meanKw = mean(itKw);
  return siteGrowth(inputs, meanKw > 0 ? itKw.map((kw) => kw / meanKw) : [1]);
}

function overLimit(needMw: number, limitMw: number, shape: ArrayLike<number>): { readonly hours: number; readonly mwh: number } {
  let [steps, mw] = [0, 0];
  for (let i = 0; i < shape.length; i++) {
    const over = needMw * shape[i]! - limitMw;
    if (over <= 0) continue;
    steps++;
    mw += over;
  }
  const share = HOURS_PER_MONTH / Math.max(1, shape.length);
  return { hours: steps * share, mwh: mw * share };
}
