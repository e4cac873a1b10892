import { rainflow } from "../../maths/rainflow.ts";
import { ageOneDay, cycleLossFraction, newBattery, NMC_START, samCalendarLoss } from "../../site/ageing.ts";
import { chargeLimitKw, dischargeLimitKw, keepPerStep, socAfterKwh } from "../../site/battery.ts";
import { survival, survivalInputs } from "../survival.ts";
import { checkInputs } from "../../check.ts";
import type { Check, CheckPart } from "./check.ts";

const SSC = "SAM, ssc test/shared_test/lib_battery_lifetime_test.cpp";
/** SSC's own table: capacity, %, after cycles of a depth. */
const sscTable = [{ depth: 0.2, points: [[0, 100], [5000, 80], [10_000, 60]] as const }, { depth: 0.8, points: [[0, 100], [1000, 80], [2000, 60]] as const }];

/** Fifty hours of charging and discharging by turns, two hours each; 15-minute steps, 0.05 % lost an hour. */
function saw(): { readonly chargedKwh: number; readonly dischargedKwh: number; readonly socKwh: number } {
  const battery = { chargeKw: 1000, dischargeKw: 1000, socMaxKwh: 3600, chargeEfficiency: 0.95, dischargeEfficiency: 0.95, keepPerStep: keepPerStep(0.0005, 0.25) };
  let [socKwh, chargedKwh, dischargedKwh] = [2000, 0, 0];
  for (let i = 0; i < 200; i++) {
    const isCharging = Math.floor(i / 8) % 2 === 0;
    const chargeKw = isCharging ? Math.min(700, chargeLimitKw(battery, socKwh, 0.25)) : 0;
    const dischargeKw = isCharging ? 0 : Math.min(650, dischargeLimitKw(battery, socKwh, 400, 0.25));
    socKwh = socAfterKwh(battery, socKwh, chargeKw, dischargeKw, 0.25);
    chargedKwh += chargeKw * 0.25;
    dischargedKwh += dischargeKw * 0.25;
  }
  return { chargedKwh, dischargedKwh, socKwh };
}

/** Capacity that cycles between these depths leave, %. */
function left(depths: readonly number[]): number {
  return 100 - 100 * rainflow(depths).reduce((sum, { range, count }) => sum + count * cycleLossFraction(sscTable, range / 100, 0), 0);
}

/** Lithium of the NMC cell after so many idle days at full charge and 25 °C, %. */
function nmcLithium(days: number): number {
  let state = newBattery;
  const idleDay = { socMeanFraction: 1, socFractions: new Float64Array(24).fill(1), temperatureC: 25, fullCycles: 0, cycles: [] };
  for (let day = 0; day <= days; day++) state = ageOneDay("nmc", state, idleDay);
  return 100 * (75.075 / 75) * (NMC_START - state.calendarLossFraction);
}

/** Chance to ride through from the first hour. */
function rides(site: Parameters<typeof survival>[0], hours: number, availabilityFraction: number): number {
  const inputs = checkInputs(survivalInputs, { availabilityFraction });
  return survival(site, { ...inputs, maxHours: hours }, [hours]).byStart[0]!.fraction[0]!;
}

/** The store, its cycles and ageing, and the hours that it carries. */
export const batteryChecks: CheckPart = {
  id: "battery", title: "Battery, ageing and outages",
  checks() {
    const { chargedKwh, dischargedKwh, socKwh } = saw();
    const astm = rainflow([-2, 1, -3, 5, -1, 3, -4, 4, -2]);
    const line = (what: string, unit: string, expected: number, ours: number, tolerance: number, source: string): Check => ({ what, unit, expected, ours, tolerance, source });
    const sets = { ratingKw: 2, units: 2, startFailureFraction: 0, meanTimeToFailureHours: 5, fuelKwhPerKwh: 3, fuelIdleFraction: 0, fuelStockHours: undefined };
    const store = { chargeKw: 1, dischargeKw: 1, outageFloorKwh: 2, socMaxKwh: 4, chargeEfficiency: 1, dischargeEfficiency: 1 };
    const dayOf = (value: number): Float64Array => new Float64Array(48).fill(value);
    return [
      line("Charged in 200 steps of a saw, 4 MWh, 95 % each way, 0.05 % lost an hour", "kWh", 18_200, chargedKwh, 1e-3, "linear store, own numpy"),
      line("Discharged in the same", "kWh", 15_600, dischargedKwh, 1e-3, "linear store, own numpy"),
      line("Held at its end", "kWh", 2808.90341, socKwh, 1e-4, "linear store, own numpy"),
      line("Cycles of the standard's figure 6", "", 4, astm.reduce((sum, { count }) => sum + count, 0), 1e-9, "ASTM E1049-85, 5.4.4; rainflow 3.2.0"),
      line("Ranges of the same, by count", "", 23, astm.reduce((sum, { range, count }) => sum + range * count, 0), 1e-9, "ASTM E1049-85, 5.4.4; rainflow 3.2.0"),
      line("Capacity after 500 half cycles between 5 and 95 % depth", "%", 95.02, left(Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? 5 : 95))), 0.05, SSC),
      line("Capacity after 5, 95, 50, 85, 10, 50, 5, 95, 5 %", "%", 99.95, left([5, 95, 50, 85, 10, 50, 5, 95, 5]), 0.05, SSC),
      line("SAM's calendar curve, 10 years at 50 % and 25 °C", "", 0.981, 1.02 - samCalendarLoss(0, 0.5, 25, 3650), 5e-4, "from SAM's constants, computed elsewhere"),
      line("Lithium of the NMC cell after 5,000 idle days", "%", 84.61, nmcLithium(5000), 0.5, SSC),
      line("Three hours on two generators and a half-full battery", "", 0.557056, rides({ loadKw: [1, 2, 2, 1], generationKw: [0, 0, 0, 0], socKwh: [3, 3, 3, 3], battery: store, generator: sets }, 3, 1), 1e-6, "REopt.jl, test of backup reliability"),
      line("A day on one generator that fails to start one time in ten", "", 0.721394, rides({
        loadKw: dayOf(100), generationKw: dayOf(0), socKwh: dayOf(400), battery: { ...store, chargeKw: 100, dischargeKw: 100, outageFloorKwh: 0, socMaxKwh: 400 },
        generator: { ...sets, ratingKw: 100, units: 1, startFailureFraction: 0.1, meanTimeToFailureHours: 100 },
      }, 24, 0.98), 1e-5, "REopt.jl, test of backup reliability"),
    ];
  },
};
