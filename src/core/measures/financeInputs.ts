import type * as z from "zod/mini";
import { choiceField, group, integerField, numberField, optionalNumberField, switchField } from "../field.ts";

const bought = (what: string, byDefault: boolean, help = "Off: it is there already. Its capital is not counted, and the site that it is compared with has it too.") => switchField({ title: `${what} is bought`, help, default: byDefault });
const credit = (byDefault: number, source: string, assumed: boolean) => numberField({
  title: "Tax credit", help: "Share of the capital that comes back as a tax credit in the first year.", unit: "%", min: 0, max: 1, default: byDefault, step: 0.01, source, assumed,
});
const embodied = (title: string, unit: string, kg: number, help: string, source: string) => numberField({ title, help, unit, min: 0, max: 1e5, default: kg, step: 10, source, assumed: true });
const serviceYears = (years: number) => numberField({ title: "Service life", help: "Over which the emissions of its making are spread.", unit: "years", min: 1, max: 100, default: years, step: 1, assumed: true });

const ATB = "REopt.jl, January 2026, from NREL ATB 2024";

/** What is paid once, what is paid every year, and who takes part of it back. Amounts are of today, in the scenario's currency; the defaults are American. */
export const financeInputs = group({ title: "Finance", help: "Capital, upkeep, replacement, escalation, tax and discount. Amounts are in the scenario's currency; the defaults are American prices in dollars." }, {
  discountFraction: numberField({ title: "Discount rate", help: "Nominal, a year, after tax.", unit: "%", min: 0, max: 1, default: 0.0624, step: 0.001, source: "REopt.jl, January 2026" }),
  electricityEscalationFraction: numberField({ title: "Electricity escalation", help: "Yearly rise of every price in the bill.", unit: "%", min: -0.2, max: 0.5, default: 0.0166, step: 0.001, source: "REopt.jl, January 2026" }),
  fuelEscalationFraction: numberField({ title: "Fuel escalation", help: "Yearly rise of the generator's fuel price.", unit: "%", min: -0.2, max: 0.5, default: 0.0197, step: 0.001, source: "REopt.jl, January 2026" }),
  omEscalationFraction: numberField({ title: "Upkeep escalation", help: "Yearly rise of operation and maintenance, of programme payments, and of what lost work and unserved load are worth.", unit: "%", min: -0.2, max: 0.5, default: 0.025, step: 0.001, source: "REopt.jl, January 2026" }),
  pricesOf: choiceField(["firstYear", "today"], {
    title: "Prices are those of", help: "The first project year, or today: then the first bill is already a year dearer, as REopt counts.", default: "firstYear", options: { firstYear: "The first year", today: "Today, as REopt" },
  }),
  countUnpaid: switchField({ title: "Count lost work and unserved load", help: "At their prices, beside what is paid. Off: cash alone, which flatters a site that sheds.", default: true }),
  gridCarbonDeclineFraction: numberField({ title: "Decline of the grid's carbon", help: "Yearly fall of its intensity; 0 overstates what late years avoid.", unit: "%", min: 0, max: 0.5, default: 0, step: 0.005, assumed: true, source: "Held at the run's own; no forecast is built in." }),
  solar: group({ title: "Solar", help: "Of the array." }, {
    bought: bought("It", true),
    capitalPerKw: optionalNumberField({ title: "Capital", help: "Per kW DC installed. Empty: by size, 2,232 below 100 kW, 1,920 to 2 MW, 1,661 above; on the ground 1.15 to 1.3 times that.", unit: "currency/kW", min: 0, max: 1e5, step: 10, source: ATB }),
    omPerKwYear: numberField({ title: "Upkeep", help: "Per kW DC and year.", unit: "currency/kW-yr", min: 0, max: 1e4, default: 22, step: 1, source: `18 to 26 by size (${ATB}); the middle`, assumed: true }),
    taxCreditFraction: credit(0, "None for what begins after 4 July 2026 (P.L. 119-21; not confirmed). REopt takes 30 %.", true),
    embodiedKgPerKw: embodied("Embodied carbon", "kg/kW", 800, "Of the making, mounting and inverter included, kg CO2e per kW DC.", "IEA PVPS Task 12 2021, UNECE 2021: 600 to 1,200 (not confirmed)"),
    serviceYears: serviceYears(30),
  }),
  wind: group({ title: "Wind", help: "Of the turbines." }, {
    bought: bought("It", true),
    capitalPerKw: numberField({ title: "Capital", help: "Per kW installed; 3,807 for medium turbines.", unit: "currency/kW", min: 0, max: 1e5, default: 2896, step: 10, source: `Large turbines; ${ATB}` }),
    omPerKwYear: numberField({ title: "Upkeep", help: "Per kW and year.", unit: "currency/kW-yr", min: 0, max: 1e4, default: 42, step: 1, source: ATB }),
    taxCreditFraction: credit(0, "None for what begins after 4 July 2026 (P.L. 119-21; not confirmed). REopt takes 30 %.", true),
    embodiedKgPerKw: embodied("Embodied carbon", "kg/kW", 700, "Of the making, kg CO2e per kW.", "NREL LCA harmonisation, UNECE 2021: 500 to 1,000 (not confirmed)"),
    serviceYears: serviceYears(25),
  }),
  battery: group({ title: "Battery", help: "Of the store and its inverter." }, {
    bought: bought("It", true),
    capitalPerKw: numberField({ title: "Capital by power", help: "Per kW of the inverter.", unit: "currency/kW", min: 0, max: 1e5, default: 968, step: 10, source: "REopt.jl, January 2026, commercial" }),
    capitalPerKwh: numberField({ title: "Capital by energy", help: "Per kWh of the store.", unit: "currency/kWh", min: 0, max: 1e5, default: 253, step: 1, source: "REopt.jl, January 2026, commercial" }),
    capitalFixedCost: numberField({ title: "Fixed capital", help: "Whatever its size.", unit: "currency", min: 0, max: 1e10, default: 222_115, step: 1000, source: "REopt.jl, January 2026, commercial" }),
    omFraction: numberField({ title: "Upkeep", help: "Share of the capital a year. ATB counts augmentation in it; here fade and replacement are counted apart.", unit: "%", min: 0, max: 1, default: 0.025, step: 0.001, source: "REopt.jl, NREL ATB" }),
    replaceAt: choiceField(["endOfLife", "year", "never"], {
      title: "Replaced", help: "When age has left the share that the battery's ageing names as its end of life, in a fixed year, or never.", default: "endOfLife",
      options: { endOfLife: "At the end of its life", year: "After a fixed number of years", never: "Never" },
    }),
    replacementYears: integerField({ title: "Replaced after", help: "Where it is replaced after a fixed number of years.", unit: "years", min: 1, max: 60, default: 10, source: "REopt.jl" }),
    replacementPerKwh: numberField({ title: "Replacement", help: "Per kWh at today's price; the inverter stays.", unit: "currency/kWh", min: 0, max: 1e5, default: 253, step: 1, source: "REopt.jl, January 2026: the energy part of the capital", assumed: true }),
    replacementDeclineFraction: numberField({ title: "Decline of the replacement's price", help: "Yearly fall of the price of cells.", unit: "%", min: 0, max: 0.5, default: 0.05, step: 0.005, source: "REopt.jl, cost_reduction" }),
    residualFraction: numberField({ title: "Residual value", help: "Share of the first capital that comes back in the last year.", unit: "%", min: 0, max: 1, default: 0, step: 0.01 }),
    taxCreditFraction: credit(0.3, "IRC 48E; storage begun to 2033, foreign-entity limits aside (not confirmed)", true),
    embodiedKgPerKwh: embodied("Embodied carbon", "kg/kWh", 80, "Of the making of the store, kg CO2e per kWh; a replacement counts again.", "34 to 394 across studies; Ankathi et al. 2024, Lin et al. 2024, Peters et al. 2017"),
    serviceYears: serviceYears(15),
  }),
  coldStore: group({ title: "Cold store", help: "Of the tank of chilled water." }, {
    bought: bought("It", true),
    capitalPerKwh: numberField({ title: "Capital", help: "Per kWh of heat that it takes.", unit: "currency/kWh", min: 0, max: 1e4, default: 65, step: 1, source: "30 to 100 (not confirmed); the middle", assumed: true }),
    omFraction: numberField({ title: "Upkeep", help: "Share of the capital a year.", unit: "%", min: 0, max: 1, default: 0.01, step: 0.001, source: "Design choice", assumed: true }),
  }),
  generator: group({ title: "Generator", help: "Of the sets; most sites must have them whatever else they do." }, {
    bought: bought("It", false, "On: its capital counts, and the site that it is compared with has none. Off: both have it."),
    capitalPerKw: numberField({ title: "Capital", help: "Per kW; 800 where it may run beside the grid.", unit: "currency/kW", min: 0, max: 1e5, default: 650, step: 10, source: "REopt.jl, standby" }),
    omPerKwYear: numberField({ title: "Upkeep", help: "Per kW and year.", unit: "currency/kW-yr", min: 0, max: 1e4, default: 20, step: 1, source: "REopt.jl" }),
    embodiedKgPerKw: embodied("Embodied carbon", "kg/kW", 75, "Of the making, kg CO2e per kW.", "50 to 100 (not confirmed); the middle"),
    serviceYears: serviceYears(25),
  }),
  tax: group({ title: "Tax", help: "Income tax, its write-offs and its credits. A loss is set off against other income of the owner." }, {
    rateFraction: numberField({ title: "Tax rate", help: "On what is saved, less upkeep and write-offs.", unit: "%", min: 0, max: 0.9, default: 0.26, step: 0.01, source: "REopt.jl, January 2026" }),
    depreciation: choiceField(["macrs5", "macrs7", "straightLine", "none"], {
      title: "Depreciation", help: "How capital is written off.", default: "macrs5", source: "IRS Publication 946, half-year convention",
      options: { macrs5: "MACRS, 5 years", macrs7: "MACRS, 7 years", straightLine: "Straight line", none: "None" },
    }),
    straightLineYears: integerField({ title: "Straight line over", help: "Where capital is written off in equal shares.", unit: "years", min: 1, max: 60, default: 20 }),
    bonusFraction: numberField({ title: "Bonus depreciation", help: "Share of the basis written off at once in the first year; the rest follows the schedule.", unit: "%", min: 0, max: 1, default: 1, step: 0.05, source: "P.L. 119-21 (2025); REopt.jl, January 2026" }),
    inServiceYear: integerField({ title: "In service in", help: "Calendar year of the first project year. American credits for sun and wind end with 2027 unless begun by 4 July 2026; for storage with 2033.", min: 2020, max: 2060, default: 2026, source: "P.L. 119-21 (not confirmed)" }),
    begunInTime: switchField({ title: "Begun in time", help: "Construction began by 4 July 2026: sun and wind keep their credit after 2027.", default: false }),
  }),
});
export type FinanceInputs = z.output<typeof financeInputs>;
