import type * as z from "zod/mini";
import { assert, fromErrorRecord } from "../errors.ts";
import { group, integerField, numberField } from "../field.ts";
import type { RunResult } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { batteryRatings } from "../site/battery.ts";
import { failureFraction, fuelKwh, fuelStockKwh, type GeneratorInputs } from "../site/generator.ts";
import { column } from "../time/frame.ts";
import type { Study } from "./study.ts";

/** How long the site rides through an outage that begins at any hour of the run. */
export const survivalInputs = group({ title: "Survival", help: "How long the site rides through an outage that begins at any hour of the run." }, {
  maxHours: integerField({ title: "Longest outage", help: "The curve ends here.", unit: "h", min: 1, max: 336, default: 48 }),
  criticalLoadFraction: numberField({ title: "Critical load", help: "Share of the load that must be carried; the rest is dropped at once.", unit: "%", min: 0.01, max: 1, default: 1, step: 0.01 }),
  availabilityFraction: numberField({
    title: "Availability of sets", help: "Share of sets that is not out for maintenance when an outage begins.", unit: "%", min: 0, max: 1, default: 0.995, step: 0.005, assumed: true, source: "REopt outage reliability default (not confirmed).",
  }),
});

export type SurvivalInputs = z.infer<typeof survivalInputs>;

/** A site as an outage finds it, hour by hour. */
export type SurvivalSite = {
  readonly loadKw: ArrayLike<number>;
  /** Sun and wind that could be used. */
  readonly generationKw: ArrayLike<number>;
  /** In the store when an outage begins in the hour. */
  readonly socKwh: ArrayLike<number>;
  readonly battery: {
    readonly chargeKw: number; readonly dischargeKw: number; readonly outageFloorKwh: number; readonly socMaxKwh: number; readonly chargeEfficiency: number; readonly dischargeEfficiency: number;
  };
  /** Absent where there is none. */
  readonly generator?: Pick<GeneratorInputs, "ratingKw" | "units" | "startFailureFraction" | "meanTimeToFailureHours" | "fuelKwhPerKwh" | "fuelIdleFraction" | "fuelStockHours"> | undefined;
};

export type Survival = {
  /** 1, 2, … maxHours. */
  readonly hours: readonly number[];
  /** Probability of carrying the critical load for so many hours: mean over all starts, and of the worst start. */
  readonly meanFraction: readonly number[];
  readonly worstFraction: readonly number[];
  /** Hour of the run at which an outage is carried for the shortest time, in the mean over what may fail. */
  readonly worstStartHour: number;
  /** Mean over starts of the hours carried, at most maxHours. */
  readonly meanHours: number;
  /** Probability for each start and some durations, for a picture by day and hour. */
  readonly byStart: readonly { readonly hours: number; readonly fraction: Float32Array }[];
};

/** Levels of the store between its floor and its ceiling. */
const LEVELS = 100;
/** States less likely than this are dropped: they cannot move a figure that anyone reads. */
const UNLIKELY = 1e-10;
const SHOWN_HOURS = [1, 4, 12, 24, 48];
/** Progress is told once for so many starts. */
const STARTS_TOLD = 128;

/**
 * An outage begins at every hour; sets are out, fail to start, or fail while running, as a Markov chain over the number that runs; sun,
 * wind and sets carry the load, what they have over charges the store, what they lack comes from it. Survived while nothing lacks.
 * Fuel is counted as if all sets ran. Outages that pass the end of the run go on at its start.
 *
 * The chain over working sets and levels of the store is that of NREL's backup reliability (REopt; Marqusee et al. 2021).
 * @param shownHours durations whose probability is kept for each start
 */
