import type { Survival } from "../core/studies/survival.ts";
import { civilOf, periodText, stepText, zoneText, type ClockAxis } from "../text/dates.ts";
import { counted } from "../text/numbers.ts";
import { chance, survivalWords as words } from "../text/survival.ts";
import { dayStarts } from "./bins.ts";
import { heatMap, type HeatMapModel } from "./heatMap.ts";
import type { StudyChart } from "./made.ts";

/** Share of outages ridden through by the hour and day in which they begin, as a heat map. */
export type SurvivalStartsModel = { readonly hours: number; readonly lowest: number; readonly highest: number; readonly map: HeatMapModel };

/** @param axis of the run in hours, on the site's clock */
export function survivalStartsModel({ hours, fraction }: Survival["byStart"][number], axis: ClockAxis): SurvivalStartsModel {
  const days = axis.length === 0 ? [] : dayStarts(axis, 0, axis.length);
  const values = new Float64Array(24 * days.length).fill(Number.NaN);
  days.forEach((start, day) => {
    const end = Math.min(days[day + 1] ?? axis.length, axis.length);
    for (let step = Math.max(0, start); step < end; step++) values[day * 24 + civilOf(axis, step).hour] = fraction[step] ?? Number.NaN;
  });
  const rising = values.filter((value) => !Number.isNaN(value)).sort();
  return {
    hours, lowest: rising[0] ?? 0, highest: rising.at(-1) ?? 0,
    // The whole range of a chance, so that a dark map is a site that holds and not one that is the same everywhere.
    map: { axis, series: "soc", from: 0, to: axis.length, days, values, low: 0, median: rising[Math.floor(rising.length / 2)] ?? 0, high: 1, unit: { unit: "%", divisor: 0.01, decimals: 1 } },
  };
}

export const survivalStarts: StudyChart<SurvivalStartsModel> = {
  title: words.starts,
  subtitle: ({ hours, map: { axis, from, to } }, width) => {
    const head = words.startsNote(counted(hours, "hour", "hours"));
    return width < 520 ? head : `${head} · ${periodText(axis, from, to)} · ${zoneText(axis.timeZone)}`;
  },
  layout: ({ map }, size) => heatMap.layout(map, size),
  summary({ hours, lowest, highest, map: { axis, days, values } }) {
    if (days.length === 0) return words.noCurve;
    const at = values.indexOf(lowest);
    return `${words.starts}, ${words.startsOf(hours, chance(lowest), chance(highest), stepText(axis, (days[Math.floor(at / 24)] ?? 0) + (at % 24)))}.`;
  },
  toTable: ({ map }) => heatMap.toTable(map),
};
