import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { placeIds, type MetricRecord, type MetricStep, type PlaceId } from "../../../core/studies/sevenMetrics.ts";
import { countText, metricQuantity, metricsFinding, metricsWords as words, quantityOf, reasonText, stepText } from "../../../text/metrics.ts";
import { exact, figure, money, NONE } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { strings } from "../../../text/strings.ts";
import { helpOpen } from "../../inputs/fieldRow.tsx";
import { scenario } from "../../state/document.ts";
import { studyInputs, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Segment } from "../../ui/segment.tsx";
import { StudyHead, StudyInputs, StudyProgress, StudyTable } from "../studyFrame.tsx";
import { isAwaited } from "../waiting.tsx";
import { WaitingBar } from "../waitingChart.tsx";
import { Budgets } from "./budgets.tsx";
import { followedMetrics } from "./followedMetrics.ts";

type Metric = MetricRecord["metric"];
/** What stands in the row of each metric; the other records are under it. */
const heads: Readonly<Record<Metric, string>> = {
  1: "energyCostPerDecision", 2: "co2ePer1000Location", 3: "demandGrowth", 4: "inferenceCostReduction", 5: "flexibilityScore", 6: "leadTimeDays", 7: "hybridCostEfficiency",
};
const metrics = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Metric[];
const opened = signal<Metric | null>(null);
const phonePlace = signal<PlaceId>("onPremises");

/** Seven rows, three places; a row opens to its parts, its formula, and what went into it. */
export function Matrix({ switcher }: { readonly switcher: ComponentChildren }) {
  useEffect(followedMetrics.follow, []);
  const answered = followedMetrics.answer.value;
  const { currency } = scenario.value.site;
  return (
    <>
      <StudyHead finding={answered === null ? null : metricsFinding(answered.finding, answered.inputs.simulatedPlace, currency)} waiting={studyWords.waiting} failure={followedMetrics.failure.value}>
        <StudyProgress study={followedMetrics} />{switcher}
      </StudyHead>
      <div class="view study-split">
        <div class="study-main" aria-busy={isAwaited(followedMetrics)}>
          {answered === null ? <WaitingBar study={followedMetrics} /> : null}
          <Table answered={answered} />
          {answered === null ? null : <Budgets answered={answered} />}
        </div>
        <div class="study-side"><StudyInputs of="metrics" title={words.inputs} note={words.inputsNote} /></div>
      </div>
    </>
  );
}

/** The rows, until there is an answer without their values. */
function Table({ answered }: { readonly answered: Answered<"metrics"> | null }) {
  const isPhone = breadth.value === "phone";
  const simulated = (answered?.inputs ?? studyInputs.value.metrics).simulatedPlace;
  const places = isPhone ? [phonePlace.value] : placeIds;
  return (
    <section aria-labelledby="metrics-matrix">
      <h2 id="metrics-matrix" class="visually-hidden">{words.matrix}</h2>
      <div class="matrix-place">
        <Segment<PlaceId> label={words.place} value={phonePlace.value} onChange={(next) => { phonePlace.value = next; }} options={placeIds.map((value) => ({ value, title: words.places[value] }))} />
      </div>
      <table class="matrix">
        <colgroup><col />{places.map((place) => <col key={place} />)}</colgroup>
        <thead>
          <tr>
            <td />
            {places.map((place) => <th key={place} scope="col" data-simulated={place === simulated || undefined}>{words.places[place]}{place === simulated ? `, ${words.simulated}` : ""}</th>)}
          </tr>
        </thead>
        <tbody>{metrics.map((metric) => <Row key={metric} metric={metric} answered={answered} places={places} />)}</tbody>
      </table>
    </section>
  );
}

type RowProps = { readonly metric: Metric; readonly answered: Answered<"metrics"> | null; readonly places: readonly PlaceId[] };

