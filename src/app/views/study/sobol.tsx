import { useComputed } from "@preact/signals";
import { useId, useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import { sobolBars, type SobolBarsModel } from "../../../charts/sobolBars.ts";
import { studyFigures } from "../../../core/studies/runFigures.ts";
import type { SobolInput } from "../../../core/studies/sobol.ts";
import { integer, NONE, percent } from "../../../text/numbers.ts";
import { figureLabel } from "../../../text/studyFigures.ts";
import { inputText, sensitivityWords as words, sobolFinding } from "../../../text/studySensitivity.ts";
import { setAt } from "../../inputs/declaration.ts";
import { edit } from "../../state/document.ts";
import { askedStudy, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { figureInView, namedInputs, type MethodParts } from "./sensitivityMethod.ts";

const asked = askedStudy("sobol", { reads: (scenario) => scenario });

/** Sobol indices: what share of a figure's variance each input explains. */
export function sobolParts(chosen: string | null): MethodParts {
  const answer = asked.answer.value;
  const inputs = <><Rows /><StudyInputs of="sobol" title={words.scored} keys={["score"]} /><Figures /></>;
  if (answer === null || answer.finding.rows < 2) return { study: asked, inputs, found: null };
  const { finding } = answer;
  const figure = figureInView(chosen, finding.figures, finding.figures[0]!);
  return { study: asked, inputs, found: { figure, figures: finding.figures, finding: sobolFinding(byTotal(answer, figure), figure), table: () => sobolBars.toTable(modelOf(answer, figure)), charts: <Found answered={answer} figure={figure} /> } };
}

function byTotal({ finding: { inputs }, scenario }: Answered<"sobol">, figure: string): readonly SobolInput[] {
  return namedInputs(scenario, inputs).toSorted((a, b) => (b.total[figure]?.value ?? -1) - (a.total[figure]?.value ?? -1));
}

function modelOf(answered: Answered<"sobol">, figure: string): SobolBarsModel {
  return {
    figure: figureLabel(figure), sampled: answered.finding.rows,
    rows: byTotal(answered, figure).flatMap((input) => {
      const [first, total] = [input.first[figure], input.total[figure]];
      return first === null || first === undefined || total === null || total === undefined ? [] : [{ name: input.title, first, total }];
    }),
  };
}

/** The sequence is even over blocks of a power of two alone. */
const ROWS = [32, 64, 128, 256, 512, 1024, 2048, 4096];

function Rows() {
  const id = useId();
  const rows = useComputed(() => studyInputs.value.sobol.rows).value;
  const choices = [...new Set([...ROWS, rows])].toSorted((a, b) => a - b);
  return (
    <section class="study-part" aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>{words.inputs.sobol}</h2>
      <div class="sensitivity-rows">
        <label for={id}>{words.rows}</label>
        <Select<string> id={id} value={String(rows)} onChange={(next) => { edit(`${words.rows} ${next}`, (draft) => { setAt(draft, ["studies", "sobol", "rows"], Number(next)); }); }} options={choices.map((count) => ({ value: String(count), title: integer(count) }))} />
      </div>
      <p class="study-note">{words.rowsNote}</p>
    </section>
  );
}

/** Whose variance is explained: only these are kept of the runs. */
function Figures() {
  const id = useId();
  const figures = useComputed(() => studyInputs.value.sobol.figures).value;
  const set = (title: string, next: readonly string[]) => { edit(title, (draft) => { setAt(draft, ["studies", "sobol", "figures"], next); }); };
  const free = studyFigures.filter((one) => !figures.includes(one.id) && one.id !== "worstResidualKw");
  return (
    <section class="study-part" aria-labelledby={id}>
      <h2 id={id}>{words.figures}<span class="part-note">{words.figuresNote}</span></h2>
      <ul class="sensitivity-figures">
        {figures.map((figure) => (
          <li key={figure}><span>{figureLabel(figure)}</span>{figures.length > 1 ? <Button kind="quiet" icon="close" name={words.removeFigure(figureLabel(figure))} onClick={() => { set(words.removeFigure(figureLabel(figure)), figures.filter((one) => one !== figure)); }} /> : null}</li>
        ))}
      </ul>
      <Select<string> label={words.addFigure} value="" onChange={(figure) => { if (figure !== "") set(words.addFigure, [...figures, figure]); }} options={[{ value: "", title: words.addFigure }, ...free.map((one) => ({ value: one.id, title: one.label }))]} />
    </section>
  );
}

/** Of fewer rows no interval holds what it promises: only a study that is not done, or was stopped, has so few. */
const ENOUGH_ROWS = 32;

function Found({ answered, figure }: { readonly answered: Answered<"sobol">; readonly figure: string }) {
  const { finding, scenario } = answered;
  const model = useMemo(() => modelOf(answered, figure), [answered, figure]);
  const chart = useMemo(() => madeChart(sobolBars, model), [model]);
  const inputs = byTotal(answered, figure);
  const { currency } = scenario.site;
  const share = (index: SobolInput["first"][string] | undefined) => (index === null || index === undefined ? NONE : <>{percent(index.value, 1)} <span class="study-interval">({percent(index.low, 0)} – {percent(index.high, 0)})</span></>);
  const pitch = breadth.value === "phone" ? 44 : 34;
  return (
    <>
      <div class="study-chart"><ChartPart id="sobol" title={words.sobol} chart={chart} runs={shownStudy("sobol", answered)} heightOf={() => 46 + pitch * Math.max(1, model.rows.length)} />{finding.rows < ENOUGH_ROWS ? <p class="study-note" data-kind="warn">{words.few}</p> : null}</div>
      <section class="study-part" aria-labelledby="sobol-rows">
        <h2 id="sobol-rows">{words.sobolTable}<span class="part-note">{words.sobolTableNote}</span></h2>
        <StudyTable
          label={words.sobolTable} columns={[{ title: words.input }, { title: words.range }, { title: words.aloneTitle }, { title: words.withOthersTitle }, { title: words.interaction }]}
          rows={inputs.map((input) => {
            const [first, total] = [input.first[figure], input.total[figure]];
            return [input.title, `${inputText(input.low, input, currency)} – ${inputText(input.high, input, currency)}`, share(first), share(total), first === null || first === undefined || total === null || total === undefined ? NONE : percent(Math.max(0, total.value - first.value), 1)];
          })}
        />
      </section>
    </>
  );
}
