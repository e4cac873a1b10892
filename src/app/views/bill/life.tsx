import { useEffect, useMemo, useRef } from "preact/hooks";
import { cashFlow, cashFlowModel } from "../../../charts/cashFlow.ts";
import { madeChart } from "../../../charts/made.ts";
import type { AssetId } from "../../../core/measures/projectAssets.ts";
import { equipmentOf, lifetimeInputs, type Lifetime } from "../../../core/studies/lifetime.ts";
import { assetSummary, energyPrice, lifeFinding, lifeWords as words, mass, otherRates, renewalText, shareText } from "../../../text/life.ts";
import { exactMoney, fixed, integer, money, percent, price } from "../../../text/numbers.ts";
import { warningText } from "../../../text/warnings.ts";
import { declaredInputs, type GroupNode, type InputNode } from "../../inputs/declaration.ts";
import { Input } from "../../inputs/inputNode.tsx";
import { useHelpAtFocus } from "../../inputs/useHelpAtFocus.ts";
import { shownUnit } from "../../inputs/shown.ts";
import { scenario } from "../../state/document.ts";
import { followedStudy, type Answered } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Recomputing } from "../recomputing.tsx";
import { Facts, shownStudy, StudyHead, StudyProgress, StudyTable } from "../studyFrame.tsx";
import { isAwaited, WaitingFacts } from "../waiting.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";
import { BillSpans } from "./billSpans.tsx";
import { exportLifetime } from "./exportLifetime.ts";
import { moneyColumn } from "./moneyColumn.ts";
import "./life.css";

const followed = followedStudy("lifetime", { reads: (now) => now });
type Answer = Answered<"lifetime">;

/** What the site's equipment costs, saves and loses over its life: worth, flows year by year, fade and carbon. */
export function Life() {
  useEffect(followed.follow, []);
  const answered = followed.answer.value;
  return (
    <>
      <StudyHead finding={answered === null ? null : lifeFinding(answered.finding, answered.inputs.finance.discountFraction)} waiting={words.waiting} failure={followed.failure.value}>
        <StudyProgress study={followed} /><BillSpans />
      </StudyHead>
      {answered === null ? <section class="figures" aria-label={words.figures.label} /> : <Worth answered={answered} />}
      <div class="view study-split">
        <div class="study-main" aria-busy={isAwaited(followed)}>
          {answered === null ? <><WaitingBar study={followed} /><div class="life-chart"><WaitingChart title={words.cashFlow} height={flowHeight()} /></div></> : <><FlowPart answered={answered} /><Years answered={answered} /></>}
        </div>
        <div class="study-side">
          {answered === null ? <WaitingFacts title={words.values} note={words.valuesNote} names={[...Object.values(words.lines), words.netPresentValue]} /> : <Values finding={answered.finding} />}
          <Inputs finding={answered?.finding ?? null} />
          {answered === null ? null : <Facets finding={answered.finding} />}
        </div>
      </div>
    </>
  );
}

type Cell = { readonly id: string; readonly label: string; readonly value: string; readonly unit?: string; readonly note: string; readonly exact?: string; readonly isBad?: boolean; /** Part of the view that shows its making. */ readonly to: string };

function Worth({ answered }: { readonly answered: Answer }) {
  return (
    <section class="figures" aria-label={words.figures.label} tabIndex={0}>
      {worthOf(answered).map(({ id, label, value, unit, note, exact, isBad, to }) => (
        <div key={id} class="figure" data-figure={`life-${id}`}>
          <span class="figure-label">{label}</span>
          <button type="button" class="figure-value" data-side={isBad === true ? "worse" : undefined} title={exact} onClick={() => { document.getElementById(to)?.scrollIntoView({ block: "nearest" }); }}>
            {value}{unit === undefined ? null : <span class="figure-unit"> {unit}</span>}
          </button>
          <span class="figure-note" title={note}>{note}</span>
        </div>
      ))}
    </section>
  );
}

