import type { StrategyView } from "../policy.ts";

/** What one civil day's plan wants of each step, kWh of the store; filled anew each day. */
export type DayPlan = {
  /** Take in by the end of the block that the step belongs to. */
  readonly chargeKwh: Float64Array;
  /** Give out by the end of that block. */
  readonly dischargeKwh: Float64Array;
  /** First step after the block of each step. */
  readonly blockEnd: Uint32Array;
};

type Block = { readonly index: number; first: number; end: number; value: number; intakeKwh: number; outputKwh: number; chargeKwh: number; dischargeKwh: number; role: -1 | 0 | 1; endSocKwh: number };

/**
 * Pairs the day's cheapest blocks (runs of equal value) with its dearest while a pair gains: value_dear·η_rt − value_cheap > hurdle,
 * never taking the store out of its window between the two. Reads the values of the day alone, none of its load.
 * @param values one a step, money or carbon per kWh at the meter
 * @param hurdle what a kWh bought must gain at least, in the unit of `values`
 * @returns a function that plans the day starting at a step with a given state of charge
 */
export function makeDayPairing(view: StrategyView, values: Float64Array, hurdle: number): { readonly plan: DayPlan; readonly planDay: (day: number, socKwh: number) => void } {
  const { axis, ratings } = view;
  const roundTrip = ratings.chargeEfficiency * ratings.dischargeEfficiency;
  const plan: DayPlan = { chargeKwh: new Float64Array(axis.length), dischargeKwh: new Float64Array(axis.length), blockEnd: new Uint32Array(axis.length) };
  const blocks: Block[] = [];
  const byValue: Block[] = [];

  function planDay(day: number, socKwh: number): void {
    const count = findBlocks(axis.dayStart[day] ?? 0, axis.dayStart[day + 1] ?? axis.length, socKwh);
    // By insertion: a day has few blocks, and this leaves equal values in their order without an allocation.
    for (let b = 0; b < count; b++) {
      const block = blocks[b] as Block;
      let at = b;
      for (; at > 0 && (byValue[at - 1] as Block).value > block.value; at--) byValue[at] = byValue[at - 1] as Block;
      byValue[at] = block;
    }
    for (let dear = count - 1; dear > 0; dear--) {
      for (let cheap = 0; cheap < dear; cheap++) {
        const buy = byValue[cheap] as Block;
        const sell = byValue[dear] as Block;
        if (sell.value * roundTrip - buy.value <= hurdle) break;
        if (buy.role >= 0 && sell.role <= 0) pair(buy, sell);
      }
    }
    for (let b = 0; b < count; b++) {
      const block = blocks[b] as Block;
      // Not `fill`: a call costs more than the few steps of a block.
      for (let step = block.first; step < block.end; step++) {
        plan.chargeKwh[step] = block.chargeKwh;
        plan.dischargeKwh[step] = block.dischargeKwh;
        plan.blockEnd[step] = block.end;
      }
    }
  }

  function findBlocks(first: number, end: number, socKwh: number): number {
    let count = 0;
    for (let step = first; step < end;) {
      const value = values[step] as number;
      let next = step + 1;
      while (next < end && values[next] === value) next++;
      const hours = (next - step) * axis.stepHours;
      const block = (blocks[count] ??= { index: count, first: 0, end: 0, value: 0, intakeKwh: 0, outputKwh: 0, chargeKwh: 0, dischargeKwh: 0, role: 0, endSocKwh: 0 });
      block.first = step;
      block.end = next;
      block.value = value;
      block.intakeKwh = ratings.chargeKw * ratings.chargeEfficiency * hours;
      block.outputKwh = ratings.dischargeKw * hours / ratings.dischargeEfficiency;
      block.chargeKwh = 0;
      block.dischargeKwh = 0;
      block.role = 0;
      block.endSocKwh = socKwh;
      step = next;
      count++;
    }
    return count;
  }

  /** Moves as much as block ratings and the store's window in between allow. */
  function pair(buy: Block, sell: Block): void {
    const buyFirst = buy.first < sell.first;
    const early = buyFirst ? buy.index : sell.index;
    const late = buyFirst ? sell.index : buy.index;
    let energyKwh = Math.min(buy.intakeKwh - buy.chargeKwh, sell.outputKwh - sell.dischargeKwh);
    for (let b = early; b < late; b++) {
      const socKwh = (blocks[b] as Block).endSocKwh;
      energyKwh = Math.min(energyKwh, buyFirst ? ratings.socMaxKwh - socKwh : socKwh - ratings.socMinKwh);
    }
    if (energyKwh <= 0) return;
    buy.chargeKwh += energyKwh;
    buy.role = 1;
    sell.dischargeKwh += energyKwh;
    sell.role = -1;
    for (let b = early; b < late; b++) (blocks[b] as Block).endSocKwh += buyFirst ? energyKwh : -energyKwh;
  }

  return { plan, planDay };
}
