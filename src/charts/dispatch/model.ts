import type { RunResult } from "../../core/result.ts";
import { column, hasColumn } from "../../core/time/frame.ts";
import type { ClockAxis } from "../../text/dates.ts";
import { callText } from "../../text/events.ts";
import { scaleFor } from "../../text/numbers.ts";
import type { Scale } from "../../text/numbers.ts";
import type { Pattern, Token } from "../mark.ts";
import { billedLevels } from "./billedLevel.ts";
import type { BilledLevel } from "./billedLevel.ts";

/** Everything that the time charts draw of a run, by the name that legend, readout and "hidden" use. */
export type SeriesId =
  | "import" | "discharge" | "generator" | "wind" | "pv" | "charge" | "export" | "demand" | "shed" | "unserved"
  | "it" | "deferrable" | "cooling" | "soc" | "price" | "carbon";

export type SeriesStyle = { readonly column: string; readonly token: Token; readonly swatch: "band" | "line" | "dash"; readonly pattern?: Pattern };

export const seriesStyles: Readonly<Record<SeriesId, SeriesStyle>> = {
  import: { column: "importKw", token: "q-import", swatch: "band" },
  discharge: { column: "dischargeKw", token: "q-discharge", swatch: "band" },
  generator: { column: "generatorKw", token: "q-generator", swatch: "band", pattern: "slash" },
  wind: { column: "windKw", token: "q-wind", swatch: "band" },
  pv: { column: "pvKw", token: "q-pv", swatch: "band" },
  charge: { column: "chargeKw", token: "q-charge", swatch: "band" },
  export: { column: "exportKw", token: "q-export", swatch: "band", pattern: "backslash" },
  demand: { column: "demandKw", token: "ink-1", swatch: "line" },
  shed: { column: "shedKw", token: "q-shed", swatch: "band", pattern: "dense" },
  unserved: { column: "unservedKw", token: "q-unserved", swatch: "band", pattern: "cross" },
  it: { column: "itKw", token: "q-it", swatch: "band" },
  deferrable: { column: "deferrableKw", token: "q-deferrable", swatch: "band" },
  cooling: { column: "coolingKw", token: "q-cooling", swatch: "band" },
  soc: { column: "socKwh", token: "q-soc", swatch: "line" },
  price: { column: "buyPerKwh", token: "q-price", swatch: "line" },
  carbon: { column: "averageCarbonGPerKwh", token: "q-carbon", swatch: "dash" },
};

export const supplyIds = ["import", "discharge", "generator", "wind", "pv"] as const satisfies readonly SeriesId[];
export const useIds = ["it", "deferrable", "cooling"] as const satisfies readonly SeriesId[];
export const belowIds = ["charge", "export"] as const satisfies readonly SeriesId[];
export const missedIds = ["shed", "unserved"] as const satisfies readonly SeriesId[];
export const signalIds = ["soc", "price", "carbon"] as const satisfies readonly SeriesId[];

/** What the reader chose to see: the window [from, to) in steps, which side is stacked, what is hidden. */
export type DispatchChoice = {
  readonly from: number;
  readonly to: number;
  readonly side?: "supply" | "demand";
  readonly hidden?: ReadonlySet<string>;
  /** Drawn in their own lane; those that called on the run where absent. */
  readonly events?: readonly ChartEvent[];
  /** Power range that the axis keeps while something is dragged, kW; it only widens. */
  readonly hold?: PowerRange | undefined;
  /** Without the lane of the year, as in a report. */
  readonly withoutBrush?: boolean;
};

export type PowerRange = { readonly lowKw: number; readonly highKw: number };
/** A called period [from, to) with what is asked: "Reduce by 1.5 MW, 17–20 h". */
export type ChartEvent = { readonly from: number; readonly to: number; readonly text: string };

