import * as z from "zod/mini";
import type { Issue, Warning } from "../errors.ts";
import { field, fieldRegistry, group, integerField, numberField, optionalField, textField } from "../field.ts";
import { pow } from "../maths/functions.ts";
import type { Axis } from "../time/axis.ts";
import { onAxis } from "../time/resample.ts";
import { seriesInput, type DataFiles } from "../time/series.ts";
import { randomStream } from "../time/streams.ts";
import { itBehindMeterKw, type Facility } from "./facility.ts";
import { loadShapes, type WeekTable } from "./loadShapes.ts";
import { serverPowerFraction, throttleCurve, type ThrottleableWork } from "./throttle.ts";
import type { DeferrableWork } from "./work.ts";

const week = z.array(z.array(z.number().check(z.gte(0), z.lte(100))).check(z.length(24))).check(z.length(7));

const restartDips = group({ title: "Restarts", help: "Training jobs that stop and start again: short dips of the load at seeded times." }, {
  perDay: numberField({ title: "Restarts a day", help: "Mean number a day; 0 means none.", unit: "1/day", min: 0, max: 24, default: 0, step: 0.5 }),
  minMinutes: numberField({ title: "Shortest", help: "A restart lasts at least this long.", unit: "min", min: 0, max: 240, default: 5, step: 1, assumed: true, source: "5 to 15 min about daily (not confirmed)." }),
  maxMinutes: numberField({ title: "Longest", help: "A restart lasts at most this long.", unit: "min", min: 0, max: 240, default: 15, step: 1, assumed: true, source: "5 to 15 min about daily (not confirmed)." }),
  depthFraction: numberField({ title: "Depth", help: "Share of the utilisation that is gone while it lasts.", unit: "%", min: 0, max: 1, default: 0.6, step: 0.05, assumed: true, source: "Design choice." }),
});

const shapeDemand = z.strictObject({
  kind: z.literal("shape"),
  idleFraction: numberField({
    title: "Idle power", help: "Power of the servers at rest as a share of their full power.", unit: "%", min: 0, max: 1, default: 0.35, step: 0.01, assumed: true,
    source: "Volume servers in the field 0.30 to 0.50 (LBNL 2024, not confirmed); accelerators 0.25.",
  }),
  serverCurveExponent: numberField({
    title: "Server curve", help: "Exponent r of the servers' power between rest and full work, 2u − u^r of utilisation u: 1 is a straight line, 1.4 bends as measured servers do.",
    min: 1, max: 3, default: 1, step: 0.1, source: "Fan, Weber & Barroso 2007, ISCA, § 3.2: r = 1.4 fitted there; a straight line where nothing is measured.",
  }),
  meanUtilisationFraction: numberField({
    title: "Mean utilisation", help: "Mean share of the servers' capacity that works.", unit: "%", min: 0, max: 1, default: 0.65, step: 0.01,
    source: "Google cluster trace 2011: mean 0.68, standard deviation 0.09.",
  }),
  shape: field(z.enum(["flat", "web", "webUtc", "gpuPower", "gpuUtilisation", "table"]), {
    title: "Shape of the week", help: "How the load swings over day and week around its mean.", default: "flat",
    options: {
      flat: "Flat", web: "Web, one region", webUtc: "Web, world audience (clock of UTC)", gpuPower: "Shared GPU server, power", gpuUtilisation: "Shared GPU server, utilisation", table: "Own table",
    },
  }),
  shapeTable: optionalField(week, { title: "Own week", help: "7 rows, Monday first, of 24 clock hours; brought to mean 1.", control: "json" }),
  shapeAmplitude: numberField({
    title: "Amplitude", help: "Multiplies the shape's swing around its mean: 0 flat, 1 as measured; below 1 where many services share a hall.", unit: "ratio", min: 0, max: 5, default: 1, step: 0.1,
  }),
  shapeShiftHours: integerField({
    title: "Shift", help: "Hours added to the local clock before the shape is read: 5 lays a shape by UTC over New York.", unit: "h", min: -24, max: 24, default: 0,
  }),
  noiseSdFraction: numberField({
    title: "Noise", help: "Standard deviation of seeded hour-to-hour noise as a share of utilisation, at amplitude 1; it grows with the amplitude.", unit: "%", min: 0, max: 1, default: 0, step: 0.01,
    source: "Residual of English Wikipedia requests: 0.06.",
  }),
  noiseLag1HourFraction: numberField({
    title: "Persistence of the noise", help: "Share of an hour's deviation that is left an hour later.", unit: "%", min: 0, max: 0.999, default: 0.83, step: 0.01,
    source: "Residual of English Wikipedia requests, lag 1 h: 0.831.",
  }),
  restartDips,
}).register(fieldRegistry, { title: "Shape", help: "Utilisation from a mean and a weekly shape, power from a server curve." });

