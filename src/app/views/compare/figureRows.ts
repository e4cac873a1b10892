import type { ChargeKind } from "../../../core/market/signals.ts";
import { metrics } from "../../../core/measures/metrics/index.ts";
import type { Metric } from "../../../core/measures/metrics/metric.ts";
import type { Kpis, RunResult } from "../../../core/result.ts";
import { figure, fixed, percent, scaled, scaleFor, signed } from "../../../text/numbers.ts";
import { isYear } from "../../../text/findings.ts";
import { compareWords } from "../../../text/compare.ts";
import { strings } from "../../../text/strings.ts";
import { moneyColumn } from "../bill/moneyColumn.ts";

export type Side = "better" | "worse" | undefined;

/** One figure of several runs; the first run is what the others are counted from. */
export type FigureRow = {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** A sum of the rows above it. */
  readonly isTotal?: true;
  readonly cells: readonly FigureCell[];
};
export type FigureCell = {
  readonly text: string;
  readonly isBest: boolean;
  /** Against the first run: as a share, and as an amount. Empty for the first, where there is nothing to divide by, and in another currency. */
  readonly share: string;
  readonly amount: string;
  readonly side: Side;
  readonly value: number;
};
export type FigureGroup = { readonly id: string; readonly title: string; readonly unit: string; readonly rows: readonly FigureRow[] };

type Quantity = { readonly id: string; readonly label: string; readonly better: Metric["better"]; readonly values: readonly number[]; readonly isMoney?: true; readonly isTotal?: true };

const chargeOrder: readonly ChargeKind[] = ["energy", "demandFlat", "demandTou", "coincident", "contract", "capacity", "fixed", "minimum", "levy", "exportCredit"];
/** Costs that stand beside the bill. */
const beside = ["residualValueCost", "fuelCost", "wearCost", "lostWorkCost", "unservedCost"] as const satisfies readonly (keyof Kpis)[];
const energy = ["importKwh", "exportKwh", "peakImportKw", "loadFactorFraction", "pvKwh", "windKwh", "generatorKwh", "curtailedKwh", "selfConsumptionFraction", "equivalentFullCycles"] as const satisfies readonly (keyof Kpis)[];
/** That these are zero is worth a row. */
const alwaysShown: ReadonlySet<string> = new Set(["importKwh", "peakImportKw", "loadFactorFraction", "equivalentFullCycles", "emissionsKg", "missedKwh"]);
const carbon = ["emissionsKg", "missedKwh", "lostWorkKwh", "unservedKwh", "availabilityFraction"] as const satisfies readonly (keyof Kpis)[];
/** A check of the model and no figure of the site. */
const notShown: ReadonlySet<string> = new Set<keyof Kpis>(["worstResidualKw", "totalCost", "dischargeKwh"]);

/** Figures of the runs in groups: money by charge, energy, carbon and service. A figure that no run has is no row. */
export function figureGroups(runs: readonly RunResult[], { ranked = runs.length }: { /** The first so many; the optimum behind them is not ranked. */ readonly ranked?: number } = {}): readonly FigureGroup[] {
  const row = (one: Quantity, all: readonly RunResult[], texts: Texts) => rowOf(one, all, texts, ranked);
  const [base] = runs;
  if (base === undefined) return [];
  const { currency } = base.bill;
  const largest = Math.max(...runs.map(({ bill }) => Math.max(Math.abs(bill.total), ...chargeOrder.map((kind) => Math.abs(chargeOf(bill, kind))))));
  const money = moneyColumn(largest, currency);
  const moneyText = (value: number, index: number) => money.text(value) + (runs[index]!.bill.currency === currency ? "" : ` ${runs[index]!.bill.currency}`);
  const named = new Set<string>([...beside, ...energy, ...carbon]);
  const others = metrics.map(({ id }) => id).filter((id) => !named.has(id) && !notShown.has(id));
  const group = (id: "energy" | "carbon", ids: readonly (keyof Kpis)[]): FigureGroup => ({
    id, title: compareWords.groups[id], unit: "",
    rows: ids.map((key) => kpi(key, runs)).filter((one) => alwaysShown.has(one.id) || one.values.some((value) => value !== 0)).map((one) => row(one, runs, textOf(one, currency))),
  });
  return [
    { id: "money", title: compareWords.groups.money, unit: `${money.unit} ${isYear(base.axis.days) ? compareWords.aYear : compareWords.inDays(base.axis.days)}`, rows: moneyRows(runs).map((one) => row(one, runs, { unit: "", text: moneyText, amount: money.text })) },
    group("energy", energy), group("carbon", [...carbon, ...others]),
  ];
}

