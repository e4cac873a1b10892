import { InputError, type Issue, type Warning } from "../core/errors.ts";
import { dataKey, seriesFile, type DataFile, type DataFiles, type GridMessage, type Series, type SeriesFile, type WeatherColumn } from "../core/time/series.ts";
import { sha256Hex } from "../document/hash.ts";
import { applyChoices } from "./read/choices.ts";
import { seriesOfSignal } from "./read/eventSeries.ts";
import { readFile } from "./read/index.ts";
import type { Choices, ImportedFile } from "./read/reader.ts";

/**
 * Reads every file that a scenario names, once for each way in which it asks for it.
 * @param scenario parsed; files are found by their references wherever they stand in it
 * @param readBytes the bytes of a file by the name that the scenario gives it
 * @throws InputError with the issues of all files together
 */
export async function loadData(scenario: object, readBytes: (file: string) => Promise<Uint8Array>): Promise<DataFiles> {
  const files = new Map<string, DataFile>();
  const issues: Issue[] = [];
  const timeZone = siteZone(scenario);
  const bytesOf = new Map<string, Promise<Uint8Array>>();
  for (const reference of fileReferences(scenario)) {
    const key = dataKey(reference);
    if (files.has(key)) continue;
    try {
      const bytes = bytesOf.get(reference.file) ?? readBytes(reference.file);
      bytesOf.set(reference.file, bytes);
      files.set(key, dataFile(await bytes, reference, timeZone));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  return files;
}

/** What the core takes from a file for one reference to it. */
export function dataFile(bytes: Uint8Array, reference: SeriesFile, defaultTimeZone?: string): DataFile {
  const { file: name, choices = {}, ...options } = reference;
  return { sha256: sha256Hex(bytes), ...usedData(readFile(bytes, name, { ...options, defaultTimeZone }), reference, choices) };
}

/** The events, the weather or the one series that a reference means, its choices applied. */
export function usedData(imported: ImportedFile, reference: SeriesFile, choices: Choices = reference.choices ?? {}): Omit<DataFile, "sha256"> {
  if (imported.kind === "events" && imported.series.length === 0) {
    const { events } = imported.record as { readonly events: readonly GridMessage[] };
    return reference.column === undefined ? { messages: events } : { series: seriesOfSignal(events, reference.column, reference.file) };
  }
  if (imported.weather !== undefined && reference.column === undefined) {
    const columns: Partial<Record<WeatherColumn, Series>> = {};
    const warnings: Warning[] = [];
    for (const [name, series] of Object.entries(imported.weather.columns)) {
      const chosen = applyChoices(imported, series, choices, reference.file);
      columns[name as WeatherColumn] = chosen.series;
      warnings.push(...chosen.warnings);
    }
    return { weather: { ...imported.weather, columns }, ...(warnings.length > 0 ? { warnings } : {}) };
  }
  const { series, warnings } = applyChoices(imported, seriesOf(imported, reference), choices, reference.file);
  if (series.unit === "") {
    throw new InputError([{ where: { file: reference.file, path: "unit" }, found: `no unit of ${series.name}, neither in the file nor beside its name`, allowed: "the unit that its numbers are in, such as kW, kWh, MW, EUR/MWh, g/kWh or fraction" }]);
  }
  return { series, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** The series that a reference names, or the one that the file is about. */
function seriesOf(imported: ImportedFile, { file, column }: SeriesFile): Series {
  const wanted = column ?? imported.primary;
  const found = wanted === undefined ? undefined : imported.series.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = imported.series.map(({ name }) => name).join(", ");
  if (imported.series.length === 0) {
    throw new InputError([{ where: { file }, found: imported.table === undefined ? `a file of kind ${imported.kind} without a series` : "rows on no common step of time", allowed: "a series on a regular time axis" }]);
  }
  throw new InputError([{ where: { file, path: "column" }, found: wanted ?? `${imported.series.length} columns and none named`, allowed: names }]);
}

/** Every object in a scenario that refers to a file, in order. */
export function fileReferences(value: unknown): SeriesFile[] {
  if (Array.isArray(value)) return value.flatMap(fileReferences);
  if (typeof value !== "object" || value === null) return [];
  if ("file" in value) {
    const parsed = seriesFile.safeParse(value);
    if (parsed.success) return [parsed.data];
  }
  return Object.values(value).flatMap(fileReferences);
}

function siteZone(scenario: object): string | undefined {
  const { site } = scenario as { readonly site?: { readonly timeZone?: unknown } };
  return typeof site?.timeZone === "string" ? site.timeZone : undefined;
}
