import { describe, expect, test } from "vitest";
import * as irradiance from "../../../src/core/site/irradiance.ts";
import { airMassModifier, ashraeIncidenceFactor, coverBeamFactor, coverGroundFactor, coverSkyFactor, physicalIncidenceFactor, tableOverTilt } from "../../../src/core/site/incidence.ts";
import { faimanCellC, pvsystCellC, sapmCellC, sapmMounts } from "../../../src/core/site/cellTemperature.ts";
import { combinedLossFraction, pvwattsAcKw, pvwattsDcKw } from "../../../src/core/site/pvPower.ts";
import { aboveAxis, acrossAxis, trackerAzimuthDegrees, trackerFrame, trackerRotation, trackerTiltDegrees } from "../../../src/core/site/tracker.ts";
import { reference } from "../../support/reference.ts";

type Row = Record<string, number>;
type Case = {
  id: string;
  inputs: Record<string, (number | null)[] | number | boolean>;
  expected: Record<string, (number | null)[]>;
  tolerance: { rel: number; abs: number };
};
const cases = new Map(reference<Case>("irradiance.json").cases.map((one) => [one.id, one]));

const rad = (degrees: number) => (degrees * Math.PI) / 180;
const cosd = (degrees: number) => Math.cos(rad(degrees));
const sind = (degrees: number) => Math.sin(rad(degrees));

/** Every row of a stage through `compute`; a figure that the reference does not have stands as NaN here. */
function agrees(id: string, compute: (row: Row) => Row, tolerance?: { rel: number; abs: number }): void {
  test(`${id}, row by row`, () => {
    const stage = cases.get(id)!;
    const rows = Object.values(stage.expected)[0]!.length;
    const { rel, abs } = tolerance ?? stage.tolerance;
    expect(rows).toBeGreaterThan(0);
    for (let i = 0; i < rows; i++) {
      const row = Object.fromEntries(Object.entries(stage.inputs).map(([name, values]) => [name, Array.isArray(values) ? values[i] ?? NaN : Number(values)]));
      const got = compute(row);
      for (const [name, values] of Object.entries(stage.expected)) {
        const wanted = values[i];
        const at = `${id} row ${i} ${name}: ${JSON.stringify(row)}`;
        if (wanted === null || wanted === undefined) expect(got[name], at).toBeNaN();
        else expect(Math.abs(got[name]! - wanted), `${at} got ${got[name]} wanted ${wanted}`).toBeLessThanOrEqual(rel * Math.abs(wanted) + abs);
      }
    }
  });
}

