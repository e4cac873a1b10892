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
  /** Heat put into the cold store, negative: taken out; and what it holds. */
  readonly coldHeat: Int32Array;
  readonly coldStored: Int32Array;
  readonly generator: Int32Array;
  readonly unserved: Int32Array;
  /** Load throttled away, one a slice of what it costs. */
  readonly shed: readonly Int32Array[];
  /** Row that holds the step's import under a peak; −1 where no charge meters it alone. */
  readonly peakRow: Int32Array;
  /** Row that the classes' sum keeps the hall by. */
  readonly hallRow: Int32Array;
  readonly busRow: Int32Array;
};

export function emptyColumns(length: number, classes: number, shedSlices: number): StepColumns {
  const none = () => new Int32Array(length).fill(-1);
  return {
    imported: none(), exported: none(), spilt: none(), charge: none(), discharge: none(), soc: none(), peakRow: none(), hallRow: none(), busRow: none(),
    coldHeat: none(), coldStored: none(), generator: none(), unserved: none(), shed: Array.from({ length: shedSlices }, none),
    serve: Array.from({ length: classes }, none), backlog: Array.from({ length: classes }, none),
  };
}

/** Value of a step's column in a solution; 0 where the step has none. */
export function valueOf(column: Int32Array, i: number, values: Float64Array): number {
  const index = column[i] as number;
  return index < 0 ? 0 : (values[index] as number);
}

/** A flow below this is the solver's tolerance, kW. */
export const DUST_KW = 1e-7;

/** Load throttled away in a step, kW. */
export function shedOf({ shed }: StepColumns, i: number, values: Float64Array): number {
  let kw = 0;
  for (const slice of shed) kw += valueOf(slice, i, values);
  return kw;
}
