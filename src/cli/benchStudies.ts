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
  /** Memory of the process with all its threads after a tenth of the runs, and the most after that. */
  readonly rssEarlyMb: number;
  readonly rssMostMb: number;
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
  let began = performance.now();
  const seeds = Array.from({ length: 3 + ALONE }, (_, k) => ({ scenario, seed: replicateSeed("alone", k), keep: "figures" as const }));
  for await (const { index } of alone.execute<RunFigures>(seeds, { data: new Map() })) {
    // The first ones warm the engine up.
    if (index === 2) began = performance.now();
    aloneMs = performance.now() - began;
  }

  const engine = createEngine({ workers });
  // Threads that have started, and their code compiled: what a study of minutes does not notice.
  await runStudy(monteCarlo, { ...question, seed: "warm", inputs: { ...question.inputs, mostSeeds: 4 * workers } }, engine);
  let rssEarlyMb = 0;
  let rssMostMb = 0;
  const startedMs = performance.now();
  await runStudy(monteCarlo, question, engine, {
    onOutcome({ index }) {
      const rssMb = process.memoryUsage.rss() / 1e6;
      if (index < runs / 10) rssEarlyMb = Math.max(rssEarlyMb, rssMb);
      else rssMostMb = Math.max(rssMostMb, rssMb);
    },
  });
  const studyMs = performance.now() - startedMs;
  engine.dispose();
  const oneRunMs = aloneMs / ALONE;
  return { runs, workers, oneRunMs, studyMs, ratio: studyMs / (runs * oneRunMs / workers), rssEarlyMb, rssMostMb };
}
