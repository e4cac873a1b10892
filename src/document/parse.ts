import { InputError, LimitError, type Issue } from "../core/errors.ts";
import { checkScenario } from "../core/scenario.ts";
import type { Scenario } from "../core/scenario.ts";
import { checkStudies, type Studies } from "../core/studies/index.ts";
import { migrate } from "./migrate.ts";
import { readJson } from "./readJson.ts";

/** A scenario is at most this large; long series belong in files beside it. */
export const MAX_SCENARIO_BYTES = 1_000_000;

/** What a scenario file holds: the scenario, and beside it the inputs of studies, which are no part of its hash. */
export type ScenarioFile = { readonly scenario: Scenario; readonly studies: Studies };

/** The scenario of a file alone; as `parseFile`. */
export function parseScenario(json: string | Uint8Array | object, file?: string): Scenario {
  return parseFile(json, file).scenario;
}

/**
 * A scenario and its studies from their JSON text (or the value of it): migrated, checked, every default filled in.
 * Throws `InputError` with every issue (file, line, path, what was found, what is allowed), `LimitError` above 1 MB.
 * @param file the name that stands in the messages
 */
export function parseFile(json: string | Uint8Array | object, file?: string): ScenarioFile {
  if (typeof json === "string" || json instanceof Uint8Array) return parseText(json, file);
  sizeChecked(textOf(json), file);
  return checkFile(json);
}

/** The value of a file, as the file holds it. */
export function fileValue({ scenario, studies }: ScenarioFile): object {
  return { ...scenario, studies };
}

function checkFile(value: unknown): ScenarioFile {
  if (!isObject(value)) return { scenario: checkScenario(value), studies: checkStudies({}) };
  const { studies, ...scenario } = migrate(value);
  const issues: Issue[] = [];
  const checked = collecting(issues, () => checkScenario(scenario));
  const checkedStudies = collecting(issues, () => checkStudies(studies));
  if (checked === undefined || checkedStudies === undefined) throw new InputError(issues);
  return { scenario: checked, studies: checkedStudies };
}

/** The issues of both halves of a file are told together. */
function collecting<Checked>(issues: Issue[], check: () => Checked): Checked | undefined {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    issues.push(...error.issues);
    return undefined;
  }
}

function parseText(json: string | Uint8Array, file: string | undefined): ScenarioFile {
  const text = typeof json === "string" ? json : decoded(json, file);
  sizeChecked(text, file);
  const document = readJson(text, file);
  try {
    return checkFile(document.value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const placed = error.issues.map((issue) => {
      const { path = "" } = issue.where;
      return { ...issue, where: { ...(file === undefined ? {} : { file }), line: document.lineOf(path), path } };
    });
    throw new InputError(placed.sort((a, b) => a.where.line - b.where.line));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decoded(bytes: Uint8Array, file: string | undefined): string {
  if (bytes.length > MAX_SCENARIO_BYTES) throw tooLarge(bytes.length, file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError([{ where: file === undefined ? {} : { file }, found: "bytes that are not UTF-8", allowed: "a JSON text in UTF-8" }]);
  }
}

/** Throws for a value that has no text: a circle, or deeper than the stack. */
function textOf(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new InputError([{ where: {}, found: "a value that contains itself, or has no JSON form", allowed: "a scenario as JSON.parse gives it" }]);
  }
}

function sizeChecked(text: string, file: string | undefined): void {
  // A character is one to three bytes per UTF-16 unit: only near the limit must they be counted.
  if (text.length * 3 <= MAX_SCENARIO_BYTES) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_SCENARIO_BYTES) throw tooLarge(bytes, file);
}

function tooLarge(bytes: number, file: string | undefined): LimitError {
  return new LimitError(`size of ${file ?? "the scenario"}`, `${(bytes / 1e6).toFixed(2)} MB`, `${MAX_SCENARIO_BYTES / 1e6} MB (put long series into files beside it)`);
}
