import type { DemandCharge } from "../market/signals.ts";
import type { Axis } from "../time/axis.ts";
import { makeBatteryProgramme, type BatteryCase, type BatteryProgramme, type ImportCap } from "./batteryDynamics.ts";

/** A battery's year against prices and demand charges. */
export type LiveCase = {
  readonly axis: Pick<Axis, "length" | "billingMonth" | "monthStart">;
  readonly battery: BatteryCase;
  readonly initialSocKwh: number;
  readonly demandCharges: readonly DemandCharge[];
};

export type LiveOptimum = {
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  /** Energy less export, wear and demand charges at their marginal rates, of the plan, step by step. */
  readonly cost: number;
  /**
   * "close": at most one charge a month, within 0.01 % of the optimum (a level is searched month by month, near slopes are joined).
   * "feasible": several charges a month, a plan and no claim.
   */
  readonly quality: "close" | "feasible";
};

/** What a month's levels may cost above the best ones, relative to the month's cost. */
const COST_TOLERANCE = 1e-5;
/** Of several charges each is moved by itself with this. */
const COARSE_TOLERANCE = 1e-4;
/** Levels tried at most in one search, and how near to another a next one lies at least, as a share of the gap that it falls in. */
const MOST_LEVELS = 20;
const LEAST_STEP = 0.05;
/** The lowest level that the store holds is found to this share of the peak. */
const HOLD_TOLERANCE = 4e-5;
/** Slopes this near are one: what a kWh may be worth is told to a ten-thousandth. */
const JOIN_TOLERANCE = 1e-4;

/**
 * Best use of a battery with the year known, fast enough to follow a slider: dynamic programming, and around it a search for the level that each month's
 * charge is worth; cost(z) = rate·z + programme(import ≤ z) is convex. Where several charges fall in a month they move together from what each alone could be.
 * Null where no plan keeps the connection's limits.
 */
export function liveOptimum({ axis, battery, initialSocKwh, demandCharges }: LiveCase): LiveOptimum | null {
  const chargeKw = new Float64Array(axis.length);
  const dischargeKw = new Float64Array(axis.length);
  const programme = makeBatteryProgramme(battery, { joinTolerance: JOIN_TOLERANCE });
  const months = axis.monthStart.length - 1;
  const activeIn = (m: number) => demandCharges.filter(({ ratePerKw }) => (ratePerKw[m] as number) > 0);
  if (Array.from({ length: months }, (_, m) => activeIn(m).length).every((count) => count === 0)) {
    if (programme.plan(0, axis.length, initialSocKwh, initialSocKwh, [], chargeKw, dischargeKw) === Infinity) return null;
    return { chargeKw, dischargeKw, cost: costOf(axis, battery, demandCharges, chargeKw, dischargeKw), quality: "close" };
  }
  let quality: LiveOptimum["quality"] = "close";
  // With every month's levels the year is planned once as a whole, so that no month must end where it began.
  const importLimitKw = Float64Array.from(battery.importLimitKw);
  for (let m = 0; m < months; m++) {
    const [from, to] = [axis.monthStart[m] as number, axis.monthStart[m + 1] as number];
    const charges = activeIn(m).map((charge) => rangeOf(battery, charge, m, from, to, initialSocKwh));
    if (charges.length > 1 || charges.some(({ windowSteps }) => windowSteps > 1)) quality = "feasible";
    const caps = planMonth(programme, charges, from, to, initialSocKwh);
    for (const { applies, levelKw } of caps) for (let i = from; i < to; i++) if (applies[i] === 1) importLimitKw[i] = Math.min(importLimitKw[i] as number, levelKw);
  }
  const year = makeBatteryProgramme({ ...battery, importLimitKw }, { joinTolerance: JOIN_TOLERANCE });
  if (year.plan(0, axis.length, initialSocKwh, initialSocKwh, [], chargeKw, dischargeKw) === Infinity) return null;
  return { chargeKw, dischargeKw, cost: costOf(axis, battery, demandCharges, chargeKw, dischargeKw), quality };
}

type Range = { readonly applies: Uint8Array; readonly windowSteps: number; readonly rate: number; readonly lowKw: number; readonly idleKw: number; readonly highKw: number };

