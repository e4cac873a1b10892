import type { Warning } from "../errors.ts";
import type { FinanceInputs } from "./financeInputs.ts";

/** What stands on the site, whether bought or there already. */
export type Equipment = {
  readonly solarDcKw: number;
  readonly windKw: number;
  readonly batteryKw: number;
  readonly batteryKwh: number;
  readonly coldStoreKwh: number;
  readonly generatorKw: number;
};

export type AssetId = "solar" | "wind" | "battery" | "coldStore" | "generator";

/** What is bought of one kind, and what it takes. */
export type Asset = {
  readonly id: AssetId;
  readonly capitalCost: number;
  /** In the first project year, before escalation. */
  readonly omCost: number;
  readonly taxCreditFraction: number;
  readonly embodiedKg: number;
  /** Emissions of its making over its service life, a year. */
  readonly embodiedKgPerYear: number;
};

/** Capital of an array per kW DC by its size, REopt's classes (January 2026). */
export function solarCapitalPerKw(dcKw: number): number {
  if (dcKw <= 100) return 2232;
  return dcKw <= 2000 ? 1920 : 1661;
}

/** What is bought of all that stands on the site. A tax credit that has ended is left out, with a warning. */
export function boughtAssets({ solar, wind, battery, coldStore, generator, tax }: FinanceInputs, { solarDcKw, windKw, batteryKw, batteryKwh, coldStoreKwh, generatorKw }: Equipment, warnings: Warning[]): Asset[] {
  const late = tax.inServiceYear > 2027 && !tax.begunInTime;
  const credit = (asset: AssetId, fraction: number, ended: boolean): number => {
    if (fraction > 0 && ended) warnings.push({ code: "taxCreditEnded", values: { asset, inServiceYear: tax.inServiceYear } });
    return ended ? 0 : fraction;
  };
  const batteryCapital = batteryKw * battery.capitalPerKw + batteryKwh * battery.capitalPerKwh + battery.capitalFixedCost;
  const coldCapital = coldStoreKwh * coldStore.capitalPerKwh;
  const made = (kg: number, serviceYears: number) => ({ embodiedKg: kg, embodiedKgPerYear: kg / serviceYears });
  const assets: Asset[] = [];
  if (solar.bought && solarDcKw > 0) {
    assets.push({
      id: "solar", capitalCost: solarDcKw * (solar.capitalPerKw ?? solarCapitalPerKw(solarDcKw)), omCost: solarDcKw * solar.omPerKwYear,
      taxCreditFraction: credit("solar", solar.taxCreditFraction, late), ...made(solarDcKw * solar.embodiedKgPerKw, solar.serviceYears),
    });
  }
  if (wind.bought && windKw > 0) {
    assets.push({
      id: "wind", capitalCost: windKw * wind.capitalPerKw, omCost: windKw * wind.omPerKwYear,
      taxCreditFraction: credit("wind", wind.taxCreditFraction, late), ...made(windKw * wind.embodiedKgPerKw, wind.serviceYears),
    });
  }
  if (battery.bought && batteryKwh > 0) {
    assets.push({
      id: "battery", capitalCost: batteryCapital, omCost: batteryCapital * battery.omFraction,
      taxCreditFraction: credit("battery", battery.taxCreditFraction, tax.inServiceYear > 2033), ...made(batteryKwh * battery.embodiedKgPerKwh, battery.serviceYears),
    });
  }
  if (coldStore.bought && coldStoreKwh > 0) assets.push({ id: "coldStore", capitalCost: coldCapital, omCost: coldCapital * coldStore.omFraction, taxCreditFraction: 0, ...made(0, 1) });
  if (generator.bought && generatorKw > 0) {
    assets.push({
      id: "generator", capitalCost: generatorKw * generator.capitalPerKw, omCost: generatorKw * generator.omPerKwYear, taxCreditFraction: 0,
      ...made(generatorKw * generator.embodiedKgPerKw, generator.serviceYears),
    });
  }
  return assets;
}
