import type { Programme } from "../core/market/demandResponse/programme.ts";
import { flexibility as words } from "./flexibility.ts";
import { counted, exact, integer, percent, quantityText, SPACE } from "./numbers.ts";
import { strings } from "./strings.ts";

/** A programme's record in the field's own words, row by row; what nobody stated says so. */
export function programmeRows(programme: Programme, currency: string): readonly (readonly [name: string, told: string])[] {
  const { notice, season, window, limits, ask, baseline, pay, penalty, behaviour, eligibility } = programme;
  const rows = words.record;
  const money = (value: number | null, unit: string) => (value === null ? words.notStated : value === 0 ? words.none : exact(value, `${currency}/${unit}`));
  return [
    [rows.least, eligibility.minKw === 0 ? words.none : quantityText(eligibility.minKw, "kW")],
    [rows.season, [monthsText(season.months), daysText(season.daysOfWeek), ...(season.excludeHolidays ? ["not on holidays"] : [])].join(", ")],
    [rows.window, window.startHour === 0 && window.endHour === 24 ? "any" : `${exact(window.startHour)}\u2013${exact(window.endHour)}${SPACE}h`],
    [rows.limits, limitsText(limits)],
    [rows.notice, notice.dayAheadMinute === null ? (notice.noticeMinutes === 0 ? words.none : exact(notice.noticeMinutes, "min")) : `the day before, ${clock(notice.dayAheadMinute)}`],
    [rows.ask, ask.kind === "reduceBy" ? "a cut below the baseline" : ask.kind === "capAt" ? "import under a firm level" : "a price"],
    [rows.baseline, baselineText(baseline)],
    [rows.capacity, money(pay.capacityPerKwMonth, "kW-month")],
    [rows.energy, money(pay.energyPerKwh, "kWh")],
    [rows.penalty, [penalty.perKwh > 0 ? exact(penalty.perKwh, `${currency}/kWh`) : "", penalty.perKw > 0 ? `${exact(penalty.perKw, `${currency}/kW`)} over the firm level${penalty.escalation === "doubling" ? ", doubling" : ""}` : ""].filter((text) => text !== "").join("; ") || words.none],
    [rows.generator, behaviour.generatorAllowed ? "allowed" : "not allowed"],
  ];
}

function monthsText(months: readonly number[]): string {
  if (months.length === 12) return "all year";
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return "never";
  const isRun = last - first + 1 === months.length;
  return isRun && months.length > 1 ? `${strings.months[first - 1]}\u2013${strings.months[last - 1]}` : months.map((month) => strings.months[month - 1]).join(", ");
}

function daysText(days: readonly number[]): string {
  if (days.length === 7) return "any day";
  if (days.length === 5 && days.every((day) => day < 5)) return "weekdays";
  return days.map((day) => strings.weekdays[day]).join(", ");
}

function limitsText({ minHours, maxHours, eventsPerSeason, hoursPerSeason, eventsPerDay }: Programme["limits"]): string {
  const length = maxHours >= 24 ? (minHours > 0.25 ? `from ${exact(minHours)}${SPACE}h` : "") : minHours > 0.25 && minHours < maxHours ? `${exact(minHours)}\u2013${exact(maxHours)}${SPACE}h` : `up to ${exact(maxHours)}${SPACE}h`;
  const told = [length, eventsPerSeason < Infinity ? counted(eventsPerSeason, "call", "calls") : "", hoursPerSeason < Infinity ? `${integer(hoursPerSeason)}${SPACE}h in all` : "", eventsPerDay > 1 ? `${integer(eventsPerDay)} a day` : ""].filter((text) => text !== "");
  return told.length === 0 ? words.notStated : told.join(", ");
}

function baselineText({ method, days, pick, adjust, intervalMinutes }: Programme["baseline"]): string {
  if (method !== "average-of-days") return words.methods[method] ?? method;
  const scaled = adjust.mode === "none" ? "unadjusted" : `adjusted within ±${percent(adjust.cap, 0)}`;
  return `${pick === days ? `mean of ${counted(days, "day", "days")}` : `highest ${integer(pick)} of ${counted(days, "day", "days")}`}, ${scaled}, ${exact(intervalMinutes, "min")}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
