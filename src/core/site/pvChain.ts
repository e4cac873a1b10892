import { atan2, cos, exp, pow, sin } from "../maths/functions.ts";
import { faimanCellC, fuentesCellC, noctCellC, pvsystCellC, sapmCellC, sapmMounts } from "./cellTemperature.ts";
import { airMassModifier, ashraeIncidenceFactor, coverBeamFactor, coverGroundFactor, coverSkyFactor, physicalIncidenceFactor, tableOverTilt } from "./incidence.ts";
import { hayDaviesSkyWm2, isotropicSkyWm2, perezSkyWm2, planeBeamWm2, planeGroundWm2, relativeAirMass } from "./irradiance.ts";
import { diodeDcKw, inverterOwnUseFraction, pvwattsAcKw, pvwattsDcKw, sandiaAcKw } from "./pvPower.ts";
import type { SunTrack } from "./sun.ts";
import { aboveAxis, acrossAxis, trackerFrame, trackerRotation, type TrackerGeometry } from "./tracker.ts";

const RADIANS = Math.PI / 180;

/** How the modules are held. Degrees; azimuth clockwise from north. */
export type PvMount =
  | { readonly kind: "rack" | "roof"; readonly tiltDegrees: number; readonly azimuthDegrees: number }
  | ({ readonly kind: "oneAxis" } & TrackerGeometry);

/** A photovoltaic array and its inverter. */
export type PvArray = {
  readonly dcKw: number;
  readonly mount: PvMount;
  readonly dcAcRatio: number;
  /** Soiling, wiring, mismatch … together, taken off the direct current. */
  readonly lossFraction: number;
  /** Share of the output that age has left. */
  readonly keptFraction: number;
  readonly gammaPerC: number;
  readonly albedo: number;
  readonly transposition: "perez" | "hay-davies" | "isotropic";
  readonly cover: "coated-v8" | "physical" | "physical-coated" | "ashrae";
  readonly cell: "noct" | "sapm" | "faiman" | "pvsyst" | "fuentes";
  /** The direct-current line and the inverter of PVWatts v8 or of v5. */
  readonly power: "v8" | "v5";
};

/** What falls on the ground and how warm and windy the air is; parallel columns, means of their steps. */
export type Sky = {
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  readonly temperatureC: Float64Array;
  /** At 10 m. */
  readonly windMs: Float64Array;
};

/** How the sun stands to the array, whatever the sky: columns, or one figure for a fixed plane. */
export type SunOnArray = {
  readonly cosIncidence: Float64Array;
  /** Relative; NaN for a sun below the horizon. */
  readonly airMass: Float64Array;
  /** Share of the beam that passes the cover. */
  readonly beamFactor: Float64Array;
  /** Undefined where the array does not turn. */
  readonly turning: { readonly cosTilt: Float64Array; readonly sinTilt: Float64Array; readonly skyFactor: Float64Array; readonly groundFactor: Float64Array } | undefined;
  readonly fixed: { readonly cosTilt: number; readonly sinTilt: number; readonly skyFactor: number; readonly groundFactor: number };
  /** From relative to absolute air mass. */
  readonly altitudeFactor: number;
};

/** The light on the plane and in the cells, and how warm these are; one value a step. */
export type LightInCells = {
  readonly beamWm2: Float64Array;
  readonly skyWm2: Float64Array;
  readonly groundWm2: Float64Array;
  /** What reaches the cells. */
  readonly effectiveWm2: Float64Array;
  readonly cellC: Float64Array;
};

/** Every stage of the chain, one value a step. */
export type PvStages = LightInCells & {
  readonly cosIncidence: Float64Array;
  /** After losses and age, before the inverter. */
  readonly dcKw: Float64Array;
  readonly acKw: Float64Array;
};

/**
 * Sun and sky → light on the plane → light in the cells → cell temperature → direct current → alternating current.
 * Order and parts: Dobos (2014), NREL/TP-6A20-62641, and ssc `cmod_pvwattsv8` (v8); pvlib 0.16.1 single functions (v5).
 * A sun below the horizon keeps the beam that the weather still has (rows in which it rises or sets); a tracker lies flat then.
 */
export function pvChain(array: PvArray, sun: SunTrack, sky: Sky, altitudeM: number, stepHours: number): PvStages {
  const sight = sunOnArray(array, sun, altitudeM);
  const light = lightInCells(array, sight, sun, sky, stepHours);
  return { cosIncidence: sight.cosIncidence, ...light, ...poweredBy(array, light) };
}

