import { InputError } from "../../core/errors.ts";
import { restDays } from "../../core/market/demandResponse/days.ts";
import { parseStamp, type Programme } from "../../core/market/demandResponse/programme.ts";
import { settleProgramme, type ProgrammeEvent, type ProgrammeSettlement, type SettledEvent } from "../../core/market/demandResponse/settleProgramme.ts";
import { holidayDays } from "../../core/market/holidays.ts";
import type { Axis } from "../../core/time/axis.ts";
import { MINUTE_MS, daysInMonth, parseDate, utcText } from "../../core/time/civil.ts";
import type { Series } from "../../core/time/series.ts";
import { instantsOf } from "../../core/time/zone.ts";
import { readEventList, type ListedEvent } from "../../files/read/eventList.ts";
import { readFile } from "../../files/read/index.ts";
import { readProgramme } from "../../files/read/programme.ts";
import { decodeText } from "../../files/read/text.ts";
import { openAdrReports } from "../../files/write/openAdrReport.ts";
import { warningText } from "../../text/warnings.ts";
import type { Args, Command, Io } from "../command.ts";
import { axisOfSeries, onWholeDays } from "../meterFile.ts";

export const settle: Command = {
  name: "settle",
  summary: "Settles a measured load against a demand-response programme: baseline, delivery, payment, penalty and rebound of each event.",
  operands: [],
  options: [
    { name: "metered", value: "FILE", summary: "Measured load with time stamps; days with gaps are left out of baselines." },
    { name: "events", value: "FILE", summary: "OpenADR 3 (JSON) or 2.0b (XML), a JSON list of {start, end or durationMinutes, reduceKw, firmKw}, or a table with start,end." },
    { name: "programme", value: "FILE", summary: "The programme as JSON: {\"preset\": …} and what differs, or a whole record." },
    { name: "time-zone", value: "ZONE", summary: "Clock of stamps that do not say it, of the programme's hours and of civil days: America/New_York. Default: that of the meter file, else UTC." },
    { name: "column", value: "NAME", summary: "The column of the load where the file has several." },
    { name: "unit", value: "UNIT", summary: "Unit of that column where the file does not say: kW, kWh, W, MW. Default: kW." },
    { name: "holidays", value: "SET", summary: "Days that count as weekends: us-nerc, none, or dates joined by commas.", default: "us-nerc" },
    { name: "exclude", value: "DATES", summary: "Further days that no baseline may use, such as events of other programmes; dates joined by commas." },
    { name: "history-days", value: "DAYS", summary: "Days before the first that are mirrored from the file's beginning.", default: "0" },
    { name: "report", value: "FILE", summary: "Write what was delivered as OpenADR 3 reports." },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `--json prints {"total","events":[{"start","baselineKw":[…],"meteredKw":[…],"deliveredKwh","capacityRevenue",
"energyRevenue","penaltyCost","performanceFraction","reboundKwh", …}],"months","monthsWithoutEvent","fitness","notes"}.
total is what the events earn: their share of their months' capacity payment, energy and bonus less penalties; null
while the programme leaves a payment unstated. Whole months without an event, paid at full performance,
stand in monthsWithoutEvent and not in total. Baselines: average-of-days (days, pick, same-day adjustment), meter-before-after,
firm-level. reboundKwh is what was drawn above the baseline in the 4 h after the event; the tariff bills it, not this.`,
  async run(args, io) {
    const [meterPath, eventsPath, programmePath] = [args.requiredText("metered"), args.requiredText("events"), args.requiredText("programme")];
    const { programme } = readProgramme(decodeText(await io.readFile(programmePath), programmePath), programmePath);
    const events = readEventList(await io.readFile(eventsPath), eventsPath);
    const { series, timeZone } = await readLoad(meterPath, args, io);
    const axis = axisOfSeries(series, timeZone, meterPath);
    const excludedDay = new Uint8Array(axis.inputs.days);
    const gaps = excludeGaps(series, axis, excludedDay);
    const { kw: importKw } = onWholeDays(series, axis, meterPath);
    for (const date of args.text("exclude")?.split(",") ?? []) excludeDate(date.trim(), axis, excludedDay, "--exclude");
    const spans = events.map((event) => placeEvent(event, axis, eventsPath));
    for (const { step, steps } of spans) for (let day = axis.day[step] as number; day <= (axis.day[step + steps - 1] as number); day++) excludedDay[day] = 1;
    const typed = args.requiredText("holidays");
    const set = typed === "none" || typed === "us-nerc" ? typed : "none";
    const dates = set === typed ? [] : typed.split(",").map((date) => date.trim());
    for (const date of dates) if (parseDate(date) === null) throw new InputError([{ where: { path: "--holidays" }, found: `"${date}"`, allowed: "us-nerc, none, or dates such as 2025-07-04 joined by commas" }]);
    const site = { axis, importKw, excludedDay, restDay: restDays(axis, holidayDays(axis, set, dates)), historyDays: args.requiredNumber("history-days", { min: 0, max: 90 }) };
    const settled = settleProgramme(programme, site, spans);
    const object = settlementObject(settled, programme, events, gaps, axis);
    const report = args.text("report");
    if (report !== undefined) await io.writeFile(report, `${JSON.stringify(openAdrReports([settled], { clientName: "gridflex", resourceName: meterPath }), null, 2)}\n`);
    if (args.has("json")) io.stdout(`${JSON.stringify(object)}\n`);
    else io.stdout(settlementText(settled, object));
    return 0;
  },
};

/** The column that is meant, kW; a value that is missing stays so. */
async function readLoad(path: string, args: Args, io: Io): Promise<{ readonly series: Series; readonly timeZone: string }> {
  const column = args.text("column");
  const options = { column, timeZone: args.text("time-zone") };
  const bytes = await io.readFile(path);
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file: path }, found, allowed }]); };
  let file = readFile(bytes, path, { ...options, unit: args.text("unit") });
  const wanted = column ?? file.primary ?? file.series[0]?.name;
  let series = file.series.find(({ name }) => name === wanted);
  if (series !== undefined && series.unit === "") {
    io.stderr(`${path}: ${series.name} says no unit; taken as kW\n`);
    file = readFile(bytes, path, { ...options, unit: "kW" });
    series = file.series.find(({ name }) => name === wanted);
  }
  for (const { class: oddity, count, first, message } of file.issues) io.stderr(`${path}: ${oddity}, ${count}, first ${first}: ${message}\n`);
  if (series === undefined) return refuse(`no series ${wanted ?? ""}`, "a table with time stamps and a column of numbers");
  if (series.typicalYear || file.start === null) return refuse("rows without a date", "time stamps in the file: events and days are told by them");
  if (series.unit !== "kW") return refuse(`${series.name} in ${series.unit}`, "power or energy: --unit kW, kWh, W or MW says what the column is in");
  return { series, timeZone: args.text("time-zone") ?? file.timeZone ?? "UTC" };
}

