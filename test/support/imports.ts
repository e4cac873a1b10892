import { InputError, type Issue } from "../../src/core/errors.ts";
import type { ImportedFile } from "../../src/files/read/reader.ts";

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The issues of the `InputError` that `act` throws; fails where it throws none or another. */
export function issuesOf(act: () => unknown): readonly Issue[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The classes of oddity that a report names, each once, in alphabetical order. */
export function issueClasses(file: ImportedFile): string[] {
  return [...new Set(file.issues.map((issue) => issue.class))].sort();
}

/** Least, mean and greatest of the values that are there. */
export function summary({ values }: { readonly values: Float64Array }): { readonly min: number; readonly mean: number; readonly max: number } {
  const there = values.filter((value) => !Number.isNaN(value));
  return {
    min: there.reduce((a, b) => Math.min(a, b), Infinity), max: there.reduce((a, b) => Math.max(a, b), -Infinity),
    mean: there.reduce((a, b) => a + b, 0) / there.length,
  };
}