function worthOf({ finding, inputs }: Answer): Cell[] {
  const { currency, netPresentValue, internalRateFraction, discountedPaybackYears, discountedPaybackForGoodYears, simplePaybackYears, benefitCostRatio, presentValues, carbon, years } = finding;
  const said = words.figures;
  const others = otherRates(finding);
  const [income, cost] = [1, -1].map((sign) => Object.values(presentValues).reduce((sum, value) => sum + Math.max(0, sign * value), 0)) as [number, number];
  const payback = discountedPaybackYears === null || discountedPaybackForGoodYears === discountedPaybackYears
    ? (simplePaybackYears === null ? said.discounted : said.simple(fixed(simplePaybackYears, 1)))
    : discountedPaybackForGoodYears === null ? said.notForGood : said.forGood(fixed(discountedPaybackForGoodYears, 1));
  const levelised: [string, string, number | null, string][] = [
    ["storage", said.storage, finding.storageCostPerKwh, said.levelised], ["solar", said.solar, finding.solarCostPerKwh, said.levelisedEnergy], ["wind", said.wind, finding.windCostPerKwh, said.levelisedEnergy],
  ];
  const energy = levelised.flatMap(([id, label, perKwh, note]): Cell[] => (perKwh === null ? [] : [{ id, label, ...price(perKwh, currency), note, to: "life-energy" }])).slice(0, 1);
  return [
    { id: "npv", label: said.value, value: money(netPresentValue, currency), exact: exactMoney(netPresentValue, currency), note: said.ofToday(years.length - 1), isBad: netPresentValue < 0, to: "life-values" },
    {
      id: "irr", label: said.rate, value: internalRateFraction === null ? words.none : percent(internalRateFraction, 1), to: "life-table",
      note: internalRateFraction === null ? said.noRate : others === null ? said.discount(percent(inputs.finance.discountFraction, 2)) : said.otherRates(others),
    },
    { id: "payback", label: said.payback, value: discountedPaybackYears === null ? words.never : fixed(discountedPaybackYears, 1), ...(discountedPaybackYears === null ? {} : { unit: `${said.years}, ${said.discounted}` }), note: payback, isBad: discountedPaybackYears === null, to: "chart-cash-flow" },
    { id: "ratio", label: said.ratio, value: benefitCostRatio === null ? words.none : fixed(benefitCostRatio, 2), note: said.income(money(income, currency), money(cost, currency)), to: "life-values" },
    ...energy,
    { id: "carbon", label: said.carbon, value: mass(carbon.netAvoidedKg), note: said.embodied(mass(carbon.embodiedKg)), isBad: carbon.netAvoidedKg < 0, to: "life-carbon" },
  ];
}

const flowHeight = (): number => (breadth.value === "phone" ? 320 : 380);

function FlowPart({ answered }: { readonly answered: Answer }) {
  const chart = useMemo(() => madeChart(cashFlow, cashFlowModel(answered.finding)), [answered]);
  return (
    <div class="life-chart">
      <ChartPart
        id="cash-flow" title={words.cashFlow} chart={chart} runs={shownStudy("lifetime", answered)} heightOf={flowHeight}
        note={followed.isStale.value ? <Recomputing /> : null}
      />
    </div>
  );
}

function Years({ answered }: { readonly answered: Answer }) {
  const { years, currency } = answered.finding;
  const column = flowColumn(Math.max(...years.flatMap(({ baselineBillCost, billCost, capitalCost, cumulativeDiscountedRevenue }) => [baselineBillCost, billCost, capitalCost, Math.abs(cumulativeDiscountedRevenue)])), currency);
  const named = words.columns;
  return (
    <section class="study-part life-years" id="life-table" aria-labelledby="life-table-title">
      <header class="chart-head">
        <div><h2 id="life-table-title">{words.table}<span class="part-note">{column.unit}</span></h2></div>
        <Button kind="quiet" icon="download" onClick={() => { void exportLifetime(answered); }}>{words.csv}</Button>
      </header>
      <StudyTable
        label={words.table}
        columns={[named.year, named.without, named.with, named.saved, named.other, named.upkeep, named.capital, named.tax, named.flow, named.sum, named.capacity].map((title) => ({ title }))}
        rows={years.map((row) => [
          String(row.calendarYear), column.text(row.baselineBillCost), column.text(row.billCost), column.text(row.billSavingRevenue), column.text(row.fuelSavingRevenue + row.programmeRevenue + row.unpaidSavingRevenue),
          column.text(-row.omCost), column.text(row.residualRevenue - row.capitalCost - row.replacementCost), column.text(row.taxCreditRevenue - row.taxCost), <strong key="flow">{column.text(row.netRevenue)}</strong>, column.text(row.cumulativeDiscountedRevenue),
          shareText(row.capacityAtEndFraction),
        ])}
      />
    </section>
  );
}

/** One scale for all amounts, nothing where nothing flows. */
function flowColumn(largest: number, currency: string): ReturnType<typeof moneyColumn> {
  const { unit, text } = largest >= 1e7 ? { unit: words.million(shownUnit("currency", currency)), text: (value: number) => fixed(value / 1e6, 2) } : moneyColumn(largest, currency);
  return { unit, text: (value) => (value === 0 ? "" : text(value)) };
}

/** The lines whose sum is the worth. */
function Values({ finding: { currency, presentValues, netPresentValue } }: { readonly finding: Lifetime }) {
  const lines = (Object.keys(words.lines) as (keyof typeof words.lines)[]).filter((line) => Math.abs(presentValues[line]) >= 0.5);
  return (
    <section class="study-part life-sum" id="life-values" aria-labelledby="life-values-title">
      <h2 id="life-values-title">{words.values}<span class="part-note">{words.valuesNote}</span></h2>
      <Facts items={[
        ...lines.map((line) => [words.lines[line], <span key={line} title={exactMoney(presentValues[line], currency)}>{money(presentValues[line], currency)}</span>] as const),
        [words.netPresentValue, <strong key="sum" title={exactMoney(netPresentValue, currency)}>{money(netPresentValue, currency)}</strong>],
      ]} />
    </section>
  );
}

