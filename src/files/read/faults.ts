import { InputError, type Issue } from "../../core/errors.ts";

/** Faults of one file, gathered before throwing; beyond the first twenty only their number is told. */
export type Faults = {
  add(line: number | undefined, found: string, allowed: string): void;
  /** Throws `InputError` with every fault, where there is one. */
  throwAny(): void;
};

const MOST_SHOWN = 20;

export function collectFaults(file: string): Faults {
  const issues: Issue[] = [];
  let more = 0;
  return {
    add(line, found, allowed) {
      if (issues.length >= MOST_SHOWN) more++;
      else issues.push({ where: line === undefined ? { file } : { file, line }, found: shown(found), allowed });
    },
    throwAny() {
      if (issues.length === 0) return;
      if (more > 0) issues.push({ where: { file }, found: `${more} more like these`, allowed: "none" });
      throw new InputError(issues);
    },
  };
}

/** One fault and out: for what makes the rest of a file unreadable. */
export function fail(file: string, line: number | undefined, found: string, allowed: string): never {
  throw new InputError([{ where: line === undefined ? { file } : { file, line }, found: shown(found), allowed }]);
}

function shown(found: string): string {
  return found.length > 120 ? `${found.slice(0, 117)}…` : found;
}
