import { availableParallelism } from "node:os";
import { monteCarlo, monteCarloInputs, replicateSeed } from "../core/studies/monteCarlo.ts";
import { checkInputs } from "../core/check.ts";
import { presets } from "../document/presets.ts";
import { createEngine } from "../engine/createEngine.node.ts";
import { inlineWith } from "../engine/inline.ts";
import { Kept } from "../engine/executeRun.ts";
import { runStudy } from "../engine/runStudy.ts";
import type { RunFigures } from "../core/studies/runFigures.ts";

/** Runs by themselves, of which one run's time is the mean. */
const ALONE = 12;

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

  const alone = inlineWith(new Kept());
  let aloneMs = 0;
  let aloneCpuMs = 0;
  let began = performance.now();
  let beganCpu = process.cpuUsage();
  const seeds = Array.from({ length: 3 + ALONE }, (_, k) => ({ scenario, seed: replicateSeed("alone", k), keep: "figures" as const }));
  for await (const { index } of alone.execute<RunFigures>(seeds, { data: new Map() })) {
    // The first ones warm the engine up.
    if (index === 2) [began, beganCpu] = [performance.now(), process.cpuUsage()];
    aloneMs = performance.now() - began;
    aloneCpuMs = cpuMs(beganCpu);
  }

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
  const oneRunMs = aloneMs / ALONE;
  return { runs, workers, oneRunMs, studyMs, ratio: studyMs / (runs * oneRunMs / workers), cpuRatio: studyCpuMs / (runs * aloneCpuMs / ALONE), rssMb };
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
