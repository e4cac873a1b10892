import type { ProgramBuilder } from "../maths/linearProgram.ts";
import type { SizeColumns } from "./sizedEquipment.ts";
import type { StepColumns } from "./stepColumns.ts";
import type { Commitment } from "./support.ts";

/** Where a range of months begins or ends the plan. */
export type Ends = { readonly first: boolean; readonly last: boolean };

/** What the steps share: where their columns go, the sizes if they are chosen, and how much work may wait at the end of each. */
export type StepContext = {
  readonly builder: ProgramBuilder;
  readonly columns: StepColumns;
  readonly sizes: SizeColumns | undefined;
  readonly mostWaiting: readonly Float64Array[];
  readonly running: Commitment | undefined;
};
