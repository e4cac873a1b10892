import type { Kpis } from "../core/result.ts";
import { exact, exactMoney, signed } from "../text/numbers.ts";

/** Label and unit of each figure as the terminal prints it; "money" is the scenario's currency. */
const shown: Readonly<Record<keyof Kpis, readonly [label: string, unit: string]>> = {
  totalCost: ["Bill", "money"],
  residualValueCost: ["Store, end against start", "money"],
  importKwh: ["Import", "kWh"],
  exportKwh: ["Export", "kWh"],
  peakImportKw: ["Highest import", "kW"],
  loadFactorFraction: ["Load factor", ""],
  pvKwh: ["PV", "kWh"],
  curtailedKwh: ["Curtailed", "kWh"],
  selfConsumptionFraction: ["Self-consumption", ""],
  dischargeKwh: ["Battery discharge", "kWh"],
  equivalentFullCycles: ["Equivalent full cycles", ""],
  emissionsKg: ["Emissions, location-based", "kg"],
  unservedKwh: ["Unserved", "kWh"],
  missedKwh: ["Work that missed its deadline", "kWh"],
  lostWorkKwh: ["Lost work", "kWh"],
  worstResidualKw: ["Worst balance of a step", "kW"],
};

/** One line a figure; beside it, where given, how far it lies from doing nothing. */
export function kpiLines(kpis: Kpis, currency: string, difference?: Kpis): string[] {
  const text = (value: number, unit: string) => (unit === "money" ? exactMoney(value, currency) : exact(value, unit));
  return Object.entries(shown).map(([key, [label, unit]]) => {
    const name = key as keyof Kpis;
    const beside = difference === undefined ? "" : `  ${signed(text(difference[name], unit)).padStart(24)}`;
    return `${label.padEnd(32)}${text(kpis[name], unit).padStart(24)}${beside}`;
  });
}
