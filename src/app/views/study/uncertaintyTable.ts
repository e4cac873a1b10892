import type { Table } from "../../../charts/mark.ts";
import type { MonteCarlo } from "../../../core/studies/monteCarlo.ts";
import { studyFigures } from "../../../core/studies/runFigures.ts";
import type { Spread } from "../../../core/studies/spread.ts";
import { MINUS, NONE, percent } from "../../../text/numbers.ts";
import { differenceRange, differenceText, figureScale, scaledFigure } from "../../../text/studyFigures.ts";
import { strategyTitle, uncertaintyWords as words } from "../../../text/studyUncertainty.ts";

/** Figures that some year of some strategy has, and that are not the page's own check of itself. */
export function shownFigures({ strategies }: MonteCarlo): readonly string[] {
  return studyFigures.map(({ id }) => id).filter((id) => id !== "worstResidualKw" && strategies.some(({ figures }) => {
    const spread = figures[id];
    return spread !== null && spread !== undefined && !(spread.min === 0 && spread.max === 0);
  }));
}

const quantiles = [["p10", "p10Interval"], ["p50", "p50Interval"], ["p90", "p90Interval"]] as const;

/** A row for each figure of one strategy as it is read, its numbers in one unit. */
export function uncertaintyRows(finding: MonteCarlo, shown: number, currency: string) {
  const { strategy, figures } = finding.strategies[shown]!;
  const against = finding.differences.find((one) => one.strategy === strategy);
  return shownFigures(finding).flatMap((id) => {
    const { label, better } = studyFigures.find((one) => one.id === id)!;
    const spread = figures[id];
    if (spread === null || spread === undefined) return [];
    // As fine as tells most years apart; one that lies far out does not coarsen the rest.
    const scale = figureScale(id, Math.max(Math.abs(spread.p10), Math.abs(spread.p90)), spread.p90 > spread.p10 ? spread.p90 - spread.p10 : spread.max - spread.min, currency);
    const text = (value: number) => scaledFigure(value, scale);
    const told = (value: number) => differenceText(id, value, currency);
    const difference = against?.figures[id];
    return [{
      id, label, unit: scale.unit,
      quantiles: quantiles.map(([key, interval]) => ({ value: text(spread[key]), interval: rangeText(text(spread[interval][0]), text(spread[interval][1])) })),
      difference: difference === null || difference === undefined ? null : {
        p50: isSame(difference) ? words.sameShort : told(difference.p50), interval: isSame(difference) ? NONE : differenceRange(id, difference.p10, difference.p90, currency),
        better: better === "neither" || difference.betterFraction === null || isSame(difference) ? NONE : percent(difference.betterFraction, 0),
      },
    }];
  });
}

/** A dash between two minus signs cannot be read. */
function rangeText(low: string, high: string): string {
  return low.startsWith(MINUS) || high.startsWith(MINUS) ? `${low} to ${high}` : `${low}–${high}`;
}

function isSame({ min, max }: Spread): boolean {
  return min === 0 && max === 0;
}

/** Every figure of every strategy, whole numbers, for a file. */
export function uncertaintyTable({ strategies, differences }: MonteCarlo, currency: string): Table {
  const columns = ["count", "mean", "standardDeviation", "min", "p10", "p50", "p90", "max"] as const;
  const cells = (spread: Spread) => [...columns.map((key) => spread[key]), ...quantiles.flatMap(([, interval]) => spread[interval])];
  const rows = (name: string, against: string, figures: Readonly<Record<string, (Spread & { readonly betterFraction?: number | null }) | null>>) => studyFigures.flatMap(({ id, label, unit }) => {
    const spread = figures[id];
    return spread === null || spread === undefined ? [] : [[name, against, label, unit === "currency" ? currency : unit, ...cells(spread), spread.betterFraction === null || spread.betterFraction === undefined ? null : spread.betterFraction * 100]];
  });
  return {
    columns: [words.strategy, words.less, words.figure, words.unit, words.seeds, words.mean, words.deviation, words.least, "P10", "P50", "P90", words.most, ...["P10", "P50", "P90"].flatMap((name) => [words.low(name), words.high(name)])].map((title) => ({ title, unit: "" })).concat({ title: words.better, unit: "%" }),
    rows: [...strategies.flatMap(({ strategy, figures }) => rows(strategyTitle(strategy), "", figures)), ...differences.flatMap(({ strategy, against, figures }) => rows(strategyTitle(strategy), strategyTitle(against), figures))],
  };
}
