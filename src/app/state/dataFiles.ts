import { signal } from "@preact/signals";
import type { DataFile } from "../../core/time/series.ts";

/** Files that scenarios name, read; by the key of the reference. They stay when an edit is undone, so that it can be done again. */
export const dataFiles = signal<ReadonlyMap<string, DataFile>>(new Map());
