import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { choiceField, field, fieldRegistry, group, numberField, optionalNumberField, table12x24 } from "../field.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles, type SeriesInput } from "../time/series.ts";

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

const carbonFreeHelp = "Share of the grid's energy from sources that burn nothing: the 24/7 score counts it for what no contract covers.";
/** Sun, wind, water, nuclear: the share of the grid's mix that the 24/7 score takes for uncovered hours. */
const carbonFree = field(z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("constant"),
    carbonFreeFraction: numberField({ title: "Carbon-free share", help: "The same in every hour.", unit: "%", min: 0, max: 1, default: 0.4, step: 0.01, assumed: true, source: "United States, about 40 % in 2023, nuclear and water included (not confirmed)." }),
  }),
  z.strictObject({
    kind: z.literal("table"),
    carbonFreeFraction: field(table12x24(0, 1), { title: "Carbon-free share", help: "Of each month and civil hour, 0 to 1.", default: Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0.4)), control: "table12x24" }),
  }),
  z.strictObject({ kind: z.literal("series"), series: seriesInput({ title: "Carbon-free share", help: "Mean over each interval, 0 to 1.", unit: "fraction" }) }),
]), { title: "Carbon-free share of the grid", help: carbonFreeHelp, default: { kind: "constant", carbonFreeFraction: 0.4 } });

const contractName = z.string().check(z.minLength(1), z.maxLength(60)).register(fieldRegistry, { title: "Name", help: "As it stands in tables." });
const contractFactor = numberField({ title: "Factor", help: "Of the contract's energy; 0 for certificates of sun, wind, water and nuclear.", unit: "gCO2e/kWh", min: 0, max: 1300, default: 0 });
/** Energy bought by contract or certificate, which the market-based account and the 24/7 score read. */
const contract = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("flat"), name: contractName,
    mwhPerYear: numberField({ title: "Energy a year", help: "Spread evenly over the hours.", unit: "MWh", min: 0, max: 1e9, default: 0, log: true }), gPerKwh: contractFactor,
  }).register(fieldRegistry, { title: "Even", help: "The same in every hour, as base-load contracts are." }),
  z.strictObject({
    kind: z.literal("series"), name: contractName,
    series: seriesInput({ title: "Contracted power", help: "Mean over each interval: what the contracted plant gives.", unit: "kW" }), gPerKwh: contractFactor,
  }).register(fieldRegistry, { title: "By the hour", help: "What the contracted plant gives, hour by hour." }),
]);

/** What a kWh from the grid emits: on average, which a location-based account takes, and at the margin, which differences take. */
export const carbonInputs = group({ title: "Carbon", help: "Emissions of grid energy, average for the account and marginal for what a change avoids." }, {
  average: intensity("average", "Average intensity", "Location-based emissions are import times this.", 349.7, "eGRID2023 rev 2, US total output."),
  marginal: intensity("marginal", "Marginal intensity", "Avoided emissions are the import avoided times this; never total import.", 635, "eGRID2023 US non-baseload output, a proxy for the margin (January table)."),
  averageFactor: numberField({ title: "Scale, average", help: "Times every value: takes a table of a wider area to the site's own level.", unit: "×", min: 0, max: 5, default: 1, step: 0.001 }),
  carbonFree,
  contracts: field(z.array(contract).check(z.maxLength(20)), { title: "Contracts", help: "Energy bought by contract or certificate; the market-based account and the 24/7 score read it, the bill does not.", control: "json", default: [] }),
  residualMixGPerKwh: optionalNumberField({ title: "Residual mix", help: "What uncontracted energy emits in the market-based account. Empty: the grid's average, and the account says so.", unit: "gCO2e/kWh", min: 0, max: 1300 }),
  matching: choiceField(["annual", "hourly"], {
    title: "Matching", help: "Whether a contract's kWh of any hour covers the site's (annual, the present rule of the GHG Protocol) or only of the same step.", default: "annual", options: { annual: "Over the year", hourly: "Hour by hour" },
    source: "GHG Protocol Scope 2 Guidance (2015).",
  }),
});

export type CarbonInputs = z.infer<typeof carbonInputs>;

