import { useEffect, useMemo } from "preact/hooks";
import { envelope, envelopeModel } from "../../../charts/envelope.ts";
import { madeChart } from "../../../charts/made.ts";
import type { ScoredYear } from "../../../core/measures/score/scoredYear.ts";
import { flexibility as words, flexibilityFinding } from "../../../text/flexibility.ts";
import { failure, finished } from "../../state/results.ts";
import { scored, scoreFailure } from "../../state/score.ts";
import { breadth } from "../../state/view.ts";
import { ChartPart } from "../charts/chartPart.tsx";
import { Failure, RunChoice } from "../frame/finding.tsx";
import { StudyHead } from "../studyFrame.tsx";
import { WaitingFacts } from "../waiting.tsx";
import { WaitingChart } from "../waitingChart.tsx";
import { EventPart } from "./eventPart.tsx";
import { Lists } from "./lists.tsx";
import { levers, ScorePanel } from "./scorePanel.tsx";
import { requests, shownYear } from "./requests.ts";
import "./flexibility.css";

/** What the site can promise the grid, what it did when it was asked, what that paid, and what would raise it. */
export function Flexibility() {
  useEffect(levers.follow, []);
  const made = finished.value;
  const score = scored.value;
  const shown = shownYear.value;
  const year = shown?.year ?? null;
  const answered = levers.answer.value;
  const finding = shown === null ? null : flexibilityFinding(shown.year, answered === null || levers.isStale.value ? null : answered.finding.years[shown.index] ?? null);
  const hasNone = score !== null && score.years.length === 0;
  const isWaiting = shown === null && !hasNone && scoreFailure.value === null && failure.value === null;
  return (
    <>
      <StudyHead finding={finding} waiting={hasNone ? words.noScore : words.waiting} failure={scoreFailure.value}>{breadth.value === "phone" ? null : <RunChoice />}</StudyHead>
      {failure.value === null ? null : <Failure error={failure.value} />}
      <div class="view flex-view" aria-busy={isWaiting}>
        <div class="flex-side">{isWaiting ? <WaitingScore /> : shown === null || made === null ? null : <ScorePanel shown={shown} axis={made.result.axis} />}</div>
        {made === null ? null : (
          <div class="flex-main">
            <div class="flex-charts" data-alone={requests.value.length === 0 || undefined}>
              {year !== null ? <EnvelopePart year={year} /> : !isWaiting ? null : <div class="flex-chart"><WaitingChart title={words.envelope} height={envelopeHeight()} /></div>}
              <EventPart />
            </div>
            <Lists year={year} run={made.result} />
          </div>
        )}
      </div>
    </>
  );
}

const envelopeHeight = (): number => (breadth.value === "phone" ? 260 : 360);

/** Parts, axes and grid side without their values. */
function WaitingScore() {
  return (
    <>
      <WaitingFacts title={words.parts} names={[words.price, words.rules, words.uptime]} />
      <WaitingFacts title={words.promise} note={words.promiseNote} names={[...Object.values(words.axes), words.promiseSum]} />
      <WaitingFacts title={words.grid} note={words.gridNote} names={Object.values(words.gridRows)} />
    </>
  );
}

function EnvelopePart({ year }: { readonly year: ScoredYear }) {
  const of = scored.value!.of;
  const chart = useMemo(() => madeChart(envelope, envelopeModel(year)), [year]);
  return (
    <div class="flex-chart">
      <ChartPart id="envelope" title={words.envelope} chart={chart} runs={[{ scenario: of.scenario, result: of.result }]} heightOf={envelopeHeight} />
    </div>
  );
}
