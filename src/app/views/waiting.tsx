import type { ComponentChildren } from "preact";
import type { StudyId } from "../../core/studies/index.ts";
import type { FollowedStudy } from "../state/studies.ts";
import { Facts, StudyTable } from "./studyFrame.tsx";

/** What stands in a view until its study answers for the first time: the frames of its charts and tables at the size of the answer, so that nothing jumps when it comes. */

/** Whether a first answer is on its way. */
export function isAwaited({ answer, failure, isCancelled }: Pick<FollowedStudy<StudyId>, "failure" | "isCancelled"> & { readonly answer: { readonly value: unknown } }): boolean {
  return answer.value === null && failure.value === null && !isCancelled.value;
}

type RowsProps = { readonly title: string; readonly note?: string; /** What its rows are called. */ readonly names: readonly string[]; readonly children?: ComponentChildren };

/** A short table that has its rows but not their values. */
export function WaitingTable({ title, note, names, children }: RowsProps) {
  return (
    <section class="study-part">
      <h2>{title}{note === undefined ? null : <span class="part-note">{note}</span>}</h2>
      <StudyTable label={title} columns={[{ title: "" }, { title: "" }]} rows={names.map((name) => [name, ""])} />
      {children}
    </section>
  );
}

/** Names under one another that have no values yet. */
export function WaitingFacts({ title, note, names }: RowsProps) {
  return (
    <section class="study-part">
      <h2>{title}{note === undefined ? null : <span class="part-note">{note}</span>}</h2>
      <Facts items={names.map((name) => [name, ""] as const)} />
    </section>
  );
}
