import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { billFinding, dispatchFinding, type Sentence } from "../../../text/findings.ts";
import { integer } from "../../../text/numbers.ts";
import { page } from "../../../text/page.ts";
import { withStrategy } from "../../../core/scenario.ts";
import { batteryPolicies } from "../../../core/strategies/index.ts";
import { policyName } from "../../../text/strings.ts";
import { edit, scenario, undo } from "../../state/document.ts";
import { attained } from "../../state/attained.ts";
import { failure, isStale, result } from "../../state/results.ts";
import { aboutShown, breadth, screen } from "../../state/view.ts";
import { explain } from "../../../text/explain.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Select } from "../../ui/select.tsx";
import "./finding.css";

/** The one line that says what the run found, and which strategy it is. */
export function Finding({ children }: { readonly children?: ComponentChildren }) {
  const run = result.value;
  const finding = run === null ? null : screen.value === "bill" ? billFinding(run) : dispatchFinding(run, attained.value?.fraction);
  const isPhone = breadth.value === "phone";
  return (
    <>
      <div class="finding">
        <h1 aria-live="polite">{finding === null ? page.states.loading : <Parts sentence={isPhone ? finding.phone : finding.parts} />}</h1>
        <Warnings />
        {isPhone ? null : <RunChoice />}
        {children}
      </div>
      {failure.value === null ? null : <Failure error={failure.value} />}
    </>
  );
}

/** What the reader must know though nothing failed; the sentences stand with the site's sources. */
function Warnings() {
  const count = result.value?.warnings.length ?? 0;
  if (count === 0) return null;
  const text = page.finding.warnings(count);
  return <Button kind="quiet" class="warnings" icon="warning" name={text} onClick={() => { aboutShown.value = true; }}>{breadth.value === "phone" ? integer(count) : text}</Button>;
}

export function Parts({ sentence }: { readonly sentence: Sentence }) {
  return <>{sentence.map(({ text, strong }, index) => (strong === true ? <strong key={index}>{text}</strong> : <span key={index}>{text}</span>))}</>;
}

/** The strategy of the run in view; the same inputs stand under Strategy among the others. */
export function RunChoice() {
  const battery = useComputed(() => scenario.value.strategy.battery.policy).value;
  const choose = (policy: string) => {
    edit(`${page.finding.battery}: ${policyName(policy)}`, (draft) => { draft.strategy = withStrategy(scenario.value, `${policy}+${scenario.value.strategy.work.policy}`).strategy; });
  };
  return (
    <div class="run-choice">
      <span>{page.finding.run}</span>
      <Select<string> label={page.finding.battery} value={battery} options={batteryPolicies.map(({ id }) => ({ value: id, title: policyName(id) }))} onChange={choose} />
      <span class="run-against">{page.finding.against} {page.finding.doNothing}</span>
    </div>
  );
}

/** A run that could not be made: why, and the way back. What is in view is the last good one. */
export function Failure({ error }: { readonly error: Error }) {
  const isBug = error.name === "Error";
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <div>
        <p><strong>{isBug ? page.states.bug : page.states.failed}.</strong> {isBug ? error.message : explain(error)}</p>
        {isStale.value && result.value !== null ? <p>{page.states.failedDetail}</p> : null}
      </div>
      <Button onClick={() => { undo(); }}>{page.states.back}</Button>
    </div>
  );
}