const traceDemand = z.strictObject({
  kind: z.literal("trace"),
  measures: field(z.enum(["facility", "it"]), {
    title: "Measured at", help: "The facility's meter (cooling included) or the IT load alone.", default: "facility", options: { facility: "Facility meter", it: "IT load" },
  }),
  series: seriesInput({ title: "Measured load", help: "Mean power over each interval.", unit: "kW" }),
  scaleFactor: numberField({ title: "Scale", help: "Times every value: a larger hall with the same shape, a later year.", unit: "×", min: 0, max: 1000, default: 1, step: 0.01 }),
}).register(fieldRegistry, { title: "Measured load", help: "A trace from a meter." });

const share = (title: string, initial: number) => numberField({
  title, help: "Share of the IT energy; what the classes leave of the whole is interactive.", unit: "%", min: 0, max: 1, default: initial, step: 0.01, assumed: true,
  source: "Default shares 0.50 / 0.25 / 0.25; training campus 0.1 / 0.1 / 0.8; colocation 0.9 / 0.1 / 0 (design choices).",
});

const interactive = z.strictObject({
  kind: z.literal("interactive"),
  name: textField({ title: "Name", help: "As it stands in tables.", default: "Interactive", maxLength: 60 }),
  shareFraction: share("Interactive share", 0.5),
}).register(fieldRegistry, { title: "Interactive", help: "Must run when it arrives." });

const deferrable = z.strictObject({
  kind: z.literal("deferrable"),
  name: textField({ title: "Name", help: "As it stands in tables.", default: "Deferrable", maxLength: 60 }),
  shareFraction: share("Deferrable share", 0.25),
  windowHours: numberField({
    title: "Window", help: "Work is finished within this time of its arrival.", unit: "h", min: 0, max: 168, default: 24, step: 1,
    source: "Radovanović et al. 2022, arXiv 2106.11750: flexible work moves within 24 h, its daily total kept.",
  }),
  maxRateRatio: numberField({
    title: "Highest rate", help: "Most at which waiting work is caught up, over the class's mean power. Work may always run as it arrives.", unit: "ratio", min: 1, max: 10, default: 1.5, step: 0.1,
    assumed: true, source: "Design choice: 1.5 × mean.",
  }),
}).register(fieldRegistry, { title: "Deferrable", help: "May wait for its window; first in, first out; all of it is done." });

const throttleable = z.strictObject({
  kind: z.literal("throttleable"),
  name: textField({ title: "Name", help: "As it stands in tables.", default: "Throttleable", maxLength: 60 }),
  shareFraction: share("Throttleable share", 0.25),
  minGpuPowerFraction: numberField({
    title: "Least accelerator power", help: "Share of the accelerators' uncapped power that they may be capped to; the rest of the server, a quarter of its power, does not fall.", unit: "%", min: 0.27, max: 1, default: 0.55, step: 0.01,
    source: "Measured caps of a 400 W part: below 0.55 every kWh shed costs more work than it saves; below 0.27 nothing was measured.",
  }),
  jobs: field(z.enum(["all", "training", "fineTuning", "inference"]), {
    title: "Jobs", help: "Which measured curve tells the work lost to a cap.", default: "all", options: { all: "Mixed", training: "Training", fineTuning: "Fine-tuning", inference: "Inference" },
  }),
}).register(fieldRegistry, { title: "Throttleable", help: "Accelerators whose power may be capped at the price of lost work; they run in full until something caps them." });

const workClass = z.discriminatedUnion("kind", [interactive, deferrable, throttleable]);

