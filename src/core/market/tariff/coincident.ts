import { InputError } from "../../errors.ts";
import { parseDate } from "../../time/civil.ts";
import { randomStream } from "../../time/streams.ts";
import type { CoincidentInputs, TariffInputs } from "./inputs.ts";
import type { LinearMonth } from "./linear.ts";
import type { PreparedRule, TariffBasis, TariffRule } from "./rule.ts";

/** An interval of the run: its first step and how many steps its mean import is taken over. */
type Interval = { readonly step: number; readonly steps: number; readonly month: number };

/**
 * Charges on the site's mean import while the system peaks. The tag is billed in the run's own year, a twelfth a month, or is the
 * given one of the year before. Strategies see alerts only: true peaks among more candidates, some missed.
 */
export const coincidentRule: TariffRule = {
  id: "coincident",
  title: "Coincident peaks",
  prepare(basis): PreparedRule | undefined {
    const { inputs, axis, months } = basis;
    if (inputs.coincident.length === 0) return undefined;
    const charges = inputs.coincident.map((charge, index) => {
      const peaks = truePeaks(basis, charge, index);
      return { charge, peaks, id: `coincident-${index}`, alerts: alertSteps(basis, charge, index, peaks) };
    });
    return {
      notes: charges.flatMap(({ charge, peaks }) => notesOf(charge, peaks, axis.stepMinutes)),
      signal(draft) {
        for (const { charge, peaks, id, alerts } of charges) {
          if (charge.priorTagKw !== undefined) continue;
          draft.demandCharges.push({
            id,
            label: charge.label,
            // A kW less in one of n peaks lowers a mean tag by 1/n; of a highest, each peak alone may set it.
            ratePerKw: Float64Array.from(months, (_, m) => peaks.filter(({ month }) => month === m).length > 0 ? charge.ratePerKwYear / (charge.count === "mean" ? peaks.length : 1) : 0),
            applies: alerts,
            windowSteps: Math.max(1, Math.round(charge.intervalMinutes / axis.stepMinutes)),
          });
        }
      },
      coincidentPeaks: charges.flatMap(({ charge, peaks }) => (charge.priorTagKw === undefined
        ? peaks.map(({ step, steps }) => ({ step, steps, ratePerKw: (charge.ratePerKwYear / 12) * months.length / peaks.length }))
        : [])),
      linear: {
        month(month) {
          const { from, to } = month.month;
          if (!month.alone) return;
          for (const { charge, peaks } of charges) {
            if (charge.priorTagKw !== undefined) continue;
            // Of all peaks the highest may count: by itself each of the month's may set it.
            const perKw = (charge.ratePerKwYear / 12) * months.length / (charge.count === "mean" ? peaks.length : 1);
            for (const { step, steps } of peaks) {
              for (let i = Math.max(step, from); i < Math.min(step + steps, to); i++) month.chargeImport(i, perKw / steps / axis.stepHours);
            }
          }
        },
        run(run) {
          for (const { charge, peaks } of charges) {
            if (charge.priorTagKw !== undefined || peaks.length === 0) continue;
            const tag = run.program.column(0, 0, Infinity);
            for (const month of run.months) month.pay(tag, charge.ratePerKwYear / 12);
            const share = charge.count === "mean" ? 1 / peaks.length : 1;
            const atLeast = (of: readonly Interval[]) => {
              run.program.row(0, Infinity);
              run.program.entry(tag, 1);
              for (const { step, steps, month } of of) {
                const { columns, factors } = (run.months[month] as LinearMonth).importOf(step, Math.min(step + steps, axis.length));
                columns.forEach((column, k) => { run.program.entry(column, (-share * (factors[k] as number)) / steps); });
              }
            };
            if (charge.count === "highest") for (const peak of peaks) atLeast([peak]);
            else atLeast(peaks);
          }
        },
      },
      charge({ meter: { importKw }, lines }) {
        for (const { charge, peaks, id } of charges) {
          const seen = peaks.map(({ step, steps }) => ({ step, kw: meanKw(importKw, step, steps) }));
          const highest = seen.reduce((best, peak) => (peak.kw > best.kw ? peak : best), { step: -1, kw: 0 });
          const ownKw = charge.count === "highest" ? highest.kw : seen.reduce((sum, { kw }) => sum + kw, 0) / Math.max(1, seen.length);
          const kw = charge.priorTagKw ?? ownKw;
          if (kw === 0) continue;
          for (let m = 0; m < months.length; m++) {
            lines[m]?.push({
              kind: "coincident", id, label: charge.label, amountCost: (charge.ratePerKwYear / 12) * kw, quantity: kw, unit: "kW", rate: charge.ratePerKwYear / 12,
              ...(charge.priorTagKw !== undefined ? { setBy: "tag of the year before" } : highest.step >= 0 ? { step: highest.step } : {}),
            });
          }
        }
      },
    };
  },
};

/** Whether the weather says when the system peaks. */
export function peaksByHeat({ coincident }: Pick<TariffInputs, "coincident">): boolean {
  return coincident.some(({ peaks }) => peaks.kind === "hottest-weekday");
}

function meanKw(importKw: Float64Array, step: number, steps: number): number {
  let sum = 0;
  for (let i = step; i < step + steps; i++) sum += importKw[i] ?? 0;
  return sum / steps;
}

