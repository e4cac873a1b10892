import { InputError } from "../errors.ts";
import { DAY_MS, MINUTE_MS, civilDate, dayNumber } from "./civil.ts";

/** The civil clock of a place over some span: standard offset and the moments at which the offset changes. */
export type Zone = {
  readonly timeZone: string;
  readonly transitions: readonly Transition[];
  /** Offset before the first transition, minutes east of Greenwich. */
  readonly firstOffsetMinutes: number;
};

export type Transition = { readonly atMs: number; readonly offsetMinutes: number };

/**
 * The transitions of a zone from one instant to another, asked of the engine's time-zone data day by day and then found to the
 * minute; the only place that asks. Before and after the span the zone is as at its ends.
 * @throws InputError at `site.timeZone` (or the place given) where the engine does not know the zone
 */
export function makeZone(timeZone: string, fromMs: number, toMs: number, path = "site.timeZone"): Zone {
  const fixed = fixedOffsetMinutes(timeZone);
  if (fixed !== null) return fixedZone(timeZone, fixed);
  const offsetAt = offsetReader(timeZone, path);
  const from = Math.floor(fromMs / MINUTE_MS);
  const to = Math.ceil(toMs / MINUTE_MS);
  const dayMinutes = DAY_MS / MINUTE_MS;
  const transitions: Transition[] = [];
  const firstOffsetMinutes = offsetAt(from);
  let offset = firstOffsetMinutes;
  for (let minute = from; minute < to;) {
    const next = Math.min(minute + dayMinutes, to);
    const nextOffset = offsetAt(next);
    if (nextOffset !== offset) {
      let before = minute;
      let after = next;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (offsetAt(middle) === offset) before = middle;
        else after = middle;
      }
      offset = offsetAt(after);
      transitions.push({ atMs: after * MINUTE_MS, offsetMinutes: offset });
      minute = after;
    } else minute = next;
  }
  return { timeZone, transitions, firstOffsetMinutes };
}

