import { kpisOf } from "../core/measures/metrics/index.ts";
import { finishedRun } from "../core/measures/finishedRun.ts";
import { prepare, type Prepared } from "../core/prepare.ts";
import { checkScenario, type Scenario } from "../core/scenario.ts";
import { deciders, makeReference, settleYear, simulate, stepYear, type Reference } from "../core/simulate.ts";
import { cheapCold } from "../core/strategies/cooling/cheapCold.ts";
import { touArbitrage } from "../core/strategies/battery/touArbitrage.ts";
import { runNow } from "../core/strategies/workload/runNow.ts";
import { leaving } from "../core/studies/participation.ts";
import { presets } from "../document/presets.ts";
import { yardstick } from "./yardstick.ts";

/** Pairs of runs, run and bare loop by turns: what else the machine does then falls on both. */
const PAIRS = 200;
const WARM_UP = 30;

/**
 * A site under a time-of-use tariff with three demand charges, in 15-minute steps. Without wear, so that the battery trades each day: a
 * battery at rest would flatter the clock.
 */
export async function benchSite(over: (site: Scenario) => object = () => ({})): Promise<{ readonly prepared: Prepared; readonly reference: Reference; readonly prepareMs: number }> {
  const preset = presets.find(({ id }) => id === "los-angeles-colocation");
  if (preset === undefined) throw new Error("no preset los-angeles-colocation");
  const site = await preset.load();
  const scenario = checkScenario({ ...site, battery: { ...site.battery, wearCostPerKwh: 0 }, ...over(site) });
  const began = performance.now();
  const prepared = prepare(scenario, { seed: "1", data: new Map() });
  const prepareMs = performance.now() - began;
  return { prepared, reference: makeReference(prepared), prepareMs };
}

/** One year under `tou-arbitrage` and `run-now`: step and settle, every column recorded. */
export function benchYear(prepared: Prepared, { signals }: Reference) {
  const cooling = prepared.bus.electricityPerHeat === undefined ? undefined : cheapCold;
  const strategy = { battery: touArbitrage, batteryInputs: { guardPeak: true, minGainPerKwh: 0 }, work: runNow, workInputs: {}, cooling, coolingInputs: { guardPeak: true, minGainPerKwh: 0.001 } };
  const stepped = stepYear(prepared, deciders(prepared, signals, strategy, () => {}), signals.demandCharges);
  return { stepped, bill: settleYear(prepared, signals, stepped) };
}

/** Everything that a site can have, in use: wind, chillers with a cold store, throttling, generator, seeded outages. */
const everything = (site: Scenario): object => ({
  wind: { ratedKw: 500 }, outages: { events: { kind: "seeded", rateRatio: 3 } }, facility: { cooling: { kind: "plant", coldStoreKwh: 8000, coldStoreKw: 1500 } },
  load: { ...site.load, classes: [{ kind: "deferrable", shareFraction: 0.1 }, { kind: "throttleable", shareFraction: 0.1 }] },
});

/** A year with events and without, and the score of one; the do-nothing run, which all strategies share, is handed in. */
export type ResponseFigures = {
  /** The same strategy with its programme and its events, and without: run, bill, settlement. */
  readonly withEventsMs: number;
  readonly withoutEventsMs: number;
  readonly events: number;
  /** Of one finished year, beside the run. */
  readonly scoreMs: number;
};

const RESPONSE_PAIRS = 15;

export async function benchResponse(): Promise<ResponseFigures> {
  const preset = presets.find(({ id }) => id === "los-angeles-colocation");
  if (preset === undefined) throw new Error("no preset los-angeles-colocation");
  const site = await preset.load();
  const taking: Scenario = checkScenario({
    ...site, strategy: { battery: { policy: "event-reserve" }, work: { policy: "event-shed" } },
    demandResponse: { programmes: [{ preset: "connectedsolutions-daily", ask: { committedKw: 500 }, events: { kind: "seeded", by: "heat", perYear: 60, durationHours: 3 } }] },
  });
  const timed = (scenario: Scenario, score: boolean) => {
    const options = { seed: "1", data: new Map() };
    const prepared = prepare(scenario, options);
    const reference = makeReference(prepared);
    return () => {
      const start = performance.now();
      const run = simulate(scenario, { ...options, prepared, reference, keep: "summary", score });
      return { ms: performance.now() - start, run };
    };
  };
  const [withEvents, without, scored] = [timed(taking, false), timed(leaving(taking), false), timed(taking, true)];
  const best = { withEvents: Infinity, without: Infinity, scored: Infinity };
  let events = 0;
  for (let k = 0; k < RESPONSE_PAIRS; k++) {
    const one = withEvents();
    events = one.run.response?.programmes[0]?.events.length ?? 0;
    best.withEvents = Math.min(best.withEvents, one.ms);
    best.without = Math.min(best.without, without().ms);
    best.scored = Math.min(best.scored, scored().ms);
  }
  return { withEventsMs: best.withEvents, withoutEventsMs: best.without, events, scoreMs: best.scored - best.withEvents };
}

/** Times are the best of all pairs: the floor that the machine allows, with the least of what else it does. */
export type BenchFigures = {
  readonly steps: number;
  readonly yearMs: number;
  readonly yardstickMs: number;
  readonly ratio: number;
  readonly yearMedianMs: number;
  readonly yardstickMedianMs: number;
  readonly prepareMs: number;
  readonly measureMs: number;
  readonly dischargeKwh: number;
  /** The same year on a site with everything: wind, chillers with a cold store, throttling, generator, outages. */
  readonly everythingMs: number;
};

export async function runBench(): Promise<BenchFigures> {
  const { prepared, reference, prepareMs } = await benchSite();
  const { axis, ratings } = prepared;
  const year: number[] = [];
  const bare: number[] = [];
  const measure: number[] = [];
  let dischargeKwh = 0;
  for (let k = -WARM_UP; k < PAIRS; k++) {
    const start = performance.now();
    const { stepped: { columns, work, generator }, bill } = benchYear(prepared, reference);
    const settled = performance.now();
    const kpis = kpisOf(finishedRun({ stepHours: axis.stepHours, columns, ratings, bill, work, generator, costs: prepared.costs, meanImportCostPerKwh: reference.meanImportCostPerKwh }));
    const measured = performance.now();
    yardstick(prepared, reference.signals, 0);
    const end = performance.now();
    if (k < 0) continue;
    year.push(settled - start);
    measure.push(measured - settled);
    bare.push(end - measured);
    dischargeKwh = kpis.dischargeKwh;
  }
  const full = await benchSite(everything);
  const fullMs = Array.from({ length: PAIRS }, () => {
    const start = performance.now();
    benchYear(full.prepared, full.reference);
    return performance.now() - start;
  });
  for (const times of [year, bare, measure, fullMs]) times.sort((a, b) => a - b);
  const [yearMs, yardstickMs] = [year[0]!, bare[0]!];
  return {
    steps: axis.length, yearMs, yardstickMs, ratio: yearMs / yardstickMs, yearMedianMs: year[PAIRS / 2]!, yardstickMedianMs: bare[PAIRS / 2]!, prepareMs, measureMs: measure[0]!, dischargeKwh, everythingMs: fullMs[0]!,
  };
}
