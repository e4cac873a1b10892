import { cos, exp } from "../maths/functions.ts";
import { relativeAirMass } from "./irradiance.ts";

const RADIANS = Math.PI / 180;

/** Glass of a module: refractive index, extinction 1/m, thickness m. De Soto, Klein & Beckman (2006), Solar Energy 80(1), 78–88. */
const GLASS = { index: 1.526, extinctionPerM: 4, thicknessM: 0.002 };
/** Anti-reflective coat of the cover that PVWatts v8 takes (ssc `calculateIrradianceThroughCoverDeSoto`). */
const COAT = { index: 1.3, extinctionPerM: 4, thicknessM: 2e-5 };

/**
 * Share of the beam that passes the cover at an angle of incidence, over that at normal incidence.
 * ASHRAE 93-77 after Souka & Safwat (1966), Solar Energy 10, 170; 0 from 90° on.
 */
export function ashraeIncidenceFactor(cosAoi: number, b0 = 0.05): number {
  return cosAoi > 0 ? Math.max(0, 1 - b0 * (1 / cosAoi - 1)) : 0;
}

/**
 * Share of the beam that passes a glass cover at an angle of incidence, over that at normal incidence: Fresnel's reflection of both
 * polarisations at one surface, or at two with a coat, and the absorption in the glass.
 * @param coatIndex refractive index of an anti-reflective coat; 1 for bare glass
 * De Soto et al. (2006), Solar Energy 80(1), 78–88, eq. 20–22; coat as in pvlib `iam.physical`. 0 from 90° on.
 */
export function physicalIncidenceFactor(cosAoi: number, coatIndex = 1): number {
  if (!(cosAoi > 0)) return 0;
  const { index: n3, extinctionPerM, thicknessM } = GLASS;
  const n2 = coatIndex === 1 ? n3 : coatIndex;
  const sin1 = Math.sqrt(Math.max(0, 1 - cosAoi * cosAoi));
  const cos2 = refractedCosine(sin1 / n2);
  let transmittedS = 1 - reflectionS(1, cosAoi, n2, cos2);
  let transmittedP = 1 - reflectionP(1, cosAoi, n2, cos2);
  let transmitted0 = 1 - reflectionS(1, 1, n2, 1);
  let cosGlass = cos2;
  if (n2 !== n3) {
    cosGlass = refractedCosine(sin1 / n3);
    transmittedS = throughTwo(transmittedS, 1 - reflectionS(n2, cos2, n3, cosGlass));
    transmittedP = throughTwo(transmittedP, 1 - reflectionP(n2, cos2, n3, cosGlass));
    transmitted0 = throughTwo(transmitted0, 1 - reflectionS(n2, 1, n3, 1));
  }
  const absorbed = extinctionPerM * thicknessM;
  return (((transmittedS + transmittedP) / 2) * exp(-absorbed / cosGlass)) / (transmitted0 * exp(-absorbed));
}

/** What two surfaces let through, the light thrown to and fro between them counted. */
function throughTwo(first: number, second: number): number {
  return (first * second) / (1 - (1 - first) * (1 - second));
}

function refractedCosine(sine: number): number {
  return Math.sqrt(1 - sine * sine);
}

/** Fresnel: reflected share of light polarised across the plane of incidence. */
function reflectionS(n1: number, cos1: number, n2: number, cos2: number): number {
  const amplitude = (n1 * cos1 - n2 * cos2) / (n1 * cos1 + n2 * cos2);
  return amplitude * amplitude;
}

/** Fresnel: reflected share of light polarised along the plane of incidence. */
function reflectionP(n1: number, cos1: number, n2: number, cos2: number): number {
  const amplitude = (n1 * cos2 - n2 * cos1) / (n1 * cos2 + n2 * cos1);
  return amplitude * amplitude;
}

/** A layer of the De Soto cover. */
type Layer = typeof GLASS;

/** Direction within a layer, cosine. Snell. */
function cosBelow(fromIndex: number, into: Layer, cosAbove: number): number {
  const sine = (fromIndex / into.index) * Math.sqrt(Math.max(0, 1 - cosAbove * cosAbove));
  return refractedCosine(sine);
}

