import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { field, group, numberField, table12x24 } from "../field.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles } from "../time/series.ts";

/** Sane bounds of grid intensities; beyond them a unit was mistaken (lb/MWh, kg/kWh). */
const BOUNDS_G_PER_KWH = { average: { min: 0, max: 1300 }, marginal: { min: -1200, max: 1300 } } as const;

function intensity(which: "average" | "marginal", title: string, help: string, gPerKwh: number, source: string) {
  const { min, max } = BOUNDS_G_PER_KWH[which];
  return field(z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("constant"), gPerKwh: numberField({ title, help: "The same in every hour.", unit: "gCO2e/kWh", min, max, default: gPerKwh, source, assumed: which === "marginal" }) }),
    z.strictObject({
      kind: z.literal("table"),
      gPerKwh: field(table12x24(min, max), { title, help: "Of each month and civil hour.", unit: "gCO2e/kWh", default: Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => gPerKwh)), control: "table12x24" }),
    }),
    z.strictObject({ kind: z.literal("series"), series: seriesInput({ title, help: "Mean intensity over each interval.", unit: "g/kWh" }) }),
  ]), { title, help, default: { kind: "constant", gPerKwh } });
}

/** What a kWh from the grid emits: on average, which a location-based account takes, and at the margin, which differences take. */
export const carbonInputs = group({ title: "Carbon", help: "Emissions of grid energy, average for the account and marginal for what a change avoids." }, {
  average: intensity("average", "Average intensity", "Location-based emissions are import times this.", 349.7, "eGRID2023 rev 2, US total output."),
  marginal: intensity("marginal", "Marginal intensity", "Avoided emissions are the import avoided times this; never total import.", 635, "eGRID2023 US non-baseload output, a proxy for the margin (January table)."),
  averageFactor: numberField({ title: "Scale, average", help: "Times every value: takes a table of a wider area to the site's own level.", unit: "×", min: 0, max: 5, default: 1, step: 0.001 }),
});

export type CarbonInputs = z.infer<typeof carbonInputs>;

/** Intensities laid on a run's steps, gCO2e/kWh. */
export type PreparedCarbon = { readonly averageGPerKwh: Float64Array; readonly marginalGPerKwh: Float64Array; readonly warnings: readonly Warning[] };

/** Throws `InputError` for a file that is absent or does not cover the run. Values of a file beyond sane bounds are a warning. */
export function prepareCarbon(inputs: CarbonInputs, context: { readonly axis: Axis; readonly data: DataFiles }): PreparedCarbon {
  const average = intensityOnAxis(inputs.average, "average", context);
  const marginal = intensityOnAxis(inputs.marginal, "marginal", context);
  return {
    averageGPerKwh: average.values.map((gPerKwh) => gPerKwh * inputs.averageFactor),
    marginalGPerKwh: marginal.values,
    warnings: [...average.warnings, ...marginal.warnings],
  };
}

type Intensity = CarbonInputs["average"];

function intensityOnAxis(inputs: Intensity, which: "average" | "marginal", { axis, data }: { readonly axis: Axis; readonly data: DataFiles }): { readonly values: Float64Array; readonly warnings: readonly Warning[] } {
  switch (inputs.kind) {
    case "constant": return { values: new Float64Array(axis.length).fill(inputs.gPerKwh), warnings: [] };
    case "table": return { values: Float64Array.from({ length: axis.length }, (_, i) => inputs.gPerKwh[axis.month[i] as number]?.[axis.hour[i] as number] ?? 0), warnings: [] };
    case "series": {
      const { values, warnings } = onAxis(inputs.series, axis, data, `carbon.${which}.series`, "g/kWh");
      const { min, max } = BOUNDS_G_PER_KWH[which];
      const beyond = values.reduce((count, value) => count + (value < min || value > max ? 1 : 0), 0);
      return { values, warnings: beyond > 0 ? [...warnings, { code: "carbonBeyondBounds", values: { series: which, steps: beyond, minGPerKwh: min, maxGPerKwh: max } }] : warnings };
    }
  }
}

