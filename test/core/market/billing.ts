import { checkInputs } from "../../../src/core/check.ts";
import { carbonInputs } from "../../../src/core/market/carbon.ts";
import { marketSignals, prepareMarket, settleBill } from "../../../src/core/market/market.ts";
import { priceInputs } from "../../../src/core/market/price.ts";
import type { Bill, MarketSignals, Meter } from "../../../src/core/market/signals.ts";
import { tariffInputs } from "../../../src/core/market/tariff/inputs.ts";
import { makeAxis } from "../../../src/core/time/axis.ts";
import type { Axis, AxisInputs } from "../../../src/core/time/axis.ts";
import type { DataFiles } from "../../../src/core/time/series.ts";

export type Market = { readonly tariff?: unknown; readonly price?: unknown; readonly carbon?: unknown; readonly data?: DataFiles; readonly temperatureC?: Float64Array; readonly seed?: string };

/** A year from 1 January on the standard clock of no place in particular, unless said otherwise. */
export function axisOf({ year = 2018, stepMinutes = 60, days = 365, clock = "standard", timeZone = "Etc/UTC", start }: {
  readonly year?: number; readonly stepMinutes?: number; readonly days?: number; readonly clock?: string; readonly timeZone?: string; readonly start?: string;
}): Axis {
  return makeAxis({ start: start ?? `${year}-01-01`, timeZone, stepMinutes, days, clock } as AxisInputs);
}

export function marketOf(axis: Axis, { tariff = {}, price = {}, carbon = {}, data = new Map(), temperatureC, seed = "1" }: Market) {
  const inputs = { tariff: checkInputs(tariffInputs, tariff, ["tariff"]), price: checkInputs(priceInputs, price, ["price"]), carbon: checkInputs(carbonInputs, carbon, ["carbon"]) };
  return prepareMarket(inputs, { axis, currency: "USD", seed, data, temperatureC });
}

export function billOf(axis: Axis, market: Market, meter: Pick<Meter, "importKw"> & Partial<Meter>): Bill {
  return settleBill(marketOf(axis, market), { exportKw: new Float64Array(axis.length), ...meter });
}

export function signalsOf(axis: Axis, market: Market, idle?: Meter): MarketSignals {
  return marketSignals(marketOf(axis, market), idle);
}

export function flat(axis: Axis, kw: number): Float64Array {
  return new Float64Array(axis.length).fill(kw);
}

/** 12×24: one value everywhere, or by weekday hour. */
export function everyMonth(of: (hour: number, month: number) => number): number[][] {
  return Array.from({ length: 12 }, (_, month) => Array.from({ length: 24 }, (__, hour) => of(hour, month)));
}

/** A rate with no more than one energy price. */
export function plainRate(perKwh: number, more: object = {}): object {
  return { energyratestructure: [[{ rate: perKwh }]], ...more };
}
