import { InfeasibleError, assert, type Warning } from "./errors.ts";
import { marketSignals, settleBill } from "./market/market.ts";
import type { Bill, MarketSignals } from "./market/signals.ts";
import { batterySummary } from "./measures/batterySummary.ts";
import { carbonAccount } from "./measures/carbonAccount.ts";
import { finishedRun, meanImportCostPerKwh } from "./measures/finishedRun.ts";
import type { Solve } from "./maths/linearProgram.ts";
import type { ResponseSummary } from "./market/demandResponse/summary.ts";
import { measureResponse, scoreRequests } from "./measures/response.ts";
import { scoreRun } from "./measures/score/fromRun.ts";
import type { ScoreOptions } from "./measures/score/input.ts";
import type { ScoredYear } from "./measures/score/scoredYear.ts";
import { kpisOf } from "./measures/metrics/index.ts";
import { liveOptimum, type LiveOptimum } from "./optimise/liveOptimum.ts";
import { gapOf, optimise, type Optimum } from "./optimise/optimise.ts";
import type { Plan } from "./optimise/plan.ts";
import { plannedProgrammes } from "./optimise/programmes.ts";
import { relaxedCase } from "./optimise/relaxedCase.ts";
import { planRolling, type RollingInputs } from "./optimise/rolling.ts";
import { siteCase } from "./optimise/siteCase.ts";
import type { YearCase } from "./optimise/yearCase.ts";
import { prepare, type PrepareOptions, type Prepared } from "./prepare.ts";
import { runColumns, type Kpis, type OptimumFacts, type RunColumn, type RunColumns, type RunResult, type SiteFacts } from "./result.ts";
import type { Scenario } from "./scenario.ts";
import { runColdStore, type DecideCold } from "./site/coldStore.ts";
import { startGenerator, type GeneratorSummary } from "./site/generator.ts";
import { runPlant, siteCapacityKw, type DecideBattery } from "./site/plant.ts";
import { reasonCode } from "./site/reason.ts";
import { atOnce, placeWork, type DecideWork, type WorkSummary } from "./site/work.ts";
import { holdReserve, ratingsBesideReserve } from "./strategies/battery/holdReserve.ts";
import { idle } from "./strategies/battery/idle.ts";
import { idleCold } from "./strategies/cooling/idleCold.ts";
import { batteryPolicies, coolingPolicies, workPolicies } from "./strategies/index.ts";
import type { BatteryPolicy, CoolingPolicy, StrategyFinding, WorkPolicy } from "./strategies/policy.ts";
import { runNow } from "./strategies/workload/runNow.ts";
import { column, makeFrame, type Frame } from "./time/frame.ts";
import { randomStream } from "./time/streams.ts";

export type SimulateOptions = PrepareOptions & {
  /** The do-nothing run of the same site, seed and data; made where it is not handed in. */
  readonly reference?: Reference | undefined;
  /** "summary" leaves the frame empty. Default "frame". */
  readonly keep?: "frame" | "summary" | undefined;
  /** Whether the run is scored for its flexibility, and by other than the usual figures; off by default, because it takes longer than the run. */
  readonly score?: boolean | Partial<ScoreOptions> | undefined;
  /** Needed where a policy follows a plan (`needsSolver`). */
  readonly solve?: Solve | undefined;
  /** A battery's optimum by dynamic programming instead of the linear programme, without a solver and in milliseconds; work that would be planned runs at once. */
  readonly live?: boolean | undefined;
};

/** A run, and where it was asked for its grid flexibility score, year by year. */
export type SimulatedRun = RunResult & { readonly score?: readonly ScoredYear[] | undefined };

/** The same site with nothing done: battery idle, work run at once. Prices at the margin and savings are counted from it. */
export type Reference = MeasuredRun & { readonly signals: MarketSignals; readonly meanImportCostPerKwh: number };

/**
 * One run: site and market are laid on the axis, the policies propose and the plant steps, the bill is settled, the run is measured.
 * A pure function of scenario, seed and data: the same bytes everywhere.
 * @throws InputError where the scenario and its data cannot be used together
 */
