import { describe, expect, test } from "vitest";
import { equationOfTimeMinutes, sunPosition, sunTrack } from "../../../src/core/site/sun.ts";
import { pressureFromAltitudePa } from "../../../src/core/site/irradiance.ts";
import { reference } from "../../support/reference.ts";

type Case = {
  id: string;
  inputs: { utc: string; latitude: number; longitude: number; altitude: number; pressurePa: number; temperatureC: number };
  expected: { zenith: number; apparentZenith: number; azimuth: number; equationOfTimeMinutes: number };
};
const { cases } = reference<Case>("solarposition.json");

/** Shortest way between two directions, degrees. */
const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

describe("the sun's position against SPA (Reda & Andreas 2004, NREL/TP-560-34302)", () => {
  test.each(cases)("agrees within 0.01° at $id", ({ inputs, expected }) => {
    const sun = sunPosition(Date.parse(inputs.utc), inputs.latitude, inputs.longitude, inputs.pressurePa, inputs.temperatureC);
    expect(Math.abs(sun.zenithDegrees - expected.zenith)).toBeLessThan(0.01);
    expect(Math.abs(sun.apparentZenithDegrees - expected.apparentZenith)).toBeLessThan(0.01);
    const nearPole = Math.abs(inputs.latitude) > 89 || expected.zenith < 1;
    expect(apart(sun.azimuthDegrees, expected.azimuth)).toBeLessThan(nearPole ? 0.01 / Math.sin((expected.zenith * Math.PI) / 180) : 0.01);
    expect(Math.abs(equationOfTimeMinutes(Date.parse(inputs.utc)) - expected.equationOfTimeMinutes)).toBeLessThan(0.02);
  });

  test("is nowhere 0.001° off in zenith, so that the contract's 0.01° has room", () => {
    const errors = cases.map(({ inputs, expected }) =>
      Math.abs(sunPosition(Date.parse(inputs.utc), inputs.latitude, inputs.longitude, inputs.pressurePa, inputs.temperatureC).zenithDegrees - expected.zenith));
    expect(Math.max(...errors)).toBeLessThan(0.001);
  });
});

test("a track of many instants is what single instants give, in any order", () => {
  const place = { latitude: 39.04, longitude: -77.49, altitudeM: 90 };
  const pressurePa = pressureFromAltitudePa(90);
  const times = Float64Array.from({ length: 400 }, (_, i) => Date.UTC(2024, 1, 27) + ((i * 7919) % 400) * 1_113_000);
  const track = sunTrack(times, place, pressurePa, -300);
  times.forEach((time, i) => {
    const sun = sunPosition(time, place.latitude, place.longitude, pressurePa);
    expect(track.up[i]).toBeCloseTo(Math.cos((sun.apparentZenithDegrees * Math.PI) / 180), 12);
    expect(apart((Math.atan2(track.east[i]!, track.north[i]!) * 180) / Math.PI, sun.azimuthDegrees)).toBeLessThan(1e-9);
    expect(track.east[i]! ** 2 + track.north[i]! ** 2 + track.up[i]! ** 2).toBeCloseTo(1, 12);
  });
});
