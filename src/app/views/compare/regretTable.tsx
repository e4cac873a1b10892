import { explain } from "../../../text/explain.ts";
import { exactMoney, NONE, percent, signed } from "../../../text/numbers.ts";
import { optimumStatus } from "../../../text/optimum.ts";
import { regretNote, regretSentence, regretWords as words, strategyName, toldParts, type ToldPart } from "../../../text/regret.ts";
import { study as studyWords } from "../../../text/study.ts";
import type { RegretRow } from "../../../core/studies/regret.ts";
import { askedStudy, type Answered } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { moneyColumn } from "../bill/moneyColumn.ts";
import "./regretTable.css";

const asked = askedStudy("regret", { reads: (scenario) => scenario });

/** Every strategy of the menu against the optimum, charge by charge. Some seconds: it runs when it is asked to. */
export function RegretTable() {
  const answered = asked.answer.value;
  const running = asked.running.value;
  const failure = asked.failure.value;
  return (
    <section class="compare-part regret" aria-labelledby="compare-regret">
      <header class="chart-head">
        <div>
          <h2 id="compare-regret">{words.title} <span class="part-note">{answered === null ? words.note : regretNote(answered.scenario.strategy.work.policy)}</span></h2>
        </div>
        <div class="chart-tools">
          {running === null
            ? <Button onClick={asked.run}>{answered === null || asked.isStale.value ? words.run(asked.runs.value) : words.again}</Button>
            : <Button onClick={({ detail }) => { if (detail < 2) asked.cancel(); }}>{studyWords.cancel}</Button>}
        </div>
      </header>
      <p class="regret-told">{answered === null ? words.about : regretSentence(answered.finding) ?? words.about}</p>
      {running === null ? null : (
        <p class="regret-progress" role="status">
          <progress aria-label={studyWords.progress} max={1} {...(running.expected === undefined ? {} : { value: running.done / running.expected })} /> {studyWords.done(running.done, running.expected, running.secondsLeft)}
        </p>
      )}
      {failure === null ? null : <p class="part-note" data-side="worse" role="alert">{explain(failure)}</p>}
      {running === null && answered !== null && asked.isStale.value ? <p class="part-note">{words.stale}</p> : null}
      {answered === null || answered.finding.known === null ? null : <Rows answered={answered} />}
    </section>
  );
}

const PARTS: readonly ToldPart[] = ["energy", "demand", "exportCredit", "events", "wear", "other"];

function Rows({ answered: { finding: { known, rows, failed, currency } } }: { readonly answered: Answered<"regret"> }) {
  if (known === null) return null;
  const told = rows.filter(({ strategy }) => strategy !== "optimal+joint").map((row) => ({ row, parts: toldParts(row.regretParts) }));
  const money = moneyColumn(known.idleCost, currency);
  // A charge that nobody pays otherwise than the optimum is no column.
  const shown = PARTS.filter((part) => told.some(({ parts }) => /[1-9]/.test(money.text(parts[part]))));
  const shares = told.map(({ row }) => row.attainedFraction ?? 0);
  const [low, high] = [Math.min(0, ...shares), 1];
  return (
    <>
      <div class="compare-scroll" role="region" tabIndex={0} aria-labelledby="compare-regret">
        <table class="compare-table regret-table">
          <thead>
            <tr>
              <th scope="col">{words.strategy}</th>
              <th scope="col">{words.cost} <span class="unit">{money.unit}</span></th>
              <th scope="col">{words.above}</th>
              {shown.map((part) => <th key={part} scope="col" title={part === "other" ? words.otherHint : words.partHint}>{part === "other" ? words.other : words.parts[part]}</th>)}
              <th scope="col" title={words.attainedHint}>{words.attained}</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ row, parts }) => (
              <tr key={row.strategy}>
                <th scope="row">{strategyName(row.strategy)}</th>
                <td title={exactMoney(row.cost, currency)}>{money.text(row.cost)}</td>
                <td title={exactMoney(row.regretCost, currency)}>{signed(money.text(row.regretCost))}</td>
                {shown.map((part) => <td key={part} class="delta">{signed(money.text(parts[part]))}</td>)}
                <td><Attained row={row} low={low} high={high} /></td>
              </tr>
            ))}
            <tr data-total>
              <th scope="row" title={optimumStatus(known.optimum)}>{words.optimum(known)}</th>
              <td title={exactMoney(known.optimalCost, currency)}>{money.text(known.optimalCost)}</td>
              <td colSpan={shown.length + 2} class="regret-status">{optimumStatus(known.optimum)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {failed.length === 0 ? null : <p class="part-note">{words.failed(failed.map(strategyName).join(", "))}</p>}
    </>
  );
}

/** The share as a bar on one scale for all rows; what costs more than doing nothing goes left of the tick. */
function Attained({ row: { attainedFraction }, low, high }: { readonly row: RegretRow; readonly low: number; readonly high: number }) {
  if (attainedFraction === null) return <>{NONE}</>;
  const at = (share: number) => ((share - low) / (high - low)) * 100;
  const [from, to] = [Math.min(at(0), at(attainedFraction)), Math.max(at(0), at(attainedFraction))];
  return (
    <span class="regret-share">
      <svg class="saving-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" data-side={attainedFraction < 0 ? "worse" : undefined}>
        <rect class="saving-track" x="0" y="2" width="100" height="6" />
        <rect class="saving-fill" x={from} y="2" width={to - from} height="6" />
        <line class="saving-zero" x1={at(0)} x2={at(0)} y1="0" y2="10" />
      </svg>
      <span>{percent(attainedFraction, 0)}</span>
    </span>
  );
}
