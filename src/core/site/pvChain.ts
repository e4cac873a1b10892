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

/** Every stage of the chain, one value a step. */
export type PvStages = {
  readonly cosIncidence: Float64Array;
  readonly beamWm2: Float64Array;
  readonly skyWm2: Float64Array;
  readonly groundWm2: Float64Array;
  /** What reaches the cells. */
  readonly effectiveWm2: Float64Array;
  readonly cellC: Float64Array;
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
  const stages = lightInCells(array, sun, sky, altitudeM);
  cellTemperatures(array, sky, stages, stepHours);
  power(array, stages);
  return stages;
}

function lightInCells(array: PvArray, sun: SunTrack, sky: Sky, altitudeM: number): PvStages {
  const length = sun.up.length;
  const stages: PvStages = {
    cosIncidence: new Float64Array(length), beamWm2: new Float64Array(length), skyWm2: new Float64Array(length), groundWm2: new Float64Array(length),
    effectiveWm2: new Float64Array(length), cellC: new Float64Array(length), dcKw: new Float64Array(length), acKw: new Float64Array(length),
  };
  const { mount, transposition, cover } = array;
  const tracker = mount.kind === "oneAxis" ? trackerFrame(mount) : undefined;
  const fixed = mount.kind === "oneAxis" ? { tilt: 0, azimuth: 0 } : { tilt: mount.tiltDegrees * RADIANS, azimuth: mount.azimuthDegrees * RADIANS };
  let cosTilt = cos(fixed.tilt);
  let sinTilt = sin(fixed.tilt);
  const normalEast = sinTilt * sin(fixed.azimuth);
  const normalNorth = sinTilt * cos(fixed.azimuth);
  let skyFactor = coverSkyFactor(fixed.tilt / RADIANS);
  let groundFactor = coverGroundFactor(fixed.tilt / RADIANS);
  const skyFactorAt = tableOverTilt(coverSkyFactor);
  const groundFactorAt = tableOverTilt(coverGroundFactor);
  const altitudeFactor = exp(-0.0001184 * altitudeM);
  const throughCover = coverOf(cover);

  for (let i = 0; i < length; i++) {
    const up = sun.up[i]!;
    let cosAoi: number;
    if (tracker === undefined) cosAoi = normalEast * sun.east[i]! + normalNorth * sun.north[i]! + cosTilt * up;
    else {
      const across = acrossAxis(tracker, sun.east[i]!, sun.north[i]!);
      const above = aboveAxis(tracker, sun.east[i]!, sun.north[i]!, up);
      const rotation = up > 0 ? trackerRotation(tracker, across, above) : 0;
      const cosRotation = cos(rotation);
      cosAoi = sin(rotation) * across + cosRotation * above;
      cosTilt = cosRotation * tracker.cosTilt;
      sinTilt = Math.sqrt(Math.max(0, 1 - cosTilt * cosTilt));
      if (cover === "coated-v8") {
        const tiltDegrees = (tracker.sinTilt === 0 ? Math.abs(rotation) : atan2(sinTilt, cosTilt)) / RADIANS;
        skyFactor = skyFactorAt(tiltDegrees);
        groundFactor = groundFactorAt(tiltDegrees);
      }
    }
    stages.cosIncidence[i] = cosAoi;
    const dni = Math.max(0, sky.dniWm2[i]!);
    const dhi = Math.max(0, sky.dhiWm2[i]!);
    const ghi = Math.max(0, sky.ghiWm2[i]!);
    if (ghi === 0 && dni === 0 && dhi === 0) continue;

    const airMass = up > 0 ? relativeAirMass(sun.zenith[i]!, up) : NaN;
    const beam = planeBeamWm2(dni, cosAoi);
    const ground = planeGroundWm2(ghi, array.albedo, cosTilt);
    const extra = sun.extraWm2[i]!;
    const diffuse = transposition === "perez" ? perezSkyWm2(dhi, dni, extra, sun.zenith[i]!, up, airMass, cosAoi, cosTilt, sinTilt)
      : transposition === "hay-davies" ? hayDaviesSkyWm2(dhi, dni, extra, cosAoi, up, cosTilt)
      : isotropicSkyWm2(dhi, cosTilt);
    stages.beamWm2[i] = beam;
    stages.skyWm2[i] = diffuse;
    stages.groundWm2[i] = ground;
    const beamFactor = beam > 0 ? throughCover(cosAoi) : 0;
    stages.effectiveWm2[i] = cover === "coated-v8"
      ? (beam * beamFactor + diffuse * skyFactor + ground * groundFactor) * airMassModifier(airMass, altitudeFactor)
      : beam * beamFactor + diffuse + ground;
  }
  return stages;
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
function cellTemperatures({ cell, mount, cover }: PvArray, sky: Sky, stages: PvStages, stepHours: number): void {
  const { beamWm2, skyWm2, groundWm2, effectiveWm2, cellC } = stages;
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

function power(array: PvArray, { effectiveWm2, cellC, dcKw, acKw }: PvStages): void {
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
}

/** Share of an array's output left after some years. Jordan & Kurtz (2013), Prog. Photovolt. 21, 12: median 0.5 % a year. */
export function keptAfterYears(degradationPerYearFraction: number, years: number): number {
  return pow(1 - degradationPerYearFraction, years);
}
