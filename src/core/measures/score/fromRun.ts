import type { MarketSignals } from "../../market/signals.ts";
import type { CoincidentPeak } from "../../market/tariff/rule.ts";
import type { RunColumns } from "../../result.ts";
import type { GeneratorInputs } from "../../site/generator.ts";
import type { PlantRatings, SiteSeries } from "../../site/plant.ts";
import type { DeferrableWork, WorkSummary } from "../../site/work.ts";
import type { Load } from "../../site/workload.ts";
import type { Axis } from "../../time/axis.ts";
import { gridSideFigures, virtualBattery } from "./gridSide.ts";
import type { ScoreInput, ScoreOptions, ScoreQueue, ScoreRequest } from "./input.ts";
import { flexibilityScore } from "./score.ts";
import type { ScoredYear } from "./scoredYear.ts";

/** What the score reads of a site, whatever the strategy. */
export type ScoredSite = {
  readonly axis: Axis;
  readonly site: SiteSeries;
  readonly ratings: PlantRatings;
  readonly load: Pick<Load, "deferrable" | "throttleable">;
  readonly signals: MarketSignals;
  /** When the system really peaked, which no strategy knew. */
  readonly coincidentPeaks: readonly CoincidentPeak[];
  readonly importLimitKw: number;
  readonly exportLimitKw: number;
  readonly generator?: GeneratorInputs | undefined;
  /** The system's load where the scenario has one: the hours that press hardest. */
  readonly systemLoad?: Float64Array | undefined;
  /** What the site was asked for. */
  readonly requests: readonly ScoreRequest[];
};

/** What the score reads of one run on it. */
export type ScoredRun = { readonly columns: RunColumns; readonly work: readonly WorkSummary[]; readonly servedItKw: readonly Float64Array[] };

/** The score of a run, year by year: a run of up to 366 days is one year. */
export function scoreRun(site: ScoredSite, passive: RunColumns, run: ScoredRun, overrides: Partial<ScoreOptions> = {}): ScoredYear[] {
  const whole = scoreInputOf(site, passive, run);
  return years(site.axis).map(({ from, to }) => {
    const input = to - from === whole.loadKw.length ? whole : sliceOfRun(whole, from, to);
    const meanLoadKw = input.loadKw.reduce((sum, kw) => sum + kw, 0) / input.loadKw.length;
    return { ...flexibilityScore(input, overrides), firstStep: from, gridSide: gridSideFigures(input), virtualBattery: virtualBattery(input), meanLoadKw };
  });
}

/** A year is twelve billing months from the first of the run; what is left at the end is a shorter one. */
function years({ inputs, monthStart, length }: Axis): { readonly from: number; readonly to: number }[] {
  if (inputs.days <= 366) return [{ from: 0, to: length }];
  const cuts: { readonly from: number; readonly to: number }[] = [];
  for (let m = 0; m < monthStart.length - 1; m += 12) cuts.push({ from: monthStart[m]!, to: monthStart[m + 12] ?? length });
  return cuts;
}

/**
 * A finished run beside the do-nothing run, as the score reads them. Coincident peaks are taken into the price of their interval
 * (rate ÷ hours). Work is counted in facility kW at its class's mean ratio of facility to IT power: the ratio of the hour would make work
 * that moves to a cooler hour look unfinished.
 */
