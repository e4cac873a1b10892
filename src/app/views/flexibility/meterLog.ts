import { computed, signal } from "@preact/signals";
import { CancelledError, InputError } from "../../../core/errors.ts";
import { programmePreset, programmePresets } from "../../../core/market/demandResponse/presets.ts";
import { resolveProgramme, type Programme, type ProgrammeRecord } from "../../../core/market/demandResponse/programme.ts";
import type { MeterEvent } from "../../../core/market/demandResponse/settleMeter.ts";
import { meteredCalls, type MeteredCalls } from "../../../core/measures/meteredCalls.ts";
import { PHOENIX_ZONE, phoenixCall, phoenixLog } from "../../../core/measures/score/phoenixEvent.ts";
import type { Series } from "../../../core/time/series.ts";
import type { ImportedFile } from "../../../files/read/reader.ts";
import { documentNow } from "../../state/document.ts";
import { engine } from "../../state/engine.ts";

/** A power log as it was read; the columns of the file that hold power. */
export type MeterLog = { readonly name: string; readonly series: Series; readonly columns: readonly string[]; readonly timeZone: string; /** Where the file does not say it. */ readonly unit: PowerUnit | null; readonly isExample: boolean };
export type PowerUnit = "kW" | "W" | "MW";

/** Nothing of it belongs to the scenario: it stays until the page is closed. */
export const meterLog = signal<MeterLog | null>(null);
export const meterFailure = signal<Error | null>(null);
export const isReading = signal(false);
/** By the log's clock, "2025-05-04T16:15". */
export const typedCall = signal<{ readonly from: string; readonly to: string }>({ from: "", to: "" });
export const askedFraction = signal(0.25);
export const listedEvents = signal<{ readonly name: string; readonly events: readonly MeterEvent[] } | null>(null);
/** Id of one of the scenario's programmes or of a built-in one; "" for none. */
export const programmeId = signal("");
export const committedKw = signal(0);
export const shownCall = signal(0);

let chosen: { readonly bytes: Uint8Array; readonly name: string } | null = null;

export async function readLog(file: File): Promise<void> {
  chosen = { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name };
  await readChosen({ unit: null });
}

/** Reads the file again with what is said of it. */
export async function readChosen({ unit, column }: { readonly unit: PowerUnit | null; readonly column?: string | undefined }): Promise<void> {
  if (chosen === null) return;
  const { bytes, name } = chosen;
  isReading.value = true;
  try {
    const timeZone = documentNow.value?.scenario.site.timeZone;
    const read = (given: PowerUnit | null) => engine.readFile(bytes.slice(), name, { ...(given === null ? {} : { unit: given }), ...(column === undefined ? {} : { column }), ...(timeZone === undefined ? {} : { defaultTimeZone: timeZone }) });
    let { imported } = await read(unit);
    let given = unit;
    // A file that does not say its unit is taken as kW, and can be told otherwise.
    if (given === null && powerSeries(imported, column) === undefined && imported.series.some((series) => series.unit === "")) {
      given = "kW";
      ({ imported } = await read(given));
    }
    const series = powerSeries(imported, column);
    if (series === undefined || imported.start === null) throw new InputError([{ where: { file: name }, found: imported.start === null ? "rows without a date" : "no column of power", allowed: "time stamps and a column of power, kW, W or MW" }]);
    meterLog.value = { name, series, columns: imported.series.filter((one) => one.unit === "kW").map((one) => one.name), timeZone: imported.timeZone ?? timeZone ?? "UTC", unit: given, isExample: false };
    meterFailure.value = null;
    listedEvents.value = null;
    typedCall.value = { from: "", to: "" };
  } catch (error) {
    if (!(error instanceof CancelledError)) meterFailure.value = error instanceof Error ? error : new Error(String(error));
  } finally {
    isReading.value = false;
  }
}

function powerSeries({ series, primary }: ImportedFile, column: string | undefined): Series | undefined {
  const power = series.filter(({ unit, typicalYear }) => unit === "kW" && !typicalYear);
  return power.find(({ name }) => name === (column ?? primary)) ?? power[0];
}

