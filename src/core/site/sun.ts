import { asin, atan2, cos, sin, tan } from "../maths/functions.ts";
import { civilDate, DAY_MS, dayNumber, MINUTE_MS } from "../time/civil.ts";
import { extraterrestrialWm2 } from "./irradiance.ts";

const RADIANS = Math.PI / 180;
/** Noon of 1 January 2000, the epoch of the series below, in milliseconds of Unix time. */
const J2000_MS = 946_728_000_000;

/**
 * Terrestrial minus universal time, seconds: 69.2 in the 2020s, 63.8 in 2000 (IERS). Five seconds move the sun by
 * 6e-5 degrees, so that one figure serves all the years of a simulation.
 */
const DELTA_T_SECONDS = 69.2;

/** Yearly mean air temperature that refraction is reckoned with, °C, as pvlib and SPA take it; 20 K are 0.03° at the horizon. */
const REFRACTION_TEMPERATURE_C = 12;

/** Where the sun is looked at from. */
export type SunPlace = { readonly latitude: number; readonly longitude: number; readonly altitudeM: number };

/** Centre of the sun, degrees; azimuth clockwise from north; the apparent zenith with refraction. */
export type SunPosition = { readonly zenithDegrees: number; readonly apparentZenithDegrees: number; readonly azimuthDegrees: number };

/**
 * The sun at many instants as the solar chain reads it. `east`, `north` and `up` are the unit vector to the sun with
 * refraction, so that an angle of incidence is one dot product and no azimuth is needed.
 */
export type SunTrack = {
  readonly east: Float64Array;
  readonly north: Float64Array;
  /** Cosine of the apparent zenith; negative at night. */
  readonly up: Float64Array;
  /** Apparent zenith, radians. */
  readonly zenith: Float64Array;
  /** Extraterrestrial irradiance on a plane facing the sun, W/m². */
  readonly extraWm2: Float64Array;
};

/** Equatorial place of the sun as seen from the earth's centre, for the equinox of date; au. */
type Geocentric = {
  x: number;
  y: number;
  z: number;
  /** Equation of the equinoxes: what nutation adds to sidereal time, degrees. */
  equinoxDegrees: number;
  /** Apparent minus mean solar time, minutes. */
  equationOfTimeMinutes: number;
};

/**
 * Heliocentric longitude of the earth: amplitude 1e-8 rad, phase rad, frequency rad per thousand years, of L0, L1 and L2.
 * VSOP87 (Bretagnon & Francou 1988), as in Reda & Andreas 2004, NREL/TP-560-34302, table A4.2; the 42 leading terms.
 */
const longitude0 = Float64Array.of(
  175_347_046, 0, 0, 3_341_656, 4.6692568, 6283.07585, 34_894, 4.6261, 12_566.1517, 3497, 2.7441, 5753.3849, 3418, 2.8289, 3.5231,
  3136, 3.6277, 77_713.7715, 2676, 4.4181, 7860.4194, 2343, 6.1352, 3930.2097, 1324, 0.7425, 11_506.7698, 1273, 2.0371, 529.691,
  1199, 1.1096, 1577.3435, 990, 5.233, 5884.927, 902, 2.045, 26.298, 857, 3.508, 398.149, 780, 1.179, 5223.694, 753, 2.533, 5507.553,
  505, 4.583, 18_849.228, 492, 4.205, 775.523, 357, 2.92, 0.067, 317, 5.849, 11_790.629, 284, 1.899, 796.298, 271, 0.315, 10_977.079,
  243, 0.345, 5486.778, 206, 4.806, 2544.314, 205, 1.869, 5573.143, 202, 2.458, 6069.777, 156, 0.833, 213.299, 132, 3.411, 2942.463,
  126, 1.083, 20.775, 115, 0.645, 0.98, 103, 0.636, 4694.003, 102, 0.976, 15_720.839, 102, 4.267, 7.114,
);
const longitude1 = Float64Array.of(
  628_331_966_747, 0, 0, 206_059, 2.678235, 6283.07585, 4303, 2.6351, 12_566.1517, 425, 1.59, 3.523, 119, 5.796, 26.298, 109, 2.966, 1577.344,
);
const longitude2 = Float64Array.of(52_919, 0, 0, 8720, 1.0721, 6283.0758, 309, 0.867, 12_566.152);
/** Distance of the earth from the sun: amplitude 1e-8 au, phase rad, frequency rad per thousand years, of R0. The same table. */
const radius0 = Float64Array.of(100_013_989, 0, 0, 1_670_700, 3.0984635, 6283.07585, 13_956, 3.05525, 12_566.1517, 3084, 5.1985, 77_713.7715);