export function simulate(scenario: Scenario, options: SimulateOptions): SimulatedRun {
  const prepared = prepare(scenario, options);
  const reference = options.reference ?? makeReference(prepared);
  const chosen = chosenStrategy(scenario, prepared);
  const strategy = options.live !== true ? chosen : { ...chosen, ...(chosen.work.plans === undefined ? {} : { work: runNow }), ...(chosen.cooling?.plans === undefined ? {} : { cooling: undefined }) };
  const findings: StrategyFinding[] = [];
  const planning = startPlanning(prepared, strategy, options, reference);
  const run = strategy.battery === idle && strategy.work === runNow && strategy.cooling === undefined ? reference : runStrategy(prepared, reference, strategy, planning, (finding) => { findings.push(finding); });
  const optimum = planning.solved();
  const response = responseOf(scenario, prepared, strategy, reference, run, findings);
  const { axis } = prepared;
  const { transitions, firstOffsetMinutes } = axis.zone;
  return {
    strategy: { battery: strategy.battery.id, work: strategy.work.id, ...(strategy.cooling === undefined ? {} : { cooling: strategy.cooling.id }) },
    axis: { ...axis.inputs, startMs: axis.startMs, length: axis.length, firstOffsetMinutes, transitions },
    // The reference may be handed in again: its buffer stays with who holds it.
    frame: options.keep === "summary" ? makeFrame([], 0) : run === reference ? { ...run.frame, buffer: run.frame.buffer.slice(0) } : run.frame,
    columns: options.keep === "summary" ? [] : runColumns,
    kpis: run.kpis,
    bill: run.bill,
    idle: { kpis: reference.kpis, bill: reference.bill },
    work: run.work,
    ...(run.generator === undefined ? {} : { generator: run.generator }),
    ...(optimum === undefined ? {} : { optimum: optimumFacts(optimum, run, carbonCostPerKg(strategy), programmeRevenueOf(response)) }),
    ...(response === undefined ? {} : { response }),
    ...accountsOf(scenario, prepared, reference, run),
    ...(options.score === undefined || options.score === false ? {} : { score: scoreOf(scenario, prepared, reference, run, options.score === true ? {} : options.score) }),
    findings,
    warnings: [...prepared.warnings, ...warningsOf(prepared, reference.signals, run), ...(response?.programmes.flatMap(({ warnings }) => warnings) ?? [])],
    site: siteFacts(scenario, prepared, reference.signals),
  };
}

function runStrategy(prepared: Prepared, { signals, meanImportCostPerKwh: meanCost }: Reference, strategy: Strategy, planning: Planning, report: (finding: StrategyFinding) => void): MeasuredRun {
  const stepped = stepYear(prepared, deciders(prepared, signals, strategy, report, planning), signals.demandCharges);
  return measured(prepared, stepped, settleYear(prepared, signals, stepped), meanCost);
}

/** The do-nothing run. It reads all of the scenario but its strategy, what its battery could do and what programmes ask; no policy and no price has a part in it. */
export function makeReference(prepared: Prepared): Reference {
  const atRest = { ...prepared, ratings: { ...prepared.ratings, chargeKw: 0, dischargeKw: 0 } };
  const stepped = stepYear(atRest, { work: prepared.load.deferrable.map(() => atOnce), battery: () => () => {}, batteryStandsBy: false }, []);
  const signals = marketSignals(prepared.market, stepped.columns);
  const bill = settleYear(prepared, signals, stepped);
  const meanCost = meanImportCostPerKwh(stepped.columns);
  return { ...measured(prepared, stepped, bill, meanCost), signals, meanImportCostPerKwh: meanCost };
}

type MeasuredRun = Pick<Stepped, "frame" | "work" | "servedItKw" | "generator"> & { readonly bill: Bill; readonly kpis: Kpis; readonly finalSocKwh: number };

function measured({ axis, ratings, costs }: Prepared, { frame, columns, work, servedItKw, generator }: Stepped, bill: Bill, meanCost: number): MeasuredRun {
  const kpis = kpisOf(finishedRun({ stepHours: axis.stepHours, columns, ratings, bill, work, generator, costs, meanImportCostPerKwh: meanCost }));
  return { frame, bill, kpis, work, servedItKw, generator, finalSocKwh: columns.socKwh[axis.length - 1] ?? ratings.initialSocKwh };
}

