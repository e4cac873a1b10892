import { exp, pow, sin } from "../maths/functions.ts";

const RADIANS = Math.PI / 180;
/** Of the photovoltaic laws: 0 °C in K. */
const ZERO_C_K = 273.15;

/**
 * Cell temperature by nominal operating conditions, °C: PVWatts v8 with the standard module.
 * @param planeWm2 irradiance that reaches the cells
 * @param noctC 45 open rack and tracker, 49 roof
 * De Soto et al. (2006) as in ssc `lib_cec6par` (`noct_celltemp_t`): free air at 51 % of the wind measured at 10 m; module efficiency 0.1913.
 */
export function noctCellC(planeWm2: number, airC: number, windMs: number, noctC = 45, efficiency = 0.1913): number {
  return airC + ((planeWm2 / 800) * (noctC - 20) * (1 - efficiency / 0.9) * 9.5) / (5.7 + 3.8 * 0.51 * windMs);
}

/** Cell temperature, °C. Faiman (2008), Prog. Photovolt. 16, 307, eq. 7; u0 25 W/m²K, u1 6.84 W s/m³K. */
export function faimanCellC(planeWm2: number, airC: number, windMs: number): number {
  return airC + planeWm2 / (25 + 6.84 * windMs);
}

/** King, Boyson & Kratochvil (2004), SAND2004-3535, table 1: a, b of the module's back, K between back and cell at 1000 W/m². */
export const sapmMounts = {
  openRack: { a: -3.56, b: -0.075, deltaK: 3 },
  openRackGlass: { a: -3.47, b: -0.0594, deltaK: 3 },
  closeRoof: { a: -2.98, b: -0.0471, deltaK: 1 },
  insulatedBack: { a: -2.81, b: -0.0455, deltaK: 0 },
} as const;

/** Cell temperature, °C. King, Boyson & Kratochvil (2004), SAND2004-3535, eq. 11–12. */
export function sapmCellC(planeWm2: number, airC: number, windMs: number, mount: { readonly a: number; readonly b: number; readonly deltaK: number }): number {
  return airC + planeWm2 * exp(mount.a + mount.b * windMs) + (planeWm2 / 1000) * mount.deltaK;
}

/** Cell temperature, °C, as PVsyst has it: absorption 0.9, Uc 29 W/m²K, Uv 0, module efficiency 0.1. */
export function pvsystCellC(planeWm2: number, airC: number): number {
  return airC + (planeWm2 * 0.9 * (1 - 0.1)) / 29;
}

const STEFAN_BOLTZMANN = 5.669e-8;
/** Module of Fuentes (1987): emissivity, absorption, heat capacity J/m²K, hydraulic diameter m of 1.2 × 0.31579 m. */
const EMISSIVITY = 0.84;
const ABSORPTION = 0.83;
const CAPACITY = 11_000;
const DIAMETER_M = (2 * 1.2 * 0.31579) / (1.2 + 0.31579);
/** Modules of 5 m against wind measured at 9.144 m (Fuentes, eq. 22); the small floor keeps still air finite. */
const WIND_FACTOR = pow(5 / 9.144, 0.2);
/** Fuentes fixes the tilt of the convection at 30°. */
const SIN_TILT = sin(30 * RADIANS);

/** Heat carried off one face by wind and by its own warmth, W/m²K. Fuentes (1987), eq. 9–17. */
function convection(meanK: number, windMs: number, differenceK: number, turbulentAbove: number): number {
  const density = (0.003484 * 101_325) / meanK;
  const viscosity = (0.24237e-6 * pow(meanK, 0.76)) / density;
  const conduction = 2.1695e-4 * pow(meanK, 0.84);
  const reynolds = (windMs * DIAMETER_M) / viscosity;
  const forced = reynolds > turbulentAbove
    ? ((0.0282 / pow(reynolds, 0.2)) * density * windMs * 1007) / pow(0.71, 0.4)
    : ((0.86 / Math.sqrt(reynolds)) * density * windMs * 1007) / pow(0.71, 0.67);
  const grashof = ((9.8 / meanK) * differenceK * DIAMETER_M * DIAMETER_M * DIAMETER_M * SIN_TILT) / (viscosity * viscosity);
  const free = (0.21 * pow(grashof * 0.71, 0.32) * conduction) / DIAMETER_M;
  return pow(free * free * free + forced * forced * forced, 1 / 3);
}