function periodicSum(terms: Float64Array, tau: number): number {
  let sum = 0;
  for (let i = 0; i < terms.length; i += 3) sum += terms[i]! * cos(terms[i + 1]! + terms[i + 2]! * tau);
  return sum * 1e-8;
}

/**
 * Apparent place of the sun, to 0.0005° of SPA (the contract asks for 0.01°): SPA's longitude and nutation without the terms that
 * do not matter here, and without the earth's own swing of 0.0003° about the ecliptic.
 * Reda & Andreas 2004, NREL/TP-560-34302; nutation and obliquity: Meeus, Astronomical Algorithms, 2nd ed. 1998, ch. 22.
 * @param days days of universal time since J2000
 */
function geocentricSun(days: number): Geocentric {
  const T = (days + DELTA_T_SECONDS / 86_400) / 36_525;
  const tau = T / 10;
  const heliocentric = periodicSum(longitude0, tau) + tau * (periodicSum(longitude1, tau) + tau * periodicSum(longitude2, tau));
  const R = periodicSum(radius0, tau);
  const omega = (125.04452 - 1934.136261 * T) * RADIANS;
  const sunLongitude = (280.4665 + 36_000.7698 * T) * RADIANS;
  const moonLongitude = (218.3165 + 481_267.8813 * T) * RADIANS;
  const nutation = (-17.2 * sin(omega) - 1.32 * sin(2 * sunLongitude) - 0.23 * sin(2 * moonLongitude) + 0.21 * sin(2 * omega)) / 3600;
  const inclination = (9.2 * cos(omega) + 0.57 * cos(2 * sunLongitude) + 0.1 * cos(2 * moonLongitude) - 0.09 * cos(2 * omega)) / 3600;
  const aberration = -20.4898 / 3600 / R;
  const lambda = halfTurn(heliocentric / RADIANS + 180 + nutation + aberration) * RADIANS;
  const epsilon = (84_381.448 - T * (46.815 + T * (0.00059 - 0.001813 * T))) / 3600 + inclination;
  const cosEpsilon = cos(epsilon * RADIANS);
  const sinLambda = sin(lambda);
  const alpha = atan2(cosEpsilon * sinLambda, cos(lambda)) / RADIANS;
  const equinoxDegrees = nutation * cosEpsilon;
  return {
    x: R * cos(lambda),
    y: R * cosEpsilon * sinLambda,
    z: R * sin(epsilon * RADIANS) * sinLambda,
    equinoxDegrees,
    equationOfTimeMinutes: 4 * halfTurn(280.4664567 + 36_000.76982779 * T + 0.0003032028 * T * T - 0.0057183 - alpha + equinoxDegrees),
  };
}

/** An angle in degrees, brought to −180 … 180. */
function halfTurn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** Apparent minus mean solar time, minutes; Meeus 1998, ch. 28. @param timeMs milliseconds of Unix time */
export function equationOfTimeMinutes(timeMs: number): number {
  return geocentricSun((timeMs - J2000_MS) / DAY_MS).equationOfTimeMinutes;
}

/**
 * How far the air lifts the sun, degrees; nothing once the whole disc is below the horizon.
 * Reda & Andreas 2004, NREL/TP-560-34302, eq. 42, with 0.5667° at the horizon.
 * @param elevationDegrees true elevation of the sun's centre
 */
export function refractionDegrees(elevationDegrees: number, pressurePa: number, temperatureC: number): number {
  if (elevationDegrees < -0.26667 - 0.5667) return 0;
  return (pressurePa / 101_000) * (283 / (273 + temperatureC)) * (1.02 / (60 * tan((elevationDegrees + 10.3 / (elevationDegrees + 5.11)) * RADIANS)));
}

/**
 * Sun at one instant: the one-step case of `sunTrack`, in the angles that people know.
 * @param timeMs milliseconds of Unix time
 * @param pressurePa yearly mean, for refraction
 */
export function sunPosition(
  timeMs: number, latitude: number, longitude: number, pressurePa: number, temperatureC: number = REFRACTION_TEMPERATURE_C,
): SunPosition {
  const look = new Look(latitude, longitude, pressurePa, temperatureC);
  look.at(timeMs);
  return {
    zenithDegrees: 90 - look.trueElevationDegrees,
    apparentZenithDegrees: 90 - look.elevation / RADIANS,
    azimuthDegrees: (atan2(look.east, look.north) / RADIANS + 360) % 360,
  };
}

