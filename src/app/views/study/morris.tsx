import { useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import { morrisPlot, type MorrisPlotModel } from "../../../charts/morrisPlot.ts";
import type { MorrisInput } from "../../../core/studies/morris.ts";
import { studyFigures } from "../../../core/studies/runFigures.ts";
import { fixed, NONE } from "../../../text/numbers.ts";
import { figureLabel, figureText } from "../../../text/studyFigures.ts";
import { inputText, morrisFinding, sensitivityWords as words } from "../../../text/studySensitivity.ts";
import { askedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { figureInView, namedInputs, scaleOfValues, type MethodParts } from "./sensitivityMethod.ts";

const asked = askedStudy("morris", { reads: (scenario) => scenario });

/** Morris's screening: which inputs matter at all, and which only together with others. */
export function morrisParts(chosen: string | null): MethodParts {
  const answer = asked.answer.value;
  const inputs = <StudyInputs of="morris" title={words.inputs.morris} keys={["trajectories", "figure", "score"]} />;
  if (answer === null || answer.finding.trajectories === 0) return { study: asked, inputs, found: null };
  const { finding, scenario } = answer;
  const figures = studyFigures.map(({ id }) => id).filter((id) => id !== "worstResidualKw" && finding.inputs.some(({ effects }) => effects[id] !== null && effects[id] !== undefined));
  const figure = figureInView(chosen, figures, finding.figure);
  return { study: asked, inputs, found: { figure, figures, finding: morrisFinding(bySize(answer, figure), figure, scenario.site.currency), table: () => morrisPlot.toTable(modelOf(answer, figure)), charts: <Found answered={answer} figure={figure} /> } };
}

function bySize({ finding: { inputs }, scenario }: Answered<"morris">, figure: string): readonly MorrisInput[] {
  return namedInputs(scenario, inputs).toSorted((a, b) => (b.effects[figure]?.muStar ?? -1) - (a.effects[figure]?.muStar ?? -1));
}

function modelOf(answered: Answered<"morris">, figure: string): MorrisPlotModel {
  const { finding, scenario } = answered;
  const rows = bySize(answered, figure).flatMap((input) => {
    const effect = input.effects[figure];
    return effect === null || effect === undefined ? [] : [{ name: input.title, effect }];
  });
  return { figure: figureLabel(figure), walks: finding.trajectories, rows, scale: scaleOfValues(figure, rows.flatMap(({ effect }) => [0, effect.muStar]), scenario.site.currency) };
}

function Found({ answered, figure }: { readonly answered: Answered<"morris">; readonly figure: string }) {
  const model = useMemo(() => modelOf(answered, figure), [answered, figure]);
  const chart = useMemo(() => madeChart(morrisPlot, model), [model]);
  const inputs = bySize(answered, figure);
  const { currency } = answered.scenario.site;
  return (
    <>
      <div class="study-chart"><ChartPart id="morris" title={words.morris} chart={chart} runs={shownStudy("morris", answered)} heightOf={() => (breadth.value === "phone" ? 280 : 360)} /></div>
      <section class="study-part" aria-labelledby="morris-rows">
        <h2 id="morris-rows">{words.morrisTable}<span class="part-note">{words.morrisTableNote}</span></h2>
        <StudyTable
          label={words.morrisTable}
          columns={[{ title: words.input }, { title: words.range }, ...[words.muStar, words.muStarError, words.mu, words.sigma].map((title) => ({ title })), { title: words.ratio }]}
          rows={inputs.map((input) => {
            const effect = input.effects[figure];
            const range = `${inputText(input.low, input, currency)} – ${inputText(input.high, input, currency)}`;
            return effect === null || effect === undefined ? [input.title, range, NONE, NONE, NONE, NONE, NONE]
              : [input.title, range, ...[effect.muStar, effect.muStarError, effect.mu, effect.sigma].map((value) => figureText(figure, value, currency)), effect.muStar > 0 ? fixed(effect.sigma / effect.muStar, 2) : NONE];
          })}
        />
      </section>
    </>
  );
}
