import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import type { Table } from "../../../charts/mark.ts";
import { tunedGain } from "../../../charts/tunedGain.ts";
import { tunerSearch } from "../../../charts/tunerSearch.ts";
import type { Scenario } from "../../../core/scenario.ts";
import { withParameter } from "../../../core/studies/parameters.ts";
import type { Candidate } from "../../../core/studies/tuner.ts";
import { suggestedTuning } from "../../../core/studies/tuningChoices.ts";
import { parameterName, parameterText } from "../../../text/designText.ts";
import { explainIssue } from "../../../text/explain.ts";
import { NONE } from "../../../text/numbers.ts";
import { differenceText, figureLabel, figureOf, figureScale, figureText, scaledFigure } from "../../../text/studyFigures.ts";
import { tunerFinding, tunerWords as words } from "../../../text/studyTuner.ts";
import { scenario } from "../../state/document.ts";
import { askedStudy, openRow, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth, say } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { AskedView } from "./askedView.tsx";
import { RangesInput, type Suggestion } from "./rangesInput.tsx";
import type { StudyViewProps } from "./studyView.ts";
import "./study.css";

const asked = askedStudy("tuner", { reads: (now) => now });
const tuned: Suggestion = { ranges: suggestedTuning, note: words.suggestedNote, help: words.suggestedHelp };

/** The inputs of a policy that serve best on training seeds, and what they are worth on seeds held back. */
export function TunerView({ switcher }: StudyViewProps) {
  const answered = asked.answer.value;
  const summary = useComputed(() => words.summary(studyInputs.value.tuner.candidates, figureLabel(studyInputs.value.tuner.figure))).value;
  return (
    <AskedView
      study={asked} question={words.question} about={words.about} switcher={switcher} summary={summary}
      finding={answered === null ? null : tunerFinding(answered.finding, answered.scenario.site.currency)}
      {...(answered === null ? {} : { table: () => tableOf(answered) })}
      inputs={(
        <>
          <StudyInputs of="tuner" title={words.inputs} note={words.inputsNote} keys={["figure", "candidates", "trainingSeeds", "heldBackSeeds", "score"]} />
          <p class="study-note study-part">{words.goesOn}</p>
          <RangesInput of={["tuner"]} empty={tuned} />
        </>
      )}
    >
      {answered === null ? null : <>{isNothingBetter(answered) ? null : <Gain answered={answered} />}<Values answered={answered} /><Search answered={answered} /><Candidates answered={answered} /></>}
    </AskedView>
  );
}

/** Nothing was held back where nothing beat the inputs as they stand. */
function isNothingBetter({ finding: { best, heldBack }, isPartial }: Answered<"tuner">): boolean {
  return heldBack === null && best === 0 && isPartial !== true;
}

type Props = { readonly answered: Answered<"tuner"> };

/** The scenario that was asked about, with a candidate's values; itself for the first. */
function scenarioOf({ finding: { inputs }, scenario: base }: Answered<"tuner">, { values }: Candidate): Scenario {
  return values === null ? base : inputs.reduce((changed, { path }, k) => withParameter(changed, path, values[k]!), base);
}

function Gain({ answered }: Props) {
  const { finding, inputs, scenario: { site } } = answered;
  const chart = useMemo(() => madeChart(tunedGain, { figure: finding.figure, currency: site.currency, trainingSeeds: inputs.trainingSeeds, sign: figureOf(finding.figure)?.better === "higher" ? 1 : -1, heldBack: finding.heldBack }), [finding, inputs, site]);
  return <div class="study-chart"><ChartPart id="tuned-gain" title={words.gain} chart={chart} runs={shownStudy("tuner", answered)} heightOf={() => (breadth.value === "phone" ? 150 : 132)} /></div>;
}

