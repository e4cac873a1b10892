import * as z from "zod/mini";
import { assert, InputError, type Place, type Warning } from "../errors.ts";
import { fieldRegistry } from "../field.ts";
import { cos } from "../maths/functions.ts";
import type { Axis } from "../time/axis.ts";
import { dataKey, seriesFile, type DataFiles } from "../time/series.ts";
import { makeAlmanac, type Almanac } from "./almanac.ts";
import { pressureFromAltitudePa } from "./irradiance.ts";
import type { Sky } from "./pvChain.ts";
import type { SunPlace, SunTrack } from "./sun.ts";
import { fileWeather, type WindAtHeight } from "./weatherFile.ts";
import { syntheticWeather } from "./weatherSynthetic.ts";
import { syntheticWeatherShape } from "./weatherSyntheticInputs.ts";

const synthetic = z.strictObject({ kind: z.literal("synthetic"), ...syntheticWeatherShape }).register(fieldRegistry, {
  title: "Synthetic", help: "Seeded sun, temperature and wind from latitude and longitude, or from monthly normals and fitted parameters.",
});

const measured = z.strictObject({
  kind: z.literal("file"),
  // A shape of its own: what is registered on `seriesFile` itself would be said of every series.
  data: z.strictObject(seriesFile.shape).register(fieldRegistry, { title: "Weather file", help: "EPW, TMY3, NSRDB or SAM CSV, PVGIS, or any CSV with columns of weather.", control: "series" }),
}).register(fieldRegistry, { title: "File", help: "Measured or typical weather, laid over the simulated year." });

const choice = z.discriminatedUnion("kind", [synthetic, measured]);

/** Where the weather comes from. Nothing said: seeded, from the place alone. */
export const weatherInputs = z.prefault(choice, { kind: "synthetic" }).register(fieldRegistry, {
  title: "Weather", help: "Sun, air temperature and wind: seeded, or from a file.", default: { kind: "synthetic" },
});

export type WeatherInputs = z.infer<typeof weatherInputs>;

/** Weather on the axis of a run; values are means of their steps. */
export type Weather = {
  readonly sky: Sky;
  readonly sun: SunTrack;
  /** Air as measured, by height above ground, lowest first; empty where the file has no wind. */
  readonly winds: readonly WindAtHeight[];
  /** Of the place that the irradiance belongs to. */
  readonly altitudeM: number;
  readonly hasIrradiance: boolean;
  readonly warnings: readonly Warning[];
};

/** Farther away than this, another place's weather is another weather. */
const NEAR_KM = 50;

/** What of the weather is the same under every seed; undefined for a file, which has all of it. */
export function weatherAlmanac(inputs: WeatherInputs, site: SunPlace, axis: Axis): Almanac | undefined {
  return inputs.kind === "synthetic" ? makeAlmanac(inputs, site, axis) : undefined;
}

/**
 * The weather of a run.
 * @param seed of the run: synthetic weather alone reads it
 * @param almanac of the same inputs, site and axis
 * @throws InputError where a file is not at hand, is no weather, or does not serve the run
 */
export function prepareWeather(inputs: WeatherInputs, site: SunPlace, axis: Axis, data: DataFiles, seed: string, almanac = weatherAlmanac(inputs, site, axis)): Weather {
  if (inputs.kind === "synthetic") {
    assert(almanac !== undefined, "synthetic weather without its almanac");
    const made = syntheticWeather(almanac, axis.stepHours, seed);
    return {
      ...made, winds: [{ heightM: 10, windMs: made.sky.windMs, temperatureC: made.sky.temperatureC, pressurePa: new Float64Array(axis.length).fill(pressureFromAltitudePa(site.altitudeM)) }], altitudeM: site.altitudeM, hasIrradiance: true,
      warnings: [{ code: "syntheticWeather", values: { normals: inputs.climate.ghiKwhM2Day === undefined ? "latitude" : "monthly" } }, ...made.warnings],
    };
  }
  const where: Place = { path: "weather.data", file: inputs.data.file };
  const { weather: given, warnings: filled = [] } = data.get(dataKey(inputs.data)) ?? {};
  if (given === undefined) throw new InputError([{ where, found: "no weather read from it", allowed: "a file with weather, beside the scenario or dropped onto the page" }]);
  // A file that does not say where it is belongs to the site: the reader has told so.
  const altitudeM = Number.isFinite(given.altitudeM) ? given.altitudeM : site.altitudeM;
  const file = Number.isFinite(given.latitude + given.longitude) ? { ...given, altitudeM } : { ...given, latitude: site.latitude, longitude: site.longitude, altitudeM };
  const laid = fileWeather(file, axis, where);
  const distanceKm = distanceKmBetween(site, file);
  const elsewhere: Warning[] = distanceKm > NEAR_KM ? [{ code: "weatherElsewhere", values: { file: inputs.data.file, distanceKm: Math.round(distanceKm) } }] : [];
  return {
    sky: laid.sky, sun: laid.sun, winds: laid.winds, altitudeM: file.altitudeM, hasIrradiance: laid.hasIrradiance,
    warnings: [...filled, ...laid.warnings, ...elsewhere],
  };
}

type Point = { readonly latitude: number; readonly longitude: number };

/** Flat-earth distance, right to a percent within a few hundred kilometres. */
function distanceKmBetween(a: Point, b: Point): number {
  const kmPerDegree = 111.2;
  const north = (a.latitude - b.latitude) * kmPerDegree;
  const turn = a.longitude - b.longitude;
  const east = (turn - 360 * Math.round(turn / 360)) * kmPerDegree * cos((((a.latitude + b.latitude) / 2) * Math.PI) / 180);
  return Math.sqrt(north * north + east * east);
}
