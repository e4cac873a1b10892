import type { PreparedTariff } from "../market/tariff/prepareTariff.ts";
import type { GeneratorInputs } from "../site/generator.ts";
import type { PlantRatings, SiteSeries } from "../site/plant.ts";
import type { Throttling } from "../site/throttle.ts";
import type { DeferrableWork } from "../site/work.ts";
import type { Axis } from "../time/axis.ts";
import type { Outage } from "./outageAid.ts";
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
    outages: outageOf(planned),
  };
}

/** Fuel at its price for one more kWh, without what the sets burn at no load; work lost at the cheapest kWh that throttling sheds: no plan pays less. */
function outageOf({ site, throttling, generator, costs }: PlannedSite): Outage | undefined {
  if (!site.gridOut.includes(1)) return undefined;
  return {
    gridOut: site.gridOut,
    generatorKw: generator?.ratingKw ?? 0,
    fuelPerKwh: generator === undefined ? 0 : generator.fuelKwhPerKwh * generator.fuelCostPerKwh,
    mostCutKw: throttling?.mostCutKw,
    lostWorkPerKwh: throttling === undefined ? 0 : costs.lostWorkCostPerKwh * leastLostWork(throttling),
    unservedPerKwh: costs.valueOfLostLoadPerKwh,
  };
}

/** Least work lost per kWh shed, over cuts of every tenth of the most. All steps have the same classes in the same shares: one tells for all. */
function leastLostWork(throttling: Throttling): number {
  const { mostCutKw } = throttling;
  const step = mostCutKw.findIndex((kw) => kw > 0);
  if (step < 0) return 0;
  const most = mostCutKw[step] as number;
  return Math.min(...Array.from({ length: 10 }, (_, k) => throttling.lostWorkKw(step, (most * (k + 1)) / 10) / ((most * (k + 1)) / 10)));
}
