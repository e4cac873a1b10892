import { pathText } from "../../../core/check.ts";
import { scenarioSchema, type Scenario } from "../../../core/scenario.ts";
import type { ParameterRange } from "../../../core/studies/parameters.ts";
import { declaredInputs, fieldsOf, valueAt, type FieldNode } from "../../inputs/declaration.ts";

/** A number of the scenario that a study can move. */
export type ScenarioNumber = { readonly field: FieldNode; /** As studies name it: "battery.energyKwh". */ readonly path: string; /** Title of the group it stands in. */ readonly group: string; readonly base: number };

const tree = declaredInputs(scenarioSchema).filter(({ path }) => path[0] !== "version" && path[0] !== "time");
const known = new WeakMap<Scenario, readonly ScenarioNumber[]>();

/** Every number of the scenario as it stands; what it does not have cannot be moved. Days and step are the run's, not the site's. */
export function scenarioNumbers(scenario: Scenario): readonly ScenarioNumber[] {
  const before = known.get(scenario);
  if (before !== undefined) return before;
  const found = tree.flatMap((node) => fieldsOf(node, scenario).flatMap((field): ScenarioNumber[] => {
    const base = valueAt(scenario, field.path);
    return field.control === "number" && typeof base === "number" ? [{ field, path: pathText(field.path), group: node.meta.title, base }] : [];
  }));
  known.set(scenario, found);
  return found;
}

/** All the words must occur in title, group, unit or path, so that "battery eff" finds the efficiencies. */
export function matchingNumbers(numbers: readonly ScenarioNumber[], search: string): readonly ScenarioNumber[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return numbers.filter(({ field: { meta }, path, group }) => {
    const text = `${group} ${meta.title} ${meta.unit ?? ""} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How far an input is moved where nobody said how far: a share of its value, down and up. */
const SWING = 0.2;

/** A fifth down and up within what the input may be; of a zero its declared range, or from nothing to one. */
export function rangeAround({ field: { meta, whole }, path, base }: ScenarioNumber): ParameterRange {
  const [min, max] = [meta.min ?? -Infinity, meta.max ?? Infinity];
  const reach = SWING * Math.abs(base);
  let [low, high] = reach > 0 ? [Math.max(min, base - reach), Math.min(max, base + reach)] : [Math.max(min, 0), Number.isFinite(max) && max <= 1 ? max : 1];
  if (whole) [low, high] = [Math.floor(low), Math.ceil(high)];
  return { path, low: tidy(low), high: tidy(Math.min(high, max)), scale: "linear", whole };
}

/** 0.1 × 3 is 0.3 to who reads it. */
function tidy(value: number): number {
  return Number(value.toPrecision(10));
}