/** What becomes of battery and carbon. */
function accountsOf({ battery, carbon: inputs }: Scenario, { axis: { stepHours }, ratings, market: { carbon } }: Prepared, reference: Reference, run: MeasuredRun): Pick<RunResult, "battery" | "carbon"> {
  const columns = columnsOf(run.frame);
  const account = carbonAccount({ columns, passive: columnsOf(reference.frame), carbon, inputs, ratings, stepHours, scope1Kg: run.generator?.emissionsKg ?? 0 });
  return { ...(ratings.capacityKwh > 0 ? { battery: batterySummary(battery.ageing, battery.energyKwh, columns, stepHours) } : {}), carbon: account };
}

function columnsOf(frame: Frame): RunColumns {
  return Object.fromEntries(runColumns.map(({ name }) => [name, column(frame, name)])) as Record<RunColumn, Float64Array>;
}

function responseOf({ demandResponse }: Scenario, { axis, calls: all, ratings, site }: Prepared, { battery }: Strategy, reference: Reference, run: MeasuredRun, findings: readonly StrategyFinding[]): ResponseSummary | undefined {
  // A battery that stands idle answers no call: nobody pays for it.
  const calls = battery.standsIdle === true ? { ...all, reserve: undefined } : all;
  return measureResponse({ axis, calls, ratings, gridOut: site.gridOut, nonFirm: demandResponse.nonFirm }, columnsOf(reference.frame), columnsOf(run.frame), findings);
}

/** Of programmes whose payments are stated, less the price of a broken connection. */
function programmeRevenueOf(response: ResponseSummary | undefined): number {
  return response === undefined ? 0 : response.programmes.reduce((sum, { total }) => sum + (total ?? 0), 0) - (response.nonFirm?.penaltyCost ?? 0);
}

function scoreOf({ connection }: Scenario, { axis, site, ratings, load, market, calls, generator }: Prepared, reference: Reference, run: MeasuredRun, overrides: Partial<ScoreOptions>): ScoredYear[] {
  return scoreRun({
    axis, site, ratings, load, signals: reference.signals, coincidentPeaks: market.tariff.rules.flatMap(({ coincidentPeaks = [] }) => coincidentPeaks),
    importLimitKw: connection.importLimitKw ?? Infinity, exportLimitKw: connection.exportLimitKw, generator, systemLoad: calls.systemLoadKw, requests: scoreRequests(calls),
  }, columnsOf(reference.frame), { columns: columnsOf(run.frame), work: run.work, servedItKw: run.servedItKw }, overrides);
}

/** A difference of the store's end from its start beyond this share of the run's throughput is said. */
const LARGE_CARRY_FRACTION = 0.01;

/** What the reader of the result must know of how the run went. */
function warningsOf({ ratings }: Prepared, { buyPerKwh, sellPerKwh }: MarketSignals, { kpis, work, generator, finalSocKwh }: MeasuredRun): Warning[] {
  const warnings: Warning[] = [];
  const throughputKwh = kpis.dischargeKwh / ratings.dischargeEfficiency;
  const carryKwh = finalSocKwh - ratings.initialSocKwh;
  // A battery that never worked only rests; its loss stands in `residualValueCost`.
  if (throughputKwh > 0 && Math.abs(carryKwh) > LARGE_CARRY_FRACTION * throughputKwh) {
    warnings.push({ code: "storeEndsElsewhere", values: { carryKwh, throughputKwh, residualValueCost: kpis.residualValueCost } });
  }
  if (kpis.unservedKwh > 0) warnings.push({ code: "unserved", values: { unservedKwh: kpis.unservedKwh } });
  for (const { name, missedKwh, missedDeadlines } of work) {
    if (missedDeadlines > 0) warnings.push({ code: "missedDeadlines", values: { name, missedKwh, missedDeadlines } });
  }
  if (generator !== undefined && generator.hoursBelowMinimum > 0) warnings.push({ code: "generatorBelowMinimum", values: { hours: generator.hoursBelowMinimum } });
  let steps = 0;
  for (let i = 0; i < buyPerKwh.length; i++) if (sellPerKwh[i]! > buyPerKwh[i]!) steps++;
  if (steps > 0) warnings.push({ code: "sellAboveBuy", values: { steps } });
  return warnings;
}

