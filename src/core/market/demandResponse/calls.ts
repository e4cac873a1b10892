import type { Warning } from "../../errors.ts";
import type { Axis } from "../../time/axis.ts";
import { MINUTE_MS, parseDate } from "../../time/civil.ts";
import { onAxis } from "../../time/resample.ts";
import { dataKey, type DataFiles } from "../../time/series.ts";
import { randomStream } from "../../time/streams.ts";
import { instantsOf } from "../../time/zone.ts";
import { holidayDays } from "../holidays.ts";
import { minuteOfDay, restDays, stepAtClock } from "./days.ts";
import { callsOfMessages, type PriceForm, type SocTarget } from "./openAdrCalls.ts";
import type { CallSource, DemandResponseInputs } from "./inputs.ts";
import type { NonFirmInputs } from "./nonFirm.ts";
import { programmePreset } from "./presets.ts";
import { parseStamp, resolveProgramme, type Programme } from "./programme.ts";
import { prepareReserve, type PreparedReserve } from "./reserve.ts";

/** One call on the site. Before `noticeStep` nobody there knows of it. */
export type Call = {
  /** Index of the programme; −1 for the non-firm connection. */
  readonly programme: number;
  readonly step: number;
  readonly steps: number;
  readonly noticeStep: number;
  /** Cut below what the site would have drawn, or import that it stays under, or a price on what it imports. */
  readonly reduceKw?: number | undefined;
  readonly capKw?: number | undefined;
  readonly pricePerKwh?: number | undefined;
  /** Of a price: what it lies above the tariff's in each of its steps, negative below; currency/kWh. */
  readonly surchargePerKwh?: Float64Array | undefined;
  /** What the store should hold at the end. */
  readonly socTarget?: SocTarget | undefined;
  /** Steps in which the ask rises to its full. */
  readonly rampSteps: number;
};

/** Everything that calls on the site, laid on the run. Columns are empty where nothing ever calls. */
export type PreparedCalls = {
  readonly programmes: readonly Programme[];
  /** By notice. */
  readonly calls: readonly Call[];
  /** Cut asked in each step, all programmes, kW: the largest, because one kW cannot serve two. */
  readonly reduceKw: Float64Array;
  /** Import asked to be kept under, kW; Infinity where nothing asks. */
  readonly capKw: Float64Array;
  /** Limit of the non-firm connection in called steps, Infinity elsewhere. */
  readonly nonFirmKw: Float64Array;
  readonly nonFirmCalls: number;
  readonly refusedCalls: number;
  readonly reserve: PreparedReserve | undefined;
  readonly systemLoadKw: Float64Array | undefined;
  readonly holidays: Uint8Array;
  readonly restDay: Uint8Array;
  readonly historyDays: number;
  readonly chaseCoincidentPeaks: boolean;
  /** The site's generator may run for programmes. */
  readonly generatorServes: boolean;
  readonly warnings: readonly Warning[];
};

export type CallsContext = {
  readonly axis: Axis;
  readonly seed: string;
  readonly data: DataFiles;
  readonly currency: string;
  readonly holidayDates: readonly string[];
  /** What a kWh costs in each step, whatever the tier; °C outdoors. */
  readonly pricePerKwh: Float64Array;
  readonly temperatureC: Float64Array;
  readonly importLimitKw: number;
  readonly generatorServes: boolean;
};

/** A site that has joined nothing. */
export function noCalls(axis: Axis, { historyDays, chaseCoincidentPeaks }: DemandResponseInputs): PreparedCalls {
  const none = new Float64Array(0);
  const days = new Uint8Array(axis.inputs.days);
  return {
    programmes: [], calls: [], reduceKw: none, capKw: none, nonFirmKw: none, nonFirmCalls: 0, refusedCalls: 0, reserve: undefined, systemLoadKw: undefined,
    holidays: days, restDay: days, historyDays, chaseCoincidentPeaks, generatorServes: false, warnings: [],
  };
}

