import { InputError, type Issue, type Warning } from "../../core/errors.ts";
import type { Series } from "../../core/time/series.ts";
import { oddPositions, type ValueClass } from "./oddities.ts";
import type { Choice, Choices, ImportedFile, OddityClass } from "./reader.ts";

/** The classes whose values can be taken out or filled. */
const OF_VALUES: readonly ValueClass[] = ["negative", "zeroRun", "constantRun", "spike", "clipped"];

export type ChosenSeries = {
  readonly series: Series;
  /** `valuesFilled` and `valuesTakenOut`: the `series`, the `class` of oddity and how many `values`. */
  readonly warnings: readonly Warning[];
};

/**
 * A series of a file as it is to be used. Nobody chose: doubled instants are refused; gaps stand as NaN, which a run refuses where it needs them;
 * everything else is kept. `interpolate` fills on a straight line between neighbours (at an end of the series with the nearest value), `drop` makes gaps;
 * both are counted.
 * @throws InputError where a class is refused, by choice or because nobody chose for it
 */
export function applyChoices(file: ImportedFile, series: Series, choices: Choices, name: string): ChosenSeries {
  const issues: Issue[] = [];
  const warnings: Warning[] = [];
  const refuse = (found: string, oddity: OddityClass, allowed: readonly Choice[]): void => {
    issues.push({ where: { file: name, path: `choices.${oddity}` }, found, allowed: `none, or the choice ${allowed.join(" or ")}` });
  };
  for (const oddity of file.issues) {
    if (oddity.class === "gap" || OF_VALUES.includes(oddity.class as ValueClass) || (oddity.series !== undefined && oddity.series !== series.name)) continue;
    const choice = choices[oddity.class] ?? (oddity.class === "duplicate" ? "refuse" : "keep");
    if (choice === "refuse") refuse(`${oddity.message} First: ${oddity.first}.`, oddity.class, oddity.class === "duplicate" ? ["drop"] : ["keep"]);
  }

  const values = Float64Array.from(series.values);
  const report = (code: "valuesFilled" | "valuesTakenOut", oddity: OddityClass, count: number): void => {
    warnings.push({ code, values: { file: name, series: series.name, class: oddity, values: count } });
  };
  for (const [oddity, at] of OF_VALUES.some((oddity) => (choices[oddity] ?? "keep") !== "keep") ? oddPositions(series) : []) {
    const choice = choices[oddity] ?? "keep";
    if (choice === "keep") continue;
    if (choice === "refuse") {
      refuse(`${at.length} values of class ${oddity} in ${series.name}`, oddity, ["keep", "drop", "interpolate"]);
      continue;
    }
    for (const i of at) values[i] = Number.NaN;
    if (choice === "interpolate") fillGaps(values, at);
    report(choice === "drop" ? "valuesTakenOut" : "valuesFilled", oddity, at.length);
  }

  const gaps: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) gaps.push(i);
  if (gaps.length === values.length) issues.push({ where: { file: name }, found: `no value in ${series.name}`, allowed: "a series with values" });
  else if (gaps.length > 0 && choices.gap === "refuse") refuse(`${gaps.length} missing values in ${series.name}`, "gap", ["interpolate"]);
  else if (gaps.length > 0 && choices.gap === "interpolate") {
    fillGaps(values, gaps);
    report("valuesFilled", "gap", gaps.length);
  }
  if (issues.length > 0) throw new InputError(issues);
  return { series: { ...series, values }, warnings };
}

/** @param at positions to fill, rising */
function fillGaps(values: Float64Array, at: readonly number[]): void {
  for (let k = 0; k < at.length;) {
    let last = k;
    while (last + 1 < at.length && at[last + 1] === at[last]! + 1) last++;
    const from = at[k]! - 1;
    const to = at[last]! + 1;
    const before = from >= 0 ? values[from]! : values[to]!;
    const after = to < values.length ? values[to]! : before;
    for (let i = at[k]!; i < to; i++) values[i] = before + ((after - before) * (i - from)) / (to - from);
    k = last + 1;
  }
}