/** The part of the chain that no sky changes. */
export function sunOnArray({ mount, cover }: Pick<PvArray, "mount" | "cover">, sun: SunTrack, altitudeM: number): SunOnArray {
  const length = sun.up.length;
  const tracker = mount.kind === "oneAxis" ? trackerFrame(mount) : undefined;
  const plane = mount.kind === "oneAxis" ? { tilt: 0, azimuth: 0 } : { tilt: mount.tiltDegrees * RADIANS, azimuth: mount.azimuthDegrees * RADIANS };
  const fixed = { cosTilt: cos(plane.tilt), sinTilt: sin(plane.tilt), skyFactor: coverSkyFactor(plane.tilt / RADIANS), groundFactor: coverGroundFactor(plane.tilt / RADIANS) };
  const normalEast = fixed.sinTilt * sin(plane.azimuth);
  const normalNorth = fixed.sinTilt * cos(plane.azimuth);
  const turning = tracker && {
    cosTilt: new Float64Array(length), sinTilt: new Float64Array(length), skyFactor: new Float64Array(length).fill(fixed.skyFactor), groundFactor: new Float64Array(length).fill(fixed.groundFactor),
  };
  const skyFactorAt = tableOverTilt(coverSkyFactor);
  const groundFactorAt = tableOverTilt(coverGroundFactor);
  const throughCover = coverOf(cover);
  const cosIncidence = new Float64Array(length);
  const airMass = new Float64Array(length).fill(NaN);
  const beamFactor = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const up = sun.up[i]!;
    let cosAoi: number;
    if (tracker === undefined || turning === undefined) cosAoi = normalEast * sun.east[i]! + normalNorth * sun.north[i]! + fixed.cosTilt * up;
    else {
      const across = acrossAxis(tracker, sun.east[i]!, sun.north[i]!);
      const above = aboveAxis(tracker, sun.east[i]!, sun.north[i]!, up);
      const rotation = up > 0 ? trackerRotation(tracker, across, above) : 0;
      const cosRotation = cos(rotation);
      cosAoi = sin(rotation) * across + cosRotation * above;
      const cosTilt = cosRotation * tracker.cosTilt;
      const sinTilt = Math.sqrt(Math.max(0, 1 - cosTilt * cosTilt));
      turning.cosTilt[i] = cosTilt;
      turning.sinTilt[i] = sinTilt;
      if (cover === "coated-v8") {
        const tiltDegrees = (tracker.sinTilt === 0 ? Math.abs(rotation) : atan2(sinTilt, cosTilt)) / RADIANS;
        turning.skyFactor[i] = skyFactorAt(tiltDegrees);
        turning.groundFactor[i] = groundFactorAt(tiltDegrees);
      }
    }
    cosIncidence[i] = cosAoi;
    if (up > 0) airMass[i] = relativeAirMass(sun.zenith[i]!, up);
    if (cosAoi > 0) beamFactor[i] = throughCover(cosAoi);
  }
  return { cosIncidence, airMass, beamFactor, turning, fixed, altitudeFactor: exp(-0.0001184 * altitudeM) };
}

/** The part of the chain that no size, loss or age of the array changes. @param sight of the same array and sun */
export function lightInCells(array: Pick<PvArray, "mount" | "cover" | "transposition" | "albedo" | "cell">, sight: SunOnArray, sun: SunTrack, sky: Sky, stepHours: number): LightInCells {
  const length = sun.up.length;
  const light: LightInCells = {
    beamWm2: new Float64Array(length), skyWm2: new Float64Array(length), groundWm2: new Float64Array(length), effectiveWm2: new Float64Array(length), cellC: new Float64Array(length),
  };
  const { transposition, cover } = array;
  const { turning, fixed, altitudeFactor } = sight;
  for (let i = 0; i < length; i++) {
    const dni = Math.max(0, sky.dniWm2[i]!);
    const dhi = Math.max(0, sky.dhiWm2[i]!);
    const ghi = Math.max(0, sky.ghiWm2[i]!);
    if (ghi === 0 && dni === 0 && dhi === 0) continue;

    const cosAoi = sight.cosIncidence[i]!;
    const airMass = sight.airMass[i]!;
    const cosTilt = turning === undefined ? fixed.cosTilt : turning.cosTilt[i]!;
    const sinTilt = turning === undefined ? fixed.sinTilt : turning.sinTilt[i]!;
    const beam = planeBeamWm2(dni, cosAoi);
    const ground = planeGroundWm2(ghi, array.albedo, cosTilt);
    const extra = sun.extraWm2[i]!;
    const diffuse = transposition === "perez" ? perezSkyWm2(dhi, dni, extra, sun.zenith[i]!, sun.up[i]!, airMass, cosAoi, cosTilt, sinTilt)
      : transposition === "hay-davies" ? hayDaviesSkyWm2(dhi, dni, extra, cosAoi, sun.up[i]!, cosTilt)
      : isotropicSkyWm2(dhi, cosTilt);
    light.beamWm2[i] = beam;
    light.skyWm2[i] = diffuse;
    light.groundWm2[i] = ground;
    const throughCover = beam * sight.beamFactor[i]!;
    light.effectiveWm2[i] = cover === "coated-v8"
      ? (throughCover + diffuse * (turning === undefined ? fixed.skyFactor : turning.skyFactor[i]!) + ground * (turning === undefined ? fixed.groundFactor : turning.groundFactor[i]!)) * airMassModifier(airMass, altitudeFactor)
      : throughCover + diffuse + ground;
  }
  warmCells(array, sky, light, stepHours);
  return light;
}

