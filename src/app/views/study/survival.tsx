import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import { survivalCurve } from "../../../charts/survivalCurve.ts";
import { survivalStarts, survivalStartsModel } from "../../../charts/survivalStarts.ts";
import { stepText, type ClockAxis } from "../../../text/dates.ts";
import { fixed, SPACE } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { chance, survivalFinding, survivalWords as words } from "../../../text/survival.ts";
import { result } from "../../state/results.ts";
import { followedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
import { isAwaited } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";
import type { StudyViewProps } from "./studyView.ts";
import "./study.css";

const followed = followedStudy("survival", { reads: (scenario) => scenario });
/** The duration whose chance is drawn for each start, in hours. */
const shownHours = signal(24);

/** How long the site rides through an outage that begins at any hour: the curve, and for each start of the year. */
export function Survival({ switcher }: StudyViewProps) {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  return (
    <>
      <StudyHead finding={answered === null ? null : survivalFinding(answered.finding)} waiting={studyWords.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} />{switcher}
      </StudyHead>
      <div class="view study-split" data-side="start">
        <div class="study-side">
          <StudyInputs of="survival" title={words.inputs} note={words.inputsNote} />
          {answered === null ? null : <><Told answered={answered} /><Durations answered={answered} /></>}
        </div>
        <div class="study-main" aria-busy={isAwaited(followed)}>
          {answered === null ? <Waiting /> : <><Curve answered={answered} /><Starts answered={answered} /></>}
        </div>
      </div>
    </>
  );
}

const curveHeight = (): number => (breadth.value === "phone" ? 240 : 330);
const STARTS_HEIGHT = 250;

function Waiting() {
  return (
    <>
      <WaitingBar study={followed} />
      <div class="study-chart"><WaitingChart title={words.curve} height={curveHeight()} /></div>
      <div class="study-chart"><WaitingChart title={words.starts} height={STARTS_HEIGHT} /></div>
    </>
  );
}

/** The run's axis in whole hours; none where the run in view is of other days than the answer. */
function hoursOf({ finding }: Answered<"survival">): ClockAxis | null {
  const axis = result.value?.axis;
  const length = finding.byStart[0]?.fraction.length ?? 0;
  return axis === undefined || axis.startMs !== finding.startMs ? null : { ...axis, stepMinutes: 60, length };
}

function Curve({ answered }: { readonly answered: Answered<"survival"> }) {
  const { finding, inputs } = answered;
  const chart = useMemo(() => madeChart(survivalCurve, { ...finding, criticalLoadFraction: inputs.criticalLoadFraction }), [finding, inputs]);
  return <div class="study-chart"><ChartPart id="survival" title={words.curve} chart={chart} runs={shownStudy("survival", answered)} heightOf={curveHeight} /></div>;
}

function Starts({ answered }: { readonly answered: Answered<"survival"> }) {
  const { byStart } = answered.finding;
  const axis = hoursOf(answered);
  const one = byStart.find(({ hours }) => hours === shownHours.value) ?? byStart.at(-1);
  const chart = useMemo(() => (one === undefined || axis === null ? null : madeChart(survivalStarts, survivalStartsModel(one, axis))), [one, axis?.startMs, axis?.length]);
  if (chart === null || one === undefined) return null;
  return (
    <div class="study-chart">
      <ChartPart
        id="survival-starts" title={words.starts} chart={chart} runs={shownStudy("survival", answered)} heightOf={() => STARTS_HEIGHT}
        tools={<Segment<string> label={words.durations} value={String(one.hours)} onChange={(next) => { shownHours.value = Number(next); }} options={byStart.map(({ hours }) => ({ value: String(hours), title: `${hours}${SPACE}h` }))} />}
      />
    </div>
  );
}

function Told({ answered }: { readonly answered: Answered<"survival"> }) {
  const { meanHours, hours, worstStartHour } = answered.finding;
  const axis = hoursOf(answered);
  return (
    <section class="study-part" aria-labelledby="survival-facts">
      <h2 id="survival-facts">{words.facts}</h2>
      <Facts items={[[words.meanHours, words.atMost(`${fixed(meanHours, 1)}${SPACE}h`, `${hours.length}${SPACE}h`)], ...(axis === null ? [] : [[words.shortest, stepText(axis, worstStartHour)] as const])]} />
    </section>
  );
}

const TOLD_HOURS = [1, 2, 4, 8, 12, 24, 48, 72, 168, 336];

function Durations({ answered: { finding: { hours, meanFraction, worstFraction } } }: { readonly answered: Answered<"survival"> }) {
  const told = hours.filter((hour) => TOLD_HOURS.includes(hour) || hour === hours.length);
  return (
    <section class="study-part" aria-labelledby="survival-durations">
      <h2 id="survival-durations">{words.table}</h2>
      <StudyTable label={words.table} columns={[{ title: words.duration }, { title: words.meanName }, { title: words.worstName }]} rows={told.map((hour) => [`${hour}${SPACE}h`, chance(meanFraction[hour - 1] ?? 0), chance(worstFraction[hour - 1] ?? 0)])} />
    </section>
  );
}
