import * as z from "zod/mini";
import { field, group, months } from "../../field.ts";
import type { BatteryPolicy } from "../policy.ts";
import { holdImport } from "./holdImport.ts";

const inputs = group({ title: "Grid target", help: "Holds import under the level that you type for each month." }, {
  limitKw: field(months(0, 1e9), { title: "Monthly limit", help: "Import is held under this level while the battery can; January to December.", unit: "kW", control: "months", min: 0, max: 1e9, default: Array<number>(12).fill(1e9) }),
});

export const gridTarget: BatteryPolicy<z.output<typeof inputs>> = {
  id: "grid-target",
  title: "Grid target",
  summary: "Holds import under a typed monthly level.",
  inputs,
  lookAheadHours: 0,
  start({ axis, ratings }, { limitKw }) {
    return (step, plant, proposal) => { holdImport(limitKw[axis.month[step] as number] as number, plant, ratings, proposal); };
  },
};