function Row({ metric, answered, places }: RowProps) {
  const isOpen = opened.value === metric;
  const mine = answered?.finding.records.filter((record) => record.metric === metric) ?? [];
  const head = mine.filter(({ id }) => id === heads[metric]);
  const whole = head.find(({ place }) => place === "all");
  const scale = scaleOf(head);
  const best = bestOf(head);
  return (
    <>
      <tr class="matrix-row" data-metric={metric}>
        <th scope="row">
          <button type="button" aria-expanded={isOpen} onClick={() => { opened.value = isOpen ? null : metric; }}>
            <Icon name={isOpen ? "chevronDown" : "chevronRight"} /><strong>{words.names[metric]}</strong>
            <span class="matrix-note">{words.notes[metric]}</span>
          </button>
        </th>
        {answered === null ? places.map((place) => <td key={place} />) : whole === undefined
          ? places.map((place) => <td key={place}><Cell record={head.find((one) => one.place === place)} fallback={metric === 4 ? mine.find((one) => one.place === place) : undefined} scale={scale} isBest={best === place} /></td>)
          : <td colSpan={places.length}><Cell record={whole} fallback={metric === 7 ? mine.find(({ id }) => id === "constraintCost") : undefined} scale={scale} isBest={false} /></td>}
      </tr>
      {isOpen && answered !== null ? <tr class="matrix-open"><td colSpan={places.length + 1}><Parts mine={mine} places={places} metric={metric} answered={answered} /></td></tr> : null}
    </>
  );
}

type Scale = { readonly low: number; readonly high: number } | null;

/** One scale for a row, from zero or below it; none where nothing in the row has a range. */
function scaleOf(head: readonly MetricRecord[]): Scale {
  const ends = head.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((end) => end !== null);
  return head.some(({ lower }) => lower !== null) && ends.length > 0 ? { low: Math.min(0, ...ends), high: Math.max(0, ...ends) } : null;
}

function bestOf(head: readonly MetricRecord[]): PlaceId | null {
  const told = head.flatMap(({ place, value, better }) => (place === "all" || value === null || better === "neither" ? [] : [{ place, value: better === "lower" ? value : -value }]));
  if (told.length < 2 || told.every(({ value }) => value === told[0]!.value)) return null;
  return told.reduce((least, one) => (one.value < least.value ? one : least)).place;
}

type CellProps = { readonly record: MetricRecord | undefined; /** Shown where the record has no value of its own. */ readonly fallback: MetricRecord | undefined; readonly scale: Scale; readonly isBest: boolean };

function Cell({ record, fallback, scale, isBest }: CellProps) {
  const { currency } = scenario.value.site;
  if (record === undefined || record.value === null) {
    const told = record === undefined ? (fallback === undefined ? NONE : words.reference) : reasonText(record.reason);
    if (fallback === undefined || fallback.value === null) return <span class="matrix-none">{told}</span>;
    const { value, unit } = metricQuantity(fallback.id, fallback.value, fallback.unit, currency);
    return (
      <div class="matrix-cell">
        <span class="matrix-value">{value} <span class="unit">{unit}{record === undefined ? "" : `, ${fallback.label.toLowerCase()}`}</span></span>
        <span class="matrix-none">{told}</span>
      </div>
    );
  }
  const { value, unit } = metricQuantity(record.id, record.value, record.unit, currency);
  const text = (end: number) => metricQuantity(record.id, end, record.unit, currency).value;
  return (
    <div class="matrix-cell">
      <span class="matrix-value" data-best={isBest || undefined} title={exact(record.value, record.unit.replace("currency", currency))}>
        {value}{unit === "" ? null : <span class="unit"> {unit}</span>}
      </span>
      {record.lower === null || record.upper === null ? null : <span class="matrix-none">{text(Math.min(record.lower, record.upper))} to {text(Math.max(record.lower, record.upper))}</span>}
      {scale === null || record.lower === null || record.upper === null ? null : <Range record={record} scale={scale} />}
    </div>
  );
}

function Range({ record: { value, lower, upper, range }, scale: { low, high } }: { readonly record: MetricRecord; readonly scale: NonNullable<Scale> }) {
  const at = (end: number) => `${(((end - low) / (high - low || 1)) * 100).toFixed(2)}%`;
  return (
    <svg class="matrix-range" role="img" aria-label={range === undefined ? "" : words.ranges[range]}>
      <line class="matrix-track" x1="0" x2="100%" y1="4" y2="4" />
      <line class="matrix-span" x1={at(lower ?? 0)} x2={at(upper ?? 0)} y1="4" y2="4" />
      <circle class="matrix-dot" cx={at(value ?? 0)} cy="4" r="3.5" />
    </svg>
  );
}

