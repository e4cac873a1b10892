import writeExcelFile from "write-excel-file/universal";
import type { CellObject, Row, Sheet, SheetData } from "write-excel-file/universal";
import { assert } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time/civil.ts";
import { column } from "../../core/time/frame.ts";
import { offsetMinutesAt } from "../../core/time/zone.ts";
import { monthText, periodText } from "../../text/dates.ts";
import { dispatchFinding, plainText, runName } from "../../text/findings.ts";
import { shownValue } from "../../text/inputValue.ts";
import { aboutWords } from "../../text/about.ts";
import { page } from "../../text/page.ts";
import { strategyFindingTexts } from "../../text/strategyFindings.ts";
import { strings } from "../../text/strings.ts";
import { warningText } from "../../text/warnings.ts";
import { exported } from "../../text/workbook.ts";
import { seriesColumns, wordsOf } from "./csv.ts";
import { billedAmount, billRows, eventRows, figureRows, inputRows } from "./runTables.ts";
import { RANDOM_ALGORITHM, type FinishedRun } from "./writer.ts";
import { withoutDates } from "./zipDates.ts";

const MONEY = "#,##0.00";
const NUMBER = "#,##0.0##";
const PLAIN = "General";
const WHEN = "yyyy-mm-dd hh:mm";
/** A cell of a workbook holds no more. */
const MOST_CHARACTERS = 32_767;

/**
 * The run as a workbook: summary, inputs with their defaults, monthly bill and its lines, every step, events. Times are the site's clock.
 * Every text is a text cell, whatever it begins with: nothing in the file is a formula.
 */
export async function writeXlsx(run: FinishedRun): Promise<Uint8Array> {
  const { result: { frame, axis } } = run;
  assert(frame.length === axis.length, `a time series of ${axis.length} steps from a frame of ${frame.length}: was the run asked for its summary alone?`);
  const sheets: Sheet<Blob>[] = [summarySheet(run), inputsSheet(run), billSheet(run), linesSheet(run), seriesSheet(run), eventsSheet(run)];
  const blob = await writeExcelFile(sheets, { fontFamily: "Calibri", fontSize: 11 }).toBlob();
  return withoutDates(new Uint8Array(await blob.arrayBuffer()));
}

const text = (value: string): CellObject => ({ value: value.slice(0, MOST_CHARACTERS), type: String });
const head = (value: string): CellObject => ({ ...text(value), fontWeight: "bold", wrap: true, alignVertical: "top" });
const strong = (value: string): CellObject => ({ ...text(value), fontWeight: "bold" });
const long = (value: string): CellObject => ({ ...text(value), wrap: true, alignVertical: "top" });
const number = (value: number | null, format = NUMBER): CellObject | null => (value === null || !Number.isFinite(value) ? null : { value: value + 0, type: Number, format });
const moment = (ms: number): CellObject => ({ value: new Date(ms), type: Date, format: WHEN });

function summarySheet({ scenario, result, provenance }: FinishedRun): Sheet<Blob> {
  const { axis, bill } = result;
  const facts: Row[] = [
    [strong(exported.scenario), text(scenario.name)],
    ...(scenario.description === "" ? [] : [[strong(exported.description), long(scenario.description)]]),
    [strong(exported.strategy), text(`${runName(result)} (${provenance.strategy})`)],
    [strong(exported.period), text(`${periodText(axis, 0, axis.length)}, ${axis.timeZone}`)],
    [strong(exported.finding), long(plainText(dispatchFinding(result).parts))],
    [strong(exported.version), text(`${page.name} ${provenance.version}`)],
    [strong(exported.seed), text(provenance.seed)],
    [strong(exported.hash), text(provenance.scenarioHash)],
    [strong(exported.random), text(RANDOM_ALGORITHM)],
  ];
  const figures: Row[] = figureRows(result).map(({ label, unit, value, idle }) => {
    const format = unit === bill.currency ? MONEY : NUMBER;
    return [text(label), number(value, format), number(idle, format), number(value - idle, format), text(unit)];
  });
  const list = (title: string, lines: readonly string[]): Row[] => (lines.length === 0 ? [] : [[], [strong(title)], ...lines.map((line): Row => [long(line)])].map((row, index) => (index < 2 ? row : [null, ...row])));
  return {
    sheet: exported.sheets.summary, columns: [{ width: 28 }, { width: 60 }, { width: 18 }, { width: 18 }, { width: 10 }],
    data: [
      ...facts, [], [head(exported.figure), head(exported.thisRun), head(exported.idle), head(exported.difference), head(exported.unit)], ...figures,
      ...list(exported.warnings, result.warnings.length === 0 ? [exported.noWarnings] : result.warnings.map(warningText)), ...list(exported.strategyNotes, strategyFindingTexts(result)),
      ...list(exported.billNotes, bill.notes), ...list(exported.notes, scenario.notes.map(({ kind, text: note }) => `${aboutWords.kinds[kind]} ${note}`)), [], [text(`${exported.zeroColumns}.`)],
    ],
  };
}

