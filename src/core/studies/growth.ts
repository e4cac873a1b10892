import * as z from "zod/mini";
import { choiceField, field, fieldRegistry, group, integerField, numberField, optionalNumberField, switchField } from "../field.ts";
import { exp, log, pow } from "../maths/functions.ts";
import { quantile, sorted } from "../maths/statistics.ts";
import { randomStream } from "../time/streams.ts";
import { compoundThrough, demandAt, gompertzThrough, logisticThrough, type Anchor, type GrowthCurve } from "./growthCurves.ts";

/** A published figure for the electricity of data centres in a region. */
export type PublishedPoint = { readonly year: number; readonly twh: number; readonly low?: number | undefined; readonly high?: number | undefined; readonly source: string };

/** US history and outlooks; each with its source. IEA, EPRI and BNEF are marks beside the fan, not its median. */
export const usHistory: readonly PublishedPoint[] = [
  { year: 2014, twh: 58, source: "LBNL, December 2024" },
  { year: 2016, twh: 60, source: "LBNL, December 2024" },
  { year: 2018, twh: 76, source: "LBNL, December 2024" },
  { year: 2023, twh: 176, source: "LBNL, December 2024" },
];
export const usOutlooks: readonly PublishedPoint[] = [
  { year: 2024, twh: 183, source: "IEA, April 2025" },
  { year: 2024, twh: 140, source: "BloombergNEF, April 2025" },
  { year: 2028, twh: 434, low: 325, high: 580, source: "LBNL, December 2024 (middle: geometric mean of its range)" },
  { year: 2030, twh: 426, source: "IEA, April 2025" },
  { year: 2030, twh: 196, source: "EPRI, May 2024, low (3.7 % a year)" },
  { year: 2030, twh: 214, source: "EPRI, May 2024, moderate (5 % a year)" },
  { year: 2030, twh: 296, source: "EPRI, May 2024, high (10 % a year)" },
  { year: 2030, twh: 404, source: "EPRI, May 2024, higher (15 % a year)" },
  { year: 2035, twh: 429, source: "BloombergNEF, April 2025" },
];
/** World and regions, IEA, April 2025; TWh in 2024 and 2030. */
export const ieaRegions: readonly { readonly region: string; readonly twh2024: number; readonly twh2030: number }[] = [
  { region: "World", twh2024: 415, twh2030: 945 },
  { region: "United States", twh2024: 183, twh2030: 426 },
  { region: "China", twh2024: 102, twh2030: 277 },
  { region: "Europe", twh2024: 68, twh2030: 113 },
  { region: "Other Asia-Pacific", twh2024: 48, twh2030: 101 },
  { region: "Rest of the world", twh2024: 15, twh2030: 29 },
];

const pathInputs = (title: string, path: { readonly y1: number; readonly twh1: number; readonly y2: number; readonly twh2: number; readonly saturation: number }, source: string) =>
  group({ title, help: `Two anchors and a saturation; ${source}.` }, {
    firstYear: integerField({ title: "First anchor", help: "Calendar year of the first anchor.", unit: "year", default: path.y1, min: 2000, max: 2040, source }),
    firstTwh: numberField({ title: "Demand then", help: "Electricity of data centres in that year.", unit: "TWh", default: path.twh1, min: 0.001, max: 20_000, source }),
    lastYear: integerField({ title: "Second anchor", help: "Calendar year of the second anchor.", unit: "year", default: path.y2, min: 2001, max: 2050, source }),
    lastTwh: numberField({ title: "Demand then", help: "Electricity of data centres in that year.", unit: "TWh", default: path.twh2, min: 0.001, max: 20_000, source }),
    saturationTwh: numberField({ title: "Saturation", help: "Where the path levels off. A choice, not a finding.", unit: "TWh", default: path.saturation, min: 1, max: 50_000, assumed: true }),
  });