export function survival(site: SurvivalSite, { maxHours, criticalLoadFraction, availabilityFraction }: SurvivalInputs, shownHours: readonly number[] = SHOWN_HOURS, onProgress?: (fraction: number) => void): Survival {
  const n = site.loadKw.length;
  const longest = Math.min(maxHours, n);
  const { generator } = site;
  const units = generator?.units ?? 0;
  const starting = binomial(units, availabilityFraction * (1 - (generator?.startFailureFraction ?? 0)));
  const fails = generator === undefined ? 0 : failureFraction(generator.meanTimeToFailureHours, 1);
  const kept = Array.from({ length: units + 1 }, (_, working) => likely(binomial(working, 1 - fails)));
  const sum = new Float64Array(longest);
  const worst = new Float64Array(longest).fill(1);
  const shown = shownHours.filter((hours) => hours <= longest).map((hours) => ({ hours, fraction: new Float32Array(n) }));
  const chain = makeChain(site, criticalLoadFraction, kept);
  let worstStartHour = 0;
  let leastHours = Infinity;
  for (let start = 0; start < n; start++) {
    if (start % STARTS_TOLD === 0) onProgress?.(start / n);
    chain.begin(starting, site.socKwh[start]!);
    let carriedHours = 0;
    for (let hour = 0; hour < longest; hour++) {
      const alive = chain.step((start + hour) % n);
      carriedHours += alive;
      sum[hour]! += alive;
      worst[hour] = Math.min(worst[hour]!, alive);
      for (const { hours, fraction } of shown) if (hours === hour + 1) fraction[start] = alive;
      if (alive === 0) {
        worst.fill(0, hour);
        break;
      }
    }
    if (carriedHours < leastHours) {
      leastHours = carriedHours;
      worstStartHour = start;
    }
  }
  const meanFraction = Array.from(sum, (value) => value / n);
  return {
    hours: meanFraction.map((_, k) => k + 1), meanFraction, worstFraction: Array.from(worst), worstStartHour,
    meanHours: meanFraction.reduce((total, value) => total + value, 0), byStart: shown,
  };
}

/** The probability over (sets that run, level of the store), stepped hour by hour. */
function makeChain({ loadKw, generationKw, battery, generator }: SurvivalSite, criticalLoadFraction: number, kept: readonly Likely[]) {
  const units = kept.length - 1;
  const unitKw = generator === undefined ? 0 : generator.ratingKw / generator.units;
  const stockKwh = generator === undefined ? 0 : fuelStockKwh(generator);
  const spanKwh = battery.socMaxKwh - battery.outageFloorKwh;
  const levelKwh = spanKwh > 0 ? spanKwh / LEVELS : 0;
  const width = LEVELS + 1;
  let now = new Float64Array((units + 1) * width);
  let next = new Float64Array((units + 1) * width);
  let fuelLeftKwh = stockKwh;
  return {
    begin(starting: readonly number[], socKwh: number): void {
      now.fill(0);
      fuelLeftKwh = stockKwh;
      const level = levelKwh === 0 ? 0 : clamp((socKwh - battery.outageFloorKwh) / levelKwh);
      for (let working = 0; working <= units; working++) spread(now, working * width, level, starting[working]!);
    },
    /** Probability that the load is still carried at the end of the hour. */
    step(hour: number): number {
      const needKw = loadKw[hour]! * criticalLoadFraction - generationKw[hour]!;
      next.fill(0);
      let alive = 0;
      const burntKwh = generator === undefined ? 0 : fuelKwh(generator, generator.ratingKw, Math.min(Math.max(needKw, 0), generator.ratingKw), 1);
      const fuelled = fuelLeftKwh >= burntKwh * (1 - 1e-9);
      for (let before = 0; before <= units; before++) {
        for (let level = 0; level < width; level++) {
          const p = now[before * width + level]!;
          if (p < UNLIKELY) continue;
          const { first, end, chance } = kept[before]!;
          for (let working = first; working < end; working++) {
            const q = p * chance[working]!;
            if (q < UNLIKELY) continue;
            const shortKw = needKw - (fuelled ? working * unitKw : 0);
            let after = level;
            if (shortKw > 1e-9) {
              const heldKw = level * levelKwh * battery.dischargeEfficiency;
              if (shortKw > Math.min(battery.dischargeKw, heldKw) * (1 + 1e-9) + 1e-9) continue;
              after = level - shortKw / battery.dischargeEfficiency / levelKwh;
            } else if (levelKwh > 0) after = level + (Math.min(-shortKw, battery.chargeKw) * battery.chargeEfficiency) / levelKwh;
            spread(next, working * width, clamp(after), q);
            alive += q;
          }
        }
      }
      [now, next] = [next, now];
      fuelLeftKwh -= burntKwh;
      return Math.min(alive, 1);
    },
  };
}