export type DispatchModel = {
  readonly axis: ClockAxis;
  readonly from: number;
  readonly to: number;
  readonly side: "supply" | "demand";
  readonly hidden: ReadonlySet<string>;
  readonly values: Readonly<Record<SeriesId, Float64Array>>;
  /** Quantities that are not zero all through the run: what the site does not have has no row and no band. */
  readonly present: ReadonlySet<SeriesId>;
  readonly reason: Float64Array;
  /** Energy period of each step, an index into the names. */
  readonly period: Float64Array;
  readonly periodNames: readonly string[];
  /** 1 in the hours of the dearest energy period; empty where the tariff has but one. */
  readonly onPeak: Uint8Array;
  readonly levels: readonly BilledLevel[];
  readonly events: readonly ChartEvent[];
  readonly currency: string;
  /** One unit for the power of the whole run, whatever the window. */
  readonly powerUnit: Scale;
  readonly importLimitKw: number | null;
  readonly batteryKwh: number;
  readonly socMinKwh: number;
  readonly hold: PowerRange | undefined;
  readonly withoutBrush: boolean;
};

export function dispatchModel(result: RunResult, choice: DispatchChoice): DispatchModel {
  const { axis, frame, site } = result;
  const values = Object.fromEntries(Object.entries(seriesStyles).map(([id, style]) => [id, columnOf(result, style.column)])) as Record<SeriesId, Float64Array>;
  const { present, powerUnit } = runFacts(result, values);
  const length = frame.length;
  const from = Math.min(Math.max(0, Math.floor(choice.from)), length);
  const to = Math.min(Math.max(from, Math.ceil(choice.to)), length);
  return {
    axis: { ...axis, length }, from, to,
    side: choice.side ?? "supply", hidden: choice.hidden ?? new Set(),
    values, present, reason: columnOf(result, "batteryReason"), period: columnOf(result, "energyPeriod"), periodNames: site.periodNames,
    onPeak: onPeakMask(result, from, to), levels: billedLevels(result, from, to), events: choice.events ?? calledPeriods(result),
    currency: site.currency, powerUnit, importLimitKw: site.importLimitKw, batteryKwh: site.batteryKwh, socMinKwh: site.socMinKwh,
    hold: choice.hold, withoutBrush: choice.withoutBrush ?? false,
  };
}

type RunFacts = { readonly present: ReadonlySet<SeriesId>; readonly powerUnit: Scale };
/** True of a run whatever its window: found once, kept as long as the run's buffer. */
const known = new WeakMap<ArrayBuffer, RunFacts>();

function runFacts({ frame: { buffer } }: RunResult, values: DispatchModel["values"]): RunFacts {
  let facts = known.get(buffer);
  if (facts === undefined) {
    const present = new Set((Object.keys(values) as SeriesId[]).filter((id) => isEver(values[id])));
    facts = { present, powerUnit: scaleFor(Math.max(highest(values.import), highest(values.demand)), "kW") };
    known.set(buffer, facts);
  }
  return facts;
}

/** A plain loop: `some` calls back at each step of a year. */
function isEver(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true;
  return false;
}

/** The calls of programmes and connection, as they stand on the time axis. */
export function calledPeriods({ axis, response }: RunResult): readonly ChartEvent[] {
  return (response?.calls ?? []).map((call) => ({ from: call.step, to: call.step + call.steps, text: callText(call, axis) }));
}

/** An absent column is a quantity that is nought throughout. */
function columnOf({ frame }: RunResult, name: string): Float64Array {
  return hasColumn(frame, name) ? column(frame, name) : new Float64Array(frame.length);
}

/** Steps of the energy period that costs most on the mean of the window; a price that changes hour by hour has none. */
export function onPeakMask(result: RunResult, from: number, to: number): Uint8Array {
  const period = columnOf(result, "energyPeriod");
  const price = columnOf(result, "buyPerKwh");
  const count = result.site.periodNames.length;
  if (count < 2) return new Uint8Array(0);
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  for (let step = from; step < to; step++) {
    const index = period[step]!;
    sums[index] = sums[index]! + price[step]!;
    counts[index]!++;
  }
  const means = Array.from(sums, (sum, index) => (counts[index]! > 0 ? sum / counts[index]! : Number.NEGATIVE_INFINITY));
  const dearest = means.indexOf(Math.max(...means));
  if (means.filter((mean) => mean > Number.NEGATIVE_INFINITY).length < 2) return new Uint8Array(0);
  return Uint8Array.from({ length: to - from }, (_, i) => (period[from + i] === dearest ? 1 : 0));
}

function highest(values: Float64Array): number {
  let high = 0;
  for (const value of values) if (value > high) high = value;
  return high;
}
