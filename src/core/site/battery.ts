import type * as z from "zod/mini";
import type { Issue } from "../errors.ts";
import { group, numberField, switchField } from "../field.ts";
import { pow } from "../maths/functions.ts";
import type { ProgramBuilder } from "../maths/linearProgram.ts";
import { ageingInputs } from "./ageing.ts";

/** A linear store behind an inverter: power at the AC side, energy inside, one-way efficiencies between the two. */
export const batteryInputs = group({ title: "Battery", help: "Stores energy for dearer hours, for the month's peak or for an outage. Power or energy 0 means none." }, {
  powerKw: numberField({
    title: "Power", help: "Rating of the inverter at its AC side: the most that the battery gives in a step.",
    unit: "kW", min: 0, max: 1e7, default: 0, log: true,
  }),
  energyKwh: numberField({
    title: "Energy", help: "Capacity of the store as installed, of which the state-of-charge window is used.",
    unit: "kWh", min: 0, max: 1e8, default: 0, log: true,
  }),
  chargePowerFraction: numberField({
    title: "Charging power", help: "Charging rating as a share of the discharging rating.",
    unit: "%", min: 0.01, max: 10, default: 1, step: 0.01, assumed: true, source: "Design choice: an inverter works alike both ways.",
  }),
  chargeEfficiencyFraction: numberField({
    title: "Charging efficiency", help: "Stored energy per AC energy taken in; the round trip is this times the discharging efficiency.",
    unit: "%", min: 0.3, max: 1, default: 0.948, step: 0.001, source: "REopt.jl 029db01, electric_storage.jl: 0.96 converter × √0.975; round trip 0.899.",
  }),
  dischargeEfficiencyFraction: numberField({
    title: "Discharging efficiency", help: "AC energy given per stored energy taken out.",
    unit: "%", min: 0.3, max: 1, default: 0.948, step: 0.001, source: "REopt.jl 029db01, electric_storage.jl: 0.96 converter × √0.975; round trip 0.899.",
  }),
  socMinFraction: numberField({
    title: "Lowest state of charge", help: "Discharging stops here; self-discharge may carry the store below it.",
    unit: "%", min: 0, max: 1, default: 0.2, step: 0.01, source: "REopt.jl 029db01, electric_storage.jl.",
  }),
  socMaxFraction: numberField({
    title: "Highest state of charge", help: "Charging stops here.",
    unit: "%", min: 0, max: 1, default: 1, step: 0.01, source: "REopt.jl 029db01, electric_storage.jl.",
  }),
  initialSocFraction: numberField({
    title: "State of charge at the start", help: "What the run begins with; what it ends with above or below this is valued on a line of its own.",
    unit: "%", min: 0, max: 1, default: 0.5, step: 0.01, source: "REopt.jl 029db01, electric_storage.jl.",
  }),
  selfDischargePerHourFraction: numberField({
    title: "Self-discharge", help: "Share of the stored energy lost in each hour of rest or use; 0.0028 % an hour is 2 % a month.",
    unit: "%/h", min: 0, max: 0.05, default: 2.8e-5, assumed: true, source: "Typical lithium ion, 1 to 3 % a month (not confirmed).",
  }),
  auxiliaryKwPerKwh: numberField({
    title: "Auxiliary load", help: "Cooling and control of the battery, drawn in every step whether it works or rests, per kWh installed.",
    unit: "kW/kWh", min: 0, max: 0.05, default: 0.0015, step: 0.0001, assumed: true,
    source: "0.001 at rest, 0.003 while cycling (not confirmed), cycling a quarter of the hours; constant, so that rule and optimum carry the same load.",
  }),
  gridCharging: switchField({
    title: "Charging from the grid", help: "Off: it takes no more than solar and wind give in the step.", default: true,
  }),
  reserveFraction: numberField({
    title: "Reserve for outages", help: "State of charge that no strategy uses while the grid is there; an outage may use it down to the lowest state of charge.",
    unit: "%", min: 0, max: 1, default: 0, step: 0.01,
  }),
  wearCostPerKwh: numberField({
    title: "Wear", help: "What a kWh discharged (AC) takes off the battery's life; strategies do not cycle for less. Not a payment, so it stands outside the bill.",
    unit: "currency/kWh", min: 0, max: 10, default: 0.056, step: 0.001, assumed: true,
    source: "253 $/kWh (REopt.jl, January 2026) ÷ (2 × 6,000 cycles × 0.8 depth) = 0.026 each way, × 2 ÷ 0.948; the cycle number is not confirmed.",
  }),
  ageing: ageingInputs,
});

export type BatteryInputs = z.infer<typeof batteryInputs>;

/** Ratings and constants of a battery over steps of one length; `keepPerStep` is the share of the store that self-discharge leaves. */
export type BatteryRatings = {
  readonly chargeKw: number;
  readonly dischargeKw: number;
  /** What age has left of the installed energy; the window of charge is a share of it. */
  readonly capacityKwh: number;
  /** Floor while the grid is there: the lowest state of charge or the reserve for outages, whichever is higher. */
  readonly socMinKwh: number;
  /** Floor in an outage: the lowest state of charge. */
  readonly outageFloorKwh: number;
  readonly socMaxKwh: number;
  readonly initialSocKwh: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  readonly keepPerStep: number;
  readonly gridCharging: boolean;
  readonly wearCostPerKwh: number;
  readonly auxiliaryKw: number;
};