/** What was found beside what stands, and what both are worth where nobody searched. */
function Values({ answered }: Props) {
  const { finding: { inputs, candidates, best, heldBack, figure }, scenario: { site: { currency } } } = answered;
  const found = best === null ? undefined : candidates[best];
  // Values that were put to use are those of the scenario in view.
  const isInUse = useComputed(() => found !== undefined && found.values !== null && JSON.stringify(scenario.value) === JSON.stringify(scenarioOf(answered, found))).value;
  if (found === undefined || found.values === null) return null;
  const { values } = found;
  const use = () => {
    const issues = openRow(words.used, inputs.reduce((changed, { path }, k) => withParameter(changed, path, values[k]!), scenario.peek()));
    if (issues.length > 0) say(issues.map(explainIssue).join(" "));
  };
  return (
    <section class="study-part" aria-labelledby="tuned-values">
      <header class="chart-head">
        <h2 id="tuned-values">{words.values}</h2>
        {isInUse ? <span class="study-note">{words.inUse}</span> : <Button kind="primary" onClick={use}>{words.use}</Button>}
      </header>
      <StudyTable
        label={words.values} columns={[{ title: words.input }, { title: words.now }, { title: words.tuned }]}
        rows={inputs.map((input, k) => [parameterName(input), parameterText(input.base, input.unit, currency), parameterText(values[k]!, input.unit, currency)])}
      />
      {heldBack === null ? null : (
        <Facts
          items={[
            [`${figureLabel(figure)}, ${words.onHeldBack}: ${words.asItStands}`, figureText(figure, heldBack.base.mean, currency, Math.abs(heldBack.difference.mean))],
            [words.tuned, figureText(figure, heldBack.tuned.mean, currency, Math.abs(heldBack.difference.mean))],
            [words.difference, differenceText(figure, heldBack.heldBackGain, currency)],
            [words.betterIn, words.ofSeeds(heldBack.betterFraction, heldBack.seeds)],
          ]}
        />
      )}
    </section>
  );
}

function Search({ answered }: Props) {
  const { finding: { figure, candidates, best }, scenario: { site } } = answered;
  const chart = useMemo(() => madeChart(tunerSearch, { figure, currency: site.currency, candidates, best }), [answered]);
  return <div class="study-chart"><ChartPart id="tuner-search" title={words.search} chart={chart} runs={shownStudy("tuner", answered)} heightOf={() => (breadth.value === "phone" ? 220 : 240)} /></div>;
}

/** More are in the file. */
const MOST_SHOWN = 20;

/** The candidates, the best first. */
function Candidates({ answered }: Props) {
  const { finding: { inputs, candidates, figure, best }, scenario: { site: { currency } } } = answered;
  const known = candidates.flatMap(({ trainingMean }, place) => (trainingMean === null ? [] : [{ place, trainingMean }]));
  const sign = figureOf(figure)?.better === "higher" ? -1 : 1;
  const order = known.sort((a, b) => sign * (a.trainingMean - b.trainingMean) || a.place - b.place).slice(0, MOST_SHOWN);
  const means = order.map(({ trainingMean }) => trainingMean);
  const scale = figureScale(figure, Math.max(0, ...means.map(Math.abs)), Math.max(0, ...means) - Math.min(...means, Infinity), currency);
  const open = (place: number) => {
    const issues = openRow(words.opened(place), scenarioOf(answered, candidates[place]!));
    if (issues.length > 0) say(issues.map(explainIssue).join(" "));
  };
  if (order.length === 0) return null;
  return (
    <section class="study-part" aria-labelledby="tuner-candidates">
      <h2 id="tuner-candidates">{words.candidates}<span class="part-note">{words.candidatesNote}</span></h2>
      <StudyTable
        label={words.candidates}
        columns={[{ title: words.candidate }, ...inputs.map((input) => ({ title: parameterName(input) })), { title: `${figureLabel(figure)}, ${words.onTraining}`, unit: scale.unit }, { title: "" }]}
        rows={order.map(({ place, trainingMean }) => [
          place === 0 ? words.stands : `${place}${place === best ? ` ${words.bestName}` : ""}`,
          ...inputs.map((input, k) => parameterText(candidates[place]!.values?.[k] ?? input.base, input.unit, currency)), scaledFigure(trainingMean, scale),
          place === 0 ? NONE : <Button key="open" kind="link" name={words.openCandidate(place)} onClick={() => { open(place); }}>{words.open}</Button>,
        ])}
      />
    </section>
  );
}

/** Every candidate as it was tried, as a file has them. */
function tableOf({ finding: { inputs, candidates, figure }, scenario: { site: { currency } } }: Answered<"tuner">): Table {
  const means = candidates.map(({ trainingMean }) => trainingMean ?? 0);
  const scale = figureScale(figure, Math.max(0, ...means.map(Math.abs)), 0, currency);
  return {
    columns: [{ title: words.candidate, unit: "" }, ...inputs.map((input) => ({ title: parameterName(input), unit: input.unit })), { title: figureLabel(figure), unit: scale.unit }],
    rows: candidates.map(({ values, trainingMean }, place) => [place, ...inputs.map(({ base }, k) => values?.[k] ?? (typeof base === "number" ? base : null)), trainingMean === null ? null : trainingMean / scale.divisor]),
  };
}