describe("each stage of the solar chain agrees with pvlib 0.16.1", () => {
  agrees("extraterrestrial", (r) => ({ dniExtra: irradiance.extraterrestrialWm2(r["dayOfYear"]!) }));
  agrees("erbs", (r) => {
    const extra = irradiance.extraterrestrialWm2(r["dayOfYear"]!);
    const dhi = irradiance.erbsDiffuseWm2(r["ghi"]!, cosd(r["zenith"]!), extra);
    return { dhi, dni: irradiance.beamFromGlobalWm2(r["ghi"]!, dhi, cosd(r["zenith"]!)), kt: irradiance.clearnessIndex(r["ghi"]!, cosd(r["zenith"]!), extra) };
  });
  agrees("airmass", (r) => ({ airmass: irradiance.relativeAirMass(rad(r["apparentZenith"]!), cosd(r["apparentZenith"]!)) }));
  agrees("pressure", (r) => ({ pressurePa: irradiance.pressureFromAltitudePa(r["altitude"]!) }));
  const cosAoi = (r: Row) => irradiance.cosIncidence(rad(r["zenith"]!), rad(r["azimuth"]!), rad(r["surfaceTilt"]!), rad(r["surfaceAzimuth"]!));
  agrees("aoi", (r) => ({ aoi: (Math.acos(cosAoi(r)) * 180) / Math.PI }));
  const plane = (r: Row, sky: number) => {
    const poaDirect = irradiance.planeBeamWm2(r["dni"]!, cosAoi(r));
    const poaGround = irradiance.planeGroundWm2(r["ghi"]!, r["albedo"]!, cosd(r["surfaceTilt"]!));
    return { poaDirect, poaSkyDiffuse: sky, poaGround, poaGlobal: poaDirect + sky + poaGround };
  };
  agrees("transposition-isotropic", (r) => plane(r, irradiance.isotropicSkyWm2(r["dhi"]!, cosd(r["surfaceTilt"]!))));
  agrees("transposition-haydavies", (r) =>
    plane(r, irradiance.hayDaviesSkyWm2(r["dhi"]!, r["dni"]!, r["dniExtra"]!, cosAoi(r), cosd(r["zenith"]!), cosd(r["surfaceTilt"]!))));
  agrees("transposition-perez", (r) =>
    plane(r, irradiance.perezSkyWm2(r["dhi"]!, r["dni"]!, r["dniExtra"]!, rad(r["zenith"]!), cosd(r["zenith"]!), r["airmass"]!, cosAoi(r), cosd(r["surfaceTilt"]!), sind(r["surfaceTilt"]!))));
  agrees("haurwitz", (r) => ({ ghi: irradiance.haurwitzGhiWm2(r["apparentZenith"] === 90 ? 0 : cosd(r["apparentZenith"]!)) }));
  agrees("ineichen", (r) => {
    const of = [r["airmassAbsolute"]!, r["linkeTurbidity"]!, r["altitude"]!, r["dniExtra"]!] as const;
    const cosZenith = cosd(r["apparentZenith"]!);
    const ghi = irradiance.ineichenGhiWm2(cosZenith, ...of);
    const dni = irradiance.ineichenDniWm2(ghi, cosZenith, ...of);
    return { ghi, dni, dhi: ghi - dni * Math.max(0, cosZenith) };
  });
  agrees("iam-physical", (r) => ({ iam: physicalIncidenceFactor(cosd(r["aoi"]!)) }));
  agrees("iam-physical-coated", (r) => ({ iam: physicalIncidenceFactor(cosd(r["aoi"]!), 1.29) }));
  agrees("iam-ashrae", (r) => ({ iam: ashraeIncidenceFactor(cosd(r["aoi"]!)) }));
  const track = (r: Row) => {
    const zenith = rad(r["apparentZenith"]!);
    const azimuth = rad(r["azimuth"]!);
    const frame = trackerFrame({
      axisAzimuthDegrees: r["axisAzimuth"]!, axisTiltDegrees: r["axisTilt"]!, maxAngleDegrees: r["maxAngle"]!, gcr: r["gcr"]!,
      backtracking: r["backtrack"] === 1, crossAxisTiltDegrees: r["crossAxisTilt"]!,
    });
    const [east, north, up] = [Math.sin(zenith) * Math.sin(azimuth), Math.sin(zenith) * Math.cos(azimuth), Math.cos(zenith)];
    if (r["apparentZenith"]! > 90) return { trackerTheta: NaN, aoi: NaN, surfaceTilt: NaN, surfaceAzimuth: NaN };
    const across = acrossAxis(frame, east, north);
    const above = aboveAxis(frame, east, north, up);
    const rotation = trackerRotation(frame, across, above);
    return {
      trackerTheta: (rotation * 180) / Math.PI,
      aoi: (Math.acos(Math.min(1, Math.sin(rotation) * across + Math.cos(rotation) * above)) * 180) / Math.PI,
      surfaceTilt: trackerTiltDegrees(frame, rotation),
      surfaceAzimuth: trackerAzimuthDegrees(frame, r["axisAzimuth"]!, rotation),
    };
  };
  // The file's note: cells with the cosine at the edge are stable to 1e-5°.
  agrees("tracker-backtrack", track, { rel: 1e-6, abs: 1e-5 });
  agrees("tracker-true", track, { rel: 1e-6, abs: 1e-5 });
  agrees("cell-sapm-open-rack", (r) => ({ cellTemp: sapmCellC(r["poaGlobal"]!, r["tempAir"]!, r["windSpeed"]!, sapmMounts.openRack) }));
  agrees("cell-faiman", (r) => ({ cellTemp: faimanCellC(r["poaGlobal"]!, r["tempAir"]!, r["windSpeed"]!) }));
  agrees("cell-pvsyst", (r) => ({ cellTemp: pvsystCellC(r["poaGlobal"]!, r["tempAir"]!) }));
  agrees("pvwatts-dc", (r) => ({ dcKw: pvwattsDcKw(r["effectiveIrradiance"]!, r["cellTemp"]!, 1000, -0.0037) }));
  agrees("pvwatts-inverter", (r) => ({ acKw: pvwattsAcKw(r["dcKw"]!, 868.055556 * 0.96) }));
  test("pvwatts-losses", () => {
    const { inputs, expected, tolerance } = cases.get("pvwatts-losses")!;
    const percents = (inputs["percent"] as unknown as number[][])[0]!;
    const wanted = expected["lossPercent"]![0]!;
    expect(Math.abs(100 * combinedLossFraction(percents.map((percent) => percent / 100)) - wanted)).toBeLessThan(tolerance.rel * wanted + tolerance.abs);
  });
});

describe("the cover of PVWatts v8 (ssc, computed there for a tilt of 20°)", () => {
  test("passes 97.42 % of the sky's and 66.28 % of the ground's light, over normal incidence", () => {
    expect(coverSkyFactor(20)).toBeCloseTo(0.9742, 4);
    expect(coverGroundFactor(20)).toBeCloseTo(0.6628, 4);
  });
  test("passes all of the beam at normal incidence, and ever less toward the edge", () => {
    expect(coverBeamFactor(1)).toBe(1);
    const factors = Array.from({ length: 90 }, (_, degrees) => coverBeamFactor(cosd(degrees)));
    for (let degrees = 2; degrees < 90; degrees++) expect(factors[degrees]!).toBeLessThanOrEqual(factors[degrees - 1]!);
  });
  test("by its table over tilt lies within 1e-4 of itself", () => {
    for (const factor of [coverSkyFactor, coverGroundFactor]) {
      const table = tableOverTilt(factor);
      for (let tilt = 0; tilt <= 90; tilt += 0.07) expect(Math.abs(table(tilt) - factor(tilt))).toBeLessThan(1e-4);
    }
  });
  test("is made for the colour of air mass 1.5", () => {
    expect(airMassModifier(1.5, 1)).toBeCloseTo(1, 2);
    expect(airMassModifier(10, 1)).toBeLessThan(0.95);
  });
});
