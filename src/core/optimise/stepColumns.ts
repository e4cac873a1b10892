import type { ProgramBuilder } from "../maths/linearProgram.ts";
import type { SizeColumns } from "./sizedEquipment.ts";

/** Steps' columns by step; −1 where there is none. */
export type StepColumns = {
  readonly imported: Int32Array;
  readonly exported: Int32Array;
  /** Solar and wind held back. */
  readonly spilt: Int32Array;
  readonly charge: Int32Array;
  readonly discharge: Int32Array;
  readonly soc: Int32Array;
  readonly serve: readonly Int32Array[];
  readonly backlog: readonly Int32Array[];
  /** Row that holds the step's import under a peak; −1 where no charge meters it alone. */
  readonly peakRow: Int32Array;
  /** Row that the classes' sum keeps the hall by. */
  readonly hallRow: Int32Array;
  readonly busRow: Int32Array;
};

/** Where a range of months begins or ends the plan. */
export type Ends = { readonly first: boolean; readonly last: boolean };

/** What the steps share: where their columns go, the sizes if they are chosen, and how much work may wait at the end of each. */
export type StepContext = {
  readonly builder: ProgramBuilder;
  readonly columns: StepColumns;
  readonly sizes: SizeColumns | undefined;
  readonly mostWaiting: readonly Float64Array[];
};

export function emptyColumns(length: number, classes: number): StepColumns {
  const none = () => new Int32Array(length).fill(-1);
  return {
    imported: none(), exported: none(), spilt: none(), charge: none(), discharge: none(), soc: none(), peakRow: none(), hallRow: none(), busRow: none(),
    serve: Array.from({ length: classes }, none), backlog: Array.from({ length: classes }, none),
  };
}

/** Value of a step's column in a solution; 0 where the step has none. */
export function valueOf(column: Int32Array, i: number, values: Float64Array): number {
  const index = column[i] as number;
  return index < 0 ? 0 : (values[index] as number);
}
