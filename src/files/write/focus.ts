import { runningCost } from "../../core/measures/runningCost.ts";
import type { BillLine } from "../../core/market/signals.ts";
import { MINUTE_MS, utcText } from "../../core/time/civil.ts";
import { column } from "../../core/time/frame.ts";
import { commentLines, delimited, LINE_END } from "./delimited.ts";
import type { FinishedRun, Writer, WriteOptions } from "./writer.ts";

/** Columns of the FinOps Open Cost and Usage Specification 1.2, in its order of subjects; own columns begin with `x_`. */
export const focusColumns = [
  "BillingAccountId", "BillingAccountName", "BillingAccountType", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd",
  "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "ListUnitPrice", "ContractedUnitPrice",
  "PricingCategory", "PricingQuantity", "PricingUnit", "PricingCurrency", "ConsumedQuantity", "ConsumedUnit", "ProviderName", "PublisherName", "InvoiceIssuerName", "InvoiceId",
  "ServiceCategory", "ServiceSubcategory", "ServiceName", "SkuId", "SkuMeter", "SkuPriceId", "RegionId", "RegionName", "AvailabilityZone", "ResourceId", "ResourceName", "ResourceType",
  "SubAccountId", "SubAccountName", "SubAccountType", "CommitmentDiscountId", "CommitmentDiscountStatus", "CapacityReservationId", "CapacityReservationStatus", "Tags",
  "x_Charge", "x_TouPeriod", "x_Tier", "x_PeakKw", "x_CarbonKg", "x_Decisions", "x_Tokens", "x_ScenarioHash", "x_Seed",
] as const;

type FocusColumn = (typeof focusColumns)[number];
type FocusRow = Readonly<Partial<Record<FocusColumn, string | number>>>;

/** Decisions and tokens of a kWh of IT energy, where the run serves a model. */
export type FocusServing = { readonly itKwhPerDecision: number; readonly outputTokens: number };

/**
 * The bill in FOCUS 1.2 columns: a row a charge and civil day, times in UTC, ends exclusive, credits negative. The rows of the electricity bill add up to it; what
 * programmes of demand response pay stands on an invoice of its own.
 */
export const focusCsv: Writer = {
  id: "focus-csv", title: "Costs in FOCUS columns (CSV)", fileName: "focus.csv", mediaType: "text/csv", write: writeFocus,
};

export function writeFocus(run: FinishedRun, options: WriteOptions = {}, serving?: FocusServing): string {
  const { delimiter, number, text } = delimited(options);
  const lines = commentLines(run, options);
  lines.push(focusColumns.join(delimiter));
  for (const row of focusRows(run, serving)) {
    lines.push(focusColumns.map((name) => {
      const value = row[name];
      return value === undefined ? "" : typeof value === "number" ? number(value) : text(value);
    }).join(delimiter));
  }
  return lines.join(LINE_END) + LINE_END;
}

