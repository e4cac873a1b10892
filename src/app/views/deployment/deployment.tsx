import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { gantt, ganttHeight, ganttModel } from "../../../charts/gantt.ts";
import { madeChart } from "../../../charts/made.ts";
import { serviceCurve, serviceCurveModel } from "../../../charts/serviceCurve.ts";
import type { BuildForm, Connection, Deployment as Found } from "../../../core/studies/deployment.ts";
import { deploymentFinding, deploymentWords as words } from "../../../text/deployment.ts";
import { fixed, integer, money, percent } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { scenario } from "../../state/document.ts";
import { followedStudy, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
import { isAwaited, WaitingFacts, WaitingTable } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";
import "./deployment.css";

const followed = followedStudy("deployment", { reads: () => null });
const connection = signal<Connection>("flexible");

/** How fast capacity is built and powered: tasks, capacity in service with its spread, what is critical, and the capital that waits. */
export function Deployment() {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  return (
    <>
      <StudyHead finding={answered === null ? null : deploymentFinding(answered.finding)} waiting={studyWords.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} />
        <Segment<Connection> label={words.connection} value={connection.value} onChange={(next) => { connection.value = next; }} options={(["flexible", "firm"] as const).map((value) => ({ value, title: words.connections[value] }))} />
      </StudyHead>
      <div class="view study-split">
        <div class="study-main deployment-charts" aria-busy={isAwaited(followed)}>
          {answered === null ? <Waiting /> : <><Tasks answered={answered} /><Curve answered={answered} /></>}
        </div>
        <div class="study-side">
          {answered === null ? (
            <>
              <WaitingTable title={words.plans} note={words.plansNote} names={plansNamed.map(([form, by]) => planName(form, by))} />
              <WaitingFacts title={words.capital} note={words.capitalNote} names={[words.atOnce, words.idle, words.phased, words.learnt, words.saved]} />
            </>
          ) : <><Plans found={answered.finding} /><Capital found={answered.finding} /></>}
          <StudyInputs
            of="deployment" title={words.inputs} note={words.inputsNote}
            keys={[
              "totalMw", "phases", "phaseSpacingMonths", "flexibleStudyDays", "flexibleBuildDays", "firmStudyDays", "firmBuildDays", "energiseDays", "modularLearningFraction", "stickLearningFraction", "correlationFraction",
              "capitalPerMw", "discountFraction", "phasedPremiumFraction", "modularDays", "stickDays", "draws",
            ]}
          />
        </div>
      </div>
    </>
  );
}

const curveHeight = (): number => (breadth.value === "phone" ? 220 : 226);

/** Until the tasks are scheduled: every plan has those of its building, and the study, the lines and the energising of its connection. */
function Waiting() {
  const { modularDays, stickDays } = studyInputs.value.deployment;
  const plans = [modularDays, stickDays].map((days) => ({ tasks: { length: Object.keys(days).length + CONNECTION_TASKS } }));
  return (
    <>
      <WaitingBar study={followed} />
      <div class="deployment-chart"><WaitingChart title={words.gantt} height={ganttHeight({ plans }, breadth.value === "phone" ? 360 : 928)} /></div>
      <div class="deployment-chart" data-first><WaitingChart title={words.curve} height={curveHeight()} /></div>
    </>
  );
}

const CONNECTION_TASKS = 3;

const planName = (form: BuildForm, by: Connection): string => `${words.forms[form]}, ${words.connections[by].toLowerCase()}`;
const plansNamed = (["stick", "modular"] as const).flatMap((form) => (["firm", "flexible"] as const).map((by) => [form, by] as const));

function Tasks({ answered }: { readonly answered: Answered<"deployment"> }) {
  const model = useMemo(() => ganttModel(answered.finding, connection.value), [answered, connection.value]);
  const chart = useMemo(() => madeChart(gantt, model), [model]);
  return <div class="deployment-chart"><ChartPart id="gantt" title={words.gantt} chart={chart} runs={shownStudy("deployment", answered)} heightOf={(width) => ganttHeight(model, width)} /></div>;
}

function Curve({ answered }: { readonly answered: Answered<"deployment"> }) {
  const chart = useMemo(() => madeChart(serviceCurve, serviceCurveModel(answered.finding, connection.value, answered.inputs.draws)), [answered, connection.value]);
  return <div class="deployment-chart" data-first><ChartPart id="service-curve" title={words.curve} chart={chart} runs={shownStudy("deployment", answered)} heightOf={curveHeight} /></div>;
}

/** Factory or site, flexible or firm: what each pair comes to. */
function Plans({ found: { plans } }: { readonly found: Found }) {
  return (
    <section class="study-part" aria-labelledby="deployment-plans">
      <h2 id="deployment-plans">{words.plans}<span class="part-note">{words.plansNote}</span></h2>
      <StudyTable
        label={words.plans} columns={[{ title: "" }, { title: words.leadTime }, { title: words.range }, { title: words.rate }]}
        rows={plans.map(({ form, connection: by, leadTimeDays, p10Days, p90Days, mwPerMonth }) => [
          planName(form, by), integer(leadTimeDays), `${integer(p10Days)}–${integer(p90Days)}`, fixed(mwPerMonth, 2),
        ])}
      />
    </section>
  );
}

function Capital({ found: { capital } }: { readonly found: Found }) {
  const { currency } = scenario.value.site;
  const { atOnceCost, idleCarryCost, phasedPresentCost, phasedWithLearningPresentCost } = capital;
  const saved = atOnceCost - phasedWithLearningPresentCost;
  return (
    <section class="study-part" aria-labelledby="deployment-capital">
      <h2 id="deployment-capital">{words.capital}<span class="part-note">{words.capitalNote}</span></h2>
      <Facts items={[
        [words.atOnce, money(atOnceCost, currency)], [words.idle, money(idleCarryCost, currency)], [words.phased, money(phasedPresentCost, currency)], [words.learnt, money(phasedWithLearningPresentCost, currency)],
        [words.saved, atOnceCost > 0 ? `${money(saved, currency)}, ${percent(saved / atOnceCost)}` : money(saved, currency)],
      ]} />
    </section>
  );
}