/**
 * Sun at many instants, in rising order for speed.
 * @param timesMs milliseconds of Unix time: the middles of the intervals, or the instants that the values belong to
 * @param utcOffsetMinutes east of Greenwich: the standard clock by whose calendar day the sun's distance is reckoned
 */
export function sunTrack(timesMs: Float64Array, place: SunPlace, pressurePa: number, utcOffsetMinutes: number): SunTrack {
  const length = timesMs.length;
  const track = { east: new Float64Array(length), north: new Float64Array(length), up: new Float64Array(length), zenith: new Float64Array(length), extraWm2: new Float64Array(length) };
  const look = new Look(place.latitude, place.longitude, pressurePa, REFRACTION_TEMPERATURE_C);
  let day = NaN;
  let extraWm2 = 0;
  for (let i = 0; i < length; i++) {
    const timeMs = timesMs[i]!;
    const today = Math.floor((timeMs + utcOffsetMinutes * MINUTE_MS) / DAY_MS);
    if (today !== day) {
      day = today;
      extraWm2 = extraterrestrialWm2(dayOfYear(today));
    }
    look.at(timeMs);
    track.east[i] = look.east;
    track.north[i] = look.north;
    track.up[i] = look.up;
    track.zenith[i] = Math.PI / 2 - look.elevation;
    track.extraWm2[i] = extraWm2;
  }
  return track;
}

/** Day of the year, 1 to 366, of a day counted from 1 January 1970. */
function dayOfYear(day: number): number {
  return day - dayNumber(civilDate(day).year, 1, 1) + 1;
}

/**
 * A pair of eyes at one place: the rotating part of the sun's motion, with the earth's way round the sun taken from two
 * daily places and a straight line between them (in direction true to 1e-4 degrees, because a chord of one day lies
 * only in distance off its arc).
 */
class Look {
  east = 0;
  north = 0;
  up = 0;
  /** Apparent elevation, radians. */
  elevation = 0;
  trueElevationDegrees = 0;
  readonly #sinLatitude: number;
  readonly #cosLatitude: number;
  readonly #longitude: number;
  readonly #pressurePa: number;
  readonly #temperatureC: number;
  #day = NaN;
  #from: Geocentric = geocentricSun(0);
  #to: Geocentric = this.#from;

  constructor(latitude: number, longitude: number, pressurePa: number, temperatureC: number) {
    this.#sinLatitude = sin(latitude * RADIANS);
    this.#cosLatitude = cos(latitude * RADIANS);
    this.#longitude = longitude;
    this.#pressurePa = pressurePa;
    this.#temperatureC = temperatureC;
  }

  at(timeMs: number): void {
    const days = (timeMs - J2000_MS) / DAY_MS;
    const day = Math.floor(days);
    if (day !== this.#day) {
      this.#from = day === this.#day + 1 ? this.#to : geocentricSun(day);
      this.#to = geocentricSun(day + 1);
      this.#day = day;
    }
    const from = this.#from;
    const to = this.#to;
    const part = days - day;
    const x = from.x + part * (to.x - from.x);
    const y = from.y + part * (to.y - from.y);
    const z = from.z + part * (to.z - from.z);
    const distance = Math.sqrt(x * x + y * y + z * z);
    // Greenwich sidereal time: Meeus 1998, eq. 12.4; the whole turns of `days` are taken out before they cost digits.
    const turnDegrees = 280.46061837 + 0.98564736629 * days + 360 * part + from.equinoxDegrees + this.#longitude;
    const theta = halfTurn(turnDegrees) * RADIANS;
    const cosTheta = cos(theta);
    const sinTheta = sin(theta);
    const toMeridian = (x * cosTheta + y * sinTheta) / distance;
    const eastward = (y * cosTheta - x * sinTheta) / distance;
    const pole = z / distance;
    const trueUp = this.#sinLatitude * pole + this.#cosLatitude * toMeridian;
    const northward = this.#cosLatitude * pole - this.#sinLatitude * toMeridian;
    const horizontal = Math.sqrt(eastward * eastward + northward * northward);
    // Parallax: the observer stands an earth's radius, 8.794 arc seconds at 1 au, above the centre (Meeus 1998, ch. 40).
    const elevationDegrees = asin(Math.max(-1, Math.min(1, trueUp))) / RADIANS - (8.794 / 3600 / distance) * horizontal;
    this.trueElevationDegrees = elevationDegrees;
    this.elevation = (elevationDegrees + refractionDegrees(elevationDegrees, this.#pressurePa, this.#temperatureC)) * RADIANS;
    this.up = sin(this.elevation);
    const scale = horizontal > 0 ? cos(this.elevation) / horizontal : 0;
    this.east = eastward * scale;
    this.north = northward * scale;
  }
}