/** Levels under which the month's import is to be kept. */
function planMonth(programme: BatteryProgramme, charges: readonly Range[], from: number, to: number, socKwh: number): readonly ImportCap[] {
  const capsAt = (share: number): ImportCap[] => charges.map(({ applies, lowKw, idleKw }) => ({ applies, levelKw: lowKw + share * (idleKw - lowKw) }));
  const costAt = (share: number) => {
    const caps = capsAt(share);
    return programme.cost(from, to, socKwh, socKwh, caps) + charges.reduce((sum, { rate }, k) => sum + rate * (caps[k] as ImportCap).levelKw, 0);
  };
  if (charges.length === 0) return [];
  // Share 0 is the lowest level that can be held, 1 the idle peak; above it only where prices are worth a new peak.
  const most = Math.max(...charges.map(({ lowKw, idleKw, highKw }) => (idleKw > lowKw ? (highKw - lowKw) / (idleKw - lowKw) : 1)));
  const inside = least(costAt, 0, 1);
  let caps = capsAt(inside.at < 1 || most <= 1 ? inside.at : least(costAt, 1, most).at);
  // Each by itself, once, coarsely.
  if (charges.length > 1) {
    charges.forEach(({ rate, lowKw, idleKw }, k) => {
      const withLevel = (share: number) => caps.map((cap, j) => (j === k ? { ...cap, levelKw: lowKw + share * (idleKw - lowKw) } : cap));
      const { at, cost } = least((share) => programme.cost(from, to, socKwh, socKwh, withLevel(share)) + rate * (withLevel(share)[k] as ImportCap).levelKw, 0, 1, COARSE_TOLERANCE);
      if (cost < programme.cost(from, to, socKwh, socKwh, caps) + rate * (caps[k] as ImportCap).levelKw) caps = withLevel(at);
    });
  }
  return caps;
}

/** From the lowest level that the store can hold by itself to the idle peak, and what charging could add. */
function rangeOf(battery: BatteryCase, { applies, ratePerKw, windowSteps }: DemandCharge, m: number, from: number, to: number, socKwh: number): Range {
  let idleKw = 0;
  for (let i = from; i < to; i++) if (applies[i] === 1) idleKw = Math.max(idleKw, battery.netLoadKw[i] as number);
  let low = Math.max(0, idleKw - battery.dischargeKw);
  if (!holds(battery, applies, low, from, to, socKwh)) {
    let high = idleKw;
    while (high - low > HOLD_TOLERANCE * Math.max(1, idleKw)) {
      const middle = (low + high) / 2;
      if (holds(battery, applies, middle, from, to, socKwh)) high = middle;
      else low = middle;
    }
    low = high;
  }
  return { applies, windowSteps, rate: ratePerKw[m] as number, lowKw: low, idleKw: Math.max(idleKw, low), highKw: idleKw + battery.chargeKw };
}

/** Whether a level can be held: filled as early as it allows, the store is fullest when it is needed. */
function holds({ netLoadKw, importLimitKw, dischargeKw, chargeKw, chargeEfficiency, dischargeEfficiency, stepHours, keepPerStep, socMinKwh, socMaxKwh, gridCharging }: BatteryCase, applies: Uint8Array, levelKw: number, from: number, to: number, socKwh: number): boolean {
  let energyKwh = socKwh;
  for (let i = from; i < to; i++) {
    const load = netLoadKw[i] as number;
    const cap = applies[i] === 1 ? Math.min(levelKw, importLimitKw[i] as number) : (importLimitKw[i] as number);
    energyKwh *= keepPerStep;
    if (load > cap) {
      if (load - cap > dischargeKw) return false;
      energyKwh -= ((load - cap) * stepHours) / dischargeEfficiency;
      if (energyKwh < socMinKwh) return false;
    } else {
      const room = gridCharging ? cap - load : Math.max(0, -load);
      const filled = energyKwh + Math.min(room, chargeKw) * stepHours * chargeEfficiency;
      energyKwh = filled < socMaxKwh ? filled : Math.max(energyKwh, socMaxKwh);
    }
  }
  return energyKwh >= socKwh;
}

/**
 * Least value of a convex function over a range, the ends tried themselves. Beside the best point tried no value lies below the lines through its neighbours: where they meet is tried next, and the
 * search ends when even there little could be gained.
 */
