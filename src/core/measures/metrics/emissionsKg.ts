import type { Metric } from "./metric.ts";

/** CO2e of the import at the grid's average intensity (location-based) and of the fuel burnt; export earns nothing here. */
export const emissionsKg: Metric<"emissionsKg"> = {
  id: "emissionsKg", label: "Emissions", unit: "kg", better: "lower",
  of: ({ columns: { importKw, averageCarbonGPerKwh }, stepHours, generator }) => {
    let grams = 0;
    for (let i = 0; i < importKw.length; i++) grams += importKw[i]! * averageCarbonGPerKwh[i]!;
    return (grams * stepHours) / 1000 + (generator?.emissionsKg ?? 0);
  },
};
