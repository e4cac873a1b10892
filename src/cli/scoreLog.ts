import { InputError } from "../core/errors.ts";
import { eventLogOf, measureEvent, type MeasuredEvent } from "../core/measures/score/measuredEvent.ts";
import { PHOENIX_SOURCE, phoenixCall, phoenixFigures, phoenixLog } from "../core/measures/score/phoenixEvent.ts";
import { parseStamp } from "../core/market/demandResponse/programme.ts";
import { DAY_MS, MINUTE_MS } from "../core/time/civil.ts";
import { instantsOf, localMsAt, makeZone } from "../core/time/zone.ts";
import { passes } from "../core/studies/checks/check.ts";
import { measuredEventChecks } from "../core/studies/checks/measuredEvent.ts";
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
  else io.stdout(eventText(path, askedFraction, event));
  return 0;
}

/** `gridflex score --phoenix`: the log that comes with the program, and each published figure beside ours. */
export function checkPhoenix(args: Args, io: Io): ExitCode {
  const event = measureEvent(eventLogOf(phoenixLog, phoenixCall));
  const published = measuredEventChecks.checks().map((check, k) => ({ key: phoenixFigures[k]!.key, what: check.what, expected: check.expected, ours: check.ours, tolerance: check.tolerance, passes: passes(check) }));
  if (args.has("json")) io.stdout(`${JSON.stringify({ askedFraction: phoenixCall.askedFraction, ...event, published, source: PHOENIX_SOURCE })}\n`);
  else {
    io.stdout(eventText("256 GPUs in Phoenix", phoenixCall.askedFraction, event));
    for (const { what, expected, ours, passes: holds } of published) io.stdout(`  ${what.padEnd(36)}published ${String(expected).padStart(8)}  ours ${ours.toFixed(4).padStart(9)}  ${holds ? "agrees" : "differs"}\n`);
    io.stdout(`  ${PHOENIX_SOURCE}\n`);
  }
  return published.every((one) => one.passes) ? 0 : 1;
}

function eventText(name: string, askedFraction: number, { magnitudeFraction, baseKw, deliveredFraction, worstMagnitudeFraction, onsetMinutes, goalMinutes, responseMinutes, durationMinutes, recoveryMinutes, reboundFraction }: MeasuredEvent): string {
  const share = (value: number): string => `${(100 * value).toFixed(2)} %`;
  const minutes = (value: number | null): string => (value === null ? "never" : `${value} min`);
  return `${name}: cut ${share(magnitudeFraction)} of ${baseKw.toFixed(1)} kW, asked ${share(askedFraction)}, delivered ${share(deliveredFraction)} of it
  worst sample ${share(worstMagnitudeFraction)}; onset ${minutes(onsetMinutes)} from the call, goal ${minutes(goalMinutes)}, response time ${minutes(responseMinutes)}
  ${durationMinutes} min at or below the goal; recovery ${minutes(recoveryMinutes)} after the end; rebound ${share(reboundFraction)} of the asked cut
  A measured event without a simulation has no score.
`;
}
