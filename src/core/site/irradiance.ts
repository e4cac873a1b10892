import { cos, exp, pow, sin } from "../maths/functions.ts";

const RADIANS = Math.PI / 180;

/**
 * Irradiance outside the air on a plane facing the sun, W/m².
 * @param dayOfYear 1 to 366
 * Spencer (1971), Search 2(5), 172, with the solar constant 1366.1 W/m² that pvlib takes (ASTM E490 before 2022).
 */
export function extraterrestrialWm2(dayOfYear: number): number {
  const x = (2 * Math.PI * (dayOfYear - 1)) / 365;
  return 1366.1 * (1.00011 + 0.034221 * cos(x) + 0.00128 * sin(x) + 0.000719 * cos(2 * x) + 0.000077 * sin(2 * x));
}

/**
 * Air pressure of the standard atmosphere, Pa.
 * Portland State Aerospace Society (2004), eq. 9, as pvlib `alt2pres`; 1e-5 off the textbook's 101325(1 − 2.25577e-5 h)^5.25588.
 */
export function pressureFromAltitudePa(altitudeM: number): number {
  return 100 * pow((44_331.514 - altitudeM) / 11_880.516, 1 / 0.1902632);
}

/**
 * Length of the sun's way through the air over that from the zenith; NaN below the horizon.
 * @param zenithRadians apparent
 * Kasten & Young (1989), Applied Optics 28(22), 4735.
 */
export function relativeAirMass(zenithRadians: number, cosZenith: number): number {
  const zenithDegrees = zenithRadians / RADIANS;
  if (zenithDegrees > 90) return NaN;
  return 1 / (cosZenith + 0.50572 * pow(96.07995 - zenithDegrees, -1.6364));
}

/**
 * Clearness index: global over extraterrestrial irradiance on a horizontal plane, 0 … 1.
 * The sun is taken no lower than 86.3° (cosine 0.065), where the quotient loses its meaning; pvlib's guard.
 */
export function clearnessIndex(ghiWm2: number, cosZenith: number, extraWm2: number): number {
  return Math.max(0, Math.min(1, ghiWm2 / (extraWm2 * Math.max(0.065, cosZenith))));
}

/**
 * Diffuse share of global horizontal irradiance, from the clearness of the sky.
 * @param kt clearness index, 0 … 1
 * @returns diffuse over global, 0 … 1
 * Erbs, Klein & Duffie (1982), Solar Energy 28(4), 293–302, eq. 1.
 */
export function erbsDiffuseFraction(kt: number): number {
  if (kt <= 0.22) return 1 - 0.09 * kt;
  if (kt <= 0.8) return 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)));
  return 0.165;
}

/** Cosine of 87°: nearer to the horizon the Erbs split gives no beam. */
const COS_87 = cos(87 * RADIANS);

/**
 * Diffuse horizontal irradiance of a sky of which only the global is known, W/m².
 * Nearer to the horizon than 87°, or where the beam would be negative, everything is diffuse (pvlib's guards).
 */
export function erbsDiffuseWm2(ghiWm2: number, cosZenith: number, extraWm2: number): number {
  if (cosZenith < COS_87) return ghiWm2;
  const diffuse = ghiWm2 * erbsDiffuseFraction(clearnessIndex(ghiWm2, cosZenith, extraWm2));
  return diffuse > ghiWm2 ? ghiWm2 : diffuse;
}

/** Beam irradiance on a plane facing the sun from what global and diffuse differ by, W/m²; 0 nearer to the horizon than 87°. */
export function beamFromGlobalWm2(ghiWm2: number, dhiWm2: number, cosZenith: number): number {
  return cosZenith < COS_87 ? 0 : Math.max(0, (ghiWm2 - dhiWm2) / cosZenith);
}

/**
 * Cosine of the angle between the sun and the normal of a plane.
 * @param tiltRadians from the horizontal; azimuths clockwise from north
 */
export function cosIncidence(zenithRadians: number, azimuthRadians: number, tiltRadians: number, surfaceAzimuthRadians: number): number {
  const cosine = cos(zenithRadians) * cos(tiltRadians) + sin(zenithRadians) * sin(tiltRadians) * cos(azimuthRadians - surfaceAzimuthRadians);
  return Math.max(-1, Math.min(1, cosine));
}

/** Beam on the tilted plane, W/m². */
export function planeBeamWm2(dniWm2: number, cosAoi: number): number {
  return cosAoi > 0 ? dniWm2 * cosAoi : 0;
}

/** Light that the ground throws onto the tilted plane, W/m²; a ground that shines alike in all directions. */
export function planeGroundWm2(ghiWm2: number, albedo: number, cosTilt: number): number {
  return (ghiWm2 * albedo * (1 - cosTilt)) / 2;
}

/** Sky light on the tilted plane from a sky of one brightness, W/m². Liu & Jordan (1963), Solar Energy 7(2), 53. */
export function isotropicSkyWm2(dhiWm2: number, cosTilt: number): number {
  return (dhiWm2 * (1 + cosTilt)) / 2;
}

/**
 * Sky light on the tilted plane with the brightness round the sun, W/m².
 * Hay & Davies (1980), Proc. First Canadian Solar Radiation Data Workshop, 59–72.
 */
