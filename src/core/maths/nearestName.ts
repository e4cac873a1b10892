/**
 * The allowed name that a mistyped one was most likely meant to be: fewest letters added, left out, changed or swapped
 * with a neighbour, case aside, and no more than a third of the longer name.
 */
export function nearestName(typed: string, allowed: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  for (const name of allowed) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (distance < fewest && distance * 3 <= Math.max(typed.length, name.length)) {
      best = name;
      fewest = distance;
    }
  }
  return best;
}

/** Optimal string alignment: Damerau, F. J. (1964), Communications of the ACM 7(3), 171–176, each place edited once. */
function editDistance(a: string, b: string): number {
  // A name of ours is short; a typed one may be anything.
  if (Math.abs(a.length - b.length) > 40) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, (beforeLast[j - 2] as number) + 1);
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
