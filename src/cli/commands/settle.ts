import { InputError } from "../../core/errors.ts";
import type { Programme } from "../../core/market/demandResponse/programme.ts";
import { settleMeter } from "../../core/market/demandResponse/settleMeter.ts";
import type { ProgrammeSettlement, SettledEvent } from "../../core/market/demandResponse/settleProgramme.ts";
import type { Axis } from "../../core/time/axis.ts";
import { daysInMonth, parseDate, utcText } from "../../core/time/civil.ts";
import type { Series } from "../../core/time/series.ts";
import { readEventList, type ListedEvent } from "../../files/read/eventList.ts";
import { readFile } from "../../files/read/index.ts";
import { readProgramme } from "../../files/read/programme.ts";
import { decodeText } from "../../files/read/text.ts";
import { openAdrReports } from "../../files/write/openAdrReport.ts";
import { warningText } from "../../text/warnings.ts";
import type { Args, Command, Io } from "../command.ts";

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
    const dated = (name: string, text: string): string[] => text.split(",").map((date) => date.trim()).map((date) => {
      if (parseDate(date) === null) throw new InputError([{ where: { path: `--${name}` }, found: `"${date}"`, allowed: `${name === "holidays" ? "us-nerc, none, or " : ""}dates such as 2025-07-04 joined by commas` }]);
      return date;
    });
    const [excluded, typed] = [args.text("exclude"), args.requiredText("holidays")];
    const isSet = typed === "none" || typed === "us-nerc";
    const { settlement: settled, axis, gapDays } = settleMeter({ series, timeZone, file: meterPath }, events, eventsPath, programme, {
      holidays: isSet ? typed : "none", holidayDates: isSet ? [] : dated("holidays", typed), excludedDates: excluded === undefined ? [] : dated("exclude", excluded), historyDays: args.requiredNumber("history-days", { min: 0, max: 90 }),
    });
    const object = settlementObject(settled, programme, events, gapDays, axis);
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
