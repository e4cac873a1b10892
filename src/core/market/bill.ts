import { checkInputs } from "../check.ts";
import { InputError } from "../errors.ts";
import { MINUTE_MS, utcText } from "../time/civil.ts";
import type { Series } from "../time/series.ts";
import { axisOfSeries, onWholeDays } from "../time/wholeDays.ts";
import { carbonInputs } from "./carbon.ts";
import { prepareMarket, settleBill } from "./market.ts";
import { priceInputs } from "./price.ts";
import type { Bill, Meter } from "./signals.ts";
import { tariffInputs } from "./tariff/inputs.ts";

export type BillOptions = {
  /** Clock of the tariff: an IANA zone, or a fixed one. */
  readonly timeZone: string;
  /** Gross generation, kW, at least over the load's time; buy-all-sell-all bills it on a meter of its own. */
  readonly generation?: Series | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** Where load and generation come from, for messages. */
  readonly files?: { readonly load: string; readonly generation?: string | undefined } | undefined;
};

export type BilledLoad = Bill & {
  readonly stepMinutes: number;
  /** Steps of the first and last civil day that the load does not hold: they count as 0 kW. */
  readonly stepsWithout: number;
};

/**
 * What a measured load costs under a tariff, without a simulation: whole civil days, a line for each charge and month.
 * @param load kW, mean of each interval; negative where the site gives
 * @param tariff inputs as a scenario has them under `tariff`: at least `{ urdb: record }`; the rest takes its defaults
 * @throws InputError for a tariff that cannot be billed, and a load that its hours cannot be told of
 */
export function bill(load: Series, tariff: unknown, { timeZone, generation, currency = "USD", files = { load: load.name, generation: generation?.name } }: BillOptions): BilledLoad {
  const axis = axisOfSeries(load, timeZone, files.load);
  const { kw: loadKw, stepsWithout } = onWholeDays(load, axis, files.load);
  if (generation !== undefined) checkCovers(generation, load, files.generation ?? generation.name);
  const generationKw = generation && onWholeDays(generation, axis, files.generation ?? generation.name).kw;
  const market = prepareMarket({ tariff: checkInputs(tariffInputs, tariff, ["tariff"]), price: checkInputs(priceInputs, {}), carbon: checkInputs(carbonInputs, {}) }, { axis, currency, seed: "0", data: new Map() });
  if (market.tariff.basis.metering === "buy-all-sell-all" && generationKw === undefined) {
    throw new InputError([{ where: { path: "generation" }, found: "nothing", allowed: "the gross generation (--generation FILE): buy-all-sell-all bills it on a meter of its own" }]);
  }
  return { ...settleBill(market, meterOf(loadKw, generationKw)), stepMinutes: axis.stepMinutes, stepsWithout };
}

/** Load less generation at one meter: what is drawn, and what is given. */
function meterOf(loadKw: Float64Array, generationKw: Float64Array | undefined): Meter {
  const net = generationKw === undefined ? loadKw : loadKw.map((kw, i) => kw - (generationKw[i] as number));
  return { importKw: net.map((kw) => Math.max(0, kw)), exportKw: net.map((kw) => Math.max(0, -kw)), generationKw };
}

/** Throws `InputError` where a series does not hold every instant of another, which it is to be billed with. */
function checkCovers(series: Series, other: Series, path: string): void {
  const endOf = ({ startMs, values, stepMinutes }: Series) => startMs + values.length * stepMinutes * MINUTE_MS;
  if (series.startMs <= other.startMs && endOf(series) >= endOf(other)) return;
  throw new InputError([{ where: { file: path }, found: `${utcText(series.startMs)} to ${utcText(endOf(series))}`, allowed: `all of the load's time, ${utcText(other.startMs)} to ${utcText(endOf(other))}` }]);
}
