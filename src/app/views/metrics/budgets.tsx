import type { BudgetPeriod } from "../../../core/measures/budget.ts";
import { metricsWords as words } from "../../../text/metrics.ts";
import { integer, money, percent, quantityText, signed } from "../../../text/numbers.ts";
import { strings } from "../../../text/strings.ts";
import { edit } from "../../state/document.ts";
import { result } from "../../state/results.ts";
import { studyInputs, type Answered } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { StudyTable } from "../studyFrame.tsx";

/** What was spent of each budget, when it was known that it would not do, and what the alerts would have done. */
export function Budgets({ answered: { finding: { finops }, inputs, scenario } }: { readonly answered: Answered<"metrics"> }) {
  const { currency } = scenario.site;
  if (studyInputs.value.metrics.finops.budgets.length === 0) {
    return (
      <section class="study-part" aria-labelledby="metrics-budget">
        <div class="chart-head">
          <h2 id="metrics-budget">{words.budget}<span class="part-note">{words.noBudget}</span></h2>
          <Button icon="plus" onClick={addBudget}>{words.addBudget}</Button>
        </div>
      </section>
    );
  }
  return (
    <>
      {inputs.finops.budgets.map((budget) => (
        <section key={budget.name} class="study-part" aria-labelledby={`budget-${budget.name}`}>
          <h2 id={`budget-${budget.name}`}>{words.budget}<span class="part-note">{words.budgetNote(budget.name, money(budget.amountCost, currency))}</span></h2>
          <div class="budget-periods">
            {finops.periods.filter((period) => period.budget === budget.name).map((period) => <Period key={period.period} period={period} thresholds={budget.thresholds} currency={currency} />)}
          </div>
        </section>
      ))}
      {finops.actions.length === 0 ? null : (
        <section class="study-part" aria-labelledby="budget-actions">
          <h2 id="budget-actions">{words.actions}</h2>
          <StudyTable
            label={words.actions} columns={[{ title: "" }, { title: words.actionDays }, { title: words.actionBill }, { title: words.actionLost }, { title: words.actionCloud }, { title: words.actionCarbon }, { title: "" }]}
            rows={finops.actions.map(({ action, days, billDifferenceCost, lostWorkKwh, cloudCost, emissionsDifferenceKg, estimated }) => [
              words.action[action], integer(days), signed(money(billDifferenceCost, currency)), quantityText(lostWorkKwh, "kWh"), money(cloudCost, currency), signed(quantityText(emissionsDifferenceKg, "kg")), estimated ? words.estimated : words.replayed,
            ])}
          />
        </section>
      )}
    </>
  );
}

/** A twelfth of the bill in view: what a first budget is set to. */
function addBudget(): void {
  const bill = result.value?.bill;
  const months = Math.max(1, bill?.months.length ?? 12);
  edit(words.addBudget, (draft) => {
    const metrics = draft.studies.metrics;
    if (metrics === undefined) return;
    const amountCost = Math.round(Math.max(0, bill?.total ?? 0) / months);
    draft.studies.metrics = { ...metrics, finops: { ...metrics.finops, budgets: [...metrics.finops.budgets, { name: words.budgetName, amountCost } as never] } };
  });
}

/** Room beyond the whole budget, so that what is overspent is seen. */
const SHOWN_OF_BUDGET = 1.25;

function Period({ period, thresholds, currency }: { readonly period: BudgetPeriod; readonly thresholds: readonly { readonly type: string; readonly budgetFraction: number }[]; readonly currency: string }) {
  const { amountCost, spentCost, spentFraction, alerts, days } = period;
  const isOver = spentCost > amountCost;
  const at = (cost: number) => (amountCost > 0 ? Math.min(100, (cost / (amountCost * SHOWN_OF_BUDGET)) * 100) : 0);
  const middle = days[Math.floor(days.length / 2)];
  // The alert that told most: that it will not do, else the highest threshold that was passed.
  const [first] = alerts.toSorted((a, b) => Number(b.type === "forecast") - Number(a.type === "forecast") || b.budgetFraction - a.budgetFraction);
  return (
    <div class="budget-period">
      <p><span>{periodName(period.period)}</span><strong data-over={isOver || undefined}>{spentFraction === null ? money(spentCost, currency) : percent(spentFraction, 0)}</strong></p>
      <svg class="budget-bar" viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label={`${money(spentCost, currency)} of ${money(amountCost, currency)}`}>
        <rect class="budget-track" x="0" y="4" width="100" height="8" />
        <rect class="budget-spent" data-over={isOver || undefined} x="0" y="4" width={at(spentCost)} height="8" />
        {middle === undefined || middle.p10Cost === null || middle.p90Cost === null ? null : <line class="budget-forecast" x1={at(middle.p10Cost)} x2={at(middle.p90Cost)} y1="14.5" y2="14.5" />}
        {thresholds.filter(({ type }) => type === "actual").map(({ budgetFraction }) => <line key={budgetFraction} class="budget-tick" x1={at(budgetFraction * amountCost)} x2={at(budgetFraction * amountCost)} y1="2" y2="13" />)}
      </svg>
      <p><span>{first === undefined ? words.alerts(0) : words.first(words.alertTypes[first.type], percent(first.budgetFraction, 0), first.day)}</span></p>
    </div>
  );
}

/** "2025-08" as "Aug 2025"; quarters and years as they stand. */
function periodName(period: string): string {
  const found = /^(\d{4})-(\d{2})$/.exec(period);
  return found === null ? period : `${strings.months[Number(found[2]) - 1]!} ${found[1]!}`;
}
