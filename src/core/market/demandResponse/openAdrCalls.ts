import { InputError, type Warning } from "../../errors.ts";
import type { Axis } from "../../time/axis.ts";
import { MINUTE_MS } from "../../time/civil.ts";
import type { GridMessage } from "../../time/series.ts";

/** Share of the commitment that a SIMPLE level asks for; OpenADR leaves it to the programme. */
const SIMPLE_LEVELS: readonly number[] = [0, 0.33, 0.67, 1];

type MessageCall = {
  readonly step: number; readonly steps: number; readonly reduceKw?: number; readonly capKw?: number; readonly pricePerKwh?: number;
  readonly noticeMinutes?: number; readonly rampMinutes?: number;
};

/** Names by what they ask, OpenADR 3 and 2.0b. */
const reductions = new Set(["DISPATCH_SETPOINT_RELATIVE", "LOAD_DISPATCH"]);
const ceilings = new Set(["IMPORT_CAPACITY_LIMIT", "DISPATCH_SETPOINT"]);
const prices = new Set(["PRICE", "ELECTRICITY_PRICE", "ENERGY_PRICE"]);

/**
 * OpenADR events as calls: a level is a share of the commitment, a relative set-point a cut, an absolute one or a capacity limit a ceiling, a price a price.
 * Cancelled events are dropped, of an event sent again the last modification counts. What is not understood is listed in a warning.
 * @throws InputError where no file of events was read
 */
export function callsOfMessages(messages: readonly GridMessage[] | undefined, { axis, file, path, committedKw, name, warnings }: {
  readonly axis: Axis; readonly file: string; readonly path: string; readonly committedKw: number; readonly name: string; readonly warnings: Warning[];
}): MessageCall[] {
  if (messages === undefined) throw new InputError([{ where: { path, file }, found: "no events read from it", allowed: "OpenADR events, beside the scenario or dropped onto the page" }]);
  const ignored = new Set<string>();
  let outside = 0;
  const calls: MessageCall[] = [];
  const latest = latestVersions(messages);
  for (const { status, signals, noticeMinutes, rampMinutes } of latest) {
    if (status === "cancelled") continue;
    for (const { name: signal, type = "", unit, intervals } of signals) {
      for (const { start, durationMinutes, value } of merged(intervals)) {
        const step = Math.round((Date.parse(start) - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
        const steps = durationMinutes === null ? axis.length - step : Math.max(1, Math.round(durationMinutes / axis.stepMinutes));
        if (step < 0 || step >= axis.length) {
          outside++;
          continue;
        }
        const asked = askOf(signal, type, unit, value, committedKw);
        if (asked === undefined) ignored.add(signal);
        else if (asked !== "nothing") {
          calls.push({ step, steps: Math.min(steps, axis.length - step), ...asked, ...(noticeMinutes === undefined ? {} : { noticeMinutes }), ...(rampMinutes === undefined ? {} : { rampMinutes }) });
        }
      }
    }
  }
  if (ignored.size > 0) warnings.push({ code: "signalsIgnored", values: { programme: name, signals: [...ignored].join(", ") } });
  if (outside > 0) warnings.push({ code: "callsOutsideRun", values: { programme: name, events: outside } });
  return calls;
}

function askOf(signal: string, type: string, unit: string, value: number, committedKw: number): { reduceKw: number } | { capKw: number } | { pricePerKwh: number } | "nothing" | undefined {
  const kw = value * (/^MW$/i.test(unit) ? 1000 : 1);
  if (signal.toUpperCase() === "SIMPLE") {
    const share = SIMPLE_LEVELS[Math.round(value)] ?? 1;
    return share > 0 ? { reduceKw: share * committedKw } : "nothing";
  }
  if (reductions.has(signal)) {
    if (type === "setpoint") return { capKw: kw };
    if (type === "multiplier") return { reduceKw: Math.max(0, 1 - value) * committedKw };
    return kw === 0 ? "nothing" : { reduceKw: Math.abs(kw) };
  }
  if (ceilings.has(signal)) return { capKw: Math.max(0, kw) };
  if (prices.has(signal)) return { pricePerKwh: value };
  return undefined;
}

/** Equal values that follow one another are one interval. */
function merged(intervals: GridMessage["signals"][number]["intervals"]): GridMessage["signals"][number]["intervals"] {
  const whole: { start: string; durationMinutes: number | null; value: number }[] = [];
  for (const interval of intervals) {
    const last = whole.at(-1);
    const follows = last !== undefined && last.durationMinutes !== null && interval.durationMinutes !== null && last.value === interval.value && Date.parse(last.start) + last.durationMinutes * MINUTE_MS === Date.parse(interval.start);
    if (follows) last.durationMinutes = (last.durationMinutes ?? 0) + (interval.durationMinutes ?? 0);
    else whole.push({ ...interval });
  }
  return whole;
}

/** Of an event sent several times the last modification counts. */
function latestVersions(messages: readonly GridMessage[]): readonly GridMessage[] {
  const byId = new Map<string, GridMessage>();
  for (const message of messages) {
    const before = byId.get(message.id);
    if (before === undefined || (message.modification ?? 0) >= (before.modification ?? 0)) byId.set(message.id, message);
  }
  return [...byId.values()];
}
