import type { ScoredYear } from "../../core/measures/score/scoredYear.ts";
import type { RunResult } from "../../core/result.ts";
import type { Scenario } from "../../core/scenario.ts";

/** What made a result, so that it can be made again. Every file that is written of a run carries it. */
export type Provenance = { readonly strategy: string; readonly seed: string; readonly version: string; readonly scenarioHash: string };

/** The same site with nothing done, step by step, and the run's grid flexibility score, year by year. */
export type Beside = { readonly idle: RunResult; readonly score: readonly ScoredYear[] };

/** A run that is over, with what it was a run of. */
export type FinishedRun = { readonly scenario: Scenario; readonly result: RunResult; readonly provenance: Provenance; /** For who tells it (`Writer.tellsBeside`). */ readonly beside?: Beside | undefined };

/** An answered study, with what it was asked of. */
export type FinishedStudy<Finding> = { readonly scenario: Scenario; readonly finding: Finding; readonly provenance: Provenance & { readonly studyHash: string } };

export type WriteOptions = {
  /** "comma": fields parted by `;`, decimal comma, as spreadsheets of most of Europe expect; default "point": RFC 4180 with `,` and a decimal point. */
  readonly decimal?: "point" | "comma" | undefined;
  /** Provenance as lines that begin with "# " above the header; off by default, because most readers stumble on them. */
  readonly comments?: boolean | undefined;
};

export type Writer = {
  readonly id: string;
  readonly title: string;
  /** With its extension: "timeseries.csv". */
  readonly fileName: string;
  readonly mediaType: string;
  /** Whether it tells what takes runs more than the one that it is handed; without them it leaves that out. */
  readonly tellsBeside?: true;
  /** Whether the run has anything for it; absent: always. */
  applies?(run: FinishedRun): boolean;
  /** Same run, same bytes: no date, no clock. */
  write(run: FinishedRun, options?: WriteOptions): string | Uint8Array | Promise<Uint8Array>;
};

export type StudyWriter<Finding> = Omit<Writer, "write"> & { write(study: FinishedStudy<Finding>, options?: WriteOptions): string };

/** Which generator made the random numbers; a version of another could make others of the same seed. */
export const RANDOM_ALGORITHM = "alea (seedrandom 3.0.5), one stream a component";

/** The record that stands beside a file which has no room for it. */
export function sidecar(run: Pick<FinishedRun, "scenario" | "provenance">, fileName: string, columns: readonly { readonly name: string; readonly title: string; readonly unit: string }[] = []): string {
  const { scenario, provenance } = run;
  return `${JSON.stringify({ schema: "gridflex-provenance-1", file: fileName, scenario: scenario.name, ...provenance, random: RANDOM_ALGORITHM, currency: scenario.site.currency, timeZone: scenario.site.timeZone, columns }, null, 2)}\n`;
}
