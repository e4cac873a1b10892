import { perKw } from "./urdb.ts";
import type { DemandUnit, Tier } from "./urdb.ts";

/** Upper end of a tier in the month's own quantity, and which row of the rate it is billed at. */
export type Bound = { readonly upTo: number; readonly tier: number };

/**
 * Cumulative kWh at which each energy tier of a month ends.
 * `kWh daily` counts by the days of the month, `kWh/kW` by its billing demand. A `kWh/kW` row followed by `kWh` rows is only the
 * end of a block: those rows divide it, counted from the block's start, and its own rate bills nothing (SSC's reading).
 * @param days of the month that lie in the run
 * @param billingKw demand after ratchet, which kWh/kW tiers are counted by
 */
export function energyBounds(tiers: readonly Tier[], days: number, billingKw: number): Bound[] {
  const bounds: Bound[] = [];
  let blockStartKwh = 0;
  for (let row = 0; row < tiers.length; row++) {
    const tier = tiers[row] as Tier;
    const upTo = tier.upTo * (tier.unit === "kWh daily" || tier.unit === "kWh/kW daily" ? days : 1) * (perKw(tier.unit) ? billingKw : 1);
    // 0 kW × an infinite bound is still no bound.
    const endKwh = tier.upTo === Infinity ? Infinity : upTo;
    const steps = perKw(tier.unit) ? stepsOfBlock(tiers, row) : [];
    if (steps.length === 0) bounds.push({ upTo: endKwh, tier: row });
    for (const step of steps) {
      const { upTo: max, unit } = tiers[step] as Tier;
      const stepEndKwh = blockStartKwh + max * (unit === "kWh daily" ? days : 1);
      bounds.push({ upTo: Math.min(stepEndKwh, endKwh), tier: step });
    }
    const lastStep = steps.at(-1);
    if (lastStep !== undefined) {
      // What the steps leave of the block is billed at the last of them.
      bounds[bounds.length - 1] = { upTo: endKwh, tier: lastStep };
      row = lastStep;
    }
    if (perKw(tier.unit)) blockStartKwh = endKwh;
  }
  return bounds;
}

function stepsOfBlock(tiers: readonly Tier[], block: number): number[] {
  const rows: number[] = [];
  for (let row = block + 1; row < tiers.length && !perKw((tiers[row] as Tier).unit); row++) rows.push(row);
  return rows;
}

/** Index of the bound that the next kWh after `usedKwh` falls in. */
export function tierAt(bounds: readonly Bound[], usedKwh: number): number {
  for (let k = 0; k < bounds.length; k++) if (usedKwh < (bounds[k] as Bound).upTo) return k;
  return bounds.length - 1;
}

/** What of a quantity from 0 lies in tier `k`. */
export function slice(bounds: readonly Bound[], k: number, quantity: number): number {
  const below = k === 0 ? 0 : (bounds[k - 1] as Bound).upTo;
  return Math.max(0, Math.min(quantity, (bounds[k] as Bound).upTo) - below);
}

/** A demand tier in kW and currency/kW, whatever the record bills in. */
export type DemandTier = { readonly upToKw: number; readonly pricePerKw: number };

/** Kilowatts of one mechanical horsepower. */
const KW_PER_HP = 0.7457;

/** @param powerFactor of the site; a kVA is that many kW */
export function demandTiers(tiers: readonly Tier[], unit: DemandUnit, powerFactor: number): DemandTier[] {
  const kwPerUnit = unit.measure === "hp" ? KW_PER_HP : unit.measure === "kVA" ? powerFactor : 1;
  return tiers.map(({ upTo, rate, adj }) => ({ upToKw: upTo * kwPerUnit, pricePerKw: (rate + adj) / kwPerUnit }));
}

/** Marginal slices: each kW at the price of the tier it lies in. */
export function demandCost(tiers: readonly DemandTier[], kw: number): number {
  let cost = 0;
  let belowKw = 0;
  for (const { upToKw, pricePerKw } of tiers) {
    if (kw <= belowKw) break;
    cost += (Math.min(kw, upToKw) - belowKw) * pricePerKw;
    belowKw = upToKw;
  }
  return cost;
}

/** Price of the next kW; of the last tier, where a large site sits, if no demand is known. */
export function marginalDemandPrice(tiers: readonly DemandTier[], kw: number | undefined): number {
  const tier = kw === undefined ? undefined : tiers.find(({ upToKw }) => kw < upToKw);
  return (tier ?? tiers.at(-1))?.pricePerKw ?? 0;
}
