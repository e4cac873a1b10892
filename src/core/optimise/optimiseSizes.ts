import { LimitError, assert } from "../errors.ts";
import { solveByFewColumns, type OwnRow } from "../maths/fewColumns.ts";
import type { LinearSolution, Solve } from "../maths/linearProgram.ts";
import { infeasible } from "./infeasible.ts";
import type { Optimum } from "./optimise.ts";
import type { SizeColumns } from "./sizedEquipment.ts";
import type { YearCase } from "./yearCase.ts";
import { variantCount, yearProgram, type YearProgram } from "./yearProgram.ts";

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

type Sized = { readonly status: Optimum["status"]; readonly values: Readonly<Record<keyof SizeColumns, number>>; readonly operationCost: number };

/**
 * Sizes of least yearly cost over every reading of the tariff, and what a year under them costs, equipment left out; where no sizes keep the limits, as `optimise`. The reading that asks
 * nothing of the year comes first, so that another is only looked into where it could be cheaper.
 */
export function optimiseSizes(c: YearCase, solve: Solve, { near, timeLimitSeconds, onProgress = () => {} }: SizesOptions): Sized {
  const variants = variantCount(c.tariff);
  const plain = yearProgram(c, { variant: variants - 1 });
  const { sizes } = plain;
  assert(sizes !== undefined && c.sizes !== undefined, "a programme of sizes");
  const few = [sizes.batteryKw, sizes.batteryKwh, sizes.solarKw, sizes.windKw];
  const first = [near.batteryKw, near.batteryKwh, near.solarKw, near.windKw];
  let best: { readonly solution: LinearSolution; readonly gaps: number } | undefined;
  for (let variant = variants - 1; variant >= 0; variant--) {
    const done = variants - 1 - variant;
    // From what was found before, and not from nothing: a size that is not there has no step to take.
    const from = first.map((size, k) => Math.max(best?.solution.columns[few[k] as number] ?? size, 0.1 * size));
    const bySizes = ({ program }: YearProgram) => solveByFewColumns(program, few, solve, { near: from, kept: [NOT_TOO_LONG], timeLimitSeconds, onProgress: (fraction) => { onProgress((done + fraction) / variants); } });
    // First without what the reading asks of the year: dense rows, for nothing where it is dearer anyway.
    const loose = yearProgram(c, { variant, loose: true });
    const free = bySizes(loose);
    const whole = yearProgram(c, { variant });
    const isAsked = whole.program.rowCount > loose.program.rowCount && free.status === "optimal" && free.objective < (best?.solution.objective ?? Infinity);
    const solution = isAsked ? bySizes(whole) : free;
    if (solution.status === "infeasible") continue;
    if (solution.status !== "optimal") throw new LimitError("solver seconds", "no sizes within them", `${timeLimitSeconds ?? Infinity} s`);
    if (best === undefined || solution.objective < best.solution.objective) best = { solution, gaps: whole.gaps.length };
  }
  if (best === undefined) throw infeasible(plain, c, solve);
  const { solution } = best;
  const valueAt = (column: number) => solution.columns[column] as number;
  const values = { batteryKw: valueAt(sizes.batteryKw), batteryKwh: valueAt(sizes.batteryKwh), solarKw: valueAt(sizes.solarKw), windKw: valueAt(sizes.windKw), startKwh: valueAt(sizes.startKwh) };
  const equipmentCost = values.batteryKw * c.sizes.batteryKw.yearlyCost + values.batteryKwh * c.sizes.batteryKwh.yearlyCost + values.solarKw * c.sizes.solar.yearlyCost + values.windKw * c.sizes.wind.yearlyCost;
  return { status: best.gaps === 0 ? "optimal" : "feasible", values, operationCost: solution.objective - equipmentCost };
}
