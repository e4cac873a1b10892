import * as z from "zod/mini";
import { assert, InputError, type Issue, type Warning } from "../errors.ts";
import { choiceField, fieldRegistry, group, numberField, optionalField, optionalNumberField, switchField } from "../field.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles } from "../time/series.ts";
import { airDensity, curvePower, cutOutMs, OPEN_LAND_SHEAR, standardSpeedMs, turbineCurves, windAtHeightLogMs, windAtHeightMs, type PowerCurve } from "./turbine.ts";
import type { Weather } from "./weather.ts";
import type { WindAtHeight } from "./weatherFile.ts";

const points = (max: number) => z.array(z.number().check(z.gte(0), z.lte(max))).check(z.minLength(2), z.maxLength(200));
const ownCurve = z.strictObject({
  speedMs: points(100).register(fieldRegistry, { title: "Speeds", help: "At hub height, rising.", unit: "m/s" }),
  powerFraction: points(1).register(fieldRegistry, { title: "Powers", help: "At these speeds, as a share of the rating.", unit: "%" }),
}).check(
  z.refine(({ speedMs, powerFraction }) => speedMs.length === powerFraction.length, { error: "as many powers as speeds" }),
  z.refine(({ speedMs }) => speedMs.every((speed, i) => i === 0 || speed > speedMs[i - 1]!), { error: "speeds that rise from point to point" }),
);

/** Wind turbines at the site, by a power curve or by their own measured production. */
export const windInputs = group({ title: "Wind", help: "Wind turbines at the site. A rating of 0 means none." }, {
  ratedKw: numberField({ title: "Rating", help: "All turbines together.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  turbine: choiceField(["lowWind", "mediumWind", "highWind", "sam", "reoptLarge", "own"], {
    title: "Turbine", help: "The class by specific power: little power over a large rotor starts early.", default: "mediumWind", source: "260 W/m²: a common land turbine.",
    options: {
      lowWind: "Low wind, 200 W/m²", mediumWind: "Medium wind, 260 W/m²", highWind: "High wind, 330 W/m²", sam: "SAM default, 1.5 MW / 77 m",
      reoptLarge: "REopt large, 2 MW / 110 m (optimistic)", own: "Own power curve",
    },
  }),
  ownCurve: optionalField(ownCurve, { title: "Own power curve", help: "Speeds at hub height in standard air, and power as a share of the rating; nothing outside the points.", control: "json" }),
  hubHeightM: numberField({ title: "Hub height", help: "Above ground.", unit: "m", min: 5, max: 250, default: 80, step: 5, source: "SAM." }),
  shear: choiceField(["power", "log"], { title: "Wind profile", help: "How wind grows with height above the highest, or below the lowest, height of the data.", default: "power", options: { power: "Power law", log: "Logarithmic law" } }),
  shearExponent: numberField({ title: "Shear exponent", help: "0.10 over the sea, 0.14 over open land, 0.20 over farmland.", unit: "ratio", min: 0, max: 0.6, default: OPEN_LAND_SHEAR, step: 0.01, source: "SAM; the one-seventh law." }),
  roughnessM: numberField({ title: "Roughness", help: "Of the logarithmic law: 0.03 grass, 0.1 farmland, 1 town.", unit: "m", min: 0.0001, max: 3, default: 0.1, step: 0.01, assumed: true, source: "Farmland: a design choice." }),
  densityCorrection: switchField({ title: "Air density", help: "Thin air turns the rotor like less wind.", default: true }),
  restartMs: optionalNumberField({ title: "Restart after a storm", help: "Once above its cut-out, the turbine stands until a step's mean falls below this. Empty: it restarts at the cut-out.", unit: "m/s", min: 0, max: 100, step: 0.5, source: "20 to 22 m/s is usual." }),
  lossFraction: numberField({ title: "Losses", help: "Availability, electrical, environment, operation, turbine, wakes of others together.", unit: "%", min: 0, max: 0.9, default: 0.166, step: 0.005, source: "SAM: 0.5·1.5·3.58, 1.91·0.1, 1.8·0.4·0.21, 1·0.84·0.99, 1.7·0.4·1.1·0.81, 1.1 % one after the other." }),
  production: optionalField(seriesInput({ title: "Measured production", help: "Power over each interval.", unit: "kW" }), {
    title: "Measured production", help: "Stands in for the model: power as metered. All above is then not used.", unit: "kW", control: "series",
  }),
  productionPerKw: switchField({ title: "Production per kW", help: "The measured production is that of one kW, as REopt's factors are: it is multiplied by the rating.", default: false }),
});

export type WindInputs = z.infer<typeof windInputs>;