/** @throws InputError where a file is absent or holds no events */
export function prepareCalls(inputs: DemandResponseInputs, context: CallsContext): PreparedCalls {
  const { axis, currency, holidayDates } = context;
  const warnings: Warning[] = [];
  // The six of NERC are the default of day sets in the United States; elsewhere the tariff's dates alone.
  const holidays = holidayDays(axis, currency === "USD" ? "us-nerc" : "none", holidayDates);
  const restDay = restDays(axis, holidays);
  const system = inputs.systemLoad === undefined ? undefined : onAxis(inputs.systemLoad, axis, context.data, "demandResponse.systemLoad", "kW");
  warnings.push(...(system?.warnings ?? []));
  const days: CalledDays = { ...context, holidays, systemLoadKw: system?.values };
  const programmes = inputs.programmes.map((record) => resolveProgramme(record, record.preset === undefined ? undefined : programmePreset(record.preset)));
  const calls: Call[] = [];
  inputs.programmes.forEach(({ events }, index) => {
    const programme = programmes[index]!;
    const found = callsOf(events, programme, index, days, warnings);
    calls.push(...found);
    const outside = found.filter((call) => !withinRules(programme, call, days)).length;
    if (outside > 0) warnings.push({ code: "callsOutsideRules", values: { programme: programme.name, events: outside } });
  });
  const nonFirm = nonFirmCalls(inputs.nonFirm, days, warnings);
  calls.push(...nonFirm.calls);
  calls.sort((a, b) => a.noticeStep - b.noticeStep || a.step - b.step || a.programme - b.programme);
  warnings.push(...conflicts(programmes, calls, inputs.reserve.heldKw > 0));
  const columns = calls.length === 0 ? { reduceKw: new Float64Array(0), capKw: new Float64Array(0) } : askedColumns(axis.length, calls);
  return {
    programmes, calls, ...columns, nonFirmKw: nonFirm.limitKw, nonFirmCalls: nonFirm.calls.length, refusedCalls: nonFirm.refused,
    reserve: prepareReserve(inputs.reserve, axis, context.seed), systemLoadKw: system?.values, holidays, restDay, historyDays: inputs.historyDays, chaseCoincidentPeaks: inputs.chaseCoincidentPeaks, generatorServes: context.generatorServes, warnings,
  };
}

type CalledDays = CallsContext & { readonly holidays: Uint8Array; readonly systemLoadKw: Float64Array | undefined };

/** A call's span in time and what it asks, before notice and ramp. */
type Asked = Pick<Call, "step" | "steps" | "reduceKw" | "capKw" | "pricePerKwh" | "socTarget"> & { readonly priceForm?: PriceForm | undefined; readonly noticeMinutes?: number | undefined; readonly rampMinutes?: number | undefined };

function callsOf(source: CallSource, programme: Programme, index: number, days: CalledDays, warnings: Warning[]): Call[] {
  const { axis } = days;
  const whole = (): Pick<Call, "reduceKw" | "capKw" | "pricePerKwh"> => {
    switch (programme.ask.kind) {
      case "reduceBy": return { reduceKw: programme.ask.committedKw };
      case "capAt": return programme.ask.firmKw < Infinity ? { capKw: programme.ask.firmKw } : { reduceKw: programme.ask.committedKw };
      case "price": return { pricePerKwh: programme.ask.pricePerKwh };
    }
  };
  const asked = (): Asked[] => {
    switch (source.kind) {
      case "none": return [];
      case "list": return source.events.flatMap(({ start, durationHours, reduceKw, capKw }) => {
        const span = spanOf(start, durationHours, axis);
        if (span === undefined) warnings.push({ code: "callOutsideRun", values: { programme: programme.name, start } });
        return span === undefined ? [] : [{ ...span, ...whole(), ...(reduceKw === undefined ? {} : { reduceKw }), ...(capKw === undefined ? {} : { capKw }) }];
      });
      case "seeded": return seededSpans({ ...source, ...rulesOf(programme) }, days, `calls/${programme.id}`).map((span) => ({ ...span, ...whole() }));
      case "file": {
        const { messages } = days.data.get(dataKey(source.data)) ?? {};
        return callsOfMessages(messages, {
          axis, seed: days.seed, file: source.data.file, path: `demandResponse.programmes[${index}].events.data`, committedKw: programme.ask.committedKw, levelFractions: source.levelFractions, prices: source.prices, programmeId: programme.id, name: programme.name, warnings,
        });
      }
    }
  };
  return asked().map(({ noticeMinutes, rampMinutes, priceForm, ...call }): Call => ({
    ...call, ...(call.pricePerKwh === undefined ? {} : { surchargePerKwh: surchargeOf(call.pricePerKwh, priceForm, days.pricePerKwh.subarray(call.step, call.step + call.steps)) }), programme: index, rampSteps: Math.round((rampMinutes ?? programme.behaviour.ramp) / axis.stepMinutes),
    noticeStep: noticeMinutes === undefined ? noticeStep(programme, call.step, axis) : Math.max(0, call.step - Math.floor(noticeMinutes / axis.stepMinutes)),
  })).sort((a, b) => a.step - b.step);
}

