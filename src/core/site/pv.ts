import type * as z from "zod/mini";
import { InputError, type Warning } from "../errors.ts";
import { choiceField, group, numberField, optionalField, switchField } from "../field.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles } from "../time/series.ts";
import { keptAfterYears, lightInCells, poweredBy, sunOnArray, type LightInCells, type PvArray, type SunOnArray } from "./pvChain.ts";
import type { Weather } from "./weather.ts";

const degrees = { unit: "°", step: 1 } as const;

/** A photovoltaic array with its inverter, by a model or by its own measured production. */
export const solarInputs = group({ title: "Solar", help: "Photovoltaic array and inverter. A rating of 0 means none." }, {
  dcKw: numberField({ title: "DC rating", help: "Sum of the modules' nameplates at 1000 W/m² and 25 °C.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  mount: choiceField(["rack", "roof", "oneAxis"], {
    title: "Mount", help: "How the modules are held.", default: "rack", options: { rack: "Open rack, fixed", roof: "Close to a roof, fixed", oneAxis: "One-axis tracker" },
  }),
  tiltDegrees: numberField({ title: "Tilt", help: "From the horizontal; fixed mounts.", min: 0, max: 90, default: 20, source: "PVWatts, and the yardsticks of this model.", ...degrees }),
  azimuthDegrees: numberField({ title: "Azimuth", help: "Where fixed modules face: 0 north, 90 east, 180 south.", min: 0, max: 360, default: 180, source: "PVWatts, northern hemisphere.", ...degrees }),
  axisAzimuthDegrees: numberField({ title: "Axis azimuth", help: "Where the tracker's axis points: 180 is north to south.", min: 0, max: 360, default: 180, source: "PVWatts.", ...degrees }),
  axisTiltDegrees: numberField({ title: "Axis tilt", help: "Rise of the tracker's axis.", min: 0, max: 45, default: 0, source: "Common hardware is level.", ...degrees }),
  crossAxisTiltDegrees: numberField({ title: "Slope across the axis", help: "Slope of the ground from row to row; backtracking minds it.", min: -45, max: 45, default: 0, ...degrees }),
  maxAngleDegrees: numberField({ title: "Largest rotation", help: "To either side of level.", min: 0, max: 90, default: 60, source: "Common hardware turns 50° to 60°; SAM takes 45°.", ...degrees }),
  gcr: numberField({ title: "Ground cover", help: "Width of a row over the distance from row to row; backtracking minds it.", unit: "ratio", min: 0.01, max: 0.99, default: 0.4, step: 0.01, source: "REopt; SAM takes 0.3." }),
  backtracking: switchField({ title: "Backtracking", help: "The tracker turns back at low sun, so that no row shades the next.", default: true }),
  dcAcRatio: numberField({ title: "DC to AC", help: "Modules over inverter; what the inverter cannot take is clipped.", unit: "ratio", min: 0.3, max: 5, default: 1.2, step: 0.05, source: "PVWatts, REopt; SAM takes 1.15." }),
  lossFraction: numberField({ title: "System losses", help: "Soiling, shading, mismatch, wiring, connections, nameplate, availability together.", unit: "%", min: 0, max: 0.99, default: 0.1408, step: 0.001, source: "Dobos 2014, NREL/TP-6A20-62641, table 6." }),
  gammaPerC: numberField({ title: "Temperature coefficient", help: "Change of power per °C of the cells.", unit: "1/°C", min: -0.01, max: 0, default: -0.0037, step: 0.0001, source: "PVWatts v8, standard module; premium −0.0035, thin film −0.0032." }),
  albedo: numberField({ title: "Albedo", help: "Share of light that the ground throws back; snow 0.6.", unit: "ratio", min: 0, max: 1, default: 0.2, step: 0.01, source: "SAM." }),
  chain: choiceField(["pvwatts-v8", "pvlib"], {
    title: "Model", help: "PVWatts v8 (diode model, coated cover), or the single stages of pvlib with the lines of PVWatts v5.", default: "pvwatts-v8", options: { "pvwatts-v8": "PVWatts v8", pvlib: "pvlib stages" },
  }),
  transposition: choiceField(["perez", "hay-davies", "isotropic"], {
    title: "Sky model", help: "How the sky's light falls onto the plane. Hay and Davies lie about 1 % below Perez.", default: "perez", options: { perez: "Perez 1990", "hay-davies": "Hay and Davies 1980", isotropic: "Isotropic" },
  }),
  cellModel: choiceField(["chain", "noct", "sapm", "faiman", "pvsyst", "fuentes"], {
    title: "Cell temperature", help: "The model's own, or another.", default: "chain",
    options: { chain: "The model's own", noct: "NOCT", sapm: "Sandia 2004", faiman: "Faiman 2008", pvsyst: "PVsyst", fuentes: "Fuentes 1987" },
  }),
  coverModel: choiceField(["chain", "coated-v8", "physical", "physical-coated", "ashrae"], {
    title: "Cover", help: "What slanting light loses in the glass: the model's own, or another.", default: "chain",
    options: { chain: "The model's own", "coated-v8": "Coated glass of PVWatts v8", physical: "Glass", "physical-coated": "Coated glass", ashrae: "ASHRAE" },
  }),
  degradationFraction: numberField({ title: "Degradation", help: "Share of output lost in a year of age.", unit: "%/year", min: 0, max: 0.1, default: 0.005, step: 0.001, source: "Jordan & Kurtz 2013, Prog. Photovolt. 21, 12; REopt." }),
  ageYears: numberField({ title: "Age", help: "Years of degradation at the start of the run.", unit: "years", min: 0, max: 60, default: 0, step: 1 }),
  production: optionalField(seriesInput({ title: "Measured production", help: "AC power over each interval.", unit: "kW" }), {
    title: "Measured production", help: "Stands in for the model: AC power as metered. All above is then not used; age is.", unit: "kW", control: "series",
  }),
  productionPerKw: switchField({ title: "Production per kW", help: "The measured production is that of one kW, as REopt's factors are: it is multiplied by the rating.", default: false }),
});