function truePeaks(basis: TariffBasis, charge: CoincidentInputs, index: number): Interval[] {
  const { axis } = basis;
  const steps = Math.max(1, Math.round(charge.intervalMinutes / axis.stepMinutes));
  const interval = (step: number): Interval => ({ step, steps, month: axis.billingMonth[step] as number });
  switch (charge.peaks.kind) {
    case "stamps": return charge.peaks.starts.map((start) => stepOfStamp(basis, start)).filter((step) => step !== undefined).map(interval);
    case "hottest-weekday": {
      const { months, hour } = charge.peaks;
      return basis.months.flatMap((month, m) => {
        if (!months.includes(month.calendarMonth + 1)) return [];
        const [day] = weekdaysByHeat(basis, m, index);
        const step = day === undefined ? undefined : stepOfHour(basis, day, hour);
        return step === undefined ? [] : [interval(step)];
      });
    }
  }
}

/** The step in which a civil stamp lies; of a doubled hour the first. Undefined outside the run. */
function stepOfStamp({ axis }: TariffBasis, stamp: string): number | undefined {
  const day = (parseDate(stamp.slice(0, 10)) ?? NaN) - (parseDate(axis.inputs.start) ?? 0);
  if (!(day >= 0 && day < axis.inputs.days)) return undefined;
  const [hour, minute] = [Number(stamp.slice(11, 13)), Number(stamp.slice(14, 16))];
  for (let i = axis.dayStart[day] as number; i < (axis.dayStart[day + 1] as number); i++) {
    const from = axis.minute[i] as number;
    if (axis.hour[i] === hour && minute >= from && minute < from + axis.stepMinutes) return i;
  }
  return undefined;
}

function stepOfHour({ axis }: TariffBasis, day: number, hour: number): number | undefined {
  for (let i = axis.dayStart[day] as number; i < (axis.dayStart[day + 1] as number); i++) if (axis.hour[i] === hour) return i;
  return undefined;
}

/** Working days of a billing month, the hottest (by its highest temperature) first; earlier days first where they are equal. */
function weekdaysByHeat({ axis, temperatureC, months, restDay }: TariffBasis, m: number, index: number): number[] {
  if (temperatureC === undefined) {
    throw new InputError([{ where: { path: `tariff.coincident[${index}].peaks.kind` }, found: "hottest-weekday without a temperature", allowed: "a site with weather, or stamps" }]);
  }
  const { from, to } = months[m] as { readonly from: number; readonly to: number };
  const days: { readonly day: number; readonly highestC: number }[] = [];
  for (let day = axis.day[from] as number; day <= (axis.day[to - 1] as number); day++) {
    const first = axis.dayStart[day] as number;
    if (restDay[first] === 1) continue;
    let highestC = -Infinity;
    for (let i = first; i < (axis.dayStart[day + 1] as number); i++) highestC = Math.max(highestC, temperatureC[i] as number);
    days.push({ day, highestC });
  }
  return days.sort((a, b) => b.highestC - a.highestC || a.day - b.day).map(({ day }) => day);
}

/**
 * 1 in the steps that a strategy is warned of: for each true peak as many candidates as the charge says, at the same time of other
 * working days of its month (the next hottest, or drawn), and the true one among them as often as it is foreseen.
 */
function alertSteps(basis: TariffBasis, charge: CoincidentInputs, index: number, peaks: readonly Interval[]): Uint8Array {
  const { axis, restDay } = basis;
  const alerts = new Uint8Array(axis.length);
  const random = randomStream(basis.seed, `coincident-${index}`);
  for (const { step, steps, month } of peaks) {
    const trueDay = axis.day[step] as number;
    const offset = step - (axis.dayStart[trueDay] as number);
    const foreseen = random.next() < charge.recallFraction;
    const candidates = charge.peaks.kind === "hottest-weekday" ? weekdaysByHeat(basis, month, index) : shuffledWorkingDays(basis, month, random);
    const others = candidates.filter((day) => day !== trueDay && restDay[axis.dayStart[day] as number] === 0);
    const days = foreseen ? [trueDay, ...others].slice(0, charge.alertsPerPeak) : others.slice(0, charge.alertsPerPeak);
    for (const day of days) {
      const first = (axis.dayStart[day] as number) + offset;
      alerts.fill(1, first, Math.min(first + steps, axis.length));
    }
  }
  return alerts;
}

function shuffledWorkingDays({ axis, months, restDay }: TariffBasis, m: number, random: { next(): number }): number[] {
  const { from, to } = months[m] as { readonly from: number; readonly to: number };
  const days: number[] = [];
  for (let day = axis.day[from] as number; day <= (axis.day[to - 1] as number); day++) if (restDay[axis.dayStart[day] as number] === 0) days.push(day);
  // Fisher–Yates, from the end.
  for (let k = days.length - 1; k > 0; k--) {
    const other = Math.floor(random.next() * (k + 1));
    [days[k], days[other]] = [days[other] as number, days[k] as number];
  }
  return days;
}

function notesOf({ label, peaks: source, priorTagKw, count, intervalMinutes }: CoincidentInputs, peaks: readonly Interval[], stepMinutes: number): string[] {
  if (priorTagKw !== undefined) return [`${label}: billed on the given tag of the year before.`];
  const notes = [`${label}: ${count === "mean" ? "the mean over" : "the highest of"} ${peaks.length} system peaks of the run itself, billed in the same year.`];
  if (source.kind === "hottest-weekday") notes.push(`${label}: the system is assumed to peak on the hottest working day of each month named, from ${source.hour}:00; there is no system load to find it from.`);
  else if (peaks.length < source.starts.length) notes.push(`${label}: ${source.starts.length - peaks.length} of ${source.starts.length} intervals lie outside the run and are not counted.`);
  if (intervalMinutes < stepMinutes) notes.push(`${label}: the interval of ${intervalMinutes} min is read as the whole step of ${stepMinutes} min.`);
  return notes;
}
