import { computed, effect, signal } from "@preact/signals";
import { checkScenario } from "../../core/scenario.ts";
import type { DataFiles } from "../../core/time/series.ts";
import { packHistory, unpackHistory, type HistoryStep } from "../../document/history.ts";
import { migrate } from "../../document/migrate.ts";
import { version as program } from "../../document/version.ts";
import { workbench } from "../../text/workbench.ts";
import { documentNow, historyNow, restore, restoreHistory, undoTitle, type Document } from "./document.ts";
import { dataFiles } from "./dataFiles.ts";
import { openStore, putFile, putWork, storedFiles, storedWorks, type Work } from "./store.ts";
import { say } from "./view.ts";

/** A change is on the disk this long after the last one; a drag is saved at its end. */
const REST_MS = 400;
/** Changes within this time of each other are one version, so that twenty of them reach back hours and not seconds. */
const ONE_VERSION_MS = 120_000;
/** Above this share of what the browser gives, the page says so. */
const LOW_SHARE = 0.9;

export type Saving = "example" | "saving" | "saved" | "unavailable" | "full" | "replaced" | "newer";
export const saving = signal<Saving>("example");
/** Bytes used and given, where the browser tells and little is left. */
export const lowSpace = signal<{ readonly used: number; readonly of: number } | null>(null);
/** False where the browser may clear the store by itself; null until it has said. */
export const isPersistent = signal<boolean | null>(null);
export const canSave = computed(() => !["unavailable", "full", "replaced", "newer"].includes(saving.value));

const ID_KEY = "gridflex.work";
/** The line of work that this tab saves to; no two open tabs share one. */
export const workId = signal("");
let version: { readonly id: number; readonly begunAt: number; readonly origin: string; readonly opened: unknown } | null = null;
let savedState: ReturnType<typeof historyNow> = null;

/**
 * Opens the store and puts the work in place that this tab, or the last one that was closed, left there.
 * @param asCopy a link brings its own scenario: the stored work stays as it is, and this tab begins a line of its own
 * @returns whether something was put in place
 */
export async function openStored(asCopy: boolean): Promise<boolean> {
  try {
    await openStore(() => { saving.value = "replaced"; });
  } catch (error) {
    // A store of a later layout is not ours to touch; anything else means that there is none.
    saving.value = error instanceof DOMException && error.name === "VersionError" ? "newer" : "unavailable";
    return false;
  }
  const works = await storedWorks();
  const own = asCopy ? null : sessionGet();
  const wanted = asCopy ? [] : works.toSorted((a, b) => Number(b.id === own) - Number(a.id === own));
  let isOtherOpen = false;
  for (const work of wanted) {
    if (!await holdWork(work.id, work.id === own)) {
      isOtherOpen = true;
      continue;
    }
    useWork(work.id);
    if (isOtherOpen) say(workbench.storing.otherTab);
    return take(work);
  }
  const fresh = newId();
  await holdWork(fresh, false);
  useWork(fresh);
  if (isOtherOpen) say(workbench.storing.otherTab);
  return false;
}

function take(work: Work): boolean {
  try {
    const now = readDocument(work.now);
    restore(now);
    takeHistory(work, now);
    return true;
  } catch {
    // What cannot be read is not written over: this tab begins a line of its own, and the recovery page lists the other.
    const fresh = newId();
    void holdWork(fresh, false);
    useWork(fresh);
    say(workbench.storing.unreadable(work.name));
    return false;
  }
}

/** A stored document as this program declares it: migrated, checked, new defaults filled in. Throws `InputError`. */
export function readDocument(stored: Document): Document {
  const read = (scenario: object) => checkScenario(migrate(scenario as Readonly<Record<string, unknown>>));
  const scenario = read(stored.scenario);
  const opened = JSON.stringify(stored.opened) === JSON.stringify(stored.scenario) ? scenario : read(stored.opened);
  return { ...stored, scenario, opened };
}

function takeHistory({ program: writtenBy, history, now: asStored }: Work, now: Document): void {
  const steps = unpackHistory(asStored, history);
  const read = new Map<Document, Document>([[asStored, now]]);
  const known = (document: Document): Document => {
    const made = read.get(document) ?? (writtenBy === program ? document : readDocument(document));
    read.set(document, made);
    return made;
  };
  const each = ({ title, before, after }: HistoryStep<Document>) => ({ title, before: known(before), after: known(after) });
  try {
    restoreHistory(now, { past: steps.past.map(each), future: steps.future.map(each) });
  } catch {
    // Steps of an older program that are no scenario of this one: the document stands, its past ends here.
  }
  savedState = historyNow();
  saving.value = "saved";
}

