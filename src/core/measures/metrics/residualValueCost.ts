import { residualValueCost as storedValueCost } from "../../site/battery.ts";
import type { Metric } from "./metric.ts";

/** What the battery holds at the end below its start, at the mean import price; negative where it ends fuller. Not in the bill. */
export const residualValueCost: Metric<"residualValueCost"> = {
  id: "residualValueCost", label: "Value of stored energy", unit: "currency", better: "lower",
  of: (run) => storedValueCost(run.ratings, run.columns.socKwh.at(-1) ?? run.ratings.initialSocKwh, run.meanImportCostPerKwh),
};
