import { InputError } from "../core/errors.ts";
import type { ParameterValue } from "../core/studies/parameters.ts";
import type { Args, CommandOption } from "./command.ts";

export const varyOption: CommandOption = {
  name: "vary", value: "INPUT=…;…",
  summary: "Inputs that vary, in place of the file's, parted by semicolons: battery.energyKwh=2000..8000 is a range, battery.energyKwh=2000,4000 a list (of names, for strategy).",
};

export type Varied = {
  readonly ranges: readonly { readonly path: string; readonly low: number; readonly high: number }[];
  readonly values: readonly { readonly path: string; readonly values: readonly ParameterValue[] }[];
};

/** What `--vary` says; undefined where it is not given. @throws InputError for what cannot be read */
export function variedOf(args: Args): Varied | undefined {
  const text = args.text("vary");
  if (text === undefined) return undefined;
  const ranges: Varied["ranges"][number][] = [];
  const values: Varied["values"][number][] = [];
  for (const entry of text.split(";").map((part) => part.trim()).filter((part) => part !== "")) {
    const at = entry.indexOf("=");
    const [path, said] = [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
    const range = /^(\S+?)\.\.(\S+)$/.exec(said);
    const [low, high] = [Number(range?.[1]), Number(range?.[2])];
    if (at <= 0 || said === "" || (range !== null && !(Number.isFinite(low) && Number.isFinite(high)))) {
      throw new InputError([{ where: { path: "--vary" }, found: JSON.stringify(entry), allowed: "INPUT=LOW..HIGH or INPUT=VALUE,VALUE,…" }]);
    }
    if (range !== null) ranges.push({ path, low, high });
    else values.push({ path, values: said.split(",").map((value) => valueOf(value.trim())) });
  }
  return { ranges, values };
}

/** The ranges alone, for studies that take no lists. */
export function variedRanges(args: Args): Pick<Varied, "ranges"> | undefined {
  const varied = variedOf(args);
  const list = varied?.values[0];
  if (list !== undefined) throw new InputError([{ where: { path: "--vary" }, found: `${list.path} as a list`, allowed: `a range: ${list.path}=LOW..HIGH` }]);
  return varied === undefined ? undefined : { ranges: varied.ranges };
}

function valueOf(text: string): ParameterValue {
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
