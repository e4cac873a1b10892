import type { MeteredSite } from "../../../../src/core/market/demandResponse/baseline.ts";
import { makeAxis } from "../../../../src/core/time/axis.ts";
import { parseDate } from "../../../../src/core/time/civil.ts";

/**
 * A worked event, hourly: Wednesday 16 July 2025, 16 to 19 h. 9 July was an event day, 4 July a holiday. By day: mean of 12 to 15 h; 16, 17, 18 h.
 * Figures worked out by hand for each baseline method.
 */
const daysBefore: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "2025-07-15": [9600, 10000, 10200, 9800], "2025-07-14": [9400, 9900, 10000, 9700], "2025-07-11": [9000, 9400, 9500, 9300], "2025-07-10": [9200, 9600, 9700, 9500], "2025-07-08": [9500, 9900, 10100, 9900],
  "2025-07-07": [9100, 9500, 9600, 9400], "2025-07-03": [8800, 9200, 9300, 9100], "2025-07-02": [8900, 9300, 9400, 9200], "2025-07-01": [9300, 9700, 9800, 9600], "2025-06-30": [9200, 9500, 9700, 9500],
};

export const eventStart = { hour: 16, steps: 3 };

export function workedSite(): { readonly site: MeteredSite; readonly event: { readonly step: number; readonly steps: number } } {
  const axis = makeAxis({ start: "2025-06-20", timeZone: "America/New_York", stepMinutes: 60, days: 40, clock: "civil" });
  const first = parseDate("2025-06-20") ?? 0;
  const importKw = new Float64Array(axis.length).fill(7000);
  const stepAt = (date: string, hour: number) => ((parseDate(date) ?? 0) - first) * 24 + hour;
  for (const [date, [window, ...event]] of Object.entries(daysBefore)) {
    for (const hour of [12, 13, 14]) importKw[stepAt(date, hour)] = window;
    event.forEach((kw, k) => { importKw[stepAt(date, 16 + k)] = kw; });
  }
  // An event day and a holiday, which no baseline may take.
  for (const date of ["2025-07-09", "2025-07-04"]) for (let hour = 0; hour < 24; hour++) importKw[stepAt(date, hour)] = 50_000;
  const day = "2025-07-16";
  for (const hour of [12, 13, 14]) importKw[stepAt(day, hour)] = 11_500;
  importKw[stepAt(day, 15)] = 11_700;
  [8000, 7600, 8400].forEach((kw, k) => { importKw[stepAt(day, 16 + k)] = kw; });
  const excludedDay = new Uint8Array(40);
  const restDay = new Uint8Array(40);
  for (let d = 0; d < 40; d++) if (axis.weekday[axis.dayStart[d] as number] as number >= 5) restDay[d] = 1;
  excludedDay[(parseDate("2025-07-09") ?? 0) - first] = 1;
  restDay[(parseDate("2025-07-04") ?? 0) - first] = 1;
  return { site: { axis, importKw, excludedDay, restDay, historyDays: 0 }, event: { step: stepAt(day, eventStart.hour), steps: eventStart.steps } };
}
