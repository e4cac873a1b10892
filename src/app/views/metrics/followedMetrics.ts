import { followedStudy } from "../../state/studies.ts";

/** The seven metrics of the run, with the growth, placement and deployment of the same file. */
export const followedMetrics = followedStudy("metrics", { reads: (scenario) => scenario, others: ["growth", "deployment", "placement"] });
