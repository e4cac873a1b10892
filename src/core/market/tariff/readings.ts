import type { Meter } from "../signals.ts";
import type { Readings, TariffBasis } from "./rule.ts";

/** The meter's sums and peaks, in one pass over the run where the metering window is no longer than a step. */
export function readMeter(basis: TariffBasis, meter: Meter): Readings {
  const { months, energyPeriods, demandPeriods, axis } = basis;
  const readings: Readings = {
    importKwh: new Float64Array(months.length),
    exportKwh: new Float64Array(months.length),
    importKwhByPeriod: new Float64Array(months.length * energyPeriods),
    exportKwhByPeriod: new Float64Array(months.length * energyPeriods),
    peakKw: new Float64Array(months.length),
    peakStep: new Int32Array(months.length).fill(-1),
    touPeakKw: new Float64Array(months.length * demandPeriods),
    touPeakStep: new Int32Array(months.length * demandPeriods).fill(-1),
  };
  if (basis.windowMinutes <= axis.stepMinutes) readByStep(basis, meter, readings);
  else {
    readEnergy(basis, meter, readings);
    readWindows(basis, meter.importKw, readings);
  }
  return readings;
}

function readByStep({ months, energyPeriods, demandPeriods, cell, axis, energyPeriod }: TariffBasis, meter: Meter, readings: Readings): void {
  const { importKw, exportKw } = meter;
  const { stepHours } = axis;
  const cells = energyPeriods * demandPeriods;
  const sumKw = new Float64Array(cells);
  const highestKw = new Float64Array(cells);
  const highestStep = new Int32Array(cells);
  const exportSumKw = new Float64Array(energyPeriods);
  for (const [m, { from, to }] of months.entries()) {
    sumKw.fill(0);
    highestKw.fill(0);
    highestStep.fill(-1);
    exportSumKw.fill(0);
    for (let i = from; i < to; i++) {
      const c = cell[i] as number;
      const kw = importKw[i] as number;
      sumKw[c] = (sumKw[c] as number) + kw;
      if (kw > (highestKw[c] as number)) {
        highestKw[c] = kw;
        highestStep[c] = i;
      }
      const out = exportKw[i] as number;
      if (out > 0) {
        const p = energyPeriod[i] as number;
        exportSumKw[p] = (exportSumKw[p] as number) + out;
      }
    }
    for (let c = 0; c < cells; c++) {
      const energy = m * energyPeriods + Math.floor(c / demandPeriods);
      readings.importKwhByPeriod[energy] = (readings.importKwhByPeriod[energy] as number) + (sumKw[c] as number) * stepHours;
      keepHighest(readings, m, m * demandPeriods + (c % demandPeriods), highestKw[c] as number, highestStep[c] as number);
    }
    for (let p = 0; p < energyPeriods; p++) readings.exportKwhByPeriod[m * energyPeriods + p] = (exportSumKw[p] as number) * stepHours;
    sumPeriods(readings, m, energyPeriods);
  }
}

function readEnergy({ months, energyPeriods, energyPeriod, axis }: TariffBasis, { importKw, exportKw }: Meter, readings: Readings): void {
  for (const [m, { from, to }] of months.entries()) {
    for (let i = from; i < to; i++) {
      const c = m * energyPeriods + (energyPeriod[i] as number);
      readings.importKwhByPeriod[c] = (readings.importKwhByPeriod[c] as number) + (importKw[i] as number) * axis.stepHours;
      readings.exportKwhByPeriod[c] = (readings.exportKwhByPeriod[c] as number) + (exportKw[i] as number) * axis.stepHours;
    }
    sumPeriods(readings, m, energyPeriods);
  }
}

function sumPeriods(readings: Readings, m: number, energyPeriods: number): void {
  let imported = 0;
  let exported = 0;
  for (let c = m * energyPeriods; c < (m + 1) * energyPeriods; c++) {
    imported += readings.importKwhByPeriod[c] as number;
    exported += readings.exportKwhByPeriod[c] as number;
  }
  readings.importKwh[m] = imported;
  readings.exportKwh[m] = exported;
}

function readWindows(basis: TariffBasis, importKw: Float64Array, readings: Readings): void {
  const { axis, demandPeriods, demandPeriod } = basis;
  eachWindow(axis.stepMinutes, basis.windowMinutes, importKw, (step, kw) => {
    const m = axis.billingMonth[step] as number;
    keepHighest(readings, m, m * demandPeriods + (demandPeriod[step] as number), kw, step);
  });
}

/**
 * Mean import of each metering window longer than a step, clock-aligned: windows are counted from the run's first midnight.
 * A step that a window's edge cuts counts in each by its minutes.
 * @param of step in which the window begins, mean kW
 */
export function eachWindow(stepMinutes: number, windowMinutes: number, importKw: Float64Array, of: (step: number, meanKw: number) => void): void {
  const endMinute = importKw.length * stepMinutes;
  for (let from = 0; from < endMinute; from += windowMinutes) {
    const to = Math.min(from + windowMinutes, endMinute);
    const first = Math.floor(from / stepMinutes);
    let kwMinutes = 0;
    for (let i = first; i * stepMinutes < to; i++) {
      const minutes = Math.min(to, (i + 1) * stepMinutes) - Math.max(from, i * stepMinutes);
      kwMinutes += (importKw[i] as number) * minutes;
    }
    of(first, kwMinutes / (to - from));
  }
}

function keepHighest(readings: Readings, m: number, cell: number, kw: number, step: number): void {
  if (step < 0) return;
  // Of equal peaks the earliest step set it.
  if (kw > (readings.touPeakKw[cell] as number) || (kw === (readings.touPeakKw[cell] as number) && step < (readings.touPeakStep[cell] as number))) {
    readings.touPeakKw[cell] = kw;
    readings.touPeakStep[cell] = step;
  }
  if (kw > (readings.peakKw[m] as number) || (kw === (readings.peakKw[m] as number) && step < (readings.peakStep[m] as number))) {
    readings.peakKw[m] = kw;
    readings.peakStep[m] = step;
  }
}
