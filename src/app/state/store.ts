import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { DataFile } from "../../core/time/series.ts";
import type { PackedHistory } from "../../document/history.ts";
import type { Document } from "./document.ts";

/** The layout of the store; a page that opens a later one takes it over from the tabs that know this one. */
const LAYOUT = 1;
export const VERSIONS_KEPT = 20;

/** One line of work: what a tab shows, with its history. */
export type Work = { readonly id: string; readonly savedAt: number; readonly program: string; readonly name: string; readonly now: Document; readonly history: PackedHistory };
/** The document as it stood at a moment, and the last thing that was done to it. */
export type Version = { readonly id: number; readonly work: string; readonly savedAt: number; readonly begunAt: number; readonly title: string; readonly name: string; readonly document: Document };
export type NewVersion = Omit<Version, "id">;
export type StoredFile = { readonly key: string; readonly name: string; readonly file: DataFile };

interface Layout extends DBSchema {
  works: { key: string; value: Work };
  versions: { key: number; value: NewVersion & { readonly id?: number }; indexes: { work: string } };
  files: { key: string; value: StoredFile };
}

let database: Promise<IDBPDatabase<Layout>> | null = null;

/**
 * Opens the store of this browser.
 * @param onReplaced a newer page wants the store for its own layout: it gets it, and this page keeps nothing more
 * Throws where the browser has none (private windows of some), or where a newer page has laid it out anew (`VersionError`).
 */
export function openStore(onReplaced: () => void): Promise<void> {
  database = openDB<Layout>("gridflex", LAYOUT, {
    upgrade(db) {
      db.createObjectStore("works", { keyPath: "id" });
      db.createObjectStore("versions", { keyPath: "id", autoIncrement: true }).createIndex("work", "work");
      db.createObjectStore("files", { keyPath: "key" });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      database = null;
      onReplaced();
    },
  });
  return database.then(() => undefined);
}

function opened(): Promise<IDBPDatabase<Layout>> {
  return database ?? Promise.reject(new Error("the store is not open"));
}

/** The latest first. */
export async function storedWorks(): Promise<readonly Work[]> {
  return (await (await opened()).getAll("works")).toSorted((a, b) => b.savedAt - a.savedAt);
}

/** The latest first. */
export async function storedVersions(work: string): Promise<readonly Version[]> {
  const found = await (await opened()).getAllFromIndex("versions", "work", work);
  return (found as Version[]).toSorted((a, b) => b.id - a.id);
}

/** Work and version in one transaction: both or neither. A version of the same id is replaced; above 20 the oldest go. */
export async function putWork(work: Work, version: NewVersion & { readonly id?: number }): Promise<number> {
  const transaction = (await opened()).transaction(["works", "versions"], "readwrite");
  const versions = transaction.objectStore("versions");
  await transaction.objectStore("works").put(work);
  const id = await versions.put(version);
  const known = await versions.index("work").getAllKeys(work.id);
  await Promise.all(known.toSorted((a, b) => a - b).slice(0, -VERSIONS_KEPT).map((key) => versions.delete(key)));
  await transaction.done;
  return id;
}

export async function removeWork(id: string): Promise<void> {
  const transaction = (await opened()).transaction(["works", "versions"], "readwrite");
  await transaction.objectStore("works").delete(id);
  const versions = transaction.objectStore("versions");
  await Promise.all((await versions.index("work").getAllKeys(id)).map((key) => versions.delete(key)));
  await transaction.done;
}

export async function storedFiles(): Promise<readonly StoredFile[]> {
  return (await opened()).getAll("files");
}

export async function putFile(file: StoredFile): Promise<void> {
  await (await opened()).put("files", file);
}

export async function removeFile(key: string): Promise<void> {
  await (await opened()).delete("files", key);
}