/** What passes a layer's upper surface and its thickness. */
function passedShare(fromIndex: number, into: Layer, cosAbove: number, cosWithin: number): number {
  const reflected = (reflectionS(fromIndex, cosAbove, into.index, cosWithin) + reflectionP(fromIndex, cosAbove, into.index, cosWithin)) / 2;
  return (1 - reflected) * exp((-into.extinctionPerM * into.thicknessM) / cosWithin);
}

const COS_1 = cos(1 * RADIANS);
const COS_89 = cos(89 * RADIANS);
const AIR = 1;

/**
 * What the cover passes at 1°, against which ssc counts. It enters the glass from air at the angle refracted by the coat, not from the
 * coat: kept, because the comparison is with SAM.
 */
const atNormal = (() => {
  const cosCoat = cosBelow(AIR, COAT, COS_1);
  return passedShare(AIR, COAT, COS_1, cosCoat) * passedShare(AIR, GLASS, cosCoat, cosBelow(AIR, GLASS, cosCoat));
})();

/**
 * Share of the beam that passes the coated cover of PVWatts v8, over that at normal incidence; 0 … 1.
 * ssc `calculateIrradianceThroughCoverDeSoto` after De Soto et al. (2006); the angle is held within 1° … 89°.
 */
export function coverBeamFactor(cosAoi: number): number {
  const cosAir = Math.max(COS_89, Math.min(COS_1, cosAoi));
  const cosCoat = cosBelow(AIR, COAT, cosAir);
  const passed = passedShare(AIR, COAT, cosAir, cosCoat) * passedShare(COAT.index, GLASS, cosCoat, cosBelow(COAT.index, GLASS, cosCoat));
  return Math.min(1, passed / atNormal);
}

/** Share of the sky's light that passes the cover of PVWatts v8, by the equivalent angle for a tilt; Brandemuehl & Beckman (1980), Solar Energy 24, 511. */
export function coverSkyFactor(tiltDegrees: number): number {
  return coverDiffuseFactor(59.7 - 0.1388 * tiltDegrees + 0.001497 * tiltDegrees * tiltDegrees);
}

/** The same for light from the ground. */
export function coverGroundFactor(tiltDegrees: number): number {
  return coverDiffuseFactor(90 - 0.5788 * tiltDegrees + 0.002693 * tiltDegrees * tiltDegrees);
}

/** Bare glass, as ssc takes diffuse light. */
function coverDiffuseFactor(angleDegrees: number): number {
  const cosAir = cos(angleDegrees * RADIANS);
  return Math.min(1, passedShare(AIR, GLASS, cosAir, cosBelow(AIR, GLASS, cosAir)) / atNormal);
}

/** Steps of the table a degree of tilt. */
const PER_DEGREE = 4;

/**
 * A factor of tilt as a table over 0 … 90°, for trackers, whose tilt changes with every step: straight lines between quarters of a degree lie
 * within 1e-4 of the factor, at a fifth of the time.
 */
export function tableOverTilt(factor: (tiltDegrees: number) => number): (tiltDegrees: number) => number {
  const last = 90 * PER_DEGREE;
  const table = Float64Array.from({ length: last + 1 }, (_, n) => factor(n / PER_DEGREE));
  return (tiltDegrees) => {
    const at = Math.max(0, Math.min(last - 1e-9, tiltDegrees * PER_DEGREE));
    const n = Math.floor(at);
    return table[n]! + (at - n) * (table[n + 1]! - table[n]!);
  };
}

/** Relative air mass at 86°: what `airMassModifier` takes for a lower sun. */
const LARGEST_AIR_MASS = relativeAirMass(86 * RADIANS, cos(86 * RADIANS));

/**
 * What the colour of the light does to a crystalline cell, over the standard spectrum of air mass 1.5.
 * @param airMass relative, Kasten & Young; held at that of 86°
 * @param altitudeFactor e^(−0.0001184 h) of the altitude h in m, ssc's way from relative to absolute air mass
 * De Soto et al. (2006), Solar Energy 80(1), 78–88, table 2.
 */
export function airMassModifier(airMass: number, altitudeFactor: number): number {
  const am = altitudeFactor * (airMass < LARGEST_AIR_MASS ? airMass : LARGEST_AIR_MASS);
  return Math.max(0, 0.918093 + am * (0.086257 + am * (-0.024459 + am * (0.002816 - 0.000126 * am))));
}