function inputsSheet({ scenario }: FinishedRun): Sheet<Blob> {
  const { currency } = scenario.site;
  const rows = inputRows(scenario);
  const cellOf = (value: unknown, shown: string): CellObject | null => (typeof value === "number" ? number(value, PLAIN) : value === undefined ? null : text(shown));
  return {
    sheet: exported.sheets.inputs, stickyRowsCount: 1, columns: [{ width: 18 }, { width: 30 }, { width: 20 }, { width: 12 }, { width: 20 }, { width: 10 }, { width: 14 }, { width: 40 }, { width: 60 }, { width: 36 }],
    data: [
      [exported.group, exported.input, exported.value, exported.unit, exported.default, exported.changed, exported.difference, exported.source, exported.help, exported.path].map(head),
      ...rows.map(({ group, title, path, field, unit, value, default: standard, differs }): Row => [
        text(group), text(title), cellOf(value, longValue(field, value, currency)), text(unit), cellOf(standard, longValue(field, standard, currency)), differs ? strong(exported.yes) : null,
        differs && typeof value === "number" && typeof standard === "number" ? number(value - standard, PLAIN) : null, text(`${field.meta.source ?? ""}${field.meta.assumed === true ? ` (${page.tune.assumed})` : ""}`.trim()), text(field.meta.help), text(path),
      ]),
    ],
  };
}

/** Lists and tables whole, as they stand in the scenario. */
function longValue(field: Parameters<typeof shownValue>[0], value: unknown, currency: string): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : typeof value === "string" && field.meta.options === undefined ? value : shownValue(field, value, currency);
}

function billSheet({ result }: FinishedRun): Sheet<Blob> {
  const { bill } = result;
  return {
    sheet: exported.sheets.bill, stickyRowsCount: 1, stickyColumnsCount: 1, columns: [{ width: 34 }, ...bill.months.map(() => ({ width: 14 })), { width: 16 }],
    data: [
      [head(`${exported.charge}, ${bill.currency}`), ...bill.months.map(({ year, month }) => head(`${strings.months[month - 1]} ${year}`)), head(exported.total)],
      ...billRows(result).map(({ label, months, total }): Row => [text(label), ...months.map((amount) => number(amount, MONEY)), number(total, MONEY)]),
      [strong(exported.total), ...bill.months.map(({ total }) => ({ ...number(total, MONEY), fontWeight: "bold" as const })), { ...number(bill.total, MONEY), fontWeight: "bold" as const }],
    ] as SheetData,
  };
}

function linesSheet({ result }: FinishedRun): Sheet<Blob> {
  const { bill } = result;
  const local = localClock(result);
  return {
    sheet: exported.sheets.lines, stickyRowsCount: 1, columns: [16, 14, 14, 34, 14, 8, 14, 16, 18, 24].map((width) => ({ width })),
    data: [
      [exported.month, exported.kind, "id", exported.charge, exported.quantity, exported.unit, `${exported.rate}, ${bill.currency}`, `${exported.amount}, ${bill.currency}`, exported.setAt, exported.setBy].map(head),
      ...bill.months.flatMap(({ year, month, lines }) => lines.map((line): Row => [
        text(monthText(year, month)), text(strings.charges[line.kind]), text(line.id), text(line.label), number(line.quantity), text(line.unit), number(line.rate ?? null, PLAIN), number(billedAmount(line), MONEY),
        line.step === undefined ? null : moment(local(line.step).ms), text(line.setBy ?? ""),
      ])),
    ],
  };
}

function seriesSheet(run: FinishedRun): Sheet<Blob> {
  const { frame, axis } = run.result;
  const columns = seriesColumns(run).map(({ name, title, unit }) => ({ name, title, unit, values: column(frame, name), words: wordsOf(name, run) }))
    .filter(({ values, words }) => words !== null || values.some((value) => value !== 0));
  const local = localClock(run.result);
  const rows: Row[] = Array.from({ length: axis.length }, (_, step) => {
    const { ms, offsetMinutes } = local(step);
    return [moment(ms), offsetMinutes, ...columns.map(({ values, words }) => (words === null ? values[step]! + 0 : words(values[step]!)))];
  });
  return {
    sheet: exported.sheets.series, stickyRowsCount: 1, stickyColumnsCount: 1, columns: [{ width: 17 }, { width: 11 }, ...columns.map(() => ({ width: 13 }))],
    data: [[head(`${exported.localTime}, ${axis.timeZone}`), head(exported.utcOffset), ...columns.map(({ title, unit }) => head(unit === "code" ? title : `${title}, ${unit}`))], ...rows],
  };
}

function eventsSheet({ result }: FinishedRun): Sheet<Blob> {
  const events = eventRows(result);
  const local = localClock(result);
  const { currency } = result.bill;
  return {
    sheet: exported.sheets.events, stickyRowsCount: 1, columns: [28, 18, 12, 16, 12, 16, 14, 14].map((width) => ({ width })),
    data: events.length === 0 ? [[text(exported.noEvents)]] : [
      [exported.programme, exported.start, exported.hours, exported.asked, exported.askedKw, exported.delivered, `${exported.revenue}, ${currency}`, `${exported.penalty}, ${currency}`].map(head),
      ...events.map(({ programme, step, hours, asked, askedKw, deliveredKwh, revenue, penalty }): Row => [
        text(programme), moment(local(step).ms), number(hours), text(exported.asks[asked as keyof typeof exported.asks] ?? asked), number(askedKw), number(deliveredKwh), number(revenue, MONEY), number(penalty, MONEY),
      ]),
    ],
  };
}

/** The site's clock at a step, as if it were UTC: a workbook knows no zone. */
function localClock({ axis }: FinishedRun["result"]): (step: number) => { readonly ms: number; readonly offsetMinutes: number } {
  const zone = { timeZone: axis.timeZone, firstOffsetMinutes: axis.firstOffsetMinutes, transitions: axis.transitions };
  return (step) => {
    const utcMs = axis.startMs + step * axis.stepMinutes * MINUTE_MS;
    const offsetMinutes = offsetMinutesAt(zone, utcMs);
    return { ms: utcMs + offsetMinutes * MINUTE_MS, offsetMinutes };
  };
}
