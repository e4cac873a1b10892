import { InputError } from "../core/errors.ts";
import type { Issue } from "../core/errors.ts";
import { nearestName } from "../core/maths/nearestName.ts";

/** What a command may touch of the world; tests hand in their own. Nothing else in `cli/` reads or writes. */
export type Io = {
  /** Results. One JSON object with `--json`. */
  stdout(text: string): void;
  /** Diagnostics: warnings, progress, errors. */
  stderr(text: string): void;
  /** Paths as typed, relative to the working folder. Throws `InputError` where the file cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
  /** Makes the folders on the way. */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
};

/** 0 done, 1 failed, 2 wrong usage or input. */
export type ExitCode = 0 | 1 | 2;

export type CommandOption = {
  /** Without the dashes: "dc-kw". */
  readonly name: string;
  /** What stands for its value in the help: "FILE", "kW". Absent: a switch that is on where it is given. */
  readonly value?: string | undefined;
  /** One sentence; the default is told from `default`. */
  readonly summary: string;
  readonly default?: string | undefined;
  /** The only values that are allowed. */
  readonly choices?: readonly string[] | undefined;
};

export type Operand = { readonly name: string; readonly summary: string; readonly optional?: boolean; /** The last one may be given several times. */ readonly repeated?: boolean };

/** One command of the terminal: what it takes, told as data, and what it does. Its help, parsing and refusals follow from the data. */
export type Command = {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  readonly operands: readonly Operand[];
  readonly options: readonly CommandOption[];
  /** What else its reader must know: formulas, shapes of the output. Lines of at most 100 characters. */
  readonly details?: string | undefined;
  run(args: Args, io: Io): Promise<ExitCode>;
};

/** The words after a command's name, checked against its declaration. Values are read by name; a name that is not declared is a bug. */
export type Args = {
  /** By the operand's declared name; empty where an optional one is absent. */
  operand(name: string): string;
  /** Every word of the last operand, where it may be repeated. */
  repeated(name: string): readonly string[];
  has(option: string): boolean;
  /** The value given, else the declared default, else undefined. */
  text(option: string): string | undefined;
  /** Throws `InputError` where it is absent. */
  requiredText(option: string): string;
  /** Throws `InputError` where it is not a finite number in the range. */
  number(option: string, range?: NumberRange): number | undefined;
  requiredNumber(option: string, range?: NumberRange): number;
};

export type NumberRange = { readonly min?: number; readonly max?: number; readonly whole?: boolean };

/** Every command has these. */
const helpOption: CommandOption = { name: "help", summary: "Print this help and end." };

/** Throws `InputError` with every wrong word at once. */
export function parseArgs(command: Command, words: readonly string[]): Args {
  const issues: Issue[] = [];
  const values = new Map<string, string>();
  const operands: string[] = [];
  const declared = new Map([...command.options, helpOption].map((option) => [option.name, option]));
  const refuse = (path: string, found: string, allowed: string) => { issues.push({ where: { path }, found, allowed }); };

  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--") {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith("--")) {
      if (word.length > 1 && word.startsWith("-") && !/^-[\d.]/.test(word)) refuse(word, "unknown option", optionNames(command));
      else operands.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const option = declared.get(name);
    if (option === undefined) {
      const nearest = nearestName(name, [...declared.keys()]);
      refuse(`--${name}`, "unknown option", nearest === undefined ? optionNames(command) : `--${nearest} (nearest), or ${optionNames(command)}`);
      continue;
    }
    if (values.has(name)) refuse(`--${name}`, "given twice", "once");
    if (option.value === undefined) {
      if (equals >= 0) refuse(`--${name}`, `"${word.slice(equals + 1)}"`, "no value: it is a switch");
      values.set(name, "");
      continue;
    }
    const value = equals < 0 ? words[++i] : word.slice(equals + 1);
    if (value === undefined || (equals < 0 && value.startsWith("--"))) {
      refuse(`--${name}`, "no value", option.value);
      if (value !== undefined) i--;
      continue;
    }
    if (option.choices !== undefined && !option.choices.includes(value)) refuse(`--${name}`, `"${value}"`, option.choices.join(", "));
    values.set(name, value);
  }

  command.operands.forEach((operand, index) => {
    if (operands[index] === undefined && operand.optional !== true) refuse(operand.name, "nothing", operand.summary);
  });
  const most = command.operands.at(-1)?.repeated === true ? Infinity : command.operands.length;
  for (const extra of operands.slice(most)) {
    refuse(`"${extra}"`, "one word too many", `${command.operands.map(({ name }) => name).join(" ") || "no operands"} for gridflex ${command.name}`);
  }
  if (issues.length > 0) throw new InputError(issues);
  return checkedArgs(command, declared, operands, values);
}

