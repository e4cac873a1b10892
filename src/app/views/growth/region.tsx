import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { fan, fanModel, type FanModel } from "../../../charts/fan.ts";
import { madeChart } from "../../../charts/made.ts";
import { COMPOUND_ABSURD_AFTER, type Growth } from "../../../core/studies/growth.ts";
import { growthClaims, otherFigures } from "../../../core/studies/growthClaims.ts";
import { growthWords as words, regionFinding } from "../../../text/growth.ts";
import { figure, integer, NONE, percent, signed } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { followedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
import { isAwaited, WaitingTable } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";

const followed = followedStudy("growth", { reads: () => null });
const drawnAs = signal<FanModel["as"]>("twh");

/** Demand of a region: what was measured, what is published, the fan between the low and the high path, and when it passes the share line. */
export function Region({ switcher }: { readonly switcher: ComponentChildren }) {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  return (
    <>
      <StudyHead finding={answered === null ? null : regionFinding(answered.finding, answered.inputs)} waiting={studyWords.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} />{switcher}
      </StudyHead>
      <div class="view study-split">
        <div class="study-main" aria-busy={isAwaited(followed)}>
          {answered === null ? <><WaitingBar study={followed} /><div class="growth-chart"><WaitingChart title={words.fan} height={fanHeight()} tools={<DrawnAs />} /></div></> : <FanPart answered={answered} />}
          {answered === null ? null : <Anchors answered={answered} />}
        </div>
        <div class="study-side">
          {answered === null ? <WaitingTable title={words.paths} names={Object.values(words.path)}><p class="study-note">{words.assumption}</p></WaitingTable> : <Paths growth={answered.finding} />}
          <StudyInputs of="growth" title={words.controls} note={words.controlsNote} keys={["form", "shareLineFraction", "lastYear", "extraEfficiency", "efficiencyGainFraction", "reboundFraction", "connectedGw", "connectedUtilisationFraction", "otherDemandTwh", "otherGrowthFraction", "low", "mid", "high", "doublingFromYear", "draws", "marks"]} />
        </div>
      </div>
    </>
  );
}

/** The page's own clock, as a calendar year with a fraction: only today's line is drawn from it. */
function todayYear(): number {
  const now = new Date();
  const start = Date.UTC(now.getUTCFullYear(), 0);
  return now.getUTCFullYear() + (now.getTime() - start) / (Date.UTC(now.getUTCFullYear() + 1, 0) - start);
}

const fanHeight = (): number => (breadth.value === "phone" ? 300 : 404);

function DrawnAs() {
  return <Segment<FanModel["as"]> label={words.show} value={drawnAs.value} onChange={(next) => { drawnAs.value = next; }} options={[{ value: "twh", title: words.asTwh }, { value: "share", title: words.asShare }]} />;
}

function FanPart({ answered }: { readonly answered: Answered<"growth"> }) {
  const as = drawnAs.value;
  const { finding, inputs } = answered;
  const chart = useMemo(() => madeChart(fan, fanModel(finding, inputs, as, todayYear())), [finding, inputs, as]);
  return (
    <div class="growth-chart">
      <ChartPart
        id="fan" title={words.fan} chart={chart} runs={shownStudy("growth", answered)} heightOf={fanHeight}
        tools={<DrawnAs />}
      />
      <p class="study-note">{words.backTest(finding.backTest)}</p>
      {inputs.form === "compound" && inputs.lastYear > COMPOUND_ABSURD_AFTER ? <p class="study-note" data-kind="warn">{words.compound}</p> : null}
      {finding.fan.halvesDifferFraction > 0.01 ? <p class="study-note">{words.unsettled(percent(finding.fan.halvesDifferFraction))}</p> : null}
    </div>
  );
}

/** When each path passes the line and doubles; its saturation is said to be a choice. */
function Paths({ growth: { paths, years } }: { readonly growth: Growth }) {
  const end = years.length - 1;
  const year = (value: number | null) => (value === null ? words.notBy(years[end]!) : value.toFixed(1));
  return (
    <section class="study-part" aria-labelledby="growth-paths">
      <h2 id="growth-paths">{words.paths}</h2>
      <StudyTable
        label={words.paths} columns={[{ title: "" }, { title: words.crossing }, { title: words.doubling }, { title: String(years[end]!), unit: "TWh" }, { title: words.asShare }]}
        rows={paths.map(({ id, crossingYear, doublingYear, twh, shareFraction }) => [<span key={id} title={words.pathNote[id]}>{words.path[id]}</span>, year(crossingYear), year(doublingYear), integer(twh[end]!), percent(shareFraction[end]!)])}
      />
      <p class="study-note">{words.assumption}</p>
    </section>
  );
}

/** What was published, made again from its parameters, with the two usual claims tested on it; then what is told in shares alone. */
function Anchors({ answered: { finding, inputs } }: { readonly answered: Answered<"growth"> }) {
  const claims = useMemo(() => growthClaims(inputs), [inputs]);
  const year = (value: number | null) => (value === null ? words.notBy(2040) : value.toFixed(1));
  return (
    <>
      <section class="study-part" aria-labelledby="growth-anchors">
        <h2 id="growth-anchors">{words.anchors}<span class="part-note">{words.claimsNote}</span></h2>
        <StudyTable
          label={words.anchors}
          columns={[
            { title: words.outlookName }, { title: words.year }, { title: words.published, unit: "TWh" }, { title: words.again, unit: "TWh" }, { title: words.growthAYear }, { title: words.doubles }, { title: words.crosses }, { title: words.in2040, unit: "TWh" }, { title: words.asShare },
          ]}
          rows={claims.map((claim) => [
            claim.source, String(claim.publishedYear), integer(claim.publishedTwh), integer(claim.reproducedTwh), signed(percent(claim.growthFraction, 1)),
            `× ${claim.multipleIn2030.toFixed(2)}`, year(claim.crossingYear), integer(claim.twh2040), percent(claim.share2040Fraction),
          ])}
        />
      </section>
      <section class="study-part" aria-labelledby="growth-history">
        <h2 id="growth-history">{words.points}<span class="part-note">{words.anchorsNote}</span></h2>
        <StudyTable
          label={words.points} columns={[{ title: words.source }, { title: words.year }, { title: words.value, unit: "TWh" }, { title: words.range, unit: "TWh" }]}
          rows={[...finding.history, ...finding.outlooks].map(({ source, year: of, twh, low, high }) => [source, String(of), figure(twh), low === undefined || high === undefined ? NONE : `${integer(low)}–${integer(high)}`])}
        />
      </section>
      <section class="study-part" aria-labelledby="growth-other">
        <h2 id="growth-other">{words.otherFigures}<span class="part-note">{words.anchorsNote}</span></h2>
        <StudyTable label={words.otherFigures} columns={[{ title: words.source }, { title: words.says, isText: true }]} rows={otherFigures.map(({ source, text }) => [source, text])} />
      </section>
    </>
  );
}
