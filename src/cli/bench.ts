import { benchOptimum, type OptimumFigure, type OptimumFigures } from "./benchOptimum.ts";
import { benchStudies } from "./benchStudies.ts";
import { benchResponse, runBench } from "./benchYear.ts";

// "--studies 1000" alone: it takes minutes.
const asked = process.argv.indexOf("--studies");
if (asked >= 0) {
  const { runs, workers, oneRunMs, studyMs, ratio, cpuRatio, rssMb } = await benchStudies(Number(process.argv[asked + 1] ?? 1000));
  console.log(`${runs} years at 15 min under a rule, each of another seed, on ${workers} workers
  one run           ${oneRunMs.toFixed(1)} ms, its prepare counted
  study             ${(studyMs / 1000).toFixed(1)} s, ${ratio.toFixed(2)} times runs × one run ÷ workers, target 1.5: ${ratio <= 1.5 ? "pass" : "MISS"}
  processor         ${cpuRatio.toFixed(2)} times runs × one run, whatever else the machine does
  memory            ${rssMb.map((mb) => mb.toFixed(0)).join(", ")} MB at most in each tenth of the runs, the last at most a tenth above the second: ${rssMb[9]! <= 1.1 * rssMb[1]! ? "pass" : "MISS"}`);
  process.exit();
}

const ms = (value: number) => `${value.toFixed(2)} ms`;

// "--optimum" alone, too.
if (process.argv.includes("--optimum")) {
  tellMemory(await benchOptimum(tellFigure));
  process.exit();
}

const figures = { ...await runBench(), ...await benchResponse(), ...await benchOptimum() };
console.log(`A year of ${figures.steps} steps, tou-arbitrage with run-now, every column recorded (best of the pairs; median in brackets)
  step and settle   ${ms(figures.yearMs)} (${ms(figures.yearMedianMs)}), target 3 ms
  bare loop         ${ms(figures.yardstickMs)} (${ms(figures.yardstickMedianMs)})
  ratio             ${figures.ratio.toFixed(2)}, target 2
The same on a site with wind, chillers and cold store, throttling, generator and outages
  step and settle   ${ms(figures.everythingMs)}, target 6 ms
Apart from it
  prepare           ${ms(figures.prepareMs)} (once, cold)
  measure           ${ms(figures.measureMs)}
With ${figures.events} events of a programme, event-reserve with event-shed, bill and settlement
  run               ${ms(figures.withEventsMs)}, without them ${ms(figures.withoutEventsMs)}: ${(figures.withEventsMs / figures.withoutEventsMs).toFixed(2)} times, target below 2
  score of the year ${ms(figures.scoreMs)}, target below 200 ms`);
figures.optimum.forEach(tellFigure);
tellMemory(figures);
if (process.argv.includes("--json")) console.log(JSON.stringify(figures));

function tellFigure({ title, wallMs, cpuMs, targetMs }: OptimumFigure): void {
  console.log(`${title}\n  ${ms(wallMs)}, processor ${ms(cpuMs)}${targetMs < Infinity ? `, target ${targetMs} ms: ${wallMs <= targetMs ? "met" : "missed"}` : ""}`);
}

function tellMemory({ memoryMb: { before, after } }: OptimumFigures): void {
  console.log(`Memory of the process before ten optima and after\n  ${before.toFixed(0)} MB, ${after.toFixed(0)} MB, target no more than a tenth above: ${after <= 1.1 * before ? "met" : "missed"}`);
}