function siteFacts({ site, connection }: Scenario, { ratings }: Prepared, signals: MarketSignals): SiteFacts {
  return {
    currency: site.currency,
    importLimitKw: connection.importLimitKw ?? null,
    exportLimitKw: connection.exportLimitKw,
    batteryKw: ratings.dischargeKw,
    batteryKwh: ratings.capacityKwh,
    socMinKwh: ratings.socMinKwh,
    socMaxKwh: ratings.socMaxKwh,
    periodNames: signals.periodNames,
    demandCharges: signals.demandCharges.map(({ id, label }) => ({ id, label })),
  };
}

type Strategy = { readonly battery: BatteryPolicy; readonly batteryInputs: unknown; readonly work: WorkPolicy; readonly workInputs: unknown;
  /** Absent where there is no cold store or it is left idle. */
  readonly cooling?: CoolingPolicy | undefined; readonly coolingInputs?: unknown;
};

function chosenStrategy({ strategy }: Scenario, { facility }: Prepared): Strategy {
  const { policy: batteryId, ...batteryInputs } = strategy.battery;
  const { policy: workId, ...workInputs } = strategy.work;
  const { policy: coolingId, ...coolingInputs } = strategy.cooling;
  const battery: BatteryPolicy | undefined = batteryPolicies.find(({ id }) => id === batteryId);
  const work: WorkPolicy | undefined = workPolicies.find(({ id }) => id === workId);
  // The scenario's schema is made of the same lists.
  if (battery === undefined || work === undefined) throw new Error(`no policy ${batteryId} or ${workId}`);
  const cooling: CoolingPolicy | undefined = facility.plant?.store === undefined || coolingId === idleCold.id ? undefined : coolingPolicies.find(({ id }) => id === coolingId);
  return { battery, batteryInputs, work, workInputs, cooling, coolingInputs };
}

/** What decides in a run: one function a deferrable class, and one for the battery once the work is placed. */
type Deciders = {
  readonly work: readonly (DecideWork | typeof atOnce)[];
  /** Absent where no cold store is used. @param netLoadKw of the work placed, before the store acts */
  readonly cooling?: ((netLoadKw: Float64Array, itKw: Float64Array) => DecideCold) | undefined;
  battery(netLoadKw: Float64Array): DecideBattery;
  /** False for the do-nothing run: the battery is not called on before load goes unserved. */
  readonly batteryStandsBy: boolean;
};

export type Stepped = { readonly frame: Frame; readonly columns: RunColumns; readonly work: readonly WorkSummary[]; /** IT power served, one column a class. */ readonly servedItKw: readonly Float64Array[]; readonly generator: GeneratorSummary | undefined };

/** Plans of one run, each solved when a policy first asks for it. */
type Planning = {
  /** @param netLoadKw what placed work leaves to the battery; without it, and with joint work, the work is part of the plan */
  plan(netLoadKw?: Float64Array): Plan;
  /** The cold store's plan, and the battery's beside it. @param itKw all IT power */
  planCold(netLoadKw: Float64Array, itKw: Float64Array): Plan;
  /** The optimum of the battery's plan, or of the work's where the battery follows a rule. */
  solved(): Planned | undefined;
};

type Planned = Omit<Optimum, "basis"> & { readonly live?: LiveOptimum["quality"] };

