import { actionWindows, watchBudgets, type ActionWindow, type BudgetInputs, type BudgetPeriod } from "../measures/budget.ts";
import { runningCost, type RunningCost } from "../measures/runningCost.ts";
import type { Solve } from "../maths/linearProgram.ts";
import type { Kpis, RunResult } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { serverPowerFraction, throttleCurve, throughputFraction } from "../site/throttle.ts";
import { simulate } from "../simulate.ts";
import { dateText, parseDate } from "../time/civil.ts";
import { column } from "../time/frame.ts";
import type { DataFiles } from "../time/series.ts";

/** Unit economics of a day: what was served, and what it cost. */
export type FinopsDay = {
  readonly date: string;
  readonly cost: number;
  /** The part of each kind of charge; credits negative. */
  readonly byKind: Readonly<Record<string, number>>;
  readonly kwh: number;
  readonly emissionsKg: number;
  readonly decisions: number;
  /** Mean IT power over the design power. */
  readonly itUseFraction: number;
  readonly costPer1000Decisions: number | null;
  readonly costPerMtok: number | null;
  /** Cost of each part of the work, by its share of the load in the steps that made the cost. */
  readonly arrivalCost: number;
  readonly deferrableCost: number;
};

/** What a budget's action did. A deferral is a run of its own; caps and moves are counted from the run's columns, energy lines alone. */
export type BudgetActionOutcome = {
  readonly action: "defer" | "throttle" | "move";
  readonly days: number;
  /** Below 0: the action saved. */
  readonly billDifferenceCost: number;
  readonly lostWorkKwh: number;
  readonly cloudCost: number;
  readonly emissionsDifferenceKg: number;
  readonly estimated: boolean;
  /** The deferral as an input of the scenario, which makes the run again. */
  readonly strategyWork?: { readonly policy: "budget-defer"; readonly windows: readonly { readonly from: string; readonly to: string }[] } | undefined;
  readonly kpisAfter?: Kpis | undefined;
};

export type Finops = {
  readonly days: readonly FinopsDay[];
  readonly charges: readonly { readonly id: string; readonly kind: string; readonly label: string; readonly cost: number }[];
  readonly periods: readonly BudgetPeriod[];
  readonly actions: readonly BudgetActionOutcome[];
};

export type FinopsContext = {
  readonly scenario: Scenario;
  readonly inputs: BudgetInputs;
  readonly result: RunResult;
  readonly itKwhPerDecision: number;
  readonly outputTokens: number;
  /** What a million output tokens cost where they are moved to; null without a price. */
  readonly cloudCostPerMtok: number | null;
  readonly seed: string;
  readonly data: DataFiles;
  readonly solve?: Solve | undefined;
};

/** The cost of tokens and decisions through the simulated year, budgets with their alerts, and what the alerts would have done. */
export function finops(context: FinopsContext): Finops {
  const { scenario, inputs, result, seed, data, solve } = context;
  const windowMinutes = scenario.tariff.demandWindowMinutes;
  const cost = runningCost(result, windowMinutes);
  const others = inputs.budgets.length === 0 ? [] : Array.from({ length: inputs.seeds }, (_, n) => runningCost(simulate(scenario, { seed: `${seed}/budget/${n}`, data, solve }), windowMinutes));
  const periods = watchBudgets(inputs, cost, result, others);
  const actions = (["defer", "throttle", "move"] as const).flatMap((action): BudgetActionOutcome[] => {
    const windows = actionWindows(inputs, periods, cost.axis, action);
    if (windows.length === 0) return [];
    return [action === "defer" ? deferred(context, windows) : counted(context, cost, windows, action)];
  });
  return {
    days: daysOf(context, cost), periods, actions,
    charges: cost.charges.map(({ id, kind, label, cost: steps }) => ({ id, kind, label, cost: steps.reduce((sum, value) => sum + value, 0) })),
  };
}

