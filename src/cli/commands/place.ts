import { InputError } from "../../core/errors.ts";
import { simulate } from "../../core/simulate.ts";
import { placement, type Bound, type Placement } from "../../core/studies/placement.ts";
import { shiftSites, spatialShift, type Shift } from "../../core/studies/spatialShift.ts";
import { version } from "../../document/version.ts";
import { loadSolver } from "../../engine/solver.ts";
import { fixed, NONE, percent, SPACE } from "../../text/numbers.ts";
import type { Args, Command, Io } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";
import { readStudyFile, studyOperand } from "../studyFile.ts";

export const place: Command = {
  name: "place",
  summary: "Which workload runs where, at least cost; and what moving work between sites saves.",
  operands: [studyOperand],
  options: [
    { name: "shift", value: "FILE,FILE…", summary: "Scenarios of further sites: their runs and this one's decide hour by hour where movable work runs." },
    { name: "by", value: "WHAT", summary: "What decides: the price or the marginal carbon of the hour.", choices: ["price", "carbon"], default: "price" },
    { name: "transfer-cost", value: "R", summary: "Of moving one IT kWh of work to another site.", default: "0.01" },
    { name: "movable", value: "F", summary: "Share of the work that runs at once which may move; deferrable work moves as a whole.", default: "0" },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `The least-cost placement is exact: a linear programme for every set of places opened (at most ten). Latency and residency close
places to a workload; its critical share runs outside of every cloud's failure domain. Of placements of one cost the
lexicographically smallest is told. Where none keeps all bounds, the smallest set of them that conflicts is named.
--json prints {"best":{"costPerHour","assignments"}|null,"conflict","bestSingle","hybridCostEfficiency","allCloudCostPerHour",
"unconstrainedCostPerHour","constraintCostPerHour","boundPrices","capacityPrices","drills","elasticity","version"}, with --shift
also {"shift":{"by","sites","movedKwh","transferCost","costDifference","emissionsDifferenceKg"}}: energy lines alone, over the
hours that the runs share; demand charges are not in it.`,
  async run(args, io) {
    const path = args.operand("SCENARIO.json");
    const { studies } = await readStudyFile(path, io);
    const found = placement(studies.placement, await loadSolver());
    const others = args.text("shift");
    const shift = others === undefined ? undefined : await shiftBetween([path, ...others.split(",")].map((name) => name.trim()), args, io);
    if (args.has("json")) {
      io.stdout(`${JSON.stringify({ ...found, ...(shift === undefined ? {} : { shift: { by: args.text("by"), ...shift, sites: shift.sites.map((site) => ({ ...site, itKw: undefined })) } }), version })}\n`);
    } else io.stdout(`${[...placementLines(found), ...(shift === undefined ? [] : shiftLines(shift))].join("\n")}\n`);
    return 0;
  },
};

async function shiftBetween(paths: readonly string[], args: Args, io: Io): Promise<Shift> {
  if (paths.some((path) => path === "")) throw new InputError([{ where: { path: "--shift" }, found: "no scenario of this site", allowed: "SCENARIO.json before it, and further scenarios joined by commas" }]);
  const seed = args.requiredText("seed");
  const by = args.text("by") === "carbon" ? "carbon" : "price";
  const solve = await loadSolver();
  const runs = await Promise.all(paths.map((path) => withScenario(path, io, (scenario, data) => ({ id: scenario.name, result: simulate(scenario, { seed, data, solve }), capacityKw: scenario.load.itDesignKw }))));
  return spatialShift(shiftSites(runs, args.requiredNumber("movable", { min: 0, max: 1 }), by), { by, transferCostPerKwh: args.requiredNumber("transfer-cost", { min: 0 }) });
}

const costText = (value: number | null) => (value === null ? NONE : `${fixed(value, 2)} per hour`);
const boundText = (bound: Bound) => `${bound.kind}${"workload" in bound ? ` of ${bound.workload}` : "place" in bound ? ` of ${bound.place}` : ""}`;

function placementLines(found: Placement): string[] {
  const { best } = found;
  if (best === null) return [`No placement keeps all bounds. These cannot be kept together: ${found.conflict.map(boundText).join(", ")}.`];
  return [
    `Least cost ${costText(best.costPerHour)}`,
    ...best.assignments.map(({ place: at, workload, units }) => `  ${workload.padEnd(20)}${at.padEnd(20)}${fixed(units, 1).padStart(10)}`),
    `Best single place ${found.bestSingle === null ? "none keeps all bounds" : `${found.bestSingle.place}, ${costText(found.bestSingle.costPerHour)}`}; all in the cheapest cloud ${costText(found.allCloudCostPerHour)}${found.savingAgainstCloudFraction === null ? "" : ` (${percent(found.savingAgainstCloudFraction, 1)} saved)`}`,
    `Without bounds ${costText(found.unconstrainedCostPerHour)}: they cost ${costText(found.constraintCostPerHour)}`,
    ...found.boundPrices.filter(({ costPerHour }) => costPerHour > 1e-6).map(({ bound, costPerHour }) => `  ${boundText(bound).padEnd(40)}${fixed(costPerHour, 2).padStart(10)}`),
    ...found.capacityPrices.map(({ place: at, costPerUnitHour }) => `One more unit at ${at} saves ${fixed(costPerUnitHour, 2)} per hour`),
    ...found.drills.map(({ failureDomain, servedFraction, afterMovingFraction, costPerHour }) => `${failureDomain} out: ${percent(servedFraction, 1)} runs on, ${percent(afterMovingFraction, 1)} after moving to spare capacity; ${costPerHour === null ? "not all fits what is left within its bounds" : `all moved, ${costText(costPerHour)}`}`),
    ...(found.elasticity === null ? [] : [`Own capacity of ${fixed(found.elasticity.ownUnits, 1)} at ${found.elasticity.ownPlace} (the ${percent(found.elasticity.quantileFraction, 1)} quantile of demand), the rest at ${found.elasticity.cloudPlace}: ${costText(found.elasticity.costPerHour)}`]),
  ];
}

function shiftLines({ sites, movedKwh, transferCost, costDifference, emissionsDifferenceKg }: Shift): string[] {
  return [
    "", `Moved ${fixed(movedKwh, 0)}${SPACE}kWh; energy and transfer ${fixed(costDifference, 0)} (transfer ${fixed(transferCost, 0)}), emissions at the margin ${fixed(emissionsDifferenceKg, 0)}${SPACE}kg; demand charges are not in it`,
    ...sites.map((site) => `  ${site.id.padEnd(40)} sent ${fixed(site.sentKwh, 0)}${SPACE}kWh, took ${fixed(site.takenKwh, 0)}${SPACE}kWh; IT peak ${fixed(site.peakBeforeKw, 0)} → ${fixed(site.peakAfterKw, 0)}${SPACE}kW`),
  ];
}
