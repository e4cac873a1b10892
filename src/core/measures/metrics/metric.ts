import type { Kpis } from "../../result.ts";
import type { FinishedRun } from "../finishedRun.ts";

/** One figure of a finished run. */
export type Metric<Id extends keyof Kpis = keyof Kpis> = {
  /** The key in `kpis`; ends in the unit. */
  readonly id: Id;
  readonly label: string;
  /** "currency" stands for the scenario's. */
  readonly unit: string;
  /** Which way is better; "neither" for a figure that only describes. */
  readonly better: "lower" | "higher" | "neither";
  of(run: FinishedRun): number;
};
