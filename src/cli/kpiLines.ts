import type { Kpis } from "../core/result.ts";
import { SPACE, exactMoney, fixed, percent, signed } from "../text/numbers.ts";

type Show = (value: number, currency: string) => string;

const energy: Show = (kwh) => fixed(kwh, 0) + SPACE + "kWh";
const power: Show = (kw) => fixed(kw, 1) + SPACE + "kW";
const share: Show = (fraction) => percent(fraction, 2);

/** Label of each figure and how the terminal prints it. */
const shown: Readonly<Record<keyof Kpis, readonly [label: string, show: Show]>> = {
  totalCost: ["Bill", exactMoney],
  residualValueCost: ["Store, end against start", exactMoney],
  importKwh: ["Grid energy", energy],
  exportKwh: ["Export", energy],
  peakImportKw: ["Highest import", power],
  loadFactorFraction: ["Load factor", share],
  pvKwh: ["PV", energy],
  curtailedKwh: ["Curtailed", energy],
  selfConsumptionFraction: ["Self-consumption", share],
  dischargeKwh: ["Battery discharge", energy],
  equivalentFullCycles: ["Equivalent full cycles", (cycles) => fixed(cycles, 1)],
  emissionsKg: ["Emissions, location-based", (kg) => fixed(kg, 0) + SPACE + "kg"],
  unservedKwh: ["Unserved", energy],
  missedKwh: ["Late work", energy],
  lostWorkKwh: ["Lost work", energy],
  worstResidualKw: ["Worst balance of a step", (kw) => (kw === 0 ? "0" : kw.toExponential(1)) + SPACE + "kW"],
};

/** One line a figure; beside it, where given, how far it lies from doing nothing. */
export function kpiLines(kpis: Kpis, currency: string, difference?: Kpis): string[] {
  return Object.entries(shown).map(([key, [label, show]]) => {
    const name = key as keyof Kpis;
    const beside = difference === undefined || name === "worstResidualKw" ? "" : signed(show(difference[name], currency)).padStart(24);
    return `${label.padEnd(28)}${show(kpis[name], currency).padStart(24)}${beside}`.trimEnd();
  });
}
