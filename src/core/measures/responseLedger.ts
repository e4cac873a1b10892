import type { RunColumn, RunResult } from "../result.ts";
import { column } from "../time/frame.ts";

/** What taking part earned and cost in some hours; costs are positive where taking part made them higher. */
export type ResponseLedgerLine = {
  readonly paymentRevenue: number;
  readonly penaltyCost: number;
  readonly extraEnergyCost: number;
  readonly wearCost: number;
  readonly lostWorkCost: number;
};

/** One event, or several that fall together: their hours cannot be told apart. */
export type ResponseLedgerEvent = ResponseLedgerLine & {
  readonly step: number;
  readonly steps: number;
  readonly startMs: number;
  /** Ids of the programmes that called. */
  readonly programmes: readonly string[];
  /** Without the demand charge, which is a month's and not an event's. */
  readonly netValue: number;
};

export type ResponseLedger = {
  readonly events: readonly ResponseLedgerEvent[];
  /** The whole run, months without an event, reserve and penalties of the connection in it. */
  readonly run: ResponseLedgerLine & {
    readonly extraDemandCost: number;
    /** Fixed charges, levies and what else of the bill changed. */
    readonly extraOtherCost: number;
    readonly fuelCost: number;
    readonly unservedCost: number;
    /** What the store holds less at the end, valued at the mean import price. */
    readonly residualValueCost: number;
    readonly netValue: number | null;
  };
};

/** Import after an event that still belongs to it: the store is refilled and work caught up within a day. */
const AFTERMATH_HOURS = 24;

/**
 * The value of taking part: a run with its programmes beside the same strategy without them. Payments less penalties, less what the bill, wear, fuel and lost work
 * rose by. An event's own hours are those from its notice to a day after its end, or to the next event's notice.
 * @param taking with programmes, and its frame
 * @param leaving the same scenario without them, and its frame
 */
export function responseLedgerOf(taking: RunResult, leaving: RunResult, { wearCostPerKwh, lostWorkCostPerKwh }: { readonly wearCostPerKwh: number; readonly lostWorkCostPerKwh: number }): ResponseLedger | undefined {
  const { response, axis } = taking;
  if (response === undefined) return undefined;
  const stepHours = axis.stepMinutes / 60;
  const of = (run: RunResult, name: RunColumn) => column(run.frame, name);
  const difference = (name: RunColumn) => {
    const [own, other] = [of(taking, name), of(leaving, name)];
    return (step: number) => own[step]! - other[step]!;
  };
  const [imported, exported, discharged, lost] = [difference("importKw"), difference("exportKw"), difference("dischargeKw"), difference("lostWorkKw")];
  const [buy, sell] = [of(taking, "buyPerKwh"), of(taking, "sellPerKwh")];
  const over = (from: number, to: number) => {
    let [extraEnergyCost, wearCost, lostWorkCost] = [0, 0, 0];
    for (let i = from; i < to; i++) {
      extraEnergyCost += (imported(i) * buy[i]! - exported(i) * sell[i]!) * stepHours;
      wearCost += discharged(i) * stepHours * wearCostPerKwh;
      lostWorkCost += lost(i) * stepHours * lostWorkCostPerKwh;
    }
    return { extraEnergyCost, wearCost, lostWorkCost };
  };

  const occasions = occasionsOf(taking);
  const events = occasions.map(({ step, end, noticeStep, programmes }, k): ResponseLedgerEvent => {
    const next = occasions[k + 1]?.noticeStep ?? axis.length;
    const until = Math.max(end, Math.min(end + Math.round(AFTERMATH_HOURS / stepHours), next, axis.length));
    const from = Math.max(noticeStep, occasions[k - 1]?.end ?? 0);
    let [paymentRevenue, penaltyCost] = [0, 0];
    for (const { id, events: settled } of response.programmes) {
      if (!programmes.includes(id)) continue;
      for (const event of settled) {
        if (event.step < step || event.step >= end) continue;
        paymentRevenue += event.capacityRevenue + event.energyRevenue + event.bonusRevenue;
        penaltyCost += event.penaltyCost + event.surchargeCost;
      }
    }
    const costs = over(from, until);
    return {
      step, steps: end - step, startMs: axis.startMs + step * axis.stepMinutes * 60_000, programmes, paymentRevenue, penaltyCost, ...costs,
      netValue: paymentRevenue - penaltyCost - costs.extraEnergyCost - costs.wearCost - costs.lostWorkCost,
    };
  });

  const { programmes, reserve, nonFirm, netRevenue } = response;
  const sum = (key: "capacityRevenue" | "energyRevenue" | "bonusRevenue" | "penaltyCost" | "surchargeCost") => programmes.reduce((total, programme) => total + programme[key], 0);
  const paymentRevenue = sum("capacityRevenue") + sum("energyRevenue") + sum("bonusRevenue") + (reserve?.revenue ?? 0);
  const penaltyCost = sum("penaltyCost") + sum("surchargeCost") + (reserve?.penaltyCost ?? 0) + (nonFirm?.penaltyCost ?? 0);
  const billed = (key: "total" | "energy" | "exportCredit" | "demandTou" | "demandFlat" | "coincident") => taking.bill[key] - leaving.bill[key];
  const extraEnergyCost = billed("energy") - billed("exportCredit");
  const extraDemandCost = billed("demandTou") + billed("demandFlat") + billed("coincident");
  const extra = (key: "wearCost" | "lostWorkCost" | "fuelCost" | "unservedCost" | "residualValueCost") => taking.kpis[key] - leaving.kpis[key];
  const costs = { wearCost: extra("wearCost"), lostWorkCost: extra("lostWorkCost"), fuelCost: extra("fuelCost"), unservedCost: extra("unservedCost"), residualValueCost: extra("residualValueCost") };
  return {
    events,
    run: {
      paymentRevenue, penaltyCost, extraEnergyCost, extraDemandCost, extraOtherCost: billed("total") - extraEnergyCost - extraDemandCost, ...costs,
      netValue: netRevenue === null ? null : netRevenue - billed("total") - Object.values(costs).reduce((total, cost) => total + cost, 0),
    },
  };
}

/** Calls that overlap in time are one occasion. */
function occasionsOf({ response }: RunResult): { readonly step: number; readonly end: number; readonly noticeStep: number; readonly programmes: readonly string[] }[] {
  const calls = [...(response?.calls ?? [])].sort((a, b) => a.step - b.step);
  const occasions: { step: number; end: number; noticeStep: number; programmes: string[] }[] = [];
  for (const { step, steps, noticeStep, programme } of calls) {
    const last = occasions.at(-1);
    if (last !== undefined && step < last.end) {
      last.end = Math.max(last.end, step + steps);
      last.noticeStep = Math.min(last.noticeStep, noticeStep);
      if (!last.programmes.includes(programme)) last.programmes.push(programme);
    } else occasions.push({ step, end: step + steps, noticeStep, programmes: [programme] });
  }
  return occasions;
}