/** All figures of a metric, its formulas, and the steps of each, which lead to the inputs and the run that they come from. */
function Parts({ mine, places, metric, answered }: { readonly mine: readonly MetricRecord[]; readonly places: readonly PlaceId[]; readonly metric: Metric; readonly answered: Answered<"metrics"> }) {
  const { currency } = scenario.value.site;
  const ids = [...new Set(mine.map(({ id }) => id))];
  const shown = mine.some(({ place }) => place === "all") ? (["all"] as const) : places;
  const textOf = (record: MetricRecord | undefined) => (record === undefined ? NONE : record.value === null ? reasonText(record.reason) : quantityOf(metricQuantity(record.id, record.value, record.unit, currency)));
  return (
    <div class="matrix-parts">
      <StudyTable
        label={words.names[metric]} columns={[{ title: "" }, ...shown.map((place) => ({ title: place === "all" ? "" : words.places[place] })), { title: words.method, isText: true }]}
        rows={ids.map((id) => {
          const records = mine.filter((record) => record.id === id);
          return [records[0]!.label, ...shown.map((place) => textOf(records.find((record) => record.place === place))), (records.find(({ source }) => source === "run") ?? records[0]!).method];
        })}
      />
      <div class="matrix-steps">
        {shown.map((place) => {
          const steps = uniqueSteps(mine.filter((record) => record.place === place).flatMap((record) => record.steps));
          const isOfRun = mine.some((record) => record.place === place && record.columns.length > 0);
          return steps.length === 0 && !isOfRun ? null : (
            <div key={place}>
              <h4>{place === "all" ? words.made : words.places[place]}</h4>
              <dl class="study-facts">
                {steps.flatMap((step) => [<dt key={step.label}>{step.label}</dt>, <dd key={`${step.label} value`}><StepValue step={step} currency={currency} /></dd>])}
              </dl>
              {isOfRun ? <p class="matrix-run"><a href="#dispatch">{words.inDispatch}</a></p> : null}
            </div>
          );
        })}
      </div>
      {metric === 1 || metric === 2 ? <Months answered={answered} /> : null}
      {metric === 1 ? <Timing answered={answered} /> : null}
      {metric === 3 ? <a href="#growth">{words.inView.growth}</a> : metric === 6 ? <a href="#deployment">{words.inView.deployment}</a> : null}
    </div>
  );
}

/** The same step stands under several figures of a metric; a reader wants it once. */
function uniqueSteps(steps: readonly MetricStep[]): readonly MetricStep[] {
  return steps.filter(({ label, value }, index) => steps.findIndex((other) => other.label === label && other.value === value) === index);
}

function StepValue({ step, currency }: { readonly step: MetricStep; readonly currency: string }) {
  const text = stepText(step, currency);
  const { input } = step;
  if (input === undefined) return <>{text}</>;
  const show = () => {
    const field = document.getElementById(`field-${input.replaceAll(".", "-")}`);
    field?.scrollIntoView({ block: "center" });
    field?.focus();
    helpOpen.value = `field-${input.replaceAll(".", "-")}`;
  };
  return <button type="button" title={words.input(step.label)} onClick={show}>{text}</button>;
}

function Months({ answered: { finding: { months } } }: { readonly answered: Answered<"metrics"> }) {
  const { currency } = scenario.value.site;
  return (
    <div>
      <h3>{words.byMonth}<span class="part-note"> {words.byMonthNote}</span></h3>
      <StudyTable
        label={words.byMonth} columns={[{ title: words.month }, { title: words.decisions }, { title: words.energyEach, unit: "Wh" }, { title: words.costEach }, { title: words.carbonEach, unit: "g" }]}
        rows={months.map(({ year, month, decisions, kwhPerDecision, costPerMillionDecisions, kgPer1000 }) => [
          `${strings.months[month - 1]!} ${year}`, countText(decisions), kwhPerDecision === null ? NONE : figure(kwhPerDecision * 1000),
          costPerMillionDecisions === null ? NONE : money(costPerMillionDecisions, currency), kgPer1000 === null ? NONE : figure(kgPer1000 * 1000),
        ])}
      />
    </div>
  );
}

function Timing({ answered: { finding: { timing } } }: { readonly answered: Answered<"metrics"> }) {
  const { currency } = scenario.value.site;
  const cost = (value: number | null) => (value === null ? NONE : money(value, currency));
  return (
    <div>
      <h3>{words.timing}<span class="part-note"> {words.timingNote}</span></h3>
      <StudyTable
        label={words.timing} columns={[{ title: "" }, { title: words.decisions }, { title: words.timed }, { title: words.meanPrice }, { title: words.timingValue }]}
        rows={timing.map(({ id, decisions, timedCostPerMillion, meanPriceCostPerMillion, timingValueCost }) => [words.timingOf[id], countText(decisions), cost(timedCostPerMillion), cost(meanPriceCostPerMillion), cost(timingValueCost)])}
      />
    </div>
  );
}
