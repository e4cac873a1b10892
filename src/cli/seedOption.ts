import type { CommandOption } from "./command.ts";

export const seedOption: CommandOption = {
  name: "seed", value: "TEXT", default: "1", summary: "Names the random streams of weather, load and price: the same scenario, seed and version give the same bytes.",
};
