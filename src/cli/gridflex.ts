import { CancelledError, InfeasibleError, InputError, LimitError } from "../core/errors.ts";
import { nearestName } from "../core/maths/nearestName.ts";
import { version } from "../document/version.ts";
import { explainError } from "../text/explain.ts";
import { commandHelp, parseArgs, programHelp } from "./command.ts";
import type { Command, ExitCode, Io } from "./command.ts";

/**
 * The whole program of the terminal but for the process: words in, exit code out, everything said through `io`.
 * No error leaves it.
 */
export async function gridflex(words: readonly string[], io: Io, commands: readonly Command[]): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    io.stderr(programHelp(commands, version));
    return 2;
  }
  if (name === "--help" || name === "help" || name === "-h") {
    io.stdout(programHelp(commands, version));
    return 0;
  }
  if (name === "--version") {
    io.stdout(`${version}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const nearest = nearestName(name, commands.map((candidate) => candidate.name));
    const allowed = `${nearest === undefined ? "" : `${nearest} (nearest), or `}${commands.map((candidate) => candidate.name).join(", ")}; gridflex --help`;
    say(io, explainError(new InputError([{ where: { path: "command" }, found: `"${name}"`, allowed }])));
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.stdout(commandHelp(command));
    return 0;
  }
  try {
    return await command.run(parseArgs(command, rest), io);
  } catch (error) {
    say(io, isOurs(error) ? explainError(error) : bugReport(error));
    return exitCodeOf(error);
  }
}

/** What the user gave is 2, a file beyond our limits included; everything else that ends a command is 1. */
function exitCodeOf(error: unknown): ExitCode {
  return error instanceof InputError || error instanceof LimitError ? 2 : 1;
}

function isOurs(error: unknown): error is InputError | InfeasibleError | LimitError | CancelledError {
  return error instanceof InputError || error instanceof InfeasibleError || error instanceof LimitError || error instanceof CancelledError;
}

function bugReport(error: unknown): string[] {
  return [...explainError(error), `Please report it with the command and its files; this is gridflex ${version}.`, error instanceof Error ? (error.stack ?? "") : ""];
}

function say(io: Io, sentences: readonly string[]): void {
  io.stderr(`${sentences.join("\n")}\n`);
}
