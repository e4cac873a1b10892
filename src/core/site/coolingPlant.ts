import * as z from "zod/mini";
import { choiceField, fieldRegistry, numberField } from "../field.ts";
import { atan } from "../maths/functions.ts";

/** Chillers with an economiser and the losses of power distribution: PUE follows from weather and load instead of standing in a curve. */
export const coolingPlantInputs = z.strictObject({
  kind: z.literal("plant"),
  chiller: choiceField(["water", "air"], { title: "Chillers", help: "Water-cooled centrifugal machines with towers, or air-cooled scroll machines.", default: "water", options: { water: "Water-cooled", air: "Air-cooled" } }),
  economiser: choiceField(["none", "air", "water"], {
    title: "Free cooling", help: "Outdoor air to the servers, or cold water from the towers, where the weather allows; the chillers take the rest.", default: "water",
    options: { none: "None", air: "Outdoor air", water: "Tower water" },
  }),
  supplyAirC: numberField({ title: "Air to the servers", help: "Temperature at their inlet; the air leaves 12 K warmer.", unit: "°C", min: 15, max: 45, default: 24, step: 0.5, source: "ASHRAE TC 9.9: recommended 18 to 27 °C." }),
  chilledWaterC: numberField({ title: "Chilled water", help: "Temperature that the chillers deliver; it returns 10 K warmer.", unit: "°C", min: 5, max: 25, default: 15, step: 0.5, assumed: true, source: "Design choice: warm water, as new plants have it." }),
  humidityFraction: numberField({ title: "Relative humidity", help: "Of the outdoor air, for the wet-bulb temperature.", unit: "%", min: 0.05, max: 1, default: 0.6, step: 0.05, assumed: true, source: "Assumed all year: the weather of a run has no humidity." }),
  leastLoadFraction: numberField({
    title: "Least load of a machine", help: "Machines are switched off one by one so that none runs below this share of its capacity.", unit: "%", min: 0.05, max: 1, default: 0.5, step: 0.05, assumed: true, source: "Design choice.",
  }),
  marginRatio: numberField({ title: "Chiller capacity", help: "Of all machines on the design day, over the heat at full load.", unit: "ratio", min: 1, max: 3, default: 1.2, step: 0.05, assumed: true, source: "Design choice: one machine more than needed." }),
  ups: choiceField(["double", "eco"], { title: "UPS", help: "Double conversion, or eco mode with a loss of 1.2 %.", default: "double", options: { double: "Double conversion", eco: "Eco mode" } }),
  coldStoreKwh: numberField({ title: "Cold store", help: "Heat that a tank of chilled water can take; 10.5 kWh a cubic metre. 0 means none.", unit: "kWh", min: 0, max: 1e8, default: 0, log: true, source: "1.163 kWh/(m³·K) × 10 K × 0.9." }),
  coldStoreKw: numberField({ title: "Cold store power", help: "Heat that it takes in or gives out at most.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  coldStoreLossPerHourFraction: numberField({ title: "Cold store losses", help: "Share of what it holds that warms up in an hour; 0.04 % is 1 % a day.", unit: "%/h", min: 0, max: 0.1, default: 0.0004, source: "1 % a day (insulated tanks)." }),
  upsRedundancyRatio: numberField({ title: "UPS rating", help: "Over the IT design power; 2 is two full paths, each at half load.", unit: "ratio", min: 1, max: 3, default: 2, step: 0.1, assumed: true, source: "Design choice: 2N." }),
}).register(fieldRegistry, { title: "Chillers with economiser", help: "Power of chillers, fans, pumps and distribution from weather and load." });

export type CoolingPlantInputs = z.infer<typeof coolingPlantInputs>;

/** Air warms by this over the servers, K; chilled water over the coils, K. */
const AIR_RISE_K = 12;
const WATER_RISE_K = 10;
/** Condenser water above the wet bulb, K; and through the exchanger of tower water besides, K. */
const TOWER_APPROACH_K = 4;
const EXCHANGER_APPROACH_K = 1.5;
/** kW at design per kW of heat; design figures of common plants. */
const FANS = 0.04;
const PUMPS = 0.03;
const TOWER = 0.02;
/** Share of the IT design power: light and the rest of the building. */
const LIGHT_FRACTION = 0.01;
/** The design day's dry bulb, °C. */
const DESIGN_DAY_C = 40;

type Biquadratic = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * Capacity and power of a chiller against temperature, and power against part load (EnergyPlus ElectricEIR, DOE-2 and COMNET
 * coefficients; °F, x leaving chilled water, y entering condenser water or outdoor air). Rated at 44 °F and 85 °F (water) or 95 °F (air).
 */
const machines = {
  water: {
    ratedCop: 6.1,
    capacity: [-0.29861976, 0.02996076, -0.00080125, 0.01736268, -0.00032606, 0.00063139] as Biquadratic,
    power: [0.51777196, -0.00400363, 0.00002028, 0.00698793, 0.0000829, -0.00015467] as Biquadratic,
    partLoad: [0.17149273, 0.58820208, 0.23737257] as const,
    // The curves were fitted down to 18 °C of condenser water; colder gives no further gain here.
    coldestSinkC: 18, warmestForCapacityC: 11,
  },
  air: {
    ratedCop: 3.1,
    capacity: [0.40070684, 0.01861548, 0.00007199, 0.00177296, -0.00002014, -0.00008273] as Biquadratic,
    power: [0.99006553, -0.00584144, 0.00016454, -0.00661136, 0.00016808, -0.00022501] as Biquadratic,
    partLoad: [0.06369119, 0.58488832, 0.35280274] as const,
    coldestSinkC: 10, warmestForCapacityC: 15,
  },
} as const;

export type ChillerKind = keyof typeof machines;

/**
 * Wet bulb from dry bulb and humidity at sea level, °C (Stull 2011, J. Appl. Meteor. Clim. 50, eq. 1).
 * @param humidityFraction 0.05…1
 */
export function wetBulbC(dryBulbC: number, humidityFraction: number): number {
  const rh = 100 * humidityFraction;
  return dryBulbC * atan(0.151977 * Math.sqrt(rh + 8.313659)) + atan(dryBulbC + rh) - atan(rh - 1.676331) + 0.00391838 * rh * Math.sqrt(rh) * atan(0.023101 * rh) - 4.686035;
}

/**
 * Heat moved per electricity taken.
 * @param chilledWaterC leaving the machine
 * @param sinkC condenser water entering it, or outdoor air
 * @param loadFraction of its capacity at these temperatures
 */
export function chillerCop(kind: ChillerKind, chilledWaterC: number, sinkC: number, loadFraction: number): number {
  const { ratedCop, power, partLoad, coldestSinkC } = machines[kind];
  const [p0, p1, p2] = partLoad;
  const eir = biquadratic(power, fahrenheit(chilledWaterC), fahrenheit(Math.max(sinkC, coldestSinkC)));
  return (loadFraction * ratedCop) / (eir * (p0 + p1 * loadFraction + p2 * loadFraction * loadFraction));
}

/** Capacity at some temperatures over the rated. */
export function chillerCapacityFraction(kind: ChillerKind, chilledWaterC: number, sinkC: number): number {
  const { capacity, coldestSinkC, warmestForCapacityC } = machines[kind];
  return biquadratic(capacity, fahrenheit(Math.min(chilledWaterC, warmestForCapacityC)), fahrenheit(Math.max(sinkC, coldestSinkC)));
}

/**
 * Share of the heat that the weather takes without the chillers.
 * ASHRAE TC 9.9 temperatures; the straight line between full and none is a design choice.
 */
export function freeCoolingFraction({ economiser, supplyAirC, chilledWaterC }: Pick<CoolingPlantInputs, "economiser" | "supplyAirC" | "chilledWaterC">, dryBulbC: number, wetBulb: number): number {
  switch (economiser) {
    case "none": return 0;
    case "air": return clip((supplyAirC + AIR_RISE_K - dryBulbC) / (AIR_RISE_K + 1));
    case "water": return clip((chilledWaterC + WATER_RISE_K - (wetBulb + TOWER_APPROACH_K + EXCHANGER_APPROACH_K)) / WATER_RISE_K);
  }
}

/** A tank of chilled water beside the chillers; energies are of heat. */
export type ColdStoreRatings = {
  readonly capacityKwh: number;
  /** Most that it takes in and gives out, kW of heat. */
  readonly powerKw: number;
  /** Share of what it holds that warms up in a step. */
  readonly lossPerStep: number;
};

/** What a plant draws at some weather, as a function of the IT power. */
export type CoolingPlant = {
  /** Bus power of the facility, IT included, kW. */
  busKw(step: number, itKw: number): number;
  /** Chillers alone, for a given heat, kW electric per step; what a cold store shifts. */
  readonly chillerKw: (step: number, heatKw: number) => number;
  /** Heat that the chillers must take at an IT power, after free cooling, kW. */
  chillerHeatKw(step: number, itKw: number): number;
  /** Most heat that the chillers can take, kW. */
  chillerCapacityKw(step: number): number;
  /** Absent where there is none. */
  readonly store?: ColdStoreRatings | undefined;
};

export function makeCoolingPlant(inputs: CoolingPlantInputs, temperatureC: Float64Array, itDesignKw: number, stepHours: number): CoolingPlant {
  const { chiller, chilledWaterC, leastLoadFraction, upsRedundancyRatio, ups, economiser } = inputs;
  const n = temperatureC.length;
  const free = new Float64Array(n);
  const sinkC = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const dry = temperatureC[i]!;
    const wet = wetBulbC(dry, inputs.humidityFraction);
    free[i] = freeCoolingFraction(inputs, dry, wet);
    sinkC[i] = chiller === "water" ? wet + TOWER_APPROACH_K : dry;
  }
  const upsRatedKw = itDesignKw * upsRedundancyRatio;
  /** IT power with distribution inside the building: transformers of the halls (a0 + a2 L²), then the UPS (a0 + a1 L + a2 L²). */
  const distributedKw = (itKw: number): number => {
    const pduLoad = itKw / upsRatedKw;
    const fed = itKw + upsRatedKw * (0.004 + 0.01 * pduLoad * pduLoad);
    if (ups === "eco") return fed * 1.012;
    const load = fed / upsRatedKw;
    return fed + upsRatedKw * (0.01 + 0.01 * load + 0.01 * load * load);
  };
  const lightKw = LIGHT_FRACTION * itDesignKw;
  const designHeatKw = distributedKw(itDesignKw) + lightKw;
  const designSinkC = chiller === "water" ? wetBulbC(DESIGN_DAY_C, 0.3) + TOWER_APPROACH_K : DESIGN_DAY_C;
  const ratedKw = (designHeatKw * inputs.marginRatio) / chillerCapacityFraction(chiller, chilledWaterC, designSinkC);
  const capacityKw = Float64Array.from(sinkC, (sink) => ratedKw * chillerCapacityFraction(chiller, chilledWaterC, sink));

  const [p0, p1, p2] = machines[chiller].partLoad;
  /** Electricity per heat at full load of a machine; part load multiplies it. */
  const perHeat = Float64Array.from(sinkC, (sink) => 1 / (chillerCop(chiller, chilledWaterC, sink, 1) * (p0 + p1 + p2)));
  const chillerKw = (step: number, heatKw: number): number => {
    if (heatKw <= 0) return 0;
    const share = heatKw / capacityKw[step]!;
    const loadFraction = share > leastLoadFraction ? share : leastLoadFraction;
    return (heatKw * perHeat[step]! * (p0 + p1 * loadFraction + p2 * loadFraction * loadFraction)) / loadFraction;
  };
  const exists = inputs.coldStoreKwh > 0 && inputs.coldStoreKw > 0;
  return {
    store: exists ? { capacityKwh: inputs.coldStoreKwh, powerKw: inputs.coldStoreKw, lossPerStep: inputs.coldStoreLossPerHourFraction * stepHours } : undefined,
    chillerKw,
    chillerCapacityKw: (step) => capacityKw[step]!,
    chillerHeatKw: (step, itKw) => (distributedKw(itKw) + lightKw) * (1 - free[step]!),
    busKw(step, itKw) {
      const inside = distributedKw(itKw) + lightKw;
      const share = inside / designHeatKw;
      // Outdoor air spares the water loop; tower water uses all of it.
      const wetShare = economiser === "air" ? share * (1 - free[step]!) : share;
      const auxiliariesKw = designHeatKw * (FANS * power2half(share) + (PUMPS + (chiller === "water" ? TOWER : 0)) * power2half(wetShare));
      const behindTransformerKw = inside + chillerKw(step, inside * (1 - free[step]!)) + auxiliariesKw;
      const transformerKw = 1.5 * itDesignKw * upsRedundancyRatio;
      const load = behindTransformerKw / transformerKw;
      return behindTransformerKw + transformerKw * (0.002 + 0.008 * load * load);
    },
  };
}

/** Fans and pumps take a little less than the cube of their flow: load^2.5. */
function power2half(share: number): number {
  return share * share * Math.sqrt(share);
}

function biquadratic([a, b, c, d, e, f]: Biquadratic, x: number, y: number): number {
  return a + b * x + c * x * x + d * y + e * y * y + f * x * y;
}

function fahrenheit(celsius: number): number {
  return celsius * 1.8 + 32;
}

function clip(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