function startPlanning(prepared: Prepared, strategy: Strategy, { solve, live }: SimulateOptions, reference: Reference): Planning {
  const { signals } = reference;
  const timeLimitSeconds = (strategy.batteryInputs as { readonly timeLimitSeconds?: number }).timeLimitSeconds;
  const placesWork = strategy.work.plans !== undefined;
  const tangent = prepared.facility.plant !== undefined;
  let optimum: Planned | undefined;
  let rolled: Plan | undefined;
  /** Bound of the plan that a cold store had a part in: what is then found for the battery, beside what the chillers truly draw, lies above it. */
  let coldBound: number | null | undefined;
  const solved = (site: YearCase): Optimum => {
    assert(solve !== undefined, "this strategy follows a plan, and the run was given no solver");
    return optimise(site, solve, { timeLimitSeconds });
  };
  /** Undefined where a store that was planned along lines under the chillers' curve draws a few watts more than the connection has left. */
  const besideCold = (site: YearCase): Optimum | undefined => {
    try {
      return solved(site);
    } catch (error) {
      if (coldBound === undefined || !(error instanceof InfeasibleError)) throw error;
      return undefined;
    }
  };
  return {
    solved: () => optimum,
    planCold(netLoadKw, itKw) {
      const found = solved(withColdStore(prepared, plannedCase(prepared, strategy, reference, netLoadKw), itKw));
      coldBound = placesWork ? null : found.bound;
      optimum = { ...found, status: found.status === "stopped" ? "stopped" : "feasible", bound: coldBound, gaps: [...found.gaps, "partLoad"] };
      return found.plan;
    },
    plan(netLoadKw) {
      if (live === true) {
        assert(netLoadKw !== undefined, "the live optimum plans a battery alone");
        const carbonCost = carbonCostPerKg(strategy);
        const weighed = carbonCost === 0 ? signals : { ...signals, buyPerKwh: signals.buyPerKwh.map((price, i) => price + carbonCost * signals.averageCarbonGPerKwh[i]! / 1000) };
        optimum = planLive(prepared, weighed, netLoadKw);
        return optimum.plan;
      }
      if (strategy.battery.plans === "rolling") {
        assert(solve !== undefined, "a look-ahead needs a solver, and the run was given none");
        if (rolled === undefined || (netLoadKw !== undefined && tangent)) {
          const market = { ...signals, dayAhead: prepared.market.tariff.basis.price !== undefined };
          rolled = planRolling(plannedCase(prepared, strategy, reference, netLoadKw), market, strategy.batteryInputs as RollingInputs, prepared.seed, solve);
        }
        return rolled;
      }
      if (optimum !== undefined && (netLoadKw === undefined || !tangent)) return optimum.plan;
      const first = besideCold(plannedCase(prepared, strategy, reference, netLoadKw));
      // The store's own plan, with the battery's in it, is then the last word, and the plant keeps the limit.
      if (first === undefined) return optimum!.plan;
      const found: Optimum = coldBound === undefined ? first : { ...first, status: first.status === "stopped" ? "stopped" : "feasible", bound: coldBound === null ? null : Math.min(coldBound, first.objective), gaps: [...first.gaps, "partLoad"] };
      if (reserveCalls(prepared, strategy) !== undefined) {
        optimum = { ...found, status: found.status === "stopped" ? "stopped" : "feasible", gaps: [...found.gaps, "reserve"] };
        return optimum.plan;
      }
      optimum = placesWork && tangent ? { ...found, status: found.status === "stopped" ? "stopped" : "feasible", bound: null, gaps: [...new Set([...found.gaps, "partLoad" as const])] } : found;
      return optimum.plan;
    },
  };
}

/** @throws InfeasibleError where the connection cannot carry the load */
function planLive({ axis, site, ratings }: Prepared, signals: MarketSignals, netLoadKw: Float64Array): Planned & { readonly live: LiveOptimum["quality"] } {
  const { importLimitKw, exportLimitKw } = site;
  const found = liveOptimum({ axis, initialSocKwh: ratings.initialSocKwh, demandCharges: signals.demandCharges, battery: { ...ratings, stepHours: axis.stepHours, netLoadKw, buyPerKwh: signals.buyPerKwh, sellPerKwh: signals.sellPerKwh, importLimitKw, exportLimitKw } });
  if (found === null) throw new InfeasibleError("importLimitKw", 0, axis.length - 1, 0);
  const { chargeKw, dischargeKw, quality } = found;
  const batteryReason = Uint8Array.from(chargeKw, (kw, i) => (kw > 0 ? reasonCode[netLoadKw[i]! < 0 ? "surplus" : "cheapPrice"] : dischargeKw[i]! > 0 ? reasonCode.dearPrice : 0));
  return { plan: { chargeKw, dischargeKw, curtailKw: new Float64Array(axis.length), serveItKw: [], workReason: [], batteryReason }, status: "feasible", objective: NaN, bound: null, gaps: [], live: quality };
}

/** What the plan counts for carbon beside the bill. */
function carbonCostPerKg({ batteryInputs }: Strategy): number {
  return (batteryInputs as { readonly carbonCostPerKg?: number }).carbonCostPerKg ?? 0;
}

