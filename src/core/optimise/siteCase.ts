import type { PreparedCalls } from "../market/demandResponse/calls.ts";
import { lowerHull, slopeOf } from "../market/tariff/linear.ts";
import type { PreparedTariff } from "../market/tariff/prepareTariff.ts";
import type { GeneratorInputs } from "../site/generator.ts";
import type { PlantRatings, SiteSeries } from "../site/plant.ts";
import type { Throttling } from "../site/throttle.ts";
import type { DeferrableWork } from "../site/work.ts";
import type { Axis } from "../time/axis.ts";
import type { PricedThrottling, Sets, Support } from "./support.ts";
import type { YearCase } from "./yearCase.ts";

/** A site and its market as a run has them prepared. */
export type PlannedSite = {
  readonly axis: Axis;
  readonly site: SiteSeries;
  readonly ratings: PlantRatings;
  readonly market: { readonly tariff: PreparedTariff };
  readonly load: { readonly deferrable: readonly DeferrableWork[] };
  readonly throttling: Throttling | undefined;
  readonly generator: GeneratorInputs | undefined;
  readonly calls: Pick<PreparedCalls, "nonFirmKw">;
  readonly costs: { readonly valueOfLostLoadPerKwh: number; readonly lostWorkCostPerKwh: number };
};

/**
 * What a programme decides of a site.
 * @param netLoadKw what work that others have placed, and all that follows from it, leave to the battery; where it is given the programme places no work
 */
export function siteCase(planned: PlannedSite, { battery, netLoadKw }: { readonly battery: boolean; readonly netLoadKw?: Float64Array | undefined }): YearCase {
  const { axis, site, ratings, market, load } = planned;
  const { mustRunItKw, busFixedKw, busPerIt, pvAvailableKw, windAvailableKw } = site;
  return {
    axis, site, ratings, battery, curtails: battery, tariff: market.tariff, baseItKw: mustRunItKw,
    classes: netLoadKw === undefined ? load.deferrable : [],
    baseKw: netLoadKw === undefined
      ? mustRunItKw.map((kw, i) => (busFixedKw[i] as number) + (busPerIt[i] as number) * kw)
      : netLoadKw.map((kw, i) => kw + (pvAvailableKw[i] as number) + (windAvailableKw[i] as number)),
    support: supportOf(planned, battery),
  };
}

/** What carries load beside connection and battery. A battery that stands idle has neither throttling nor sets beside the grid behind it: those are the same policy's to call. */
function supportOf({ axis: { length }, site, throttling, generator, costs, calls: { nonFirmKw } }: PlannedSite, policy: boolean): Support | undefined {
  // Of a connection that may be broken and paid for, the limit is not the wire's.
  const takenBack = (i: number) => (nonFirmKw[i] ?? Infinity) < Infinity && (site.importLimitKw[i] as number) <= (nonFirmKw[i] as number);
  const mayGoWithout = Uint8Array.from({ length }, (_, i) => (site.gridOut[i] === 1 || takenBack(i) ? 1 : 0));
  const outside = mayGoWithout.includes(1);
  const sets: Sets | undefined = generator && (site.gridOut.includes(1) || (policy && generator.permittedHours > 0)) ? {
    ratingKw: generator.ratingKw, fuelPerKwh: generator.fuelKwhPerKwh * generator.fuelCostPerKwh, idlePerKwHour: generator.fuelIdleFraction * generator.fuelCostPerKwh,
    leastLoadFraction: generator.minLoadFraction, permittedHours: policy ? generator.permittedHours : 0,
  } : undefined;
  const priced = policy && throttling !== undefined ? pricedThrottling(throttling, costs.lostWorkCostPerKwh) : undefined;
  if (!outside && sets === undefined && priced === undefined) return undefined;
  return { gridOut: site.gridOut, mayGoWithout, unservedPerKwh: costs.valueOfLostLoadPerKwh, sets, throttling: priced };
}

/** Work lost over its cuts as a curve with no dents: its lower convex hull, which no cut undercuts. All steps have the same classes in the same shares: one tells for all. */
function pricedThrottling(throttling: Throttling, lostWorkCostPerKwh: number): PricedThrottling | undefined {
  const { mostCutKw, knots } = throttling;
  const step = mostCutKw.findIndex((kw) => kw > 0);
  if (step < 0) return undefined;
  const most = mostCutKw[step] as number;
  const hull = lowerHull([0, ...knots, 1].map((share) => ({ quantity: share, cost: throttling.lostWorkKw(step, share * most) / most })));
  return {
    mostCutKw,
    slices: hull.slice(1).map((knot, k) => {
      const before = hull[k] as (typeof hull)[number];
      return { share: knot.quantity - before.quantity, costPerKwh: lostWorkCostPerKwh * slopeOf(before, knot) };
    }),
    costPerHour: (i, cutKw) => lostWorkCostPerKwh * throttling.lostWorkKw(i, cutKw),
  };
}
