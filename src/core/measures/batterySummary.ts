import type { RunColumns } from "../result.ts";
import { ageBattery, type AgeingInputs, type BatterySummary } from "../site/ageing.ts";

type BatteryColumns = Pick<RunColumns, "socKwh" | "chargeKw" | "importKw" | "buyPerKwh" | "sellPerKwh">;

/** @param installedKwh energy of the store as it was when new */
export function batterySummary(ageing: AgeingInputs, installedKwh: number, { socKwh, chargeKw, importKw, buyPerKwh, sellPerKwh }: BatteryColumns, stepHours: number): BatterySummary {
  let [chargedKw, cost] = [0, 0];
  for (let i = 0; i < chargeKw.length; i++) {
    const charge = chargeKw[i]!;
    if (charge === 0) continue;
    const fromGrid = Math.min(charge, importKw[i]!);
    chargedKw += charge;
    cost += fromGrid * buyPerKwh[i]! + (charge - fromGrid) * sellPerKwh[i]!;
  }
  return {
    chargeKwh: chargedKw * stepHours, chargeCost: cost * stepHours,
    ageing: { model: ageing.model, atStart: ageing.atStart, atEnd: ageBattery(ageing, socKwh, installedKwh, stepHours, ageing.atStart) },
  };
}
