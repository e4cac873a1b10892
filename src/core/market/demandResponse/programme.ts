import * as z from "zod/mini";
import { fieldRegistry, optionalField, optionalNumberField } from "../../field.ts";
import { parseDate } from "../../time/civil.ts";

const optionalText = (title: string, help: string, maxLength = 200) =>
  z.optional(z.string().check(z.maxLength(maxLength))).register(fieldRegistry, { title, help, control: "text" });
const optionalSwitch = (title: string, help: string) => z.optional(z.boolean()).register(fieldRegistry, { title, help });
const optionalGroup = <const Shape extends z.core.$ZodShape>(title: string, help: string, shape: Shape) => optionalField(z.strictObject(shape), { title, help });
const monthList = z.array(z.int().check(z.gte(1), z.lte(12))).check(z.maxLength(12));

export const baselineMethods = ["average-of-days", "meter-before-after", "firm-level"] as const;
export type BaselineMethod = (typeof baselineMethods)[number];

const adjust = optionalGroup("Same-day adjustment", "Scales the mean of past days to how the day began.", {
  mode: z.optional(z.enum(["none", "ratio", "additive"])).register(fieldRegistry, { title: "Form", help: "Times a ratio, plus a difference, or none.", options: { none: "None", ratio: "Ratio", additive: "Difference" } }),
  cap: optionalNumberField({ title: "Cap", help: "Most that the adjustment may be, as a share of the baseline; 0.2 keeps the ratio within 0.8 … 1.2.", min: 0, max: 10, step: 0.05 }),
  windowStartHoursBefore: optionalNumberField({ title: "Window begins", help: "Hours before the event.", min: 0.25, max: 24, step: 0.25 }),
  windowHours: optionalNumberField({ title: "Window length", help: "Hours of the window; the hour just before the event is left out by 4 and 3.", unit: "h", min: 0.25, max: 24, step: 0.25 }),
});

