import type { Bill, BillLine, BillMonth } from "../../src/core/market/signals.ts";
import { runColumns } from "../../src/core/result.ts";
import type { Kpis, RunResult } from "../../src/core/result.ts";
import { reasonCode } from "../../src/core/site/reason.ts";
import { column, makeFrame } from "../../src/core/time/frame.ts";
import { civilOf } from "../../src/text/dates.ts";

type Options = { readonly days?: number; readonly stepMinutes?: 15 | 30 | 60; readonly steps?: number; readonly isBare?: boolean };

/**
 * A plausible year of a made-up colocation site in Los Angeles: 5 MW of PV, a battery of 4 MW and 16 MWh that charges at
 * night and holds the evening's import down, a tariff of three periods. A picture to lay out, not a simulation.
 */
export function syntheticYear({ days = 365, stepMinutes = 15, steps = Math.round((days * 1440) / stepMinutes), isBare = false }: Options = {}): RunResult {
  const axis: RunResult["axis"] = {
    start: "2025-01-01", timeZone: "America/Los_Angeles", stepMinutes, days, clock: "civil", startMs: Date.UTC(2025, 0, 1, 8), length: steps, firstOffsetMinutes: -480,
    transitions: [{ atMs: Date.UTC(2025, 2, 9, 10), offsetMinutes: -420 }, { atMs: Date.UTC(2025, 10, 2, 9), offsetMinutes: -480 }],
  };
  const frame = makeFrame(runColumns.map(({ name }) => name), steps);
  const col = (name: string): Float64Array => column(frame, name);
  const [importKw, exportKw, pvKw, dischargeKw, chargeKw, demandKw, servedKw] = ["importKw", "exportKw", "pvKw", "dischargeKw", "chargeKw", "demandKw", "servedKw"].map(col);
  const [itKw, deferrableKw, coolingKw, socKwh, buy, carbon, marginal, temperature] = ["itKw", "deferrableKw", "coolingKw", "socKwh", "buyPerKwh", "averageCarbonGPerKwh", "marginalCarbonGPerKwh", "temperatureC"].map(col);
  const [period, charges, reason] = ["energyPeriod", "demandCharges", "batteryReason"].map(col);
  const hours = stepMinutes / 60;
  const noise = lcg(7);
  let soc = 8000;
  let cloud = 0.9;
  const monthPeak = Array.from({ length: 12 }, () => ({ flat: 0, flatStep: -1, peak: 0, peakStep: -1, energy: 0, kwh: 0 }));
  for (let i = 0; i < steps; i++) {
    const { month, hour, minute, weekday, day } = civilOf(axis, i);
    const h = hour + minute / 60;
    const season = Math.sin(((month - 4) / 12) * 2 * Math.PI + day / 60);
    if (hour === 0 && minute === 0) cloud = 0.55 + 0.45 * noise();
    const sun = Math.max(0, Math.sin(((h - 6.2 + 0.4 * season) / (12 + 1.6 * season)) * Math.PI));
    const isWeekday = weekday < 5;
    const onPeak = isWeekday && h >= 16 && h < 21;
    const midPeak = !onPeak && h >= 8 && h < 22;
    temperature![i] = 17 + 6 * season + 6 * Math.sin(((h - 9) / 24) * 2 * Math.PI);
    itKw![i] = 4600 + 400 * Math.sin(((h - 8) / 24) * 2 * Math.PI) * (isWeekday ? 1 : 0.5) + 60 * (noise() - 0.5);
    deferrableKw![i] = h >= 22 || h < 5 ? 500 : h < 8 ? 250 : 40;
    coolingKw![i] = (itKw![i]! + deferrableKw![i]!) * (0.16 + 0.012 * Math.max(0, temperature![i]! - 14));
    demandKw![i] = itKw![i]! + deferrableKw![i]! + coolingKw![i]!;
    pvKw![i] = isBare ? 0 : 5000 * 0.82 * sun ** 1.15 * Math.min(1, cloud * (0.94 + 0.12 * noise()));
    buy![i] = onPeak ? 0.184 : midPeak ? 0.096 : 0.066;
    period![i] = onPeak ? 2 : midPeak ? 1 : 0;
    carbon![i] = 240 + 90 * Math.sin(((h - 14) / 24) * 2 * Math.PI) - 80 * sun + 20 * season;
    marginal![i] = carbon![i]! + 150;
    charges![i] = onPeak ? 3 : 1;
    const net = demandKw![i]! - pvKw![i]!;
    if (!isBare && onPeak && soc > 1600) {
      dischargeKw![i] = Math.min(4000, Math.max(0, net - 4300), (soc - 1600) / hours);
      reason![i] = reasonCode.peakThreshold;
    } else if (!isBare && h < 6 && soc < 15_200) {
      chargeKw![i] = Math.min(2300, (15_200 - soc) / hours / 0.95, 8750 - net);
      reason![i] = reasonCode.cheapPrice;
    }
    soc += (chargeKw![i]! * 0.95 - dischargeKw![i]! / 0.95) * hours;
    socKwh![i] = isBare ? 0 : soc;
    const grid = net + chargeKw![i]! - dischargeKw![i]!;
    importKw![i] = Math.max(0, grid);
    exportKw![i] = Math.max(0, -grid);
    servedKw![i] = demandKw![i]!;
    const peak = monthPeak[month - 1]!;
    if (importKw![i]! > peak.flat) [peak.flat, peak.flatStep] = [importKw![i]!, i];
    if (onPeak && importKw![i]! > peak.peak) [peak.peak, peak.peakStep] = [importKw![i]!, i];
    peak.energy += importKw![i]! * hours * buy![i]!;
    peak.kwh += importKw![i]! * hours;
  }
  const bill = billOf(monthPeak.slice(0, Math.max(1, Math.ceil(days / 30.5))), 1);
  const idleBill = billOf(monthPeak.slice(0, Math.max(1, Math.ceil(days / 30.5))), 1.11);
  const peakImportKw = importKw!.reduce((most, value) => Math.max(most, value), 0);
  const importKwh = importKw!.reduce((sum, value) => sum + value, 0) * hours;
  const kpis: Kpis = {
    totalCost: bill.total, importKwh, exportKwh: 0, peakImportKw, loadFactorFraction: steps === 0 ? 0 : importKwh / (peakImportKw * steps * hours), pvKwh: pvKw!.reduce((sum, value) => sum + value, 0) * hours, curtailedKwh: 0,
    selfConsumptionFraction: 1, dischargeKwh: dischargeKw!.reduce((sum, value) => sum + value, 0) * hours, equivalentFullCycles: 300, emissionsKg: 13_287_000, unservedKwh: 0, missedKwh: 0, lostWorkKwh: 0, worstResidualKw: 0, residualValueCost: 0,
    windKwh: 0, generatorKwh: 0, fuelCost: 0, wearCost: 0, unservedCost: 0, lostWorkCost: 0, availabilityFraction: 1,
  };
  return {
    strategy: { battery: isBare ? "idle" : "peak-shaving", work: "price-defer" }, axis, frame, columns: runColumns, kpis, bill, warnings: [], work: [], findings: [],
    carbon: {
      locationBasedKg: 13_287_000, marketBasedKg: 13_287_000, residualBasis: "gridAverage", matching: "annual", coveredKwh: 0, scope1Kg: 0, avoidedKg: 0, exportAvoidedKg: 0,
      carbonFreeScoreFraction: 0.4, annualMatchFraction: 0,
    },
    idle: { kpis: { ...kpis, totalCost: idleBill.total, peakImportKw: 8170 }, bill: idleBill },
    site: {
      currency: "USD", importLimitKw: 9500, exportLimitKw: null, batteryKw: isBare ? 0 : 4000, batteryKwh: isBare ? 0 : 16_000, socMinKwh: 1600, socMaxKwh: 15_200,
      periodNames: ["Off-peak", "Mid-peak", "On-peak"], demandCharges: [{ id: "flat", label: "any time" }, { id: "tou-2", label: "on-peak" }],
    },
  };
}

