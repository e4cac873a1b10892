import * as z from "zod/mini";
import { field, fieldRegistry, group, months, optionalField, optionalNumberField } from "../field.ts";

const three = (min: number, max: number) => z.array(z.number().check(z.gte(min), z.lte(max))).check(z.length(3));
const probabilities = z.array(three(0, 1)).check(z.length(3), z.refine(
  (rows) => rows.every((row) => Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) <= 0.01),
  { error: "three rows of three probabilities, each row adding up to 1" },
));

/** Monthly normals that people know of a place. Where one is missing, the place's latitude gives a default. */
const climateInputs = group({ title: "Monthly normals", help: "What the place is known for, month by month; empty: from the latitude." }, {
  ghiKwhM2Day: optionalField(months(0, 12), { title: "Global irradiation", help: "Mean of a day on the horizontal, January to December.", unit: "kWh/m²·day", control: "months" }),
  temperatureMeanC: optionalField(months(-70, 50), { title: "Air temperature", help: "Mean of day and night, January to December.", unit: "°C", control: "months" }),
  windMean10mMs: optionalField(months(0, 40), { title: "Wind at 10 m", help: "Mean speed, January to December.", unit: "m/s", control: "months" }),
});

const skyInputs = group({ title: "Sky", help: "A chain of overcast, partly cloudy and clear days (in this order in every list), with a drawn clearness each day and hour." }, {
  clearSky: field(z.enum(["ineichen", "haurwitz"]), {
    title: "Clear sky", help: "What would shine without clouds: Ineichen & Perez 2002 by turbidity, or Haurwitz 1945 by the sun's height alone.", default: "ineichen",
    options: { ineichen: "Ineichen and Perez", haurwitz: "Haurwitz" },
  }),
  linkeTurbidityByMonth: optionalField(months(1, 10), {
    title: "Linke turbidity", help: "2 in clean mountain air, 3 to 4 usual, 4 to 5 in cities and the humid tropics; January to December.", unit: "ratio", control: "months", assumed: true,
    source: "Mid-latitude list after the SoDa climatology (Remund 2003, not confirmed), six months later in the south.",
  }),
  transition: optionalField(probabilities, {
    title: "From day to day", help: "Row: today's state; column: tomorrow's probability.", control: "json",
    source: "Fitted to four measured years of the middle latitudes: stationary shares 0.16, 0.28, 0.56.",
  }),
  stateMeanKc: optionalField(three(0, 1.2), { title: "Clearness of a day", help: "Mean of daily irradiation over that of a clear sky, in each state.", unit: "ratio", control: "json" }),
  stateSdKc: optionalField(three(0, 0.5), { title: "Spread of a day", help: "Standard deviation of the same.", unit: "ratio", control: "json" }),
  hourlySdByState: optionalField(three(0, 0.5), { title: "Spread of an hour", help: "Standard deviation of the hour's clearness around the day's, in each state.", unit: "ratio", control: "json" }),
  hourlyLag1: optionalNumberField({
    title: "Persistence of an hour", help: "Share of an hour's deviation that is left an hour later.", unit: "ratio", min: 0, max: 0.99, step: 0.01,
    source: "0.6; Graham & Hollands 1990, Solar Energy 44, 333: 0.54 ± 0.14.",
  }),
  overcastFactorByMonth: optionalField(months(0, 20), { title: "Overcast by month", help: "Multiplies the probability of an overcast day; empty: from the normals, else more in winter.", unit: "ratio", control: "months" }),
  monthScale: optionalField(months(0, 3), { title: "Scale by month", help: "Multiplies the irradiance; empty: what meets the normals.", unit: "ratio", control: "months" }),
  observedShare: optionalField(three(0, 1), { title: "Shares of the states", help: "The first day is drawn from them; empty: the chain's own.", unit: "ratio", control: "json" }),
});

