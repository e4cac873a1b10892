import { checkInputs } from "../../check.ts";
import { pow } from "../../maths/functions.ts";
import { internalRate, internalRates, levelisedCostPerKwh, modifiedInternalRate, netPresentValue, paybackYears, presentWorthFactor } from "../../measures/cashFlow.ts";
import { finance, type ProjectYear, type YearFigures } from "../../measures/finance.ts";
import { financeInputs } from "../../measures/financeInputs.ts";
import type { Check, CheckPart } from "./check.ts";

const NUMPY = "numpy-financial 1.0.0";
const nothing: YearFigures = { billCost: 0, fuelCost: 0, programmeRevenue: 0, lostWorkCost: 0, unservedCost: 0, storedCost: 0, importKwh: 0, exportKwh: 0, pvKwh: 0, windKwh: 0, dischargeKwh: 0, chargeCost: 0, peakImportKw: 0, emissionsKg: 0 };

/** DER-VET's validation project of 1 September: PV of 1 MW, battery of 1,575 kW and 9,450 kWh, twenty years at 6 %. */
function derVet(): ReturnType<typeof finance> {
  const factor = presentWorthFactor(20, 0.06);
  const inputs = checkInputs(financeInputs, {
    discountFraction: 0.06, electricityEscalationFraction: 0, fuelEscalationFraction: 0, omEscalationFraction: 0, tax: { rateFraction: 0, depreciation: "none" },
    solar: { capitalPerKw: 1660, omPerKwYear: 227_650.6 / factor / 1000 }, battery: { capitalPerKw: 2300, capitalPerKwh: 0, capitalFixedCost: 0, omFraction: 0, taxCreditFraction: 0, replaceAt: "never" },
  });
  const years = Array.from({ length: 20 }, (_, index): ProjectYear => ({
    year: index + 1, project: nothing, baseline: { ...nothing, billCost: (2_106_429.78 + 3_571_593) / factor }, capacityAtStartFraction: null, capacityAtEndFraction: null, replaced: false,
  }));
  return finance(inputs, { solarDcKw: 1000, windKw: 0, batteryKw: 1575, batteryKwh: 9450, coldStoreKwh: 0, generatorKw: 0 }, years);
}

/** 1.4 million in capital, 14,000 a year, 1,320 MWh in the first year and 2 % less each, charged at 4.5 ct/kWh with 90.25 % round trip, 7 %. */
function storageCost(): number {
  const kwh = Array.from({ length: 15 }, (_, year) => 4000 * 330 * pow(0.98, year));
  return levelisedCostPerKwh([1_400_000, ...kwh.map((given) => 14_000 + (given / 0.9025) * 0.045)], [0, ...kwh], 0.07) ?? NaN;
}

/** What money is worth over the years. */
export const financeChecks: CheckPart = {
  id: "finance", title: "Finance",
  checks() {
    const short = [-1000, 300, 420, 680];
    const twice = [-1600, 10_000, -10_000];
    const project = derVet();
    const line = (what: string, unit: string, expected: number, ours: number | null | undefined, source: string, relative = 1e-8): Check => ({ what, unit, expected, ours: ours ?? NaN, tolerance: relative * Math.abs(expected), source });
    return [
      line("Net present value of −1,000, 300, 420, 680 at 10 %", "currency", 130.728775, netPresentValue(short, 0.1), NUMPY),
      line("Its internal rate", "", 0.163405601, internalRate(short), NUMPY),
      line("Its modified internal rate", "", 0.145984737, modifiedInternalRate(short, 0.1, 0.1), NUMPY),
      line("Its discounted payback", "years", 2.74411765, paybackYears(short, 0.1), "own arithmetic"),
      line("First rate of −1,600, 10,000, −10,000", "", 0.25, internalRates(twice)[0], "closed form"),
      line("Its second rate", "", 4, internalRates(twice)[1], "closed form"),
      line("Present-worth factor of 25 years at 5.64 %, 1.7 % dearer each year", "", 15.8319943, presentWorthFactor(25, 0.0564, 0.017), "REopt's definition, closed form"),
      line("Levelised cost of storage, charging counted", "currency/kWh", 0.192080866, storageCost(), "closed form"),
      line("DER-VET's validation project: net present value", "currency", 167_872.18, project.netPresentValue, "DER-VET, validation report, September 1", 3e-8),
      line("Its benefit to cost", "", 1.03047, project.benefitCostRatio, "DER-VET, validation report, September 1", 5e-6),
    ];
  },
};