function least(of: (at: number) => number, low: number, high: number, tolerance = COST_TOLERANCE): { readonly at: number; readonly cost: number } {
  const tried = [low, (low + high) / 2, high].map((at) => ({ at, cost: of(at) }));
  const bestIndex = () => tried.reduce((best, { cost }, k) => (cost < (tried[best] as Tried).cost ? k : best), 0);
  while (tried.length < MOST_LEVELS) {
    const best = bestIndex();
    const next = [meeting(tried, best - 1), meeting(tried, best)].reduce((a, b) => (b.floor < a.floor ? b : a));
    const { cost } = tried[best] as Tried;
    if (!(cost - next.floor > tolerance * Math.abs(cost))) break;
    tried.splice(next.after + 1, 0, { at: next.at, cost: of(next.at) });
  }
  return tried[bestIndex()] as Tried;
}

type Tried = { readonly at: number; readonly cost: number };

/** Of the gap after a point: the least that a convex function could be in it by the points around, and where. */
function meeting(tried: readonly Tried[], after: number): { readonly after: number; readonly at: number; readonly floor: number } {
  const [left, right] = [tried[after], tried[after + 1]];
  if (left === undefined || right === undefined) return { after, at: NaN, floor: Infinity };
  const fall = slopeOf(tried[after - 1], left, -Infinity);
  const rise = slopeOf(right, tried[after + 2], Infinity);
  const gap = right.at - left.at;
  // left.cost + fall·x meets right.cost − rise·(gap − x); a line that is not there stands upright at its point.
  const x = fall === -Infinity ? (rise === Infinity ? gap / 2 : 0) : rise === Infinity ? gap : (right.cost - rise * gap - left.cost) / (fall - rise);
  const inside = Number.isFinite(x) ? Math.min(Math.max(x, 0), gap) : gap / 2;
  const floor = Math.max(fall === -Infinity ? -Infinity : left.cost + fall * inside, rise === Infinity ? -Infinity : right.cost - rise * (gap - inside));
  const upright = fall === -Infinity || rise === Infinity;
  return { after, at: left.at + (upright ? gap / 2 : Math.min(Math.max(inside, LEAST_STEP * gap), (1 - LEAST_STEP) * gap)), floor };
}

function slopeOf(from: Tried | undefined, to: Tried | undefined, missing: number): number {
  if (from === undefined || to === undefined || from.cost === Infinity || to.cost === Infinity) return missing;
  return (to.cost - from.cost) / (to.at - from.at);
}

/** The plan, step by step, at the same prices: import, export as far as the connection goes, wear, and each charge's highest window. */
function costOf({ billingMonth, monthStart, length }: LiveCase["axis"], battery: BatteryCase, charges: readonly DemandCharge[], chargeKw: Float64Array, dischargeKw: Float64Array): number {
  const { stepHours, netLoadKw, buyPerKwh, sellPerKwh, exportLimitKw, wearCostPerKwh } = battery;
  const months = monthStart.length - 1;
  const importKw = new Float64Array(length);
  let cost = 0;
  for (let i = 0; i < length; i++) {
    const flow = (netLoadKw[i] as number) + (chargeKw[i] as number) - (dischargeKw[i] as number);
    importKw[i] = Math.max(0, flow);
    const exported = Math.min(Math.max(0, -flow), exportLimitKw[i] as number);
    cost += stepHours * ((importKw[i] as number) * (buyPerKwh[i] as number) - exported * Math.max(0, sellPerKwh[i] as number) + (dischargeKw[i] as number) * wearCostPerKwh);
  }
  for (const { applies, ratePerKw, windowSteps } of charges) {
    const peakKw = new Float64Array(months);
    for (let i = 0; i < length; i += windowSteps) {
      if (applies[i] !== 1) continue;
      let sum = 0;
      for (let j = i; j < Math.min(i + windowSteps, length); j++) sum += importKw[j] as number;
      peakKw[billingMonth[i] as number] = Math.max(peakKw[billingMonth[i] as number] as number, sum / windowSteps);
    }
    for (let m = 0; m < months; m++) cost += (peakKw[m] as number) * (ratePerKw[m] as number);
  }
  return cost;
}