export const growthInputs = group({ title: "Demand growth", help: "Electricity of data centres in a region, from published anchors to 2040." }, {
  low: pathInputs("Low path", { y1: 2023, twh1: 176, y2: 2028, twh2: 325, saturation: 600 }, "LBNL 2024, lower edge"),
  mid: pathInputs("Middle path", { y1: 2024, twh1: 183, y2: 2030, twh2: 426, saturation: 900 }, "IEA 2025, United States"),
  high: pathInputs("High path", { y1: 2023, twh1: 176, y2: 2028, twh2: 580, saturation: 1500 }, "LBNL 2024, upper edge"),
  form: choiceField(["logistic", "gompertz", "compound"], {
    title: "Form", help: "Of the three paths and of the fan between the low and the high one. Compound growth has no ceiling: beyond 2035 it is absurd.", default: "logistic",
    options: { logistic: "Logistic", gompertz: "Gompertz", compound: "Compound" },
  }),
  connectedGw: optionalNumberField({ title: "Connected capacity", help: "Power that the grid can connect; demand stays below it. Empty: no limit.", unit: "GW", min: 0.1, max: 10_000, log: true }),
  connectedUtilisationFraction: numberField({ title: "Its use", help: "Mean use of connected capacity.", unit: "%", default: 0.59, min: 0.05, max: 1, step: 0.01, source: "BloombergNEF, April 2025: 59 % today, 69 % in 2035 (secondary source)", assumed: true }),
  otherDemandTwh: numberField({ title: "All other demand, 2025", help: "Electricity of everything else in 2025; shares are of the sum of both, never of a fixed total.", unit: "TWh", default: 4005, min: 1, max: 100_000, source: "EIA STEO, February 2026: 4,195 less 190" }),
  otherGrowthFraction: numberField({ title: "Its growth a year", help: "Growth of all other demand.", unit: "%", default: 0.008, min: -0.05, max: 0.1, step: 0.001, assumed: true }),
  extraEfficiency: switchField({ title: "Extra efficiency", help: "Takes a yearly gain beyond what the published paths already contain.", default: false }),
  efficiencyGainFraction: numberField({ title: "Gain a year", help: "Fall of the energy of a unit of work each year.", unit: "%", default: 0.03, min: 0, max: 0.3, step: 0.005, assumed: true }),
  reboundFraction: numberField({ title: "Rebound", help: "Share of the gain that more use takes back.", unit: "%", default: 0.5, min: 0, max: 1, step: 0.05, assumed: true }),
  shareLineFraction: numberField({ title: "Share line", help: "The share of all electricity whose crossing is reported.", unit: "%", default: 0.08, min: 0.001, max: 0.9, step: 0.005 }),
  lastYear: integerField({ title: "Until", help: "Last calendar year drawn.", unit: "year", default: 2040, min: 2030, max: 2060 }),
  draws: integerField({ title: "Draws", help: "Paths of the fan.", default: 2000, min: 100, max: 20_000 }),
  doublingFromYear: integerField({ title: "Doubling counted from", help: "The year whose demand doubles.", unit: "year", default: 2024, min: 2014, max: 2040 }),
  marks: field(z.array(z.strictObject({
    year: z.number().register(fieldRegistry, { title: "Year", help: "Calendar year." }),
    twh: z.number().register(fieldRegistry, { title: "Demand", help: "Electricity of data centres in that year.", unit: "TWh" }),
    source: z.string().register(fieldRegistry, { title: "Source", help: "Who says so." }),
  })), { title: "Marks of your own", help: "Published points to draw beside the fan.", default: [] }),
});
export type GrowthInputs = z.output<typeof growthInputs>;

export type GrowthPath = {
  readonly id: "low" | "mid" | "high";
  readonly curve: GrowthCurve;
  readonly twh: readonly number[];
  readonly shareFraction: readonly number[];
  /** Year, with a fraction, in which the share line is crossed; null where it is not by the last year. */
  readonly crossingYear: number | null;
  /** Year in which demand is twice that of the counted year; null where it is not by the last year. */
  readonly doublingYear: number | null;
};

/** A path in another form through the same anchors, beside those that the fan is made of. */
export type OtherForm = { readonly id: GrowthPath["id"]; readonly form: GrowthCurve["kind"]; readonly curve: GrowthCurve; readonly twh: readonly number[] };

/** Beyond this year pure compounding is drawn as absurd: the high path reaches 69 % of all US electricity in 2040. */
export const COMPOUND_ABSURD_AFTER = 2035;

export type GrowthFan = {
  readonly p10Twh: readonly number[]; readonly p50Twh: readonly number[]; readonly p90Twh: readonly number[];
  readonly p10ShareFraction: readonly number[]; readonly p50ShareFraction: readonly number[]; readonly p90ShareFraction: readonly number[];
  readonly draws: number;
  /** Largest relative difference of P10 and P90 in 2035 between the two halves of the draws: below 0.01 is settled. */
  readonly halvesDifferFraction: number;
};

export type Growth = {
  readonly years: readonly number[];
  readonly paths: readonly GrowthPath[];
  readonly otherForms: readonly OtherForm[];
  readonly fan: GrowthFan;
  readonly history: readonly PublishedPoint[];
  readonly outlooks: readonly PublishedPoint[];
  readonly backTest: BackTest;
};

/** The method tried on the past: what a fan from 2014 to 2018 would have said of 2023. */
export type BackTest = { readonly year: number; readonly saidTwh: number; readonly wasTwh: number };

/** z of the 10th to the 90th percentile of a normal. */
const P10_TO_P90 = 2.5631031310892007;
const HOURS_PER_YEAR = 8760;

