import type { Command } from "../command.ts";
import { askManyRuns, manyRunsOperands, manyRunsOptions } from "../manyRuns.ts";
import { variedRanges, varyOption } from "../varyOption.ts";

export const tune: Command = {
  name: "tune",
  summary: "Chooses a policy's inputs on training seeds and tells what they are worth on seeds held back.",
  operands: manyRunsOperands,
  options: [
    varyOption,
    { name: "figure", value: "ID", summary: "What is made better, in place of the file's." },
    { name: "candidates", value: "N", summary: "Budget of the search, in place of the file's." },
    ...manyRunsOptions,
  ],
  details: `Where neither file nor --vary names an input, every number of the strategy that has declared ends is searched.
--json prints {"inputs","candidates":[{"values","trainingMean"}],"best","history","heldBack":{"seeds","base","tuned","difference",
"betterFraction","trainingGain","heldBackGain"},"failures",…}; candidate 0 is the scenario as it stands.`,
  run(args, io) {
    const figure = args.text("figure");
    const candidates = args.number("candidates");
    return askManyRuns(args, io, "tuner", { ...variedRanges(args), ...(figure === undefined ? {} : { figure }), ...(candidates === undefined ? {} : { candidates }) });
  },
};
