/** Where an input went wrong: a file and line, or a path into the scenario ("battery.initialSocFraction"). */
export type Place = { readonly file?: string; readonly line?: number; readonly path?: string };

/** One thing wrong with what the user gave: where, what was found, what is allowed. `text/explain.ts` makes the sentence. */
export type Issue = { readonly where: Place; readonly found: string; readonly allowed: string };

/**
 * What the reader of a result must know though nothing failed: an assumption at work, a limit met, something filled in.
 * The code names the sentence, the values stand in it; `text/warnings.ts` makes the sentence.
 */
export type Warning = { readonly code: string; readonly values: Readonly<Record<string, number | string>> };

/** What the user gave cannot be used; every issue of the file or scenario at once. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map(({ where, found, allowed }) => `${placeText(where)}: found ${found}, allowed ${allowed}`).join("; "));
    this.issues = issues;
  }
}

/** No plan keeps every limit: which limit, from which step to which, and by how much at the worst. */
export class InfeasibleError extends Error {
  override readonly name = "InfeasibleError";
  readonly limit: string;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly shortKw: number;
  constructor(limit: string, firstStep: number, lastStep: number, shortKw: number) {
    super(`${limit} is ${shortKw} kW short in steps ${firstStep} to ${lastStep}`);
    this.limit = limit;
    this.firstStep = firstStep;
    this.lastStep = lastStep;
    this.shortKw = shortKw;
  }
}

/** A limit of this program, not of the user's site: which, what was found, what is the most. */
export class LimitError extends Error {
  override readonly name = "LimitError";
  readonly limit: string;
  readonly found: string;
  readonly allowed: string;
  constructor(limit: string, found: string, allowed: string) {
    super(`${limit}: found ${found}, at most ${allowed}`);
    this.limit = limit;
    this.found = found;
    this.allowed = allowed;
  }
}

/** The caller no longer wants the result. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  constructor() {
    super("cancelled");
  }
}

/** What crosses a thread: only names and plain data survive there. */
export type ErrorRecord =
  | { readonly name: "InputError"; readonly issues: readonly Issue[] }
  | { readonly name: "InfeasibleError"; readonly limit: string; readonly firstStep: number; readonly lastStep: number; readonly shortKw: number }
  | { readonly name: "LimitError"; readonly limit: string; readonly found: string; readonly allowed: string }
  | { readonly name: "CancelledError" }
  | { readonly name: "Bug"; readonly message: string; readonly stack: string };

export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof InputError) return { name: "InputError", issues: error.issues };
  if (error instanceof InfeasibleError) {
    const { limit, firstStep, lastStep, shortKw } = error;
    return { name: "InfeasibleError", limit, firstStep, lastStep, shortKw };
  }
  if (error instanceof LimitError) return { name: "LimitError", limit: error.limit, found: error.found, allowed: error.allowed };
  if (error instanceof CancelledError) return { name: "CancelledError" };
  const bug = error instanceof Error ? error : new Error(String(error));
  return { name: "Bug", message: bug.message, stack: bug.stack ?? "" };
}

export function fromErrorRecord(record: ErrorRecord): Error {
  switch (record.name) {
    case "InputError": return new InputError(record.issues);
    case "InfeasibleError": return new InfeasibleError(record.limit, record.firstStep, record.lastStep, record.shortKw);
    case "LimitError": return new LimitError(record.limit, record.found, record.allowed);
    case "CancelledError": return new CancelledError();
    case "Bug": return Object.assign(new Error(record.message), { stack: record.stack });
  }
}

/** An impossible case of our own: name the numbers in the message. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

function placeText({ file, line, path }: Place): string {
  return [file, line === undefined ? undefined : `line ${line}`, path].filter((part) => part !== undefined).join(", ") || "input";
}
