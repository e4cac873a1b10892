import type { Command } from "../command.ts";
import { askManyRuns, manyRunsOperands, manyRunsOptions } from "../manyRuns.ts";
import { variedOf, varyOption } from "../varyOption.ts";

export const sweep: Command = {
  name: "sweep",
  summary: "Runs a scenario over lists and ranges of any inputs.",
  operands: manyRunsOperands,
  options: [
    varyOption,
    { name: "points", value: "N", summary: "How many are drawn over the ranges, in place of the file's." },
    { name: "sampling", value: "KIND", summary: "How they are drawn, in place of the file's.", choices: ["latinHypercube", "sobol"] },
    ...manyRunsOptions,
  ],
  details: `Lists are crossed with each other: a full factorial; with ranges too, each combination has every point.
--json prints {"rows","inputs","table":{"parameters":[{"path","values",…}],"figures":{ID:[…]}},"best":{ID:{"row","value",
"parameters"}},"failures",…}; above 100,000 rows table is null and the rows stand in --out alone.`,
  run(args, io) {
    const points = args.number("points");
    const sampling = args.text("sampling");
    return askManyRuns(args, io, "sweep", { ...variedOf(args), ...(points === undefined ? {} : { points }), ...(sampling === undefined ? {} : { sampling }) });
  },
};
