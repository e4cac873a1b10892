/** One thing that the palette can do or open. */
export type Entry = {
  readonly id: string;
  readonly kind: "command" | "view" | "scenario" | "input";
  readonly title: string;
  /** What is shown beside the title: the group and present value of an input. */
  readonly detail?: string;
  /** More words that find it. */
  readonly words?: string;
  readonly keys?: string | undefined;
  readonly isEnabled: boolean;
  readonly run: () => void;
};

/** How well an entry answers the words; 0 where one of them is nowhere. Words at the start of a title count most, then within it, then in what stands beside it. */
function worth(entry: Entry, words: readonly string[]): number {
  const title = entry.title.toLowerCase();
  const beside = `${entry.detail ?? ""} ${entry.words ?? ""}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = title.indexOf(word);
    if (at === 0) sum += 8;
    else if (at > 0 && !/\p{L}/u.test(title.charAt(at - 1))) sum += 6;
    else if (at > 0) sum += 3;
    else if (beside.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/**
 * Entries that have all the words, the best first and otherwise in their own order. Without words everything but the inputs, which are hundreds.
 * What cannot be done now is left out.
 */
export function findEntries(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const possible = entries.filter(({ isEnabled }) => isEnabled);
  if (words.length === 0) return possible.filter(({ kind }) => kind !== "input");
  return possible.map((entry) => ({ entry, by: worth(entry, words) })).filter(({ by }) => by > 0).toSorted((a, b) => b.by - a.by).map(({ entry }) => entry);
}