/** Whether the engine knows the zone: a name of the IANA data base, or a fixed offset such as "+05:30". */
export function isTimeZone(timeZone: string): boolean {
  if (fixedOffsetMinutes(timeZone) !== null) return true;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A clock that never changes, as weather files and `clock: "standard"` keep it. */
export function fixedZone(timeZone: string, offsetMinutes: number): Zone {
  return { timeZone, transitions: [], firstOffsetMinutes: offsetMinutes };
}

/**
 * The standard offset of a zone, minutes east: the smallest of the calendar year that holds the instant. (Ireland's winter
 * is the standard in this sense too, whatever its law calls it.)
 */
export function standardOffsetMinutes(timeZone: string, atMs: number, path?: string): number {
  const { year } = civilDate(Math.floor(atMs / DAY_MS));
  const zone = makeZone(timeZone, dayNumber(year, 1, 1) * DAY_MS, dayNumber(year + 1, 1, 1) * DAY_MS, path);
  return Math.min(zone.firstOffsetMinutes, ...zone.transitions.map(({ offsetMinutes }) => offsetMinutes));
}

/** Minutes east of Greenwich at an instant. */
export function offsetMinutesAt(zone: Zone, utcMs: number): number {
  let offset = zone.firstOffsetMinutes;
  for (const transition of zone.transitions) {
    if (utcMs < transition.atMs) break;
    offset = transition.offsetMinutes;
  }
  return offset;
}

/** The wall clock at an instant, as milliseconds: read its date and hours as if they were UTC. */
export function localMsAt(zone: Zone, utcMs: number): number {
  return utcMs + offsetMinutesAt(zone, utcMs) * MINUTE_MS;
}

export type LocalInstant = {
  /** "gap": the clock never showed it; "twice": it showed it two times, and `secondUtcMs` is the later one. */
  readonly kind: "once" | "gap" | "twice";
  /** The first instant that showed it; for a gap the instant that the clock before the change would have called so. */
  readonly utcMs: number;
  readonly secondUtcMs: number;
};

/** @param localMs wall clock, as if it were UTC */
export function instantsOf(zone: Zone, localMs: number): LocalInstant {
  let offset = zone.firstOffsetMinutes;
  for (const { atMs, offsetMinutes } of zone.transitions) {
    const before = localMs - offset * MINUTE_MS;
    const after = localMs - offsetMinutes * MINUTE_MS;
    if (before < atMs) {
      return after >= atMs ? { kind: "twice", utcMs: before, secondUtcMs: after } : { kind: "once", utcMs: before, secondUtcMs: before };
    }
    if (after < atMs) return { kind: "gap", utcMs: before, secondUtcMs: before };
    offset = offsetMinutes;
  }
  const utcMs = localMs - offset * MINUTE_MS;
  return { kind: "once", utcMs, secondUtcMs: utcMs };
}

/** First instant of a civil day: midnight, or the end of the gap that swallows it. */
export function startOfDayMs(zone: Zone, dayNo: number): number {
  const localMs = dayNo * DAY_MS;
  const { kind, utcMs } = instantsOf(zone, localMs);
  if (kind !== "gap") return utcMs;
  return zone.transitions.find(({ atMs }) => atMs + 36 * 60 * MINUTE_MS > utcMs && localMsAt(zone, atMs) >= localMs)?.atMs ?? utcMs;
}

export type LocalTimes = {
  readonly utcMs: Float64Array;
  /** Rows whose stamp the clock never showed, and the first of them (−1 for none). */
  readonly gapRows: number;
  readonly firstGapRow: number;
  /** Rows taken as the second copy of a repeated time, and the first of them (−1 for none). */
  readonly repeatedRows: number;
  readonly firstRepeatedRow: number;
};

/**
 * The instants of a file's local stamps, rows in rising order. A stamp in the gap is put where the clock before the change
 * would have it (02:30 on the eve of summer is 03:30) and counted. Of a repeated time the daylight-saving flag decides; without one the
 * order of rows: the first pass is the first copy, and the second begins where the stamps fall back.
 * @param localMs wall clock, as if it were UTC
 * @param daylight 1 where the row says that daylight saving is on, 0 where it says off, 255 where it does not say
 */
export function resolveLocalTimes(zone: Zone, localMs: Float64Array, daylight?: Uint8Array): LocalTimes {
  const utcMs = new Float64Array(localMs.length);
  let gapRows = 0;
  let firstGapRow = -1;
  let repeatedRows = 0;
  let firstRepeatedRow = -1;
  // Stamps in [safeFrom, safeTo) are read with one offset and no doubt: a change of clock moves the wall by less than a day.
  let safeFrom = Infinity;
  let safeTo = -Infinity;
  let safeOffsetMs = 0;
  let second = false;
  for (let row = 0; row < localMs.length; row++) {
    const local = localMs[row] as number;
    if (local >= safeFrom && local < safeTo) {
      utcMs[row] = local - safeOffsetMs;
      second = false;
      continue;
    }
    const instant = instantsOf(zone, local);
    if (instant.kind === "once") {
      utcMs[row] = instant.utcMs;
      second = false;
      [safeFrom, safeTo] = safeSpan(zone, instant.utcMs);
      safeOffsetMs = local - instant.utcMs;
    } else if (instant.kind === "gap") {
      utcMs[row] = instant.utcMs;
      second = false;
      if (gapRows++ === 0) firstGapRow = row;
    } else {
      const flag = daylight?.[row] ?? 255;
      if (flag === 255) second ||= row > 0 && local <= (localMs[row - 1] as number) && instantsOf(zone, localMs[row - 1] as number).utcMs >= instant.utcMs;
      else second = flag === 0;
      utcMs[row] = second ? instant.secondUtcMs : instant.utcMs;
      if (second && repeatedRows++ === 0) firstRepeatedRow = row;
    }
  }
  return { utcMs, gapRows, firstGapRow, repeatedRows, firstRepeatedRow };
}

/** Wall-clock span around an instant, two days clear of any transition, in which its offset holds for sure; empty close to one. */
function safeSpan(zone: Zone, utcMs: number): readonly [number, number] {
  let from = -Infinity;
  let to = Infinity;
  for (const { atMs } of zone.transitions) {
    if (atMs <= utcMs) from = atMs + 2 * DAY_MS;
    else {
      to = atMs - 2 * DAY_MS;
      break;
    }
  }
  return [from, to];
}

function offsetReader(timeZone: string, path: string): (minute: number) => number {
  const format = formatter(timeZone, path);
  return (minute) => {
    const text = format.format(minute * MINUTE_MS);
    const match = /GMT(?:([+−-])(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?)?$/.exec(text);
    if (match === null) throw new Error(`no offset in "${text}" for ${timeZone}`);
    if (match[1] === undefined) return 0;
    const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0) + Math.round(Number(match[4] ?? 0) / 60);
    return match[1] === "+" ? minutes : -minutes;
  };
}

function formatter(timeZone: string, path: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([{ where: { path }, found: JSON.stringify(timeZone), allowed: 'an IANA time zone, such as "America/New_York", "Etc/GMT+8" or "UTC"' }]);
  }
}

/** Minutes east of "+05:30" or "-03:30", which some engines take for a zone and some do not; null for a name. */
function fixedOffsetMinutes(timeZone: string): number | null {
  const match = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(timeZone);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}