function checkedArgs(command: Command, declared: ReadonlyMap<string, CommandOption>, operands: readonly string[], values: ReadonlyMap<string, string>): Args {
  const declaration = (name: string): CommandOption => {
    const option = declared.get(name);
    if (option === undefined) throw new Error(`gridflex ${command.name} does not declare --${name}`);
    return option;
  };
  const text = (name: string) => {
    const option = declaration(name);
    return values.get(name) ?? option.default;
  };
  const number = (name: string, { min = -Infinity, max = Infinity, whole = false }: NumberRange = {}) => {
    const typed = text(name);
    if (typed === undefined) return undefined;
    const value = typed.trim() === "" ? NaN : Number(typed);
    if (!Number.isFinite(value) || value < min || value > max || (whole && !Number.isInteger(value))) {
      throw new InputError([{ where: { path: `--${name}` }, found: `"${typed}"`, allowed: `${whole ? "a whole number" : "a number"}${rangeText(min, max)}` }]);
    }
    return value;
  };
  const required = <Value>(name: string, value: Value | undefined): Value => {
    if (value === undefined) throw new InputError([{ where: { path: `--${name}` }, found: "nothing", allowed: `${declaration(name).value ?? "a value"}: ${declaration(name).summary}` }]);
    return value;
  };
  return {
    operand(name) {
      const index = command.operands.findIndex((operand) => operand.name === name);
      if (index < 0) throw new Error(`gridflex ${command.name} does not declare the operand ${name}`);
      return operands[index] ?? "";
    },
    repeated: (name) => operands.slice(command.operands.findIndex((operand) => operand.name === name)),
    has: (name) => values.has(declaration(name).name),
    text,
    requiredText: (name) => required(name, text(name)),
    number,
    requiredNumber: (name, range) => required(name, number(name, range)),
  };
}

function rangeText(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return "";
  if (max === Infinity) return `, at least ${min}`;
  if (min === -Infinity) return `, at most ${max}`;
  return `, ${min} … ${max}`;
}

function optionNames(command: Command): string {
  return [...command.options, helpOption].map(({ name }) => `--${name}`).join(", ");
}

/** `gridflex run --help`. */
export function commandHelp(command: Command): string {
  const operands = command.operands.map(({ name, optional, repeated }) => `${optional === true ? `[${name}]` : name}${repeated === true ? " …" : ""}`);
  const rows = [...command.options, helpOption].map((option): [string, string] => [
    `--${option.name}${option.value === undefined ? "" : ` ${option.value}`}`,
    [option.summary, option.choices && `One of ${option.choices.join(", ")}.`, option.default !== undefined && `Default: ${option.default}.`].filter(Boolean).join(" "),
  ]);
  return [
    `${["gridflex", command.name, ...operands].join(" ")} [options]`,
    "",
    command.summary,
    "",
    ...table(command.operands.map(({ name, summary }): [string, string] => [name, summary])),
    ...(command.operands.length > 0 ? [""] : []),
    ...table(rows),
    ...(command.details === undefined ? [] : ["", command.details.trim()]),
    "",
  ].join("\n");
}

/** `gridflex --help`. */
export function programHelp(commands: readonly Command[], version: string): string {
  return [
    `gridflex ${version}: a data centre's load, solar, wind, battery and backup under real tariffs`,
    "",
    "gridflex COMMAND [operands] [options]",
    "",
    ...table(commands.map(({ name, summary }): [string, string] => [name, summary])),
    "",
    "gridflex COMMAND --help tells a command's options. Results go to standard output, diagnostics to standard error.",
    "Exit code 0: done; 1: failed; 2: wrong usage or input.",
    "",
  ].join("\n");
}

/** Two columns; long sentences go on below their beginning, lines of at most 100 characters. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(32, Math.max(0, ...rows.map(([name]) => name.length)));
  const width = 100 - left - 4;
  return rows.flatMap(([name, sentence]) => {
    const lines = wrap(sentence, width);
    const first = name.length > left ? [`  ${name}`, ...lines.map((line) => `  ${"".padEnd(left)}  ${line}`)] : undefined;
    return first ?? lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(left)}  ${line}`);
  });
}

function wrap(sentence: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of sentence.split(" ")) {
    const line = lines[lines.length - 1] as string;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
