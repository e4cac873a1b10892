import { readScoreCase } from "../../measures/score/caseInput.ts";
import { gridSideFigures } from "../../measures/score/gridSide.ts";
import { flexibilityScore } from "../../measures/score/score.ts";
import type { Check, CheckPart } from "./check.ts";

const hours = (of: (hour: number) => number): number[] => Array.from({ length: 24 }, (_, hour) => of(hour));
const flat = hours(() => 1000);

/** The score's worked example: flat 1,000 kW, 0.10 and from 16 to 21 h 0.30 a kWh, a battery of 400 kW and 2,000 kWh, one call of 500 kW. */
const batteryCase = {
  stepHours: 1, loadKw: flat, passiveImportKw: flat, importLimitKw: 1500, price: hours((hour) => (hour >= 16 && hour < 21 ? 0.3 : 0.1)),
  importKw: hours((hour) => (hour >= 1 && hour < 5 ? 1400 : hour === 5 ? 1294.736842 : hour >= 17 && hour < 21 ? 600 : 1000)),
  battery: { dischargeKw: 400, chargeKw: 400, etaCharge: 0.95, etaDischarge: 0.95, floorKwh: 0, gridCharging: true },
  socKwh: [200, 200, 580, 960, 1340, 1720, ...Array.from({ length: 12 }, () => 2000), 1578.947368, 1157.894737, 736.842105, 315.789474, 315.789474, 315.789474, 315.789474],
  service: { unservedKwh: 0, demandKwh: 24_000, missedKwh: 0, deferrableKwh: 0, lostKwh: 0, workKwh: 24_000 },
  events: [{ start: 17, steps: 3, reduceKw: 500 }], options: { hardStarts: 1, spreadStarts: 4 },
};
/** The same site, its battery left full and idle. */
const rigidCase = { ...batteryCase, importKw: flat, socKwh: Array.from({ length: 25 }, () => 2000), battery: { ...batteryCase.battery, chargeKw: 500, dischargeKw: 500 }, events: [{ start: 17, steps: 3, reduceKw: 200 }] };

const SOURCE = "worked out independently from the score's definition";

/** The grid flexibility score and its parts. */
export const scoreChecks: CheckPart = {
  id: "score", title: "Grid flexibility score",
  checks() {
    const { input, options } = readScoreCase(batteryCase);
    const ours = flexibilityScore(input, options);
    const rigid = readScoreCase(rigidCase);
    const still = flexibilityScore(rigid.input, rigid.options);
    const grid = gridSideFigures(input);
    const line = (what: string, expected: number, value: number): Check => ({ what, unit: "", expected, ours: value, tolerance: 1e-6 * Math.max(1, Math.abs(expected)), source: SOURCE });
    return [
      line("Price adaptability P of a day with a battery of 400 kW", 0.306109649, ours.P),
      line("Capability C of the same", 0.259375, ours.C),
      line("Delivery D of a call of 500 kW", 0.8, ours.D),
      line("Score of 100", 25.680482459, ours.score),
      line("The same battery left full and idle: capability", 0.4425, still.C),
      line("Its score", 0, still.score),
      line("Cost against doing nothing", 0.914551, grid.cost ?? NaN),
    ];
  },
};
