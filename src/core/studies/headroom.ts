import { InputError } from "../errors.ts";
import { largest } from "../maths/statistics.ts";

/** Hourly demand of a balancing area, MW, with the civil clock of its zone. */
export type SystemLoad = {
  readonly mw: Float64Array;
  /** 0 = January, and the calendar year, of each hour. */
  readonly month: ArrayLike<number>;
  readonly year: ArrayLike<number>;
};

export type HeadroomResult = {
  readonly curtailmentFraction: number;
  readonly headroomMw: number;
  readonly hoursPerYear: number;
  readonly events: number;
  readonly meanEventHours: number;
  readonly longestEventHours: number;
  /** Share of the curtailed hours in which at least half, three quarters, nine tenths of the new load keep running. */
  readonly keptHalfFraction: number;
  readonly keptThreeQuartersFraction: number;
  readonly keptNineTenthsFraction: number;
  /** Curtailed share of the new load's energy, by year. */
  readonly yearFractions: readonly number[];
  /** Share of the curtailed energy that falls in April to October. */
  readonly summerEnergyFraction: number;
};

export type Headroom = {
  readonly summerPeakMw: number;
  readonly winterPeakMw: number;
  readonly loadFactorFraction: number;
  /** "2006", or "rows 1 to 8760" where the file holds no two whole calendar years. */
  readonly years: readonly string[];
  /** Calendar years left out because less than 95 % of them is there. */
  readonly leftOut: readonly string[];
  readonly results: readonly HeadroomResult[];
};

/**
 * How much flat new load fits under a system's past seasonal peaks if a share of its energy may be curtailed. Norris et al. (2025), Rethinking Load Growth, Duke
 * University: threshold is the summer peak (June to August, or a month beside them where the season peaks there) from April to October, else the winter peak (December to
 * February, likewise); the new load L is cut by max(0, D + L − T), at most L; the mean of the yearly curtailment rates is solved for the limit.
 *
 * By past peak alone: no transmission, reserves, outages or growth; a flat new load; perfect knowledge.
 * @param curtailmentFractions e.g. 0.0025, 0.005, 0.01, 0.05
 * @throws InputError where there is less than a year of 8,760 hours, or no summer or winter hour
 */
export function headroom(load: SystemLoad, curtailmentFractions: readonly number[]): Headroom {
  const { mw, month } = load;
  if (mw.length < 8760) throw new InputError([{ where: { path: "load" }, found: `${mw.length} hours`, allowed: "at least 8,760: one year" }]);
  const { summerPeakMw, winterPeakMw } = seasonPeaks(load);
  const { years, leftOut } = splitYears(load);
  const cut = cutter(load, summerPeakMw, winterPeakMw);
  const rates = (newMw: number): number[] => years.map(({ from, to }) => {
    let sum = 0;
    for (let hour = from; hour < to; hour++) sum += cut(hour, newMw);
    return sum / (newMw * (to - from));
  });
  const meanRate = (newMw: number) => rates(newMw).reduce((sum, rate) => sum + rate, 0) / years.length;

  const results = curtailmentFractions.map((fraction) => {
    if (!(fraction > 0 && fraction < 1)) throw new InputError([{ where: { path: "curtailment" }, found: String(fraction), allowed: "a fraction above 0 and below 1" }]);
    let [low, high] = [0, Math.max(summerPeakMw, winterPeakMw)];
    for (let i = 0; i < 200; i++) {
      const middle = (low + high) / 2;
      if (middle > 0 && meanRate(middle) > fraction) high = middle;
      else low = middle;
    }
    return describe(fraction, low);
  });
  const meanMw = mw.reduce((sum, value) => sum + value, 0) / mw.length;
  return { summerPeakMw, winterPeakMw, loadFactorFraction: meanMw / largest(mw), years: years.map(({ name }) => name), leftOut, results };

  function describe(curtailmentFraction: number, headroomMw: number): HeadroomResult {
    let [hours, run, events, longest, summerMwh, allMwh] = [0, 0, 0, 0, 0, 0];
    const kept = { half: 0, threeQuarters: 0, nineTenths: 0 };
    for (const { from, to } of years) {
      for (let hour = from; hour < to; hour++) {
        const cutMw = cut(hour, headroomMw);
        if (cutMw <= 0) {
          run = 0;
          continue;
        }
        hours++;
        if (run === 0) events++;
        run++;
        longest = Math.max(longest, run);
        const share = (headroomMw - cutMw) / headroomMw;
        if (share >= 0.5) kept.half++;
        if (share >= 0.75) kept.threeQuarters++;
        if (share >= 0.9) kept.nineTenths++;
        allMwh += cutMw;
        if ((month[hour] as number) >= 3 && (month[hour] as number) <= 9) summerMwh += cutMw;
      }
    }
    const ofHours = (count: number) => (hours > 0 ? count / hours : 1);
    return {
      curtailmentFraction, headroomMw, hoursPerYear: hours / years.length, events, meanEventHours: events > 0 ? hours / events : 0, longestEventHours: longest,
      keptHalfFraction: ofHours(kept.half), keptThreeQuartersFraction: ofHours(kept.threeQuarters), keptNineTenthsFraction: ofHours(kept.nineTenths),
      yearFractions: rates(headroomMw), summerEnergyFraction: allMwh > 0 ? summerMwh / allMwh : 0,
    };
  }
}

