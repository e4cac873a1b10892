import { signal } from "@preact/signals";
import { breadth } from "../../state/view.ts";
import { finishedColumns, optimumColumn, type FinishedColumn } from "./columns.ts";

/** On the phone two runs stand side by side at most: the first, and the run in view, until others are picked. */
export const pickedPair = signal<readonly [string, string] | null>(null);

export function shownColumns(): readonly FinishedColumn[] {
  const all = finishedColumns.value;
  const best = optimumColumn.value;
  if (breadth.value !== "phone") return best === null || all.length === 0 ? all : [...all, best];
  if (all.length <= 2) return all;
  const focus = all.find(({ isFocus }, index) => isFocus && index > 0) ?? all[1]!;
  const [first, second] = pickedPair.value ?? [all[0]!.letter, focus.letter];
  const pair = [first, second].flatMap((letter) => all.filter((column) => column.letter === letter));
  return pair.length === 2 && pair[0] !== pair[1] ? pair : [all[0]!, focus];
}
