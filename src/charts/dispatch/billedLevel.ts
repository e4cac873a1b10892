import type { BillLine } from "../../core/market/signals.ts";
import type { RunResult } from "../../core/result.ts";
import { column, hasColumn } from "../../core/time/frame.ts";
import { midnightMs } from "../../text/dates.ts";

/** A demand charge in one month: the level that is billed, where it holds, which step set it and what it costs. */
export type BilledLevel = {
  readonly id: string;
  readonly label: string;
  readonly kw: number;
  readonly cost: number;
  readonly year: number;
  /** 1…12. */
  readonly month: number;
  /** The month's part of the window, [from, to). */
  readonly from: number;
  readonly to: number;
  /** 1 in the steps of [from, to) that the charge counts. */
  readonly applies: Uint8Array;
  /** The step that set it; null where an earlier month's did. */
  readonly step: number | null;
};

/** Levels a month: the two dearest where one month is seen, else the dearest alone. */
const MOST_IN_ONE_MONTH = 2;

/** The billed levels of the months that the window touches, dearest first. */
export function billedLevels(result: RunResult, from: number, to: number): BilledLevel[] {
  const { axis, bill, site, frame } = result;
  if (to <= from || !hasColumn(frame, "demandCharges")) return [];
  const counted = column(frame, "demandCharges");
  const stepOf = (year: number, month: number): number => Math.ceil((midnightMs(axis, year, month, 1) - axis.startMs) / (axis.stepMinutes * 60_000));
  const seen = bill.months.flatMap((month) => {
    const first = Math.max(from, stepOf(month.year, month.month));
    const end = Math.min(to, stepOf(month.year + (month.month === 12 ? 1 : 0), (month.month % 12) + 1));
    return end > first ? [{ month, first, end }] : [];
  });
  const most = seen.length === 1 ? MOST_IN_ONE_MONTH : 1;
  return seen.flatMap(({ month, first, end }) => perCharge(month.lines)
    .sort((a, b) => b.cost - a.cost).slice(0, most)
    .map((charge): BilledLevel => {
      const bit = site.demandCharges.findIndex(({ id }) => id === charge.id);
      const applies = Uint8Array.from({ length: end - first }, (_, i) => (bit < 0 ? 1 : Math.floor(counted[first + i]! / 2 ** bit) % 2));
      const label = site.demandCharges[bit]?.label ?? charge.label;
      return { ...charge, label, year: month.year, month: month.month, from: first, to: end, applies };
    }))
    .sort((a, b) => b.cost - a.cost);
}

/** The tiers of a charge are one level. */
function perCharge(lines: readonly BillLine[]): { id: string; label: string; kw: number; cost: number; step: number | null }[] {
  const charges = new Map<string, { id: string; label: string; kw: number; cost: number; step: number | null }>();
  for (const { kind, id, label, quantity, amountCost, step, unit } of lines) {
    if ((kind !== "demandFlat" && kind !== "demandTou") || unit !== "kW" || amountCost <= 0) continue;
    const known = charges.get(id);
    if (known === undefined) charges.set(id, { id, label, kw: quantity, cost: amountCost, step: step ?? null });
    else {
      known.kw += quantity;
      known.cost += amountCost;
    }
  }
  return [...charges.values()];
}
