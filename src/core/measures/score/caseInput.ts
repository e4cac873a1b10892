import * as z from "zod/mini";
import { InputError, type Issue } from "../../errors.ts";
import type { ScoreInput, ScoreOptions } from "./input.ts";

const series = z.array(z.number());
/** One value a step, or one for all. */
const column = z.union([z.number(), series]);
const caseSchema = z.strictObject({
  stepHours: z.number().check(z.gt(0)), loadKw: series.check(z.minLength(1)), generationKw: z.optional(column), passiveImportKw: column, passiveExportKw: z.optional(column), passiveUnservedKw: z.optional(column),
  importKw: column, exportKw: z.optional(column), lostKw: z.optional(column), unservedKw: z.optional(column), generatorKw: z.optional(column), gridOut: z.optional(column),
  price: column, sellPrice: z.optional(column), signal: z.optional(column), day: z.optional(series), month: z.optional(series),
  demandCharges: z.optional(z.array(z.strictObject({ rate: z.number(), mask: z.optional(series) }))),
  importLimitKw: z.optional(z.number()), exportLimitKw: z.optional(z.number()),
  battery: z.optional(z.strictObject({ dischargeKw: z.number(), chargeKw: z.number(), etaCharge: z.number(), etaDischarge: z.number(), floorKwh: z.number(), gridCharging: z.boolean() })),
  socKwh: z.optional(series),
  deferrable: z.optional(z.array(z.strictObject({ arrivalKw: column, servedKw: column, windowHours: z.number(), maxServiceKw: z.number() }))),
  throttleable: z.optional(z.array(z.strictObject({ powerKw: column, curve: z.array(z.tuple([z.number(), z.number()])), minPowerFraction: z.number() }))),
  generator: z.optional(z.strictObject({ ratingKw: z.number(), startMinutes: z.optional(z.number()), permittedHours: z.number(), demandResponse: z.boolean() })),
  events: z.optional(z.array(z.strictObject({ start: z.int().check(z.gte(0)), steps: z.int().check(z.gte(1)), reduceKw: z.optional(z.number()), capKw: z.optional(z.number()) }))),
  service: z.strictObject({ unservedKwh: z.number(), demandKwh: z.number(), missedKwh: z.number(), deferrableKwh: z.number(), lostKwh: z.number(), workKwh: z.number() }),
  carbon: z.optional(column),
  options: z.optional(z.record(z.string(), z.unknown())),
});

type ScoreCase = z.infer<typeof caseSchema>;

/**
 * Reads a score case as plain JSON: one value a step unless a number says it for all; null is as if the key were left out.
 * @throws InputError with the keys that do not fit
 */
export function readScoreCase(json: unknown): { readonly input: ScoreInput; readonly options: Partial<ScoreOptions> } {
  const parsed = caseSchema.safeParse(withoutNulls(json));
  if (!parsed.success) throw new InputError(parsed.error.issues.map(({ path, message }) => ({ where: { path: path.join(".") }, found: message, allowed: "a score case" })));
  const c = parsed.data;
  const length = c.loadKw.length;
  const wrong = lengthIssues(c, length);
  if (wrong.length > 0) throw new InputError(wrong);
  const fill = (value: number | readonly number[] | undefined, fallback = 0): Float64Array => (typeof value === "object" ? Float64Array.from(value) : new Float64Array(length).fill(value ?? fallback));
  const perDay = Math.round(24 / c.stepHours);
  const month = c.month ?? Array<number>(length).fill(0);
  const months = month.reduce((highest, m) => Math.max(highest, m), 0) + 1;
  const price = fill(c.price);
  return {
    options: c.options ?? {},
    input: {
      stepHours: c.stepHours, loadKw: fill(c.loadKw), generationKw: fill(c.generationKw),
      day: c.day ?? Array.from({ length }, (_, step) => Math.floor(step / perDay)), month,
      passiveImportKw: fill(c.passiveImportKw), passiveExportKw: fill(c.passiveExportKw), passiveUnservedKw: fill(c.passiveUnservedKw),
      importKw: fill(c.importKw), exportKw: fill(c.exportKw), lostKw: fill(c.lostKw), unservedKw: fill(c.unservedKw), generatorKw: fill(c.generatorKw),
      gridOut: fill(c.gridOut), price, sellPrice: fill(c.sellPrice), signal: c.signal === undefined ? price : fill(c.signal),
      demandCharges: (c.demandCharges ?? []).map(({ rate, mask }) => ({ ratePerKw: new Float64Array(months).fill(rate), applies: mask ?? new Uint8Array(length).fill(1) })),
      importLimitKw: c.importLimitKw ?? Infinity, exportLimitKw: c.exportLimitKw ?? Infinity,
      battery: c.battery ? { dischargeKw: c.battery.dischargeKw, chargeKw: c.battery.chargeKw, chargeEfficiency: c.battery.etaCharge, dischargeEfficiency: c.battery.etaDischarge, floorKwh: c.battery.floorKwh, gridCharging: c.battery.gridCharging } : undefined,
      socKwh: c.socKwh === undefined ? new Float64Array(length + 1) : Float64Array.from(c.socKwh),
      deferrable: (c.deferrable ?? []).map((queue) => ({ ...queue, arrivalKw: fill(queue.arrivalKw), servedKw: fill(queue.servedKw) })),
      throttleable: (c.throttleable ?? []).map((load) => ({ ...load, powerKw: fill(load.powerKw) })),
      generator: c.generator,
      requests: c.events ?? [],
      service: c.service,
      ...(c.carbon === undefined ? {} : { carbonGPerKwh: fill(c.carbon) }),
    },
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null).map(([key, one]) => [key, withoutNulls(one)]));
}

/** Every column has one value a step; the state of charge one more, the end's. */
function lengthIssues({ socKwh, demandCharges = [], deferrable = [], throttleable = [], ...rest }: ScoreCase, length: number): Issue[] {
  const columns: [path: string, value: unknown][] = [
    ...Object.entries(rest).filter(([key]) => key !== "events" && key !== "options"),
    ...demandCharges.map(({ mask }, k): [string, unknown] => [`demandCharges.${k}.mask`, mask]),
    ...deferrable.flatMap(({ arrivalKw, servedKw }, k): [string, unknown][] => [[`deferrable.${k}.arrivalKw`, arrivalKw], [`deferrable.${k}.servedKw`, servedKw]]),
    ...throttleable.map(({ powerKw }, k): [string, unknown] => [`throttleable.${k}.powerKw`, powerKw]),
  ];
  const issues = columns.flatMap(([path, value]): Issue[] => (Array.isArray(value) && value.length !== length ? [{ where: { path }, found: `${value.length} values`, allowed: `${length}, one a step of loadKw` }] : []));
  return socKwh !== undefined && socKwh.length !== length + 1 ? [...issues, { where: { path: "socKwh" }, found: `${socKwh.length} values`, allowed: `${length + 1}, the state before each step and at the end` }] : issues;
}