/** Files that scenarios name and that were imported before; they are at hand before the first run asks for them. */
export async function takeStoredFiles(): Promise<void> {
  if (!canSave.value || !JSON.stringify([documentNow.value?.scenario, documentNow.value?.studies]).includes('"file":')) return;
  const files = await storedFiles();
  for (const { key } of files) storedKeys.add(key);
  dataFiles.value = new Map([...files.map(({ key, file }) => [key, file] as const), ...dataFiles.value]);
}

const storedKeys = new Set<string>();

/** Follows the document; called once by `main.tsx`. */
export function keepSaved(): void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const now = documentNow.value;
    const title = undoTitle.value;
    const isSaved = savedState?.now === now && savedState?.past.at(-1)?.title === (title ?? undefined);
    if (now === null || isSaved || !canSave.peek()) return;
    // An example that nobody has touched is not work.
    if (title === null && savedState === null && now.scenario === now.opened && now.studies === now.openedStudies) return;
    saving.value = "saving";
    clearTimeout(rest);
    rest = setTimeout(() => { void save(); }, REST_MS);
  });
  effect(() => {
    const files = dataFiles.value;
    if (canSave.peek()) void keepFiles(files);
  });
  // A tab that is closed in the middle of a word keeps the word.
  addEventListener("pagehide", () => { if (saving.peek() === "saving") void save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && saving.peek() === "saving") void save(); });
}

let writing: Promise<void> = Promise.resolve();

/** One at a time: what is written while another is still being written would begin a version of its own. */
export function save(): Promise<void> {
  writing = writing.then(write);
  return writing;
}

async function write(): Promise<void> {
  const state = historyNow();
  if (state === null || !canSave.peek()) return;
  const { now, past, future } = state;
  const at = Date.now();
  const isSame = version !== null && at - version.begunAt < ONE_VERSION_MS && version.opened === now.opened;
  const begunAt = isSame ? version!.begunAt : at;
  const title = past.at(-1)?.title ?? "";
  try {
    const id = await putWork(
      { id: workId.value, savedAt: at, program, name: now.scenario.name, now, history: packHistory(past, future) },
      { ...(isSame ? { id: version!.id } : {}), work: workId.value, savedAt: at, begunAt, title, name: now.scenario.name, document: now },
    );
    version = { id, begunAt, origin: now.origin, opened: now.opened };
    savedState = state;
    if (historyNow()?.now === now) saving.value = "saved";
    await checkSpace();
  } catch (error) {
    refused(error);
  }
}

async function keepFiles(files: DataFiles): Promise<void> {
  try {
    for (const [key, file] of files) {
      if (storedKeys.has(key)) continue;
      storedKeys.add(key);
      await putFile({ key, name: nameOf(key), file });
    }
  } catch (error) {
    refused(error);
  }
}

/** A reference's key is a list in JSON, the file's name first (`dataKey`). */
function nameOf(key: string): string {
  return String((JSON.parse(key) as readonly unknown[])[0]);
}

function refused(error: unknown): void {
  if (saving.peek() === "replaced") return;
  saving.value = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "unavailable";
}

/** After something was removed there may be room again. */
export async function tryAgain(): Promise<void> {
  if (saving.peek() !== "full") return;
  saving.value = "saving";
  await save();
}

let wasAsked = false;
async function checkSpace(): Promise<void> {
  const storage = globalThis.navigator?.storage;
  if (storage === undefined) return;
  if (!wasAsked) {
    wasAsked = true;
    isPersistent.value = await storage.persist().catch(() => false);
  }
  const { usage = 0, quota = 0 } = await storage.estimate();
  lowSpace.value = quota > 0 && usage > LOW_SHARE * quota ? { used: usage, of: quota } : null;
}

/** A name for a line of work; `crypto.randomUUID` is not there on plain http. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function useWork(id: string): void {
  workId.value = id;
  try {
    sessionStorage.setItem(ID_KEY, id);
  } catch {
    // Without it a reload takes the latest work that no other tab holds, which is the same where there is one tab.
  }
}

function sessionGet(): string | null {
  try {
    return sessionStorage.getItem(ID_KEY);
  } catch {
    return null;
  }
}

/** How long a reloaded page waits for its own predecessor to let go. */
const HANDOVER_MS = 400;

/** Takes hold of a line of work for the life of this page; false where another tab has it. */
function holdWork(id: string, isOwn: boolean): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  // Plain http has no locks: the page then takes itself for the only one.
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = new Promise<never>(() => undefined);
    const options: LockOptions = isOwn ? { signal: AbortSignal.timeout(HANDOVER_MS) } : { ifAvailable: true };
    locks.request(lockName(id), options, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : held;
    }).catch(() => { resolve(false); });
  });
}

const lockName = (id: string) => `gridflex ${id}`;

/** Lines of work that some tab shows. */
export async function heldWorks(): Promise<ReadonlySet<string>> {
  const { held = [] } = await globalThis.navigator?.locks?.query() ?? {};
  return new Set(held.map(({ name = "" }) => name.replace(/^gridflex /, "")));
}
