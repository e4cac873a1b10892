import { cos, sin } from "../../maths/functions.ts";
import { sapmCellC, sapmMounts } from "../../site/cellTemperature.ts";
import { beamFromGlobalWm2, cosIncidence, erbsDiffuseWm2, extraterrestrialWm2, perezSkyWm2, relativeAirMass } from "../../site/irradiance.ts";
import { physicalIncidenceFactor } from "../../site/incidence.ts";
import { pvwattsAcKw, pvwattsDcKw } from "../../site/pvPower.ts";
import { sunPosition } from "../../site/sun.ts";
import { curvePower, standardSpeedMs } from "../../site/turbine.ts";
import type { Check, CheckPart } from "./check.ts";

const rad = (degrees: number): number => (degrees * Math.PI) / 180;
const PVLIB = "pvlib 0.16.1";
/** Figures of the reference are rounded to nine digits. */
const close = (expected: number): number => 1e-6 * Math.abs(expected) + 1e-6;

/** Sun, sky and panel stage by stage, and the air through a turbine. */
export const sunChecks: CheckPart = {
  id: "sun", title: "Sun, panel and turbine",
  checks() {
    const line = (what: string, unit: string, expected: number, ours: number, source: string, tolerance = close(expected)): Check => ({ what, unit, expected, ours, tolerance, source });
    const reda = sunPosition(Date.UTC(2003, 9, 17, 19, 30, 30), 39.742476, -105.1786, 82_000, 11);
    const svalbard = sunPosition(Date.UTC(2040, 0, 15, 17, 13, 59), 78.22, 15.65, 101_264.948, 16.1);
    const erbsExtra = extraterrestrialWm2(15);
    const diffuse = erbsDiffuseWm2(756.1, cos(rad(54.752)), erbsExtra);
    const plane = cosIncidence(rad(21.357), rad(290.391), rad(32.4), rad(61.2));
    const sky = perezSkyWm2(234.9, 416.3, 1404.2663, rad(21.357), cos(rad(21.357)), 1.073233, plane, cos(rad(32.4)), sin(rad(32.4)));
    return [
      line("Zenith of the sun, Golden, Colorado, 17 October 2003, 12:30:30", "°", 50.1279541, reda.zenithDegrees, "Reda & Andreas 2004, NREL/TP-560-34302", 0.01),
      line("Its azimuth", "°", 194.340241, reda.azimuthDegrees, "Reda & Andreas 2004, NREL/TP-560-34302", 0.01),
      line("Azimuth of the sun below the horizon, Svalbard, 15 January 2040", "°", 267.26662, svalbard.azimuthDegrees, `SPA of ${PVLIB}`, 0.01),
      line("Extraterrestrial irradiance, day 79", "W/m²", 1377.68889, extraterrestrialWm2(79), `${PVLIB}, Spencer 1971`),
      line("Diffuse share of 756.1 W/m² at a zenith of 54.752°, day 15", "W/m²", 124.7565, diffuse, `${PVLIB}, Erbs et al. 1982`),
      line("Beam of the same", "W/m²", 1093.96162, beamFromGlobalWm2(756.1, diffuse, cos(rad(54.752))), `${PVLIB}, Erbs et al. 1982`),
      line("Relative air mass at 14.542°", "", 1.0326944, relativeAirMass(rad(14.542), cos(rad(14.542))), `${PVLIB}, Kasten & Young 1989`),
      line("Sky light on a plane of 32.4°, diffuse 234.9, beam 416.3 W/m²", "W/m²", 200.985052, sky, `${PVLIB}, Perez et al. 1990`),
      line("Light that a glass cover lets through at 29.231°", "", 0.998088795, physicalIncidenceFactor(cos(rad(29.231))), `${PVLIB}, De Soto et al. 2006`),
      line("Cell at 239.2 W/m², −18.6 °C, 12.29 m/s, open rack", "°C", -15.1761876, sapmCellC(239.2, -18.6, 12.29, sapmMounts.openRack), `${PVLIB}, King et al. 2004`),
      line("Direct current of 1,000 kW at 202.7 W/m² and 47.5 °C", "kW", 185.825225, pvwattsDcKw(202.7, 47.5, 1000, -0.0037), `${PVLIB}, Dobos 2014`),
      line("Alternating current of 832.95 kW through 833.33 kW", "kW", 799.969288, pvwattsAcKw(832.95, 868.055556 * 0.96), `${PVLIB}, Dobos 2014`),
      line("Turbine of 2,050 kW at 11.52 m/s and 1.252 kg/m³", "kW", 1912.68381, curvePower({ speedMs: [11, 12], power: [1810, 1980] }, standardSpeedMs(11.52, 1.252)), "closed form, own arithmetic", 1e-4),
    ];
  },
};
