import { useComputed } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { suggestedRanges, type ParameterRange } from "../../../core/studies/parameters.ts";
import type { Scenario } from "../../../core/scenario.ts";
import type { StudyId } from "../../../core/studies/index.ts";
import { explainIssue } from "../../../text/explain.ts";
import { studyInputWords as words } from "../../../text/studyInputs.ts";
import { setAt } from "../../inputs/declaration.ts";
import { shownFactor, shownNumber, shownUnit, shownValue } from "../../inputs/shown.ts";
import { edit, preview, scenario, settle } from "../../state/document.ts";
import { studyInputs } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NumberInput } from "../../ui/numberInput.tsx";
import { matchingNumbers, rangeAround, scenarioNumbers, type ScenarioNumber } from "./scenarioNumbers.ts";
import "./rangesInput.css";

/** Studies that move inputs of the scenario between two ends. */
export type RangedStudy = Extract<StudyId, "monteCarlo" | "tornado" | "morris" | "sobol" | "sweep" | "pareto" | "tuner">;

type Props = {
  /** Whose ranges these are; the same ranges for several. The first is read. */
  readonly of: readonly [RangedStudy, ...RangedStudy[]];
  /** What an empty list means: the page's own choice, that of the study, or nothing. */
  readonly empty: "suggested" | "none" | Suggestion;
};

/** What a study moves of a scenario where nothing is named, and how the page says so. */
export type Suggestion = { readonly ranges: (scenario: Scenario) => readonly ParameterRange[]; readonly note: string; readonly help: string };

const aFifth: Suggestion = { ranges: suggested, note: words.suggested, help: words.suggestedHelp };

const suggestedOf = new WeakMap<Scenario, readonly ParameterRange[]>();
function suggested(now: Scenario): readonly ParameterRange[] {
  let known = suggestedOf.get(now);
  if (known === undefined) suggestedOf.set(now, known = suggestedRanges(now));
  return known;
}

/** What is moved: the ranges that were given, else what an empty list means. */
export function rangesAsked(given: readonly ParameterRange[], empty: Props["empty"]): readonly ParameterRange[] {
  if (given.length > 0 || empty === "none") return given;
  return (empty === "suggested" ? aFifth : empty).ranges(scenario.value);
}

/** Which inputs a study moves and how far: a row each with its two ends, and a search that adds one. */
export function RangesInput({ of, empty }: Props) {
  const id = useId();
  const given = useComputed(() => studyInputs.value[of[0]].ranges).value;
  const suggestion = given.length > 0 || empty === "none" ? null : empty === "suggested" ? aFifth : empty;
  const ranges = rangesAsked(given, empty);
  const [refused, refuse] = useState<string | null>(null);
  const change = (next: readonly ParameterRange[]) => preview((draft) => { for (const study of of) setAt(draft, ["studies", study, "ranges"], next); });
  const set = (next: readonly ParameterRange[]) => {
    const issues = change(next);
    settle(words.edited);
    refuse(issues.length === 0 ? null : issues.map(explainIssue).join(" "));
  };
  return (
    <section class="study-part ranges" aria-labelledby={id}>
      <h2 id={id}>{words.ranges}<span class="part-note">{suggestion !== null ? suggestion.note : ranges.length === 0 ? words.none : words.chosen(ranges.length)}</span></h2>
      {suggestion === null ? null : <p class="study-note">{suggestion.help}</p>}
      {ranges.length === 0 ? null : (
        <ul>
          {ranges.map((range, index) => (
            <Row key={range.path} range={range} onInput={(next) => { change(ranges.with(index, next)); }} onCommit={() => { settle(words.edited); }} onRemove={() => { set(ranges.toSpliced(index, 1)); }} />
          ))}
        </ul>
      )}
      {refused === null ? null : <p class="field-refused" role="alert">{refused}</p>}
      <AddNumber taken={ranges.map(({ path }) => path)} onAdd={(number) => { set([...ranges, rangeAround(number)]); }} />
      {suggestion === null && empty !== "none" ? <Button kind="link" onClick={() => { edit(words.backToSuggested, (draft) => { for (const study of of) setAt(draft, ["studies", study, "ranges"], []); }); }}>{words.backToSuggested}</Button> : null}
    </section>
  );
}