/** The groups of a programme record; every value may be left out: then the preset says it, else the default of `resolveProgramme`. */
export const programmeGroups = {
  eligibility: optionalGroup("Who may join", "Size of the reduction that the programme takes.", {
    minKw: optionalNumberField({ title: "Least reduction", help: "A smaller commitment is not taken.", unit: "kW", min: 0, max: 1e7 }),
    maxKw: optionalNumberField({ title: "Largest reduction", help: "A larger commitment is not taken.", unit: "kW", min: 0, max: 1e7 }),
  }),
  season: optionalGroup("Season", "Days on which events may be called.", {
    months: z.optional(monthList).register(fieldRegistry, { title: "Months", help: "1 January … 12 December.", control: "json" }),
    daysOfWeek: z.optional(z.array(z.int().check(z.gte(0), z.lte(6))).check(z.maxLength(7))).register(fieldRegistry, { title: "Days of the week", help: "0 Monday … 6 Sunday.", control: "json" }),
    excludeHolidays: optionalSwitch("Not on holidays", "No event on the holidays of NERC or the site's tariff."),
  }),
  window: optionalGroup("Window", "Hours in which events lie.", {
    startHour: optionalNumberField({ title: "From", help: "Local clock hour.", unit: "h", min: 0, max: 24, step: 1 }),
    endHour: optionalNumberField({ title: "To", help: "Local clock hour, not included.", unit: "h", min: 0, max: 24, step: 1 }),
  }),
  limits: optionalGroup("Limits", "How often and how long the site may be called.", {
    minHours: optionalNumberField({ title: "Shortest event", help: "Hours.", unit: "h", min: 0.25, max: 24, step: 0.25 }),
    maxHours: optionalNumberField({ title: "Longest event", help: "Hours.", unit: "h", min: 0.25, max: 24, step: 0.25 }),
    eventsPerDay: optionalNumberField({ title: "Events a day", help: "At most.", min: 1, max: 24, step: 1 }),
    eventsPerSeason: optionalNumberField({ title: "Events a season", help: "At most.", min: 0, max: 366, step: 1 }),
    hoursPerSeason: optionalNumberField({ title: "Hours a season", help: "Hours at most.", min: 0, max: 8784, step: 1 }),
    consecutiveDays: optionalNumberField({ title: "Days in a row", help: "At most.", min: 1, max: 366, step: 1 }),
  }),
  notice: optionalGroup("Notice", "When the site is told of an event.", {
    noticeMinutes: optionalNumberField({ title: "Notice", help: "Minutes before the event.", unit: "min", min: 0, max: 10_080, step: 5 }),
    noticeClock: optionalText("Notice by clock", 'The day before at an hour, "day-ahead 13:00"; it wins over the minutes.', 40),
  }),
  ask: optionalGroup("What is asked", "A cut, a ceiling or a price.", {
    kind: z.optional(z.enum(["reduceBy", "capAt", "price"])).register(fieldRegistry, { title: "Kind", help: "Reduce by the committed power, keep import under a firm level, or pay a price.", options: { reduceBy: "Reduce by", capAt: "Cap at", price: "Price" } }),
    committedKw: optionalNumberField({ title: "Committed", help: "Reduction that the site promises.", unit: "kW", min: 0, max: 1e7 }),
    firmKw: optionalNumberField({ title: "Firm level", help: "Import that the site stays under in an event.", unit: "kW", min: 0, max: 1e7 }),
    pricePerKwh: optionalNumberField({ title: "Event price", help: "Charged on every kWh imported in the event, beside the tariff.", unit: "currency/kWh", min: 0, max: 1000 }),
  }),
  baseline: optionalGroup("Baseline", "What the site would have drawn, as the programme reckons it.", {
    method: z.optional(z.enum(baselineMethods)).register(fieldRegistry, {
      title: "Method", help: "Mean of past days, the meter just before, or a firm level.", options: { "average-of-days": "Mean of past days", "meter-before-after": "Meter before and after", "firm-level": "Firm level" },
    }),
    days: optionalNumberField({ title: "Days looked at", help: "Eligible days before the event.", unit: "days", min: 1, max: 45, step: 1 }),
    pick: optionalNumberField({ title: "Days taken", help: "The highest of them in the event hours; all where equal to the days looked at.", min: 1, max: 45, step: 1 }),
    adjust,
    intervalMinutes: optionalNumberField({ title: "Interval", help: "Of baseline and settlement.", unit: "min", min: 1, max: 60, step: 5 }),
    maxLookbackDays: optionalNumberField({ title: "Look back", help: "Calendar days at most.", unit: "days", min: 1, max: 365, step: 1 }),
    minDays: optionalNumberField({ title: "Least days", help: "Fewer eligible days than these are used, and said.", unit: "days", min: 1, max: 45, step: 1 }),
    referenceKw: optionalNumberField({ title: "Reference", help: "Of a firm level: what the cut is counted from, as a peak-load contribution. Absent: firm level plus commitment.", unit: "kW", min: 0, max: 1e7 }),
  }),
  pay: optionalGroup("Payment", "What the programme pays; empty means not stated: no money is shown before it is typed.", {
    capacityPerKwMonth: optionalNumberField({ title: "Capacity", help: "Per kW committed and month, times performance.", unit: "currency/kW-month", min: 0, max: 10_000 }),
    capacityMonths: z.optional(monthList).register(fieldRegistry, { title: "Months paid", help: "Absent: the season's.", control: "json" }),
    energyPerKwh: optionalNumberField({ title: "Energy", help: "Per kWh delivered against the baseline.", unit: "currency/kWh", min: 0, max: 1000 }),
    energyCapFraction: optionalNumberField({ title: "Energy paid up to", help: "Of the commitment.", min: 0, max: 100, step: 0.1 }),
    eventBonusPerKw: optionalNumberField({ title: "Bonus", help: "Per kW committed for each event from the one below on.", unit: "currency/kW", min: 0, max: 1000 }),
    bonusFromEvent: optionalNumberField({ title: "Bonus from event", help: "Number of the first event in the season that earns it.", min: 1, max: 366, step: 1 }),
  }),
  performance: optionalGroup("Performance", "How delivery becomes one figure.", {
    measure: z.optional(z.enum(["mean", "min", "topTwoHours"])).register(fieldRegistry, { title: "Measure", help: "Of the intervals of an event.", options: { mean: "Mean", min: "Worst", topTwoHours: "Best two hours" } }),
    floor: optionalNumberField({ title: "Floor", help: "Below this the month's capacity is not paid.", min: 0, max: 1, step: 0.05 }),
    cap: optionalNumberField({ title: "Cap", help: "An interval counts no higher.", min: 0, max: 5, step: 0.05 }),
  }),
  penalty: optionalGroup("Penalty", "What falling short costs.", {
    perKwh: optionalNumberField({ title: "Per kWh", help: "Currency per kWh of shortfall below the tolerance.", min: 0, max: 1000 }),
    perKw: optionalNumberField({ title: "Per kW", help: "Currency per kW of the highest import above the firm level.", min: 0, max: 10_000 }),
    tolerance: optionalNumberField({ title: "Tolerance", help: "Share of the commitment that is enough.", min: 0, max: 1, step: 0.05 }),
    escalation: z.optional(z.enum(["none", "doubling"])).register(fieldRegistry, { title: "Repeated failure", help: "Doubles with each event of the season that is penalised.", options: { none: "The same", doubling: "Doubling" } }),
    forfeitBelow: optionalNumberField({ title: "Forfeit below", help: "Month's performance below which its capacity payment is lost.", min: 0, max: 1, step: 0.05 }),
    buyThroughPerKwh: optionalNumberField({ title: "Buy-through", help: "Price at which shortfall may be bought instead of the penalty.", unit: "currency/kWh", min: 0, max: 1000 }),
  }),
  behaviour: optionalGroup("Rules", "What else the programme allows.", {
    mandatory: optionalSwitch("Mandatory", "The site must answer every event."),
    optOut: optionalSwitch("Opting out", "A single event may be declined."),
    generatorAllowed: optionalSwitch("Generator", "Backup generation may deliver."),
    ramp: optionalNumberField({ title: "Ramp", help: "Minutes from the event's start in which the cut rises to the full.", min: 0, max: 240, step: 5 }),
    testEvents: optionalNumberField({ title: "Test events", help: "A year.", min: 0, max: 50, step: 1 }),
  }),
} as const;

