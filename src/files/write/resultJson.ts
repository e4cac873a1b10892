import { RANDOM_ALGORITHM, type FinishedRun, type Writer } from "./writer.ts";

/** The whole result but the time series: what made it, the scenario with every default, figures, bill, warnings, findings. */
export const resultJson: Writer = {
  id: "result-json", title: "Result (JSON)", fileName: "result.json", mediaType: "application/json",
  write({ scenario, result, provenance }: FinishedRun) {
    const { frame: _, ...summary } = result;
    return `${JSON.stringify({ schema: "gridflex-result-1", ...provenance, random: RANDOM_ALGORITHM, scenario, ...summary, strategy: result.strategy }, null, 2)}\n`;
  },
};
