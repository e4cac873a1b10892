import { InputError, type Warning } from "../../errors.ts";
import type { Axis } from "../../time/axis.ts";
import { MINUTE_MS } from "../../time/civil.ts";
import type { GridMessage } from "../../time/series.ts";
import { randomStream } from "../../time/streams.ts";
import { SIGNAL_KINDS, type SignalKind } from "./openAdrSignals.ts";

/** What the store should hold at the end of the call: a share of its capacity, or kWh. */
export type SocTarget = { readonly fraction: number } | { readonly kwh: number };

/** A price for the call's hours: in place of the tariff's, beside it, or times it. */
export type PriceForm = "replace" | "add" | "times";

export type MessageAsk = { readonly reduceKw?: number; readonly capKw?: number; readonly pricePerKwh?: number; readonly priceForm?: PriceForm; readonly socTarget?: SocTarget };

export type MessageCall = MessageAsk & { readonly step: number; readonly steps: number; readonly noticeMinutes?: number; readonly rampMinutes?: number };

export type MessageContext = {
  readonly axis: Axis; readonly seed: string; readonly file: string; readonly path: string; readonly committedKw: number;
  /** Share of the commitment by level of a SIMPLE signal; what a price without a form of its own means. */
  readonly levelFractions: readonly number[]; readonly prices: "replace" | "add";
  readonly programmeId: string; readonly name: string; readonly warnings: Warning[];
};

/** A year before any event: "0001-01-01" means now, which for a run is its beginning. */
const NOW_BEFORE_MS = Date.parse("0002-01-01T00:00:00Z");

/**
 * OpenADR events as calls: a level is a share of the commitment, a relative set-point a cut, an absolute one or a capacity limit a ceiling, a price a price,
 * a charge state a target of the store. Cancelled events and trials are dropped, of an event sent again the last modification counts. Where events of one kind
 * overlap the lower priority number holds the step, of equal ones the later in the file. A random start is drawn from the seed, for each event by itself.
 * What is not applied is listed in a warning.
 * @throws InputError where no file of events was read
 */
