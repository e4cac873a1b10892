import { setTimeout as wait } from "node:timers/promises";
import type { Scenario } from "../core/scenario.ts";
import { simulate } from "../core/simulate.ts";
import { presets } from "../document/presets.ts";
import { createEngine } from "../engine/createEngine.node.ts";
import { Kept, executeRun } from "../engine/executeRun.ts";
import { loadSolver } from "../engine/solver.ts";

/** Best of a few: wall clock, and the processor's time, which what else the machine does leaves nearly alone. */
export type OptimumFigure = { readonly title: string; readonly wallMs: number; readonly cpuMs: number; readonly targetMs: number };

export type OptimumFigures = {
  readonly optimum: readonly OptimumFigure[];
  /** Memory of the process, its threads counted, before the first of ten optima and after the last. */
  readonly memoryMb: { readonly before: number; readonly after: number };
};

const TIMES = 3;
const SOLVES = 10;

/**
 * Optima in the engine's threads, from the question to the replayed bill; the look-ahead (48 h in blocks of an hour, anew every 4 h) and the live optimum (one demand charge) in this one.
 * Los Angeles: three demand charges, solar, deferrable work; its programme alone in a line of its own, because a baseline that moves takes further solves. Frankfurt: a day-ahead price and a discount by hours of use, each of whose steps is a programme.
 * @param onFigure called with each as it is known
 */
export async function benchOptimum(onFigure: (figure: OptimumFigure) => void = () => {}): Promise<OptimumFigures> {
  const timed = async (...asked: Parameters<typeof bestOf>) => {
    const figure = await bestOf(...asked);
    onFigure(figure);
    return figure;
  };
  const [angeles, frankfurt] = await Promise.all([siteOf("los-angeles-colocation"), siteOf("frankfurt-colocation")]);
  const at = (site: Scenario, stepMinutes: 15 | 60, battery: object, work: string): Scenario => ({
    ...site, demandResponse: { ...site.demandResponse, programmes: [] }, time: { ...site.time, stepMinutes }, strategy: { ...site.strategy, battery: { policy: "optimal", ...battery }, work: { policy: work } },
  });
  const engine = createEngine();
  const inPool = (scenario: Scenario) => engine.run({ scenario, seed: "1", keep: "summary" });
  const solve = await loadSolver();
  const optimal = { timeLimitSeconds: 300 };
  const mpc = at(angeles, 15, { policy: "mpc", forecast: "persistence", errorSdFraction: 0.05, horizonHours: 48, everyHours: 4, blockMinutes: 60 }, "run-now");
  const oneCharge = withFlatDemand(at(angeles, 15, optimal, "run-now"));
  const kept = new Kept();
  try {
    const optimum = [
      await timed("Optimum, Los Angeles, year at 60 min", 2000, () => inPool(at(angeles, 60, optimal, "run-now"))),
      await timed("the same at 15 min", 5000, () => inPool(at(angeles, 15, optimal, "run-now"))),
      await timed("the same, deferrable work placed too", 12_000, () => inPool(at(angeles, 15, optimal, "joint"))),
      await timed("Optimum, Los Angeles with its programme, year at 60 min (without a target)", Infinity, () => inPool({ ...at(angeles, 60, optimal, "run-now"), demandResponse: angeles.demandResponse }), 1),
      await timed("Optimum, Frankfurt, work too, year at 60 min (without a target)", Infinity, () => inPool(at(frankfurt, 60, optimal, "joint")), 1),
      await timed("Look-ahead, year at 15 min", 3000, () => simulate(mpc, { seed: "1", data: new Map(), solve, keep: "summary" })),
      await timed("Live optimum with its run, year at 15 min, one demand charge", 60, () => executeRun({ scenario: oneCharge, seed: "1", keep: "summary" }, { data: new Map(), kept, live: true }), 5),
    ];
    return { optimum, memoryMb: await memoryOver(() => inPool(at(angeles, 60, optimal, "run-now"))) };
  } finally {
    engine.dispose();
  }
}

async function siteOf(id: string): Promise<Scenario> {
  const preset = presets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`no preset ${id}`);
  return preset.load();
}

async function bestOf(title: string, targetMs: number, act: () => unknown, times = TIMES): Promise<OptimumFigure> {
  let [wallMs, cpuMs] = [Infinity, Infinity];
  for (let k = 0; k < times; k++) {
    const [began, beganCpu] = [performance.now(), process.cpuUsage()];
    await act();
    const { user, system } = process.cpuUsage(beganCpu);
    wallMs = Math.min(wallMs, performance.now() - began);
    cpuMs = Math.min(cpuMs, (user + system) / 1000);
  }
  return { title, wallMs, cpuMs, targetMs };
}

/** A worker that held a solver is ended with its run: what it took is given back, if not in the same instant. */
async function memoryOver(act: () => unknown): Promise<OptimumFigures["memoryMb"]> {
  const settled = async () => {
    await wait(500);
    globalThis.gc?.();
    return process.memoryUsage.rss() / 1e6;
  };
  await act();
  const before = await settled();
  for (let k = 0; k < SOLVES; k++) await act();
  return { before, after: await settled() };
}

/** The rate's energy prices with an any-time demand charge alone. */
function withFlatDemand(scenario: Scenario): Scenario {
  const { demandratestructure: _, demandweekdayschedule: __, demandweekendschedule: ___, ...urdb } = scenario.tariff.urdb ?? {};
  return { ...scenario, tariff: { ...scenario.tariff, urdb } };
}
