import { equalInputs } from "./equalInputs.ts";
import type { Run } from "./run.ts";

/** More runs than this do not stay together: the others would wait for cores that idle. */
export const MOST_TOGETHER = 4;

/** Whether two runs have all in common but how the site is run, strategy and programmes: one worker then prepares the site once for both. */
function sharesSite(a: Run, b: Run): boolean {
  if (a.seed !== b.seed) return false;
  const { strategy: _, demandResponse: __, ...site } = a.scenario;
  const { strategy: ___, demandResponse: ____, ...other } = b.scenario;
  return equalInputs(site, other);
}

/**
 * Takes runs as they are wanted and gives those that follow each other and share their site together: strategies under one seed.
 * Which stay together depends on the runs alone, so that shards on many machines agree.
 */
export function* together(runs: Iterable<Run>): Generator<readonly Run[]> {
  let group: Run[] = [];
  for (const run of runs) {
    if (group.length > 0 && (group.length === MOST_TOGETHER || run.keep !== "figures" || !sharesSite(group[0]!, run))) {
      yield group;
      group = [];
    }
    group.push(run);
  }
  if (group.length > 0) yield group;
}
