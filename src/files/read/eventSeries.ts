import { InputError } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time/civil.ts";
import type { GridMessage, Series } from "../../core/time/series.ts";

/** Units of signals that are series, by their names in capitals. GHG is marginal and in g/kWh (OpenADR 3.1 Definition, payload types). */
const UNITS: Readonly<Record<string, string>> = { PRICE: "$/kWh", ELECTRICITY_PRICE: "$/kWh", ENERGY_PRICE: "$/kWh", EXPORT_PRICE: "$/kWh", GHG: "g/kWh" };

/**
 * A signal of a file of events as a series, for a scenario that takes its price or carbon from it: on the longest step that all its intervals keep, NaN where no interval lies.
 * @throws InputError where no such signal is in the file, or its intervals keep no common minute
 */
export function seriesOfSignal(messages: readonly GridMessage[], name: string, file: string): Series {
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file, path: "column" }, found, allowed }]); };
  const signals = messages.filter(({ status, isTest }) => status !== "cancelled" && isTest !== true).flatMap((message) => message.signals);
  const intervals = signals.filter((signal) => signal.name === name).flatMap((signal) => signal.intervals);
  const unit = UNITS[name.toUpperCase()];
  if (unit === undefined) return refuse(name, `a price or GHG: ${Object.keys(UNITS).join(", ")}`);
  if (intervals.length === 0) return refuse(name, `one of ${[...new Set(signals.map((signal) => signal.name))].join(", ")}`);
  const spans = intervals.map(({ start, durationMinutes, value }) => ({ fromMinute: Date.parse(start) / MINUTE_MS, minutes: durationMinutes ?? 0, value }));
  const first = Math.min(...spans.map(({ fromMinute }) => fromMinute));
  const step = spans.reduce((common, { fromMinute, minutes }) => divisor(divisor(common, minutes), fromMinute - first), 0);
  if (!(step >= 1)) return refuse(`intervals of ${name} without a common length`, "intervals of whole minutes");
  const end = Math.max(...spans.map(({ fromMinute, minutes }) => fromMinute + minutes));
  const values = new Float64Array(Math.round((end - first) / step)).fill(Number.NaN);
  for (const { fromMinute, minutes, value } of spans) values.fill(value, (fromMinute - first) / step, (fromMinute - first + minutes) / step);
  return { name, unit, startMs: first * MINUTE_MS, stepMinutes: step, values, typicalYear: false, utcOffsetMinutes: 0 };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