export const programmeShape = {
  preset: optionalText("Preset", "A programme that is built in; what stands beside it wins."),
  id: optionalText("Id", "Short name, as results carry it."),
  name: optionalText("Name", "As tables show it."),
  source: optionalText("Source", "Where the figures are from.", 1000),
  verified: optionalSwitch("Verified", "Whether the figures were compared with the tariff sheet."),
  ...programmeGroups,
} as const;

/** A programme as a file or a scenario holds it: a preset, what differs from it, or a whole record of its own. */
export const programmeRecord = z.strictObject(programmeShape).register(fieldRegistry, { title: "Programme", help: "A demand-response programme: who may join, when it calls, what it asks, reckons and pays." });

export type ProgrammeRecord = z.infer<typeof programmeRecord>;

/** A programme with every value settled. Money that nobody stated is null: it is not counted, and said. */
export type Programme = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly verified: boolean;
  readonly eligibility: { readonly minKw: number; readonly maxKw: number };
  readonly season: { readonly months: readonly number[]; readonly daysOfWeek: readonly number[]; readonly excludeHolidays: boolean };
  readonly window: { readonly startHour: number; readonly endHour: number };
  readonly limits: { readonly minHours: number; readonly maxHours: number; readonly eventsPerDay: number; readonly eventsPerSeason: number; readonly hoursPerSeason: number; readonly consecutiveDays: number };
  readonly notice: { readonly noticeMinutes: number; /** Minute of the day before; null where minutes count. */ readonly dayAheadMinute: number | null };
  readonly ask: { readonly kind: "reduceBy" | "capAt" | "price"; readonly committedKw: number; readonly firmKw: number; readonly pricePerKwh: number };
  readonly baseline: {
    readonly method: BaselineMethod; readonly days: number; readonly pick: number; readonly intervalMinutes: number; readonly maxLookbackDays: number; readonly minDays: number; readonly referenceKw: number;
    readonly adjust: { readonly mode: "none" | "ratio" | "additive"; readonly cap: number; readonly windowStartHoursBefore: number; readonly windowHours: number };
  };
  readonly pay: { readonly capacityPerKwMonth: number | null; readonly capacityMonths: readonly number[]; readonly energyPerKwh: number | null; readonly energyCapFraction: number; readonly eventBonusPerKw: number; readonly bonusFromEvent: number };
  readonly performance: { readonly measure: "mean" | "min" | "topTwoHours"; readonly floor: number; readonly cap: number };
  readonly penalty: { readonly perKwh: number; readonly perKw: number; readonly tolerance: number; readonly escalation: "none" | "doubling"; readonly forfeitBelow: number; readonly buyThroughPerKwh: number | null };
  readonly behaviour: { readonly mandatory: boolean; readonly optOut: boolean; readonly generatorAllowed: boolean; readonly ramp: number; readonly testEvents: number };
};

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * A record over its preset over the defaults. Defaults: 10-of-10 of similar days with a ratio of 4 and 3 hours capped at ±20 % (CAISO), 45 days looked back,
 * energy paid up to 1.2 of the commitment, 0.9 of it enough; whatever a programme does not limit is not limited.
 */
