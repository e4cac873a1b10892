import type { ManyRunsId } from "./askedStudy.ts";
import type { Scenario } from "../core/scenario.ts";
import { bySwing, type Tornado } from "../core/studies/tornado.ts";
import type { MonteCarlo } from "../core/studies/monteCarlo.ts";
import type { Morris } from "../core/studies/morris.ts";
import type { Pareto } from "../core/studies/pareto.ts";
import { designFigure, designFigures } from "../core/studies/designFigures.ts";
import { figureIndex, studyFigures } from "../core/studies/runFigures.ts";
import type { Sobol } from "../core/studies/sobol.ts";
import type { Sweep } from "../core/studies/sweep.ts";
import type { Tuner } from "../core/studies/tuner.ts";
import type { ParameterFacts, ParameterValue } from "../core/studies/parameters.ts";
import type { StudyFinding } from "../core/studies/index.ts";
import { counted, exact, figure as digits, fixed, NONE, percent, SPACE, wholeMoney } from "../text/numbers.ts";

/** A finding for a person at a terminal. */
export function studyLines(id: ManyRunsId, finding: StudyFinding<ManyRunsId>, { name, site: { currency } }: Scenario): string[] {
  const told = (figure: string, value: number | null | undefined) => figureText(figure, value, currency);
  switch (id) {
    case "monteCarlo": return [`${name}: uncertainty`, ...monteCarloLines(finding as MonteCarlo, told)];
    case "tornado": return [`${name}: one input at a time`, ...tornadoLines(finding as Tornado, told)];
    case "morris": return [`${name}: screening`, ...morrisLines(finding as Morris, told)];
    case "sobol": return [`${name}: shares of the variance`, ...sobolLines(finding as Sobol)];
    case "sweep": return [`${name}: sweep`, ...sweepLines(finding as Sweep, told)];
    case "pareto": return [`${name}: trade-offs`, ...paretoLines(finding as Pareto, told)];
    case "tuner": return [`${name}: tuner`, ...tunerLines(finding as Tuner, told)];
  }
}

type Tell = (figure: string, value: number | null | undefined) => string;

const ended = { tolerance: "the mean is known within the tolerance", mostSeeds: "every seed was drawn", early: "stopped early" } as const;

function monteCarloLines({ seeds, ended: end, strategies, differences, figure, convergence }: MonteCarlo, told: Tell): string[] {
  const head = ["P10", "P50", "P90"].map((title) => title.padStart(22)).join("");
  const lines = [`${counted(seeds, "seed", "seeds")}; ${ended[end]}`];
  for (const { strategy, figures } of strategies) {
    lines.push("", `${strategy.padEnd(34)}${head}`);
    for (const { id, label } of studyFigures) {
      const spread = figures[id];
      if (spread !== null && spread !== undefined && !(spread.min === 0 && spread.max === 0) && id !== "worstResidualKw") lines.push(`${label.padEnd(34)}${[spread.p10, spread.p50, spread.p90].map((value) => told(id, value).padStart(22)).join("")}`);
    }
  }
  for (const { strategy, against, figures } of differences) {
    const difference = figures[figure];
    if (difference !== null && difference !== undefined) lines.push("", `${strategy} less ${against}, same seeds: ${labelOf(figure)} P10 ${told(figure, difference.p10)}, P50 ${told(figure, difference.p50)}, P90 ${told(figure, difference.p90)}${difference.betterFraction === null ? "" : `; better in ${percent(difference.betterFraction, 0)} of the seeds`}`);
  }
  const last = convergence.at(-1);
  if (last !== undefined) lines.push("", `${labelOf(figure)}, mean ± half of its 95 % interval: ${last.strategies.map(({ mean, halfWidth }, s) => `${strategies[s]!.strategy} ${told(figure, mean)} ± ${told(figure, halfWidth)}`).join("; ")}`);
  return lines;
}

function tornadoLines({ figure, base, inputs }: Tornado, told: Tell): string[] {
  const k = figureIndex(figure);
  return [
    `${labelOf(figure)}: ${told(figure, base?.[k])} as it stands`, "",
    `${"Input".padEnd(44)}${"at its low end".padStart(24)}${"at its high end".padStart(24)}`,
    ...bySwing(inputs, base, figure).map((input) => `${`${input.title} ${value(input.low)} … ${value(input.high)} ${input.unit}`.trimEnd().padEnd(44)}${told(figure, input.atLow?.[k]).padStart(24)}${told(figure, input.atHigh?.[k]).padStart(24)}`),
  ];
}

