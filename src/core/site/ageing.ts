import * as z from "zod/mini";
import { choiceField, field, fieldRegistry, group, numberField } from "../field.ts";
import { exp, pow } from "../maths/functions.ts";
import { rainflow, type Cycle } from "../maths/rainflow.ts";

/** What a battery has behind it; the state is part of a run's summary and the declared start of the next project year. */
export type AgeingState = {
  /** Days since it was new. */
  readonly days: number;
  /** Share of the first capacity that is left. */
  readonly capacityFraction: number;
  /** What the model carries: losses of the calendar and of cycling, and cycles counted. */
  readonly calendarLossFraction: number;
  readonly cycleLossFraction: number;
  readonly cycles: number;
};

export const newBattery: AgeingState = { days: 0, capacityFraction: 1, calendarLossFraction: 0, cycleLossFraction: 0, cycles: 0 };

const atLeastNothing = (max: number) => z.number().check(z.gte(0), z.lte(max));

export const ageingInputs = group({ title: "Ageing", help: "How the battery loses capacity with time and use." }, {
  model: choiceField(["reopt", "sam", "nmc", "none"], {
    title: "Model", help: "Calendar and cycle ageing together, counted day by day.", default: "reopt", source: "REopt.jl 029db01 (LFP-like)",
    options: { reopt: "REopt, LFP-like", sam: "SAM, lithium ion", nmc: "Smith et al. 2017, NMC", none: "None" },
  }),
  temperatureC: numberField({ title: "Cell temperature", help: "Held by the container's cooling all year.", unit: "°C", default: 25, min: -10, max: 60, step: 1, assumed: true }),
  endOfLifeFraction: numberField({ title: "End of life", help: "Replaced when this share of the first capacity is left.", unit: "%", default: 0.8, min: 0.3, max: 1, step: 0.01, source: "common warranty; REopt 80 %, SAM 70 %" }),
  atStart: field(z.strictObject({
    days: atLeastNothing(1e5).register(fieldRegistry, { title: "Age", help: "Days since it was new.", unit: "days", min: 0, max: 1e5 }),
    capacityFraction: atLeastNothing(1).register(fieldRegistry, { title: "Capacity left", help: "Share of the first capacity: the run uses no more.", unit: "%", min: 0, max: 1 }),
    calendarLossFraction: atLeastNothing(10).register(fieldRegistry, { title: "Lost to time", help: "As the model counts it.", unit: "%", min: 0, max: 10 }),
    cycleLossFraction: atLeastNothing(10).register(fieldRegistry, { title: "Lost to use", help: "As the model counts it.", unit: "%", min: 0, max: 10 }),
    cycles: atLeastNothing(1e7).register(fieldRegistry, { title: "Cycles", help: "Counted so far.", unit: "cycles", min: 0, max: 1e7 }),
  }), {
    title: "At the start", help: "What the battery has behind it when the run begins; a project's later years carry it on.", control: "json", default: newBattery,
  }),
});
export type AgeingInputs = z.output<typeof ageingInputs>;

/** What a run did to its battery, and what filling it cost. */
export type BatterySummary = {
  readonly chargeKwh: number;
  /**
   * Energy price of what was taken in: import at its price, the rest of the charge at what its export would have earned. Demand charges are not in it.
   */
  readonly chargeCost: number;
  readonly ageing: { readonly model: AgeingInputs["model"]; readonly atStart: AgeingState; readonly atEnd: AgeingState };
};

/** One day of a battery's life, as the models read it. Shares of the capacity of when it was new. */
export type Day = { readonly socMeanFraction: number; readonly socFractions: Float64Array; readonly temperatureC: number; readonly fullCycles: number; readonly cycles: readonly Cycle[] };

/**
 * Ages a battery by what a run did to it, day by day of whole days.
 * @param socKwh state of charge at each step's end
 * @param capacityKwh when new
 */
export function ageBattery(inputs: Pick<AgeingInputs, "model" | "temperatureC">, socKwh: Float64Array, capacityKwh: number, stepHours: number, start: AgeingState): AgeingState {
  if (inputs.model === "none" || capacityKwh <= 0) return start;
  const perDay = Math.round(24 / stepHours);
  const soc = socKwh.map((kwh) => kwh / capacityKwh);
  // Cycles close over days: counted over the run, charged to the day in which they end. REopt's rule reads energy alone.
  const cyclesByDay: Cycle[][] = Array.from({ length: Math.ceil(soc.length / perDay) }, () => []);
  if (inputs.model !== "reopt") for (const cycle of rainflow(soc)) cyclesByDay[Math.floor(cycle.end / perDay)]?.push(cycle);
  let state = start;
  for (let day = 0; day < cyclesByDay.length; day++) {
    const socFractions = soc.subarray(day * perDay, Math.min(soc.length, (day + 1) * perDay));
    let [sum, given] = [0, 0];
    for (let i = 0; i < socFractions.length; i++) {
      sum += socFractions[i] as number;
      const before = day === 0 && i === 0 ? (socFractions[0] as number) : (soc[day * perDay + i - 1] as number);
      given += Math.max(0, before - (socFractions[i] as number));
    }
    state = ageOneDay(inputs.model, state, { socMeanFraction: sum / socFractions.length, socFractions, temperatureC: inputs.temperatureC, fullCycles: given, cycles: cyclesByDay[day] ?? [] });
  }
  return state;
}

