import { useComputed } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import type { StudyInputs } from "../../../core/studies/index.ts";
import type { ParameterValue } from "../../../core/studies/parameters.ts";
import { batteryPolicies, needsSolver } from "../../../core/strategies/index.ts";
import { explainIssue } from "../../../text/explain.ts";
import { exact, parseNumber } from "../../../text/numbers.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import { setAt } from "../../inputs/declaration.ts";
import { shownFactor, shownUnit } from "../../inputs/shown.ts";
import { edit, scenario } from "../../state/document.ts";
import { studyInputs } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { AddNumber } from "./rangesInput.tsx";
import { rangeAround, scenarioNumbers, type ScenarioNumber } from "./scenarioNumbers.ts";

type List = StudyInputs<"sweep">["values"][number];
type Props = { readonly of: "sweep" | "pareto"; /** Whether whole strategies may be listed. */ readonly strategies: boolean };

/** Policies that need a schedule or a series of the user's own, or seconds of a solver. */
const isQuick = (id: string): boolean => !["manual", "given", "grid-target"].includes(id) && !needsSolver({ battery: { policy: id }, work: { policy: "run-now" } });

/** Inputs that take listed values, each with each of the others: a full factorial. */
export function ListsInput({ of, strategies }: Props) {
  const id = useId();
  const lists = useComputed(() => studyInputs.value[of].values).value;
  const taken = useComputed(() => [...studyInputs.value[of].values, ...studyInputs.value[of].ranges].map(({ path }) => path)).value;
  const [refused, refuse] = useState<string | null>(null);
  const set = (next: readonly List[]) => {
    const issues = edit(words.edited, (draft) => { setAt(draft, ["studies", of, "values"], next); });
    refuse(issues.length === 0 ? null : issues.map(explainIssue).join(" "));
  };
  const addNumber = (number: ScenarioNumber) => {
    const { low, high, path } = rangeAround(number);
    set([...lists, { path, values: [...new Set([low, number.base, high])] }]);
  };
  const addStrategies = () => {
    const work = scenario.value.strategy.work.policy;
    set([...lists, { path: "strategy", values: batteryPolicies.map((policy) => policy.id).filter(isQuick).map((battery) => `${battery}+${work === "joint" ? "run-now" : work}`) }]);
  };
  return (
    <section class="study-part ranges lists" aria-labelledby={id}>
      <h2 id={id}>{words.lists}<span class="part-note">{words.listsNote(lists.length)}</span></h2>
      {lists.length === 0 ? null : <p class="study-note">{words.listsHelp}</p>}
      <ul>{lists.map((list, index) => <Row key={list.path} list={list} onChange={(values) => { set(lists.with(index, { path: list.path, values })); }} onRemove={() => { set(lists.toSpliced(index, 1)); }} />)}</ul>
      {refused === null ? null : <p class="field-refused" role="alert">{refused}</p>}
      <AddNumber taken={taken} placeholder={words.addList} onAdd={addNumber} />
      {strategies && !taken.includes("strategy") ? <Button kind="link" onClick={addStrategies}>{words.strategies}</Button> : null}
    </section>
  );
}

type RowProps = { readonly list: List; readonly onChange: (values: ParameterValue[]) => void; readonly onRemove: () => void };

function Row({ list: { path, values }, onChange, onRemove }: RowProps) {
  const id = useId();
  const number = useComputed(() => scenarioNumbers(scenario.value).find((one) => one.path === path)).value;
  const currency = useComputed(() => scenario.value.site.currency).value;
  const [isRefused, refuse] = useState(false);
  const factor = number === undefined ? 1 : shownFactor(number.field);
  const title = number === undefined ? (path === "strategy" ? words.strategy : path) : number.field.meta.title;
  const take = (text: string) => {
    const parts = text.split(/[;\n]+/).map((part) => part.trim()).filter((part) => part !== "");
    const next = [...new Set(parts.map((part): ParameterValue => (number === undefined ? part : Number((parseNumber(part) / factor).toPrecision(12)))))];
    const isUsable = next.length > 0 && next.every((value) => typeof value !== "number" || Number.isFinite(value));
    refuse(!isUsable);
    if (isUsable) onChange(next);
  };
  const text = values.map((value) => (typeof value === "number" ? exact(Number((value * factor).toPrecision(10))) : String(value))).join("; ");
  return (
    <li class="ranges-row">
      <div>
        <label for={id} title={path}>{title} <small>{number === undefined ? "" : `${number.group}, ${shownUnit(number.field.meta.unit, currency)}`}</small></label>
        <Button kind="quiet" icon="close" name={words.remove(title)} onClick={onRemove} />
      </div>
      <div>
        {number === undefined
          ? <textarea id={id} class="field-text" rows={Math.min(6, values.length)} spellcheck={false} aria-invalid={isRefused} value={values.map(String).join("\n")} onChange={(event) => { take(event.currentTarget.value); }} />
          : <input id={id} type="text" inputMode="decimal" class="field-text" aria-invalid={isRefused} value={text} onChange={(event) => { take(event.currentTarget.value); }} />}
      </div>
      {isRefused ? <p class="field-refused">{words.emptyList}</p> : null}
    </li>
  );
}