export type SolarInputs = z.infer<typeof solarInputs>;

/** What the array can give in each step, kW at the AC bus before curtailment. */
export type PvAvailable = { readonly availableKw: Float64Array; readonly warnings: readonly Warning[] };

/** Inputs that the light in the cells follows from: all but size, losses and age. Null where no array is modelled. */
export function readsLightInCells(inputs: SolarInputs): SolarInputs | null {
  const { production, dcKw } = inputs;
  if (production !== undefined || dcKw === 0) return null;
  return { ...inputs, dcKw: 0, dcAcRatio: 0, lossFraction: 0, gammaPerC: 0, degradationFraction: 0, ageYears: 0 };
}

/** Inputs that the sun's place to the array follows from: neither the light. */
export function readsSunOnArray(inputs: SolarInputs): SolarInputs | null {
  const light = readsLightInCells(inputs);
  return light && { ...light, albedo: 0, transposition: "isotropic", cellModel: "chain" };
}

/** Undefined where no array is modelled. */
export function sunOnPv(inputs: SolarInputs, { sun, altitudeM }: Pick<Weather, "sun" | "altitudeM">): SunOnArray | undefined {
  return readsLightInCells(inputs) === null ? undefined : sunOnArray(pvArray(inputs), sun, altitudeM);
}

/** Undefined where no array is modelled. @throws InputError where the weather has no irradiance */
export function lightInPv(inputs: SolarInputs, weather: Weather, stepHours: number, sight = sunOnPv(inputs, weather)): LightInCells | undefined {
  if (sight === undefined) return undefined;
  if (!weather.hasIrradiance) throw new InputError([{ where: { path: "weather" }, found: "no irradiance", allowed: "a file with global irradiance, or solar.dcKw 0" }]);
  return lightInCells(pvArray(inputs), sight, weather.sun, weather.sky, stepHours);
}

/**
 * @param light in the cells of the array that is modelled
 * @throws InputError where there is an array but the weather has no irradiance, or the measured production does not serve the run
 */
export function pvAvailableKw(inputs: SolarInputs, weather: Weather, axis: Axis, data: DataFiles, light = lightInPv(inputs, weather, axis.stepHours)): PvAvailable {
  if (inputs.production !== undefined) return measuredProduction(inputs, inputs.production, axis, data);
  if (light === undefined) return { availableKw: new Float64Array(axis.length), warnings: [] };
  const warnings: Warning[] = inputs.mount === "oneAxis" ? [{ code: "trackerDiffuseNotMasked", values: {} }] : [];
  return { availableKw: poweredBy(pvArray(inputs), light).acKw, warnings };
}

/** The array that the inputs describe. */
export function pvArray(inputs: SolarInputs): PvArray {
  const v8 = inputs.chain === "pvwatts-v8";
  return {
    dcKw: inputs.dcKw, dcAcRatio: inputs.dcAcRatio, lossFraction: inputs.lossFraction, keptFraction: keptAfterYears(inputs.degradationFraction, inputs.ageYears),
    gammaPerC: inputs.gammaPerC, albedo: inputs.albedo, transposition: inputs.transposition, power: v8 ? "v8" : "v5",
    cover: inputs.coverModel === "chain" ? (v8 ? "coated-v8" : "physical") : inputs.coverModel,
    cell: inputs.cellModel === "chain" ? (v8 ? "noct" : "sapm") : inputs.cellModel,
    mount: inputs.mount === "oneAxis" ? { ...inputs, kind: "oneAxis" } : { kind: inputs.mount, tiltDegrees: inputs.tiltDegrees, azimuthDegrees: inputs.azimuthDegrees },
  };
}

function measuredProduction(inputs: SolarInputs, production: NonNullable<SolarInputs["production"]>, axis: Axis, data: DataFiles): PvAvailable {
  const laid = onAxis(production, axis, data, "solar.production", "kW");
  const kept = keptAfterYears(inputs.degradationFraction, inputs.ageYears) * (inputs.productionPerKw ? inputs.dcKw : 1);
  // An inverter at rest draws a little: the meter shows it as a small negative, which is the site's own load.
  const negative = laid.values.reduce((count, kw) => (kw < 0 ? count + 1 : count), 0);
  const warnings: Warning[] = [...laid.warnings, ...(negative > 0 ? [{ code: "negativeProduction", values: { steps: negative } }] : [])];
  return { availableKw: laid.values.map((kw) => Math.max(0, kw * kept)), warnings };
}
