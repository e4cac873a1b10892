import { signal, useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { convergence } from "../../../charts/convergence.ts";
import { exceedance } from "../../../charts/exceedance.ts";
import type { MadeChart } from "../../../charts/index.ts";
import { madeChart } from "../../../charts/made.ts";
import { strategyDifferences } from "../../../charts/strategyDifferences.ts";
import { clockHours, uncertaintyBand } from "../../../charts/uncertaintyBand.ts";
import type { MonteCarlo, StrategyUncertainty } from "../../../core/studies/monteCarlo.ts";
import { differenceText, figureLabel, figureScale, figureSubject, figureText } from "../../../text/studyFigures.ts";
import { againstTitle, endedText, strategyTitle, uncertaintyFinding, uncertaintyWords as words } from "../../../text/studyUncertainty.ts";
import { askedStudy, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { AskedView } from "./askedView.tsx";
import { monthNames } from "./monthNames.ts";
import { RangesInput } from "./rangesInput.tsx";
import { SeededParts } from "./seededParts.tsx";
import { StrategyPicker, strategiesAsked, strategyOf } from "./strategyPicker.tsx";
import type { StudyViewProps } from "./studyView.ts";
import { shownFigures, uncertaintyRows, uncertaintyTable } from "./uncertaintyTable.ts";
import "./study.css";
import "./uncertainty.css";

const asked = askedStudy("monteCarlo", { reads: (scenario) => scenario });

type Shown = "bill" | "hours" | "exceedance" | "convergence";
const shownChart = signal<Shown>("bill");
/** Name of the strategy in view; the scenario's own until another is chosen. */
const chosenStrategy = signal<string | null>(null);
/** The figure that is drawn; the one that ends the study until another is chosen. */
const chosenFigure = signal<string | null>(null);

/** How far figures and bill may lie from this one year, and how strategies differ whatever the year. */
export function Uncertainty({ switcher }: StudyViewProps) {
  const answer = asked.answer.value;
  const found = answer !== null && answer.finding.seeds > 0 ? answer : null;
  const shown = found === null ? 0 : shownIndex(found.finding, strategyOf(found.scenario));
  const figure = chosenFigure.value ?? found?.finding.figure ?? "fullCost";
  const isAtMost = useComputed(() => studyInputs.value.monteCarlo.toleranceFraction > 0).value;
  const summary = useComputed(() => words.summary(studyInputs.value.monteCarlo.mostSeeds, strategiesAsked().length)).value;
  return (
    <AskedView
      study={asked} question={words.question} about={words.about} switcher={switcher} summary={summary} isAtMost={isAtMost}
      finding={found === null ? null : uncertaintyFinding(found.finding, shown, figure, { currency: found.scenario.site.currency, days: found.scenario.time.days })}
      {...(found === null ? {} : { table: () => uncertaintyTable(found.finding, found.scenario.site.currency) })}
      inputs={(
        <>
          <SeededParts />
          <StrategyPicker />
          <StudyInputs of="monteCarlo" title={words.inputs} note={words.inputsNote} keys={["mostSeeds", "figure", "toleranceFraction", "batchSeeds", "score"]} />
          <RangesInput of={["monteCarlo"]} empty="none" />
        </>
      )}
    >
      {found === null ? null : <Found found={found} shown={shown} figure={figure} />}
    </AskedView>
  );
}

function shownIndex({ strategies }: MonteCarlo, own: string): number {
  const at = (name: string | null) => strategies.findIndex(({ strategy }) => strategy === name);
  return [at(chosenStrategy.value), at(own), strategies.length - 1].find((index) => index >= 0) ?? 0;
}

type FoundProps = { readonly found: Answered<"monteCarlo">; /** Place of the strategy in view. */ readonly shown: number; readonly figure: string };

function Found({ found, shown, figure }: FoundProps) {
  const { finding } = found;
  return (
    <>
      <div class="uncertainty-tools">
        <Segment<Shown> label={words.chart} value={shownChart.value} onChange={(next) => { shownChart.value = next; }} options={(["bill", "hours", "exceedance", "convergence"] as const).map((value) => ({ value, title: words.charts[value] }))} />
        {finding.strategies.length < 2 ? null : <Select<string> label={words.shown} value={finding.strategies[shown]!.strategy} onChange={(next) => { chosenStrategy.value = next; }} options={finding.strategies.map(({ strategy }) => ({ value: strategy, title: strategyTitle(strategy) }))} />}
        <Select<string> label={words.figure} value={figure} onChange={(next) => { chosenFigure.value = next; }} options={shownFigures(finding).map((id) => ({ value: id, title: figureLabel(id) }))} />
      </div>
      <MainChart found={found} shown={shown} figure={figure} />
      {finding.strategies.length < 2 ? null : <Differences found={found} figure={figure} />}
      <Figures found={found} shown={shown} />
    </>
  );
}

function MainChart({ found, shown, figure }: FoundProps) {
  const kind = shownChart.value;
  const { title, chart } = useMemo(() => chartOf(kind, found, shown, figure), [kind, found, shown, figure]);
  const { inputs, finding } = found;
  return (
    <div class="study-chart">
      <ChartPart id={`uncertainty-${kind}`} title={title} chart={chart} runs={shownStudy("monteCarlo", found)} heightOf={() => (breadth.value === "phone" ? 250 : 320)} />
      {kind === "convergence" ? <p class="study-note">{endedText(finding, inputs.toleranceFraction, inputs.mostSeeds)}</p> : null}
    </div>
  );
}

/** Numbers beside a band tell a third of its width apart. */
const BAND_PARTS = 3;

function chartOf(kind: Shown, { finding, inputs, scenario }: Answered<"monteCarlo">, shown: number, figure: string): { readonly title: string; readonly chart: MadeChart } {
  const { currency } = scenario.site;
  const own = finding.strategies[shown]!;
  const other = shown === 0 ? undefined : finding.strategies[0];
  switch (kind) {
    case "bill": return bandOf(words.billTitle, "totalCost", own.monthlyBillCost, other && { name: strategyTitle(other.strategy), p50: other.monthlyBillCost.p50 }, { place: words.month, places: monthNames(scenario, own.monthlyBillCost.p50.length), over: words.ofMonth });
    case "hours": return bandOf(words.hoursTitle, "peakImportKw", own.importByHourKw, other && { name: strategyTitle(other.strategy), p50: other.importByHourKw.p50 }, { place: words.hour, places: clockHours, over: words.ofHour });
    case "exceedance": {
      const lines = finding.strategies.flatMap(({ strategy, figures }, index) => {
        const spread = figures[figure];
        if (spread === null || spread === undefined) return [];
        const text = (value: number) => figureText(figure, value, currency, spread.p90 - spread.p10);
        return [{ name: strategyTitle(strategy), values: spread.exceedance, isShown: index === shown, p10: text(spread.p10), p50: text(spread.p50), p90: text(spread.p90) }];
      });
      const values = lines.flatMap(({ values: all }) => all);
      const title = words.exceedanceTitle(figureSubject(figure));
      return { title, chart: madeChart(exceedance, { title, lines, seeds: finding.seeds, scale: scaleOf(figure, values, currency) }) };
    }
    case "convergence": {
      const points = finding.convergence.map(({ seeds, strategies }) => ({ seeds, ...strategies[shown]! }));
      const title = words.convergenceTitle(figureSubject(finding.figure));
      return { title, chart: madeChart(convergence, { title, strategy: strategyTitle(own.strategy), points, mostSeeds: inputs.mostSeeds, toleranceFraction: inputs.toleranceFraction, scale: scaleOf(finding.figure, points.flatMap(({ p10, p90 }) => [p10, p90]), currency) }) };
    }
  }

  function bandOf(title: string, unitOf: string, band: StrategyUncertainty["monthlyBillCost"], against: { readonly name: string; readonly p50: readonly number[] } | undefined, along: { readonly place: string; readonly places: readonly string[]; readonly over: string }) {
    // As fine as parts the edges of the band, which may be narrow against what lies between the places.
    const widths = band.p90.map((value, i) => value - band.p10[i]!).toSorted((a, b) => a - b);
    const scale = figureScale(unitOf, Math.max(0, ...band.p90), BAND_PARTS * (widths[Math.floor(widths.length / 2)] ?? 0), currency);
    return { title, chart: madeChart(uncertaintyBand, { title, ...along, strategy: strategyTitle(own.strategy), band, against: against ?? null, seeds: finding.seeds, scale }) };
  }
}

function scaleOf(figure: string, values: readonly number[], currency: string) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return figureScale(figure, Math.max(Math.abs(low), Math.abs(high), 0), Math.max(high - low, 0), currency);
}

function Differences({ found, figure }: Omit<FoundProps, "shown">) {
  const { finding, scenario } = found;
  const chart = useMemo(() => {
    const rows = finding.differences.flatMap(({ strategy, figures }) => {
      const spread = figures[figure];
      return spread === null || spread === undefined ? [] : [{ name: strategyTitle(strategy), spread, p50: differenceText(figure, spread.p50, scenario.site.currency) }];
    });
    const values = rows.flatMap(({ spread }) => [spread.p10, spread.p90]);
    return madeChart(strategyDifferences, { figure: figureLabel(figure), against: againstTitle(finding.strategies[0]!.strategy), rows, scale: scaleOf(figure, [0, ...values], scenario.site.currency) });
  }, [finding, figure]);
  const pitch = breadth.value === "phone" ? 48 : 34;
  return <div class="study-chart"><ChartPart id="uncertainty-differences" title={words.differences} chart={chart} runs={shownStudy("monteCarlo", found)} heightOf={() => 28 + pitch * Math.max(1, finding.differences.length)} /></div>;
}

function Figures({ found: { finding, scenario }, shown }: Omit<FoundProps, "figure">) {
  const rows = useMemo(() => uncertaintyRows(finding, shown, scenario.site.currency), [finding, shown]);
  const against = shown === 0 ? null : againstTitle(finding.strategies[0]!.strategy);
  return (
    <section class="study-part uncertainty-figures" aria-labelledby="uncertainty-figures">
      <h2 id="uncertainty-figures">{words.table}<span class="part-note">{strategyTitle(finding.strategies[shown]!.strategy)}, {words.tableNote(finding.seeds)}</span></h2>
      <StudyTable
        label={words.table}
        columns={[{ title: words.figure }, { title: "P10" }, { title: "P50" }, { title: "P90" }, ...(against === null ? [] : [{ title: words.lessThan(against) }, { title: words.interval }, { title: words.better }])]}
        rows={rows.map(({ label, unit, quantiles, difference }) => [
          <>{label} <span class="unit">{unit}</span></>,
          ...quantiles.map(({ value, interval }) => <>{value} <span class="study-interval">({interval})</span></>),
          ...(against === null ? [] : difference === null ? ["", "", ""] : [difference.p50, difference.interval, difference.better]),
        ])}
      />
    </section>
  );
}
