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
  const waiting = score !== null && score.years.length === 0 ? words.noScore : words.waiting;
  return (
    <>
      <StudyHead finding={finding} waiting={waiting} failure={scoreFailure.value}>{breadth.value === "phone" ? null : <RunChoice />}</StudyHead>
      {failure.value === null ? null : <Failure error={failure.value} />}
      <div class="view flex-view" aria-busy={made === null || year === null}>
        <div class="flex-side">{shown === null || made === null ? null : <ScorePanel shown={shown} axis={made.result.axis} />}</div>
        {made === null ? null : (
          <div class="flex-main">
            <div class="flex-charts" data-alone={requests.value.length === 0 || undefined}>
              {year === null ? <div class="flex-chart" /> : <EnvelopePart year={year} />}
              <EventPart />
            </div>
            <Lists year={year} run={made.result} />
          </div>
        )}
      </div>
    </>
  );
}

function EnvelopePart({ year }: { readonly year: ScoredYear }) {
  const of = scored.value!.of;
  const chart = useMemo(() => madeChart(envelope, envelopeModel(year)), [year]);
  return (
    <div class="flex-chart">
      <ChartPart id="envelope" title={words.envelope} chart={chart} runs={[{ scenario: of.scenario, result: of.result }]} heightOf={() => (breadth.value === "phone" ? 260 : 360)} />
    </div>
  );
}
