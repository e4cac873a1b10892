import * as z from "zod/mini";
import { integerField, numberField } from "../field.ts";
import type { Scenario } from "../scenario.ts";

const REOPT = "REopt.jl, January 2026";
const capital = (title: string, unit: string, value: number, source: string) => numberField({ title, help: "Installed, before tax and credits.", unit, min: 0, max: 1e5, default: value, step: 10, source });

/** What battery, solar and wind cost to buy, keep up and buy again, and the project over which that is spread. */
export const equipmentPrices = {
  projectYears: integerField({ title: "Project life", help: "Years over which capital is spread.", unit: "years", min: 1, max: 60, default: 25, source: REOPT }),
  discountFraction: numberField({ title: "Discount rate", help: "Nominal, a year.", unit: "%", min: 0, max: 1, default: 0.0624, step: 0.001, source: REOPT }),
  electricityEscalationFraction: numberField({ title: "Electricity escalation", help: "Yearly rise of the bill.", unit: "%", min: -0.2, max: 0.5, default: 0.0166, step: 0.001, source: REOPT }),
  batteryCapitalPerKw: capital("Battery, by power", "currency/kW", 968, `${REOPT}, commercial`),
  batteryCapitalPerKwh: capital("Battery, by energy", "currency/kWh", 253, `${REOPT}, commercial`),
  batteryOmFraction: numberField({ title: "Battery upkeep", help: "Share of its capital a year.", unit: "%", min: 0, max: 1, default: 0.025, step: 0.001, source: "REopt.jl, NREL ATB" }),
  batteryReplacementYears: integerField({ title: "Cells replaced after", help: "The energy part is bought again, at today's price; so no wear is charged to a kWh here.", unit: "years", min: 1, max: 60, default: 10, source: "REopt.jl" }),
  solarCapitalPerKw: capital("Solar", "currency/kW", 1661, `${REOPT}, above 2 MW`),
  solarOmPerKwYear: numberField({ title: "Solar upkeep", help: "Per kW DC and year.", unit: "currency/kW-yr", min: 0, max: 1e4, default: 22, step: 1, source: "18 to 26 by size, REopt.jl; the middle", assumed: true }),
  windCapitalPerKw: capital("Wind", "currency/kW", 2896, `${REOPT}, large turbines`),
  windOmPerKwYear: numberField({ title: "Wind upkeep", help: "Per kW and year.", unit: "currency/kW-yr", min: 0, max: 1e4, default: 42, step: 1, source: REOPT }),
};

const pricesGroup = z.object(equipmentPrices);
type AllPrices = z.output<typeof pricesGroup>;
/** Without a year of replacement the cells are not bought again: the wear of each kWh stands for them. */
export type EquipmentPrices = Omit<AllPrices, "batteryReplacementYears"> & { readonly batteryReplacementYears?: number };

type UnitCost = { readonly capital: number; readonly yearly: number };

/**
 * Even yearly cost of one unit, in money of the first project year: capital over the annuity that the bill rises along, and upkeep.
 * The annuity is Σ (1 + e)^(t − 1) ÷ (1 + d)^t over the project.
 */
export function yearlyCosts(inputs: EquipmentPrices): { readonly annuity: number; readonly batteryKw: UnitCost; readonly batteryKwh: UnitCost; readonly solar: UnitCost; readonly wind: UnitCost } {
  const { projectYears, discountFraction: d, electricityEscalationFraction: e, batteryReplacementYears = Infinity } = inputs;
  let annuity = 0;
  let replacements = 0;
  let growth = 1;
  let discount = 1;
  for (let year = 1; year <= projectYears; year++) {
    discount /= 1 + d;
    annuity += growth * discount;
    growth *= 1 + e;
    if (year % batteryReplacementYears === 0 && year < projectYears) replacements += discount;
  }
  const cost = (capitalCost: number, upkeep: number, bought = 1): UnitCost => ({ capital: capitalCost, yearly: (capitalCost * bought) / annuity + upkeep });
  return {
    annuity,
    batteryKw: cost(inputs.batteryCapitalPerKw, inputs.batteryCapitalPerKw * inputs.batteryOmFraction),
    batteryKwh: cost(inputs.batteryCapitalPerKwh, inputs.batteryCapitalPerKwh * inputs.batteryOmFraction, 1 + replacements),
    solar: cost(inputs.solarCapitalPerKw, inputs.solarOmPerKwYear), wind: cost(inputs.windCapitalPerKw, inputs.windOmPerKwYear),
  };
}

/** Even yearly cost of the battery, solar and wind that a scenario has, in money of the first project year. */
export function equipmentCostPerYear({ battery, solar, wind }: Scenario, prices: EquipmentPrices): number {
  const costs = yearlyCosts(prices);
  return battery.powerKw * costs.batteryKw.yearly + battery.energyKwh * costs.batteryKwh.yearly + solar.dcKw * costs.solar.yearly + wind.ratedKw * costs.wind.yearly;
}

export type Sizes = { readonly batteryKw: number; readonly batteryKwh: number; readonly solarDcKw: number; readonly windKw: number };

/** The site with these sizes, in whole kW and kWh, in the place of what it had; all else stays. */
export function siteOfSizes(scenario: Scenario, { batteryKw, batteryKwh, solarDcKw, windKw }: Sizes): Scenario {
  return {
    ...scenario,
    battery: { ...scenario.battery, powerKw: Math.round(batteryKw), energyKwh: Math.round(batteryKwh) }, solar: { ...scenario.solar, dcKw: Math.round(solarDcKw) }, wind: { ...scenario.wind, ratedKw: Math.round(windKw) },
  };
}
