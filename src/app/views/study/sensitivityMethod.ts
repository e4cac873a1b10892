import type { ComponentChildren } from "preact";
import type { Table } from "../../../charts/mark.ts";
import type { Scenario } from "../../../core/scenario.ts";
import type { ParameterFacts } from "../../../core/studies/parameters.ts";
import type { Finding } from "../../../text/findings.ts";
import { figureScale, type FigureScale } from "../../../text/studyFigures.ts";
import { inputName } from "../../../text/studySensitivity.ts";
import type { AnyAskedStudy } from "../../state/studies.ts";
import { scenarioNumbers } from "./scenarioNumbers.ts";

/** What the view of sensitivity needs of one way to compute it. */
export type MethodParts = {
  readonly study: AnyAskedStudy;
  readonly inputs: ComponentChildren;
  /** Null before there is an answer. */
  readonly found: {
    readonly finding: Finding | null;
    /** The figure in view, and all that can be chosen. */
    readonly figure: string;
    readonly figures: readonly string[];
    readonly table: () => Table;
    readonly charts: ComponentChildren;
  } | null;
};

/** The chosen figure where the answer has it, else the study's own. */
export function figureInView(chosen: string | null, figures: readonly string[], own: string): string {
  return chosen !== null && figures.includes(chosen) ? chosen : figures.includes(own) ? own : figures[0] ?? own;
}

/** The inputs by names that stand by themselves. */
export function namedInputs<Input extends ParameterFacts>(scenario: Scenario, inputs: readonly Input[]): readonly Input[] {
  const numbers = scenarioNumbers(scenario);
  const named = inputs.map((input) => ({ ...input, title: inputName(input.title, numbers.find(({ path }) => path === input.path)?.group) }));
  // Two of one name are told apart by where they stand.
  return named.map((input) => (named.some((other) => other !== input && other.title === input.title) ? { ...input, title: `${input.title} (${input.path})` } : input));
}

/** @param values that stand together on one axis */
export function scaleOfValues(figure: string, values: readonly number[], currency: string): FigureScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.length === 0 ? figureScale(figure, 0, 0, currency) : figureScale(figure, Math.max(Math.abs(low), Math.abs(high)), high - low, currency);
}