type RowProps = { readonly range: ParameterRange; readonly onInput: (range: ParameterRange) => void; readonly onCommit: () => void; readonly onRemove: () => void };

function Row({ range, onInput, onCommit, onRemove }: RowProps) {
  const id = useId();
  const number = useComputed(() => scenarioNumbers(scenario.value).find(({ path }) => path === range.path)).value;
  const currency = useComputed(() => scenario.value.site.currency).value;
  if (number === undefined) return <li class="ranges-row"><div><span>{range.path} <small>{words.gone}</small></span><Button kind="quiet" icon="close" name={words.remove(range.path)} onClick={onRemove} /></div></li>;
  const { field, group, base } = number;
  const { meta } = field;
  const factor = shownFactor(field);
  const title = `${group}: ${meta.title}`;
  const isBackwards = range.high <= range.low;
  const end = (key: "low" | "high", name: string) => (
    <>
      <label class="visually-hidden" for={`${id}-${key}`}>{name}</label>
      <NumberInput
        id={`${id}-${key}`} value={range[key] * factor} unit="" min={(meta.min ?? -1e15) * factor} max={(meta.max ?? 1e15) * factor}
        step={stepOf(range) * factor} page={10 * stepOf(range) * factor} format={(value) => shownNumber(value, meta.unit)} invalid={isBackwards}
        onInput={(shown) => { onInput({ ...range, [key]: Number((shown / factor).toPrecision(12)) }); }} onCommit={onCommit} onRefused={() => {}}
      />
    </>
  );
  return (
    <li class="ranges-row">
      <div>
        <span title={`${title} (${range.path})`}>{meta.title} <small>{group}, {words.now(shownValue(field, base, currency))}</small></span>
        <Button kind="quiet" icon="close" name={words.remove(title)} onClick={onRemove} />
      </div>
      <div>{end("low", words.low(title))}<span>{words.to}</span>{end("high", words.high(title))}<span class="ranges-unit">{shownUnit(meta.unit, currency)}</span></div>
      {isBackwards ? <p class="field-refused">{words.backwards}</p> : null}
    </li>
  );
}

/** A twentieth of the range, as one figure. */
function stepOf({ low, high, whole }: ParameterRange): number {
  const step = Math.abs(high - low) / 20;
  return whole ? 1 : step > 0 ? 10 ** Math.floor(Math.log10(step)) : 1;
}

/** More are found by another word. */
const MOST_FOUND = 8;

/** A search over the scenario's numbers that adds one of them. */
export function AddNumber({ taken, placeholder, onAdd }: { /** Paths that cannot be added again. */ readonly taken: readonly string[]; readonly placeholder?: string; readonly onAdd: (number: ScenarioNumber) => void }) {
  const [search, setSearch] = useState("");
  const free = scenarioNumbers(scenario.value).filter(({ path }) => !taken.includes(path));
  const found = search.trim() === "" ? [] : matchingNumbers(free, search);
  const name = placeholder ?? words.add(free.length);
  return (
    <div class="ranges-add">
      <div class="ranges-search">
        <Icon name="search" />
        <input
          type="search" aria-label={name} placeholder={name} autoComplete="off" spellcheck={false} value={search} onInput={(event) => { setSearch(event.currentTarget.value); }}
          onKeyDown={(event) => { if (event.key === "Escape" && search !== "") { event.stopPropagation(); setSearch(""); } }}
        />
      </div>
      {found.length === 0 ? null : (
        <ul>
          {found.slice(0, MOST_FOUND).map((number) => (
            <li key={number.path}>
              <button type="button" onClick={() => { setSearch(""); onAdd(number); }}><span>{number.field.meta.title} <small>{number.group}</small></span><small>{shownValue(number.field, number.base, scenario.value.site.currency)}</small></button>
            </li>
          ))}
        </ul>
      )}
      {found.length > MOST_FOUND ? <p class="study-note">{words.more(found.length - MOST_FOUND)}</p> : null}
      {search.trim() !== "" && found.length === 0 ? <p class="study-note">{words.nothing(search.trim())}</p> : null}
    </div>
  );
}