function billOf(months: readonly { flat: number; flatStep: number; peak: number; peakStep: number; energy: number; kwh: number }[], factor: number): Bill {
  const made = months.map(({ flat, flatStep, peak, peakStep, energy, kwh }, index): BillMonth => {
    const flatKw = flat * factor;
    const peakKw = peak * factor;
    const exportCredit = 12_000 * (1 + Math.sin(index / 2));
    const lines: BillLine[] = [
      { kind: "energy", id: "energy", label: "Energy", amountCost: energy * factor, quantity: kwh, unit: "kWh" },
      { kind: "demandFlat", id: "flat", label: "any time", amountCost: flatKw * 14, quantity: flatKw, unit: "kW", rate: 14, step: flatStep },
      { kind: "demandTou", id: "tou-2", label: "on-peak", amountCost: peakKw * 24.7, quantity: peakKw, unit: "kW", rate: 24.7, step: peakStep },
      { kind: "fixed", id: "fixed", label: "Customer charge", amountCost: 1850, quantity: 1, unit: "month" },
      { kind: "exportCredit", id: "export", label: "Export", amountCost: exportCredit, quantity: 100_000, unit: "kWh" },
    ];
    const demandFlat = flatKw * 14;
    const demandTou = peakKw * 24.7;
    return { year: 2025, month: index + 1, lines, total: energy * factor + demandFlat + demandTou + 1850 - exportCredit, energy: energy * factor, exportCredit, demandTou, demandFlat, coincident: 0, fixed: 1850, minimum: 0, importKwh: kwh, exportKwh: 0, peakKw: flatKw };
  });
  const sum = (key: "total" | "energy" | "exportCredit" | "demandTou" | "demandFlat" | "fixed" | "importKwh") => made.reduce((all, month) => all + month[key], 0);
  return {
    currency: "USD", months: made, notes: [], total: sum("total"), energy: sum("energy"), exportCredit: sum("exportCredit"), demandTou: sum("demandTou"), demandFlat: sum("demandFlat"), coincident: 0, fixed: sum("fixed"), minimum: 0,
    importKwh: sum("importKwh"), exportKwh: 0, peakKw: Math.max(...made.map(({ peakKw }) => peakKw)),
  };
}

/** A small seeded generator: the picture is the same each time. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