/** A chiller at part load is no straight line: work is planned along its tangent, and the battery then against what it truly draws. */
function plannedCase(prepared: Prepared, strategy: Strategy, reference: Reference, netLoadKw: Float64Array | undefined): YearCase {
  const { battery, work } = strategy;
  const placesWork = work.plans !== undefined && (netLoadKw === undefined || prepared.facility.plant === undefined);
  const { axis, calls, site: { gridOut }, nonFirm, market: { carbon } } = prepared;
  // Power and energy promised as a reserve are not the plan's to use.
  const ratings = calls.reserve === undefined ? prepared.ratings : ratingsBesideReserve(prepared.ratings, calls.reserve);
  const planned = siteCase({ ...prepared, ratings }, { battery: battery.plans !== undefined, netLoadKw: placesWork ? undefined : netLoadKw });
  const carbonCost = carbonCostPerKg(strategy);
  const programmes = plannedProgrammes({ axis, calls, gridOut, nonFirm, idleImportKw: columnsOf(reference.frame).importKw });
  const whole = {
    ...planned, ...(programmes === undefined ? {} : { programmes }),
    ...(carbonCost === 0 ? {} : { weightPerKwh: carbon.averageGPerKwh.map((grams) => carbonCost * grams / 1000) }),
  };
  return { ...whole, relaxed: relaxedCase(whole, prepared.ratings, reserveCalls(prepared, strategy)) };
}

/** With the site's cold store in the plan. @param itKw all IT power, of the work as it is placed */
function withColdStore({ facility: { plant } }: Prepared, planned: YearCase, itKw: Float64Array): YearCase {
  assert(plant?.store !== undefined, "a planned store is there");
  const cold = { store: plant.store, plant, heatKw: itKw.map((kw, i) => plant.chillerHeatKw(i, kw)) };
  return { ...planned, cold, ...(planned.relaxed === undefined ? {} : { relaxed: { ...planned.relaxed, cold } }) };
}

/** Power that a reserve is called for, step by step; undefined where nobody calls on the battery. */
function reserveCalls({ calls: { reserve } }: Prepared, { battery }: Strategy): Float64Array | undefined {
  return reserve !== undefined && battery.standsIdle !== true && reserve.calledKw.some((kw) => kw !== 0) ? reserve.calledKw : undefined;
}

/** What the programme found beside what the plant then cost. @param programmeRevenue what programmes paid, less penalties; a reserve's apart, which no plan moves */
function optimumFacts({ status, objective, bound, gaps, live }: Planned, { kpis, bill, generator }: MeasuredRun, carbonCost: number, programmeRevenue: number): OptimumFacts {
  const replayedCost = bill.total - bill.fixed + kpis.wearCost + kpis.fuelCost + kpis.lostWorkCost + kpis.unservedCost + carbonCost * (kpis.emissionsKg - (generator?.emissionsKg ?? 0)) - programmeRevenue;
  // The live plan's cost is what the plant pays for it.
  if (live !== undefined) return { status, objective: replayedCost, bound, gap: null, gaps, replayedCost, replayRelativeDifference: 0, live };
  return { status, objective, bound, gap: gapOf({ objective, bound }), gaps, replayedCost, replayRelativeDifference: (replayedCost - objective) / Math.max(1, Math.abs(objective)) };
}

/** The deciders of a scenario's strategy. */
export function deciders(prepared: Prepared, signals: MarketSignals, strategy: Strategy, report: (finding: StrategyFinding) => void, planning?: Planning): Deciders {
  const { calls } = prepared;
  const { reserve } = calls;
  const ratings = reserve === undefined ? prepared.ratings : ratingsBesideReserve(prepared.ratings, reserve);
  const view = { axis: prepared.axis, market: signals, calls, site: prepared.site, ratings, report, ...(planning !== undefined && { plan: () => planning.plan() }) };
  const { plant, electricityPerHeat } = prepared.bus;
  const store = plant?.store;
  const { cooling } = strategy;
  return {
    work: prepared.load.deferrable.map((_, index) => (strategy.work === runNow ? atOnce : strategy.work.start(view, strategy.workInputs, index))),
    battery(netLoadKw) {
      const decide = strategy.battery.start({ ...view, netLoadKw, ...(planning !== undefined && { plan: () => planning.plan(netLoadKw) }) }, strategy.batteryInputs);
      return reserve === undefined || strategy.battery.standsIdle === true ? decide : holdReserve({ ...view, netLoadKw, ratings: prepared.ratings }, reserve, decide);
    },
    cooling: cooling && store && electricityPerHeat && ((netLoadKw, itKw) => cooling.start({ ...view, netLoadKw, ...(planning !== undefined && { plan: () => planning.planCold(netLoadKw, itKw) }) }, { store, electricityPerHeat, chillerKw: plant.chillerKw }, strategy.coolingInputs)),
    batteryStandsBy: strategy.battery.standsIdle !== true,
  };
}

