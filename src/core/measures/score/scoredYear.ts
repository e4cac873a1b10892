import type { GridSideFigures, VirtualBattery } from "./gridSide.ts";
import type { FlexibilityScore } from "./score.ts";

/** The score of one year of a run, with the grid-side figures and the virtual battery beside it. */
export type ScoredYear = FlexibilityScore & {
  /** First step of the year in the run; `hardStarts`, `spreadStarts` and requests count from it. */
  readonly firstStep: number;
  readonly gridSide: GridSideFigures;
  readonly virtualBattery: VirtualBattery;
  /** Mean do-nothing facility load, kW: takes the envelope from shares to power. */
  readonly meanLoadKw: number;
};