const temperatureInputs = group({ title: "Temperature", help: "A year's wave, a day's wave by the sky, and a wandering residual; empty: from the normals, else from the latitude." }, {
  meanC: optionalNumberField({ title: "Mean of the year", help: "27 − 0.0082 × latitude² − 6.5 K/km where empty.", unit: "°C", min: -60, max: 45, step: 0.1, assumed: true, source: "Fit to four measured sites, ± 4 K; milder coasts are up to 4 K warmer." }),
  amplitudeK: optionalNumberField({ title: "Half range of the year", help: "0.30 K per degree of latitude where empty, as inland; on a coast 0.18.", unit: "K", min: 0, max: 40, step: 0.1, assumed: true, source: "Fit to four measured sites." }),
  warmestDay: optionalNumberField({ title: "Warmest day", help: "Day of the year; 199 in the north, half a year later in the south.", unit: "day of year", min: 1, max: 366, step: 1 }),
  monthMinusSineK: optionalField(months(-20, 20), { title: "Months off the wave", help: "What the months are warmer than the wave.", unit: "K", control: "months" }),
  diurnalRangeK: optionalField(z.strictObject({ clear: range(), partly: range(), overcast: range(), mean: z.optional(range()) }), {
    title: "Range of a day", help: "Coolest to warmest hour under each sky.", unit: "K", control: "json", source: "12 clear, 9 partly, 6 overcast: fit to four measured sites.",
  }),
  warmestHourStandard: optionalNumberField({ title: "Warmest hour", help: "Standard time; 15 h of solar time where empty.", unit: "h", min: 0, max: 24, step: 0.5 }),
  coolestHourStandard: optionalNumberField({ title: "Coolest hour", help: "Standard time; 5.5 h of solar time where empty.", unit: "h", min: 0, max: 24, step: 0.5 }),
  hourlyResidualSdK: optionalNumberField({ title: "Spread of the residual", help: "Standard deviation of what the waves do not explain.", unit: "K", min: 0, max: 15, step: 0.1, source: "4.4 K in the middle latitudes, less toward the equator (design choice)." }),
  dailyResidualSdK: optionalNumberField({ title: "Spread of a day's residual", help: "Only its ratio to the months below is used.", unit: "K", min: 0.1, max: 15, step: 0.1 }),
  dailyResidualSdByMonthK: optionalField(months(0, 15), { title: "Spread by month", help: "Winter wanders more than summer.", unit: "K", control: "months" }),
  hourlyLag1: optionalNumberField({ title: "Persistence of the residual", help: "Share left an hour later.", unit: "ratio", min: 0, max: 0.999, step: 0.001, source: "0.975: fit to four measured sites." }),
});

const windSpeedInputs = group({ title: "Wind", help: "Weibull speeds at 10 m from a persistent process, with a wave of the day and of the year; empty: from the normals, else 4.5 m/s." }, {
  mean10mMs: optionalNumberField({ title: "Mean at 10 m", help: "Of the year.", unit: "m/s", min: 0, max: 30, step: 0.1, assumed: true, source: "4.5 m/s: a design choice." }),
  weibullK: optionalNumberField({ title: "Weibull shape", help: "2: Rayleigh; lower: gustier.", unit: "ratio", min: 0.8, max: 6, step: 0.05, source: "2: IEC 61400-1." }),
  hourlyLag1: optionalNumberField({ title: "Persistence", help: "Share of the deviation left an hour later.", unit: "ratio", min: 0, max: 0.999, step: 0.01, source: "0.85 at 10 m, 0.94 at hub height: four measured sites." }),
  diurnalAmplitude: optionalNumberField({ title: "Swing of the day", help: "Relative; 0 at hub height.", unit: "ratio", min: 0, max: 0.95, step: 0.01, source: "0.2: four measured sites." }),
  diurnalPeakHourStandard: optionalNumberField({ title: "Windiest hour", help: "Standard time.", unit: "h", min: 0, max: 24, step: 0.5 }),
  seasonAmplitude: optionalNumberField({ title: "Swing of the year", help: "Relative.", unit: "ratio", min: 0, max: 0.95, step: 0.01, source: "0.12: four measured sites." }),
  seasonPeakMonth: optionalNumberField({ title: "Windiest month", help: "1 to 12; March in the north.", unit: "month", min: 0, max: 13, step: 0.5 }),
});

function range() {
  return z.number().check(z.gte(0), z.lte(40)).register(fieldRegistry, { title: "Range", help: "Coolest to warmest hour.", unit: "K", min: 0, max: 40 });
}

export const syntheticWeatherShape = { climate: climateInputs, sky: skyInputs, temperature: temperatureInputs, wind: windSpeedInputs };

/** What is known of the place's weather; everything may be missing. */
export type SyntheticWeatherInputs = {
  readonly climate: z.infer<typeof climateInputs>;
  readonly sky: z.infer<typeof skyInputs>;
  readonly temperature: z.infer<typeof temperatureInputs>;
  readonly wind: z.infer<typeof windSpeedInputs>;
};
