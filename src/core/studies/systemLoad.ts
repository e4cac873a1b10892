import { InputError } from "../errors.ts";
import { quantile, sorted } from "../maths/statistics.ts";
import { DAY_MS, HOUR_MS, civilDate } from "../time/civil.ts";
import type { Series } from "../time/series.ts";
import { instantsOf, localMsAt, makeZone } from "../time/zone.ts";
import type { SystemLoad } from "./headroom.ts";

/** A system's load by the hour, and what was done to it. */
export type CleanedLoad = SystemLoad & {
  /** Civil day of the month, 1…31, and clock hour of each hour's start. */
  readonly day: ArrayLike<number>;
  readonly hour: ArrayLike<number>;
  /** Hours that the file lacks, filled on a straight line. */
  readonly missingHours: number;
  /** Hours of 0, or of more than three times the median: filled likewise. */
  readonly outlierHours: number;
  /** Hours that the clock repeats in autumn and the file leaves out: not filled, since its rows count the clock's hours once. */
  readonly repeatedHoursLeftOut: number;
};

/** Above this multiple of the median an hour is taken for an error of the meter. */
const OUTLIER_OVER_MEDIAN = 3;

/**
 * A measured load of a balancing area, kW with gaps as NaN, as hours by the civil clock of its zone.
 * @throws InputError where its interval is no part of an hour, or all of it is missing
 */
export function cleanSystemLoad(series: Pick<Series, "startMs" | "stepMinutes" | "values">, timeZone: string, file?: string): CleanedLoad {
  const perHour = 60 / series.stepMinutes;
  const where = file === undefined ? { path: "load" } : { file };
  if (!Number.isInteger(perHour)) throw new InputError([{ where, found: `intervals of ${series.stepMinutes} min`, allowed: "intervals that fill an hour" }]);
  const hours = Math.floor(series.values.length / perHour);
  const meanKw = new Float64Array(hours);
  for (let hour = 0; hour < hours; hour++) {
    let sum = 0;
    for (let k = 0; k < perHour; k++) sum += series.values[hour * perHour + k]!;
    meanKw[hour] = sum / perHour;
  }
  const present = sorted(meanKw.filter((kw) => kw === kw));
  if (present.length === 0) throw new InputError([{ where, found: "no value", allowed: "hours of load" }]);
  const mostKw = OUTLIER_OVER_MEDIAN * quantile(present, 0.5);

  const zone = makeZone(timeZone, series.startMs - DAY_MS, series.startMs + hours * HOUR_MS + DAY_MS, "--time-zone");
  const kept: number[] = [];
  let [missingHours, outlierHours, repeatedHoursLeftOut] = [0, 0, 0];
  for (let hour = 0; hour < hours; hour++) {
    const kw = meanKw[hour]!;
    if (kw !== kw) {
      if (instantsOf(zone, localMsAt(zone, series.startMs + hour * HOUR_MS)).kind === "twice") {
        repeatedHoursLeftOut++;
        continue;
      }
      missingHours++;
    } else if (kw <= 0 || kw > mostKw) {
      meanKw[hour] = Number.NaN;
      outlierHours++;
    }
    kept.push(hour);
  }
  const mw = filled(Float64Array.from(kept, (hour) => meanKw[hour]! / 1000));
  const clock = kept.map((hour) => {
    const localMs = localMsAt(zone, series.startMs + hour * HOUR_MS);
    const dayNo = Math.floor(localMs / DAY_MS);
    return { ...civilDate(dayNo), hour: Math.floor((localMs - dayNo * DAY_MS) / HOUR_MS) };
  });
  return {
    mw, month: Uint8Array.from(clock, ({ month }) => month - 1), year: Uint16Array.from(clock, ({ year }) => year),
    day: Uint8Array.from(clock, ({ day }) => day), hour: Uint8Array.from(clock, ({ hour }) => hour),
    missingHours, outlierHours, repeatedHoursLeftOut,
  };
}

/** Missing values on a straight line between their neighbours; at the ends the nearest. */
function filled(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) continue;
    let next = i;
    while (next < values.length && values[next] !== values[next]) next++;
    const before = i > 0 ? values[i - 1]! : values[next]!;
    const after = next < values.length ? values[next]! : before;
    const steps = next - i + 1;
    for (let k = i; k < next; k++) values[k] = before + ((after - before) * (k - i + 1)) / steps;
  }
  return values;
}
