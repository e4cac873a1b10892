import * as z from "zod/mini";
import { assert } from "../errors.ts";
import { checkInputs } from "../check.ts";
import { fieldRegistry } from "../field.ts";
import { deployment, deploymentInputs } from "./deployment.ts";
import { foresight } from "./foresight.ts";
import { regret } from "./regret.ts";
import { growth, growthInputs } from "./growth.ts";
import { headroomStudy } from "./headroomStudy.ts";
import { lifetime } from "./lifetime.ts";
import { metricsStudy } from "./metricsStudy.ts";
import { placement, placementInputs } from "./placement.ts";
import { sizing } from "./sizing.ts";
import { siteGrowthInputs, siteGrowthOf } from "./siteGrowth.ts";
import { survivalStudy } from "./survival.ts";
import { participation } from "./participation.ts";
import { programmeComparison } from "./programmeComparison.ts";
import { scoreLevers } from "./scoreLevers.ts";
import { monteCarlo } from "./monteCarlo.ts";
import { morris } from "./morris.ts";
import { pareto } from "./pareto.ts";
import { sobol } from "./sobol.ts";
import { sweep } from "./sweep.ts";
import { tornado } from "./tornado.ts";
import { tuner } from "./tuner.ts";
import { withoutRuns, type Study } from "./study.ts";

/** Every study whose inputs stand beside the scenario in its file, in the order of menus. */
export const studies = [
  lifetime,
  regret,
  foresight,
  sizing,
  survivalStudy,
  participation,
  programmeComparison,
  scoreLevers,
  monteCarlo,
  tornado,
  morris,
  sobol,
  sweep,
  pareto,
  tuner,
  withoutRuns({
    id: "growth", title: "Demand growth", summary: "How the electricity of data centres grows, from published anchors, with its spread.", inputs: growthInputs,
    answer: ({ inputs, seed }) => growth(inputs, seed),
  }),
  withoutRuns({
    id: "siteGrowth", title: "Site build-out", summary: "When a site outgrows its firm and its flexible connection.", inputs: siteGrowthInputs,
    answer: siteGrowthOf,
  }),
  headroomStudy,
  metricsStudy,
  withoutRuns({
    id: "placement", title: "Placement", summary: "Which workload runs where, at least cost, within latency, residency and outage bounds.", inputs: placementInputs, needsSolver: true,
    answer({ inputs }, { solve }) {
      assert(solve !== undefined, "placement is solved, and was given no solver");
      return placement(inputs, solve);
    },
  }),
  withoutRuns({
    id: "deployment", title: "Deployment", summary: "How fast capacity is built and powered, factory-built against conventional, firm against flexible.", inputs: deploymentInputs,
    answer: ({ inputs, seed }) => deployment(inputs, seed),
  }),
] as const;

export type AnyStudy = (typeof studies)[number];
export type StudyId = AnyStudy["id"];
type StudyOf<Id extends StudyId> = Extract<AnyStudy, { readonly id: Id }>;
export type StudyInputs<Id extends StudyId> = z.output<StudyOf<Id>["inputs"]>;
export type StudyFinding<Id extends StudyId> = ReturnType<StudyOf<Id>["finish"]>;

/** The inputs of every study by its id, each with its defaults. */
export type Studies = { readonly [Id in StudyId]: StudyInputs<Id> };

/** What stands under `studies` in a scenario file. */
export const studiesSchema = z.prefault(
  z.strictObject(Object.fromEntries(studies.map(({ id, inputs }) => [id, inputs])) as { readonly [Id in StudyId]: StudyOf<Id>["inputs"] }), {} as never,
).register(fieldRegistry, { title: "Studies", help: "Inputs of questions beyond one run, by study; no part of the scenario's hash." });

/** @throws InputError with every issue by its path */
export function checkStudies(value: unknown): Studies {
  return checkInputs(studiesSchema, value, ["studies"]);
}

/** A study as those see it who run any. */
export function studyById(id: string): Study<string, unknown, unknown, object> {
  const study: unknown = studies.find((one) => one.id === id);
  assert(study !== undefined, `no study ${id}; there are ${studies.map((one) => one.id).join(", ")}`);
  // Inputs were checked by the study's own declaration, and its tally is only handed back to it.
  return study as Study<string, unknown, unknown, object>;
}