/** @returns the state a day later */
export function ageOneDay(model: Exclude<AgeingInputs["model"], "none">, state: AgeingState, day: Day): AgeingState {
  switch (model) {
    case "reopt": return reopt(state, day);
    case "sam": return sam(state, day);
    case "nmc": return nmc(state, day);
  }
}

/** dSOH/day = ½·1.16e-3·SOC/√day + 2.46e-5·EFC (REopt.jl 029db01, electric_storage.jl; LFP-like). */
function reopt(state: AgeingState, { socMeanFraction, fullCycles }: Day): AgeingState {
  const days = state.days + 1;
  const calendarLossFraction = state.calendarLossFraction + (0.5 * 1.16e-3 * socMeanFraction) / Math.sqrt(days);
  const cycleLossFraction = state.cycleLossFraction + 2.46e-5 * fullCycles;
  return { days, calendarLossFraction, cycleLossFraction, cycles: state.cycles + fullCycles, capacityFraction: Math.max(0, 1 - calendarLossFraction - cycleLossFraction) };
}

/** SAM's lithium-ion default (ssc lib_battery_lifetime_calendar_cycle): the worse of calendar and cycling, which does not add. */
function sam(state: AgeingState, { socMeanFraction, temperatureC, cycles }: Day): AgeingState {
  const days = state.days + 1;
  const calendarLossFraction = samCalendarLoss(state.calendarLossFraction, socMeanFraction, temperatureC, 1);
  const cycleLossFraction = state.cycleLossFraction + cycles.reduce((sum, { range, count }) => sum + count * samCycleLossFraction(range, state.cycles), 0);
  const left = Math.min(SAM_START - calendarLossFraction, 1 - cycleLossFraction);
  return { days, calendarLossFraction, cycleLossFraction, cycles: state.cycles + cycles.reduce((sum, { count }) => sum + count, 0), capacityFraction: Math.max(0, Math.min(state.capacityFraction, left, 1)) };
}

const SAM_START = 1.02;

/** q = 1.02 − k√days with k = a·e^{b(1/T − 1/296)}·e^{c(s/T − 1/296)}; a step under changing T and s goes on along the curve that the loss so far lies on. */
export function samCalendarLoss(lossFraction: number, socFraction: number, temperatureC: number, days: number): number {
  const kelvin = temperatureC + 273.15;
  const k = 0.00266 * exp(-7280 * (1 / kelvin - 1 / 296)) * exp(939 * (socFraction / kelvin - 1 / 296));
  return lossFraction === 0 ? k * Math.sqrt(days) : lossFraction + (0.5 * k * k * days) / lossFraction;
}

/** Cycles and capacity left, %, at depths of 100, 80, 40, 20 and 10 % (SAM's default lithium-ion table). The rows up to 40 % are not monotone in depth: SAM's own, kept as it is. */
const samTable: readonly { readonly depth: number; readonly points: readonly (readonly [number, number])[] }[] = [
  { depth: 0.1, points: [[0, 100], [10801, 81.8], [86722, 80.3]] },
  { depth: 0.2, points: [[0, 100], [5462, 79.3], [40000, 78.8]] },
  { depth: 0.4, points: [[0, 100], [948, 92.7], [2690, 83.8], [10407, 81.8], [20530, 77.8], [33293, 73.9]] },
  { depth: 0.8, points: [[0, 100], [1276, 92.7], [3023, 89], [5292, 85.7], [9690, 80], [16019, 72.9]] },
  { depth: 1, points: [[0, 100], [1012, 94], [2052, 91.1], [3103, 88.5], [5000, 84.4], [7300, 80], [9987, 74.9], [12921, 69.6]] },
];

/** Capacity share that the next cycle of a depth takes, after so many cycles. */
function samCycleLossFraction(depthFraction: number, cycles: number): number {
  return cycleLossFraction(samTable, depthFraction, cycles);
}

/**
 * Loss of one cycle from a table of capacity against cycles at several depths: straight between the points and between the depths, to nothing at depth 0,
 * the deepest row beyond it (ssc lib_battery_lifetime_calendar_cycle, bilinear).
 */
