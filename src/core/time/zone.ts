/** The civil clock of a place over some span: standard offset and the moments at which the offset changes. */
export type Zone = {
  readonly timeZone: string;
  readonly transitions: readonly Transition[];
  /** Offset before the first transition, minutes east of Greenwich. */
  readonly firstOffsetMinutes: number;
};

export type Transition = { readonly atMs: number; readonly offsetMinutes: number };
