import type { RatchetByMonth, TariffInputs } from "./inputs.ts";
import type { BillingMonth } from "./billingMonth.ts";
import type { UrdbRatchet, UrdbRate } from "./urdb.ts";

/** What a month's demand charge is billed on. */
export type BilledDemand = {
  readonly kw: number;
  /** Highest of the month itself, before any floor. */
  readonly meteredKw: number;
  /** What set `kw` where it was not the month's own peak: "85 % of 2025-07", "60 % of 2024-08", "minimum take". */
  readonly setBy: string | undefined;
};

export type Ratchet = {
  /** True where an earlier month's peak or a contract can raise a month's billed demand. */
  readonly binds: boolean;
  readonly yearEnd: "cyclic" | "chronological";
  readonly notes: readonly string[];
  /** @param prior whether last year's given peaks are of this demand (they are of the site's highest, not of a period) */
  billed(peakKw: (month: number) => number, prior: boolean): BilledDemand[];
  /** The same rule as a list: month `m` is billed on the highest of `share` times each month's peak, and on `leastKw` at least. */
  floors(m: number, prior: boolean): { readonly shares: readonly { readonly month: number; readonly share: number }[]; readonly leastKw: number };
};

/** Share of the peak of the month `back` months before that floors month `m`; `own`: of the month's own peak. */
type Shares = { readonly of: (m: number, back: number) => number; readonly own: (m: number) => number; readonly range: number; readonly floorKw: number };

/** Laid on the billing months of a run: which earlier peaks floor which month, and what stands for the months before the run. */
export function prepareRatchet(inputs: TariffInputs, rate: UrdbRate | undefined, months: readonly BillingMonth[]): Ratchet {
  const shares = inputs.ratchetByMonth === undefined ? sharesOfRecord(rate?.ratchet, months) : sharesByMonth(inputs.ratchetByMonth, months);
  const takeKw = inputs.contractCapacityKw * inputs.minBilledFractionOfContract;
  const yearEnd = inputs.ratchetYearEnd === "auto" ? (inputs.priorPeaksKw === undefined ? "cyclic" : "chronological") : inputs.ratchetYearEnd;

  /** Where the peak of the month `back` months before is found: in the run itself, or given from before it, as the year-end rule has it. */
  const peakBefore = (m: number, back: number, prior: boolean): { readonly month: number } | { readonly kw: number; readonly name: string } | undefined => {
    const month = m - back;
    if (month >= 0) return { month };
    const { year, month: calendarMonth } = monthsFrom(months[0] as BillingMonth, month);
    if (yearEnd === "chronological") {
      if (!prior || month < -12) return undefined;
      return { kw: inputs.priorPeaksKw?.[calendarMonth] ?? 0, name: monthText(year, calendarMonth) };
    }
    const same = months.findIndex((candidate, index) => index < 12 && candidate.calendarMonth === calendarMonth);
    return same < 0 ? undefined : { month: same };
  };
  const nameOf = (m: number) => monthText(months[m]?.year ?? 0, months[m]?.calendarMonth ?? 0);

  const billed = (peakKw: (month: number) => number, prior: boolean): BilledDemand[] => months.map((_, m) => {
    const meteredKw = peakKw(m);
    const ownShare = shares?.own(m) ?? 1;
    let kw = meteredKw * ownShare;
    let setBy = ownShare < 1 ? `${percent(ownShare)} of this month` : undefined;
    if (shares !== undefined) {
      for (let back = 1; back <= shares.range; back++) {
        const share = shares.of(m, back);
        if (share === 0) continue;
        const earlier = peakBefore(m, back, prior);
        if (earlier === undefined) continue;
        const earlierKw = "kw" in earlier ? earlier.kw : peakKw(earlier.month);
        if (earlierKw * share > kw) {
          kw = earlierKw * share;
          setBy = `${percent(share)} of ${"kw" in earlier ? earlier.name : nameOf(earlier.month)}`;
        }
      }
      if (shares.floorKw > kw) {
        kw = shares.floorKw;
        setBy = "billing demand floor";
      }
    }
    if (takeKw > kw) {
      kw = takeKw;
      setBy = `minimum take: ${percent(inputs.minBilledFractionOfContract)} of the contract`;
    }
    return { kw, meteredKw, setBy };
  });

  const floors = (m: number, prior: boolean) => {
    const found = new Map<number, number>([[m, shares?.own(m) ?? 1]]);
    let leastKw = Math.max(takeKw, shares?.floorKw ?? 0);
    for (let back = 1; back <= (shares?.range ?? 0); back++) {
      const share = shares?.of(m, back) ?? 0;
      const earlier = share === 0 ? undefined : peakBefore(m, back, prior);
      if (earlier === undefined) continue;
      if ("kw" in earlier) leastKw = Math.max(leastKw, earlier.kw * share);
      else found.set(earlier.month, Math.max(found.get(earlier.month) ?? 0, share));
    }
    return { shares: [...found].map(([month, share]) => ({ month, share })), leastKw };
  };

  const notes: string[] = [];
  if (shares !== undefined) {
    notes.push(yearEnd === "cyclic"
      ? "Ratchet: months before the run are taken from the run itself (the year repeats)."
      : inputs.priorPeaksKw === undefined
        ? "Ratchet: months before the run count as 0 kW; last year's peaks are not given."
        : "Ratchet: months before the run are last year's given peaks.");
  }
  if (takeKw > 0) notes.push(`Every demand charge is billed on at least ${percent(inputs.minBilledFractionOfContract)} of the contract capacity.`);
  return { binds: shares !== undefined || takeKw > 0, yearEnd, notes, billed, floors };
}

function sharesOfRecord(ratchet: UrdbRatchet | undefined, months: readonly BillingMonth[]): Shares | undefined {
  if (ratchet === undefined) return undefined;
  const own = () => 1;
  const calendarMonth = (m: number, back: number) => monthsFrom(months[0] as BillingMonth, m - back).month;
  switch (ratchet.kind) {
    case "months": return { of: (m, back) => (ratchet.months[calendarMonth(m, back)] === true ? ratchet.fraction : 0), own, range: 11, floorKw: 0 };
    case "range": return { of: () => ratchet.fraction, own, range: ratchet.range, floorKw: 0 };
    case "monthly": return { of: (m) => ratchet.fractions[calendarMonth(m, 0)] ?? 0, own, range: 11, floorKw: 0 };
  }
}

function sharesByMonth({ monthFraction, ownMonthInFull, rangeMonths, floorKw }: RatchetByMonth, months: readonly BillingMonth[]): Shares {
  const calendarMonth = (m: number, back: number) => monthsFrom(months[0] as BillingMonth, m - back).month;
  return {
    of: (m, back) => monthFraction[calendarMonth(m, back)] ?? 0,
    own: (m) => (ownMonthInFull[calendarMonth(m, 0)] === true ? 1 : (monthFraction[calendarMonth(m, 0)] ?? 1)),
    range: rangeMonths,
    floorKw,
  };
}

/** Calendar month (0 = January) and year, `offset` months after the run's first. */
function monthsFrom(first: BillingMonth, offset: number): { readonly year: number; readonly month: number } {
  const count = first.year * 12 + first.calendarMonth + offset;
  return { year: Math.floor(count / 12), month: ((count % 12) + 12) % 12 };
}

function monthText(year: number, calendarMonth: number): string {
  return `${year}-${String(calendarMonth + 1).padStart(2, "0")}`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1e4) / 100} %`;
}