export function focusRows({ scenario, result, provenance }: FinishedRun, serving?: FocusServing): FocusRow[] {
  const { axis, charges } = runningCost(result, scenario.tariff.demandWindowMinutes);
  const { frame, bill } = result;
  const [importKw, carbon, itKw, deferrableKw] = [column(frame, "importKw"), column(frame, "averageCarbonGPerKwh"), column(frame, "itKw"), column(frame, "deferrableKw")];
  const instant = (step: number) => utcText(axis.startMs + step * axis.stepMinutes * MINUTE_MS);
  const named = scenario.tariff.urdb?.["utility"];
  const utility = typeof named === "string" && named !== "" ? named : "Electricity supplier";
  const zone = scenario.site.timeZone;
  const common: FocusRow = {
    BillingAccountId: "electricity", BillingAccountName: scenario.name, BillingAccountType: "Site", BillingCurrency: bill.currency, PricingCurrency: bill.currency, ProviderName: utility, PublisherName: utility, InvoiceIssuerName: utility,
    ServiceCategory: "Other", ServiceSubcategory: "Other (Other)", ServiceName: "Electricity", RegionId: zone, RegionName: zone, ResourceId: "site", ResourceName: scenario.name, ResourceType: "Data centre",
    PricingCategory: "Standard", x_ScenarioHash: provenance.scenarioHash, x_Seed: provenance.seed,
  };
  const rows: FocusRow[] = [];
  for (const [m, month] of bill.months.entries()) {
    const [monthFrom, monthTo] = [axis.monthStart[m]!, axis.monthStart[m + 1]!];
    const period = { BillingPeriodStart: instant(monthFrom), BillingPeriodEnd: instant(monthTo), InvoiceId: `electricity-${month.year}-${String(month.month).padStart(2, "0")}` };
    const firstEnergy = month.lines.find(({ kind }) => kind === "energy")?.id;
    for (const line of month.lines.filter((one, k) => month.lines.findIndex(({ kind, id }) => kind === one.kind && id === one.id) === k)) {
      const key = `${line.kind} ${line.id}`;
      const lines = month.lines.filter(({ kind, id }) => kind === line.kind && id === line.id);
      const charge = charges.find(({ kind, id }) => `${kind} ${id}` === key);
      const monthCost = lines.reduce((sum, { kind, amountCost }) => sum + (kind === "exportCredit" ? -amountCost : amountCost), 0);
      if (charge === undefined || monthCost === 0) continue;
      const quantity = lines.reduce((sum, one) => sum + one.quantity, 0);
      for (let day = axis.day[monthFrom]!; day <= axis.day[monthTo - 1]!; day++) {
        const [from, to] = [Math.max(axis.dayStart[day]!, monthFrom), Math.min(axis.dayStart[day + 1]!, monthTo)];
        let [cost, grams, itKwh] = [0, 0, 0];
        for (let i = from; i < to; i++) {
          cost += charge.cost[i]!;
          grams += importKw[i]! * carbon[i]! * axis.stepHours;
          itKwh += (itKw[i]! + deferrableKw[i]!) * axis.stepHours;
        }
        if (cost === 0) continue;
        const pricing = (quantity * cost) / monthCost;
        const tier = /^energy-(\d+)-(\d+)$/.exec(line.id);
        // Carbon and decisions are of the day, not of a charge: they stand on its first energy row, so that they add up.
        const ofDay = line.kind === "energy" && line.id === firstEnergy;
        const decisions = serving === undefined || !ofDay ? undefined : itKwh / serving.itKwhPerDecision;
        rows.push({
          ...common, ...period, ChargePeriodStart: instant(from), ChargePeriodEnd: instant(to),
          ...categoryOf(line), ChargeDescription: line.label, BilledCost: cost, EffectiveCost: cost, ListCost: cost, ContractedCost: cost,
          ...(line.rate === undefined ? {} : { ListUnitPrice: line.rate, ContractedUnitPrice: line.rate }), PricingQuantity: pricing, PricingUnit: line.unit === "kW" ? "kW-month" : line.unit,
          ...(line.kind === "energy" ? { ConsumedQuantity: pricing, ConsumedUnit: "kWh" } : {}), SkuId: line.id, SkuMeter: line.label, SkuPriceId: `${line.id}-${month.year}-${month.month}`,
          x_Charge: `${line.kind} ${line.id}`, ...(tier === null ? {} : { x_TouPeriod: result.site.periodNames[Number(tier[1])] ?? tier[1]!, x_Tier: Number(tier[2]) + 1 }), ...(line.unit === "kW" ? { x_PeakKw: line.quantity } : {}),
          ...(ofDay ? { x_CarbonKg: grams / 1000 } : {}), ...(decisions === undefined || serving === undefined ? {} : { x_Decisions: decisions, x_Tokens: decisions * serving.outputTokens }),
        });
      }
    }
  }
  return [...rows, ...responseRows({ scenario, result, provenance }, common, instant(0), instant(axis.length))];
}

function categoryOf({ kind }: BillLine): FocusRow {
  switch (kind) {
    case "energy": case "demandTou": case "demandFlat": case "coincident": case "capacity": return { ChargeCategory: "Usage", ChargeFrequency: "Usage-Based" };
    case "fixed": case "contract": case "minimum": return { ChargeCategory: "Purchase", ChargeFrequency: "Recurring" };
    case "levy": return { ChargeCategory: "Tax", ChargeFrequency: "Usage-Based" };
    case "exportCredit": return { ChargeCategory: "Credit", ChargeFrequency: "Usage-Based" };
  }
}

/** What programmes, reserve and connection pay and take: settled for the run as a whole, on an invoice of its own. */
function responseRows({ result }: FinishedRun, common: FocusRow, start: string, end: string): FocusRow[] {
  const revenue = result.response?.netRevenue ?? 0;
  if (revenue === 0) return [];
  return [{
    ...common, BillingAccountId: "demand-response", BillingPeriodStart: start, BillingPeriodEnd: end, ChargePeriodStart: start, ChargePeriodEnd: end, InvoiceId: "demand-response", ServiceName: "Demand response",
    ChargeCategory: revenue > 0 ? "Credit" : "Adjustment", ChargeFrequency: "One-Time", ChargeDescription: "Payments less penalties of programmes and reserve", BilledCost: -revenue, EffectiveCost: -revenue, ListCost: -revenue, ContractedCost: -revenue, x_Charge: "response",
  }];
}
