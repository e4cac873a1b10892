import type { Scenario } from "../../../core/scenario.ts";
import { fieldsOf, sameValue, setAt, valueAt, type FieldNode, type InputNode, type Path } from "../../inputs/declaration.ts";
import { shownValue } from "../../inputs/shown.ts";
import { NONE } from "../../../text/numbers.ts";

export type InputCell = {
  readonly text: string;
  /** As in the run in view. */
  readonly isSame: boolean;
  /** What the run in view would take; absent where its shape has no place for the value. */
  readonly copy?: (draft: object) => void;
};
export type InputRow = { readonly id: string; readonly label: string; readonly group: string; readonly cells: readonly InputCell[] };

/**
 * Inputs that are not the same in all runs, in the order of the form.
 * @param focus place of the run in view, which values are copied into
 * @param copied the first so many offer their values; the optimum behind them does not
 */
export function differingInputs(tree: readonly InputNode[], scenarios: readonly Scenario[], focus: number, copied = scenarios.length): { readonly rows: readonly InputRow[]; readonly count: number } {
  const focused = scenarios[focus] ?? scenarios[0];
  if (focused === undefined) return { rows: [], count: 0 };
  const count = tree.reduce((sum, node) => sum + fieldsOf(node, focused).length, 0);
  const rows = tree.flatMap((node) => {
    const fields = new Map<string, FieldNode>();
    for (const scenario of scenarios) for (const field of fieldsOf(node, scenario)) fields.set(field.path.join("."), field);
    return [...fields.values()].flatMap((field): InputRow[] => {
      const values = scenarios.map((scenario) => valueAt(scenario, field.path));
      if (values.every((value) => sameValue(value, values[0]))) return [];
      const mine = valueAt(focused, field.path);
      return [{
        id: field.path.join("."), label: field.meta.title, group: node.meta.title,
        cells: scenarios.map((scenario, index) => {
          const value = values[index];
          const text = value === undefined ? NONE : shownValue(field, value, scenario.site.currency);
          const isSame = sameValue(value, mine);
          const copy = isSame || value === undefined || index >= copied ? undefined : copyOf(field.path, scenario, focused);
          return { text, isSame, ...(copy === undefined ? {} : { copy }) };
        }),
      }];
    });
  });
  return { rows, count };
}

/** How a value is taken over. A choice of shape takes its inputs with it; a value alone needs the same shape on both sides. */
function copyOf(path: Path, from: Scenario, into: Scenario): InputCell["copy"] | undefined {
  const last = String(path.at(-1));
  const shape = path.slice(0, -1);
  if (last === "kind" || last === "policy") return (draft) => { setAt(draft, shape, structuredClone(valueAt(from, shape))); };
  for (let depth = 1; depth < path.length; depth++) {
    const [ours, theirs] = [valueAt(into, path.slice(0, depth)), valueAt(from, path.slice(0, depth))];
    for (const key of ["kind", "policy"]) if (!sameValue(valueAt(ours, [key]), valueAt(theirs, [key]))) return undefined;
    if (ours === undefined) return undefined;
  }
  return (draft) => { setAt(draft, path, structuredClone(valueAt(from, path))); };
}
