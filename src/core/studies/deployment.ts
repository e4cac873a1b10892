import * as z from "zod/mini";
import { field, fieldRegistry, group, integerField, numberField } from "../field.ts";
import { log2, pow } from "../maths/functions.ts";
import { normalCdf } from "../maths/normal.ts";
import { quantile, sorted } from "../maths/statistics.ts";
import { randomStream } from "../time/streams.ts";
import { schedule, type ScheduledTask, type Task } from "./taskNetwork.ts";

const duration = (title: string) => z.number().check(z.gte(0)).register(fieldRegistry, { title, help: "Of the task.", min: 0 });
const range = z.strictObject({ low: duration("Shortest"), mode: duration("Most likely"), high: duration("Longest") });
type Range = z.output<typeof range>;

/** Factors that tasks share: what delays one crew delays the next. */
type Factor = "labour" | "supply" | "none";
type TaskTemplate = Task & { readonly title: string; readonly factor: Factor; readonly days: Range };

const uncertain = (mode: number, low = mode * 0.8, high = mode * 1.5): Range => ({ low: Math.round(low), mode, high: Math.round(high) });

/** Default days of a conventional build: design, permit, civil works, shell, long-lead equipment, mechanical and electrical works, commissioning. */
const stick: readonly TaskTemplate[] = [
  { id: "design", title: "Design", after: [], factor: "labour", days: uncertain(120) },
  { id: "permit", title: "Permit", after: ["design"], factor: "none", days: uncertain(150) },
  { id: "civil", title: "Civil works", after: ["permit"], factor: "labour", days: uncertain(180) },
  { id: "shell", title: "Shell", after: ["civil"], factor: "labour", days: uncertain(150) },
  { id: "longLead", title: "Long-lead equipment", after: [], factor: "supply", days: uncertain(330) },
  { id: "mep", title: "Mechanical, electrical", after: ["shell", "longLead"], factor: "labour", days: uncertain(210) },
  { id: "commissioning", title: "Commissioning", after: ["mep"], factor: "labour", days: uncertain(75) },
];
const modular: readonly TaskTemplate[] = [
  { id: "configuration", title: "Configuration", after: [], factor: "labour", days: uncertain(30, 20, 60) },
  { id: "permit", title: "Permit", after: ["configuration"], factor: "none", days: uncertain(120, 60, 240) },
  { id: "pad", title: "Pad", after: ["permit"], factor: "labour", days: uncertain(90, 60, 150) },
  { id: "factory", title: "Factory", after: ["configuration"], factor: "supply", days: uncertain(240, 180, 330) },
  { id: "ship", title: "Shipping", after: ["factory"], factor: "supply", days: uncertain(21, 14, 45) },
  { id: "install", title: "Installation", after: ["pad", "ship"], factor: "labour", days: uncertain(45, 30, 75) },
  { id: "commissioning", title: "Commissioning", after: ["install"], factor: "labour", days: uncertain(30, 20, 60) },
];

const durations = (title: string, tasks: readonly TaskTemplate[]) =>
  field(z.record(z.string(), range), { title, help: "Days of each task: shortest, most likely, longest.", unit: "d", assumed: true, default: Object.fromEntries(tasks.map(({ id, days }) => [id, days])) });

