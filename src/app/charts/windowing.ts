/** A window of steps [from, to) on an axis of `length` steps, and the moves that a hand or a key makes with it. */
export type Steps = { readonly from: number; readonly to: number };

/** Whole steps, at least `least` of them, inside the axis; what does not fit is moved, not cut, as long as it can be. */
export function fitted({ from, to }: Steps, length: number, least: number): Steps {
  const span = Math.min(length, Math.max(Math.min(least, length), Math.round(to - from)));
  const start = Math.min(Math.max(0, Math.round(from)), length - span);
  return { from: start, to: start + span };
}

/** Narrower for a factor below 1; the step at `pivot` keeps its place. */
export function zoomed({ from, to }: Steps, factor: number, pivot: number, length: number, least: number): Steps {
  const span = Math.min(length, Math.max(least, (to - from) * factor));
  const share = to > from ? Math.min(1, Math.max(0, (pivot - from) / (to - from))) : 0.5;
  return fitted({ from: pivot - share * span, to: pivot + (1 - share) * span }, length, least);
}

export function panned({ from, to }: Steps, by: number, length: number): Steps {
  return fitted({ from: from + by, to: to + by }, length, to - from);
}

/** One edge moved; it stops `least` steps before the other. */
export function resized({ from, to }: Steps, edge: "from" | "to", step: number, length: number, least: number): Steps {
  const at = Math.round(Math.min(Math.max(0, step), length));
  return edge === "from" ? { from: Math.min(at, Math.max(0, to - least)), to } : { from, to: Math.max(at, Math.min(length, from + least)) };
}
