import { InputError } from "../../../core/errors.ts";
import { DAY_MS, MINUTE_MS } from "../../../core/time/civil.ts";
import { isTimeZone, localMsAt, makeZone, resolveLocalTimes, startOfDayMs, type Zone } from "../../../core/time/zone.ts";
import { clockName, isoMinute } from "../clock.ts";
import type { Oddity, ReadOptions } from "../reader.ts";

/** Wall-clock stamps put into absolute time. */
export type Instants = {
  readonly utcMs: Float64Array;
  /** Rows whose stamp the clock never showed. */
  readonly dropped: ReadonlySet<number>;
  readonly timeZone: string | null;
  /** Of the first row, minutes east. */
  readonly utcOffsetMinutes: number;
  readonly issues: readonly Oddity[];
};

export type WallTimes = {
  readonly wallMs: Float64Array;
  /** Minutes east of Greenwich, where the stamps state it. */
  readonly offsetMinutes: Int16Array | null;
  /** 1 second copy of a repeated hour, 0 first copy, 255 not said. */
  readonly secondCopy: Uint8Array | null;
  /** Time since the civil day began that the wall clock does not show (hour 25 of a day), added in absolute time. */
  readonly elapsedMs?: Float64Array | undefined;
  /** The zone that the format or the header states: "UTC", or a market's own. */
  readonly statedZone?: string | undefined;
};

/** What the stamps say wins, then what the user says, then what the format says, then the site's zone; else the stamps are read as UTC, which is reported. */
export function resolveInstants(times: WallTimes, lines: ArrayLike<number>, options: ReadOptions): Instants {
  const { wallMs, offsetMinutes } = times;
  const count = wallMs.length;
  if (offsetMinutes !== null) {
    const utcMs = Float64Array.from(wallMs, (at, i) => at - offsetMinutes[i]! * MINUTE_MS);
    const first = offsetMinutes[0] ?? 0;
    const one = offsetMinutes.every((offset) => offset === first);
    return { utcMs, dropped: new Set(), timeZone: options.timeZone ?? (one ? clockName(first) : "UTC"), utcOffsetMinutes: first, issues: [] };
  }
  const timeZone = options.timeZone ?? times.statedZone ?? options.defaultTimeZone;
  const issues: Oddity[] = [];
  if (timeZone === undefined) {
    issues.push({ class: "zone", count, first: `line ${lines[0]}`, message: "The file does not state its time zone: the stamps are read as UTC. Give the zone if they are local time." });
  } else if (options.timeZone === undefined && times.statedZone === undefined) {
    issues.push({ class: "zone", count, first: `line ${lines[0]}`, message: `The file does not state its time zone: the stamps are read as the site's, ${timeZone}.` });
  }
  const zone = zoneOver(timeZone ?? "UTC", wallMs);
  if (zone.transitions.length === 0) {
    const utcMs = wallMs.map((at, i) => at - zone.firstOffsetMinutes * MINUTE_MS + (times.elapsedMs?.[i] ?? 0));
    return { utcMs, dropped: new Set(), timeZone: timeZone ?? null, utcOffsetMinutes: zone.firstOffsetMinutes, issues };
  }
  if (times.elapsedMs !== undefined) {
    const { elapsedMs } = times;
    return { utcMs: wallMs.map((at, i) => startOfDayMs(zone, Math.floor(at / DAY_MS)) + elapsedMs[i]!), dropped: new Set(), timeZone: timeZone ?? null, utcOffsetMinutes: zone.firstOffsetMinutes, issues };
  }

  // The order of rows tells the copies of a repeated hour apart, so it must be that of time.
  const falling = count > 1 && wallMs[count - 1]! < wallMs[0]!;
  const ordered = falling ? Float64Array.from(wallMs).reverse() : wallMs;
  const daylight = times.secondCopy?.map((copy) => (copy === 255 ? 255 : 1 - copy));
  const resolved = resolveLocalTimes(zone, ordered, falling ? daylight?.reverse() : daylight);
  const utcMs = falling ? Float64Array.from(resolved.utcMs).reverse() : resolved.utcMs;
  const dropped = new Set<number>();
  if (resolved.gapRows > 0) for (let i = 0; i < count; i++) if (localMsAt(zone, utcMs[i]!) !== wallMs[i]) dropped.add(i);
  if (resolved.gapRows > 0) {
    const [first] = dropped;
    issues.push({
      class: "daylightSaving", count: resolved.gapRows, first: `line ${lines[first!]}, ${wallText(wallMs[first!]!)}`,
      message: `${resolved.gapRows} rows bear a local time that the clock skipped in spring; left out. If they hold data, the file keeps standard time: give a fixed zone such as ${clockName(zone.firstOffsetMinutes)}.`,
    });
  }
  if (resolved.repeatedRows > 0) {
    const row = falling ? count - 1 - resolved.firstRepeatedRow : resolved.firstRepeatedRow;
    issues.push({
      class: "daylightSaving", count: resolved.repeatedRows, first: `line ${lines[row]}, ${wallText(wallMs[row]!)}`,
      message: `${resolved.repeatedRows} rows are the second copy of an autumn hour, ${times.secondCopy === null ? "told by the order of the rows" : "told by the file's flag"}.`,
    });
  }
  return { utcMs, dropped, timeZone: timeZone ?? null, utcOffsetMinutes: zone.firstOffsetMinutes, issues };
}

/** The transitions over a span of stamps, with two days on either side. */
export function zoneOver(timeZone: string, wallMs: Float64Array): Zone {
  if (!isTimeZone(timeZone)) throw new InputError([{ where: { path: "timeZone" }, found: timeZone, allowed: "an IANA zone such as America/New_York, or a fixed clock such as Etc/GMT+5 or +05:30" }]);
  let first = Infinity;
  let last = -Infinity;
  for (const at of wallMs) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  // A year mistyped would ask for the transitions of centuries.
  const span = Math.min(last - first, 60 * 366 * DAY_MS);
  return makeZone(timeZone, first - 2 * DAY_MS, first + span + 2 * DAY_MS, "timeZone");
}

function wallText(wallMs: number): string {
  return isoMinute(wallMs).replace("T", " ").replace("Z", "");
}
