import type { LinearSolution } from "../maths/linearProgram.ts";
import { extendProgram, type LateColumn } from "./extendProgram.ts";
import type { YearCase } from "./yearCase.ts";
import type { YearProgram } from "./yearProgram.ts";

/** Shadow prices this near to a cost are the same, relative to it. */
const NEAR = 1e-9;

/** Throttling where a kWh of load is worth more than the cheapest work lost for it: elsewhere no plan throttles, by the duality of linear programmes, and a year has no columns for it. */
export function whereItPays(c: YearCase, { columns: { busRow } }: YearProgram, { rowDuals }: LinearSolution): (i: number) => boolean {
  const cheapest = (c.support?.throttling?.slices[0]?.costPerKwh ?? Infinity) * c.axis.stepHours;
  return (i) => (rowDuals[busRow[i] as number] as number) > cheapest * (1 + NEAR);
}

/** The programme with throttling in further steps. @returns null where none comes in */
export function withShedding(c: YearCase, year: YearProgram, comesIn: (i: number) => boolean): YearProgram | null {
  const throttling = c.support?.throttling;
  if (throttling === undefined || throttling.slices.length === 0) return null;
  const { axis: { length, stepHours }, baseKw, site, classes } = c;
  const { columns, program } = year;
  const shed = columns.shed.map((slice) => slice.slice());
  const late: LateColumn[] = [];
  for (let i = 0; i < length; i++) {
    const row = columns.busRow[i] as number;
    if ((shed[0] as Int32Array)[i] as number >= 0 || !comesIn(i)) continue;
    // Throttling takes load off the bus, and makes no surplus.
    const servedItKw = classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), 0);
    const loadKw = (baseKw[i] as number) + (site.busPerIt[i] as number) * servedItKw - (site.pvAvailableKw[i] as number) - (site.windAvailableKw[i] as number);
    let left = Math.min(throttling.mostCutKw[i] as number, loadKw);
    throttling.slices.forEach(({ share, costPerKwh }, k) => {
      const most = Math.min(left, share * (throttling.mostCutKw[i] as number));
      if (most <= 0) return;
      left -= most;
      (shed[k] as Int32Array)[i] = program.columnCount + late.length;
      late.push({ cost: costPerKwh * stepHours, upper: most, entries: [{ row, value: 1 }] });
    });
  }
  return late.length === 0 ? null : { ...year, program: extendProgram(program, late), columns: { ...columns, shed } };
}