const assumed = { assumed: true } as const;
export const deploymentInputs = group({ title: "Deployment", help: "How fast capacity can be built and powered, factory-built against conventional, with a firm and with a flexible connection." }, {
  totalMw: numberField({ title: "Capacity", help: "IT capacity of all phases together.", unit: "MW", default: 40, min: 0.1, max: 10_000, log: true }),
  phases: integerField({ title: "Phases", help: "Equal phases in which it is ordered.", default: 4, min: 1, max: 40 }),
  phaseSpacingMonths: numberField({ title: "Phase spacing", help: "Months between the orders of two phases.", unit: "months", default: 12, min: 0, max: 60, ...assumed }),
  stickDays: durations("Conventional build", stick),
  modularDays: durations("Factory-built", modular),
  firmStudyDays: numberField({ title: "Firm connection, study", help: "From application to agreement.", unit: "days", default: 365, min: 0, max: 4000, source: "JLL 2026: US mean four years in all", ...assumed }),
  firmBuildDays: numberField({ title: "Firm connection, build", help: "From agreement to power.", unit: "days", default: 1095, min: 0, max: 6000, source: "JLL 2026: US mean four years in all", ...assumed }),
  flexibleStudyDays: numberField({ title: "Flexible connection, study", help: "From application to agreement where the site may be curtailed.", unit: "days", default: 120, min: 0, max: 4000, ...assumed }),
  flexibleBuildDays: numberField({ title: "Flexible connection, build", help: "From agreement to power where the site may be curtailed.", unit: "days", default: 240, min: 0, max: 6000, ...assumed }),
  energiseDays: numberField({ title: "Energising", help: "From building ready and power there to service.", unit: "days", default: 14, min: 0, max: 365 }),
  correlationFraction: numberField({ title: "Shared delay", help: "Correlation between tasks that share labour, and between those that share suppliers.", unit: "%", default: 0.3, min: 0, max: 0.95, step: 0.05, ...assumed }),
  draws: integerField({ title: "Draws", help: "Plans drawn for the spread.", default: 5000, min: 100, max: 50_000 }),
  modularLearningFraction: numberField({ title: "Learning, factory-built", help: "Fall of duration and cost with each doubling of units built.", unit: "%", default: 0.1, min: 0, max: 0.4, step: 0.01, ...assumed }),
  stickLearningFraction: numberField({ title: "Learning, conventional", help: "The same for a conventional build.", unit: "%", default: 0.02, min: 0, max: 0.4, step: 0.01, ...assumed }),
  capitalPerMw: numberField({ title: "Capital", help: "Of building and plant, land and fit-out apart.", unit: "currency/MW", default: 11.7e6, min: 0, max: 1e9, source: "Cushman & Wakefield 2025: 9.3 to 15.0 M$/MW" }),
  phasedPremiumFraction: numberField({ title: "Phasing premium", help: "Dearer by this when bought in phases.", unit: "%", default: 0.05, min: 0, max: 1, step: 0.01, ...assumed }),
  discountFraction: numberField({ title: "Cost of capital", help: "A year.", unit: "%", default: 0.09, min: 0, max: 0.5, step: 0.005, ...assumed }),
});
export type DeploymentInputs = z.output<typeof deploymentInputs>;

export type BuildForm = "stick" | "modular";
export type Connection = "firm" | "flexible";

export type DeploymentPlan = {
  readonly form: BuildForm;
  readonly connection: Connection;
  readonly tasks: readonly (ScheduledTask & { readonly title: string; /** Share of draws in which the task is critical. */ readonly criticalityFraction: number })[];
  /** Order to first service, with the most likely durations. */
  readonly leadTimeDays: number;
  readonly readyDay: number;
  readonly powerDay: number;
  /** Days that a finished building waits for power. */
  readonly powerWaitDays: number;
  readonly mwPerMonth: number;
  readonly p10Days: number; readonly p50Days: number; readonly p90Days: number;
  /** MW in service at each month's end since the first order. */
  readonly serviceMw: { readonly p10: readonly number[]; readonly p50: readonly number[]; readonly p90: readonly number[] };
};

export type CapitalTiedUp = {
  readonly atOnceCost: number;
  /** Cost of capital standing idle until its phase is needed. */
  readonly idleCarryCost: number;
  readonly phasedPresentCost: number;
  readonly phasedWithLearningPresentCost: number;
};

export type Deployment = { readonly months: number; readonly plans: readonly DeploymentPlan[]; readonly capital: CapitalTiedUp };

export const DAYS_PER_MONTH = 30.4375;

/** Duration or cost of the n-th unit over the first: n^b, b = log2(1 − learning) (Wright 1936). */
export function learningFactor(unit: number, learningFraction: number): number {
  return pow(unit, log2(1 - learningFraction));
}

export function deployment(inputs: DeploymentInputs, seed: string): Deployment {
  const forms: readonly (readonly [BuildForm, Connection])[] = [["stick", "firm"], ["stick", "flexible"], ["modular", "firm"], ["modular", "flexible"]];
  const slowest = inputs.firmStudyDays + inputs.firmBuildDays + inputs.phases * inputs.phaseSpacingMonths * DAYS_PER_MONTH;
  const months = Math.ceil(Math.max(slowest, 1500) / DAYS_PER_MONTH) + 24;
  return { months, plans: forms.map(([form, connection]) => plan(inputs, form, connection, seed, months)), capital: capitalTiedUp(inputs) };
}