function moneyRows(runs: readonly RunResult[]): Quantity[] {
  const bill = runs.map((run) => run.bill.total);
  const charges = chargeOrder.map((kind): Quantity => ({ id: kind, label: strings.charges[kind], better: "lower", isMoney: true, values: runs.map((run) => chargeOf(run.bill, kind)) }));
  // Payments of programmes are no part of the bill; they are taken off what the run costs.
  const programmes: Quantity = { id: "programmes", label: compareWords.programmes, better: "lower", isMoney: true, values: runs.map(({ response }) => -(response?.netRevenue ?? 0)) };
  const costs = [...beside.map((id): Quantity => ({ ...kpi(id, runs), isMoney: true })), programmes];
  const shown = (one: Quantity) => one.values.some((value) => Math.abs(value) >= 0.5);
  const shownBeside = costs.filter(shown);
  return [
    ...charges.filter(shown), { id: "bill", label: compareWords.bill, better: "lower", isMoney: true, isTotal: true, values: bill }, ...shownBeside,
    ...(shownBeside.length === 0 ? [] : [{ id: "all", label: compareWords.withBeside, better: "lower" as const, isMoney: true as const, isTotal: true as const, values: bill.map((total, index) => shownBeside.reduce((sum, { values }) => sum + values[index]!, total)) }]),
  ];
}

/** Credits carry their sign, so that the charges add up to the bill. */
function chargeOf({ months }: RunResult["bill"], kind: ChargeKind): number {
  let sum = 0;
  for (const { lines } of months) for (const line of lines) if (line.kind === kind) sum += kind === "exportCredit" ? -line.amountCost : line.amountCost;
  return sum;
}

function kpi(id: keyof Kpis, runs: readonly RunResult[]): Quantity {
  const { label, better } = metrics.find((metric) => metric.id === id)!;
  return { id, label, better, values: runs.map(({ kpis }) => kpis[id]) };
}

type Texts = { readonly unit: string; readonly text: (value: number, index: number) => string; readonly amount: (by: number) => string };

function textOf({ id, values }: Quantity, currency: string): Texts {
  const unit = metrics.find((metric) => metric.id === id)!.unit;
  if (id.endsWith("Fraction")) return { unit: "%", text: (value) => fixed(value * 100, value > 0.995 && value < 1 ? 3 : 1), amount: (by) => fixed(by * 100, 1) };
  if (unit === "kW" || unit === "kWh" || unit === "kg") {
    const scale = scaleFor(Math.max(...values.map(Math.abs)), unit);
    return { unit: scale.unit, text: (value) => scaled(value, scale), amount: (by) => scaled(by, scale) };
  }
  const shown = unit === "cycles" ? "" : unit.replace("currency", currency);
  return { unit: shown, text: (value) => figure(value), amount: (by) => figure(by) };
}

function rowOf({ id, label, better, values, isMoney, isTotal }: Quantity, runs: readonly RunResult[], { unit, text, amount }: Texts, ranked: number): FigureRow {
  const [base = 0] = values;
  const isComparable = (index: number) => isMoney !== true || runs[index]!.bill.currency === runs[0]!.bill.currency;
  const texts = values.map(text);
  const comparable = values.filter((_, index) => index < ranked && isComparable(index));
  const best = better === "lower" ? Math.min(...comparable) : Math.max(...comparable);
  // What reads the same is the same: no run is best of equals.
  const differs = new Set(texts.slice(0, ranked)).size > 1 && better !== "neither";
  const bestText = texts[values.indexOf(best)];
  return {
    id, label, unit, ...(isTotal === undefined ? {} : { isTotal }),
    cells: values.map((value, index) => {
      const by = value - base;
      const isCounted = index > 0 && isComparable(index);
      const isSame = texts[index] === texts[0];
      const share = isCounted && base !== 0 && id !== "residualValueCost" ? signed(percent(isSame ? 0 : by / Math.abs(base), 1)) : "";
      return {
        value, text: texts[index]!, isBest: differs && index < ranked && isComparable(index) && texts[index] === bestText,
        share,
        amount: isCounted ? signed(amount(isSame ? 0 : by)) : "",
        // What is written as nothing helps and hurts nobody.
        side: !isCounted || isSame || better === "neither" || (share !== "" && !/[1-9]/.test(share)) ? undefined : (by < 0) === (better === "lower") ? "better" : "worse",
      };
    }),
  };
}
