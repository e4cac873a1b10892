import { useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import { tornadoChart, type TornadoModel } from "../../../charts/tornado.ts";
import { withParameter } from "../../../core/studies/parameters.ts";
import { figureIndex, studyFigures } from "../../../core/studies/runFigures.ts";
import { bySwing, type TornadoInput } from "../../../core/studies/tornado.ts";
import { explainIssue } from "../../../text/explain.ts";
import { NONE } from "../../../text/numbers.ts";
import { differenceText, figureLabel, figureText } from "../../../text/studyFigures.ts";
import { inputText, sensitivityWords as words, tornadoFinding } from "../../../text/studySensitivity.ts";
import { askedStudy, openRow, type Answered } from "../../state/studies.ts";
import { breadth, say } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { figureInView, namedInputs, scaleOfValues, type MethodParts } from "./sensitivityMethod.ts";

const asked = askedStudy("tornado", { reads: (scenario) => scenario });

/** One input at a time: two runs each. */
export function tornadoParts(chosen: string | null): MethodParts {
  const answer = asked.answer.value;
  const inputs = <StudyInputs of="tornado" title={words.inputs.tornado} keys={["figure", "score"]} />;
  const base = answer?.finding.base ?? null;
  if (answer === null || base === null) return { study: asked, inputs, found: null };
  const { finding, scenario } = answer;
  const figures = studyFigures.map(({ id }) => id).filter((id) => id !== "worstResidualKw" && typeof base[figureIndex(id)] === "number");
  const figure = figureInView(chosen, figures, finding.figure);
  const k = figureIndex(figure);
  return {
    study: asked, inputs,
    found: {
      figure, figures, finding: tornadoFinding(known(answer, figure), base[k] ?? null, figure, k, scenario.site.currency),
      table: () => tornadoChart.toTable(modelOf(answer, figure)), charts: <Found answered={answer} figure={figure} />,
    },
  };
}

function modelOf(answered: Answered<"tornado">, figure: string): TornadoModel {
  const { finding, scenario } = answered;
  const k = figureIndex(figure);
  const { currency } = scenario.site;
  const base = finding.base?.[k] ?? 0;
  const inputs = known(answered, figure);
  const values = inputs.flatMap(({ atLow, atHigh }) => [atLow?.[k], atHigh?.[k]]).filter((value) => typeof value === "number");
  const scale = scaleOfValues(figure, [base, ...values], currency);
  return {
    figure: figureLabel(figure), base, scale, baseText: figureText(figure, base, currency),
    rows: inputs.map((input) => ({ name: input.title, lowText: inputText(input.low, input, currency), highText: inputText(input.high, input, currency), atLow: input.atLow?.[k] ?? null, atHigh: input.atHigh?.[k] ?? null })),
  };
}

/** Inputs of which one end at least has run, the largest swing first. */
function known({ finding: { inputs, base }, scenario }: Answered<"tornado">, figure: string): readonly TornadoInput[] {
  const k = figureIndex(figure);
  return bySwing(namedInputs(scenario, inputs), base, figure).filter(({ atLow, atHigh }) => typeof atLow?.[k] === "number" || typeof atHigh?.[k] === "number");
}

function Found({ answered, figure }: { readonly answered: Answered<"tornado">; readonly figure: string }) {
  const model = useMemo(() => modelOf(answered, figure), [answered, figure]);
  const chart = useMemo(() => madeChart(tornadoChart, model), [model]);
  const pitch = breadth.value === "phone" ? 40 : 32;
  return (
    <>
      <div class="study-chart"><ChartPart id="tornado" title={words.tornado} chart={chart} runs={shownStudy("tornado", answered)} heightOf={() => 46 + pitch * Math.max(1, model.rows.length)} /></div>
      <Rows answered={answered} figure={figure} model={model} />
    </>
  );
}

/** Smallest share of a figure that is a difference and no rounding. */
const SAME = 1e-9;

/** Each end of each input with its figure; it is a scenario, and opens as one. */
function Rows({ answered, figure, model: { base, rows } }: { readonly answered: Answered<"tornado">; readonly figure: string; readonly model: TornadoModel }) {
  const { scenario } = answered;
  const { currency } = scenario.site;
  const inputs = known(answered, figure);
  const open = (input: TornadoInput, value: number) => {
    const text = inputText(value, input, currency);
    const issues = openRow(words.opened(input.title, text), withParameter(scenario, input.path, value));
    if (issues.length > 0) say(issues.map(explainIssue).join(" "));
  };
  const end = (input: TornadoInput, value: number) => {
    const text = inputText(value, input, currency);
    return <Button kind="link" name={words.openAt(input.title, text)} onClick={() => { open(input, value); }}>{text}</Button>;
  };
  const told = (value: number | null) => (value === null ? NONE : Math.abs(value - base) <= SAME * Math.abs(base) ? words.same : `${figureText(figure, value, currency, Math.abs(value - base))} (${differenceText(figure, value - base, currency)})`);
  return (
    <section class="study-part" aria-labelledby="tornado-rows">
      <h2 id="tornado-rows">{words.tornadoTable}<span class="part-note">{words.tornadoTableNote}</span></h2>
      <StudyTable
        label={words.tornadoTable}
        columns={[{ title: words.input }, { title: words.now }, { title: words.low }, { title: words.figureThere }, { title: words.high }, { title: words.figureThere }, { title: words.swing }]}
        rows={inputs.map((input, index) => {
          const { name, atLow, atHigh } = rows[index]!;
          const ends = [base, atLow, atHigh].filter((value) => value !== null);
          return [
            name, typeof input.base === "number" ? inputText(input.base, input, currency) : String(input.base ?? NONE), end(input, input.low), told(atLow), end(input, input.high), told(atHigh), figureText(figure, Math.max(...ends) - Math.min(...ends), currency),
          ];
        })}
      />
    </section>
  );
}