function plan(inputs: DeploymentInputs, form: BuildForm, connection: Connection, seed: string, months: number): DeploymentPlan {
  const templates = form === "stick" ? stick : modular;
  const set = form === "stick" ? inputs.stickDays : inputs.modularDays;
  const study = connection === "firm" ? inputs.firmStudyDays : inputs.flexibleStudyDays;
  const build = connection === "firm" ? inputs.firmBuildDays : inputs.flexibleBuildDays;
  const tasks: readonly TaskTemplate[] = [
    ...templates.map((task) => ({ ...task, days: set[task.id] ?? task.days })),
    { id: "gridStudy", title: "Grid study", after: [], factor: "none", days: fixed(study) },
    { id: "gridBuild", title: "Grid connection", after: ["gridStudy"], factor: "none", days: fixed(build) },
    { id: "energise", title: "Energising", after: ["commissioning", "gridBuild"], factor: "none", days: fixed(inputs.energiseDays) },
  ];
  const likely = schedule(tasks, tasks.map(({ days }) => days.mode));
  const endOf = (id: string) => likely.tasks.find((task) => task.id === id)?.endDay ?? 0;
  const [readyDay, powerDay] = [endOf("commissioning"), endOf("gridBuild")];

  const streams = new Map<string, ReturnType<typeof randomStream>>();
  const stream = (name: string) => {
    const known = streams.get(name) ?? randomStream(seed, `deployment/${form}/${name}`);
    streams.set(name, known);
    return known;
  };
  const lead = new Float64Array(inputs.draws);
  const critical = tasks.map(() => 0);
  const service = Array.from({ length: months }, () => new Float64Array(inputs.draws));
  const phaseMw = inputs.totalMw / inputs.phases;
  const learning = form === "stick" ? inputs.stickLearningFraction : inputs.modularLearningFraction;
  const rho = inputs.correlationFraction;
  for (let n = 0; n < inputs.draws; n++) {
    const common = { labour: stream("labour").normal(), supply: stream("supply").normal() };
    const days = tasks.map(({ id, factor, days: of }) => {
      const own = stream(id).normal();
      const zScore = factor === "none" ? own : Math.sqrt(rho) * common[factor] + Math.sqrt(1 - rho) * own;
      return triangular(normalCdf(zScore), of);
    });
    const drawn = schedule(tasks, days);
    lead[n] = drawn.endDay;
    drawn.tasks.forEach((task, i) => { if (task.critical) critical[i] = (critical[i] as number) + 1; });
    // Later phases share the connection; their building learns.
    const power = drawn.tasks.find(({ id }) => id === "gridBuild")?.endDay ?? 0;
    const ready = drawn.tasks.find(({ id }) => id === "commissioning")?.endDay ?? 0;
    for (let phase = 0; phase < inputs.phases; phase++) {
      const ordered = phase * inputs.phaseSpacingMonths * DAYS_PER_MONTH;
      const inService = Math.max(power, ordered + ready * learningFactor(phase + 1, learning)) + inputs.energiseDays;
      for (let month = Math.max(0, Math.ceil(inService / DAYS_PER_MONTH) - 1); month < months; month++) {
        const column = service[month] as Float64Array;
        column[n] = (column[n] as number) + phaseMw;
      }
    }
  }
  const risingLead = sorted(lead);
  const at = (p: number) => service.map((values) => quantile(sorted(values), p));
  return {
    form, connection, leadTimeDays: likely.endDay, readyDay, powerDay, powerWaitDays: Math.max(0, powerDay - readyDay),
    mwPerMonth: inputs.totalMw / (likely.endDay / DAYS_PER_MONTH),
    tasks: likely.tasks.map((task, i) => ({ ...task, title: tasks[i]?.title ?? task.id, criticalityFraction: (critical[i] as number) / inputs.draws })),
    p10Days: quantile(risingLead, 0.1), p50Days: quantile(risingLead, 0.5), p90Days: quantile(risingLead, 0.9),
    serviceMw: { p10: at(0.1), p50: at(0.5), p90: at(0.9) },
  };
}

/** Capital when all is bought at once, one phase needed a year, against buying each phase when it is needed. */
export function capitalTiedUp({ totalMw, phases, capitalPerMw, discountFraction: rate, phasedPremiumFraction, modularLearningFraction, phaseSpacingMonths }: DeploymentInputs): CapitalTiedUp {
  const phaseMw = totalMw / phases;
  const years = phaseSpacingMonths / 12;
  let [idle, phased, learnt] = [0, 0, 0];
  for (let phase = 0; phase < phases; phase++) {
    const discount = pow(1 + rate, phase * years);
    const cost = phaseMw * capitalPerMw * (1 + phasedPremiumFraction);
    phased += cost / discount;
    learnt += cost * learningFactor(phase + 1, modularLearningFraction) / discount;
    // Of what is bought at once, the phases not yet needed cost a year's capital each.
    idle += phase * years * phaseMw * capitalPerMw * rate;
  }
  return { atOnceCost: totalMw * capitalPerMw, idleCarryCost: idle, phasedPresentCost: phased, phasedWithLearningPresentCost: learnt };
}

function fixed(days: number): Range {
  return { low: days, mode: days, high: days };
}

/** Quantile of a triangular duration. */
function triangular(u: number, { low, mode, high }: Range): number {
  if (high <= low) return mode;
  const split = (mode - low) / (high - low);
  return u < split ? low + Math.sqrt(u * (high - low) * (mode - low)) : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
}
