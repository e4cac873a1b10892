import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { choiceField, field, group, months, numberField, table12x24, textField } from "../field.ts";
import { exp, pow } from "../maths/functions.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles } from "../time/series.ts";
import { randomStream } from "../time/streams.ts";

const tablePerMwh = (title: string, help: string) => field(table12x24(-1000, 10_000), { title, help, unit: "currency/MWh", default: filled(50), control: "table12x24" });
const lag = (title: string, value: number) => numberField({ title, help: "Correlation with the value before.", unit: "r", min: 0, max: 0.99, default: value, step: 0.01 });

/** How scarce days of a season look; lengths of 1 … 9 hours by how many such days were seen. */
const scarceDays = (title: string, values: { readonly alpha: number; readonly lengthDays: number[]; readonly centreHour: number; readonly centreSdHours: number }) => group({ title, help: "Peak, length and place in the day of scarcity prices." }, {
  alpha: numberField({ title: "Tail", help: "Pareto exponent of the peak: the smaller, the fatter.", unit: "α", min: 0.1, max: 10, default: values.alpha, step: 0.01 }),
  lengthDays: field(z.array(z.number().check(z.gte(0), z.lte(1e6))).check(z.length(9)), { title: "Lengths", help: "Days seen with 1, 2 … 9 scarce hours.", unit: "days", default: values.lengthDays }),
  centreHour: numberField({ title: "Centre", help: "Civil hour of the middle.", unit: "h", min: 0, max: 24, default: values.centreHour, step: 0.1 }),
  centreSdHours: numberField({ title: "Spread of the centre", help: "Standard deviation.", unit: "h", min: 0, max: 12, default: values.centreSdHours, step: 0.1 }),
});

const scarcity = z.strictObject({
  kind: z.literal("scarcity"),
  calmPerMwh: tablePerMwh("Calm price", "Price of each month and civil hour without scarcity."),
  scarcityDayFraction: field(months(0, 0.99), { title: "Scarce days", help: "Share of each month's days that have a scarcity peak.", unit: "%", default: [0, 0, 0.032, 0.067, 0.097, 0.2, 0.387, 0.871, 0.3, 0.194, 0.133, 0], control: "months", source: "ERCOT day-ahead hub average 2023." }),
  augustSeptember: scarceDays("Scarce days, August and September", { alpha: 0.63, lengthDays: [1, 4, 2, 1, 6, 7, 9, 4, 2], centreHour: 17.7, centreSdHours: 0.6 }),
  otherMonths: scarceDays("Scarce days, other months", { alpha: 1.66, lengthDays: [12, 7, 2, 3, 2, 4, 3, 1, 0], centreHour: 17.3, centreSdHours: 2.2 }),
  dailySd: numberField({ title: "Daily noise", help: "Standard deviation of the logarithm from day to day.", unit: "σ", min: 0, max: 2, default: 0.184, step: 0.001 }),
  dailyLag1: lag("Daily memory", 0.49),
  hourlySd: numberField({ title: "Hourly noise", help: "Standard deviation of the logarithm from hour to hour.", unit: "σ", min: 0, max: 2, default: 0.194, step: 0.001 }),
  hourlyLag1: lag("Hourly memory", 0.77),
  floorShiftPerMwh: numberField({ title: "Floor", help: "The noise scales the price above minus this.", unit: "currency/MWh", min: 0, max: 1000, default: 10 }),
  thresholdPerMwh: numberField({ title: "Scarcity begins", help: "Calm prices stay below, scarcity peaks above.", unit: "currency/MWh", min: 1, max: 10_000, default: 200 }),
  capPerMwh: numberField({ title: "Cap", help: "No peak is higher.", unit: "currency/MWh", min: 1, max: 20_000, default: 5000, source: "ERCOT system-wide offer cap." }),
  profileExponent: numberField({ title: "Shape of a peak", help: "Exponent of its profile over the scarce hours.", unit: "w", min: 0, max: 5, default: 0.5 }),
});

