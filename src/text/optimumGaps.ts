import type { OptimumGap } from "../core/optimise/optimise.ts";
import type { OptimumFacts } from "../core/result.ts";

/** Why a plan is not proven the best: what no linear programme holds of the bill, the plant and the programmes, and what was done about it. */
const gapSentences: Readonly<Record<OptimumGap, string>> = {
  fallingTiers: "Later kWh or kW of a rate cost less than earlier ones: the bound takes the lowest line under its tiers, the plan the tier that it ends in.",
  sharedTiers: "Periods of different prices share their tiers: which hour fills which tier depends on the plan, and the bound lets the dear hours have the cheap tier.",
  tiersByDemand: "Tiers are counted in kWh per kW of billed demand, a product of two things that the plan decides: the bound takes their most favourable widths.",
  quadraticExcess: "Excess over the contract is charged by the root of its squares: the bound leaves out what no straight line holds.",
  hoursOfUse: "The discount by hours of use is tested in more than one year of bills: the bound takes the lowest prices in each.",
  carriedCredit: "Export credit is carried against energy charges that may be negative: the bound lets it be used at once.",
  outages: "In an outage sets start, may fail and go before the battery: the bound lets them and the battery share the load at will, with no fuel burnt at rest.",
  generator: "Sets beside the grid are on or off, with a least load, fuel at rest and whole hours of their permit: the bound lets them run at any share of all that.",
  throttling: "A deeper cap loses less work per kWh than a light one: the bound takes the straight line under the curve.",
  programmes: "A programme pays by a baseline that the plan itself makes, or by steps: the bound is paid the most that anyone could be.",
  floor: "The battery is below its reserve for a time: the plan fills it before it gives anything, the bound lets it stay below.",
  room: "Where sets or throttling carry work above the connection's limit the battery may not charge: the plan keeps work and charging under it, the bound need not.",
  bothWays: "A price pays for charging while discharging, or for buying while selling: the bound does both at once, the plan goes one way in every step.",
  reserve: "Calls on the reserve are answered as they come, and no plan counts on them: the bound takes their power and energy for free, and the replay differs from the plan.",
  partLoad: "Chillers at part load are no straight line: the plan follows lines beside their curve, and the bound, where there is one, lines under it.",
};

/** Reasons for what is left between plan and bound, a sentence each; none where the plan is proven or nothing was solved. */
export function optimumReasons({ status, gaps, live }: Pick<OptimumFacts, "status" | "gaps" | "live">): string[] {
  if (live !== undefined) return [];
  return [...(status === "stopped" ? ["The time limit came before the proof."] : []), ...(status === "optimal" ? [] : gaps.map((gap) => gapSentences[gap]))];
}

/** Cost of the plan as the plant ran it, where that is not what the programme said. */
export function replayDiffers({ live, replayRelativeDifference }: Pick<OptimumFacts, "live" | "replayRelativeDifference">): boolean {
  return live === undefined && Math.abs(replayRelativeDifference) > 1e-6;
}