export function scoreInputOf({ axis, site, ratings, load, signals, coincidentPeaks, importLimitKw, exportLimitKw, generator, systemLoad, requests }: ScoredSite, passive: RunColumns, { columns, work, servedItKw }: ScoredRun): ScoreInput {
  const { length, stepHours } = axis;
  const price = signals.buyPerKwh.slice();
  for (const { step, steps, ratePerKw } of coincidentPeaks) for (let i = step; i < Math.min(step + steps, length); i++) price[i]! += ratePerKw / (steps * stepHours);
  const socKwh = new Float64Array(length + 1);
  socKwh[0] = ratings.initialSocKwh;
  socKwh.set(columns.socKwh, 1);
  const ratios = load.deferrable.map((one) => facilityRatio(one, site.busPerIt));
  const kwh = (column: Float64Array): number => column.reduce((sum, kw) => sum + kw, 0) * stepHours;
  const ofWork = (key: "missedKwh" | "arrivedKwh"): number => work.reduce((sum, summary, k) => sum + summary[key] * ratios[k]!, 0);
  return {
    stepHours, day: axis.day, month: axis.billingMonth,
    loadKw: passive.demandKw,
    generationKw: site.pvAvailableKw.map((kw, i) => kw + site.windAvailableKw[i]!),
    passiveImportKw: passive.importKw, passiveExportKw: passive.exportKw, passiveUnservedKw: passive.unservedKw,
    importKw: columns.importKw, exportKw: columns.exportKw, lostKw: columns.lostWorkKw, unservedKw: columns.unservedKw, generatorKw: columns.generatorKw,
    gridOut: site.gridOut, price, sellPrice: signals.sellPerKwh, signal: systemLoad ?? price,
    demandCharges: signals.demandCharges.filter(({ id }) => !id.startsWith("coincident")),
    importLimitKw, exportLimitKw,
    battery: ratings.capacityKwh > 0 ? {
      dischargeKw: ratings.dischargeKw, chargeKw: ratings.chargeKw, chargeEfficiency: ratings.chargeEfficiency, dischargeEfficiency: ratings.dischargeEfficiency,
      floorKwh: ratings.socMinKwh, gridCharging: ratings.gridCharging,
    } : undefined,
    socKwh,
    deferrable: load.deferrable.map((one, k) => queueOf(one, servedItKw[k]!, ratios[k]!)),
    throttleable: load.throttleable.map(({ itKw, curve, minPowerFraction }) => ({
      powerKw: itKw.map((kw, i) => kw * site.busPerIt[i]!), curve: curve.power.map((power, k) => [power, curve.throughput[k]!] as const), minPowerFraction,
    })),
    generator: generator === undefined ? undefined : {
      ratingKw: generator.ratingKw, startMinutes: generator.startMinutes, permittedHours: generator.permittedHours, demandResponse: generator.demandResponse,
    },
    requests,
    service: {
      unservedKwh: kwh(columns.unservedKw), demandKwh: kwh(passive.demandKw), missedKwh: ofWork("missedKwh"), deferrableKwh: ofWork("arrivedKwh"),
      lostKwh: kwh(columns.lostWorkKw),
      workKwh: passive.itKw.reduce((sum, itKw, i) => sum + site.busPerIt[i]! * (itKw + passive.deferrableKw[i]!), 0) * stepHours,
    },
    carbonGPerKwh: signals.averageCarbonGPerKwh,
  };
}

function facilityRatio({ arrivalItKw }: DeferrableWork, busPerIt: Float64Array): number {
  let [it, facility] = [0, 0];
  for (let i = 0; i < arrivalItKw.length; i++) {
    it += arrivalItKw[i]!;
    facility += arrivalItKw[i]! * busPerIt[i]!;
  }
  return it > 0 ? facility / it : 1;
}

function queueOf({ arrivalItKw, rateItKw, windowHours }: DeferrableWork, servedItKw: Float64Array, ratio: number): ScoreQueue {
  return { arrivalKw: arrivalItKw.map((kw) => kw * ratio), servedKw: servedItKw.map((kw) => kw * ratio), windowHours, maxServiceKw: rateItKw * ratio };
}

/** Some steps of a run as a run of their own; what the run lost and served of its work is shared out by the year's own columns. */
function sliceOfRun(input: ScoreInput, from: number, to: number): ScoreInput {
  const cut = (column: Float64Array): Float64Array => column.subarray(from, to);
  const cutAny = (values: ArrayLike<number>): ArrayLike<number> => Array.prototype.slice.call(values, from, to) as number[];
  const kwh = (column: Float64Array): number => cut(column).reduce((sum, kw) => sum + kw, 0) * input.stepHours;
  const share = kwh(input.loadKw) / (input.loadKw.reduce((sum, kw) => sum + kw, 0) * input.stepHours);
  const { carbonGPerKwh, service } = input;
  return {
    ...input, day: cutAny(input.day), month: cutAny(input.month), gridOut: cutAny(input.gridOut),
    loadKw: cut(input.loadKw), generationKw: cut(input.generationKw), passiveImportKw: cut(input.passiveImportKw), passiveExportKw: cut(input.passiveExportKw), passiveUnservedKw: cut(input.passiveUnservedKw),
    importKw: cut(input.importKw), exportKw: cut(input.exportKw), lostKw: cut(input.lostKw), unservedKw: cut(input.unservedKw), generatorKw: cut(input.generatorKw),
    price: cut(input.price), sellPrice: cut(input.sellPrice), signal: cut(input.signal), socKwh: input.socKwh.subarray(from, to + 1),
    demandCharges: input.demandCharges.map(({ ratePerKw, applies }) => ({ ratePerKw, applies: cutAny(applies) })),
    deferrable: input.deferrable.map((queue) => ({ ...queue, arrivalKw: cut(queue.arrivalKw), servedKw: cut(queue.servedKw) })),
    throttleable: input.throttleable.map((one) => ({ ...one, powerKw: cut(one.powerKw) })),
    requests: input.requests.filter(({ start }) => start >= from && start < to).map((request) => ({ ...request, start: request.start - from })),
    service: {
      unservedKwh: kwh(input.unservedKw), demandKwh: kwh(input.loadKw), lostKwh: kwh(input.lostKw), workKwh: service.workKwh * share,
      missedKwh: service.missedKwh * share, deferrableKwh: service.deferrableKwh * share,
    },
    ...(carbonGPerKwh === undefined ? {} : { carbonGPerKwh: cut(carbonGPerKwh) }),
  };
}