const additive = z.strictObject({
  kind: z.literal("additive"),
  meanPerMwh: tablePerMwh("Mean price", "Mean of each month and civil hour."),
  dailySdPerMwh: field(months(0, 10_000), { title: "Daily noise", help: "Standard deviation of the daily part, by month.", unit: "currency/MWh", default: [23.6, 14.8, 16.4, 26.4, 26.2, 27.7, 24.4, 23.1, 29.2, 27.4, 39.0, 71.5], control: "months", source: "German day-ahead prices 2024." }),
  dailyLag1: lag("Daily memory", 0.53),
  hourlySdPerMwh: field(months(0, 10_000), { title: "Hourly noise", help: "Standard deviation of the hourly part, by month.", unit: "currency/MWh", default: [11.1, 10.0, 12.3, 20.0, 19.7, 19.7, 20.2, 21.0, 30.7, 20.9, 43.2, 49.5], control: "months", source: "German day-ahead prices 2024." }),
  hourlyLag1: lag("Hourly memory", 0.79),
  floorPerMwh: numberField({ title: "Floor", help: "No price is lower.", unit: "currency/MWh", min: -10_000, max: 0, default: -500, source: "Harmonised limit of European day-ahead coupling." }),
  capPerMwh: numberField({ title: "Cap", help: "No price is higher.", unit: "currency/MWh", min: 0, max: 100_000, default: 4000, source: "Harmonised limit of European day-ahead coupling." }),
});

const index = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("table"), pricePerMwh: tablePerMwh("Price", "Price of each month and civil hour; no weekend, no extremes.") }),
  scarcity,
  additive,
  z.strictObject({ kind: z.literal("series"), series: seriesInput({ title: "Price series", help: "Mean price over each interval.", unit: "$/kWh" }) }),
]);

/** An energy price of its own in each step: an index, its losses and adders. */
export const priceInputs = group({ title: "Price", help: "A price of energy that changes from hour to hour, with what the supplier adds to it." }, {
  index: field(index, { title: "Index", help: "Where the hourly price comes from; none where the tariff says it all.", default: { kind: "none" } }),
  label: textField({ title: "Name", help: "As the bill shows it.", default: "Market price", maxLength: 80 }),
  lossFraction: numberField({ title: "Losses", help: "Energy lost between the market's node and the meter, paid as energy.", unit: "%", min: 0, max: 0.5, default: 0, step: 0.001 }),
  indexFactor: numberField({ title: "Factor", help: "Times the index with its losses.", unit: "×", min: 0, max: 10, default: 1, step: 0.01 }),
  adderPerKwh: numberField({ title: "Adder", help: "Supplier's margin, ancillary services and riders on every kWh.", unit: "currency/kWh", min: -1, max: 10, default: 0, step: 0.001 }),
  exportSpreadPerKwh: numberField({ title: "Export spread", help: "A kWh exported earns the index less this.", unit: "currency/kWh", min: -1, max: 10, default: 0, step: 0.001 }),
  withTariff: choiceField(["add", "replace"], {
    title: "Beside the tariff's energy", help: "Whether the index comes on top of the rate's energy charge (network and levies) or in its place.", default: "add", options: { add: "On top of it", replace: "In place of it" },
  }),
});

export type PriceInputs = z.infer<typeof priceInputs>;

/** Whether a seed has a part in it. */
export function priceIsDrawn({ index: { kind } }: PriceInputs): boolean {
  return kind === "scarcity" || kind === "additive";
}

/** The price laid on a run's steps; negative values are real and pass through. */
export type PreparedPrice = {
  readonly label: string;
  /** index · (1 + losses) · factor + adder */
  readonly buyPerKwh: Float64Array;
  /** index − spread */
  readonly sellPerKwh: Float64Array;
  /** The rate's own energy charge is left out. */
  readonly replacesTariff: boolean;
  readonly notes: readonly string[];
  readonly warnings: readonly Warning[];
};

export type PriceContext = { readonly axis: Axis; readonly seed: string; readonly data: DataFiles };

