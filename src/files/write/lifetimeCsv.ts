import type { CashFlowYear } from "../../core/measures/finance.ts";
import type { Lifetime } from "../../core/studies/lifetime.ts";
import { commentLines, delimited, LINE_END } from "./delimited.ts";
import type { FinishedStudy, StudyWriter, WriteOptions } from "./writer.ts";

type Column = { readonly name: keyof CashFlowYear; readonly title: string; readonly unit: string };

/** The cash-flow table's columns, in its order. "currency" stands for the scenario's. */
export const cashFlowColumns = [
  { name: "year", title: "Project year", unit: "" },
  { name: "calendarYear", title: "Calendar year", unit: "" },
  { name: "baselineBillCost", title: "Bill without", unit: "currency" },
  { name: "billCost", title: "Bill with", unit: "currency" },
  { name: "billSavingRevenue", title: "Bill saved", unit: "currency" },
  { name: "fuelSavingRevenue", title: "Fuel saved", unit: "currency" },
  { name: "programmeRevenue", title: "Programmes", unit: "currency" },
  { name: "unpaidSavingRevenue", title: "Lost work, unserved load, stored energy", unit: "currency" },
  { name: "omCost", title: "Upkeep", unit: "currency" },
  { name: "capitalCost", title: "Capital", unit: "currency" },
  { name: "replacementCost", title: "Replacement", unit: "currency" },
  { name: "residualRevenue", title: "Residual value", unit: "currency" },
  { name: "taxCreditRevenue", title: "Tax credit", unit: "currency" },
  { name: "depreciationCost", title: "Written off (no cash)", unit: "currency" },
  { name: "taxCost", title: "Tax", unit: "currency" },
  { name: "netRevenue", title: "Cash flow", unit: "currency" },
  { name: "cumulativeRevenue", title: "Sum", unit: "currency" },
  { name: "discountedRevenue", title: "Discounted", unit: "currency" },
  { name: "cumulativeDiscountedRevenue", title: "Sum, discounted", unit: "currency" },
  { name: "capacityAtStartFraction", title: "Battery capacity at the start", unit: "fraction" },
  { name: "capacityAtEndFraction", title: "Battery capacity at the end", unit: "fraction" },
  { name: "replaced", title: "Battery renewed at the end", unit: "" },
  { name: "pvKwh", title: "PV", unit: "kWh" },
  { name: "windKwh", title: "Wind", unit: "kWh" },
  { name: "dischargeKwh", title: "Battery discharge", unit: "kWh" },
  { name: "importKwh", title: "Grid import", unit: "kWh" },
  { name: "peakImportKw", title: "Highest import", unit: "kW" },
  { name: "emissionsKg", title: "Emissions", unit: "kg" },
  { name: "baselineEmissionsKg", title: "Emissions without", unit: "kg" },
] as const satisfies readonly Column[];

/** A row a year, today first; amounts nominal, in the currency of the header. An empty cell: no battery whose capacity was followed. */
export const lifetimeCsv: StudyWriter<Lifetime> = {
  id: "lifetime-csv", title: "Cash flow by year (CSV)", fileName: "lifetime.csv", mediaType: "text/csv",
  write(study: FinishedStudy<Lifetime>, options: WriteOptions = {}) {
    const { years, currency } = study.finding;
    const { delimiter, number, text } = delimited(options);
    const cell = (value: CashFlowYear[keyof CashFlowYear]): string => (value === null ? "" : typeof value === "boolean" ? String(value) : number(value));
    const rows = commentLines(study, options);
    rows.push(cashFlowColumns.map(({ name, unit }) => text(unit === "currency" ? `${name} (${currency})` : name)).join(delimiter));
    for (const year of years) rows.push(cashFlowColumns.map(({ name }) => cell(year[name])).join(delimiter));
    return rows.join(LINE_END) + LINE_END;
  },
};
