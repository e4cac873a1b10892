import type { Warning } from "../core/errors.ts";
import { warningText } from "../text/warnings.ts";
import type { Io } from "./command.ts";

/** @param run whose warnings they are, where there are several */
export function tellWarnings(warnings: readonly Warning[], io: Io, run?: string): void {
  for (const warning of warnings) io.stderr(`${run === undefined ? "" : `${run}: `}${warningText(warning)}\n`);
}
