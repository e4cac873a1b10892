import type { Command } from "../command.ts";
import { askManyRuns, manyRunsOperands, manyRunsOptions } from "../manyRuns.ts";
import { variedOf, varyOption } from "../varyOption.ts";

export const pareto: Command = {
  name: "pareto",
  summary: "Finds what none beats in two to four figures at once, such as cost and emissions, and the knee.",
  operands: manyRunsOperands,
  options: [
    { name: "figures", value: "ID,ID…", summary: "That are traded against each other, in place of the file's." },
    { name: "by", value: "KIND", summary: "What makes the rows, in place of the file's: the inputs that vary, or the optimum for each weight of carbon.", choices: ["sweep", "optimiser"] },
    { name: "weights", value: "COST,COST…", summary: "Of carbon, money per kg CO2e beside the bill, for the optimiser, in place of the file's." },
    varyOption,
    { name: "points", value: "N", summary: "How many are drawn over the ranges, in place of the file's." },
    ...manyRunsOptions,
  ],
  details: `--json prints {"figures","table":{"parameters":[…],"figures":{…}},"front":[ROW…],"knee":ROW,"failures",…}. The knee is the row
farthest below the plane through the ends of the front, each figure from 0 at its best to 1 at its worst (Das 1999).`,
  run(args, io) {
    const figures = args.text("figures")?.split(",").map((id) => id.trim()).filter((id) => id !== "");
    const points = args.number("points");
    const by = args.text("by");
    const weights = args.text("weights")?.split(",").map(Number);
    return askManyRuns(args, io, "pareto", { ...(by === undefined ? {} : { by }), ...(weights === undefined ? {} : { carbonCostsPerKg: weights }), ...(figures === undefined ? {} : { figures }), ...variedOf(args), ...(points === undefined ? {} : { points }) });
  },
};