/** The servers: how much power their work draws, when it arrives, and how much of it can move. */
export const loadInputs = group({ title: "IT load", help: "How much power the servers' work draws, when it arrives, and how much of it can move." }, {
  itDesignKw: numberField({
    title: "IT design power", help: "Power of the servers at full work, and the hall's capacity: catch-up work never goes beyond it.", unit: "kW", min: 1, max: 1e7, default: 1000, log: true,
  }),
  demand: field(z.discriminatedUnion("kind", [shapeDemand, traceDemand]), {
    title: "Demand", help: "A weekly shape with seeded noise, or a measured trace.",
    default: {
      kind: "shape", idleFraction: 0.35, serverCurveExponent: 1, meanUtilisationFraction: 0.65, shape: "flat", shapeAmplitude: 1, shapeShiftHours: 0, noiseSdFraction: 0, noiseLag1HourFraction: 0.83,
      restartDips: { perDay: 0, minMinutes: 5, maxMinutes: 15, depthFraction: 0.6 },
    },
  }),
  classes: field(z.array(workClass).check(z.maxLength(12)), {
    title: "Workload classes", help: "Shares of the IT energy by how it may move; what they leave is interactive.", control: "json",
    default: [{ kind: "deferrable", name: "Deferrable", shareFraction: 0.25, windowHours: 24, maxRateRatio: 1.5 }],
    assumed: true, source: "Deferrable 0.25 within 24 h (Radovanović et al. 2022 move flexible work within the day; the share is a design choice).",
  }),
  lostWorkCostPerKwh: numberField({
    title: "Price of lost work", help: "Per kWh that work not done would have drawn at full speed, at the meter; a figure of its own, not in the bill.", unit: "currency/kWh", min: 0, max: 1000, default: 2.15, step: 0.05,
    source: "2.50 $ per H100-hour ÷ 1.16 kW at the meter (10.2 kW × 0.76 ÷ 8 × PUE 1.2); range 1.7 to 4.3.",
  }),
});

export type LoadInputs = z.infer<typeof loadInputs>;
type ShapeDemand = Extract<LoadInputs["demand"], { kind: "shape" }>;

/** The IT load on the axis, before anything is moved. */
export type Load = {
  /** All IT power as it arrives. */
  readonly itKw: Float64Array;
  /** What of it cannot wait. */
  readonly mustRunItKw: Float64Array;
  readonly deferrable: readonly DeferrableWork[];
  /** Part of what cannot wait, but may be capped. */
  readonly throttleable: readonly ThrottleableWork[];
  readonly hallItKw: number;
  readonly warnings: readonly Warning[];
};

/** The load before its size: of a shape the share of the design power, of a trace the metered power. */
export type Demand = { readonly values: Float64Array; readonly warnings: readonly Warning[] };

export function prepareDemand({ demand }: LoadInputs, axis: Axis, data: DataFiles, seed: string): Demand {
  return demand.kind === "shape" ? { values: loadOfDesign(demand, axis, seed), warnings: [] } : onAxis(demand.series, axis, data, "load.demand.series", "kW");
}

/** Inputs that the demand follows from. */
export function readsDemand({ demand }: LoadInputs): unknown {
  return demand.kind === "shape" ? demand : demand.series;
}

/** Whether a seed has a part in it. */
export function drawsDemand({ demand }: LoadInputs): boolean {
  return demand.kind === "shape" && ((demand.noiseSdFraction > 0 && demand.shapeAmplitude > 0) || (demand.restartDips.perDay > 0 && demand.restartDips.depthFraction > 0));
}