/** A level between two is either, so that the mean is right. */
function spread(into: Float64Array, row: number, level: number, p: number): void {
  const low = Math.floor(level + 1e-9);
  const share = Math.max(level - low, 0);
  into[row + low]! += p * (1 - share);
  if (share > 1e-9) into[row + low + 1]! += p * share;
}

function clamp(level: number): number {
  return Math.min(Math.max(level, 0), LEVELS);
}

/** Where a distribution is not next to nothing. */
type Likely = { readonly first: number; readonly end: number; readonly chance: readonly number[] };

function likely(chance: readonly number[]): Likely {
  return { first: chance.findIndex((value) => value >= UNLIKELY), end: chance.findLastIndex((value) => value >= UNLIKELY) + 1, chance };
}

/** Probability of k of n, each with probability p; k from 0 to n. */
function binomial(n: number, p: number): number[] {
  let row = [1];
  for (let k = 0; k < n; k++) {
    const grown = Array<number>(row.length + 1).fill(0);
    row.forEach((value, i) => {
      grown[i]! += value * (1 - p);
      grown[i + 1]! += value * p;
    });
    row = grown;
  }
  return row;
}

type Tally = { site?: SurvivalSite; startMs?: number };

/** The curve of the scenario's own run, and where its worst outage begins. */
export type SurvivalFinding = Survival & { readonly startMs: number };

/** One run, then an outage from every hour of it. */
export const survivalStudy: Study<"survival", SurvivalInputs, Tally, SurvivalFinding> = {
  id: "survival", title: "Survival", summary: "How long the site rides through an outage that begins at any hour of the run.", inputs: survivalInputs,
  // One run, and then the work of its thousands of outages: all of it in one worker.
  runs: "chain",
  start: () => ({}),
  plan: ({ scenario, seed }, { site }) => (site === undefined ? [{ scenario, seed, keep: "frame" }] : []),
  add({ scenario }, tally, outcome) {
    if (!outcome.ok) throw fromErrorRecord(outcome.error);
    tally.site = survivalSite(scenario, outcome.result);
    tally.startMs = outcome.result.axis.startMs;
  },
  finish({ inputs }, { site, startMs }, { onProgress }) {
    assert(site !== undefined && startMs !== undefined, "survival finished before its run");
    return { ...survival(site, inputs, SHOWN_HOURS, onProgress), startMs };
  },
};

/** The site of a finished run: its own load, sun, wind and state of charge, in means of whole hours. */
export function survivalSite(scenario: Scenario, { frame, axis }: RunResult): SurvivalSite {
  const perHour = Math.max(Math.round(60 / axis.stepMinutes), 1);
  const hours = Math.floor(axis.length / perHour);
  const hourly = (names: readonly Parameters<typeof column>[1][]) => {
    const columns = names.map((name) => column(frame, name));
    return Float64Array.from({ length: hours }, (_, h) => {
      let sum = 0;
      for (const values of columns) for (let i = h * perHour; i < (h + 1) * perHour; i++) sum += values[i]!;
      return sum / perHour;
    });
  };
  const soc = column(frame, "socKwh");
  const ratings = batteryRatings(scenario.battery, 1);
  return {
    loadKw: hourly(["demandKw"]), generationKw: hourly(["pvKw", "windKw", "curtailedKw"]),
    // The state before the hour: the end of the step before it.
    socKwh: Float64Array.from({ length: hours }, (_, h) => (h === 0 ? ratings.initialSocKwh : soc[h * perHour - 1]!)),
    battery: ratings, generator: scenario.generator.ratingKw > 0 ? scenario.generator : undefined,
  };
}
