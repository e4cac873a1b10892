import { useComputed } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { judgedFigures } from "../../../core/studies/pareto.ts";
import { exact, parseNumber } from "../../../text/numbers.ts";
import { figureLabel } from "../../../text/studyFigures.ts";
import { tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import { setAt } from "../../inputs/declaration.ts";
import { edit, scenario } from "../../state/document.ts";
import { studyInputs } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";

const FEWEST = 2;
const MOST = 4;

/** Which figures are traded against each other, and under the optimiser the weights of carbon. */
export function TradedFigures() {
  const id = useId();
  const { figures, by } = useComputed(() => studyInputs.value.pareto).value;
  const set = (next: readonly string[]) => { edit(words.tradedTitle, (draft) => { setAt(draft, ["studies", "pareto", "figures"], next); }); };
  const free = judgedFigures.filter((figure) => figure.id !== "worstResidualKw" && !figures.includes(figure.id));
  return (
    <section class="study-part traded" aria-labelledby={id}>
      <h2 id={id}>{words.tradedTitle}<span class="part-note">{words.tradedNote}</span></h2>
      <ul>
        {figures.map((figure, place) => (
          <li key={figure}>
            <Select<string>
              label={words.traded(place)} value={figure} onChange={(next) => { set(figures.with(place, next)); }}
              options={[figure, ...free.map((one) => one.id)].map((value) => ({ value, title: figureLabel(value) })).sort((a, b) => a.title.localeCompare(b.title))}
            />
            {figures.length > FEWEST ? <Button kind="quiet" icon="close" name={words.remove(figureLabel(figure))} onClick={() => { set(figures.toSpliced(place, 1)); }} /> : null}
          </li>
        ))}
      </ul>
      {figures.length < MOST && free[0] !== undefined ? <Button kind="link" onClick={() => { set([...figures, free[0]!.id]); }}>{words.addFigure}</Button> : null}
      {figures.includes("costWithEquipment") ? <p class="study-note">{words.costNote}</p> : null}
      {by === "optimiser" ? <Weights /> : null}
    </section>
  );
}

const MOST_WEIGHT = 100;

function Weights() {
  const id = useId();
  const weights = useComputed(() => studyInputs.value.pareto.carbonCostsPerKg).value;
  const currency = useComputed(() => scenario.value.site.currency).value;
  const [isRefused, refuse] = useState(false);
  const take = (text: string) => {
    const next = text.split(";").filter((part) => part.trim() !== "").map(parseNumber);
    const isUsable = next.length > 0 && next.every((value) => value >= 0 && value <= MOST_WEIGHT);
    refuse(!isUsable);
    if (isUsable) edit(words.weights, (draft) => { setAt(draft, ["studies", "pareto", "carbonCostsPerKg"], [...new Set(next)]); });
  };
  return (
    <div class="traded-weights">
      <label for={id}>{words.weights}</label>
      <input id={id} type="text" inputMode="decimal" class="field-text" value={weights.map((weight) => exact(weight)).join("; ")} aria-invalid={isRefused} aria-describedby={`${id}-help`} onChange={(event) => { take(event.currentTarget.value); }} />
      <p id={`${id}-help`} class={isRefused ? "field-refused" : "study-note"}>{isRefused ? words.notNumbers : words.weightsHelp(currency)}</p>
    </div>
  );
}
