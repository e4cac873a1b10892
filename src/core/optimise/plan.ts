import type { LinearSolution } from "../maths/linearProgram.ts";
import { reasonCode } from "../site/reason.ts";
import { DUST_KW, shedOf, valueOf } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";
import type { YearProgram } from "./yearProgram.ts";

/** What decides a run when everything is known: one value a step, kW. */
export type Plan = {
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** Solar and wind held back. */
  readonly curtailKw: Float64Array;
  /** Heat put into the cold store, negative: taken out; absent where the plan has none. */
  readonly coldKw?: Float64Array;
  /** Of the sets beside the grid, and load throttled away although the connection could carry it; absent of a planner that calls neither. */
  readonly generatorKw?: Float64Array;
  readonly shedKw?: Float64Array;
  /** IT power served, one column a class. */
  readonly serveItKw: readonly Float64Array[];
  readonly batteryReason: Uint8Array;
  readonly workReason: readonly Uint8Array[];
};

/** Flows and reasons of a solution. A reason is what binds: a peak that costs, the connection, a rating, an end of the store; else the side of the price that the step is on. */
export function planOf(c: YearCase, { columns, program }: YearProgram, { columns: values, rowDuals }: LinearSolution): Plan {
  const { axis, site, baseKw, classes, ratings } = c;
  const n = axis.length;
  const plan = {
    chargeKw: new Float64Array(n), dischargeKw: new Float64Array(n), curtailKw: new Float64Array(n), generatorKw: new Float64Array(n), shedKw: new Float64Array(n), batteryReason: new Uint8Array(n),
    serveItKw: classes.map(() => new Float64Array(n)), workReason: classes.map(() => new Uint8Array(n)),
    ...(c.cold === undefined ? {} : { coldKw: Float64Array.from({ length: n }, (_, i) => valueOf(columns.coldHeat, i, values)) }),
  };
  const atUpper = (column: Int32Array, i: number) => {
    const index = column[i] as number;
    return index >= 0 && (values[index] as number) >= (program.columnUpper[index] as number) - 1e-6;
  };
  const atLower = (column: Int32Array, i: number) => {
    const index = column[i] as number;
    return index >= 0 && (values[index] as number) <= (program.columnLower[index] as number) + 1e-6;
  };
  const dualAt = (row: Int32Array, i: number) => ((row[i] as number) < 0 ? 0 : Math.abs(rowDuals[row[i] as number] as number));
  for (let i = 0; i < n; i++) {
    const net = valueOf(columns.charge, i, values) - valueOf(columns.discharge, i, values);
    if (net > DUST_KW) plan.chargeKw[i] = net;
    else if (net < -DUST_KW) plan.dischargeKw[i] = -net;
    const spilt = valueOf(columns.spilt, i, values);
    if (spilt > DUST_KW) plan.curtailKw[i] = spilt;
    const [generated, shed] = [valueOf(columns.generator, i, values), shedOf(columns, i, values)];
    // The plant stops sets that would feed the grid, were it by the last bit of a sum: they are asked for a little less than all of the load.
    if (generated > DUST_KW) plan.generatorKw[i] = generated - DUST_KW / 10;
    if (shed > DUST_KW) plan.shedKw[i] = shed;
    const peakBinds = dualAt(columns.peakRow, i) > 1e-9;
    const importBinds = (program.columnUpper[columns.imported[i] as number] as number) < Infinity && atUpper(columns.imported, i);
    if (Math.abs(net) > DUST_KW) {
      const surplus = (baseKw[i] as number) < (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number);
      plan.batteryReason[i] = reasonCode[
        peakBinds ? "peakThreshold" : importBinds ? "importLimit"
        : net > 0
          ? (atUpper(columns.charge, i) ? "rating" : atUpper(columns.soc, i) ? "socCeiling" : surplus ? "surplus" : "cheapPrice")
          : (atUpper(columns.exported, i) ? "exportLimit" : atUpper(columns.discharge, i) ? "rating" : atLower(columns.soc, i) ? (ratings.socMinKwh > ratings.outageFloorKwh ? "reserve" : "socFloor") : "dearPrice")
      ];
    }
    classes.forEach(({ arrivalItKw }, k) => {
      const served = valueOf(columns.serve[k] as Int32Array, i, values);
      (plan.serveItKw[k] as Float64Array)[i] = served;
      if (Math.abs(served - (arrivalItKw[i] as number)) <= DUST_KW) return;
      const later = served < (arrivalItKw[i] as number);
      (plan.workReason[k] as Uint8Array)[i] = reasonCode[
        peakBinds ? "peakThreshold" : importBinds ? "importLimit" : dualAt(columns.hallRow, i) > 1e-9 ? "hallCapacity"
        : atUpper(columns.serve[k] as Int32Array, i) ? "rating" : later && atUpper(columns.backlog[k] as Int32Array, i) ? "deadline" : later ? "dearPrice" : "cheapPrice"
      ];
    });
  }
  return plan;
}