/** What an event's price lies above the tariff's. A programme's own price comes beside the tariff's. */
function surchargeOf(pricePerKwh: number, form: PriceForm = "add", tariffPerKwh: Float64Array): Float64Array {
  return tariffPerKwh.map((price) => (form === "add" ? pricePerKwh : form === "times" ? (pricePerKwh - 1) * price : pricePerKwh - price));
}

/** The steps of a typed event; undefined where it begins outside the run. */
function spanOf(start: string, hours: number, axis: Axis): Pick<Call, "step" | "steps"> | undefined {
  const stamp = parseStamp(start);
  if (stamp === null) return undefined;
  return spanAt(stamp.local ? instantsOf(axis.zone, stamp.ms).utcMs : stamp.ms, hours, axis);
}

/** The steps that an event from an instant on covers most of. */
export function spanAt(utcMs: number, hours: number, axis: Axis): Pick<Call, "step" | "steps"> | undefined {
  const step = Math.round((utcMs - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
  if (step < 0 || step >= axis.length) return undefined;
  return { step, steps: Math.min(Math.max(1, Math.round(hours / axis.stepHours)), axis.length - step) };
}

function noticeStep({ notice }: Programme, step: number, axis: Axis): number {
  if (notice.dayAheadMinute === null) return Math.max(0, step - Math.floor(notice.noticeMinutes / axis.stepMinutes));
  const day = axis.day[step]! - 1;
  return day < 0 ? 0 : Math.min(step, stepAtClock(axis, day, notice.dayAheadMinute) ?? axis.dayStart[day]!);
}

type SeededRules = {
  readonly by: "price" | "system-load" | "heat" | "random";
  readonly perYear: number;
  readonly durationHours: number;
  readonly minHours: number; readonly maxHours: number; readonly startHour: number; readonly endHour: number;
  readonly mostCalls: number; readonly mostHours: number; readonly consecutiveDays: number; readonly leastHoursBetween: number;
  allowed(day: number, axis: Axis, holidays: Uint8Array): boolean;
};

function rulesOf(programme: Programme): Omit<SeededRules, "by" | "perYear" | "durationHours"> {
  const { limits, window } = programme;
  return {
    minHours: limits.minHours, maxHours: limits.maxHours, startHour: window.startHour, endHour: window.endHour, mostCalls: limits.eventsPerSeason, mostHours: limits.hoursPerSeason,
    consecutiveDays: limits.consecutiveDays, leastHoursBetween: 0,
    allowed: (day, axis, holidays) => dayAllowed(programme, day, axis, holidays),
  };
}

function dayAllowed({ season }: Programme, day: number, axis: Axis, holidays: Uint8Array): boolean {
  const first = axis.dayStart[day]!;
  return season.months.includes(axis.month[first]! + 1) && season.daysOfWeek.includes(axis.weekday[first]!) && !(season.excludeHolidays && holidays[day] === 1);
}

/** Of the days that the rules allow those that press hardest, or drawn ones, one event a day, as many as asked and allowed. */
function seededSpans(rules: SeededRules, { axis, seed, holidays, pricePerKwh, temperatureC, systemLoadKw }: CalledDays, component: string): Pick<Call, "step" | "steps">[] {
  const stream = randomStream(seed, component);
  const signal = rules.by === "price" ? pricePerKwh : rules.by === "system-load" ? (systemLoadKw ?? temperatureC) : temperatureC;
  const hours = Math.min(Math.max(rules.durationHours, rules.minHours), rules.maxHours, rules.endHour - rules.startHour);
  const steps = Math.max(1, Math.round(hours / axis.stepHours));
  const days = axis.dayStart.length - 1;
  const candidates: { readonly day: number; readonly step: number; readonly rank: number }[] = [];
  for (let day = 0; day < days; day++) {
    // Drawn for every day, so that one day more or less allowed moves no other draw.
    const draw = stream.next();
    const place = stream.next();
    if (!rules.allowed(day, axis, holidays)) continue;
    const first = stepAtClock(axis, day, rules.startHour * 60);
    if (first === undefined) continue;
    const last = Math.min(first + Math.round((rules.endHour - rules.startHour) / axis.stepHours), axis.dayStart[day + 1]!, axis.length) - steps;
    if (last < first) continue;
    let [step, rank] = [first + Math.floor(place * (last - first + 1)), draw];
    if (rules.by !== "random") {
      rank = -Infinity;
      const perHour = Math.max(1, Math.round(1 / axis.stepHours));
      for (let start = first; start <= last; start += perHour) {
        let sum = 0;
        for (let i = start; i < start + steps; i++) sum += signal[i]!;
        if (sum > rank) [step, rank] = [start, sum];
      }
    }
    candidates.push({ day, step, rank });
  }
  candidates.sort((a, b) => b.rank - a.rank || a.day - b.day);
  const most = Math.min(Math.round(rules.perYear * days / 365), rules.mostCalls, Math.floor(rules.mostHours / (steps * axis.stepHours) + 1e-9));
  const taken = new Set<number>();
  const spans: { readonly step: number; readonly steps: number }[] = [];
  for (const { day, step } of candidates) {
    if (spans.length >= most) break;
    if (runOfDays(taken, day) > rules.consecutiveDays) continue;
    if (rules.leastHoursBetween > 0 && spans.some((other) => Math.abs(other.step - step) * axis.stepHours < rules.leastHoursBetween + steps * axis.stepHours)) continue;
    taken.add(day);
    spans.push({ step, steps });
  }
  return spans.sort((a, b) => a.step - b.step);
}

/** Days in a row that taking this one would make. */
function runOfDays(taken: ReadonlySet<number>, day: number): number {
  let [first, last] = [day, day];
  while (taken.has(first - 1)) first--;
  while (taken.has(last + 1)) last++;
  return last - first + 1;
}

/** Whether a given event keeps the programme's own rules of day, window and length. */
function withinRules(programme: Programme, { step, steps }: Call, { axis, holidays }: CalledDays): boolean {
  const { window, limits } = programme;
  const from = minuteOfDay(axis, step) / 60;
  const hours = steps * axis.stepHours;
  return dayAllowed(programme, axis.day[step]!, axis, holidays) && from >= window.startHour - 1e-9 && from + hours <= window.endHour + 1e-9 && hours <= limits.maxHours + 1e-9 && hours >= limits.minHours - 1e-9;
}

function nonFirmCalls(inputs: NonFirmInputs, days: CalledDays, warnings: Warning[]): { readonly calls: Call[]; readonly limitKw: Float64Array; readonly refused: number } {
  const { axis, importLimitKw } = days;
  if (inputs.flexibleKw === 0) return { calls: [], limitKw: new Float64Array(0), refused: 0 };
  const spans = inputs.calls.kind === "list"
    ? inputs.calls.events.flatMap(({ start, durationHours }) => {
      const span = spanOf(start, durationHours, axis);
      if (span === undefined) warnings.push({ code: "callOutsideRun", values: { programme: "Non-firm connection", start } });
      return span === undefined ? [] : [span];
    }).sort((a, b) => a.step - b.step)
    : seededSpans({ ...inputs.calls, minHours: 0, maxHours: 48, startHour: 0, endHour: 24, mostCalls: Infinity, mostHours: Infinity, consecutiveDays: Infinity, leastHoursBetween: 0, allowed: () => true }, days, "calls/non-firm");
  const firmDay = inputs.firmAfterDate === undefined ? Infinity : (parseDate(inputs.firmAfterDate) ?? Infinity) - (parseDate(axis.inputs.start) ?? 0);
  const leftKw = importLimitKw - inputs.flexibleKw * (1 - inputs.leftFraction);
  const rampSteps = Math.round(inputs.rampMinutes / axis.stepMinutes);
  const limitKw = new Float64Array(axis.length).fill(Infinity);
  const calls: Call[] = [];
  let [usedHours, refused, lastEnd] = [0, 0, -Infinity];
  for (const { step, steps } of spans) {
    const hours = steps * axis.stepHours;
    const tooSoon = (step - lastEnd) * axis.stepHours < inputs.leastHoursBetween;
    if (axis.day[step]! >= firmDay || tooSoon || usedHours + hours > inputs.mostHoursPerYear + 1e-9 || calls.length >= inputs.mostCallsPerYear) {
      refused++;
      continue;
    }
    usedHours += hours;
    lastEnd = step + steps;
    for (let j = 0; j < steps; j++) limitKw[step + j] = rampSteps > 0 && j < rampSteps ? importLimitKw - (importLimitKw - leftKw) * ((j + 0.5) / rampSteps) : leftKw;
    calls.push({ programme: -1, step, steps, capKw: leftKw, rampSteps, noticeStep: Math.max(0, step - Math.floor(inputs.noticeMinutes / axis.stepMinutes)) });
  }
  if (refused > 0) warnings.push({ code: "callsRefused", values: { calls: refused } });
  return { calls, limitKw, refused };
}

function askedColumns(length: number, calls: readonly Call[]): Pick<PreparedCalls, "reduceKw" | "capKw"> {
  const reduceKw = new Float64Array(length);
  const capKw = new Float64Array(length).fill(Infinity);
  for (const { step, steps, reduceKw: cut, capKw: cap, surchargePerKwh, rampSteps } of calls) {
    for (let j = 0; j < steps; j++) {
      const i = step + j;
      const share = rampSteps > 0 && j < rampSteps ? (j + 0.5) / rampSteps : 1;
      // A price above the tariff's asks for all that the site can do without breaking its service.
      const wanted = surchargePerKwh === undefined ? (cut ?? 0) * share : surchargePerKwh[j]! > 0 ? Infinity : 0;
      if (wanted > reduceKw[i]!) reduceKw[i] = wanted;
      // The ramp of a ceiling is that of the limit itself; until it is over nothing lower is asked.
      if (cap !== undefined && share === 1 && cap < capKw[i]!) capKw[i] = cap;
    }
  }
  return { reduceKw, capKw };
}

/** The same kW cannot be sold twice: programmes whose events overlap, and programmes beside a reserve. */
function conflicts(programmes: readonly Programme[], calls: readonly Call[], reserve: boolean): Warning[] {
  const warnings: Warning[] = [];
  programmes.forEach((first, a) => {
    programmes.slice(a + 1).forEach((second, k) => {
      const b = a + 1 + k;
      let overlaps = 0;
      for (const one of calls) {
        if (one.programme !== a) continue;
        for (const other of calls) if (other.programme === b && one.step < other.step + other.steps && other.step < one.step + one.steps) overlaps++;
      }
      if (overlaps > 0) warnings.push({ code: "programmesOverlap", values: { first: first.name, second: second.name, events: overlaps } });
    });
  });
  if (reserve && calls.some(({ programme }) => programme >= 0)) warnings.push({ code: "reserveBesideProgrammes", values: { programmes: programmes.length } });
  return warnings;
}

/** 1 for civil days with an event of any programme, or an outage. */
export function excludedDays(axis: Axis, calls: readonly Call[], gridOut: Uint8Array): Uint8Array {
  const excluded = new Uint8Array(axis.dayStart.length - 1);
  for (const { step, steps } of calls) for (let day = axis.day[step]!; day <= axis.day[step + steps - 1]!; day++) excluded[day] = 1;
  for (let i = 0; i < gridOut.length; i++) if (gridOut[i] === 1) excluded[axis.day[i]!] = 1;
  return excluded;
}