/** Days in which a value is missing, or which the file does not hold in full, are no baseline's. @returns how many */
function excludeGaps({ startMs, stepMinutes, values }: Series, axis: Axis, excludedDay: Uint8Array): number {
  const stepMs = axis.stepMinutes * MINUTE_MS;
  let count = 0;
  for (let day = 0; day < excludedDay.length; day++) {
    const from = (axis.startMs + (axis.dayStart[day] as number) * stepMs - startMs) / (stepMinutes * MINUTE_MS);
    const to = (axis.startMs + (axis.dayStart[day + 1] as number) * stepMs - startMs) / (stepMinutes * MINUTE_MS);
    let whole = from >= 0 && to <= values.length;
    for (let k = Math.max(0, from); whole && k < to; k++) whole = Number.isFinite(values[k]);
    if (whole) continue;
    excludedDay[day] = 1;
    count++;
  }
  for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k])) values[k] = 0;
  return count;
}

function excludeDate(date: string, axis: Axis, excludedDay: Uint8Array, path: string): void {
  const day = (parseDate(date) ?? NaN) - (parseDate(axis.inputs.start) ?? 0);
  if (Number.isNaN(day)) throw new InputError([{ where: { path }, found: `"${date}"`, allowed: "dates such as 2025-07-09 joined by commas" }]);
  if (day >= 0 && day < excludedDay.length) excludedDay[day] = 1;
}

