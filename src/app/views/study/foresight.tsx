import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { foresightCurve, type ForesightCurveModel } from "../../../charts/foresightCurve.ts";
import { madeChart } from "../../../charts/made.ts";
import type { Scenario } from "../../../core/scenario.ts";
import { foresightInputs, withLookAhead, type ForesightPoint } from "../../../core/studies/foresight.ts";
import { explainIssue } from "../../../text/explain.ts";
import { money, NONE, percent, signed } from "../../../text/numbers.ts";
import { isOptimum, optimumStatus } from "../../../text/optimum.ts";
import { foresightFinding, foresightWords as words } from "../../../text/studyForesight.ts";
import { declaredInputs, type FieldNode } from "../../inputs/declaration.ts";
import { askedStudy, openRow, studyInputs, type Answered } from "../../state/studies.ts";
import { breadth, say } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { StudyInputs, StudyTable, shownStudy } from "../studyFrame.tsx";
import { AskedView } from "./askedView.tsx";
import { NumbersField } from "./numbersField.tsx";
import type { StudyViewProps } from "./studyView.ts";
import "./study.css";

const lists = declaredInputs(foresightInputs, ["studies", "foresight"]).filter((node): node is FieldNode => node.kind === "field" && ["horizonHours", "errorSdFraction"].includes(String(node.path[2])));

const asked = askedStudy("foresight", { reads: (now) => now });

/** What a longer horizon and a better forecast are worth, between doing nothing and the year known ahead. */
export function Foresight({ switcher }: StudyViewProps) {
  const answered = asked.answer.value;
  const summary = useComputed(() => words.summary(studyInputs.value.foresight.horizonHours.length, studyInputs.value.foresight.errorSdFraction.length)).value;
  const finding = answered === null ? null : foresightFinding(answered.finding);
  return (
    <AskedView
      study={asked} question={words.question} about={words.about} switcher={switcher} summary={summary} finding={finding}
      {...(answered === null ? {} : { table: () => foresightCurve.toTable(modelOf(answered)) })}
      inputs={(
        <>
          <section class="study-part" aria-labelledby="foresight-lists">
            <h2 id="foresight-lists">{words.inputs}<span class="part-note">{words.inputsNote}</span></h2>
            <div class="study-inputs">{lists.map((field) => <NumbersField key={field.path.join(".")} field={field} groupTitle={words.inputs} />)}</div>
          </section>
          <StudyInputs of="foresight" keys={["errorHorizonHours", "everyHours"]} title={words.plans} />
        </>
      )}
    >
      {answered === null ? null : <><Curve answered={answered} /><Points answered={answered} /></>}
    </AskedView>
  );
}

type Props = { readonly answered: Answered<"foresight"> };

function modelOf({ finding, inputs: { errorHorizonHours } }: Answered<"foresight">): ForesightCurveModel {
  return { ...finding, errorHorizonHours };
}

function Curve({ answered }: Props) {
  const chart = useMemo(() => madeChart(foresightCurve, modelOf(answered)), [answered]);
  return (
    <div class="study-chart">
      <ChartPart id="foresight-curve" title={words.curve} chart={chart} runs={shownStudy("foresight", answered)} heightOf={() => (breadth.value === "phone" ? 280 : 380)} />
    </div>
  );
}

type Row = ForesightPoint & { readonly name: string; readonly horizon: string; readonly scenario: Scenario };

/** Each look-ahead with its cost; it is a strategy, and opens as one. */
function Points({ answered: { finding: { known, byHorizon, persistence, byError, currency }, inputs, scenario } }: Props) {
  if (known === null) return null;
  const row = (name: string, horizonHours: number, { cost, attainedFraction }: ForesightPoint, look: Omit<Parameters<typeof withLookAhead>[2], "horizonHours">): Row => ({ name, horizon: words.horizon(horizonHours), cost, attainedFraction, scenario: withLookAhead(scenario, inputs, { ...look, horizonHours }) });
  const rows = [
    ...byHorizon.map((point) => row(words.perfect, point.horizonHours, point, { forecast: "perfect" })),
    ...persistence.map((point) => row(words.persistence, point.horizonHours, point, { forecast: "persistence" })),
    ...byError.map((point) => row(words.noisy(words.error(point.errorSdFraction)), inputs.errorHorizonHours, point, { forecast: "noisy", errorSdFraction: point.errorSdFraction })),
  ];
  const { idleCost, optimalCost, optimum } = known;
  const bestName = isOptimum(optimum) ? words.optimum : words.plan;
  const told = (cost: number) => money(cost, currency, 4);
  const open = (one: Row) => {
    const issues = openRow(words.opened(`${one.name}, ${one.horizon}`), one.scenario);
    if (issues.length > 0) say(issues.map(explainIssue).join(" "));
  };
  return (
    <section class="study-part" aria-labelledby="foresight-rows">
      <h2 id="foresight-rows">{words.table}<span class="part-note">{words.tableNote}</span></h2>
      <StudyTable
        label={words.table} quiet={[0, 1]}
        columns={[{ title: words.forecast }, { title: words.horizonTitle }, { title: words.cost }, { title: words.aboveOptimum }, { title: words.attained }, { title: "" }]}
        rows={[
          [words.idle, NONE, told(idleCost), signed(money(idleCost - optimalCost, currency)), percent(0, 0), null],
          [bestName, NONE, told(optimalCost), money(0, currency), percent(1, 0), null],
          ...rows.map((one) => [one.name, one.horizon, told(one.cost), signed(money(one.cost - optimalCost, currency)), one.attainedFraction === null ? NONE : percent(one.attainedFraction, 0), <Button key="open" kind="link" name={words.openAs(`${one.name}, ${one.horizon}`)} onClick={() => { open(one); }}>{words.open}</Button>]),
        ]}
      />
      <p class="study-note">{words.best(bestName, optimumStatus(optimum))} {words.shownAsItComes} {words.assumed}</p>
    </section>
  );
}
