import { InputError } from "../errors.ts";
import type { RunResult } from "../result.ts";
import { column } from "../time/frame.ts";

/** A site as shifting sees it, hour by hour of absolute time. */
export type ShiftSite = {
  readonly id: string;
  /** IT power of all work, and the part of it that may run elsewhere. */
  readonly itKw: Float64Array;
  readonly movableKw: Float64Array;
  /** Most IT power that the site can run. */
  readonly capacityKw: number;
  /** Facility power per IT power. */
  readonly pue: Float64Array;
  /** Of one more kWh imported; currency/kWh. */
  readonly pricePerKwh: Float64Array;
  readonly marginalGPerKwh: Float64Array;
};

export type ShiftRules = {
  readonly by: "price" | "carbon";
  /** Of moving one IT kWh of work, data and idle target capacity in it; currency. */
  readonly transferCostPerKwh: number;
  /** Least that a move must save where carbon decides, g per IT kWh. */
  readonly leastGainGPerKwh?: number | undefined;
};

export type Shift = {
  readonly sites: readonly {
    readonly id: string;
    /** IT power after shifting. */
    readonly itKw: Float64Array;
    readonly sentKwh: number; readonly takenKwh: number;
    readonly peakBeforeKw: number; readonly peakAfterKw: number;
    /** Change of the energy lines, and of what the grid emits at the margin. */
    readonly energyCostDifference: number; readonly emissionsDifferenceKg: number;
  }[];
  readonly movedKwh: number;
  readonly transferCost: number;
  readonly energyCostDifference: number;
  /** Energy and transfer together; below 0 the shifting saves. Demand charges are not in it. */
  readonly costDifference: number;
  readonly emissionsDifferenceKg: number;
};

/**
 * Runs movable work where it is cheapest or cleanest in its hour: least Σ value·y + τ·moved, with each site's own fixed work and capacity. Exact: the dearest source sends to the
 * cheapest sink while the difference is worth the transfer, hour by hour; work is not put off in time here.
 */
export function spatialShift(sites: readonly ShiftSite[], rules: ShiftRules): Shift {
  const hours = Math.min(...sites.map(({ itKw }) => itKw.length));
  const after = sites.map(({ itKw }) => itKw.slice(0, hours));
  const [sent, taken, money, grams] = [sites.map(() => 0), sites.map(() => 0), sites.map(() => 0), sites.map(() => 0)];
  const threshold = rules.by === "price" ? rules.transferCostPerKwh : (rules.leastGainGPerKwh ?? 0);
  let moved = 0;
  for (let h = 0; h < hours; h++) {
    const value = sites.map((site) => (rules.by === "price" ? site.pricePerKwh : site.marginalGPerKwh)[h]! * site.pue[h]!);
    const order = sites.map((_, i) => i).sort((a, b) => value[a]! - value[b]! || a - b);
    const give = sites.map(({ movableKw, itKw }) => Math.min(movableKw[h]!, itKw[h]!));
    const room = sites.map(({ capacityKw, itKw }) => Math.max(0, capacityKw - itKw[h]!));
    let [sink, source] = [0, order.length - 1];
    while (sink < source) {
      const [to, from] = [order[sink]!, order[source]!];
      if (!(value[from]! - value[to]! > threshold)) break;
      const kw = Math.min(give[from]!, room[to]!);
      if (kw > 0) {
        after[from]![h]! -= kw;
        after[to]![h]! += kw;
        give[from]! -= kw;
        room[to]! -= kw;
        sent[from]! += kw;
        taken[to]! += kw;
        moved += kw;
      }
      if (give[from]! <= 0) source--;
      if (room[to]! <= 0) sink++;
    }
    sites.forEach((site, i) => {
      const kwh = (after[i]![h]! - site.itKw[h]!) * site.pue[h]!;
      money[i]! += kwh * site.pricePerKwh[h]!;
      grams[i]! += kwh * site.marginalGPerKwh[h]!;
    });
  }
  const most = (values: Float64Array) => values.subarray(0, hours).reduce((peak, kw) => Math.max(peak, kw), 0);
  const energyCostDifference = money.reduce((sum, cost) => sum + cost, 0);
  const transferCost = moved * rules.transferCostPerKwh;
  return {
    sites: sites.map(({ id, itKw }, i) => ({
      id, itKw: after[i]!, sentKwh: sent[i]!, takenKwh: taken[i]!, peakBeforeKw: most(itKw), peakAfterKw: most(after[i]!), energyCostDifference: money[i]!, emissionsDifferenceKg: grams[i]! / 1000,
    })),
    movedKwh: moved, transferCost, energyCostDifference, costDifference: energyCostDifference + transferCost, emissionsDifferenceKg: grams.reduce((sum, g) => sum + g, 0) / 1000,
  };
}

export type ShiftRun = { readonly id: string; readonly result: RunResult; readonly capacityKw: number };

/**
 * Finished runs as sites, on the hours of absolute time that all of them have.
 * @param movableFraction of the work that runs at once; deferrable work is movable as a whole
 * @throws InputError where the runs share no hour, or their money differs and price is to decide
 */
export function shiftSites(runs: readonly ShiftRun[], movableFraction: number, by: ShiftRules["by"]): ShiftSite[] {
  const currencies = [...new Set(runs.map(({ result }) => result.site.currency))];
  if (by === "price" && currencies.length > 1) throw new InputError([{ where: { path: "--shift" }, found: `prices in ${currencies.join(" and ")}`, allowed: "sites of one currency: nothing is converted" }]);
  const hourMs = 3_600_000;
  const startMs = Math.max(...runs.map(({ result: { axis } }) => Math.ceil(axis.startMs / hourMs) * hourMs));
  const endMs = Math.min(...runs.map(({ result: { axis } }) => axis.startMs + axis.length * axis.stepMinutes * 60_000));
  const hours = Math.floor((endMs - startMs) / hourMs);
  if (hours < 1) throw new InputError([{ where: { path: "--shift" }, found: "runs that share no hour", allowed: "runs of the same days" }]);
  return runs.map(({ id, result: { frame, axis }, capacityKw }) => {
    const perHour = 60 / axis.stepMinutes;
    const first = (startMs - axis.startMs) / (axis.stepMinutes * 60_000);
    const hourly = (of: (i: number) => number) => Float64Array.from({ length: hours }, (_, h) => {
      let sum = 0;
      for (let k = 0; k < perHour; k++) sum += of(Math.round(first) + h * perHour + k);
      return sum / perHour;
    });
    const [it, deferrable, demand, buy, marginal] = [column(frame, "itKw"), column(frame, "deferrableKw"), column(frame, "demandKw"), column(frame, "buyPerKwh"), column(frame, "marginalCarbonGPerKwh")];
    return {
      id, capacityKw, itKw: hourly((i) => it[i]! + deferrable[i]!), movableKw: hourly((i) => it[i]! * movableFraction + deferrable[i]!),
      pue: hourly((i) => (it[i]! + deferrable[i]! > 0 ? demand[i]! / (it[i]! + deferrable[i]!) : 1)), pricePerKwh: hourly((i) => buy[i]!), marginalGPerKwh: hourly((i) => marginal[i]!),
    };
  });
}
