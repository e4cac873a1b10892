import { InputError } from "../../core/errors.ts";
import type { Command } from "../command.ts";
import { askManyRuns, manyRunsOperands, manyRunsOptions } from "../manyRuns.ts";
import { variedRanges, varyOption } from "../varyOption.ts";

export const sensitivity: Command = {
  name: "sensitivity",
  summary: "Tells which inputs move the figures: one at a time, by screening, or by shares of the variance.",
  operands: manyRunsOperands,
  options: [
    { name: "method", value: "NAME", summary: "tornado moves one input at a time; morris screens many on few runs; sobol tells shares of the variance.", choices: ["tornado", "morris", "sobol"], default: "tornado" },
    { name: "figure", value: "ID", summary: "By which inputs are sorted (of sobol: whose variance), in place of the file's." },
    { name: "rows", value: "N", summary: "Of sobol, a power of two, or trajectories of morris, in place of the file's." },
    varyOption,
    ...manyRunsOptions,
  ],
  details: `Where neither file nor --vary names an input, what the site's builder chooses is moved a fifth down and up.
--json prints for tornado {"base":[…],"inputs":[{"path","low","high","atLow":[…],"atHigh":[…]}]} (figures in the order of the
columns of --out), for morris {"inputs":[{"path","effects":{ID:{"mu","muStar","sigma","muStarError"}}}]}, for sobol
{"inputs":[{"path","first":{ID:{"value","low","high"}},"total":{…}}],"rows","variance"}; intervals are of 95 %, by bootstrap.`,
  run(args, io) {
    const method = args.requiredText("method") as "tornado" | "morris" | "sobol";
    const figure = args.text("figure");
    const rows = args.number("rows");
    if (rows !== undefined && method === "tornado") throw new InputError([{ where: { path: "--rows" }, found: String(rows), allowed: "with --method morris or sobol: tornado takes two runs an input" }]);
    return askManyRuns(args, io, method, {
      ...variedRanges(args),
      ...(figure === undefined ? {} : method === "sobol" ? { figures: [figure] } : { figure }),
      ...(rows === undefined ? {} : method === "sobol" ? { rows } : method === "morris" ? { trajectories: rows } : {}),
    });
  },
};
