import { metrics } from "../core/measures/metrics/index.ts";
import type { Kpis } from "../core/result.ts";
import { exact, exactMoney, fixed, percent, signed, SPACE } from "../text/numbers.ts";

/** One line a figure, in the registry's order; beside it, where given, how far it lies from doing nothing. */
export function kpiLines(kpis: Kpis, currency: string, difference?: Kpis): string[] {
  return metrics.map(({ id, label, unit }) => {
    const beside = difference === undefined || id === "worstResidualKw" ? "" : signed(figureText(difference[id], unit, currency)).padStart(24);
    const figure = id === "worstResidualKw" ? `${kpis[id].toExponential(1)}${SPACE}${unit}` : figureText(kpis[id], unit, currency);
    return `${label.padEnd(28)}${figure.padStart(24)}${beside}`.trimEnd();
  });
}

function figureText(value: number, unit: string, currency: string): string {
  switch (unit) {
    case "currency": return exactMoney(value, currency);
    case "%": return percent(value, 2);
    case "kW": return fixed(value, 1) + SPACE + unit;
    case "kWh": case "kg": return fixed(value, 0) + SPACE + unit;
    case "cycles": return fixed(value, 1);
    default: return exact(value, unit);
  }
}
