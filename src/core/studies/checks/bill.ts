import { checkInputs } from "../../check.ts";
import { carbonInputs } from "../../market/carbon.ts";
import { prepareMarket, settleBill } from "../../market/market.ts";
import { priceInputs } from "../../market/price.ts";
import type { Bill } from "../../market/signals.ts";
import { tariffInputs } from "../../market/tariff/inputs.ts";
import { makeAxis, type AxisInputs } from "../../time/axis.ts";
import type { Check, CheckPart } from "./check.ts";

const schedule = (of: (hour: number) => number): number[][] => Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => of(hour)));

/** The bill of a load under a rate, on the standard clock of Greenwich, where nothing jumps. */
function billOf(tariff: object, time: { readonly start: string; readonly days: number; readonly stepMinutes: number }, kwAt: (step: number) => number): Bill {
  const axis = makeAxis({ ...time, timeZone: "Etc/UTC", clock: "standard" } as AxisInputs);
  const inputs = { tariff: checkInputs(tariffInputs, tariff), price: checkInputs(priceInputs, {}), carbon: checkInputs(carbonInputs, {}) };
  const market = prepareMarket(inputs, { axis, currency: "USD", seed: "1", data: new Map(), temperatureC: undefined });
  return settleBill(market, { importKw: Float64Array.from({ length: axis.length }, (_, step) => kwAt(step)), exportKw: new Float64Array(axis.length) });
}

/** Dominion GS-3 in January: adders of 3.4252 ct/kWh and 4.114 $/kW beside the rates. */
function dominion(): Bill {
  const [weekday, weekend] = [schedule((hour) => (hour >= 7 && hour < 22 ? 1 : 0)), schedule(() => 0)];
  return billOf({
    urdb: {
      label: "64fa78e8f757c94ea209a3a1", energyratestructure: [[{ unit: "kWh", rate: 0.002412, adj: 0.034252 }], [{ unit: "kWh", rate: 0.00355, adj: 0.034252 }]], energyweekdayschedule: weekday, energyweekendschedule: weekend,
      demandrateunit: "kW", demandratestructure: [[{ rate: 2.007, adj: 4.114 }], [{ rate: 14.094, adj: 4.114 }]], demandweekdayschedule: weekday, demandweekendschedule: weekend,
      fixedchargefirstmeter: 112.58, fixedchargeunits: "$/month",
    },
    metering: "none",
  }, { start: "2023-01-01", days: 31, stepMinutes: 60 }, () => 10_000);
}

function tiers(tierAllocation: "chronological" | "proRata"): Bill {
  return billOf({
    tierAllocation,
    urdb: {
      energyratestructure: [[{ max: 400_000, rate: 0.06 }, { rate: 0.04 }], [{ max: 400_000, rate: 0.14 }, { rate: 0.1 }]],
      energyweekdayschedule: schedule((hour) => (hour >= 16 && hour < 21 ? 1 : 0)), energyweekendschedule: schedule(() => 0),
    },
  }, { start: "2025-06-01", days: 30, stepMinutes: 60 }, () => 1000);
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthPeaksKw = [200, 100, 100, 400, 100, 500, 100, 100, 100, 100, 100, 300];
const monthRates = [10, 10, 20, 50, 20, 10, 20, 20, 20, 20, 20, 5];

/** One peak a month over 100 kW; three quarters of the highest of the six months before are billed at least. */
function ratchet(ratchetYearEnd: "cyclic" | "chronological"): Bill {
  const firstSteps = monthDays.map((_, month) => 24 * monthDays.slice(0, month).reduce((sum, days) => sum + days, 0) + 24);
  return billOf({
    ratchetYearEnd,
    urdb: { flatdemandstructure: monthRates.map((rate) => [{ rate }]), flatdemandmonths: monthDays.map((_, month) => month), lookbackPercent: 0.75, lookbackRange: 6 },
  }, { start: "2025-01-01", days: 365, stepMinutes: 60 }, (step) => monthPeaksKw[firstSteps.indexOf(step)] ?? 100);
}

/** Import of 20, 18, 6 and 6 MW in the four intervals of the system's peaks. */
function fourPeaks(): Bill {
  const starts = [{ text: "2025-06-20T16:45", day: 170, at: 67 }, { text: "2025-07-18T16:30", day: 198, at: 66 }, { text: "2025-08-20T16:45", day: 231, at: 67 }, { text: "2025-09-04T17:00", day: 246, at: 68 }];
  const steps = starts.map(({ day, at }) => day * 96 + at);
  const kw = [20_000, 18_000, 6000, 6000];
  return billOf({ coincident: [{ ratePerKwYear: 70, intervalMinutes: 15, peaks: { kind: "stamps", starts: starts.map(({ text }) => text) } }] },
    { start: "2025-01-01", days: 365, stepMinutes: 15 }, (step) => kw[steps.indexOf(step)] ?? 30_000);
}

/** Energy by tier, demand by period, ratchets and coincident peaks. */
export const billChecks: CheckPart = {
  id: "bill", title: "Bill",
  checks() {
    const gs3 = dominion();
    const line = (what: string, expected: number, ours: number, source: string): Check => ({ what, unit: "currency", expected, ours, tolerance: 0.005, source });
    return [
      line("Dominion GS-3, flat 10 MW, January 2023: energy", 276_535.56, gs3.energy, "worked by hand from the rate's sheet"),
      line("Its demand, both periods", 243_290, gs3.demandTou, "worked by hand from the rate's sheet"),
      line("Its total", 519_938.14, gs3.total, "worked by hand from the rate's sheet"),
      line("Two tiers, filled in order of time, June 2025, flat 1 MW", 44_200, tiers("chronological").total, "worked by hand"),
      line("The same, tiers shared by energy", 44_266.67, tiers("proRata").total, "worked by hand"),
      line("Ratchet of 75 % over six months, the year repeats", 79_375, ratchet("cyclic").total, "REopt.jl, lookback_rate.json"),
      line("The same from nothing before", 76_875, ratchet("chronological").total, "worked by hand"),
      line("ERCOT's four coincident peaks at 70 $/kW-year", 875_000, fourPeaks().coincident, "worked by hand"),
    ];
  },
};