/**
 * A run's carbon by each rule of accounting, kg CO2e. They answer different questions and are never added, except one of the two scope 2 figures with scope 1.
 * GHG Protocol Scope 2 Guidance (2015); Google, 24/7 Carbon-Free Energy: Methodologies and Metrics (2021).
 */
export type CarbonAccount = {
  /** Scope 2 by the grid's average: import × intensity of its step. Export takes nothing off. */
  readonly locationBasedKg: number;
  /** Scope 2 by what was bought: covered energy at its contract's factor, the rest at the residual mix. */
  readonly marketBasedKg: number;
  /** What the uncovered rest was counted at: where no residual mix is given the grid's average stands in. */
  readonly residualBasis: "residualMix" | "gridAverage";
  readonly matching: CarbonInputs["matching"];
  /** Import that contracts cover, under the chosen matching. */
  readonly coveredKwh: number;
  /** Fuel burnt on the site. */
  readonly scope1Kg: number;
  /** At the margin: what import less than the do-nothing run's spares the grid; negative where the run is worse. */
  readonly avoidedKg: number;
  /** At the margin: what export beyond the do-nothing run's displaces elsewhere. Beside the account, taken off nothing. */
  readonly exportAvoidedKg: number;
  /** 24/7 score: share of the load, battery losses included, that carbon-free energy covers step by step; null without load. */
  readonly carbonFreeScoreFraction: number | null;
  /** The same if contracts and own generation could be matched over the whole run: the gap to the score is what timing hides. */
  readonly annualMatchFraction: number | null;
};

/** What a contract gives in each step. */
export type CarbonContract = { readonly name: string; readonly gPerKwh: number; readonly kw: Float64Array };

/** Intensities laid on a run's steps, gCO2e/kWh, and what the accounts read beside them. */
export type PreparedCarbon = {
  readonly averageGPerKwh: Float64Array;
  readonly marginalGPerKwh: Float64Array;
  /** Share of the grid's mix, 0…1. */
  readonly carbonFreeFraction: Float64Array;
  readonly contracts: readonly CarbonContract[];
  readonly warnings: readonly Warning[];
};

const HOURS_A_YEAR = 8760;

/** Throws `InputError` for a file that is absent or does not cover the run. Values of a file beyond sane bounds are a warning. */
export function prepareCarbon(inputs: CarbonInputs, context: { readonly axis: Axis; readonly data: DataFiles }): PreparedCarbon {
  const average = intensityOnAxis(inputs.average, "average", context);
  const marginal = intensityOnAxis(inputs.marginal, "marginal", context);
  const { axis, data } = context;
  const warnings: Warning[] = [...average.warnings, ...marginal.warnings];
  const laid = (series: SeriesInput, path: string, unit: string): Float64Array => {
    const { values, warnings: said } = onAxis(series, axis, data, path, unit);
    warnings.push(...said);
    return values.map((value) => Math.max(0, value));
  };
  const contracts = inputs.contracts.map((one, index): CarbonContract => ({
    name: one.name, gPerKwh: one.gPerKwh,
    kw: one.kind === "flat" ? new Float64Array(axis.length).fill((one.mwhPerYear * 1000) / HOURS_A_YEAR) : laid(one.series, `carbon.contracts[${index}].series`, "kW"),
  }));
  return {
    averageGPerKwh: average.values.map((gPerKwh) => gPerKwh * inputs.averageFactor),
    marginalGPerKwh: marginal.values,
    carbonFreeFraction: carbonFreeOnAxis(),
    contracts, warnings,
  };

  function carbonFreeOnAxis(): Float64Array {
    const { carbonFree: share } = inputs;
    switch (share.kind) {
      case "constant": return new Float64Array(axis.length).fill(share.carbonFreeFraction);
      case "table": return Float64Array.from({ length: axis.length }, (_, i) => share.carbonFreeFraction[axis.month[i] as number]?.[axis.hour[i] as number] ?? 0);
      case "series": return laid(share.series, "carbon.carbonFree.series", "fraction").map((value) => Math.min(1, value));
    }
  }
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

