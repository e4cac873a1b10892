import { checkInputs } from "../check.ts";
import { mean } from "../maths/statistics.ts";
import { servedByServer } from "../measures/inference.ts";
import { simulate } from "../simulate.ts";
import { deployment, deploymentInputs } from "./deployment.ts";
import { finops, type Finops } from "./finops.ts";
import { growth, growthInputs } from "./growth.ts";
import { placement, placementInputs } from "./placement.ts";
import { sevenMetrics, type SevenMetrics } from "./sevenMetrics.ts";
import { sevenMetricsInputs, type SevenMetricsInputs } from "./sevenMetricsInputs.ts";
import { withoutRuns, type Question, type StudyTools } from "./study.ts";

export type MetricsFinding = SevenMetrics & { readonly finops: Finops };

/** The seven metrics and the running cost of a scenario's run; growth, placement and deployment by their own inputs of the same file. */
export const metricsStudy = withoutRuns({
  id: "metrics", title: "Seven metrics", summary: "What a model decision costs and emits in the cloud, on premises and at the edge, with budgets.", inputs: sevenMetricsInputs, needsSolver: true,
  answer: metricsOf,
});

export function metricsOf({ scenario, inputs, seed, data, others = {} }: Question<SevenMetricsInputs>, { solve }: StudyTools): MetricsFinding {
  const result = simulate(scenario, { seed, data, solve, score: true });
  const metrics = sevenMetrics({
    // A run of several years is scored year by year.
    inputs, result, flexibilityScore: result.score === undefined || result.score.length === 0 ? null : mean(result.score.map(({ score }) => score)),
    growth: growth(checkInputs(growthInputs, others["growth"] ?? {}), seed),
    deployment: deployment(checkInputs(deploymentInputs, others["deployment"] ?? {}), seed),
    placement: solve === undefined ? null : placement(checkInputs(placementInputs, others["placement"] ?? {}), solve),
  });
  const { itKwhPerDecision } = servedByServer(inputs.serving);
  return {
    ...metrics,
    finops: finops({ scenario, inputs: inputs.finops, result, itKwhPerDecision, outputTokens: inputs.serving.outputTokens, cloudCostPerMtok: metrics.cloudCostPerMtok, seed, data, solve }),
  };
}