/** Undefined where there is no index. Throws `InputError` for a file that is absent or does not cover the run. */
export function preparePrice(inputs: PriceInputs, context: PriceContext): PreparedPrice | undefined {
  if (inputs.index.kind === "none") return undefined;
  const { perKwh, warnings } = indexPerKwh(inputs.index, context);
  const scale = (1 + inputs.lossFraction) * inputs.indexFactor;
  return {
    label: inputs.label,
    buyPerKwh: perKwh.map((price) => price * scale + inputs.adderPerKwh),
    sellPerKwh: perKwh.map((price) => price - inputs.exportSpreadPerKwh),
    replacesTariff: inputs.withTariff === "replace",
    notes: kindNotes[inputs.index.kind],
    warnings,
  };
}

const kindNotes: Readonly<Record<PriceInputs["index"]["kind"], readonly string[]>> = {
  none: [],
  table: ["The price is a mean by month and hour: it has no weekend and no extremes."],
  scarcity: ["The price is seeded: a day-ahead model whose tail is a little lighter than the year it was fitted to; real time is more volatile."],
  additive: ["The price is seeded: its hourly noise is too even, so that arbitrage is flattered by about a tenth."],
  series: [],
};

function indexPerKwh(inputs: Exclude<PriceInputs["index"], { kind: "none" }>, { axis, seed, data }: PriceContext): { readonly perKwh: Float64Array; readonly warnings: readonly Warning[] } {
  switch (inputs.kind) {
    case "table": return { perKwh: Float64Array.from({ length: axis.length }, (_, i) => (inputs.pricePerMwh[axis.month[i] as number]?.[axis.hour[i] as number] ?? 0) / 1000), warnings: [] };
    case "scarcity": return { perKwh: scarcityPerMwh(inputs, axis, seed).map(perKwhOf), warnings: [] };
    case "additive": return { perKwh: additivePerMwh(inputs, axis, seed).map(perKwhOf), warnings: [] };
    case "series": {
      const { values, warnings } = onAxis(inputs.series, axis, data, "price.index.series", "$/kWh");
      return { perKwh: values, warnings };
    }
  }
}

const perKwhOf = (perMwh: number) => perMwh / 1000;

/**
 * Calm prices with multiplicative noise, and on scarce days a peak of Pareto height that stands in their place.
 * Fitted to ERCOT's day-ahead hub average; the same draws whatever the step, for they are made by day and by hour.
 */
export function scarcityPerMwh(inputs: z.infer<typeof scarcity>, axis: Axis, seed: string): Float64Array {
  const daily = autoregressive(randomStream(seed, "price/daily"), inputs.dailyLag1);
  const hourly = autoregressive(randomStream(seed, "price/hourly"), inputs.hourlyLag1);
  const days = scarceDaysOf(inputs, axis, seed);
  const { floorShiftPerMwh: shift, thresholdPerMwh: threshold } = inputs;
  // Without it the noise would lift the mean.
  const halfVariance = (inputs.dailySd * inputs.dailySd + inputs.hourlySd * inputs.hourlySd) / 2;
  let dayNoise = 0;
  return byHour(axis, (month, hour, day, newDay) => {
    if (newDay) dayNoise = inputs.dailySd * daily();
    const noise = dayNoise + inputs.hourlySd * hourly() - halfVariance;
    const calm = inputs.calmPerMwh[month]?.[hour] ?? 0;
    const scarce = days[day];
    if (scarce !== undefined && hour >= scarce.firstHour && hour < scarce.firstHour + scarce.hours) return scarcePrice(inputs, scarce, hour - scarce.firstHour);
    return Math.min((calm + shift) * exp(noise) - shift, threshold);
  });
}

type ScarceDay = { readonly peakPerMwh: number; readonly hours: number; readonly firstHour: number };

/** Highest in the middle of its hours, `threshold` just beyond them. */
function scarcePrice({ thresholdPerMwh, profileExponent }: z.infer<typeof scarcity>, { peakPerMwh, hours }: ScarceDay, hour: number): number {
  const fromMiddle = Math.abs(hour - (hours - 1) / 2) / ((hours + 1) / 2);
  return thresholdPerMwh * pow(peakPerMwh / thresholdPerMwh, pow(1 - fromMiddle, profileExponent));
}

