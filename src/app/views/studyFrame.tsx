import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { studies, type StudyId } from "../../core/studies/index.ts";
import { explain } from "../../text/explain.ts";
import type { Finding } from "../../text/findings.ts";
import { SPACE } from "../../text/numbers.ts";
import { page } from "../../text/page.ts";
import { study as words } from "../../text/study.ts";
import { declaredInputs, type InputNode } from "../inputs/declaration.ts";
import { Input } from "../inputs/inputNode.tsx";
import { useHelpAtFocus } from "../inputs/useHelpAtFocus.ts";
import type { Answered, FollowedStudy } from "../state/studies.ts";
import { breadth } from "../state/view.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Parts } from "./frame/finding.tsx";
import "./studyFrame.css";

/** What all views of studies share: the sentence with its tools, progress, inputs as they are declared, and what is burnt into their pictures. */

type HeadProps = { readonly finding: Finding | null; readonly waiting: string; readonly failure?: Error | null; /** The sentence changes while runs come in: it is not read out each time. */ readonly isGrowing?: boolean; readonly children?: ComponentChildren };

/** The sentence of the view, and at its right what is shown. */
export function StudyHead({ finding, waiting, failure = null, isGrowing = false, children }: HeadProps) {
  return (
    <>
      <div class="finding">
        <h1 aria-live={isGrowing ? "off" : "polite"}>{finding === null ? waiting : <Parts sentence={breadth.value === "phone" ? finding.phone : finding.parts} />}</h1>
        <div class="study-tools">{children}</div>
      </div>
      {failure === null ? null : (
        <div class="failure" role="alert">
          <Icon name="warning" />
          <div><p><strong>{failure.name === "Error" ? page.states.bug : words.failed}.</strong> {failure.name === "Error" ? failure.message : explain(failure)}</p></div>
        </div>
      )}
    </>
  );
}

/** Said after this: what is done sooner needs no word. */
const PATIENCE_MS = 300;

/** How far a study is, with Cancel; after a Cancel the way to run it. Nothing while its answer is there. */
export function StudyProgress({ study }: { readonly study: Pick<FollowedStudy<StudyId>, "progress" | "isCancelled" | "cancel" | "run"> }) {
  const [isLate, setLate] = useState(false);
  const fraction = study.progress.value;
  const isRunning = fraction !== null;
  useEffect(() => {
    setLate(false);
    if (!isRunning) return undefined;
    const timer = setTimeout(() => { setLate(true); }, PATIENCE_MS);
    return () => { clearTimeout(timer); };
  }, [isRunning]);
  if (isRunning) {
    return isLate ? (
      <span class="study-progress" role="status">
        <progress aria-label={words.progress} max={1} {...(fraction > 0 ? { value: fraction } : {})} /> {words.computing(fraction)}
        <Button kind="quiet" onClick={study.cancel}>{words.cancel}</Button>
      </span>
    ) : null;
  }
  return study.isCancelled.value ? <span class="study-progress"><Button onClick={study.run}>{words.run}</Button></span> : null;
}

const trees = new Map<StudyId, readonly InputNode[]>();
function inputsOf(id: StudyId): readonly InputNode[] {
  let tree = trees.get(id);
  if (tree === undefined) trees.set(id, tree = declaredInputs(studies.find((one) => one.id === id)!.inputs, ["studies", id]));
  return tree;
}

type InputsProps = { readonly of: StudyId; /** Keys of the study's inputs, in this order; all where absent. */ readonly keys?: readonly string[]; readonly title: string; readonly note?: string };

const everyField = (): boolean => true;

/** The inputs of a study as forms, drawn from its declaration. */
export function StudyInputs({ of, keys, title, note }: InputsProps) {
  const host = useRef<HTMLDivElement>(null);
  // A view may show several parts of one study's inputs.
  const id = useId();
  useHelpAtFocus(host);
  const tree = inputsOf(of);
  const shown = keys === undefined ? tree : keys.flatMap((key) => tree.filter(({ path }) => path[2] === key));
  return (
    <section class="study-part" aria-labelledby={id}>
      <h2 id={id}>{title}{note === undefined ? null : <span class="part-note">{note}</span>}</h2>
      <div class="study-inputs" ref={host}>{shown.map((node) => <Input key={node.path.join(".")} node={node} groupTitle={title} shown={everyField} />)}</div>
    </section>
  );
}

/** What a picture of a study carries, so that it can be made again. */
export function shownStudy(id: StudyId, { scenario, inputs }: Pick<Answered<StudyId>, "scenario" | "inputs">) {
  return [{ scenario, study: { id, title: studies.find((one) => one.id === id)!.title, inputs } }] as const;
}

type Column = { readonly title: string; readonly unit?: string; readonly isText?: boolean };
type Cell = ComponentChildren;

/** A short table of a view: the first column names the row and stays in sight. */
export function StudyTable({ label, columns, rows, quiet = [] }: { readonly label: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[]; /** Indexes of rows that only stand for completeness. */ readonly quiet?: readonly number[] }) {
  return (
    <div class="study-scroll" role="group" aria-label={label} tabIndex={0}>
      <table class="study-table">
        <thead><tr>{columns.map(({ title, unit, isText }, index) => (title === "" ? <td key={index}>{SPACE}</td> : <th key={index} scope="col" data-text={isText === true || undefined}>{title}{unit === undefined ? null : <span class="unit"> {unit}</span>}</th>))}</tr></thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} data-quiet={quiet.includes(row) || undefined}>
              {cells.map((cell, index) => (index === 0 ? <th key={index} scope="row">{cell}</th> : <td key={index} data-text={columns[index]?.isText === true || undefined}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Names and values under one another. */
export function Facts({ items }: { readonly items: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return <dl class="study-facts">{items.flatMap(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}</dl>;
}