export async function readEvents(file: File): Promise<void> {
  try {
    const { readEventList } = await import("../../../files/read/eventList.ts");
    listedEvents.value = { name: file.name, events: readEventList(new Uint8Array(await file.arrayBuffer()), file.name) };
    meterFailure.value = null;
    shownCall.value = 0;
  } catch (error) {
    meterFailure.value = error instanceof Error ? error : new Error(String(error));
  }
}

/** The log that comes with the page, and its call. */
export function showExample(): void {
  chosen = null;
  const local = (ms: number) => new Date(ms + phoenixCall.offsetMinutes * 60_000).toISOString().slice(0, 16);
  meterLog.value = { name: "SRP_total_power.csv", series: phoenixLog, columns: [phoenixLog.name], timeZone: PHOENIX_ZONE, unit: null, isExample: true };
  typedCall.value = { from: local(phoenixCall.fromMs), to: local(phoenixCall.toMs) };
  askedFraction.value = phoenixCall.askedFraction;
  listedEvents.value = null;
  meterFailure.value = null;
  shownCall.value = 0;
}

type ProgrammeChoice = { readonly id: string; readonly name: string; readonly record: ProgrammeRecord };

/** The scenario's own programmes first, then the built-in ones that it has not joined. */
export const programmeChoices = computed<readonly ProgrammeChoice[]>(() => {
  const own = (documentNow.value?.scenario.demandResponse.programmes ?? []).map((record): ProgrammeChoice => {
    const { id, name } = resolved(record);
    return { id, name, record };
  });
  const others = programmePresets.filter(({ id }) => !own.some((one) => one.id === id)).map(({ id, name }): ProgrammeChoice => ({ id, name, record: { preset: id } }));
  return [...own, ...others];
});

/** The programme that settles; its commitment where it has one, else the cut that is asked. */
export function chooseProgramme(id: string): void {
  const choice = programmeChoices.value.find((one) => one.id === id);
  const log = meterLog.value;
  programmeId.value = choice?.id ?? "";
  if (choice !== undefined && log !== null) committedKw.value = choice.record.ask?.committedKw ?? Math.round(askedFraction.value * meanKw(log.series));
}

function resolved(record: ProgrammeRecord): Programme {
  return resolveProgramme(record, record.preset === undefined ? undefined : programmePreset(record.preset));
}

/** The chosen programme with what is promised on this meter; where it caps import and names no firm level that is counted from the log's mean. */
function programmeOn({ series }: MeterLog): Programme | null {
  const record = programmeChoices.value.find(({ id }) => id === programmeId.value)?.record;
  if (record === undefined) return null;
  const promised = { ...record, ask: { ...record.ask, committedKw: committedKw.value } };
  const plain = resolved(promised);
  if (plain.ask.kind !== "capAt" || plain.ask.firmKw < Infinity) return plain;
  const referenceKw = meanKw(series);
  return resolved({ ...promised, ask: { ...promised.ask, firmKw: Math.max(0, referenceKw - committedKw.value) }, baseline: { ...promised.baseline, referenceKw } });
}

function meanKw({ values }: Series): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, kw) => sum + kw, 0) / Math.max(1, known.length);
}

/** Null while the log or its calls are missing. */
export const judged = computed<MeteredCalls | null>(() => {
  const log = meterLog.value;
  const { from, to } = typedCall.value;
  const minutes = (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
  const events = listedEvents.value?.events ?? (from === "" || to === "" ? [] : [{ start: from, durationMinutes: minutes }]);
  if (log === null || events.length === 0) return null;
  return meteredCalls({ series: log.series, timeZone: log.timeZone, file: log.name }, events, {
    askedFraction: askedFraction.value, programme: programmeOn(log), eventsFile: listedEvents.value?.name ?? "", days: { holidays: "us-nerc", holidayDates: [], excludedDates: [], historyDays: 0 },
  });
});
