import { batch, computed, signal } from "@preact/signals";
import { CancelledError, InputError } from "../../core/errors.ts";
import type { Scenario } from "../../core/scenario.ts";
import { dataKey } from "../../core/time/series.ts";
import { firstPreset, presets } from "../../document/presets.ts";
import type { ReadFile } from "../../engine/engine.ts";
import type { OddityClass, ReadOptions } from "../../files/read/reader.ts";
import { checkSize } from "../../files/read/limits.ts";
import { page } from "../../text/page.ts";
import { workbench } from "../../text/workbench.ts";
import { documentNow, edit, open, openDocument, sayDone, type Document, type StudyValues } from "./document.ts";
import { download, fileStem } from "./download.ts";
import { dataFiles } from "./dataFiles.ts";
import { engine } from "./engine.ts";
import { placesFor, putInPlace, referenceFor, type Place } from "./importPlaces.ts";
import { forgetWindows, say } from "./view.ts";

/** What is on disk as it stands, or came from there. */
const savedDocument = signal<Pick<Document, "scenario" | "studies"> | null>(null);
export const isSaved = computed(() => savedDocument.value?.scenario === documentNow.value?.scenario && savedDocument.value?.studies === documentNow.value?.studies);

/** SHA-256 of the files that an opened link means, by name: another file of that name is not taken for it. */
let expected: Readonly<Record<string, string>> = {};
export function expectFiles(files: Readonly<Record<string, string>>): void {
  expected = files;
}

/** A file between its drop and its place in the scenario. */
export type Importing = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
  readonly read: ReadFile | null;
  readonly error: Error | null;
  readonly place: Place | null;
  readonly column: string | null;
  readonly choices: ReadOptions["choices"] & object;
};
export const importing = signal<Importing | null>(null);
/** Where a file goes that is dropped on the view in sight, if it can go there. */
export const wantedPlace = signal<Place | null>(null);

export function openFirst(): void {
  const first = presets[0];
  const scenario = firstPreset();
  open(page.toast.opened(scenario.name), scenario, first?.id ?? "");
  savedDocument.value = documentNow.value;
}

export async function openPreset(id: string): Promise<void> {
  const preset = presets.find((one) => one.id === id);
  if (preset !== undefined) openScenario(await preset.load(), id);
}

function openScenario(scenario: Scenario, origin: string, studies: StudyValues = {}): void {
  const title = page.toast.opened(scenario.name);
  batch(() => {
    forgetWindows();
    open(title, scenario, origin, studies);
    savedDocument.value = documentNow.value;
  });
  sayDone(title);
}

/** Puts a document that the store kept in place of the present one: one step of undo. */
export function openKept(title: string, kept: Document): void {
  batch(() => {
    forgetWindows();
    openDocument(title, kept);
  });
  sayDone(title);
}

export function saveScenarioFile(): void {
  const now = documentNow.value;
  if (now === null) return;
  saveAsFile(now);
  savedDocument.value = now;
}

export function saveAsFile({ scenario, studies }: Pick<Document, "scenario" | "studies">): void {
  const name = `${fileStem(scenario.name)}.json`;
  download(`${JSON.stringify(Object.keys(studies).length === 0 ? scenario : { ...scenario, studies }, null, 2)}\n`, name, "application/json");
  say(page.toast.saved(name));
}

/** Several files at once: a scenario first, then those that it names; one dialog at a time for the last of the rest. */
export async function importFiles(files: Iterable<File>): Promise<void> {
  const sorted = [...files].toSorted((a, b) => Number(b.name.endsWith(".json")) - Number(a.name.endsWith(".json")));
  for (const file of sorted) await importFile(file);
}

