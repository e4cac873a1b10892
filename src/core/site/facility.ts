import * as z from "zod/mini";
import type { Issue } from "../errors.ts";
import { field, fieldRegistry, group, numberField } from "../field.ts";
import { coolingPlantInputs, makeCoolingPlant, type CoolingPlant } from "./coolingPlant.ts";

/** Outdoor dry bulb °C of the columns below. */
const curveTemperaturesC = [-10, 5, 15, 20, 25, 30, 35, 40];

/**
 * PUE against outdoor dry bulb, distribution losses included; piecewise linear, ends held. Design choices fitted to published
 * fleets (Google 1.09, Microsoft 1.16; Uptime Institute mean 1.56 in 2024), not measurements of one plant.
 */
export const pueCurves = {
  hyperscale: [1.08, 1.08, 1.09, 1.10, 1.12, 1.15, 1.18, 1.22],
  modern: [1.15, 1.15, 1.18, 1.22, 1.27, 1.32, 1.36, 1.41],
  legacy: [1.48, 1.50, 1.53, 1.56, 1.60, 1.65, 1.71, 1.78],
} as const;

const curveTitles = {
  hyperscale: "Hyperscale, air or evaporative cooling",
  modern: "Modern chiller with economiser",
  legacy: "Older building, no economiser",
} as const;

const constantPue = z.strictObject({
  kind: z.literal("constant"),
  pue: numberField({
    title: "PUE", help: "Facility power over IT power, whatever the weather.", unit: "ratio", min: 1, max: 3, default: 1.56, step: 0.01,
    source: "Uptime Institute survey, mean of respondents' largest sites, 2024.",
  }),
}).register(fieldRegistry, { title: "Constant PUE", help: "One ratio for every hour." });

const curvePue = z.strictObject({
  kind: z.literal("curve"),
  curve: field(z.enum(["hyperscale", "modern", "legacy"]), {
    title: "Curve", help: "PUE rises with the outdoor temperature as in plants of this kind.", options: curveTitles, default: "modern", assumed: true,
    source: "Model curves between the fleets' published means; design choices.",
  }),
}).register(fieldRegistry, { title: "PUE by outdoor temperature", help: "One of three curves." });

const pointsPue = z.strictObject({
  kind: z.literal("points"),
  points: field(z.array(z.strictObject({
    temperatureC: z.number().check(z.gte(-60), z.lte(60)).register(fieldRegistry, { title: "Outdoors", help: "Dry bulb.", unit: "°C", min: -60, max: 60 }),
    pue: z.number().check(z.gte(1), z.lte(5)).register(fieldRegistry, { title: "PUE", help: "Facility power over IT power.", unit: "ratio", min: 1, max: 5 }),
  })).check(z.minLength(1), z.maxLength(50)), {
    title: "Points", help: "Outdoor temperature and PUE, by rising temperature; straight between them, the ends held.", control: "json",
    default: [{ temperatureC: 10, pue: 1.2 }, { temperatureC: 35, pue: 1.4 }],
  }),
}).register(fieldRegistry, { title: "PUE by your own points", help: "As measured at the site." });

/** What the building adds to the IT load: cooling, losses of distribution, light. */
export const facilityInputs = group({ title: "Facility", help: "What cooling and distribution add to the IT load." }, {
  cooling: field(z.discriminatedUnion("kind", [constantPue, curvePue, pointsPue, coolingPlantInputs]), {
    title: "Cooling", help: "How facility power follows IT power and weather.", default: { kind: "curve", curve: "modern" },
  }),
  fixedOverheadFraction: numberField({
    title: "Overhead that does not fall with load", help: "Share of the overhead at full IT load that stays when the load falls; 0 keeps PUE the same at part load. Chillers have their own part load and do not read it.",
    unit: "%", min: 0, max: 1, default: 0, step: 0.05, assumed: true, source: "Off by default; plants with constant-speed fans and pumps: about 0.4 (design choice).",
  }),
});

export type FacilityInputs = z.infer<typeof facilityInputs>;

/**
 * Bus power of the facility in each step: fixedKw + perItKw × IT kW. Affine in the IT load, so that the optimum may plan with it.
 * With chillers the two are the tangent at the work run at once, and `plant` is the truth that the run is stepped by.
 */
export type Facility = { readonly busPerIt: Float64Array; readonly busFixedKw: Float64Array; readonly plant?: CoolingPlant | undefined;
  /** Electricity of the chillers for a kWh of heat at the same work, by step: what cold is worth. Where there is a cold store. */
  readonly electricityPerHeat?: Float64Array | undefined;
};

/** Share of the design power at which chillers are drawn straight before the load is known. */
const TYPICAL_LOAD_FRACTION = 0.7;

