import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { gantt, ganttHeight, ganttModel } from "../../../charts/gantt.ts";
import { madeChart } from "../../../charts/made.ts";
import { serviceCurve, serviceCurveModel } from "../../../charts/serviceCurve.ts";
import type { Connection, Deployment as Found } from "../../../core/studies/deployment.ts";
import { deploymentFinding, deploymentWords as words } from "../../../text/deployment.ts";
import { fixed, integer, money, percent } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { scenario } from "../../state/document.ts";
import { followedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
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
        <div class="study-main deployment-charts">
          {answered === null ? <div aria-busy="true" /> : <><Tasks answered={answered} /><Curve answered={answered} /></>}
        </div>
        <div class="study-side">
          {answered === null ? null : <><Plans found={answered.finding} /><Capital found={answered.finding} /></>}
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

function Tasks({ answered }: { readonly answered: Answered<"deployment"> }) {
  const model = useMemo(() => ganttModel(answered.finding, connection.value), [answered, connection.value]);
  const chart = useMemo(() => madeChart(gantt, model), [model]);
  return <div class="deployment-chart"><ChartPart id="gantt" title={words.gantt} chart={chart} runs={shownStudy("deployment", answered)} heightOf={(width) => ganttHeight(model, width)} /></div>;
}

function Curve({ answered }: { readonly answered: Answered<"deployment"> }) {
  const chart = useMemo(() => madeChart(serviceCurve, serviceCurveModel(answered.finding, connection.value, answered.inputs.draws)), [answered, connection.value]);
  return <div class="deployment-chart" data-first><ChartPart id="service-curve" title={words.curve} chart={chart} runs={shownStudy("deployment", answered)} heightOf={() => (breadth.value === "phone" ? 220 : 226)} /></div>;
}

/** Factory or site, flexible or firm: what each pair comes to. */
function Plans({ found: { plans } }: { readonly found: Found }) {
  return (
    <section class="study-part" aria-labelledby="deployment-plans">
      <h2 id="deployment-plans">{words.plans}<span class="part-note">{words.plansNote}</span></h2>
      <StudyTable
        label={words.plans} columns={[{ title: "" }, { title: words.leadTime }, { title: words.range }, { title: words.rate }]}
        rows={plans.map(({ form, connection: by, leadTimeDays, p10Days, p90Days, mwPerMonth }) => [
          `${words.forms[form]}, ${words.connections[by].toLowerCase()}`, integer(leadTimeDays), `${integer(p10Days)}–${integer(p90Days)}`, fixed(mwPerMonth, 2),
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
