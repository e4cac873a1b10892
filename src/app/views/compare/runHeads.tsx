import { costOfRun } from "../../../core/measures/costParts.ts";
import type { OptimumFacts, RunResult } from "../../../core/result.ts";
import { explain } from "../../../text/explain.ts";
import { exactMoney, money, percent, signed } from "../../../text/numbers.ts";
import { compareWords } from "../../../text/compare.ts";
import { optimumStatus, optimumWords } from "../../../text/optimum.ts";
import { optimumReasons, replayDiffers } from "../../../text/optimumGaps.ts";
import { cancelProof, optimumFailure, optimumRun, plannable, proveOptimum, proving } from "../../state/optimumRun.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { attainedFraction, columns, finishedColumns, optimumColumn, type Column, type FinishedColumn } from "./columns.ts";
import { Ring } from "./ring.tsx";
import { RunMenu } from "./runMenus.tsx";

/** One cell a run: its letter, what it is, what it costs and how that stands to the first. */
export function RunHeads() {
  const base = finishedColumns.value[0];
  const best = optimumColumn.value;
  const savings = [...finishedColumns.value, ...(best === null ? [] : [best])].map(({ outcome }) => shareOf(outcome, base?.outcome));
  const [low, high] = [Math.min(0, ...savings), Math.max(0, ...savings)];
  return (
    <section class="run-heads" aria-label={compareWords.figures} tabIndex={0}>
      {columns.value.map((column) => (
        <div key={column.letter} class="run-head" data-focus={column.isFocus || undefined} data-run={column.letter}>
          <div class="run-head-name">
            <Ring letter={column.letter} isFocus={column.isFocus} />
            <strong title={column.name}>{column.name}</strong>
            <span class="run-head-note" title={column.note}>{column.note}</span>
            <RunMenu column={column} />
          </div>
          <Cost column={column} base={base} low={low} high={high} />
        </div>
      ))}
      <OptimumHead base={base} low={low} high={high} />
    </section>
  );
}

type Base = FinishedColumn | undefined;

/** The best that was possible: what it is, and what is known of it. */
function OptimumHead({ base, low, high }: { readonly base: Base; readonly low: number; readonly high: number }) {
  const column = optimumColumn.value;
  const run = optimumRun.value;
  const fraction = proving.value;
  const failed = optimumFailure.value;
  if (column === null && failed === null && plannable.value === null) return null;
  const facts = column?.outcome.optimum;
  return (
    <div class="run-head" data-run="optimum">
      <div class="run-head-name">
        <Ring letter="" isFocus={false} />
        <strong>{column?.name ?? optimumWords.name}</strong>
        <span class="run-head-note" title={column?.note}>{column?.note}</span>
      </div>
      {column === null || facts === undefined
        ? <p class="run-head-wait" data-side={failed === null ? undefined : "worse"}>{failed !== null ? explain(failed) : plannable.value === "work" ? compareWords.notSolved : compareWords.waiting}</p>
        : <><Cost column={column} base={base} low={low} high={high} told={optimumStatus(facts)} /><Reasons facts={facts} /></>}
      {run?.isSolved === true || (column === null && failed === null && plannable.value === "battery") ? null : fraction === null
        ? <Button kind="link" class="run-head-prove" title={optimumWords.proveHint} onClick={() => { void proveOptimum(); }}>{optimumWords.prove}</Button>
        : <Button kind="link" class="run-head-prove" onClick={cancelProof}>{`${optimumWords.proving(fraction)}. ${optimumWords.cancel}`}</Button>}
    </div>
  );
}

/** What stands between the plan and a proof, for who asks. */
function Reasons({ facts }: { readonly facts: OptimumFacts }) {
  const reasons = [...optimumReasons(facts), ...(replayDiffers(facts) ? [optimumWords.replayed(percent(facts.replayRelativeDifference, 2))] : [])];
  if (reasons.length === 0) return null;
  return (
    <Disclosure title={optimumWords.why} class="run-head-why">
      <ul>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </Disclosure>
  );
}

function Cost({ column, base, low, high, told: known }: { readonly column: Column; readonly base: Base; readonly low: number; readonly high: number; readonly told?: string }) {
  const { outcome, letter, isFocus } = column;
  if (outcome === null || base === undefined) return <p class="run-head-wait">{compareWords.waiting}</p>;
  if (outcome instanceof Error) return <p class="run-head-wait" data-side="worse">{explain(outcome)}</p>;
  const { currency } = outcome.bill;
  const cost = costOfRun(outcome);
  const isBase = letter === base.letter;
  const isComparable = currency === base.outcome.bill.currency && outcome.axis.days === base.outcome.axis.days;
  const by = cost - costOfRun(base.outcome);
  const saved = shareOf(outcome, base.outcome);
  const isSame = Math.abs(saved) < 0.0005;
  const share = percent(Math.abs(saved), Math.abs(saved) < 0.1 ? 1 : 0);
  const attained = attainedFraction(column);
  const told = known ?? (attained !== null && !isBase ? optimumWords.attained(percent(attained, 0)) : isBase ? compareWords.costNote : isSame ? compareWords.sameAs(base.name) : saved > 0 ? compareWords.saves(share, base.name) : compareWords.costsMore(share, base.name));
  return (
    <>
      <p class="run-head-cost">
        <span class="run-head-value" title={`${exactMoney(cost, currency)}. ${compareWords.costHint}`}>{money(cost, currency)}</span>
        {isBase || !isComparable ? <span class="run-head-note">{isBase ? compareWords.baseline : currency}</span> : <span data-side={isSame ? undefined : by < 0 ? "better" : "worse"} title={exactMoney(by, currency)}>{signed(money(by, currency))}</span>}
      </p>
      <SavingBar saved={isComparable ? saved : 0} low={low} high={high} isFocus={isFocus} />
      <p class="run-head-told" title={attained === null || known !== undefined ? told : optimumWords.attainedHint}>{isComparable ? told : ""}</p>
    </>
  );
}

/** Saved against the first run, share of its cost; a loss goes left of the tick at zero. All bars have one scale. */
function SavingBar({ saved, low, high, isFocus }: { readonly saved: number; readonly low: number; readonly high: number; readonly isFocus: boolean }) {
  const span = high - low || 1;
  const at = (value: number) => ((value - low) / span) * 100;
  const [from, to] = [Math.min(at(0), at(saved)), Math.max(at(0), at(saved))];
  return (
    <svg class="saving-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" data-focus={isFocus || undefined} data-side={saved < 0 ? "worse" : undefined}>
      <rect class="saving-track" x="0" y="2" width="100" height="6" />
      <rect class="saving-fill" x={from} y="2" width={to - from} height="6" />
      <line class="saving-zero" x1={at(0)} x2={at(0)} y1="0" y2="10" />
    </svg>
  );
}

function shareOf(outcome: RunResult, base: RunResult | undefined): number {
  if (base === undefined || outcome.bill.currency !== base.bill.currency || outcome.axis.days !== base.axis.days) return 0;
  const cost = costOfRun(base);
  return cost === 0 ? 0 : (cost - costOfRun(outcome)) / Math.abs(cost);
}