/** What a new flat load must give up in an hour, MW. */
function cutter({ mw, month }: SystemLoad, summerPeakMw: number, winterPeakMw: number): (hour: number, newMw: number) => number {
  const thresholdMw = Float64Array.from(mw, (_, hour) => ((month[hour] as number) >= 3 && (month[hour] as number) <= 9 ? summerPeakMw : winterPeakMw));
  return (hour, newMw) => Math.min(newMw, Math.max(0, (mw[hour] as number) + newMw - (thresholdMw[hour] as number)));
}

export type CutYear = { readonly name: string; /** First hour and the one after the last, in the load. */ readonly from: number; readonly to: number };

/** Share of a new flat load that is curtailed in each hour of the system's load, 0…1, and the years that count. */
export function curtailedShares(load: SystemLoad, newMw: number): { readonly shares: Float64Array; readonly years: readonly CutYear[] } {
  const { mw } = load;
  const { summerPeakMw, winterPeakMw } = seasonPeaks(load);
  const cut = cutter(load, summerPeakMw, winterPeakMw);
  return { shares: mw.map((_, hour) => (newMw > 0 ? cut(hour, newMw) / newMw : 0)), years: splitYears(load).years };
}

/** Whole calendar years; where the file holds no two of them, successive years of 8,760 rows from its first. */
function splitYears({ mw, year }: SystemLoad): { readonly years: readonly CutYear[]; readonly leftOut: readonly string[] } {
  const calendar: CutYear[] = [];
  for (let from = 0; from < mw.length;) {
    let to = from;
    while (to < mw.length && year[to] === year[from]) to++;
    calendar.push({ name: String(year[from]), from, to });
    from = to;
  }
  const whole = calendar.filter(({ from, to }) => to - from >= 0.95 * 8760);
  if (whole.length >= 2) return { years: whole, leftOut: calendar.filter((candidate) => !whole.includes(candidate)).map(({ name }) => name) };
  const rows: CutYear[] = [];
  for (let from = 0; from + 8760 <= mw.length; from += 8760) rows.push({ name: `rows ${from + 1} to ${from + 8760}`, from, to: from + 8760 });
  return { years: rows, leftOut: [] };
}

/** Highest of June to August and of December to February; of a month before or after where the area's season peaks there (Duke: AZPS, FPL, CAISO). */
function seasonPeaks({ mw, month }: SystemLoad): { readonly summerPeakMw: number; readonly winterPeakMw: number } {
  peakOf(mw, month, (m) => m >= 5 && m <= 7);
  peakOf(mw, month, (m) => m === 11 || m <= 1);
  return { summerPeakMw: peakOf(mw, month, (m) => m >= 4 && m <= 8), winterPeakMw: peakOf(mw, month, (m) => m >= 10 || m <= 2) };
}

function peakOf(mw: Float64Array, month: ArrayLike<number>, counts: (month: number) => boolean): number {
  let peak = -Infinity;
  for (let hour = 0; hour < mw.length; hour++) if (counts(month[hour] as number)) peak = Math.max(peak, mw[hour] as number);
  if (peak === -Infinity) throw new InputError([{ where: { path: "load" }, found: "no hour of a season", allowed: "hours in June to August and in December to February" }]);
  return peak;
}