export function cycleLossFraction(table: typeof samTable, depthFraction: number, cycles: number): number {
  const slope = ({ points }: (typeof samTable)[number]): number => {
    const next = Math.max(1, points.findIndex(([n]) => n > cycles));
    const [[n0, q0], [n1, q1]] = [points[next - 1] as readonly [number, number], points[next] as readonly [number, number]];
    return (q0 - q1) / (n1 - n0) / 100;
  };
  const above = table.findIndex(({ depth }) => depth >= depthFraction);
  if (above < 0) return slope(table.at(-1) as (typeof samTable)[number]);
  const upper = table[above] as (typeof samTable)[number];
  const lower = table[above - 1];
  const lowDepth = lower?.depth ?? 0;
  const lowSlope = lower === undefined ? 0 : slope(lower);
  return lowSlope + (slope(upper) - lowSlope) * ((depthFraction - lowDepth) / (upper.depth - lowDepth));
}

const GAS_CONSTANT = 8.314;
const FARADAY = 96485;
const T_REF = 298.15;
/** Lithium at the start over what the cell is rated for. */
export const NMC_START = 1.07;
const AH = 75;

/**
 * Smith, Saxon, Keyser, Lundstrom, Cao & Roc (2017), American Control Conference, doi 10.23919/ACC.2017.7963578, as in SAM: the lesser of lithium left and of sites
 * at the negative electrode. `calendarLossFraction` holds the lithium lost, `cycleLossFraction` the sites lost.
 */
function nmc(state: AgeingState, { socFractions, temperatureC, cycles }: Day): AgeingState {
  const days = state.days + 1;
  const kelvin = temperatureC + 273.15;
  const arrhenius = (activation: number) => exp(-(activation / GAS_CONSTANT) * (1 / kelvin - 1 / T_REF));
  let [lowest, b1, b3] = [1, 0, 0];
  for (const soc of socFractions) lowest = Math.min(lowest, soc);
  const depth = 1 - lowest;
  for (const soc of socFractions) {
    b1 += exp((-FARADAY / GAS_CONSTANT) * (atSoc(NEGATIVE_V, soc) / kelvin - 0.08 / T_REF));
    b3 += exp(((0.0066 * FARADAY) / GAS_CONSTANT) * (atSoc(OPEN_CIRCUIT_V, soc) / kelvin - 3.7 / T_REF));
  }
  b1 *= (0.0035 * arrhenius(35392) * exp(2.472 * pow(depth, 2.157))) / socFractions.length;
  b3 *= (0.02805 * arrhenius(42800) * (1 + 0.135 * depth)) / socFractions.length;
  const added = cycles.reduce((sum, { count }) => sum + count, 0);
  const n = state.cycles + added;
  const calendarLossFraction = state.calendarLossFraction + (0.5 * b1) / Math.sqrt(days) + (b3 / 5) * exp(-days / 5) + 1.541e-5 * arrhenius(-42800) * added;
  const d0 = 75.075 * exp(-(4126 / GAS_CONSTANT) * (1 / kelvin - 1 / T_REF) - (9.752e6 / GAS_CONSTANT) * (1 / kelvin - 1 / T_REF) * (1 / kelvin - 1 / T_REF));
  const c0 = 75.675 * arrhenius(2224);
  const c2 = 5.226e-5 * arrhenius(-48260) * pow(depth, 4.54);
  const cycleLoss = n > 0 ? state.cycleLossFraction + (c2 / Math.sqrt(Math.max(1e-9, c0 * c0 - 2 * c2 * c0 * n))) * added : state.cycleLossFraction;
  const left = Math.min((d0 / AH) * (NMC_START - calendarLossFraction), (c0 / AH) * (1 - cycleLoss));
  return { days, calendarLossFraction, cycleLossFraction: cycleLoss, cycles: n, capacityFraction: Math.max(0, Math.min(1, state.capacityFraction, left)) };
}

/** Potentials at states of charge of 0, 0.1 … 1, V (table B.1 of the paper that SAM cites), straight between. */
const NEGATIVE_V = [1.2868, 0.242, 0.1818, 0.1488, 0.1297, 0.123, 0.1181, 0.1061, 0.0925, 0.0876, 0.0859];
const OPEN_CIRCUIT_V = [3, 3.4679, 3.5394, 3.595, 3.6453, 3.6876, 3.7469, 3.84, 3.9521, 4.0668, 4.193];

function atSoc(volts: readonly number[], soc: number): number {
  const place = Math.min(9.999999, Math.max(0, soc * 10));
  const low = Math.floor(place);
  return (volts[low] as number) + ((volts[low + 1] as number) - (volts[low] as number)) * (place - low);
}
