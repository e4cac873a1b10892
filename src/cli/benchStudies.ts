import { availableParallelism } from "node:os";
import { monteCarlo, monteCarloInputs, replicateSeed } from "../core/studies/monteCarlo.ts";
import { checkInputs } from "../core/check.ts";
import type { Scenario } from "../core/scenario.ts";
import { presets } from "../document/presets.ts";
import { createEngine } from "../engine/createEngine.node.ts";
import { inlineWith } from "../engine/inline.ts";
import { Kept } from "../engine/executeRun.ts";
import { runStudy } from "../engine/runStudy.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";

/** Runs by themselves, of which one run's time is the mean. */
const ALONE = 12;
/** Runs before them, in which the engine's code is compiled. */
const WARMING = 3;

export type StudyBench = {
  readonly runs: number;
  readonly workers: number;
  /** One run of another seed, its prepare counted. */
  readonly oneRunMs: number;
  readonly studyMs: number;
  /** Time of the study over runs × one run ÷ workers. */
  readonly ratio: number;
  /** The same in time of the processor, which what else the machine does leaves alone. */
  readonly cpuRatio: number;
  /** Most memory of the process with all its threads, by tenths of the runs. */
  readonly rssMb: readonly number[];
};

/** Years of a site at 15 min under its own rule, each with another seed. */
export async function benchStudies(runs: number, workers = availableParallelism()): Promise<StudyBench> {
  const preset = presets.find(({ id }) => id === "los-angeles-colocation");
  if (preset === undefined) throw new Error("no preset los-angeles-colocation");
  const scenario = await preset.load();
  const { battery } = scenario.strategy;
  const question = { scenario, inputs: checkInputs(monteCarloInputs, { mostSeeds: runs, batchSeeds: Math.min(runs, 100), toleranceFraction: 0, strategies: [battery.policy] }), seed: "bench", data: new Map() };

  const before = await aloneMs(scenario, "before");
  const engine = createEngine({ workers });
  // Threads that have started, and their code compiled: what a study of minutes does not notice.
  await runStudy(monteCarlo, { ...question, seed: "warm", inputs: { ...question.inputs, mostSeeds: 4 * workers } }, engine);
  const rssMb = Array.from({ length: 10 }, () => 0);
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  await runStudy(monteCarlo, question, engine, {
    onOutcome({ index }) {
      const tenth = Math.floor(10 * index / runs);
      rssMb[tenth] = Math.max(rssMb[tenth]!, process.memoryUsage.rss() / 1e6);
    },
  });
  const studyMs = performance.now() - startedMs;
  const studyCpuMs = cpuMs(startedCpu);
  engine.dispose();
  // What else the machine does changes while the study runs.
  const after = await aloneMs(scenario, "after");
  const oneRunMs = (before.wallMs + after.wallMs) / 2;
  return { runs, workers, oneRunMs, studyMs, ratio: studyMs / (runs * oneRunMs / workers), cpuRatio: studyCpuMs / (runs * (before.cpuMs + after.cpuMs) / 2), rssMb };
}

/** One run by itself, the mean of several seeds. */
async function aloneMs(scenario: Scenario, seed: string): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  let began = performance.now();
  let beganCpu = process.cpuUsage();
  const seeds = Array.from({ length: WARMING + ALONE }, (_, k) => ({ scenario, seed: replicateSeed(seed, k), keep: "figures" as const }));
  for await (const { index } of inlineWith(new Kept()).execute<RunFigures>(seeds, { data: new Map() })) {
    if (index === WARMING - 1) [began, beganCpu] = [performance.now(), process.cpuUsage()];
  }
  return { wallMs: (performance.now() - began) / ALONE, cpuMs: cpuMs(beganCpu) / ALONE };
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
