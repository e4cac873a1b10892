import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { headroomDepth, headroomDepthModel } from "../../../charts/headroomDepth.ts";
import { madeChart } from "../../../charts/made.ts";
import type { HeadroomFinding } from "../../../core/studies/headroomStudy.ts";
import { growthWords as words, headroomFinding } from "../../../text/growth.ts";
import { figure, integer, money, percent, quantityText, scaled, scaleFor, SPACE } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { importFile, wantedPlace } from "../../state/library.ts";
import { followedStudy, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
import { isAwaited } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";

const followed = followedStudy("headroom", { reads: (scenario, { replaySite }) => (replaySite ? scenario : scenario.site.timeZone), isAsked: ({ load }) => load !== undefined });

/** How much new load fits under a system's past peaks if it may be curtailed; the system is a file that is dropped. */
export function Headroom({ switcher }: { readonly switcher: ComponentChildren }) {
  useEffect(followed.follow, []);
  // Before the view is seen: what is dropped on it is meant for it.
  useLayoutEffect(() => {
    wantedPlace.value = "areaLoad";
    return () => { wantedPlace.value = null; };
  }, []);
  const hasLoad = studyInputs.value.headroom.load !== undefined;
  const answered = hasLoad ? followed.answer.value : null;
  return (
    <>
      <StudyHead finding={answered === null ? null : headroomFinding(answered.finding)} waiting={hasLoad ? studyWords.waiting : words.noLoad} failure={hasLoad ? followed.failure.value : null}>
        <StudyProgress study={followed} />{switcher}
      </StudyHead>
      <div class="view study-split">
        <div class="study-main" aria-busy={hasLoad && isAwaited(followed)}>
          {hasLoad ? null : <DropTarget />}
          {answered === null ? hasLoad ? <><WaitingBar study={followed} /><div class="growth-chart"><WaitingChart title={words.depth} height={depthHeight(studyInputs.value.headroom.curtailmentFractions.length)} /></div></> : null : <><Depth answered={answered} /><Results found={answered.finding} /><Replay answered={answered} /></>}
        </div>
        <div class="study-side">
          {answered === null ? null : <Area answered={answered} />}
          <StudyInputs of="headroom" title={words.inputs} />
        </div>
      </div>
    </>
  );
}

function DropTarget() {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div class="growth-drop">
      <p>{words.dropLoad}</p>
      <Button onClick={() => { chooser.current?.click(); }}>{words.chooseLoad}</Button>
      <input
        ref={chooser} type="file" hidden aria-label={words.chooseLoad}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file !== undefined) void importFile(file);
        }}
      />
    </div>
  );
}

const depthHeight = (limits: number): number => 40 + (breadth.value === "phone" ? 34 : 44) * limits;

function Depth({ answered }: { readonly answered: Answered<"headroom"> }) {
  const { finding } = answered;
  const chart = useMemo(() => madeChart(headroomDepth, headroomDepthModel(finding)), [finding]);
  return (
    <div class="growth-chart">
      <ChartPart id="headroom" title={words.depth} chart={chart} runs={shownStudy("headroom", answered)} heightOf={() => depthHeight(finding.results.length)} />
    </div>
  );
}

function Results({ found: { results } }: { readonly found: HeadroomFinding }) {
  const size = scaleFor(Math.max(0, ...results.map(({ headroomMw }) => headroomMw)), "MW");
  return (
    <section class="study-part" aria-labelledby="headroom-results">
      <h2 id="headroom-results">{words.spread}<span class="part-note">{words.spreadNote}</span></h2>
      <StudyTable
        label={words.spread}
        columns={[
          { title: words.curtailment }, { title: words.headroomGw, unit: size.unit }, { title: words.hours, unit: "h" }, { title: words.events, unit: words.aYear }, { title: words.meanEvent, unit: "h" },
          { title: words.longestEvent, unit: "h" }, { title: words.keptHalf }, { title: words.summer },
        ]}
        rows={results.map((one) => [
          percent(one.curtailmentFraction), scaled(one.headroomMw, size), integer(one.hoursPerYear), figure(one.events), figure(one.meanEventHours), integer(one.longestEventHours), percent(one.keptHalfFraction), percent(one.summerEnergyFraction),
        ])}
      />
    </section>
  );
}

/** Whether this site, as simulated, lives with the curtailment of each limit, and at what cost. */
function Replay({ answered: { finding: { site }, scenario } }: { readonly answered: Answered<"headroom"> }) {
  if (site === undefined) return null;
  const { currency } = scenario.site;
  return (
    <section class="study-part" aria-labelledby="headroom-site">
      <h2 id="headroom-site">{words.thisSite}<span class="part-note">{words.thisSiteNote(quantityText(site.firmKw, "kW"), quantityText(site.flexibleKw, "kW"))}</span></h2>
      <StudyTable
        label={words.thisSite}
        columns={[{ title: words.curtailment }, { title: words.suffices }, { title: words.met }, { title: words.costAYear }, { title: words.ifAllWereSuch }]}
        rows={site.byLimit.map((limit) => [
          percent(limit.curtailmentFraction), limit.meansSuffice ? words.yes : words.no, percent(limit.metFraction), money(limit.meanCostPerYear, currency), quantityText(limit.headroomIfAllWereSuchMw, "MW"),
        ])}
      />
    </section>
  );
}

function Area({ answered: { finding, inputs } }: { readonly answered: Answered<"headroom"> }) {
  const { summerPeakMw, winterPeakMw, loadFactorFraction, years, leftOut, missingHours, outlierHours } = finding;
  const load = inputs.load;
  return (
    <section class="study-part" aria-labelledby="headroom-area">
      <h2 id="headroom-area">{words.area}<span class="part-note">{words.areaNote}</span></h2>
      <Facts items={[
        ...(load !== undefined && "file" in load ? [[words.file, `${load.file}${load.column === undefined ? "" : `, ${load.column}`}`] as const] : []),
        [words.summerPeak, quantityText(summerPeakMw, "MW")], [words.winterPeak, quantityText(winterPeakMw, "MW")], [words.loadFactor, percent(loadFactorFraction)],
        [words.yearsUsed, years.length > 2 ? `${years[0]!} to ${years.at(-1)!}` : years.join(", ")], ...(leftOut.length === 0 ? [] : [[words.leftOut, leftOut.join(", ")] as const]),
        [words.filled, `${integer(missingHours)}${SPACE}h`], [words.outliers, `${integer(outlierHours)}${SPACE}h`],
      ]} />
    </section>
  );
}
