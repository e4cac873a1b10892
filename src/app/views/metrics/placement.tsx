import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { boundName, decidingBounds, hourly, metricsWords as words, placementFinding } from "../../../text/metrics.ts";
import { figure, NONE, percent, quantityText, SPACE } from "../../../text/numbers.ts";
import { study as studyWords } from "../../../text/study.ts";
import { scenario } from "../../state/document.ts";
import { followedStudy, studyInputs, type Answered } from "../../state/studies.ts";
import { Facts, StudyHead, StudyInputs, StudyProgress, StudyTable } from "../studyFrame.tsx";
import { isAwaited, WaitingFacts, WaitingTable } from "../waiting.tsx";
import { WaitingBar } from "../waitingChart.tsx";

const followed = followedStudy("placement", { reads: () => null });

/** Which workload runs where at least cost, what each bound costs, and what serves on when a failure domain is out. */
export function Placement({ switcher }: { readonly switcher: ComponentChildren }) {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  const { currency } = scenario.value.site;
  return (
    <>
      <StudyHead finding={answered === null ? null : placementFinding(answered.finding, answered.inputs, currency)} waiting={studyWords.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} />{switcher}
      </StudyHead>
      <div class="view study-split">
        <div class="study-main" aria-busy={isAwaited(followed)}>
          {answered === null ? <><WaitingBar study={followed} /><WaitingTable title={words.mix} note={words.mixNote} names={[...studyInputs.value.placement.workloads.map(({ name }) => name), words.perUnit, words.roundTrip, words.capacity]} /></> : <><Mix answered={answered} currency={currency} /><Prices answered={answered} currency={currency} /><Drill answered={answered} currency={currency} /></>}
        </div>
        <div class="study-side">
          {answered === null ? <WaitingFacts title={words.summary} names={[words.best, words.single, words.allCloud, words.unconstrained, words.constraints, words.carbon]} /> : <Alternatives answered={answered} currency={currency} />}
          <StudyInputs of="placement" title={words.placementInputs} keys={["workloads", "places", "carbonCapKgPerHour", "routeFactor", "peakUnits"]} />
        </div>
      </div>
    </>
  );
}

type Props = { readonly answered: Answered<"placement">; readonly currency: string };

function Mix({ answered: { finding, inputs }, currency }: Props) {
  const { places, workloads } = inputs;
  const unitsOf = (workload: string, place: string) => finding.best?.assignments.find((one) => one.workload === workload && one.place === place)?.units ?? 0;
  const trip = (place: string) => finding.roundTripMs.find((one) => one.place === place)?.ms ?? 0;
  return (
    <section class="study-part" aria-labelledby="placement-mix">
      <h2 id="placement-mix">{words.mix}<span class="part-note">{words.mixNote}</span></h2>
      <StudyTable
        label={words.mix} columns={[{ title: words.workload }, { title: words.demand }, ...places.map(({ name }) => ({ title: name })), { title: words.decidedBy, isText: true }]}
        rows={[
          ...workloads.map((workload) => [
            workload.name, figure(workload.demandUnits), ...places.map(({ id }) => (unitsOf(workload.id, id) > 0 ? <strong key={id}>{figure(unitsOf(workload.id, id))}</strong> : <span key={id} class="unit">{NONE}</span>)), decidingBounds(workload, finding, inputs),
          ]),
          [words.perUnit, "", ...places.map(({ unitCostPerHour }) => hourly(unitCostPerHour, currency).replace(/ an hour$/, "/h")), ""],
          [words.roundTrip, "", ...places.map(({ id }) => `${figure(trip(id))}${SPACE}ms`), ""],
          [words.capacity, "", ...places.map(({ capacityUnits }) => (capacityUnits === undefined ? words.unlimited : figure(capacityUnits))), ""],
        ]}
        quiet={[workloads.length, workloads.length + 1, workloads.length + 2]}
      />
    </section>
  );
}

function Prices({ answered: { finding, inputs }, currency }: Props) {
  const { boundPrices, capacityPrices } = finding;
  const most = Math.max(1e-9, ...boundPrices.map(({ costPerHour }) => costPerHour), ...capacityPrices.map(({ costPerUnitHour }) => costPerUnitHour));
  const bar = (cost: number) => <span class="price-bar" aria-hidden="true"><span style={{ width: `${Math.max(0, (cost / most) * 100)}%` }} /></span>;
  const names = new Map(inputs.places.map(({ id, name }) => [id, name]));
  if (boundPrices.length + capacityPrices.length === 0) return null;
  return (
    <section class="study-part" aria-labelledby="placement-prices">
      <h2 id="placement-prices">{words.prices}<span class="part-note">{words.pricesNote}</span></h2>
      <StudyTable
        label={words.prices} columns={[{ title: words.constraint }, { title: words.cost }, { title: "" }]}
        rows={[
          ...boundPrices.map(({ bound, costPerHour }) => [capital(boundName(bound, inputs)), hourly(costPerHour, currency), bar(costPerHour)]),
          ...capacityPrices.map(({ place, costPerUnitHour }) => [`${words.capacityPrice}, ${names.get(place) ?? place}`, hourly(costPerUnitHour, currency), bar(costPerUnitHour)]),
        ]}
      />
    </section>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Drill({ answered: { finding: { drills }, inputs }, currency }: Props) {
  if (drills.length === 0) return null;
  const names = new Map(inputs.workloads.map(({ id, name }) => [id, name]));
  return (
    <section class="study-part" aria-labelledby="placement-drill">
      <h2 id="placement-drill">{words.drill}<span class="part-note">{words.drillNote}</span></h2>
      <StudyTable
        label={words.drill} columns={[{ title: words.domain }, { title: words.serves }, { title: words.afterMoving }, { title: words.costThen }, { title: words.lost, isText: true }]}
        rows={drills.map(({ failureDomain, servedFraction, afterMovingFraction, costPerHour, lostByWorkload }) => [
          failureDomain, percent(servedFraction, 0), percent(afterMovingFraction, 0), costPerHour === null ? (afterMovingFraction < 1 ? words.notAll : words.notBound) : hourly(costPerHour, currency),
          lostByWorkload.length === 0 ? NONE : lostByWorkload.map(({ workload, units }) => `${names.get(workload) ?? workload} ${figure(units)}`).join(", "),
        ])}
      />
    </section>
  );
}

function Alternatives({ answered: { finding, inputs }, currency }: Props) {
  const { best, bestSingle, allCloudCostPerHour, unconstrainedCostPerHour, constraintCostPerHour } = finding;
  const cost = (value: number | null) => (value === null ? NONE : hourly(value, currency));
  return (
    <section class="study-part" aria-labelledby="placement-alternatives">
      <h2 id="placement-alternatives">{words.summary}</h2>
      <Facts items={[
        [words.best, cost(best?.costPerHour ?? null)],
        [words.single, bestSingle === null ? words.noSingle : `${inputs.places.find(({ id }) => id === bestSingle.place)?.name ?? bestSingle.place}, ${cost(bestSingle.costPerHour)}`],
        [words.allCloud, cost(allCloudCostPerHour)], [words.unconstrained, cost(unconstrainedCostPerHour)], [words.constraints, cost(constraintCostPerHour)],
        ...(best === null ? [] : [[words.carbon, `${quantityText(best.carbonKgPerHour, "kg")} an hour`] as const]),
      ]} />
    </section>
  );
}
