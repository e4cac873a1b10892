import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Table } from "../../../charts/mark.ts";
import { fromErrorRecord, type ErrorRecord } from "../../../core/errors.ts";
import { explain } from "../../../text/explain.ts";
import type { Finding } from "../../../text/findings.ts";
import { study as words } from "../../../text/study.ts";
import type { AnyAnswered, AnyAskedStudy } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { StudyHead } from "../studyFrame.tsx";
import "./askedView.css";

type Props = {
  readonly study: AnyAskedStudy;
  /** Of what is shown; null before there is an answer. */
  readonly finding: Finding | null;
  /** The sentence of the view while there is nothing to show: short, on one line. */
  readonly question: string;
  /** What the study answers, in the place of its charts. */
  readonly about: string;
  readonly switcher: ComponentChildren;
  /** The inputs in a few words, for the phone, where they are a sheet. */
  readonly summary: string;
  readonly inputs: ComponentChildren;
  /** It may know enough before its last run. */
  readonly isAtMost?: boolean;
  /** What it found as a table, for a file. */
  readonly table?: () => Table;
  /** Charts and tables; asked for with an answer alone. */
  readonly children: ComponentChildren;
};

/** The frame of a study that runs when it is asked to: sentence, inputs with Run and Cancel, progress, and what is known so far. */
export function AskedView({ study, finding, question, about, switcher, summary, inputs, isAtMost = false, table, children }: Props) {
  const isPhone = breadth.value === "phone";
  const answered = study.answer.value;
  const isRunning = study.running.value !== null;
  const ask = words.runs(study.runs.value, isAtMost);
  return (
    <>
      <StudyHead finding={finding} waiting={isRunning ? words.waiting : question} failure={study.failure.value} isGrowing={isRunning}>{switcher}</StudyHead>
      <div class="view study-split" data-side="start">
        {isPhone ? <PhoneInputs study={study} ask={ask} summary={summary} table={table}>{inputs}</PhoneInputs> : <div class="study-side"><RunBar study={study} ask={ask} table={table} />{inputs}</div>}
        <div class="study-main">
          {finding === null || answered === null ? <Empty study={study} ask={ask} about={about} /> : <><Failed answered={answered} />{children}</>}
        </div>
      </div>
      <p class="visually-hidden" role="status">{isRunning ? words.announced.running : answered === null ? "" : answered.isPartial === true ? words.announced.stopped : words.announced.done}</p>
    </>
  );
}

type BarProps = { readonly study: AnyAskedStudy; /** The button that runs it. */ readonly ask: string; readonly table: (() => Table) | undefined; readonly children?: ComponentChildren };

/** Run, or how far it is with Cancel; what is to be known of the answer in view; the ways of it out of the page. */
function RunBar({ study, ask, table, children }: BarProps) {
  const running = study.running.value;
  const answered = study.answer.value;
  const note = running !== null ? (running.fraction === undefined ? words.done(running.done, running.expected, running.secondsLeft) : words.computing(running.fraction)) : study.isStale.value ? words.stale : answered?.isPartial === true ? words.stopped : null;
  return (
    <div class="study-run">
      <div>
        {running === null
          ? <Button kind="primary" onClick={study.run}>{ask}</Button>
          // The second of two quick clicks on Run falls here, and does not mean it.
          : <Button onClick={({ detail }) => { if (detail < 2) study.cancel(); }}>{words.cancel}</Button>}
        {children}
        {answered === null ? null : (
          <Menu
            name={words.save} align="end" button={<Icon name="download" />}
            items={[
              { title: words.saveJson, icon: "download", run: () => { void import("../../state/exportStudy.ts").then(({ exportFinding }) => exportFinding(study.id, answered)); } },
              ...(table === undefined ? [] : [{ title: words.saveTable, icon: "download" as const, run: () => { void import("../../state/exportStudy.ts").then(({ exportTable }) => { exportTable(study.id, answered, table()); }); } }]),
            ]}
          />
        )}
      </div>
      {running === null ? null : <progress aria-label={words.progress} max={1} {...(running.fraction !== undefined ? { value: running.fraction } : running.expected === undefined ? {} : { value: Math.min(1, running.done / running.expected) })} />}
      {note === null ? null : <p data-kind={running === null ? "warn" : undefined}>{note}</p>}
    </div>
  );
}

/** On the phone the inputs are a sheet: what they are in a few words, and a button that opens them. */
function PhoneInputs({ study, ask, summary, table, children }: BarProps & { readonly summary: string }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => { setOpen(false); };
  return (
    <div class="study-phone">
      <RunBar study={study} ask={ask} table={table}>
        <button type="button" class="study-summary" aria-haspopup="dialog" onClick={() => { setOpen(true); }}><Icon name="tune" /><span>{words.inputs}</span><span>{summary}</span></button>
      </RunBar>
      {isOpen
        ? (
          <Dialog
            title={words.inputs} closeName={words.closeInputs} onClose={close}
            foot={<Button kind="primary" onClick={() => { close(); study.run(); }}>{ask}</Button>}
          >
            <div class="study-sheet">{children}</div>
          </Dialog>
        )
        : null}
    </div>
  );
}

/** Before there is an answer: what the study tells, and the way to it. */
function Empty({ study, ask, about }: Pick<BarProps, "study" | "ask"> & { readonly about: string }) {
  const isRunning = study.running.value !== null;
  return (
    <div class="study-empty" aria-busy={isRunning}>
      <p>{about}</p>
      {isRunning ? null : <p><Button onClick={study.run}>{ask}</Button></p>}
    </div>
  );
}

/** Runs that failed are left out of every figure, and it is said how many and why. */
function Failed({ answered: { finding } }: { readonly answered: AnyAnswered }) {
  const failures = "failures" in finding ? finding.failures as { readonly count: number; readonly first: readonly { readonly error: ErrorRecord }[] } : null;
  const first = failures?.first[0];
  return failures === null || first === undefined ? null : <p class="study-failed"><Icon name="warning" />{words.failedRuns(failures.count, explain(fromErrorRecord(first.error)))}</p>;
}