/** @param demand of the same inputs */
export function prepareLoad(inputs: LoadInputs, axis: Axis, facility: Facility, demand: Demand): Load {
  const warnings: Warning[] = [...demand.warnings];
  const itKw = inputs.demand.kind === "shape" ? scaled(demand.values, inputs.itDesignKw) : tracedItKw(inputs.demand, facility, demand.values, warnings);
  let peakKw = 0;
  for (let i = 0; i < itKw.length; i++) if (itKw[i]! > peakKw) peakKw = itKw[i]!;
  // A trace that once ran higher shows that the hall can.
  if (peakKw > inputs.itDesignKw) warnings.push({ code: "loadAboveDesign", values: { peakKw, itDesignKw: inputs.itDesignKw } });

  let interactiveShare = 1;
  const deferrable: DeferrableWork[] = [];
  for (const entry of inputs.classes) {
    if (entry.kind !== "deferrable" || entry.shareFraction === 0) continue;
    interactiveShare -= entry.shareFraction;
    deferrable.push(deferrableWork(entry, itKw, axis, warnings));
  }
  const throttleable = inputs.classes.flatMap((entry) => {
    if (entry.kind !== "throttleable" || entry.shareFraction === 0) return [];
    return [{ name: entry.name, itKw: scaled(itKw, entry.shareFraction), minPowerFraction: serverPowerFraction(entry.minGpuPowerFraction), curve: throttleCurve(entry.jobs) }];
  });
  const mustRunItKw = deferrable.length === 0 ? itKw : scaled(itKw, Math.max(interactiveShare, 0));
  return { itKw, mustRunItKw, deferrable, throttleable, hallItKw: Math.max(inputs.itDesignKw, peakKw), warnings };
}

function deferrableWork(entry: Extract<LoadInputs["classes"][number], { kind: "deferrable" }>, itKw: Float64Array, axis: Axis, warnings: Warning[]): DeferrableWork {
  const arrivalItKw = scaled(itKw, entry.shareFraction);
  let sum = 0;
  for (let i = 0; i < arrivalItKw.length; i++) sum += arrivalItKw[i]!;
  const rateItKw = entry.maxRateRatio * (sum / arrivalItKw.length);
  // A hair's tolerance: 0.7 h in steps of 0.1 h is seven steps, whatever the division rounds to.
  const windowSteps = Math.floor(entry.windowHours / axis.stepHours + 1e-9);
  if (windowSteps * axis.stepHours < entry.windowHours - 1e-9) {
    warnings.push({ code: "windowRoundedDown", values: { name: entry.name, windowHours: entry.windowHours, usedHours: windowSteps * axis.stepHours } });
  }
  return { name: entry.name, windowHours: entry.windowHours, windowSteps, arrivalItKw, rateItKw, rateLimitItKw: arrivalItKw.map((kw) => Math.max(kw, rateItKw)) };
}

/**
 * Share of the design power = idle + (1 − idle)·u, u = mean·(1 + amplitude·(shape − 1))·(1 + noise), kept within 0…1.
 * The noise is a first-order autoregression; restarts take their share of u for their minutes of a step.
 */
function loadOfDesign(demand: ShapeDemand, axis: Axis, seed: string): Float64Array {
  const utilisation = new Float64Array(axis.length);
  const weekly = utilisationOfWeek(demand);
  for (let i = 0; i < axis.length; i++) {
    const hourOfWeek = axis.weekday[i]! * 24 + axis.hour[i]! + demand.shapeShiftHours;
    utilisation[i] = weekly[(hourOfWeek + 2 * 168) % 168]!;
  }
  addNoise(utilisation, demand, axis, seed);
  for (let i = 0; i < axis.length; i++) utilisation[i] = Math.min(Math.max(utilisation[i]!, 0), 1);
  takeRestarts(utilisation, demand.restartDips, axis, seed);
  for (let i = 0; i < axis.length; i++) utilisation[i] = serverLoadFraction(utilisation[i]!, demand.idleFraction, demand.serverCurveExponent);
  return utilisation;
}

/**
 * Power of a server over its full power at utilisation u: idle + (1 − idle)·(2u − u^r); a straight line at r = 1.
 * Fan, Weber & Barroso (2007), Power provisioning for a warehouse-sized computer, ISCA, § 3.2.
 */
export function serverLoadFraction(utilisation: number, idleFraction: number, exponent: number): number {
  const work = exponent === 1 ? utilisation : 2 * utilisation - pow(utilisation, exponent);
  return idleFraction + (1 - idleFraction) * work;
}

function utilisationOfWeek(demand: ShapeDemand): number[] {
  const table: WeekTable = demand.shape === "table" ? (demand.shapeTable ?? loadShapes.flat) : loadShapes[demand.shape];
  const hours = table.flat();
  const mean = hours.reduce((sum, value) => sum + value, 0) / hours.length;
  // The shipped tables have mean 1 as they are; only a table of the user's own is brought to it.
  const norm = demand.shape === "table" && mean > 0 ? mean : 1;
  return hours.map((value) => demand.meanUtilisationFraction * (1 + demand.shapeAmplitude * (value / norm - 1)));
}

