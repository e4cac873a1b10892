import * as z from "zod/mini";
import { declarationOf, pathText, type Path } from "../check.ts";
import { InputError, type Issue } from "../errors.ts";
import { choiceField, field, fieldRegistry, numberField, switchField, textField } from "../field.ts";
import { log, exp } from "../maths/functions.ts";
import { checkScenario, scenarioSchema, withStrategy, type Scenario } from "../scenario.ts";

const pathField = textField({
  title: "Input", help: 'Path of an input in the scenario, such as "battery.energyKwh" or "load.classes[0].shareFraction"; "strategy" stands for names as compare takes them.', default: "", maxLength: 200,
});

/** An input of the scenario that a study moves between two values. */
export const parameterRange = z.strictObject({
  path: pathField,
  low: numberField({ title: "Low", help: "In the unit of the input.", default: 0 }),
  high: numberField({ title: "High", help: "In the unit of the input.", default: 1 }),
  scale: choiceField(["linear", "log"], { title: "Scale", help: "Whether equal steps are equal differences or equal ratios.", default: "linear", options: { linear: "Linear", log: "Logarithmic" } }),
  whole: switchField({ title: "Whole numbers", help: "Rounds to whole numbers.", default: false }),
}).register(fieldRegistry, { title: "Range", help: "An input of the scenario and the values between which it is moved." });

export type ParameterRange = z.output<typeof parameterRange>;

export function rangesField(help: string, most: number) {
  return field(z.array(parameterRange).check(z.maxLength(most)), { title: "Inputs that vary", help, control: "json", default: [] });
}

export type ParameterValue = number | string | boolean;

/** An input of the scenario and the values that it takes. */
export const parameterValues = z.strictObject({
  path: pathField,
  values: field(z.array(z.union([z.number(), z.string().check(z.maxLength(200)), z.boolean()])).check(z.minLength(1), z.maxLength(1000)), { title: "Values", help: "Each is tried with each of the others.", control: "json", default: [0] }),
}).register(fieldRegistry, { title: "Values", help: "An input of the scenario and the values that it takes." });

/** What a reader of a study must know of an input that it moves. */
export type ParameterFacts = { readonly path: string; readonly title: string; readonly unit: string; /** In the scenario as it stands; null where it is not a single value. */ readonly base: ParameterValue | null };

/** @throws InputError where the path cannot be read */
export function parsePath(text: string, where = "path"): Path {
  const parts = text.split(/\.|(?=\[)/);
  const path = parts.map((part) => {
    const index = /^\[(\d+)\]$/.exec(part)?.[1];
    return index === undefined ? part : Number(index);
  });
  if (text === "" || path.some((part) => part === "" || part === "__proto__" || (typeof part === "string" && /[[\]]/.test(part)))) {
    throw new InputError([{ where: { path: where }, found: JSON.stringify(text), allowed: 'names joined by points, places in lists in brackets: "tariff.urdb.energyratestructure[0][0].rate"' }]);
  }
  return path;
}

/** The scenario with one input set; what is not touched is shared. Not checked. */
export function withParameter(scenario: Scenario, path: string, value: ParameterValue, where = "path"): Scenario {
  if (path === "strategy") return withStrategy(scenario, String(value), where);
  return withValue(scenario, parsePath(path, where), value) as Scenario;
}

function withValue(holder: unknown, [key, ...rest]: Path, value: ParameterValue): unknown {
  if (key === undefined) return value;
  if (Array.isArray(holder)) return holder.map((held: unknown, index) => (index === key ? withValue(held, rest, value) : held));
  const record = typeof holder === "object" && holder !== null ? (holder as Readonly<Record<PropertyKey, unknown>>) : {};
  return { ...record, [key]: withValue(Object.hasOwn(record, key) ? record[key] : undefined, rest, value) };
}

function valueAt(scenario: unknown, path: Path): unknown {
  let here = scenario;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return here;
}

export function parameterFacts(scenario: Scenario, path: string): ParameterFacts {
  if (path === "strategy") return { path, title: "Strategy", unit: "", base: `${scenario.strategy.battery.policy}+${scenario.strategy.work.policy}` };
  const parsed = parsePath(path);
  const { title, unit } = declarationOf(scenarioSchema, scenario, parsed);
  const base = valueAt(scenario, parsed);
  return { path, title: title ?? pathText(parsed), unit: unit ?? "", base: typeof base === "number" || typeof base === "string" || typeof base === "boolean" ? base : null };
}

/** The value at a place between its ends, 0…1. */
export function valueWithin({ low, high, scale, whole }: ParameterRange, place: number): number {
  const value = scale === "log" ? exp(log(low) + place * (log(high) - log(low))) : low + place * (high - low);
  const within = Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high));
  return whole ? Math.round(within) : within;
}

