import type { Warning } from "../errors.ts";
import type { Axis } from "../time/axis.ts";
import type { DataFiles } from "../time/series.ts";
import { prepareCarbon, type CarbonInputs, type PreparedCarbon } from "./carbon.ts";
import { preparePrice, type PriceInputs } from "./price.ts";
import type { Bill, DemandCharge, MarketSignals, Meter } from "./signals.ts";
import type { TariffInputs } from "./tariff/inputs.ts";
import { prepareTariff, type PreparedTariff } from "./tariff/prepareTariff.ts";
import { readMeter } from "./tariff/readings.ts";
import { billingDemand, settleTariff } from "./tariff/settleTariff.ts";

/** The three groups of a scenario that say what comes over the wire. */
export type MarketInputs = { readonly tariff: TariffInputs; readonly price: PriceInputs; readonly carbon: CarbonInputs };

export type MarketContext = {
  readonly axis: Axis;
  /** ISO 4217, as the scenario's site has it. */
  readonly currency: string;
  readonly seed: string;
  readonly data: DataFiles;
  /** °C, one value a step: coincident peaks may be taken from the hottest days. */
  readonly temperatureC?: Float64Array | undefined;
};

/** Tariff, price and carbon on one axis. It depends on no flow of the site. */
export type PreparedMarket = { readonly tariff: PreparedTariff; readonly carbon: PreparedCarbon; readonly warnings: readonly Warning[] };

/** Throws `InputError` for a record that cannot be billed, and for a file that is absent or does not cover the run. */
export function prepareMarket(inputs: MarketInputs, context: MarketContext): PreparedMarket {
  const price = preparePrice(inputs.price, context);
  const tariff = prepareTariff(inputs.tariff, { ...context, price });
  const carbon = prepareCarbon(inputs.carbon, context);
  const unpriced: Warning[] = tariff.rules.length === 0 ? [{ code: "nothingPriced", values: {} }] : [];
  return { tariff, carbon, warnings: [...unpriced, ...(price?.warnings ?? []), ...carbon.warnings] };
}

/**
 * What policies may know: the price of one more kWh and kW in each step, and the carbon of the grid.
 * @param idle meter of the site where nothing is done: tells the tier that a month's last kWh and kW fall in; without it the last tier
 */
export function marketSignals({ tariff: { basis, rules }, carbon }: PreparedMarket, idle?: Meter): MarketSignals {
  const { axis, energyPeriod, energyPeriods } = basis;
  const readings = idle && readMeter(basis, idle);
  const buyPerKwh = new Float64Array(axis.length);
  const sellPerKwh = new Float64Array(axis.length);
  const demandCharges: DemandCharge[] = [];
  const draft = { buyPerKwh, sellPerKwh, demandCharges, idle: readings && { readings, billingKw: billingDemand(basis, readings) } };
  for (const rule of rules) rule.signal?.(draft);
  return {
    buyPerKwh, sellPerKwh, demandCharges,
    period: energyPeriod,
    periodNames: Array.from({ length: energyPeriods }, (_, period) => (energyPeriods > 1 ? `Period ${period + 1}` : "All hours")),
    averageCarbonGPerKwh: carbon.averageGPerKwh, marginalCarbonGPerKwh: carbon.marginalGPerKwh,
  };
}

/** The bill of what the meter saw: a line for each charge and month. */
export function settleBill({ tariff }: PreparedMarket, meter: Meter): Bill {
  return settleTariff(tariff, meter);
}
