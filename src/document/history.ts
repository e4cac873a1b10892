import { applyDifference, differenceFrom, type Difference } from "./difference.ts";

/** One step of undo: what was done, and the documents on both sides of it. */
export type HistoryStep<Document extends object> = { readonly title: string; readonly before: Document; readonly after: Document };

/** A history told from the document that stands between past and future: 200 steps of a 12 kB document are some 20 kB. Plain JSON. */
export type PackedHistory = { readonly past: readonly PackedStep[]; readonly future: readonly PackedStep[] };
type PackedStep = { readonly title: string; readonly difference: Difference };

/** Steps do not change: each is compared once, however often the history is stored. */
const packed = new WeakMap<object, Difference>();

/**
 * @param past oldest first; each step ends where the next begins, the last one at the present document
 * @param future as undo leaves it: the step that is done again first is the last
 */
export function packHistory<Document extends object>(past: readonly HistoryStep<Document>[], future: readonly HistoryStep<Document>[]): PackedHistory {
  const pack = (step: HistoryStep<Document>, from: Document, to: Document): PackedStep => {
    const difference = packed.get(step) ?? differenceFrom(from, to);
    packed.set(step, difference);
    return { title: step.title, difference };
  };
  return { past: past.map((step) => pack(step, step.after, step.before)), future: future.map((step) => pack(step, step.before, step.after)) };
}

/** The steps again, from the document between them; what two neighbours have in common they share. */
export function unpackHistory<Document extends object>(now: Document, history: PackedHistory): { readonly past: readonly HistoryStep<Document>[]; readonly future: readonly HistoryStep<Document>[] } {
  const past: HistoryStep<Document>[] = [];
  let after = now;
  for (const { title, difference } of history.past.toReversed()) {
    const before = applyDifference(after, difference);
    past.unshift({ title, before, after });
    after = before;
  }
  const future: HistoryStep<Document>[] = [];
  let before = now;
  for (const { title, difference } of history.future.toReversed()) {
    const next = applyDifference(before, difference);
    future.unshift({ title, before, after: next });
    before = next;
  }
  return { past, future };
}