/** Scarce days come in runs: a two-state chain whose share of scarce days is the month's. */
function scarceDaysOf(inputs: z.infer<typeof scarcity>, axis: Axis, seed: string): (ScarceDay | undefined)[] {
  const random = randomStream(seed, "price/scarcity");
  let scarce = false;
  return Array.from({ length: axis.inputs.days }, (_, day) => {
    const month = axis.month[axis.dayStart[day] as number] as number;
    const share = inputs.scarcityDayFraction[month] ?? 0;
    const stays = Math.min(0.95, Math.max(share, 0.35 + 0.65 * share));
    const begins = share * (1 - stays) / (1 - share);
    // Every day takes the same draws, so that one month's share moves no other month's days.
    const [state, height, length, centre] = [random.next(), random.next(), random.next(), random.normal()];
    scarce = share > 0 && state < (day === 0 ? share : scarce ? stays : begins);
    if (!scarce) return undefined;
    const season = month === 7 || month === 8 ? inputs.augustSeptember : inputs.otherMonths;
    const hours = lengthOf(season.lengthDays, length);
    const firstHour = Math.round(season.centreHour + season.centreSdHours * centre - (hours - 1) / 2);
    // 1 − u, for u may be 0.
    const peakPerMwh = Math.min(inputs.capPerMwh, inputs.thresholdPerMwh * pow(1 - height, -1 / season.alpha));
    return { peakPerMwh, hours, firstHour: Math.min(Math.max(firstHour, 0), 24 - hours) };
  });
}

function lengthOf(days: readonly number[], uniform: number): number {
  const total = days.reduce((sum, count) => sum + count, 0);
  let left = uniform * total;
  for (const [k, count] of days.entries()) {
    if (left < count) return k + 1;
    left -= count;
  }
  return days.length;
}

/** Mean by month and hour plus a daily and an hourly part, all in currency/MWh: prices below zero come of themselves. Fitted to German day-ahead prices. */
export function additivePerMwh(inputs: z.infer<typeof additive>, axis: Axis, seed: string): Float64Array {
  const daily = autoregressive(randomStream(seed, "price/daily"), inputs.dailyLag1);
  const hourly = autoregressive(randomStream(seed, "price/hourly"), inputs.hourlyLag1);
  let dayNoise = 0;
  return byHour(axis, (month, hour, _day, newDay) => {
    if (newDay) dayNoise = daily();
    const price = (inputs.meanPerMwh[month]?.[hour] ?? 0) + (inputs.dailySdPerMwh[month] ?? 0) * dayNoise + (inputs.hourlySdPerMwh[month] ?? 0) * hourly();
    return Math.min(Math.max(price, inputs.floorPerMwh), inputs.capPerMwh);
  });
}

/** First-order autoregression of standard deviation 1, begun in its stationary state. */
function autoregressive(random: { normal(): number }, lag1: number): () => number {
  const innovation = Math.sqrt(1 - lag1 * lag1);
  let value: number | undefined;
  return () => {
    value = value === undefined ? random.normal() : lag1 * value + innovation * random.normal();
    return value;
  };
}

/** One value for each hour of the run; its steps share it. The doubled hour of autumn is two hours. */
function byHour(axis: Axis, of: (month: number, hour: number, day: number, newDay: boolean) => number): Float64Array {
  const values = new Float64Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    const sameHour = i > 0 && axis.hour[i] === axis.hour[i - 1] && axis.offsetMinutes[i] === axis.offsetMinutes[i - 1];
    values[i] = sameHour
      ? (values[i - 1] as number)
      : of(axis.month[i] as number, axis.hour[i] as number, axis.day[i] as number, i === 0 || axis.day[i] !== axis.day[i - 1]);
  }
  return values;
}

function filled(value: number): number[][] {
  return Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => value));
}