/**
 * Module temperature with its heat capacity, °C: each step starts from the last, PVWatts before v8.
 * Fuentes (1987), A Simplified Thermal Model for Flat-Plate Photovoltaic Arrays, SAND85-0330, eq. 3–24, ten rounds a step.
 * @param noctC installed: 45 rack, 49 roof
 * @param outC the temperatures are written here
 */
export function fuentesCellC(
  planeWm2: Float64Array, airC: Float64Array, windMs: Float64Array, stepHours: number, outC: Float64Array, noctC = 45,
): void {
  const noctK = noctC + ZERO_C_K;
  const airNoctK = 293.15;
  const skyNoctK = 282.21;
  const riseK = noctK - airNoctK;
  const atNoct = convection((noctK + airNoctK) / 2, 1, riseK, Infinity);
  const groundNoct = EMISSIVITY * STEFAN_BOLTZMANN * (noctK * noctK + airNoctK * airNoctK) * (noctK + airNoctK);
  const radiated = (hotK: number, coldK: number) => hotK * hotK * hotK * hotK - coldK * coldK * coldK * coldK;
  const backShare = (ABSORPTION * 800 - EMISSIVITY * STEFAN_BOLTZMANN * radiated(noctK, skyNoctK) - atNoct * riseK) / ((groundNoct + atNoct) * riseK);
  const groundK = Math.max(airNoctK, Math.min(noctK, Math.sqrt(Math.sqrt(noctK * noctK * noctK * noctK - backShare * radiated(noctK, airNoctK)))));
  const groundShare = (groundK - airNoctK) / riseK;
  const convectionShare = (ABSORPTION * 800 - EMISSIVITY * STEFAN_BOLTZMANN * (radiated(noctK, skyNoctK) + radiated(noctK, groundK))) / (atNoct * riseK);
  const capacity = noctK > 321.15 ? CAPACITY * (1 + (noctK - 321.15) / 12) : CAPACITY;

  let lastK = 293.15;
  let lastSun = 0;
  for (let i = 0; i < outC.length; i++) {
    const ambientK = airC[i]! + ZERO_C_K;
    const sun = planeWm2[i]! * ABSORPTION;
    const wind = windMs[i]! * WIND_FACTOR + 1e-4;
    const skyK = 0.68 * 0.0552 * ambientK * Math.sqrt(ambientK) + 0.32 * ambientK;
    let moduleK = lastK;
    for (let round = 0; round < 10; round++) {
      const byAir = convectionShare * convection((moduleK + ambientK) / 2, wind, Math.abs(moduleK - ambientK), 1.2e5);
      const bySky = EMISSIVITY * STEFAN_BOLTZMANN * (moduleK * moduleK + skyK * skyK) * (moduleK + skyK);
      const soilK = ambientK + groundShare * (moduleK - ambientK);
      const byGround = EMISSIVITY * STEFAN_BOLTZMANN * (moduleK * moduleK + soilK * soilK) * (moduleK + soilK);
      const total = byAir + bySky + byGround;
      const eigen = (-total / capacity) * stepHours * 3600;
      const kept = eigen > -10 ? exp(eigen) : 0;
      moduleK = lastK * kept
        + ((1 - kept) * (byAir * ambientK + bySky * skyK + byGround * soilK + lastSun + (sun - lastSun) / eigen) + sun - lastSun) / total;
    }
    outC[i] = moduleK - ZERO_C_K;
    lastK = moduleK;
    lastSun = sun;
  }
}