/** The scenario at a point of the unit cube over some ranges. */
export function withPoint(scenario: Scenario, ranges: readonly ParameterRange[], point: ArrayLike<number>): Scenario {
  return ranges.reduce((changed, range, k) => withParameter(changed, range.path, valueWithin(range, point[k]!)), scenario);
}

/**
 * Every range named once, its ends values that the scenario can take, each by itself. What two together make impossible shows in their run.
 * @param at path of the ranges in the file, for messages
 */
export function checkRanges(scenario: Scenario, ranges: readonly ParameterRange[], at: string): void {
  const issues = ranges.flatMap((range, index): Issue[] => {
    const here = `${at}[${index}]`;
    if (range.high <= range.low) return [{ where: { path: `${here}.high` }, found: String(range.high), allowed: `above low, ${range.low}` }];
    if (range.scale === "log" && range.low <= 0) return [{ where: { path: `${here}.low` }, found: String(range.low), allowed: "above 0 on a logarithmic scale" }];
    return [["low", range.low], ["high", range.high]].flatMap(([end, value]) => valueIssues(scenario, range.path, value as number, here, `${here}.${end}`));
  });
  const wrong = [...issues, ...repeated(ranges, at)];
  if (wrong.length > 0) throw new InputError(wrong);
}

/** As `checkRanges`, for lists of values. */
export function checkValues(scenario: Scenario, parameters: readonly { readonly path: string; readonly values: readonly ParameterValue[] }[], at: string): void {
  const issues = parameters.flatMap(({ path, values }, index) => values.flatMap((value, k) => valueIssues(scenario, path, value, `${at}[${index}]`, `${at}[${index}].values[${k}]`)));
  const wrong = [...issues, ...repeated(parameters, at)];
  if (wrong.length > 0) throw new InputError(wrong);
}

function repeated(parameters: readonly { readonly path: string }[], at: string): Issue[] {
  return parameters.flatMap(({ path }, index) => (parameters.findIndex((other) => other.path === path) < index ? [{ where: { path: `${at}[${index}].path` }, found: `${path} again`, allowed: "each input once" }] : []));
}

function valueIssues(scenario: Scenario, path: string, value: ParameterValue, parameter: string, at: string): Issue[] {
  try {
    const changed = withParameter(scenario, path, value, `${parameter}.path`);
    if (path === "strategy") return [];
    const parsed = parsePath(path, `${parameter}.path`);
    // An optional input may be absent; a place in a list that does not reach so far is a mistake.
    if (valueAt(changed, parsed) !== value) return [{ where: { path: `${parameter}.path` }, found: path, allowed: "an input of the scenario" }];
    checkScenario(changed, scenario);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ where, found, allowed }) => (where.path?.startsWith(parameter) === true ? { where, found, allowed }
      : found === "unknown key" ? { where: { path: `${parameter}.path` }, found: path, allowed: `an input of the scenario: ${allowed}` }
      : { where: { path: at }, found: where.path === path ? found : `${String(value)}, by which ${where.path ?? "the scenario"} is ${found}`, allowed }));
  }
}

/** Inputs that a study moves where none are named: what the site's builder chooses, a fifth down and up. */
const suggested = ["load.itDesignKw", "solar.dcKw", "wind.ratedKw", "battery.powerKw", "battery.energyKwh", "battery.chargeEfficiencyFraction", "connection.importLimitKw", "price.adderPerKwh", "generator.ratingKw"];
const SUGGESTED_SWING = 0.2;

/** The inputs of a site that are worth moving, a fifth down and up (a choice, not a finding), within what each may be. */
export function suggestedRanges(scenario: Scenario): ParameterRange[] {
  return suggested.flatMap((path): ParameterRange[] => {
    const parsed = parsePath(path);
    const base = valueAt(scenario, parsed);
    if (typeof base !== "number" || base <= 0) return [];
    const { min = -Infinity, max = Infinity } = declarationOf(scenarioSchema, scenario, parsed);
    const range: ParameterRange = { path, low: Math.max(min, base * (1 - SUGGESTED_SWING)), high: Math.min(max, base * (1 + SUGGESTED_SWING)), scale: "linear", whole: false };
    const possible = [range.low, range.high].every((end) => valueIssues(scenario, path, end, "", "").length === 0);
    return range.high > range.low && possible ? [range] : [];
  });
}

/** The ranges that were given, else those suggested. @throws InputError where there is nothing to move */
export function rangesOf(scenario: Scenario, given: readonly ParameterRange[], at: string): readonly ParameterRange[] {
  const ranges = given.length > 0 ? given : suggestedRanges(scenario);
  if (ranges.length === 0) throw new InputError([{ where: { path: at }, found: "no input", allowed: 'at least one, such as { "path": "battery.energyKwh", "low": 0, "high": 4000 }' }]);
  checkRanges(scenario, ranges, at);
  return ranges;
}
