import { InputError } from "../core/errors.ts";
import { eventLogOf, measureEvent } from "../core/measures/score/measuredEvent.ts";
import { parseStamp } from "../core/market/demandResponse/programme.ts";
import { DAY_MS, MINUTE_MS } from "../core/time/civil.ts";
import { instantsOf, localMsAt, makeZone } from "../core/time/zone.ts";
import { readFile } from "../files/read/index.ts";
import type { Args, ExitCode, Io } from "./command.ts";
import { readMeterFile } from "./meterFile.ts";

/** `gridflex score --log`: one measured call, without a simulation. */
export async function scoreLog(path: string, args: Args, io: Io): Promise<ExitCode> {
  const [column, unit, given] = [args.text("column"), args.text("unit"), args.text("time-zone")];
  const timeZone = given ?? readFile(await io.readFile(path), path, { column, unit }).timeZone ?? "UTC";
  const series = await readMeterFile(path, { column, unit, timeZone }, io);
  const endMs = series.startMs + series.values.length * series.stepMinutes * MINUTE_MS;
  const zone = makeZone(timeZone, series.startMs - DAY_MS, endMs + DAY_MS, "--time-zone");
  const instant = (name: string): number => {
    const text = args.requiredText(name);
    const stamp = parseStamp(text);
    if (stamp === null) throw new InputError([{ where: { path: `--${name}` }, found: text, allowed: "a time such as 2025-05-04T16:15" }]);
    return stamp.local ? instantsOf(zone, stamp.ms).utcMs : stamp.ms;
  };
  const [fromMs, toMs, askedFraction] = [instant("from"), instant("to"), args.requiredNumber("asked", { min: 0, max: 1 })];
  const event = measureEvent(eventLogOf(series, { fromMs, toMs, askedFraction, offsetMinutes: (localMsAt(zone, fromMs) - fromMs) / MINUTE_MS }));
  if (args.has("json")) io.stdout(`${JSON.stringify({ askedFraction, ...event })}\n`);
  else {
    const share = (value: number): string => `${(100 * value).toFixed(2)} %`;
    const minutes = (value: number | null): string => (value === null ? "never" : `${value} min`);
    io.stdout(`${path}: cut ${share(event.magnitudeFraction)} of ${event.baseKw.toFixed(1)} kW, asked ${share(askedFraction)}, delivered ${share(event.deliveredFraction)} of it
  worst sample ${share(event.worstMagnitudeFraction)}; onset ${minutes(event.onsetMinutes)} from the call, goal ${minutes(event.goalMinutes)}, response time ${minutes(event.responseMinutes)}
  ${event.durationMinutes} min at or below the goal; recovery ${minutes(event.recoveryMinutes)} after the end; rebound ${share(event.reboundFraction)} of the asked cut
  A measured event without a simulation has no score.
`);
  }
  return 0;
}
