import type * as z from "zod/mini";
import type { Issue } from "../errors.ts";
import { choiceField, group, integerField, numberField, optionalNumberField, switchField } from "../field.ts";
import type { RandomStream } from "../time/streams.ts";

/** Sets that carry the load while the grid is out, and beside it where their permit allows. Fuel is counted by its energy (HHV), whatever its form. */
export const generatorInputs = group({ title: "Generator", help: "Diesel or gas sets that carry the load while the grid is out. A rating of 0 means none." }, {
  ratingKw: numberField({ title: "Rating", help: "Of all sets together.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  units: integerField({ title: "Sets", help: "Equal sets that start and fail each on its own.", unit: "sets", min: 1, max: 200, default: 1 }),
  fuel: choiceField(["diesel", "gas"], { title: "Fuel", help: "Names the fuel in results; its figures stand below.", default: "diesel", options: { diesel: "Diesel", gas: "Natural gas" } }),
  minLoadFraction: numberField({
    title: "Minimum load", help: "Sets do not run for long below this share of their rating; in an outage the battery takes what is too much, or the sets run lower and it is said.", unit: "%", min: 0, max: 1, default: 0.3, step: 0.05,
    assumed: true, source: "Wet stacking below 30 % (practice, NFPA 110; not confirmed). REopt takes 0.",
  }),
  fuelKwhPerKwh: numberField({
    title: "Fuel per energy", help: "Energy of the fuel for one more kWh of electricity.", unit: "kWh/kWh", min: 1, max: 10, default: 2.544, step: 0.01, assumed: true,
    source: "2 MW class 0.0625 gal/kWh × 40.7 kWh/gal (REopt's form, not confirmed).",
  }),
  fuelIdleFraction: numberField({
    title: "Fuel at no load", help: "Fuel power of a running set without load, over its rating.", unit: "%", min: 0, max: 2, default: 0.338, step: 0.01, assumed: true,
    source: "2 MW class 0.0083 gal/h per kW × 40.7 kWh/gal (REopt's form, not confirmed).",
  }),
  fuelCostPerKwh: numberField({ title: "Fuel price", help: "Per kWh of the fuel's energy (HHV); 0.0553 is 2.25 a gallon of diesel.", unit: "currency/kWh", min: 0, max: 10, default: 0.0553, step: 0.001, source: "REopt.jl, 2.25 $/gal; market 3.5 to 4 in 2024–25 (not confirmed)." }),
  fuelStockHours: optionalNumberField({ title: "Fuel stock", help: "Hours at full load that the tanks hold at the start of each outage; empty means the supply does not end.", unit: "h", min: 0, max: 8760 }),
  emissionsKgPerKwh: numberField({ title: "Emissions", help: "CO2e per kWh of the fuel's energy; 0.251 is diesel.", unit: "kg/kWh", min: 0, max: 2, default: 0.251, step: 0.001, source: "EPA emission factors 2024: 10.21 kg CO2 per gallon of diesel, 40.7 kWh/gal." }),
  startMinutes: numberField({ title: "Start", help: "From the call to full power. What the UPS does not bridge of it, the battery carries, or nothing.", unit: "min", min: 0, max: 240, default: 0.17, source: "NFPA 110 type 10: 10 s; natural gas 2 to 5 min (not confirmed)." }),
  upsMinutes: numberField({ title: "Bridged by UPS", help: "Time that the servers' own batteries carry the load; the sets give it back within the same step.", unit: "min", min: 0, max: 60, default: 5, step: 1, assumed: true, source: "Design choice; five minutes at full load are usual." }),
  startFailureFraction: numberField({ title: "Failure to start", help: "Share of starts at which a set does not come; it stays away for that outage.", unit: "%", min: 0, max: 1, default: 0.0094, step: 0.001, assumed: true, source: "REopt outage reliability default (not confirmed)." }),
  meanTimeToFailureHours: numberField({ title: "Mean time to failure", help: "Of a running set; a failed set stays away for that outage.", unit: "h", min: 1, max: 1e6, default: 1100, log: true, assumed: true, source: "REopt outage reliability default (not confirmed)." }),
  permittedHours: numberField({
    title: "Hours beside the grid", help: "Hours a year in which the sets may run while the grid is there. An emergency permit allows none for peaks or income.", unit: "h", min: 0, max: 8784, default: 0, step: 10,
    source: "40 CFR 60.4211(f); non-emergency sets by permit, often 200 to 500 h (not confirmed).",
  }),
  demandResponse: switchField({ title: "May serve programmes", help: "Whether the permitted hours may be used for demand response.", default: false }),
});

export type GeneratorInputs = z.infer<typeof generatorInputs>;

export function generatorIssues(inputs: GeneratorInputs): Issue[] {
  if (!inputs.demandResponse || inputs.permittedHours > 0) return [];
  return [{ where: { path: "generator.demandResponse" }, found: "true", allowed: "false where permittedHours is 0" }];
}

/** Fuel that the running sets burn in some hours, kWh of its energy: a straight line in the power, as REopt has it. */
export function fuelKwh(generator: Pick<GeneratorInputs, "fuelKwhPerKwh" | "fuelIdleFraction">, runningKw: number, powerKw: number, hours: number): number {
  return (generator.fuelKwhPerKwh * powerKw + generator.fuelIdleFraction * runningKw) * hours;
}

/** Most that the sets can give over some hours from what the tanks hold. */
export function powerFromFuelKw(generator: Pick<GeneratorInputs, "fuelKwhPerKwh" | "fuelIdleFraction">, runningKw: number, heldKwh: number, hours: number): number {
  return Math.max((heldKwh / hours - generator.fuelIdleFraction * runningKw) / generator.fuelKwhPerKwh, 0);
}

/** Share of running sets that fail within some hours: REopt's form, the exponential's to first order. */
export function failureFraction(meanTimeToFailureHours: number, hours: number): number {
  return Math.min(hours / meanTimeToFailureHours, 1);
}

/** What the tanks hold when they are full, kWh of fuel; Infinity where the supply does not end. */
export function fuelStockKwh(generator: Pick<GeneratorInputs, "ratingKw" | "fuelKwhPerKwh" | "fuelIdleFraction" | "fuelStockHours">): number {
  return generator.fuelStockHours === undefined ? Infinity : fuelKwh(generator, generator.ratingKw, generator.ratingKw, generator.fuelStockHours);
}

/** What the sets did over the run. */
export type GeneratorSummary = {
  readonly energyKwh: number;
  readonly hours: number;
  /** Hours beside the grid, which the permit counts. */
  readonly hoursBesideGrid: number;
  readonly fuelKwh: number;
  readonly fuelCost: number;
  readonly emissionsKg: number;
  readonly starts: number;
  /** Sets that did not start or failed while running, summed over all calls. */
  readonly failures: number;
  /** Hours below the minimum load. */
  readonly hoursBelowMinimum: number;
};

/** The sets over one run, called on by the plant step by step; they keep their own fuel, failures and hours. */
export type GeneratorRun = {
  /**
   * Most that the sets can give in this step, kW. The first call of an outage starts them: each may fail, and the start takes its
   * time out of the step. Beside the grid it is 0 where the permit's hours are used up.
   */
  limitKw(gridOut: boolean): number;
  /** Power under which the running sets should not run, kW; known after `limitKw`. */
  minimumKw(): number;
  /** Books what was given in the step. */
  give(powerKw: number, gridOut: boolean): void;
  /** The grid is back and nobody asks: the sets stop, failed ones are mended, the tanks are filled. */
  rest(): void;
  summary(): GeneratorSummary;
};

/** @param stream draws the failures; the same for every strategy on the same site */
export function startGenerator(inputs: GeneratorInputs, stepHours: number, stream: RandomStream): GeneratorRun {
  const { units, startFailureFraction, permittedHours } = inputs;
  const unitKw = inputs.ratingKw / units;
  const stockKwh = fuelStockKwh(inputs);
  const failsInStep = failureFraction(inputs.meanTimeToFailureHours, stepHours);
  let working = 0;
  let called = false;
  let startHoursLeft = 0;
  let heldKwh = stockKwh;
  let [energyKwh, hours, hoursBesideGrid, burntKwh, starts, failures, hoursBelowMinimum] = [0, 0, 0, 0, 0, 0, 0];

  const lose = (fraction: number) => {
    for (let unit = working; unit > 0; unit--) {
      if (stream.next() >= fraction) continue;
      working--;
      failures++;
    }
  };
  return {
    limitKw(gridOut) {
      if (!gridOut && hoursBesideGrid + stepHours > permittedHours) return 0;
      if (called) lose(failsInStep);
      else {
        called = true;
        working = units;
        starts++;
        startHoursLeft = Math.max(inputs.startMinutes - inputs.upsMinutes, 0) / 60;
        lose(startFailureFraction);
      }
      const startingHours = Math.min(startHoursLeft, stepHours);
      startHoursLeft -= startingHours;
      const runningKw = working * unitKw;
      return Math.min(runningKw * (1 - startingHours / stepHours), powerFromFuelKw(inputs, runningKw, heldKwh, stepHours));
    },
    minimumKw: () => inputs.minLoadFraction * working * unitKw,
    give(powerKw, gridOut) {
      if (powerKw <= 0) return;
      const runningKw = working * unitKw;
      const fuel = fuelKwh(inputs, runningKw, powerKw, stepHours);
      heldKwh -= fuel;
      burntKwh += fuel;
      energyKwh += powerKw * stepHours;
      hours += stepHours;
      if (!gridOut) hoursBesideGrid += stepHours;
      if (powerKw < inputs.minLoadFraction * runningKw) hoursBelowMinimum += stepHours;
    },
    rest() {
      called = false;
      heldKwh = stockKwh;
    },
    summary: () => ({
      energyKwh, hours, hoursBesideGrid, fuelKwh: burntKwh, fuelCost: burntKwh * inputs.fuelCostPerKwh, emissionsKg: burntKwh * inputs.emissionsKgPerKwh, starts, failures, hoursBelowMinimum,
    }),
  };
}
