import type { Bill } from "../market/signals.ts";
import type { RunColumn, RunColumns } from "../result.ts";
import type { GeneratorSummary } from "../site/generator.ts";
import type { PlantRatings } from "../site/plant.ts";
import type { WorkSummary } from "../site/work.ts";

/** A run that is stepped and settled, as its judges see it. */
export type FinishedRun = {
  readonly stepHours: number;
  readonly columns: RunColumns;
  readonly ratings: PlantRatings;
  readonly bill: Bill;
  readonly work: readonly WorkSummary[];
  readonly generator: GeneratorSummary | undefined;
  /** What is not paid but priced: load that went without, work that was not done. */
  readonly costs: { readonly valueOfLostLoadPerKwh: number; readonly lostWorkCostPerKwh: number };
  /** What a kWh of the do-nothing run's import cost on average, energy alone; currency/kWh. */
  readonly meanImportCostPerKwh: number;
  /** Energy of a power column over the run; summed once. */
  energyKwh(column: RunColumn): number;
};

export function finishedRun(run: Omit<FinishedRun, "energyKwh">): FinishedRun {
  const sums = new Map<RunColumn, number>();
  const energyKwh = (name: RunColumn): number => {
    let kwh = sums.get(name);
    if (kwh === undefined) {
      kwh = total(run.columns[name]) * run.stepHours;
      sums.set(name, kwh);
    }
    return kwh;
  };
  return { ...run, energyKwh };
}

/** Mean price of imported energy, weighted by what was imported; the plain mean where nothing was. Currency/kWh. */
export function meanImportCostPerKwh({ importKw, buyPerKwh }: Pick<RunColumns, "importKw" | "buyPerKwh">): number {
  let cost = 0;
  let imported = 0;
  for (let i = 0; i < importKw.length; i++) {
    cost += importKw[i]! * buyPerKwh[i]!;
    imported += importKw[i]!;
  }
  if (imported > 0) return cost / imported;
  return buyPerKwh.length === 0 ? 0 : total(buyPerKwh) / buyPerKwh.length;
}

function total(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i]!;
  return sum;
}