export function growth(inputs: GrowthInputs, seed: string): Growth {
  const firstYear = 2024;
  const years = Array.from({ length: inputs.lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  const other = (year: number, growthFraction = inputs.otherGrowthFraction) => inputs.otherDemandTwh * pow(1 + growthFraction, year - 2025);
  const gainFactor = (year: number, gain: number) => pow(1 - gain * (1 - inputs.reboundFraction), Math.max(0, year - 2025));
  const setGain = inputs.extraEfficiency ? inputs.efficiencyGainFraction : 0;
  const mostTwh = inputs.connectedGw === undefined ? Infinity : inputs.connectedGw * HOURS_PER_YEAR / 1000 * inputs.connectedUtilisationFraction;
  const curves = { low: curveOf(inputs.low, inputs.form), mid: curveOf(inputs.mid, inputs.form), high: curveOf(inputs.high, inputs.form) };

  const paths = (["low", "mid", "high"] as const).map((id): GrowthPath => {
    const curve = curves[id];
    const demand = (year: number) => Math.min(mostTwh, demandAt(curve, year) * gainFactor(year, setGain));
    const share = (year: number) => demand(year) / (demand(year) + other(year));
    return {
      id, curve, twh: years.map(demand), shareFraction: years.map(share),
      crossingYear: firstCrossing(share, inputs.shareLineFraction, 2014, inputs.lastYear),
      doublingYear: firstCrossing(demand, 2 * demand(inputs.doublingFromYear), inputs.doublingFromYear, inputs.lastYear),
    };
  });
  const otherForms = (["low", "mid", "high"] as const).flatMap((id) => (["logistic", "gompertz", "compound"] as const).filter((form) => form !== inputs.form).map((form): OtherForm => {
    const curve = curveOf(inputs[id], form);
    return { id, form, curve, twh: years.map((year) => demandAt(curve, year)) };
  }));
  return { years, paths, otherForms, fan: drawFan(), history: usHistory, outlooks: [...usOutlooks, ...inputs.marks], backTest: backTest() };

  function drawFan(): GrowthFan {
    const levels = randomStream(seed, "growth/level");
    const others = randomStream(seed, "growth/other");
    const gains = randomStream(seed, "growth/efficiency");
    const demand = years.map(() => new Float64Array(inputs.draws));
    const share = years.map(() => new Float64Array(inputs.draws));
    for (let n = 0; n < inputs.draws; n++) {
      const z = levels.normal();
      const otherGrowth = inputs.otherGrowthFraction + 0.004 * others.normal();
      const gain = inputs.extraEfficiency ? triangular(gains.next(), 0, inputs.efficiencyGainFraction, 2 * inputs.efficiencyGainFraction) : 0;
      years.forEach((year, i) => {
        const [lowLog, highLog] = [log(demandAt(curves.low, year)), log(demandAt(curves.high, year))];
        const twh = Math.min(mostTwh, exp((lowLog + highLog) / 2 + z * (highLog - lowLog) / P10_TO_P90) * gainFactor(year, gain));
        (demand[i] as Float64Array)[n] = twh;
        (share[i] as Float64Array)[n] = twh / (twh + other(year, otherGrowth));
      });
    }
    const at = (columns: readonly Float64Array[], p: number) => columns.map((values) => quantile(sorted(values), p));
    const judged = demand[Math.max(0, years.indexOf(Math.min(2035, inputs.lastYear)))] as Float64Array;
    const half = Math.floor(inputs.draws / 2);
    const differ = (p: number) => Math.abs(quantile(sorted(judged.subarray(0, half)), p) / quantile(sorted(judged.subarray(half)), p) - 1);
    return {
      p10Twh: at(demand, 0.1), p50Twh: at(demand, 0.5), p90Twh: at(demand, 0.9),
      p10ShareFraction: at(share, 0.1), p50ShareFraction: at(share, 0.5), p90ShareFraction: at(share, 0.9),
      draws: inputs.draws, halvesDifferFraction: Math.max(differ(0.1), differ(0.9)),
    };
  }
}

function curveOf(path: GrowthInputs["low"], form: GrowthInputs["form"]): GrowthCurve {
  const anchors: readonly [Anchor, Anchor] = [{ year: path.firstYear, value: path.firstTwh }, { year: path.lastYear, value: path.lastTwh }];
  switch (form) {
    case "logistic": return logisticThrough(anchors, path.saturationTwh);
    case "gompertz": return gompertzThrough(anchors, path.saturationTwh);
    case "compound": return compoundThrough(anchors);
  }
}

/** 58 TWh in 2014 and 76 in 2018 grow 7 % a year: 107 TWh in 2023, where 176 came. The reason for wide bands, and printed. */
function backTest(): BackTest {
  const yearly = pow(76 / 58, 1 / 4);
  return { year: 2023, saidTwh: 76 * pow(yearly, 5), wasTwh: 176 };
}

/** First year, by bisection within its year, in which a rising figure reaches a level. */
export function firstCrossing(of: (year: number) => number, level: number, from: number, to: number): number | null {
  if (of(from) >= level) return from;
  for (let year = from; year < to; year++) {
    if (of(year + 1) < level) continue;
    let [low, high] = [year, year + 1];
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (of(middle) >= level) high = middle;
      else low = middle;
    }
    return high;
  }
  return null;
}

function triangular(u: number, low: number, mode: number, high: number): number {
  if (high <= low) return low;
  const split = (mode - low) / (high - low);
  return u < split ? low + Math.sqrt(u * (high - low) * (mode - low)) : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
}