/** Takes any file: a scenario is opened, a file that the scenario waits for is read as it says, everything else is read in the worker and shown before it is used. */
export async function importFile(file: File): Promise<void> {
  const empty = { name: file.name, bytes: new Uint8Array(), options: {}, read: null, error: null, place: null, column: null, choices: {} };
  importing.value = empty;
  try {
    // Before the bytes are taken into memory.
    checkSize(file.size, file.name);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { MAX_SCENARIO_BYTES, parseFile } = await import("../../document/parse.ts");
    if (bytes.length <= MAX_SCENARIO_BYTES && isScenario(bytes)) {
      const { scenario, studies } = parseFile(bytes, file.name);
      importing.value = null;
      openScenario(scenario, file.name, studies);
      return;
    }
    if (await takeNamed(file.name, bytes)) {
      importing.value = null;
      return;
    }
    importing.value = { ...empty, bytes };
    await readAgain({ defaultTimeZone: documentNow.value?.scenario.site.timeZone });
  } catch (error) {
    if (!(error instanceof CancelledError)) importing.value = { ...empty, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Reads a file that the scenario names and does not have, in each way in which it asks for it. */
async function takeNamed(name: string, bytes: Uint8Array): Promise<boolean> {
  const now = documentNow.value;
  if (now === null) return false;
  const { fileReferences, usedData } = await import("../../files/loadData.ts");
  const wanted = fileReferences([now.scenario, now.studies]).filter((reference) => reference.file === name && !dataFiles.value.has(dataKey(reference)));
  if (wanted.length === 0) return false;
  const taken = new Map(dataFiles.value);
  for (const reference of wanted) {
    const { file: _, choices: __, ...options } = reference;
    const { imported, sha256 } = await engine.readFile(bytes.slice(), name, { ...options, defaultTimeZone: now.scenario.site.timeZone });
    const meant = Object.hasOwn(expected, name) ? expected[name] : undefined;
    if (meant !== undefined && meant !== sha256) throw new InputError([{ where: { file: name }, found: workbench.share.otherFile(sha256), allowed: workbench.share.thatFile(meant) }]);
    taken.set(dataKey(reference), { sha256, ...usedData(imported, reference) });
  }
  dataFiles.value = taken;
  say(page.import.taken(name));
  return true;
}

/** Reads the dropped file with what the user says of it. */
export async function readAgain(options: ReadOptions): Promise<void> {
  const before = importing.value;
  if (before === null) return;
  // What is said next is said beside this, though the file is still being read.
  importing.value = { ...before, options };
  const isCurrent = () => importing.value?.options === options;
  try {
    // The bytes go to the worker and stay here too, for another reading.
    const read = await engine.readFile(before.bytes.slice(), before.name, options);
    const now = importing.value;
    if (now === null || !isCurrent()) return;
    const places = placesFor(read.imported);
    const place = [now.place, wantedPlace.value].find((one) => one !== null && places.includes(one)) ?? places[0] ?? null;
    const { series } = read.imported;
    const kept = series.find(({ name }) => name === now.column)?.name;
    importing.value = { ...now, read, error: null, place, column: kept ?? read.imported.primary ?? series[0]?.name ?? null };
  } catch (error) {
    const now = importing.value;
    if (now !== null && isCurrent() && !(error instanceof CancelledError)) importing.value = { ...now, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

export function choose(oddity: OddityClass, choice: NonNullable<Importing["choices"][OddityClass]>): void {
  const before = importing.value;
  if (before !== null) importing.value = { ...before, choices: { ...before.choices, [oddity]: choice } };
}

export function setPlace(place: Place): void {
  if (importing.value !== null) importing.value = { ...importing.value, place };
}

export function setColumn(column: string): void {
  if (importing.value !== null) importing.value = { ...importing.value, column };
}

export function cancelImport(): void {
  importing.value = null;
}

/** Puts the file into the scenario; what the scenario refuses is shown in the dialog, and nothing has changed. */
export async function finishImport(): Promise<void> {
  const now = importing.value;
  if (now === null || now.read === null || now.place === null) return;
  const { name, place, column, choices, options } = now;
  try {
    const reference = referenceFor(name, place, column, options, choices);
    if (reference !== null) {
      // What is used is what the scenario file says of it, so that the import can be made again.
      const { usedData } = await import("../../files/loadData.ts");
      dataFiles.value = new Map(dataFiles.value).set(dataKey(reference), { sha256: now.read.sha256, ...usedData(now.read.imported, reference) });
    }
    // An edit of a study needs its declaration.
    if (place === "areaLoad") await import("./studies.ts");
    const { record } = now.read.imported;
    const issues = edit(page.import.done(name, page.import.as[place]), (draft) => { putInPlace(draft, place, reference, record); });
    if (issues.length > 0) throw new InputError(issues);
    importing.value = null;
  } catch (error) {
    if (!(error instanceof CancelledError)) importing.value = { ...now, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** A JSON object with groups of ours; a tariff or an event in JSON has none of them. */
function isScenario(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  if (!/^\s*\{/.test(text)) return false;
  const groups = ["site", "load", "battery", "tariff", "strategy", "facility", "connection", "weather", "solar", "time"];
  return groups.filter((name) => text.includes(`"${name}"`)).length >= 2 && !text.includes('"energyratestructure"') || /"version"\s*:\s*\d+\s*,\s*"name"/.test(text);
}