export function hayDaviesSkyWm2(dhiWm2: number, dniWm2: number, extraWm2: number, cosAoi: number, cosZenith: number, cosTilt: number): number {
  const anisotropy = dniWm2 / extraWm2;
  const beamRatio = Math.max(cosAoi, 0) / Math.max(cosZenith, 0.01745);
  return Math.max(0, dhiWm2 * (anisotropy * beamRatio + ((1 - anisotropy) * (1 + cosTilt)) / 2));
}

/** Lower edges of the clearness bins of Perez (1990), table 1. */
const perezEdges = Float64Array.of(1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2);
/** f11, f12, f13, f21, f22, f23 of each bin: Perez et al. (1990), table 6, "all sites composite". */
const perezTable = Float64Array.of(
  -0.008, 0.588, -0.062, -0.06, 0.072, -0.022,
  0.13, 0.683, -0.151, -0.019, 0.066, -0.029,
  0.33, 0.487, -0.221, 0.055, -0.064, -0.026,
  0.568, 0.187, -0.295, 0.109, -0.152, -0.014,
  0.873, -0.392, -0.362, 0.226, -0.462, 0.001,
  1.132, -1.237, -0.412, 0.288, -0.823, 0.056,
  1.06, -1.6, -0.359, 0.264, -1.127, 0.131,
  0.678, -0.327, -0.25, 0.156, -1.377, 0.251,
);
const COS_85 = cos(85 * RADIANS);

/**
 * Sky light on the tilted plane with brightness round the sun and at the horizon, W/m²; 0 without sky light or air mass.
 * @param airMass relative (not corrected for pressure); NaN below the horizon
 * Perez, Ineichen, Seals, Michalsky & Stewart (1990), Solar Energy 44(5), 271–289, eq. 9 and table 6.
 */
export function perezSkyWm2(
  dhiWm2: number, dniWm2: number, extraWm2: number, zenithRadians: number, cosZenith: number, airMass: number,
  cosAoi: number, cosTilt: number, sinTilt: number,
): number {
  if (!(dhiWm2 > 0) || !(airMass > 0)) return 0;
  const cubed = 1.041 * zenithRadians * zenithRadians * zenithRadians;
  const epsilon = ((dhiWm2 + dniWm2) / dhiWm2 + cubed) / (1 + cubed);
  const delta = (dhiWm2 * airMass) / extraWm2;
  let bin = 0;
  while (bin < 7 && epsilon >= perezEdges[bin]!) bin++;
  const at = bin * 6;
  const F1 = Math.max(0, perezTable[at]! + perezTable[at + 1]! * delta + perezTable[at + 2]! * zenithRadians);
  const F2 = perezTable[at + 3]! + perezTable[at + 4]! * delta + perezTable[at + 5]! * zenithRadians;
  const a = Math.max(0, cosAoi);
  const b = Math.max(COS_85, cosZenith);
  return Math.max(0, dhiWm2 * (((1 - F1) * (1 + cosTilt)) / 2 + (F1 * a) / b + F2 * sinTilt));
}

/**
 * Global irradiance of a clear sky from the sun's height alone, W/m².
 * Haurwitz (1945), J. Meteorology 2, 154; the best of the models with one input (Reno, Hansen & Stein 2012, SAND2012-2389).
 */
export function haurwitzGhiWm2(cosZenith: number): number {
  return cosZenith > 0 ? 1098 * cosZenith * exp(-0.059 / cosZenith) : 0;
}

/**
 * Global irradiance of a clear sky, W/m².
 * @param airMassAbsolute relative air mass × pressure / 101325 Pa
 * @param linkeTurbidity at air mass 2: about 2 in clean mountain air, 4 to 5 in cities and the humid tropics
 * Ineichen & Perez (2002), Solar Energy 73(3), 151–157.
 */
export function ineichenGhiWm2(cosZenith: number, airMassAbsolute: number, linkeTurbidity: number, altitudeM: number, extraWm2: number): number {
  if (!(cosZenith > 0) || !(airMassAbsolute > 0)) return 0;
  const fh1 = exp(-altitudeM / 8000);
  const fh2 = exp(-altitudeM / 1250);
  const cg1 = 5.09e-5 * altitudeM + 0.868;
  const cg2 = 3.92e-5 * altitudeM + 0.0387;
  return cg1 * extraWm2 * cosZenith * exp(-cg2 * airMassAbsolute * (fh1 + fh2 * (linkeTurbidity - 1)));
}

/** Beam irradiance of the same clear sky, W/m². @param ghiWm2 of `ineichenGhiWm2` with the same arguments */
export function ineichenDniWm2(
  ghiWm2: number, cosZenith: number, airMassAbsolute: number, linkeTurbidity: number, altitudeM: number, extraWm2: number,
): number {
  if (!(cosZenith > 0) || !(airMassAbsolute > 0)) return 0;
  const fh1 = exp(-altitudeM / 8000);
  const beam = (0.664 + 0.163 / fh1) * exp(-0.09 * airMassAbsolute * (linkeTurbidity - 1));
  const most = ((ghiWm2 / extraWm2) * (1 - (0.1 - 0.2 * exp(-linkeTurbidity)) / (0.1 + 0.882 / fh1))) / cosZenith;
  return extraWm2 * Math.max(0, Math.min(beam, most));
}
