import type { Axis } from "../../time/axis.ts";
import type { Schedule } from "./urdb.ts";

/** Period of each step: by month and civil hour of its start, weekends and holidays by their own map. */
export function laySchedule(axis: Axis, weekday: Schedule, weekend: Schedule, restDay: Uint8Array): Uint8Array {
  const flat = (schedule: Schedule) => Uint8Array.from({ length: 288 }, (_, cell) => schedule[Math.floor(cell / 24)]?.[cell % 24] ?? 0);
  const maps = [flat(weekday), flat(weekend)] as const;
  const period = new Uint8Array(axis.length);
  for (let i = 0; i < axis.length; i++) {
    const map = restDay[i] === 1 ? maps[1] : maps[0];
    period[i] = map[(axis.month[i] as number) * 24 + (axis.hour[i] as number)] as number;
  }
  return period;
}