export function batteryRatings(inputs: BatteryInputs, stepHours: number): BatteryRatings {
  const exists = inputs.powerKw > 0 && inputs.energyKwh > 0;
  const installedKwh = exists ? inputs.energyKwh : 0;
  const energyKwh = installedKwh * inputs.ageing.atStart.capacityFraction;
  const powerKw = exists ? inputs.powerKw : 0;
  return {
    chargeKw: powerKw * inputs.chargePowerFraction,
    dischargeKw: powerKw,
    capacityKwh: energyKwh,
    socMinKwh: energyKwh * Math.max(inputs.socMinFraction, inputs.reserveFraction),
    outageFloorKwh: energyKwh * inputs.socMinFraction,
    socMaxKwh: energyKwh * inputs.socMaxFraction,
    initialSocKwh: energyKwh * inputs.initialSocFraction,
    chargeEfficiency: inputs.chargeEfficiencyFraction,
    dischargeEfficiency: inputs.dischargeEfficiencyFraction,
    keepPerStep: keepPerStep(inputs.selfDischargePerHourFraction, stepHours),
    gridCharging: inputs.gridCharging,
    wearCostPerKwh: inputs.wearCostPerKwh,
    auxiliaryKw: installedKwh * inputs.auxiliaryKwPerKwh,
  };
}

/** @param selfDischargePerHour share of the store lost in an hour of rest, 0…1, compounding */
export function keepPerStep(selfDischargePerHour: number, stepHours: number): number {
  return selfDischargePerHour === 0 ? 1 : pow(1 - selfDischargePerHour, stepHours);
}

type Store = Pick<BatteryRatings, "chargeEfficiency" | "dischargeEfficiency" | "keepPerStep">;

/** Stored energy at the end of a step that began with `socKwh`. The store loses to rest first, then takes and gives at its AC side. */
export function socAfterKwh(battery: Store, socKwh: number, chargeKw: number, dischargeKw: number, stepHours: number): number {
  return socKwh * battery.keepPerStep + battery.chargeEfficiency * chargeKw * stepHours - (dischargeKw / battery.dischargeEfficiency) * stepHours;
}

/** A battery's columns of one step in a linear programme: power each way at its AC side, and the store at the step's end. */
export type LinearStore = { readonly charge: number; readonly discharge: number; readonly soc: number };

/**
 * The same step in a linear programme, with wear in the objective. Nothing forbids charge and discharge at once: where prices are not
 * negative no optimum has both.
 * @param before the store's column at the end of the step before, or what it then holds, kWh
 * @param window least and most that the store may hold at the end of the step, kWh
 */
export function addLinearStore(program: ProgramBuilder, battery: BatteryRatings, stepHours: number, before: { readonly column: number } | { readonly kwh: number }, window: { readonly low: number; readonly high: number }): LinearStore {
  const charge = program.column(0, 0, battery.chargeKw);
  const discharge = program.column(battery.wearCostPerKwh * stepHours, 0, battery.dischargeKw);
  const soc = program.column(0, window.low, window.high);
  const heldKwh = "kwh" in before ? before.kwh * battery.keepPerStep : 0;
  program.row(heldKwh, heldKwh);
  program.entry(soc, 1);
  if ("column" in before) program.entry(before.column, -battery.keepPerStep);
  program.entry(charge, -battery.chargeEfficiency * stepHours);
  program.entry(discharge, stepHours / battery.dischargeEfficiency);
  return { charge, discharge, soc };
}

/** Most that the battery can take over a step, kW AC: by its rating and the room under its ceiling. */
export function chargeLimitKw(battery: Store & Pick<BatteryRatings, "chargeKw" | "socMaxKwh">, socKwh: number, stepHours: number): number {
  const roomKwh = battery.socMaxKwh - socKwh * battery.keepPerStep;
  return Math.max(0, Math.min(battery.chargeKw, roomKwh / (battery.chargeEfficiency * stepHours)));
}

/** Most that the battery can give over a step, kW AC: by its rating and what it holds above `floorKwh`. */
export function dischargeLimitKw(battery: Store & Pick<BatteryRatings, "dischargeKw">, socKwh: number, floorKwh: number, stepHours: number): number {
  const heldKwh = socKwh * battery.keepPerStep - floorKwh;
  return Math.max(0, Math.min(battery.dischargeKw, (heldKwh * battery.dischargeEfficiency) / stepHours));
}

/**
 * What the store holds at the end below its start, as a cost: valued at what a kWh of import costs on average, after the
 * loss of taking it out. Negative where the store ends fuller. A rule is not bent to end where it began; this line makes it comparable.
 */
export function residualValueCost(battery: Pick<BatteryRatings, "initialSocKwh" | "dischargeEfficiency">, finalSocKwh: number, meanImportCostPerKwh: number): number {
  return (battery.initialSocKwh - finalSocKwh) * battery.dischargeEfficiency * meanImportCostPerKwh;
}

/** What only several inputs together can break: the window must be open, and the start and the reserve lie within it. */
export function batteryIssues(inputs: BatteryInputs): Issue[] {
  const { socMinFraction, socMaxFraction, initialSocFraction, reserveFraction } = inputs;
  if (socMinFraction >= socMaxFraction) {
    return [{ where: { path: "battery.socMinFraction" }, found: String(socMinFraction), allowed: `below socMaxFraction, ${socMaxFraction}` }];
  }
  const issues: Issue[] = [];
  if (initialSocFraction < socMinFraction || initialSocFraction > socMaxFraction) {
    issues.push({ where: { path: "battery.initialSocFraction" }, found: String(initialSocFraction), allowed: `${socMinFraction} … ${socMaxFraction} (socMinFraction … socMaxFraction)` });
  }
  if (reserveFraction > socMaxFraction) {
    issues.push({ where: { path: "battery.reserveFraction" }, found: String(reserveFraction), allowed: `at most socMaxFraction, ${socMaxFraction}` });
  }
  return issues;
}
