import { LimitError, assert } from "../errors.ts";
import { solveByFewColumns, type OwnRow } from "../maths/fewColumns.ts";
import type { Solve } from "../maths/linearProgram.ts";
import { infeasible } from "./infeasible.ts";
import type { Optimum } from "./optimise.ts";
import type { SizeColumns } from "./sizedEquipment.ts";
import type { YearCase } from "./yearCase.ts";
import { variantCount, yearProgram } from "./yearProgram.ts";

export type SizesOptions = {
  /** Sizes to begin at: of the order of what may pay. */
  readonly near: { readonly batteryKw: number; readonly batteryKwh: number; readonly solarKw: number; readonly windKw: number };
  readonly timeLimitSeconds?: number | undefined;
  /** Share that is done, 0…1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

/**
 * The search for sizes looks at no store of more than a day: power by energy, solar, wind. Where there is hardly any power, a large store cannot make up what it loses by itself, and a plan is hard to find.
 */
const NOT_TOO_LONG: OwnRow = { values: [24, -1, 0, 0], low: 0, high: Infinity };

/** Sizes of least yearly cost, and what a year under them costs, equipment left out; where no sizes keep the limits, as `optimise`. */
export function optimiseSizes(c: YearCase, solve: Solve, { near, timeLimitSeconds, onProgress }: SizesOptions): { readonly status: Optimum["status"]; readonly values: Readonly<Record<keyof SizeColumns, number>>; readonly operationCost: number } {
  const year = yearProgram(c, { variant: variantCount(c.tariff) - 1 });
  const { sizes } = year;
  assert(sizes !== undefined && c.sizes !== undefined, "a programme of sizes");
  const { batteryKw, batteryKwh, solarKw, windKw } = sizes;
  const solution = solveByFewColumns(year.program, [batteryKw, batteryKwh, solarKw, windKw], solve, { near: [near.batteryKw, near.batteryKwh, near.solarKw, near.windKw], kept: [NOT_TOO_LONG], timeLimitSeconds, onProgress });
  if (solution.status === "infeasible") throw infeasible(year, c, solve);
  if (solution.status !== "optimal") throw new LimitError("solver seconds", "no sizes within them", `${timeLimitSeconds ?? Infinity} s`);
  const valueAt = (column: number) => solution.columns[column] as number;
  const values = { batteryKw: valueAt(sizes.batteryKw), batteryKwh: valueAt(sizes.batteryKwh), solarKw: valueAt(sizes.solarKw), windKw: valueAt(sizes.windKw), startKwh: valueAt(sizes.startKwh) };
  const equipmentCost = values.batteryKw * c.sizes.batteryKw.yearlyCost + values.batteryKwh * c.sizes.batteryKwh.yearlyCost + values.solarKw * c.sizes.solar.yearlyCost + values.windKw * c.sizes.wind.yearlyCost;
  return { status: year.gaps.length === 0 && variantCount(c.tariff) === 1 ? "optimal" : "feasible", values, operationCost: solution.objective - equipmentCost };
}