function addNoise(utilisation: Float64Array, demand: ShapeDemand, axis: Axis, seed: string): void {
  const sd = demand.noiseSdFraction * demand.shapeAmplitude;
  if (sd === 0) return;
  const stream = randomStream(seed, "load/noise");
  const kept = demand.noiseLag1HourFraction === 0 ? 0 : pow(demand.noiseLag1HourFraction, axis.stepHours);
  const fresh = sd * Math.sqrt(1 - kept * kept);
  let deviation = sd * stream.normal();
  for (let i = 0; i < utilisation.length; i++) {
    utilisation[i]! *= 1 + deviation;
    deviation = kept * deviation + fresh * stream.normal();
  }
}

function takeRestarts(utilisation: Float64Array, dips: ShapeDemand["restartDips"], axis: Axis, seed: string): void {
  if (dips.perDay === 0 || dips.depthFraction === 0) return;
  const stream = randomStream(seed, "load/restarts");
  const days = axis.dayStart.length - 1;
  for (let day = 0; day < days; day++) {
    let count = Math.floor(dips.perDay);
    if (stream.next() < dips.perDay - count) count++;
    const [first, end] = [axis.dayStart[day]!, axis.dayStart[day + 1]!];
    for (; count > 0; count--) {
      let start = first + stream.next() * (end - first);
      let left = (dips.minMinutes + stream.next() * Math.max(dips.maxMinutes - dips.minMinutes, 0)) / axis.stepMinutes;
      while (left > 0 && start < utilisation.length) {
        const step = Math.floor(start);
        const part = Math.min(left, step + 1 - start);
        utilisation[step]! *= 1 - dips.depthFraction * part;
        start = step + 1;
        left -= part;
      }
    }
  }
}

/** A facility's meter reads cooling too: the IT load is what the facility model leaves of it. */
function tracedItKw(demand: Extract<LoadInputs["demand"], { kind: "trace" }>, facility: Facility, meteredKw: Float64Array, warnings: Warning[]): Float64Array {
  const itKw = meteredKw.slice();
  let negative = 0;
  for (let i = 0; i < itKw.length; i++) {
    if (itKw[i]! < 0) {
      itKw[i] = 0;
      negative++;
    }
    itKw[i]! *= demand.scaleFactor;
    if (demand.measures === "facility") itKw[i] = itBehindMeterKw(facility, i, itKw[i]!);
  }
  if (negative > 0) warnings.push({ code: "negativeLoad", values: { steps: negative } });
  return itKw;
}

function scaled(column: Float64Array, factor: number): Float64Array {
  const product = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) product[i] = column[i]! * factor;
  return product;
}

/** What only several inputs together can break: the classes cannot be more than the whole load. */
export function loadIssues(inputs: LoadInputs): Issue[] {
  const issues: Issue[] = [];
  const sum = inputs.classes.reduce((total, { shareFraction }) => total + shareFraction, 0);
  if (sum > 1 + 1e-9) issues.push({ where: { path: "load.classes" }, found: `shares that add up to ${sum}`, allowed: "shares that add up to at most 1" });
  const { demand } = inputs;
  if (demand.kind === "shape" && demand.shape === "table") {
    if (demand.shapeTable === undefined) issues.push({ where: { path: "load.demand.shapeTable" }, found: "nothing", allowed: "7 rows of 24 values, because shape is \"table\"" });
    else if (!demand.shapeTable.flat().some((value) => value > 0)) issues.push({ where: { path: "load.demand.shapeTable" }, found: "zeros alone", allowed: "a value above 0" });
  }
  if (demand.kind === "shape" && demand.restartDips.minMinutes > demand.restartDips.maxMinutes) {
    issues.push({ where: { path: "load.demand.restartDips.minMinutes" }, found: String(demand.restartDips.minMinutes), allowed: `at most maxMinutes, ${demand.restartDips.maxMinutes}` });
  }
  return issues;
}
