import type { WeatherFile } from "../../core/time/series.ts";

/**
 * How late the file's global irradiance is: the energy-weighted mean, over the year, of the sun's hour angle at the instants to which the file's
 * values are put. Nought where clock and place agree, because clear mornings and afternoons are mirror images and clouds even out over a year.
 * @returns minutes after solar noon; null for a file without global irradiance or shorter than ten days of it
 */
export function minutesAfterSolarNoon(weather: WeatherFile): number | null {
  const { ghi } = weather.columns;
  if (ghi === undefined || ghi.values.length * ghi.stepMinutes < 14_400) return null;
  let energy = 0;
  let moment = 0;
  for (let i = 0; i < ghi.values.length; i++) {
    const value = ghi.values[i]!;
    if (!(value > 0)) continue;
    const atMs = ghi.startMs + (i * ghi.stepMinutes + weather.sunMinutes) * 60_000;
    const solarMinute = ((atMs / 60_000 + 4 * weather.longitude + equationOfTimeMinutes(atMs)) % 1440 + 1440) % 1440;
    energy += value;
    moment += value * (solarMinute - 720);
  }
  return energy > 0 ? moment / energy : null;
}

/**
 * Apparent less mean solar time, minutes, within half a minute.
 * Spencer (1971), Search 2(5), 172, as given by Duffie & Beckman, Solar Engineering of Thermal Processes, eq. 1.5.3.
 */
function equationOfTimeMinutes(atMs: number): number {
  const year = new Date(atMs).getUTCFullYear();
  const b = (2 * Math.PI * Math.floor((atMs - Date.UTC(year, 0, 1)) / 86_400_000)) / 365;
  return 229.2 * (0.000075 + 0.001868 * Math.cos(b) - 0.032077 * Math.sin(b) - 0.014615 * Math.cos(2 * b) - 0.04089 * Math.sin(2 * b));
}