/** The price of a kWh, the carbon, the battery's renewals, and what the reader must know. */
function Facets({ finding }: { readonly finding: Lifetime }) {
  const { currency, storageCostPerKwh, solarCostPerKwh, windCostPerKwh, carbon, years, runs, warnings } = finding;
  const named = words.carbonFacts;
  const energy = ([[words.storage, storageCostPerKwh], [words.solar, solarCostPerKwh], [words.wind, windCostPerKwh]] as const).filter(([, perKwh]) => perKwh !== null);
  const lastCapacity = years.at(-1)?.capacityAtEndFraction ?? null;
  return (
    <>
      {energy.length === 0 ? null : (
        <section class="study-part" id="life-energy" aria-labelledby="life-energy-title">
          <h2 id="life-energy-title">{words.energy}<span class="part-note">{words.energyNote}</span></h2>
          <Facts items={energy.map(([name, perKwh]) => [name, energyPrice(perKwh, currency)])} />
        </section>
      )}
      <section class="study-part" id="life-carbon" aria-labelledby="life-carbon-title">
        <h2 id="life-carbon-title">{words.carbon}<span class="part-note">{words.carbonNote}</span></h2>
        <Facts items={[[named.avoided, mass(carbon.avoidedKg)], [named.embodied, mass(carbon.embodiedKg)], [named.net, <strong key="net">{mass(carbon.netAvoidedKg)}</strong>], [named.embodiedYear, mass(carbon.embodiedKgPerYear)], [named.payback, words.years(carbon.paybackYears)]]} />
      </section>
      <section class="study-part" aria-labelledby="life-renewals-title">
        <h2 id="life-renewals-title">{words.renewals}</h2>
        <Facts items={[[words.renewedIn, renewalText(years)], ...(lastCapacity === null ? [] : [[words.capacityEnd, percent(lastCapacity, 1)] as const]), [words.runs, integer(runs)]]} />
      </section>
      {warnings.length === 0 ? null : (
        <section class="study-part" aria-labelledby="life-warnings-title">
          <h2 id="life-warnings-title">{words.warnings}</h2>
          <ul class="bill-notes">{warnings.map((warning, index) => <li key={index}>{warningText(warning)}</li>)}</ul>
        </section>
      )}
    </>
  );
}

const tree = declaredInputs(lifetimeInputs, ["studies", "lifetime"]);
const isGroup = (node: InputNode): node is GroupNode => node.kind === "group";
const financeNode = tree.find((node): node is GroupNode => isGroup(node) && node.path[2] === "finance");
const always = () => true;

/** What is bought and what it costs, a closed group for each, its sum at its head; assumed values are marked. */
function Inputs({ finding }: { readonly finding: Lifetime | null }) {
  const host = useRef<HTMLDivElement>(null);
  useHelpAtFocus(host);
  const { solarDcKw, windKw, batteryKwh, coldStoreKwh, generatorKw } = equipmentOf(scenario.value);
  const sizes: Readonly<Record<AssetId, number>> = { solar: solarDcKw, wind: windKw, battery: batteryKwh, coldStore: coldStoreKwh, generator: generatorKw };
  const summaryOf = (name: string): string => (name in sizes ? (finding === null ? "" : assetSummary(finding.assets.find(({ id }) => id === name), sizes[name as AssetId] > 0, finding.currency)) : "");
  const children = financeNode?.children ?? [];
  return (
    <section class="study-part life-inputs-part" aria-labelledby="life-inputs-title">
      <h2 id="life-inputs-title">{words.inputs}<span class="part-note">{words.inputsNote}</span></h2>
      <div class="study-inputs life-inputs" ref={host}>
        {tree.filter((node) => node !== financeNode).map((node) => <Input key={node.path.join(".")} node={node} groupTitle={words.life} shown={always} />)}
        <Disclosure class="life-group" title={words.general}>
          {children.filter((node) => !isGroup(node)).map((node) => <Input key={node.path.join(".")} node={node} groupTitle={words.life} shown={always} />)}
        </Disclosure>
        {children.filter(isGroup).map((node) => (
          <Disclosure key={node.path.join(".")} class="life-group" title={<>{node.meta.title}<span class="life-group-note">{summaryOf(String(node.path.at(-1)))}</span></>}>
            {node.children.map((child) => <Input key={child.path.join(".")} node={child} groupTitle={node.meta.title} shown={always} />)}
          </Disclosure>
        ))}
      </div>
    </section>
  );
}