function daysOf({ scenario, result, itKwhPerDecision, outputTokens }: FinopsContext, { axis, charges, total }: RunningCost): FinopsDay[] {
  const { frame } = result;
  const [itKw, deferrableKw, demandKw, servedKw] = [column(frame, "itKw"), column(frame, "deferrableKw"), column(frame, "demandKw"), column(frame, "servedKw")];
  const [lostKw, unservedKw, importKw, carbon] = [column(frame, "lostWorkKw"), column(frame, "unservedKw"), column(frame, "importKw"), column(frame, "averageCarbonGPerKwh")];
  const firstDay = parseDate(axis.inputs.start) ?? 0;
  return Array.from({ length: axis.inputs.days }, (_, d) => {
    const [from, to] = [axis.dayStart[d]!, axis.dayStart[d + 1]!];
    const byKind: Record<string, number> = {};
    for (const charge of charges) {
      let sum = 0;
      for (let i = from; i < to; i++) sum += charge.cost[i]!;
      byKind[charge.kind] = (byKind[charge.kind] ?? 0) + sum;
    }
    let [cost, kwh, grams, workKwh, itKwh, arrivalCost] = [0, 0, 0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const it = itKw[i]! + deferrableKw[i]!;
      const done = demandKw[i]! > 0 ? Math.max(0, 1 - (lostKw[i]! + unservedKw[i]!) / demandKw[i]!) : 0;
      cost += total[i]!;
      kwh += servedKw[i]! * axis.stepHours;
      grams += importKw[i]! * carbon[i]! * axis.stepHours;
      itKwh += it * axis.stepHours;
      workKwh += it * done * axis.stepHours;
      arrivalCost += total[i]! * (it > 0 ? itKw[i]! / it : 1);
    }
    const decisions = workKwh / itKwhPerDecision;
    return {
      date: dateText(firstDay + d), cost, byKind, kwh, emissionsKg: grams / 1000, decisions, itUseFraction: itKwh / ((to - from) * axis.stepHours * scenario.load.itDesignKw), arrivalCost, deferrableCost: cost - arrivalCost,
      costPer1000Decisions: decisions > 0 ? (cost / decisions) * 1000 : null, costPerMtok: decisions > 0 ? (cost / (decisions * outputTokens)) * 1e6 : null,
    };
  });
}

function deferred({ scenario, result, seed, data, solve }: FinopsContext, windows: readonly ActionWindow[]): BudgetActionOutcome {
  const firstDay = parseDate(result.axis.start) ?? 0;
  const strategyWork = { policy: "budget-defer" as const, windows: windows.map(({ fromDay, toDay }) => ({ from: dateText(firstDay + fromDay), to: dateText(firstDay + toDay) })) };
  const work = { ...strategyWork, lookAheadHours: 24, guardPeak: true };
  const after = simulate({ ...scenario, strategy: { ...scenario.strategy, work } }, { seed, data, solve, keep: "summary" });
  return {
    action: "defer", days: daysIn(windows), billDifferenceCost: after.bill.total - result.bill.total, lostWorkKwh: after.kpis.lostWorkKwh - result.kpis.lostWorkKwh, cloudCost: 0,
    emissionsDifferenceKg: after.kpis.emissionsKg - result.kpis.emissionsKg, estimated: false, strategyWork, kpisAfter: after.kpis,
  };
}

function counted({ scenario, result, itKwhPerDecision, outputTokens, cloudCostPerMtok }: FinopsContext, { axis }: RunningCost, windows: readonly ActionWindow[], action: "throttle" | "move"): BudgetActionOutcome {
  const { frame } = result;
  const [itKw, deferrableKw, demandKw] = [column(frame, "itKw"), column(frame, "deferrableKw"), column(frame, "demandKw")];
  const [buy, carbon] = [column(frame, "buyPerKwh"), column(frame, "averageCarbonGPerKwh")];
  const capped = scenario.load.classes.flatMap((one) => (one.kind === "throttleable" ? [{ share: one.shareFraction, power: serverPowerFraction(one.minGpuPowerFraction), curve: throttleCurve(one.jobs) }] : []));
  const cutShare = capped.reduce((sum, { share, power }) => sum + share * (1 - power), 0);
  const lostShare = capped.reduce((sum, { share, power, curve }) => sum + share * (1 - throughputFraction(curve, power)), 0);
  let [saved, lost, moved, grams] = [0, 0, 0, 0];
  for (let i = 0; i < axis.length; i++) {
    if (!windows.some(({ fromDay, toDay }) => axis.day[i]! >= fromDay && axis.day[i]! <= toDay)) continue;
    const it = itKw[i]! + deferrableKw[i]!;
    const pue = it > 0 ? demandKw[i]! / it : 1;
    const itCutKw = action === "move" ? deferrableKw[i]! : it * cutShare;
    saved += itCutKw * pue * axis.stepHours * buy[i]!;
    grams += itCutKw * pue * axis.stepHours * carbon[i]!;
    if (action === "move") moved += itCutKw * axis.stepHours;
    else lost += it * lostShare * pue * axis.stepHours;
  }
  return {
    action, days: daysIn(windows), billDifferenceCost: -saved, lostWorkKwh: lost, cloudCost: (moved / itKwhPerDecision) * outputTokens * ((cloudCostPerMtok ?? 0) / 1e6), emissionsDifferenceKg: -grams / 1000, estimated: true,
  };
}

function daysIn(windows: readonly ActionWindow[]): number {
  return windows.reduce((sum, { fromDay, toDay }) => sum + toDay - fromDay + 1, 0);
}