export function callsOfMessages(messages: readonly GridMessage[] | undefined, context: MessageContext): MessageCall[] {
  const { axis, file, path, name, warnings } = context;
  if (messages === undefined) throw new InputError([{ where: { path, file }, found: "no events read from it", allowed: "OpenADR events, beside the scenario or dropped onto the page" }]);
  const ignored = new Set<string>();
  let [outside, tests] = [0, 0];
  const drafts: Draft[] = [];
  latestVersions(messages).forEach((message, order) => {
    if (message.status === "cancelled") return;
    if (message.isTest === true) {
      tests++;
      return;
    }
    const shiftMs = startShiftMs(message, context);
    for (const { name: signal, type = "", unit, intervals } of message.signals) {
      const kind = SIGNAL_KINDS[signal.toUpperCase()];
      if (kind === undefined || kind === "series") {
        ignored.add(signal);
        continue;
      }
      for (const { start, durationMinutes, value } of merged(intervals)) {
        const step = Math.round((Date.parse(start) + shiftMs - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
        const steps = durationMinutes === null ? axis.length - step : Math.max(1, Math.round(durationMinutes / axis.stepMinutes));
        if (step < 0 || step >= axis.length) {
          outside++;
          continue;
        }
        const ask = askOf(kind, type, unit, value, context);
        drafts.push({ message, order, lane: LANES[kind], ask, step, steps: Math.min(steps, axis.length - step) });
      }
    }
  });
  const { calls, ties } = withoutOverlap(drafts, axis.length);
  if (ignored.size > 0) warnings.push({ code: "signalsIgnored", values: { programme: name, signals: [...ignored].join(", ") } });
  if (tests > 0) warnings.push({ code: "trialsDropped", values: { programme: name, events: tests } });
  if (ties > 0) warnings.push({ code: "eventsTied", values: { programme: name, events: ties } });
  if (outside > 0) warnings.push({ code: "callsOutsideRun", values: { programme: name, events: outside } });
  return calls;
}

/** What an event asks for in one stretch, before those that win over it are cut out; null asks for nothing, and holds its time all the same. */
type Draft = { readonly message: GridMessage; readonly order: number; readonly lane: "dispatch" | "price" | "store"; readonly ask: MessageAsk | null; readonly step: number; readonly steps: number };

const LANES = { level: "dispatch", dispatch: "dispatch", cap: "dispatch", price: "price", store: "store" } as const satisfies Record<Exclude<SignalKind, "series">, Draft["lane"]>;

function startShiftMs({ id, start, shift }: GridMessage, { axis, seed, programmeId }: MessageContext): number {
  const startMs = Date.parse(start);
  const nowMs = startMs < NOW_BEFORE_MS ? axis.startMs - startMs : 0;
  if (shift === undefined) return nowMs;
  const draw = randomStream(seed, `calls/${programmeId}/start/${id}`).next();
  return nowMs + (shift.isLateOnly ? draw : 2 * draw - 1) * shift.minutes * MINUTE_MS;
}

function askOf(kind: Exclude<SignalKind, "series">, type: string, unit: string, value: number, { committedKw, levelFractions, prices }: MessageContext): MessageAsk | null {
  const kw = value * (/^MW$/i.test(unit) ? 1000 : 1);
  switch (kind) {
    case "level": {
      const share = levelFractions[Math.round(value)] ?? 1;
      return share > 0 ? { reduceKw: share * committedKw } : null;
    }
    case "cap": return { capKw: Math.max(0, kw) };
    case "dispatch":
      if (type === "setpoint") return { capKw: Math.max(0, kw) };
      if (type === "multiplier") return value < 1 ? { reduceKw: (1 - value) * committedKw } : null;
      return kw === 0 ? null : { reduceKw: Math.abs(kw) };
    case "price": return { pricePerKwh: value, priceForm: type === "priceRelative" ? "add" : type === "priceMultiplier" ? "times" : prices };
    case "store": return { socTarget: /^k?wh$/i.test(unit) ? { kwh: /^wh$/i.test(unit) ? value / 1000 : value } : { fraction: value > 1 ? value / 100 : value } };
  }
}

/** Cuts out of each stretch the steps that an event of more weight holds in the same lane. @returns ties: events of equal priority that overlap */
function withoutOverlap(drafts: readonly Draft[], length: number): { readonly calls: MessageCall[]; readonly ties: number } {
  const priority = ({ message }: Draft) => message.priority ?? Infinity;
  const holders = new Map<Draft["lane"], Int32Array>();
  const tied = new Set<string>();
  // Who comes later holds what he covers: the least weight first.
  const order = drafts.map((_, index) => index).sort((a, b) => priority(drafts[b]!) - priority(drafts[a]!) || drafts[a]!.order - drafts[b]!.order || a - b);
  for (const index of order) {
    const draft = drafts[index]!;
    let holder = holders.get(draft.lane);
    if (holder === undefined) holders.set(draft.lane, holder = new Int32Array(length).fill(-1));
    for (let step = draft.step; step < draft.step + draft.steps; step++) {
      const before = drafts[holder[step]!];
      if (before !== undefined && before.order !== draft.order && priority(before) === priority(draft)) tied.add(`${before.order} ${draft.order}`);
      holder[step] = index;
    }
  }
  const calls = drafts.flatMap(({ message: { noticeMinutes, rampMinutes }, lane, ask, step: first, steps }, index): MessageCall[] => {
    if (ask === null) return [];
    const holder = holders.get(lane)!;
    const runs: MessageCall[] = [];
    for (let step = first; step < first + steps; step++) {
      if (holder[step] !== index) continue;
      const from = step;
      while (step + 1 < first + steps && holder[step + 1] === index) step++;
      runs.push({ step: from, steps: step + 1 - from, ...ask, ...(noticeMinutes === undefined ? {} : { noticeMinutes }), ...(rampMinutes === undefined ? {} : { rampMinutes }) });
    }
    return runs;
  });
  return { calls, ties: tied.size };
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
