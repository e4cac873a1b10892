import * as z from "zod/mini";
import { choiceField, field, fieldRegistry, group, numberField, optionalField } from "../../field.ts";
import { parseStamp } from "./programme.ts";

const calledHours = z.strictObject({
  start: z.string().check(z.refine((text) => parseStamp(text) !== null, { error: "a time such as 2025-07-16T16:00" })).register(fieldRegistry, { title: "Start", help: "By the site's clock: 2025-07-16T16:00.", control: "text" }),
  durationHours: z.number().check(z.gte(0.05), z.lte(168)).register(fieldRegistry, { title: "Duration", help: "Of the call.", unit: "h", min: 0.05, max: 168 }),
});

const source = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("list"),
    events: field(z.array(calledHours).check(z.maxLength(1000)), { title: "Calls", help: "Start by the site's clock, and duration.", control: "json", default: [] }),
  }).register(fieldRegistry, { title: "List", help: "Calls that you name." }),
  z.strictObject({
    kind: z.literal("seeded"),
    by: choiceField(["price", "system-load", "heat", "random"], {
      title: "Called by", help: "Which days the grid is short on.", default: "heat", options: { "price": "Highest price", "system-load": "Highest system load", "heat": "Hottest days", "random": "Drawn" },
    }),
    perYear: numberField({ title: "Calls a year", help: "As far as the limits allow.", unit: "1/year", min: 0, max: 366, default: 3, step: 1, assumed: true, source: "Texas SB 6: none to three a year (not confirmed)." }),
    durationHours: numberField({ title: "Duration", help: "Of each call.", unit: "h", min: 0.25, max: 48, default: 4, step: 0.25, assumed: true, source: "Texas SB 6: 2 to 8 h (not confirmed)." }),
  }).register(fieldRegistry, { title: "Seeded", help: "Calls drawn from the seed." }),
]).register(fieldRegistry, { title: "Calls", help: "When the connection is cut back." });

/** A connection of which a part may be taken back in called hours: the import limit falls from firm + flexible to firm. */
export const nonFirmInputs = group({ title: "Non-firm connection", help: "The part of the import limit that the grid may take back in called hours. 0 means that all of it is firm." }, {
  flexibleKw: numberField({ title: "Non-firm part", help: "Of the import limit; what is left is firm.", unit: "kW", min: 0, max: 1e8, default: 0, log: true }),
  leftFraction: numberField({ title: "Left in a call", help: "Share of the non-firm part that may still be drawn in called hours.", unit: "%", min: 0, max: 1, default: 0, step: 0.05 }),
  calls: field(source, { title: "Calls", help: "When the connection is cut back.", default: { kind: "seeded", by: "heat", perYear: 3, durationHours: 4 } }),
  noticeMinutes: numberField({ title: "Notice", help: "Before the limit falls.", unit: "min", min: 0, max: 10_080, default: 30, step: 5, assumed: true, source: "Texas SB 6 says reasonable notice; 30 min is not confirmed." }),
  rampMinutes: numberField({ title: "Ramp", help: "Time in which the limit falls.", unit: "min", min: 0, max: 240, default: 0, step: 5 }),
  mostHoursPerYear: numberField({ title: "Hours a year", help: "Further calls are refused: the site is firm.", min: 0, max: 8784, default: 300, step: 10, assumed: true, source: "Curtailable connections in Great Britain: 100 to 300 h (not confirmed)." }),
  mostCallsPerYear: numberField({ title: "Most calls a year", help: "Further calls are refused.", min: 0, max: 366, default: 366, step: 1 }),
  leastHoursBetween: numberField({ title: "Between calls", help: "A call sooner after the last is refused.", min: 0, max: 720, default: 0, step: 1 }),
  firmAfterDate: optionalField(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: "a date such as 2027-01-01" })), { title: "Firm from", help: "Day from which all of it is firm, when the grid is reinforced.", control: "text" }),
  whenShort: choiceField(["unserved", "breach"], {
    title: "Where means do not suffice", help: "The load goes unserved, as behind a remote disconnect, or the limit is broken and paid for.", default: "unserved", options: { unserved: "Load goes unserved", breach: "Limit is broken" },
  }),
  breachPenaltyPerKwh: numberField({ title: "Penalty", help: "Per kWh drawn above the limit.", unit: "currency/kWh", min: 0, max: 1000, default: 0, step: 0.5 }),
  monthsSaved: numberField({ title: "Earlier by", help: "Months by which the flexible connection comes before the firm one.", unit: "months", min: 0, max: 240, default: 0, step: 1 }),
  marginPerKwMonth: numberField({ title: "Margin", help: "What a kW of connection earns the site a month: the value of coming earlier.", unit: "currency/kW-month", min: 0, max: 10_000, default: 0, step: 1 }),
});

export type NonFirmInputs = z.infer<typeof nonFirmInputs>;

/** What being called meant, over the run. */
export type NonFirmSettlement = {
  readonly calls: number;
  readonly refusedCalls: number;
  readonly hours: number;
  /** What doing nothing would have drawn above the limit in called hours, and its share of that run's energy. */
  readonly curtailedKwh: number;
  readonly curtailedFraction: number;
  /** How that was met, kWh. */
  readonly means: { readonly batteryKwh: number; readonly deferredKwh: number; readonly throttledKwh: number; readonly generatorKwh: number; readonly unservedKwh: number };
  readonly breachKwh: number;
  readonly penaltyCost: number;
  /** Months of earlier connection times margin. */
  readonly earlierConnectionRevenue: number;
};

/** Columns of a run that a non-firm connection is judged by. */
type Flows = { readonly importKw: Float64Array; readonly demandKw: Float64Array; readonly dischargeKw: Float64Array; readonly shedKw: Float64Array; readonly generatorKw: Float64Array; readonly unservedKw: Float64Array };

/**
 * @param limitKw the limit in called steps, Infinity elsewhere
 * @param passive the do-nothing run: what it drew and left unserved is what was asked for
 */
export function settleNonFirm(inputs: NonFirmInputs, limitKw: Float64Array, calls: number, refusedCalls: number, stepHours: number, run: Flows, passive: Flows): NonFirmSettlement {
  let [steps, asked, potential, breach] = [0, 0, 0, 0];
  const means = { batteryKwh: 0, deferredKwh: 0, throttledKwh: 0, generatorKwh: 0, unservedKwh: 0 };
  for (let i = 0; i < limitKw.length; i++) {
    const need = passive.importKw[i]! + passive.unservedKw[i]!;
    potential += need;
    if (limitKw[i] === Infinity) continue;
    steps++;
    let above = Math.max(0, need - limitKw[i]!);
    asked += above;
    breach += Math.max(0, run.importKw[i]! - limitKw[i]!);
    const take = (key: keyof typeof means, kw: number) => {
      const part = Math.min(above, Math.max(0, kw));
      means[key] += part * stepHours;
      above -= part;
    };
    take("batteryKwh", run.dischargeKw[i]!);
    take("deferredKwh", passive.demandKw[i]! - run.demandKw[i]!);
    take("throttledKwh", run.shedKw[i]!);
    take("generatorKwh", run.generatorKw[i]!);
    take("unservedKwh", run.unservedKw[i]!);
  }
  return {
    calls, refusedCalls, hours: steps * stepHours, curtailedKwh: asked * stepHours, curtailedFraction: potential > 0 ? asked / potential : 0, means,
    breachKwh: breach * stepHours, penaltyCost: breach * stepHours * inputs.breachPenaltyPerKwh, earlierConnectionRevenue: inputs.flexibleKw * inputs.monthsSaved * inputs.marginPerKwMonth,
  };
}