function morrisLines({ figure, trajectories, inputs }: Morris, told: Tell): string[] {
  return [
    `${labelOf(figure)}, ${counted(trajectories, "trajectory", "trajectories")}: mean size of the effect over the input's range, its mean, its spread`, "",
    ...inputs.map((input) => {
      const effect = input.effects[figure];
      return `${inputText(input).padEnd(44)}${[effect?.muStar, effect?.mu, effect?.sigma].map((one) => told(figure, one).padStart(20)).join("")}`;
    }),
  ];
}

function sobolLines({ figures, rows, inputs }: Sobol): string[] {
  const index = (found: Sobol["inputs"][number]["first"][string] | undefined) => (found === null || found === undefined ? NONE : `${fixed(found.value, 3)} (${fixed(found.low, 2)} … ${fixed(found.high, 2)})`).padStart(26);
  return [
    `${counted(rows, "row", "rows")}; beside each index its 95 % interval`,
    ...figures.flatMap((figure) => ["", `${labelOf(figure).padEnd(44)}${"alone".padStart(26)}${"with the others".padStart(26)}`, ...inputs.map((input) => `${inputText(input).padEnd(44)}${index(input.first[figure])}${index(input.total[figure])}`)]),
  ];
}

function sweepLines({ rows, inputs, best }: Sweep, told: Tell): string[] {
  return [
    `${counted(rows, "row", "rows")} of ${inputs.map(inputText).join(", ")}`, "",
    ...designFigures.flatMap(({ id, label }) => {
      const found = best[id];
      return found === null || found === undefined || id === "worstResidualKw" ? [] : [`Best ${label.toLowerCase()}: ${told(id, found.value)} in row ${found.row}: ${settings(inputs, found.parameters)}`];
    }),
  ];
}

function paretoLines({ figures, table, front, knee }: Pareto, told: Tell): string[] {
  return [
    `${counted(front.length, "row", "rows")} of ${table.parameters[0]?.values.length ?? 0} that none beats in ${figures.map((figure) => labelOf(figure).toLowerCase()).join(" and ")}`, "",
    ...front.map((row) => `${row === knee ? "knee " : "     "}${figures.map((figure) => told(figure, table.figures[figure]?.[row]).padStart(24)).join("")}   ${settings(table.parameters, table.parameters.map(({ values }) => values[row]!))}`),
  ];
}

function tunerLines({ figure, inputs, candidates, best, heldBack }: Tuner, told: Tell): string[] {
  const found = best === null ? undefined : candidates[best];
  if (found === undefined) return ["No candidate has run under every training seed."];
  if (found.values === null) return [`Nothing of ${counted(candidates.length, "candidate", "candidates")} beats the scenario as it stands: ${labelOf(figure)} ${told(figure, found.trainingMean)} on the training seeds`];
  return [
    `Best of ${counted(candidates.length, "candidate", "candidates")}: ${settings(inputs, found.values)}`,
    `${labelOf(figure)} on the training seeds: ${told(figure, candidates[0]?.trainingMean)} as it stands, ${told(figure, found.trainingMean)} tuned`,
    heldBack === null ? "The held-back seeds have not run." : `On ${counted(heldBack.seeds, "seed", "seeds")} held back: ${told(figure, heldBack.base.mean)} as it stands, ${told(figure, heldBack.tuned.mean)} tuned; a gain of ${told(figure, heldBack.heldBackGain)} (${told(figure, heldBack.trainingGain)} on the training seeds), better in ${percent(heldBack.betterFraction, 0)} of the seeds`,
  ];
}

function inputText({ title, unit }: ParameterFacts): string {
  return unit === "" ? title : `${title} (${unit})`;
}

function settings(inputs: readonly ParameterFacts[], values: readonly ParameterValue[]): string {
  return inputs.map(({ path, unit }, k) => `${path} ${value(values[k]!)}${unit === "" || unit === "fraction" ? "" : ` ${unit}`}`).join(", ");
}

function value(of: ParameterValue): string {
  return typeof of === "number" ? digits(of, 4) : String(of);
}

function labelOf(figure: string): string {
  return designFigure(figure)?.label ?? figure;
}

function figureText(figure: string, of: number | null | undefined, currency: string): string {
  if (of === null || of === undefined) return NONE;
  const unit = designFigure(figure)?.unit ?? "";
  switch (unit) {
    case "currency": return wholeMoney(of, currency);
    case "%": return percent(of, 2);
    case "": return fixed(of, 1);
    case "kW": case "kWh": case "kg": return fixed(of, 0) + SPACE + unit;
    default: return exact(of, unit);
  }
}
