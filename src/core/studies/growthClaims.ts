import { pow } from "../maths/functions.ts";
import { firstCrossing, type GrowthInputs } from "./growth.ts";
import { compoundThrough, demandAt, type Anchor, type GrowthCurve } from "./growthCurves.ts";

/** A published path of US demand, told by the parameters that it was published with. */
export type Outlook = {
  readonly id: string;
  readonly source: string;
  readonly first: Anchor;
  /** Either the growth a year or the second anchor is what was published. */
  readonly growthFraction?: number;
  readonly last?: Anchor;
  /** Share of US electricity as published for the last year. */
  readonly publishedShareFraction?: number;
  readonly publishedTwh: number;
  readonly publishedYear: number;
};

const lbnl = "LBNL, December 2024";
const epri = "EPRI, May 2024";
const point = (year: number, value: number): Anchor => ({ year, value });

/** US outlooks: TWh as published, and what they were published from. */
export const outlooks: readonly Outlook[] = [
  { id: "lbnl-low", source: `${lbnl}, low`, first: point(2023, 176), last: point(2028, 325), publishedShareFraction: 0.067, publishedTwh: 325, publishedYear: 2028 },
  { id: "lbnl-high", source: `${lbnl}, high`, first: point(2023, 176), last: point(2028, 580), publishedShareFraction: 0.12, publishedTwh: 580, publishedYear: 2028 },
  { id: "epri-low", source: `${epri}, low`, first: point(2023, 152), growthFraction: 0.037, publishedShareFraction: 0.046, publishedTwh: 196, publishedYear: 2030 },
  { id: "epri-moderate", source: `${epri}, moderate`, first: point(2023, 152), growthFraction: 0.05, publishedShareFraction: 0.05, publishedTwh: 214, publishedYear: 2030 },
  { id: "epri-high", source: `${epri}, high`, first: point(2023, 152), growthFraction: 0.1, publishedShareFraction: 0.068, publishedTwh: 296, publishedYear: 2030 },
  { id: "epri-higher", source: `${epri}, higher`, first: point(2023, 152), growthFraction: 0.15, publishedShareFraction: 0.091, publishedTwh: 404, publishedYear: 2030 },
  { id: "iea", source: "IEA, April 2025", first: point(2024, 183), last: point(2030, 426), publishedTwh: 426, publishedYear: 2030 },
  { id: "bnef", source: "BloombergNEF, April 2025", first: point(2024, 140), last: point(2035, 429), publishedShareFraction: 0.086, publishedTwh: 429, publishedYear: 2035 },
];

/** Outlooks in shares alone, of other regions or by sources that give no path: shown in the table, drawn nowhere. */
export const otherFigures: readonly { readonly source: string; readonly text: string }[] = [
  { source: "EPRI, February 2026", text: "9 to 17 % of US generation in 2030 (now 4 to 5 %), 60 % above its estimate of 2024; Virginia from 25 % to between 39 and 57 %" },
  { source: "IEA, April 2025", text: "World 415 TWh in 2024 (1.5 %), 945 in 2030 (just under 3 %), about 1,200 in 2035" },
  { source: "BloombergNEF, December 2025", text: "106 GW in 2035" },
  { source: "EIA STEO, February 2026", text: "All US electricity: 4,195 TWh in 2025, 4,268 in 2026, 4,372 in 2027" },
  { source: "Goldman Sachs (secondary source)", text: "8 % of US electricity by 2030" },
  { source: "Grid Strategies 2025 (secondary source)", text: "Utilities expect 90 GW by 2030, the market view is about 65 GW" },
  { source: "CRU, Ireland", text: "5 % of demand in 2015, 21 % in 2023" },
];

export type ClaimCheck = {
  readonly id: string;
  readonly source: string;
  readonly growthFraction: number;
  readonly publishedYear: number;
  readonly publishedTwh: number;
  /** The published figure, made again from the parameters; TWh. */
  readonly reproducedTwh: number;
  readonly publishedShareFraction: number | null;
  /** Demand in the published year over that of the first. */
  readonly multiple: number;
  /** "Data centres double by 2030": whether the path, continued at its growth, does. */
  readonly doublesBy2030: boolean;
  readonly multipleIn2030: number;
  /** Continued at its growth: when it passes the share line; null where it does not by 2040. */
  readonly crossingYear: number | null;
  readonly twh2040: number;
  readonly share2040Fraction: number;
};

/** Each outlook made again from its parameters, and the two usual claims tested on it: doubling by 2030, and the share line. */
export function growthClaims(inputs: Pick<GrowthInputs, "otherDemandTwh" | "otherGrowthFraction" | "shareLineFraction">): readonly ClaimCheck[] {
  const other = (year: number) => inputs.otherDemandTwh * pow(1 + inputs.otherGrowthFraction, year - 2025);
  return outlooks.map(({ id, source, first, last, growthFraction, publishedShareFraction, publishedTwh, publishedYear }) => {
    const curve: GrowthCurve = last === undefined ? { kind: "compound", growthFraction: growthFraction ?? 0, anchor: first } : compoundThrough([first, last]);
    const demand = (year: number) => demandAt(curve, year);
    const share = (year: number) => demand(year) / (demand(year) + other(year));
    return {
      id, source, growthFraction: curve.kind === "compound" ? curve.growthFraction : 0, publishedYear, publishedTwh,
      reproducedTwh: demand(publishedYear), publishedShareFraction: publishedShareFraction ?? null, multiple: demand(publishedYear) / first.value,
      doublesBy2030: demand(2030) >= 2 * first.value, multipleIn2030: demand(2030) / first.value,
      crossingYear: firstCrossing(share, inputs.shareLineFraction, first.year, 2040), twh2040: demand(2040), share2040Fraction: share(2040),
    };
  });
}