/** What the turbines can give in each step, kW at the AC bus before curtailment. */
export type WindAvailable = { readonly availableKw: Float64Array; readonly warnings: readonly Warning[] };

/**
 * @throws InputError where there are turbines but no wind, or the measured production does not serve the run
 */
export function windAvailableKw(inputs: WindInputs, weather: Pick<Weather, "winds">, axis: Axis, data: DataFiles): WindAvailable {
  if (inputs.production !== undefined) {
    const laid = onAxis(inputs.production, axis, data, "wind.production", "kW");
    const negative = laid.values.reduce((count, kw) => (kw < 0 ? count + 1 : count), 0);
    return { availableKw: laid.values.map((kw) => Math.max(0, kw * (inputs.productionPerKw ? inputs.ratedKw : 1))), warnings: [...laid.warnings, ...(negative > 0 ? [{ code: "negativeProduction", values: { steps: negative } }] : [])] };
  }
  if (inputs.ratedKw === 0) return { availableKw: new Float64Array(axis.length), warnings: [] };
  if (weather.winds.length === 0) throw new InputError([{ where: { path: "weather" }, found: "no wind", allowed: "a file with wind speed, or wind.ratedKw 0" }]);
  const hub = airAtHub(weather.winds, inputs);
  const curve = curveOf(inputs);
  const full = inputs.ratedKw * (1 - inputs.lossFraction);
  return { availableKw: turbinePower(hub, curve, inputs).map((fraction) => fraction * full), warnings: [] };
}

function curveOf({ turbine, ownCurve: own }: WindInputs): PowerCurve {
  if (turbine !== "own") return turbineCurves[turbine];
  assert(own !== undefined, "a power curve of the user's own that passed without a table");
  return { speedMs: own.speedMs, power: own.powerFraction };
}

/** What only several inputs together can break: a turbine of the user's own needs its table. */
export function windIssues({ turbine, ownCurve: own }: WindInputs): Issue[] {
  return turbine === "own" && own === undefined ? [{ where: { path: "wind.ownCurve" }, found: "nothing", allowed: 'a power curve, because turbine is "own"' }] : [];
}

/**
 * Power of each step in the unit of the curve. Density shifts the whole curve, cut-in and cut-out included, as SAM does. Steps of an hour
 * hide gusts: a storm is seen only where the mean passes the cut-out.
 */
export function turbinePower(hub: WindAtHeight, curve: PowerCurve, { densityCorrection, restartMs }: Pick<WindInputs, "densityCorrection" | "restartMs">): Float64Array {
  const stopMs = cutOutMs(curve);
  const startMs = Math.min(restartMs ?? Infinity, stopMs);
  let stopped = false;
  return Float64Array.from(hub.windMs, (windMs, i) => {
    const speed = densityCorrection ? standardSpeedMs(windMs, airDensity(hub.pressurePa[i]!, hub.temperatureC[i]!)) : windMs;
    if (restartMs !== undefined) {
      stopped = stopped ? speed >= startMs : speed > stopMs;
      if (stopped) return 0;
    }
    return curvePower(curve, speed);
  });
}

/**
 * Air at hub height: between two measured heights a straight line in height for speed, temperature and pressure, as SAM takes it; outside
 * them the profile's law from the nearest, with that height's temperature and pressure.
 */
export function airAtHub(winds: readonly WindAtHeight[], { hubHeightM, shear, shearExponent, roughnessM }: Pick<WindInputs, "hubHeightM" | "shear" | "shearExponent" | "roughnessM">): WindAtHeight {
  const above = winds.findIndex(({ heightM }) => heightM >= hubHeightM);
  const nearest = (above < 0 ? winds.at(-1) : winds[above])!;
  if (nearest.heightM === hubHeightM) return nearest;
  if (above > 0) {
    const below = winds[above - 1]!;
    const share = (hubHeightM - below.heightM) / (nearest.heightM - below.heightM);
    const between = (low: Float64Array, high: Float64Array) => low.map((value, i) => value + share * (high[i]! - value));
    return {
      heightM: hubHeightM, windMs: between(below.windMs, nearest.windMs),
      temperatureC: between(below.temperatureC, nearest.temperatureC), pressurePa: between(below.pressurePa, nearest.pressurePa),
    };
  }
  const factor = shear === "power"
    ? windAtHeightMs(1, nearest.heightM, hubHeightM, shearExponent)
    : windAtHeightLogMs(1, nearest.heightM, hubHeightM, roughnessM);
  return { ...nearest, heightM: hubHeightM, windMs: nearest.windMs.map((ms) => ms * factor) };
}
