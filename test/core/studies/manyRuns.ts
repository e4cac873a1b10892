import { checkScenario, type Scenario } from "../../../src/core/scenario.ts";
import { studyById, type StudyFinding, type StudyId } from "../../../src/core/studies/index.ts";
import { checkInputs } from "../../../src/core/check.ts";
import type { Question, Study } from "../../../src/core/studies/study.ts";
import { inlineWith } from "../../../src/engine/inline.ts";
import { Kept } from "../../../src/engine/executeRun.ts";
import type { Executor } from "../../../src/engine/run.ts";
import { runStudy, type RunStudyOptions } from "../../../src/engine/runStudy.ts";

/** Dear from 16 to 21 h, cheap else, by every day of every month. */
const schedule = Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 1 : 0)));

/** A site of two summer days in hours, small enough to be run by the hundred. */
export const smallSite: Scenario = checkScenario({
  time: { start: "2025-07-01", days: 2, stepMinutes: 60 },
  solar: { dcKw: 400 }, battery: { powerKw: 200, energyKwh: 400, wearCostPerKwh: 0.01 }, load: { itDesignKw: 500 }, connection: { importLimitKw: 2000 },
  tariff: { urdb: {
    label: "small", utility: "u", name: "n", energyratestructure: [[{ rate: 0.06 }], [{ rate: 0.3 }]], energyweekdayschedule: schedule, energyweekendschedule: schedule,
    flatdemandstructure: [[{ rate: 2 }]], flatdemandmonths: Array.from({ length: 12 }, () => 0),
  } },
  strategy: { battery: { policy: "tou-arbitrage" } },
});

export function questionOf<Id extends StudyId>(id: Id, inputs: object = {}, scenario: Scenario = smallSite): { readonly study: Study<string, unknown, unknown, StudyFinding<Id>, unknown>; readonly question: Question<unknown> } {
  const study = studyById(id) as unknown as Study<string, unknown, unknown, StudyFinding<Id>, unknown>;
  return { study, question: { scenario, inputs: checkInputs(study.inputs, inputs, ["studies", id]), seed: "1", data: new Map() } };
}

export function ask<Id extends StudyId>(id: Id, inputs: object = {}, scenario: Scenario = smallSite, { executor = inlineWith(new Kept()), ...options }: RunStudyOptions<StudyFinding<Id>, unknown> & { readonly executor?: Executor } = {}): Promise<StudyFinding<Id>> {
  const { study, question } = questionOf(id, inputs, scenario);
  return runStudy(study, question, executor, options);
}

/** The site with its load measured, in a file beside the scenario's: hours of as many days as its run has. */
export function measuredSite(scenario: Scenario = smallSite): { readonly site: Scenario; readonly csv: string } {
  const { start, days } = scenario.time;
  const hours = Array.from({ length: 24 * days }, (_, hour) => `${new Date(Date.parse(`${start}T00:00:00Z`) + hour * 3_600_000).toISOString().slice(0, 16)},${400 + 100 * Math.sin(hour)}`);
  return {
    site: checkScenario({ ...scenario, load: { ...scenario.load, demand: { kind: "trace", measures: "it", series: { file: "load.csv" } } } }),
    csv: `time,load (kW)\n${hours.join("\n")}\n`,
  };
}
