import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { buildOut, buildOutModel } from "../../../charts/buildOut.ts";
import { madeChart } from "../../../charts/made.ts";
import type { SiteGrowth } from "../../../core/studies/siteGrowth.ts";
import { growthWords as words, planMonth, siteFinding } from "../../../text/growth.ts";
import { figure, integer, quantityText, scaled, scaleFor, SPACE } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { followedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable, shownStudy } from "../studyFrame.tsx";
import { isAwaited, WaitingFacts } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";

// Hours over a limit follow the swing of the site's own load.
const followed = followedStudy("siteGrowth", { reads: (scenario) => scenario });

/** When the site outgrows the firm and the flexible part of its connection, and what the flexible part buys. */
export function Site({ switcher }: { readonly switcher: ComponentChildren }) {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  return (
    <>
      <StudyHead finding={answered === null ? null : siteFinding(answered.finding, answered.inputs)} waiting={studyWords.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} />{switcher}
      </StudyHead>
      <div class="view study-split">
        <div class="study-main" aria-busy={isAwaited(followed)}>
          {answered === null ? <><WaitingBar study={followed} /><div class="growth-chart"><WaitingChart title={words.buildOut} height={buildOutHeight()} /></div></> : <BuildOutPart answered={answered} />}
          {answered === null ? null : <Years site={answered.finding} />}
        </div>
        <div class="study-side">
          {answered === null ? <WaitingFacts title={words.gains} names={[words.overFirmFact, words.overWholeFact, words.gainedMonths, words.earlier, words.finalNeed, words.stranded]} /> : <Gains answered={answered} />}
          <StudyInputs of="siteGrowth" title={words.plan} note={words.planNote} keys={["firmMw", "flexibleMw", "pue", "months", "firstYear", "phases"]} />
        </div>
      </div>
    </>
  );
}

const buildOutHeight = (): number => (breadth.value === "phone" ? 280 : 380);

function BuildOutPart({ answered }: { readonly answered: Answered<"siteGrowth"> }) {
  const { finding, inputs } = answered;
  const chart = useMemo(() => madeChart(buildOut, buildOutModel(finding, inputs.firstYear)), [finding, inputs]);
  return (
    <div class="growth-chart">
      <ChartPart id="build-out" title={words.buildOut} chart={chart} runs={shownStudy("siteGrowth", answered)} heightOf={buildOutHeight} />
    </div>
  );
}

function Gains({ answered: { finding, inputs } }: { readonly answered: Answered<"siteGrowth"> }) {
  const { monthOverFirm, monthOverWhole, gainedMonths, gainsAtLeastMonths, earlierMw, strandedMw, finalNeedMw } = finding;
  const when = (month: number | null) => (month === null ? words.neverWithin : `${planMonth(month, inputs.firstYear)}, month ${figure(month)}`);
  const months = `${figure(gainsAtLeastMonths)}${SPACE}months`;
  return (
    <section class="study-part" aria-labelledby="growth-gains">
      <h2 id="growth-gains">{words.gains}</h2>
      <Facts items={[
        [words.overFirmFact, when(monthOverFirm)], [words.overWholeFact, when(monthOverWhole)],
        [words.gainedMonths, gainedMonths === null && monthOverFirm !== null ? words.atLeast(months) : months],
        [words.earlier, quantityText(earlierMw, "MW")], [words.finalNeed, quantityText(finalNeedMw, "MW")], [words.stranded, quantityText(strandedMw, "MW")],
      ]} />
    </section>
  );
}

function Years({ site: { years } }: { readonly site: SiteGrowth }) {
  const energy = scaleFor(Math.max(...years.map(({ mwhOverFirm }) => mwhOverFirm)), "MWh");
  return (
    <section class="study-part" aria-labelledby="growth-years">
      <h2 id="growth-years">{words.years}<span class="part-note">{words.yearsNote}</span></h2>
      <StudyTable
        label={words.years}
        columns={[{ title: words.year }, { title: words.peakNeed, unit: "MW" }, { title: words.hoursOverFirm, unit: "h" }, { title: words.energyOverFirm, unit: energy.unit }, { title: words.hoursOverWhole, unit: "h" }, { title: words.energyOverWhole, unit: energy.unit }]}
        rows={years.map(({ year, peakNeedMw, hoursOverFirm, mwhOverFirm, hoursOverWhole, mwhOverWhole }) => [String(year), figure(peakNeedMw), integer(hoursOverFirm), scaled(mwhOverFirm, energy), integer(hoursOverWhole), scaled(mwhOverWhole, energy)])}
      />
    </section>
  );
}