/** Places the work, then steps the plant: every physical column of the frame. */
export function stepYear({ axis, site, facility, ratings, load, throttling, generator: sets, seed }: Prepared, deciding: Deciders, meters: MarketSignals["demandCharges"]): Stepped {
  const frame = makeFrame(runColumns.map(({ name }) => name), axis.length);
  const columns = Object.fromEntries(runColumns.map(({ name }) => [name, column(frame, name)])) as Record<RunColumn, Float64Array>;
  const placed = placeWork(axis, load.deferrable, load.mustRunItKw, load.hallItKw, deciding.work, columns);
  const { itKw, deferrableKw, coolingKw, demandKw } = columns;
  const netLoadKw = new Float64Array(axis.length);
  const { mustRunItKw } = load;
  const { plant } = facility;
  const { busPerIt, busFixedKw, pvAvailableKw, windAvailableKw } = site;
  for (let i = 0; i < axis.length; i++) {
    const mustRun = mustRunItKw[i]!;
    const deferrable = deferrableKw[i]!;
    const demand = plant === undefined ? busFixedKw[i]! + busPerIt[i]! * (mustRun + deferrable) : ratings.auxiliaryKw + plant.busKw(i, mustRun + deferrable);
    itKw[i] = mustRun;
    demandKw[i] = demand;
    coolingKw[i] = demand - mustRun - deferrable;
    netLoadKw[i] = demand - pvAvailableKw[i]! - windAvailableKw[i]!;
  }
  if (deciding.cooling !== undefined && plant?.store !== undefined) {
    const totalItKw = itKw.map((kw, i) => kw + deferrableKw[i]!);
    runColdStore(axis, plant.store, plant, deciding.cooling(netLoadKw, totalItKw), { itKw: totalItKw, demandKw, netLoadKw, coldStoreKwh: columns.coldStoreKwh });
    for (let i = 0; i < axis.length; i++) coolingKw[i] = demandKw[i]! - totalItKw[i]!;
  }
  columns.temperatureC.set(site.temperatureC);
  const generator = sets && startGenerator(sets, axis.stepHours, randomStream(seed, "generator"));
  runPlant({
    stepHours: axis.stepHours, billingMonth: axis.billingMonth, ratings, site, loadKw: demandKw, meters, batteryStandsBy: deciding.batteryStandsBy, throttling, generator,
    capacityKw: siteCapacityKw(demandKw, site, ratings) + (sets?.ratingKw ?? 0),
  }, deciding.battery(netLoadKw), columns);
  return { frame, columns, work: placed.classes, servedItKw: placed.servedItKw, generator: generator?.summary() };
}

/** Lays prices and carbon beside the flows and settles the bill. */
export function settleYear({ axis, market }: Prepared, signals: MarketSignals, { columns }: Stepped): Bill {
  columns.buyPerKwh.set(signals.buyPerKwh);
  columns.sellPerKwh.set(signals.sellPerKwh);
  columns.averageCarbonGPerKwh.set(signals.averageCarbonGPerKwh);
  columns.marginalCarbonGPerKwh.set(signals.marginalCarbonGPerKwh);
  columns.energyPeriod.set(signals.period);
  const bits = columns.demandCharges;
  signals.demandCharges.forEach(({ applies }, k) => {
    const bit = 1 << k;
    for (let i = 0; i < axis.length; i++) if (applies[i] === 1) bits[i]! += bit;
  });
  return settleBill(market, columns);
}
