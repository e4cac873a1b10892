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

// Each is told when it is known: the whole takes minutes.
const year = await runBench();
console.log(`A year of ${year.steps} steps, tou-arbitrage with run-now, every column recorded (best of the pairs; median in brackets)
  step and settle   ${ms(year.yearMs)} (${ms(year.yearMedianMs)}), target 3 ms
  bare loop         ${ms(year.yardstickMs)} (${ms(year.yardstickMedianMs)})
  ratio             ${year.ratio.toFixed(2)}, target 2
The same on a site with wind, chillers and cold store, throttling, generator and outages
  step and settle   ${ms(year.everythingMs)}, target 6 ms
Apart from it
  prepare           ${ms(year.prepareMs)} (once, cold)
  measure           ${ms(year.measureMs)}`);
const response = await benchResponse();
console.log(`With ${response.events} events of a programme, event-reserve with event-shed, bill and settlement
  run               ${ms(response.withEventsMs)}, without them ${ms(response.withoutEventsMs)}: ${(response.withEventsMs / response.withoutEventsMs).toFixed(2)} times, target below 2
  score of the year ${ms(response.scoreMs)}, target below 200 ms`);
const optimum = await benchOptimum(tellFigure);
tellMemory(optimum);
if (process.argv.includes("--json")) console.log(JSON.stringify({ ...year, ...response, ...optimum }));

function tellFigure({ title, wallMs, cpuMs, targetMs }: OptimumFigure): void {
  console.log(`${title}\n  ${ms(wallMs)}, processor ${ms(cpuMs)}${targetMs < Infinity ? `, target ${targetMs} ms: ${wallMs <= targetMs ? "met" : "missed"}` : ""}`);
}

function tellMemory({ memoryMb: { before, after } }: OptimumFigures): void {
  console.log(`Memory of the process before ten optima and after\n  ${before.toFixed(0)} MB, ${after.toFixed(0)} MB, target no more than a tenth above: ${after <= 1.1 * before ? "met" : "missed"}`);
}
