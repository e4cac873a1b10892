import * as z from "zod/mini";
import { InputError } from "../../errors.ts";
import type { ScoreInput, ScoreOptions } from "./input.ts";

const series = z.array(z.number());
const oneOrSeries = z.union([z.number(), series]);
const caseSchema = z.strictObject({
  stepHours: z.number(), loadKw: series, generationKw: z.optional(series), passiveImportKw: series, passiveExportKw: z.optional(series), passiveUnservedKw: z.optional(series),
  importKw: series, exportKw: z.optional(series), lostKw: z.optional(series), unservedKw: z.optional(series), generatorKw: z.optional(series), gridOut: z.optional(series),
  price: oneOrSeries, sellPrice: z.optional(oneOrSeries), signal: z.optional(oneOrSeries), day: z.optional(series), month: z.optional(series),
  demandCharges: z.optional(z.array(z.strictObject({ rate: z.number(), mask: z.optional(series) }))),
  importLimitKw: z.optional(z.nullable(z.number())), exportLimitKw: z.optional(z.nullable(z.number())),
  battery: z.optional(z.nullable(z.strictObject({ dischargeKw: z.number(), chargeKw: z.number(), etaCharge: z.number(), etaDischarge: z.number(), floorKwh: z.number(), gridCharging: z.boolean() }))),
  socKwh: z.optional(series),
  deferrable: z.optional(z.array(z.strictObject({ arrivalKw: series, servedKw: series, windowHours: z.number(), maxServiceKw: z.number() }))),
  throttleable: z.optional(z.array(z.strictObject({ powerKw: series, curve: z.array(z.tuple([z.number(), z.number()])), minPowerFraction: z.number() }))),
  generator: z.optional(z.nullable(z.strictObject({ ratingKw: z.number(), startMinutes: z.optional(z.number()), permittedHours: z.number(), demandResponse: z.boolean() }))),
  events: z.optional(z.array(z.strictObject({ start: z.number(), steps: z.number(), reduceKw: z.optional(z.number()), capKw: z.optional(z.number()) }))),
  service: z.strictObject({ unservedKwh: z.number(), demandKwh: z.number(), missedKwh: z.number(), deferrableKwh: z.number(), lostKwh: z.number(), workKwh: z.number() }),
  carbon: z.optional(oneOrSeries),
  options: z.optional(z.record(z.string(), z.unknown())),
});

/** Reads a score case as plain JSON: one value a step unless a number says it for all. @throws InputError with the key that does not fit */
export function readScoreCase(json: unknown): { readonly input: ScoreInput; readonly options: Partial<ScoreOptions> } {
  const parsed = caseSchema.safeParse(json);
  if (!parsed.success) throw new InputError(parsed.error.issues.map(({ path, message }) => ({ where: { path: path.join(".") }, found: message, allowed: "a score case" })));
  const c = parsed.data;
  const length = c.loadKw.length;
  const fill = (value: number | readonly number[] | undefined, fallback: number): Float64Array =>
    typeof value === "object" ? Float64Array.from(value) : new Float64Array(length).fill(value ?? fallback);
  const perDay = Math.round(24 / c.stepHours);
  const price = fill(c.price, 0);
  const columns = { generationKw: c.generationKw, passiveImportKw: c.passiveImportKw, importKw: c.importKw, price: c.price, signal: c.signal, day: c.day, month: c.month };
  const wrong = Object.entries(columns).filter(([, value]) => typeof value === "object" && value.length !== length);
  if (wrong.length > 0) throw new InputError(wrong.map(([path, value]) => ({ where: { path }, found: `${(value as readonly number[]).length} values`, allowed: `${length}, one a step of loadKw` })));
  return {
    options: c.options ?? {},
    input: {
      stepHours: c.stepHours, loadKw: fill(c.loadKw, 0), generationKw: fill(c.generationKw, 0),
      day: c.day ?? Array.from({ length }, (_, step) => Math.floor(step / perDay)), month: c.month ?? new Uint8Array(length),
      passiveImportKw: fill(c.passiveImportKw, 0), passiveExportKw: fill(c.passiveExportKw, 0), passiveUnservedKw: fill(c.passiveUnservedKw, 0),
      importKw: fill(c.importKw, 0), exportKw: fill(c.exportKw, 0), lostKw: fill(c.lostKw, 0), unservedKw: fill(c.unservedKw, 0), generatorKw: fill(c.generatorKw, 0),
      gridOut: fill(c.gridOut, 0), price, sellPrice: fill(c.sellPrice, 0), signal: c.signal === undefined ? price : fill(c.signal, 0),
      demandCharges: (c.demandCharges ?? []).map(({ rate, mask }) => ({ ratePerKw: new Float64Array(120).fill(rate), applies: mask ?? new Uint8Array(length).fill(1) })),
      importLimitKw: c.importLimitKw ?? Infinity, exportLimitKw: c.exportLimitKw ?? Infinity,
      battery: c.battery ? { dischargeKw: c.battery.dischargeKw, chargeKw: c.battery.chargeKw, chargeEfficiency: c.battery.etaCharge, dischargeEfficiency: c.battery.etaDischarge, floorKwh: c.battery.floorKwh, gridCharging: c.battery.gridCharging } : undefined,
      socKwh: c.socKwh === undefined ? new Float64Array(length + 1) : Float64Array.from(c.socKwh),
      deferrable: (c.deferrable ?? []).map((queue) => ({ ...queue, arrivalKw: fill(queue.arrivalKw, 0), servedKw: fill(queue.servedKw, 0) })),
      throttleable: (c.throttleable ?? []).map((load) => ({ ...load, powerKw: fill(load.powerKw, 0) })),
      generator: c.generator ?? undefined,
      requests: c.events ?? [],
      service: c.service,
      ...(c.carbon === undefined ? {} : { carbonGPerKwh: fill(c.carbon, 0) }),
    },
  };
}