export function resolveProgramme(record: ProgrammeRecord, preset: ProgrammeRecord = {}): Programme {
  const eligibility = { ...preset.eligibility, ...record.eligibility };
  const season = { ...preset.season, ...record.season };
  const window = { ...preset.window, ...record.window };
  const limits = { ...preset.limits, ...record.limits };
  const notice = { ...preset.notice, ...record.notice };
  const ask = { ...preset.ask, ...record.ask };
  const baseline = { ...preset.baseline, ...record.baseline };
  const adjusting = { ...preset.baseline?.adjust, ...record.baseline?.adjust };
  const pay = { ...preset.pay, ...record.pay };
  const performance = { ...preset.performance, ...record.performance };
  const penalty = { ...preset.penalty, ...record.penalty };
  const behaviour = { ...preset.behaviour, ...record.behaviour };
  const days = baseline.days ?? 10;
  const kind = ask.kind ?? (ask.firmKw !== undefined ? "capAt" : "reduceBy");
  const firmKw = ask.firmKw ?? Infinity;
  const committedKw = ask.committedKw ?? (firmKw < Infinity && baseline.referenceKw !== undefined ? Math.max(0, baseline.referenceKw - firmKw) : 0);
  const months = season.months ?? everyMonth;
  // A programme that somebody typed pays what it says; of a built-in one what is not said is not known.
  const unstated = record.preset === undefined ? 0 : null;
  // A notice typed in minutes stands against the clock of a preset.
  const clock = record.notice?.noticeMinutes !== undefined && record.notice.noticeClock === undefined ? undefined : notice.noticeClock;
  return {
    id: record.id ?? preset.id ?? record.preset ?? "programme",
    name: record.name ?? preset.name ?? record.id ?? preset.id ?? "Programme",
    source: record.source ?? preset.source ?? "",
    verified: record.verified ?? preset.verified ?? false,
    eligibility: { minKw: eligibility.minKw ?? 0, maxKw: eligibility.maxKw ?? Infinity },
    season: { months, daysOfWeek: season.daysOfWeek ?? [0, 1, 2, 3, 4, 5, 6], excludeHolidays: season.excludeHolidays ?? false },
    window: { startHour: window.startHour ?? 0, endHour: window.endHour ?? 24 },
    limits: {
      minHours: limits.minHours ?? 0.25, maxHours: limits.maxHours ?? 24, eventsPerDay: limits.eventsPerDay ?? 1, eventsPerSeason: limits.eventsPerSeason ?? Infinity,
      hoursPerSeason: limits.hoursPerSeason ?? Infinity, consecutiveDays: limits.consecutiveDays ?? Infinity,
    },
    notice: { noticeMinutes: notice.noticeMinutes ?? 0, dayAheadMinute: dayAheadMinute(clock) },
    ask: { kind, committedKw, firmKw, pricePerKwh: ask.pricePerKwh ?? 0 },
    baseline: {
      method: baseline.method ?? (kind === "capAt" ? "firm-level" : "average-of-days"), days, pick: Math.min(baseline.pick ?? days, days), intervalMinutes: baseline.intervalMinutes ?? 60,
      maxLookbackDays: baseline.maxLookbackDays ?? 45, minDays: baseline.minDays ?? 5, referenceKw: baseline.referenceKw ?? (firmKw < Infinity ? firmKw + committedKw : 0),
      adjust: { mode: adjusting.mode ?? "ratio", cap: adjusting.cap ?? 0.2, windowStartHoursBefore: adjusting.windowStartHoursBefore ?? 4, windowHours: adjusting.windowHours ?? 3 },
    },
    pay: {
      capacityPerKwMonth: pay.capacityPerKwMonth ?? unstated, capacityMonths: pay.capacityMonths ?? months, energyPerKwh: pay.energyPerKwh ?? unstated, energyCapFraction: pay.energyCapFraction ?? 1.2,
      eventBonusPerKw: pay.eventBonusPerKw ?? 0, bonusFromEvent: pay.bonusFromEvent ?? 1,
    },
    performance: { measure: performance.measure ?? "mean", floor: performance.floor ?? 0, cap: performance.cap ?? 1 },
    penalty: {
      perKwh: penalty.perKwh ?? 0, perKw: penalty.perKw ?? 0, tolerance: penalty.tolerance ?? 0.9, escalation: penalty.escalation ?? "none", forfeitBelow: penalty.forfeitBelow ?? 0,
      buyThroughPerKwh: penalty.buyThroughPerKwh ?? null,
    },
    behaviour: {
      mandatory: behaviour.mandatory ?? false, optOut: behaviour.optOut ?? true, generatorAllowed: behaviour.generatorAllowed ?? false, ramp: behaviour.ramp ?? 0, testEvents: behaviour.testEvents ?? 0,
    },
  };
}

/** "day-ahead 13:00" as the minute of the day before; null for anything else. */
function dayAheadMinute(clock: string | undefined): number | null {
  const match = /^day-ahead\s+([01]?\d|2[0-3]):([0-5]\d)$/.exec(clock ?? "");
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** Whether a text is a notice clock that `resolveProgramme` understands. */
export function isNoticeClock(clock: string): boolean {
  return clock === "" || dayAheadMinute(clock) !== null;
}

/** "2025-07-16T16:00" by the site's clock, or with an offset or Z; null for no such time. Local times come back with `local`. */
export function parseStamp(text: string): { readonly ms: number; readonly local: boolean } | null {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  const day = parseDate(match?.[1] ?? "");
  if (match === null || day === null) return null;
  const wallMs = day * 86_400_000 + (Number(match[2]) * 60 + Number(match[3])) * 60_000 + Number(match[4] ?? 0) * 1000;
  const zone = match[5];
  if (zone === undefined) return { ms: wallMs, local: true };
  if (zone === "Z") return { ms: wallMs, local: false };
  const digits = zone.replace(":", "");
  const minutes = (digits.startsWith("-") ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5)));
  return { ms: wallMs - minutes * 60_000, local: false };
}
