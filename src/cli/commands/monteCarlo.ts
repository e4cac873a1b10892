import type { Command } from "../command.ts";
import { askManyRuns, manyRunsOperands, manyRunsOptions } from "../manyRuns.ts";
import { variedRanges, varyOption } from "../varyOption.ts";

export const monteCarlo: Command = {
  name: "montecarlo",
  summary: "Runs a scenario under many seeds of weather, load, price, calls and outages: P10, P50, P90, convergence.",
  operands: manyRunsOperands,
  options: [
    { name: "strategies", value: "NAME,NAME…", summary: "Each under the same seeds, the others told against the first; doing nothing and the scenario's own where absent." },
    { name: "seeds", value: "N", summary: "At most so many, in place of the file's." },
    { name: "tolerance", value: "FRACTION", summary: "End once half the 95 % interval of the mean is below this share of it; 0 draws every seed, and --plan then holds them all." },
    varyOption,
    ...manyRunsOptions,
  ],
  details: `Replicate k of seed 1 is the run of seed 1.k: gridflex run SCENARIO.json --seed 1.17 makes any of them again; what the file
holds still stands behind it, "1.17;weather=1". The strategy idle is doing nothing: it joins no programme either.
--json prints {"seeds","ended","strategies":[{"strategy","figures":{ID:{"count","mean","p10","p50","p90","p10Interval",…,
"exceedance"}},"monthlyBillCost","monthlyPeakKw","importByHourKw"}],"differences":[…],"convergence":[…],"failures",…}. Quantiles are of
type 7; exceedance holds the values that are exceeded with 0, 1 … 100 per cent; differences are under the same seed.
Inputs under --vary are drawn evenly over their ranges.`,
  run(args, io) {
    const strategies = args.text("strategies")?.split(",").map((name) => name.trim()).filter((name) => name !== "");
    const seeds = args.number("seeds");
    const tolerance = args.number("tolerance");
    return askManyRuns(args, io, "monteCarlo", {
      ...(strategies === undefined ? {} : { strategies }), ...(seeds === undefined ? {} : { mostSeeds: seeds }), ...(tolerance === undefined ? {} : { toleranceFraction: tolerance }), ...variedRanges(args),
    });
  },
};