/**
 * @param temperatureC outdoor dry bulb, one value a step
 * @param itDesignKw full IT load, at which the PUE of curve or constant holds
 */
export function prepareFacility(inputs: FacilityInputs, temperatureC: Float64Array, itDesignKw: number, stepHours: number): Facility {
  const { cooling } = inputs;
  if (cooling.kind === "plant") {
    const plant = makeCoolingPlant(cooling, temperatureC, itDesignKw, stepHours);
    return { ...tangent(plant, new Float64Array(temperatureC.length).fill(TYPICAL_LOAD_FRACTION * itDesignKw)), plant };
  }
  const busPerIt = new Float64Array(temperatureC.length);
  const busFixedKw = new Float64Array(temperatureC.length);
  const pue = pueOf(cooling);
  const fixed = inputs.fixedOverheadFraction;
  for (let i = 0; i < temperatureC.length; i++) {
    const overhead = pue(temperatureC[i]!) - 1;
    busPerIt[i] = 1 + overhead * (1 - fixed);
    busFixedKw[i] = overhead * fixed * itDesignKw;
  }
  return { busPerIt, busFixedKw };
}

/** The facility drawn straight around an IT load; one without chillers is straight already. */
export function facilityAround(facility: Facility, itKw: Float64Array): Facility {
  const { plant } = facility;
  return plant === undefined ? facility : { ...tangent(plant, itKw), plant, electricityPerHeat: plant.store && electricityPerHeat(plant, itKw) };
}

function electricityPerHeat(plant: CoolingPlant, itKw: Float64Array): Float64Array {
  return itKw.map((kw, i) => {
    const heatKw = Math.max(plant.chillerHeatKw(i, kw), 1e-6 * plant.chillerCapacityKw(i));
    return plant.chillerKw(i, heatKw) / heatKw;
  });
}

/** Half the width over which the slope is taken, as a share of the load. */
const TANGENT_FRACTION = 0.01;

function tangent(plant: CoolingPlant, itKw: Float64Array): { busPerIt: Float64Array; busFixedKw: Float64Array } {
  const busPerIt = new Float64Array(itKw.length);
  const busFixedKw = new Float64Array(itKw.length);
  for (let i = 0; i < itKw.length; i++) {
    const at = Math.max(itKw[i]!, 1e-3);
    const half = TANGENT_FRACTION * at;
    busPerIt[i] = (plant.busKw(i, at + half) - plant.busKw(i, at - half)) / (2 * half);
    busFixedKw[i] = plant.busKw(i, at) - busPerIt[i]! * at;
  }
  return { busPerIt, busFixedKw };
}

/** IT power behind a facility's meter; 0 where the meter reads less than an idle building draws. */
export function itBehindMeterKw({ busPerIt, busFixedKw, plant }: Facility, step: number, meterKw: number): number {
  let itKw = (meterKw - busFixedKw[step]!) / busPerIt[step]!;
  // Newton's method with the known slope: overheads are a small and smooth part of the whole.
  if (plant !== undefined) for (let k = 0; k < 60; k++) itKw = Math.max(itKw + (meterKw - plant.busKw(step, Math.max(itKw, 0))) / busPerIt[step]!, 0);
  return Math.max(itKw, 0);
}

/** Points must rise in temperature: two PUEs at one temperature are no curve. */
export function facilityIssues({ cooling }: FacilityInputs): Issue[] {
  if (cooling.kind !== "points") return [];
  return cooling.points.flatMap(({ temperatureC }, index) => {
    const before = cooling.points[index - 1];
    if (before === undefined || before.temperatureC < temperatureC) return [];
    return [{ where: { path: `facility.cooling.points[${index}].temperatureC` }, found: String(temperatureC), allowed: `above ${before.temperatureC}, the point before it` }];
  });
}

/** PUE at an outdoor dry bulb in °C. */
export function pueOf(cooling: Exclude<FacilityInputs["cooling"], { kind: "plant" }>): (temperatureC: number) => number {
  switch (cooling.kind) {
    case "constant": return () => cooling.pue;
    case "curve": return piecewise(curveTemperaturesC, pueCurves[cooling.curve]);
    case "points": return piecewise(cooling.points.map((point) => point.temperatureC), cooling.points.map((point) => point.pue));
  }
}

/** Straight between the points of rising x, the ends held. */
function piecewise(xs: readonly number[], ys: readonly number[]): (x: number) => number {
  return (x) => {
    if (x <= xs[0]!) return ys[0]!;
    for (let k = 1; k < xs.length; k++) {
      const right = xs[k]!;
      if (x <= right) {
        const left = xs[k - 1]!;
        return ys[k - 1]! + (ys[k]! - ys[k - 1]!) * ((x - left) / (right - left));
      }
    }
    return ys[ys.length - 1]!;
  };
}
