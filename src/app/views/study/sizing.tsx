import { effect, signal, useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { madeChart } from "../../../charts/made.ts";
import type { Table } from "../../../charts/mark.ts";
import { sizingSurface } from "../../../charts/sizingSurface.ts";
import { siteOfSizes, yearlyCosts } from "../../../core/studies/equipmentCost.ts";
import { explainIssue } from "../../../text/explain.ts";
import { money, NONE, quantityText } from "../../../text/numbers.ts";
import { sizingFinding, sizingStatus, sizingWords as words } from "../../../text/studySizing.ts";
import { askedStudy, openRow, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth, say } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { AskedView } from "./askedView.tsx";
import type { StudyViewProps } from "./studyView.ts";
import "./sizing.css";
import "./study.css";

const asked = askedStudy("sizing", { reads: (now) => now });

/** Seconds that the last answer took here: of this machine, and so no part of the answer. */
const took = signal<number | null>(null);
let beganMs: number | null = null;
effect(() => {
  if (asked.running.value !== null) beganMs ??= performance.now();
  else if (beganMs !== null) [took.value, beganMs] = [(performance.now() - beganMs) / 1000, null];
});

const BOUNDS = ["mostBatteryKw", "mostBatteryKwh", "mostSolarKw", "mostWindKw", "budgetCost"];
const PROJECT = ["projectYears", "discountFraction", "electricityEscalationFraction"];
const EQUIPMENT = ["batteryCapitalPerKw", "batteryCapitalPerKwh", "batteryOmFraction", "batteryReplacementYears", "solarCapitalPerKw", "solarOmPerKwYear", "windCapitalPerKw", "windOmPerKwYear"];
const HOW = ["planWork", "surface"];

/** Battery, solar and wind of least life-cycle cost, and what lies around the battery. */
export function SizingView({ switcher }: StudyViewProps) {
  const answered = asked.answer.value;
  const summary = useComputed(() => words.summary(studyInputs.value.sizing.projectYears)).value;
  return (
    <AskedView
      study={asked} question={words.question} about={words.about} switcher={switcher} summary={summary}
      finding={answered === null ? null : sizingFinding(answered.finding, answered.inputs.projectYears)}
      {...(answered === null ? {} : { table: () => tableOf(answered) })}
      inputs={(
        <>
          <StudyInputs of="sizing" keys={BOUNDS} title={words.bounds} note={words.boundsNote} />
          <StudyInputs of="sizing" keys={PROJECT} title={words.project} />
          <StudyInputs of="sizing" keys={EQUIPMENT} title={words.equipment} />
          <StudyInputs of="sizing" keys={HOW} title={words.how} />
        </>
      )}
    >
      {answered === null ? null : <><SizesTable answered={answered} /><Surface answered={answered} /><Told answered={answered} /></>}
    </AskedView>
  );
}

type Props = { readonly answered: Answered<"sizing"> };

type SizeRow = { readonly name: string; readonly unit: "kW" | "kWh"; readonly now: number; readonly size: number; readonly isAtMost: boolean; readonly capital: number; readonly perYear: number };

/** What stands beside what costs least, with its share of the cost. */
function rowsOf({ finding: { sizes }, inputs, scenario: { battery, solar, wind, load: { itDesignKw } } }: Answered<"sizing">): readonly SizeRow[] {
  const costs = yearlyCosts(inputs);
  const row = (name: string, unit: "kW" | "kWh", now: number, size: number, most: number, cost: { readonly capital: number; readonly yearly: number }): SizeRow => ({ name, unit, now, size, isAtMost: size > 0 && size > most * (1 - 1e-6), capital: size * cost.capital, perYear: size * cost.yearly });
  return [
    row(words.battery, "kW", battery.powerKw, sizes.batteryKw, inputs.mostBatteryKw ?? 4 * itDesignKw, costs.batteryKw), row(words.energy, "kWh", battery.energyKwh, sizes.batteryKwh, inputs.mostBatteryKwh ?? 32 * itDesignKw, costs.batteryKwh),
    row(words.solar, "kW", solar.dcKw, sizes.solarDcKw, inputs.mostSolarKw ?? 4 * itDesignKw, costs.solar), row(words.wind, "kW", wind.ratedKw, sizes.windKw, inputs.mostWindKw ?? 4 * itDesignKw, costs.wind),
  ];
}

function tableOf(answered: Answered<"sizing">): Table {
  const { currency } = answered.finding;
  return {
    columns: [{ title: words.size, unit: "" }, { title: words.now, unit: "kW, kWh" }, { title: words.sized, unit: "kW, kWh" }, { title: words.capital, unit: currency }, { title: words.aYear, unit: currency }],
    rows: rowsOf(answered).map(({ name, now, size, capital, perYear }) => [name, now, size, capital, perYear]),
  };
}

function SizesTable({ answered }: Props) {
  const { finding: { sizes, currency, capitalCost, equipmentCostPerYear }, scenario } = answered;
  const open = () => {
    const issues = openRow(words.opened, siteOfSizes(scenario, sizes));
    if (issues.length > 0) say(issues.map(explainIssue).join(" "));
  };
  return (
    <section class="study-part" aria-labelledby="sizing-sizes">
      <header class="chart-head">
        <h2 id="sizing-sizes">{words.table}<span class="part-note">{words.tableNote}</span></h2>
        <Button kind="primary" onClick={open}>{words.openSite}</Button>
      </header>
      <StudyTable
        label={words.table} columns={[{ title: words.size }, { title: words.now }, { title: words.sized }, { title: words.capital }, { title: words.aYear }]}
        rows={[
          ...rowsOf(answered).map(({ name, unit, now, size, isAtMost, capital, perYear }) => [
            name, now > 0 ? quantityText(now, unit) : NONE, size > 0 ? <>{quantityText(size, unit)}{isAtMost ? <span class="unit"> {words.atMost}</span> : null}</> : NONE, size > 0 ? money(capital, currency) : NONE, size > 0 ? money(perYear, currency) : NONE,
          ]),
          [words.equipment, null, null, money(capitalCost, currency), money(equipmentCostPerYear, currency)],
        ]}
      />
    </section>
  );
}

function Surface({ answered }: Props) {
  const { finding } = answered;
  const chart = useMemo(() => madeChart(sizingSurface, finding), [finding]);
  if (finding.surface === null) return null;
  return <div class="study-chart"><ChartPart id="sizing-surface" title={words.surface} chart={chart} runs={shownStudy("sizing", answered)} heightOf={() => (breadth.value === "phone" ? 280 : 320)} /></div>;
}

function Told({ answered: { finding, inputs } }: Props) {
  const { currency, operationCost, equipmentCostPerYear, totalCostPerYear, withoutCostPerYear, lifeCycleCost, withoutLifeCycleCost, capitalCost } = finding;
  const told = (cost: number) => money(cost, currency, 4);
  const status = sizingStatus(finding);
  return (
    <section class="study-part sizing-facts" aria-labelledby="sizing-facts">
      <h2 id="sizing-facts">{words.facts}</h2>
      <Facts
        items={[
          [words.operation, told(operationCost)], [words.equipmentYear, told(equipmentCostPerYear)], [words.total, told(totalCostPerYear)], [words.without, told(withoutCostPerYear)],
          [words.life(inputs.projectYears), told(lifeCycleCost)], [words.withoutLife, told(withoutLifeCycleCost)],
          ...(inputs.budgetCost === undefined ? [] : [[words.budget, `${money(capitalCost, currency)} / ${money(inputs.budgetCost, currency)}`] as const]),
          [words.status, status.sizes], [words.run, status.run], ...(took.value === null ? [] : [[words.solved, words.took(took.value)] as const]),
        ]}
      />
      <p class="study-note">{words.notCounted}</p>
    </section>
  );
}