function placeEvent({ start, durationMinutes, reduceKw, firmKw }: ListedEvent, axis: Axis, path: string): ProgrammeEvent {
  const stamp = parseStamp(start);
  const utcMs = stamp === null ? NaN : stamp.local ? instantsOf(axis.zone, stamp.ms).utcMs : stamp.ms;
  const step = Math.round((utcMs - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
  const steps = Math.max(1, Math.round(durationMinutes / axis.stepMinutes));
  if (!(step >= 0 && step + steps <= axis.length)) {
    throw new InputError([{ where: { file: path }, found: `an event at ${start} for ${durationMinutes} min`, allowed: `events within the metered load, ${utcText(axis.startMs)} to ${utcText(axis.startMs + axis.length * axis.stepMinutes * MINUTE_MS)}` }]);
  }
  return { step, steps, ...(reduceKw === undefined ? {} : { reduceKw }), ...(firmKw === undefined ? {} : { firmKw }) };
}

function settlementObject({ events, months, missing, fitness, warnings, ...rest }: ProgrammeSettlement, programme: Programme, listed: readonly ListedEvent[], gaps: number, axis: Axis) {
  const total = events.reduce((sum, event) => sum + earned(event), 0);
  return {
    total: missing.length > 0 ? null : total,
    events: events.map((event, k) => ({
      id: listed[k]?.id, start: listed[k]?.start, baselineKw: event.baselineKw, meteredKw: event.meteredKw, deliveredKwh: event.deliveredKwh, capacityRevenue: event.capacityRevenue,
      energyRevenue: event.energyRevenue, bonusRevenue: event.bonusRevenue, penaltyCost: event.penaltyCost, surchargeCost: event.surchargeCost, performanceFraction: event.performanceFraction, reboundKwh: event.reboundKwh,
      askedKw: event.askedKw, intervalMinutes: event.intervalMinutes, unadjustedKw: event.unadjustedKw, unadjustedDeliveredKwh: event.unadjustedDeliveredKwh, differenceKw: event.differenceKw,
      adjustment: event.adjustment, baselineDays: event.baselineDays, mirroredDays: event.mirroredDays,
    })),
    programme: rest.id, method: programme.baseline.method, verified: programme.verified, missing,
    months: months.filter(({ events: count }) => count > 0), monthsWithoutEvent: months.filter(({ year, month, events: count }) => count === 0 && wholeMonth(axis, year, month)),
    fitness, notes: [...warnings.map(warningText), ...(gaps > 0 ? [`${gaps} days are not whole in the file and no baseline uses them.`] : [])],
  };
}

function wholeMonth({ dayStart, monthStart, monthLabels }: Axis, year: number, month: number): boolean {
  const m = monthLabels.findIndex((label) => label.year === year && label.month === month);
  const days = dayStart.filter((step, day) => day < dayStart.length - 1 && step >= (monthStart[m] as number) && step < (monthStart[m + 1] as number)).length;
  return days === daysInMonth(year, month);
}

function earned({ capacityRevenue, energyRevenue, bonusRevenue, penaltyCost, surchargeCost }: SettledEvent): number {
  return capacityRevenue + energyRevenue + bonusRevenue - penaltyCost - surchargeCost;
}

function settlementText({ name, events }: ProgrammeSettlement, { total, notes }: { readonly total: number | null; readonly notes: readonly string[] }): string {
  const cell = (value: number) => value.toFixed(2).padStart(14);
  return `${[
    `${name}: ${total === null ? "a payment is not stated" : total.toFixed(2)}`,
    "start (UTC)               baseline kW    metered kW delivered kWh      capacity        energy       penalty   rebound kWh",
    ...events.map((event) => `${utcText(event.startMs)} ${cell(mean(event.baselineKw))}${cell(mean(event.meteredKw))}${cell(event.deliveredKwh)}${cell(event.capacityRevenue)}${cell(event.energyRevenue)}${cell(event.penaltyCost)}${cell(event.reboundKwh)}`),
    "",
    ...notes,
  ].join("\n")}\n`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
