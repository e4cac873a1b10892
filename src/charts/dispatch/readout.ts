import { figure, percent, price, priceUnit, scaled } from "../../text/numbers.ts";
import { strings } from "../../text/strings.ts";
import type { Pattern, Token } from "../mark.ts";
import { belowIds, missedIds, seriesStyles, supplyIds, useIds } from "./model.ts";
import type { DispatchModel, SeriesId } from "./model.ts";

/** One row of the legend that is the readout: swatch, name, value at the cursor. */
export type ReadoutRow = {
  readonly id: SeriesId;
  readonly name: string;
  readonly token: Token;
  readonly swatch: "band" | "line" | "dash";
  readonly pattern?: Pattern;
  readonly value: string;
  readonly unit: string;
  readonly isHidden: boolean;
};

export type ReadoutSum = { readonly name: string; readonly value: string; readonly unit: string };
export type Readout = { readonly supply: readonly ReadoutRow[]; readonly supplySum: ReadoutSum; readonly use: readonly ReadoutRow[]; readonly useSum: ReadoutSum; readonly signals: readonly ReadoutRow[] };

/**
 * Values of a step, each group with its sum: import, discharge, generation = served + charge + export. Without a cursor
 * the means of the window stand there.
 */
export function dispatchReadout(model: DispatchModel, step: number | null): Readout {
  const at = (id: SeriesId): number => (step === null ? meanOf(model.values[id], model.from, model.to) : model.values[id][step] ?? Number.NaN);
  const supplyPresent = supplyIds.filter((id) => model.present.has(id));
  const usePresent = [...useIds, ...belowIds, ...missedIds].filter((id) => model.present.has(id));
  const scale = model.powerUnit;
  const row = (id: SeriesId): ReadoutRow => rowOf(model, id, scaled(at(id), scale), scale.unit);
  const sum = (ids: readonly SeriesId[]): number => ids.reduce((all, id) => all + at(id), 0);
  return {
    supply: supplyPresent.map(row),
    supplySum: { name: strings.charts.sum, value: scaled(sum(supplyPresent), scale), unit: scale.unit },
    use: usePresent.map(row),
    useSum: { name: strings.quantities.demand, value: scaled(at("demand"), scale), unit: scale.unit },
    signals: signalRows(model, at, step),
  };
}

function signalRows(model: DispatchModel, at: (id: SeriesId) => number, step: number | null): ReadoutRow[] {
  const rows: ReadoutRow[] = [];
  if (model.batteryKwh > 0) rows.push(rowOf(model, "soc", percent(at("soc") / model.batteryKwh, 0).slice(0, -2), "%"));
  if (model.present.has("price")) {
    const { value } = price(at("price"), model.currency);
    rows.push({ ...rowOf(model, "price", value, priceUnit(model.currency).unit), name: priceName(model, step) });
  }
  if (model.present.has("carbon")) rows.push(rowOf(model, "carbon", figure(at("carbon")), "g/kWh"));
  return rows;
}

/** "Price, on-peak": the period by its name where the tariff has periods. */
function priceName({ period, periodNames }: DispatchModel, step: number | null): string {
  const name = step === null || periodNames.length < 2 ? undefined : periodNames[period[step] ?? -1];
  return name === undefined ? strings.quantities.price : `${strings.quantities.price}, ${/^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name}`;
}

function rowOf(model: DispatchModel, id: SeriesId, value: string, unit: string): ReadoutRow {
  const { token, swatch, pattern } = seriesStyles[id];
  return { id, name: strings.quantities[id], token, swatch, ...(pattern === undefined ? {} : { pattern }), value, unit, isHidden: model.hidden.has(id) };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let step = from; step < to; step++) sum += values[step]!;
  return to > from ? sum / (to - from) : Number.NaN;
}

/** Step of the highest value in [from, to). */
export function highestStep(values: Float64Array, from: number, to: number): number {
  let best = from;
  for (let step = from; step < to; step++) if (values[step]! > values[best]!) best = step;
  return best;
}

/** The live region's sentence at the cursor. */
export function readoutText(readout: Readout): string {
  const rows = [...readout.supply, ...readout.use, ...readout.signals].filter(({ isHidden }) => !isHidden);
  return [...rows.map(({ name, value, unit }) => `${name} ${value} ${unit}`), `${readout.useSum.name} ${readout.useSum.value} ${readout.useSum.unit}`].join(", ");
}