function coverOf(cover: PvArray["cover"]): (cosAoi: number) => number {
  switch (cover) {
    case "coated-v8": return coverBeamFactor;
    case "physical": return (cosAoi) => physicalIncidenceFactor(cosAoi);
    case "physical-coated": return (cosAoi) => physicalIncidenceFactor(cosAoi, 1.29);
    case "ashrae": return (cosAoi) => ashraeIncidenceFactor(cosAoi);
  }
}

/** Cells are warmed by what falls on the plane; NOCT, which is part of v8, by what reaches the cells. */
function warmCells({ cell, mount, cover }: Pick<PvArray, "cell" | "mount" | "cover">, sky: Sky, { beamWm2, skyWm2, groundWm2, effectiveWm2, cellC }: LightInCells, stepHours: number): void {
  const onRoof = mount.kind === "roof";
  const noctC = onRoof ? 49 : 45;
  if (cell === "fuentes") {
    const plane = beamWm2.map((beam, i) => beam + skyWm2[i]! + groundWm2[i]!);
    fuentesCellC(plane, sky.temperatureC, sky.windMs, stepHours, cellC, noctC);
    return;
  }
  const sapm = onRoof ? sapmMounts.closeRoof : sapmMounts.openRack;
  for (let i = 0; i < cellC.length; i++) {
    const plane = beamWm2[i]! + skyWm2[i]! + groundWm2[i]!;
    const airC = sky.temperatureC[i]!;
    if (plane <= 0) cellC[i] = airC;
    else if (cell === "noct") cellC[i] = noctCellC(cover === "coated-v8" ? effectiveWm2[i]! : plane, airC, sky.windMs[i]!, noctC);
    else if (cell === "sapm") cellC[i] = sapmCellC(plane, airC, sky.windMs[i]!, sapm);
    else if (cell === "faiman") cellC[i] = faimanCellC(plane, airC, sky.windMs[i]!);
    else cellC[i] = pvsystCellC(plane, airC);
  }
}

/** What the lit cells give before and after the inverter. */
export function poweredBy(array: PvArray, { effectiveWm2, cellC }: LightInCells): { readonly dcKw: Float64Array; readonly acKw: Float64Array } {
  const dcKw = new Float64Array(effectiveWm2.length);
  const acKw = new Float64Array(effectiveWm2.length);
  const inverterKw = array.dcKw / array.dcAcRatio;
  const kept = (1 - array.lossFraction) * array.keptFraction;
  const ownUse = inverterOwnUseFraction(array.dcKw);
  for (let i = 0; i < acKw.length; i++) {
    const effective = effectiveWm2[i]!;
    if (effective <= 0) continue;
    if (array.power === "v8") {
      dcKw[i] = kept * diodeDcKw(effective, cellC[i]!, array.dcKw, array.gammaPerC);
      acKw[i] = sandiaAcKw(dcKw[i]!, inverterKw, ownUse);
    } else {
      dcKw[i] = Math.max(0, kept * pvwattsDcKw(effective, cellC[i]!, array.dcKw, array.gammaPerC));
      acKw[i] = pvwattsAcKw(dcKw[i]!, inverterKw);
    }
  }
  return { dcKw, acKw };
}

/** Share of an array's output left after some years. Jordan & Kurtz (2013), Prog. Photovolt. 21, 12: median 0.5 % a year. */
export function keptAfterYears(degradationPerYearFraction: number, years: number): number {
  return pow(1 - degradationPerYearFraction, years);
}
