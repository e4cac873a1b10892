/** One figure that somebody else worked out, and ours from the same inputs. */
export type Check = {
  /** What is computed, from which inputs. */
  readonly what: string;
  /** "currency" where the reference counts in dollars; "" for a bare number. */
  readonly unit: string;
  readonly expected: number;
  readonly ours: number;
  /** How far ours may lie away, in the figure's own unit. */
  readonly tolerance: number;
  /** Who says so. */
  readonly source: string;
};

/** Checks of one part of the model; they are computed when they are asked for. */
export type CheckPart = { readonly id: string; readonly title: string; readonly checks: () => readonly Check[] };

export function passes({ expected, ours, tolerance }: Check): boolean {
  return Math.abs(ours - expected) <= tolerance;
}
