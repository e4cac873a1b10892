import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { field, fieldRegistry, group, numberField } from "../field.ts";
import { exp } from "../maths/functions.ts";
import type { Axis } from "../time/axis.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, parseDate } from "../time/civil.ts";
import { randomStream, type RandomStream } from "../time/streams.ts";
import { instantsOf } from "../time/zone.ts";

const given = z.strictObject({
  start: z.string().check(z.refine((text) => localMsOf(text) !== null, { error: "a local time such as 2025-07-14T16:00" })).register(fieldRegistry, { title: "Start", help: "By the site's clock: 2025-07-14T16:00.", control: "text" }),
  durationHours: z.number().check(z.gte(0.01), z.lte(8784)).register(fieldRegistry, { title: "Duration", help: "How long the grid is out.", unit: "h", min: 0.01, max: 8784 }),
});

const none = z.strictObject({ kind: z.literal("none") }).register(fieldRegistry, { title: "None", help: "The grid is always there." });

const list = z.strictObject({
  kind: z.literal("list"),
  outages: field(z.array(given).check(z.maxLength(500)), { title: "Outages", help: "Start by the site's clock, and duration.", control: "json", default: [] }),
}).register(fieldRegistry, { title: "List", help: "Outages that you name." });

const seeded = z.strictObject({
  kind: z.literal("seeded"),
  ordinaryPerYear: numberField({ title: "Ordinary outages", help: "Mean number a year.", unit: "1/year", min: 0, max: 100, default: 1.02, step: 0.1, source: "EIA Electric Power Annual, table 11.1, 2023, without major event days: SAIFI 1.022." }),
  ordinaryMeanMinutes: numberField({ title: "Mean ordinary duration", help: "Lognormal, kept within 5 min and 8 h.", unit: "min", min: 5, max: 480, default: 121, step: 1, source: "The same table: CAIDI 121.3 min." }),
  majorPerYear: numberField({ title: "Major outages", help: "Mean number a year; mostly on afternoons of summer and winter.", unit: "1/year", min: 0, max: 100, default: 0.326, step: 0.01, source: "The same table: 1.348 with major event days less 1.022 without." }),
  majorMeanMinutes: numberField({ title: "Mean major duration", help: "Lognormal, kept within 5 min and 72 h.", unit: "min", min: 5, max: 4320, default: 744, step: 1, source: "The same table: (366.6 − 123.9) min ÷ 0.326." }),
  spreadSigma: numberField({ title: "Spread of durations", help: "Standard deviation of the duration's logarithm.", unit: "σ", min: 0, max: 3, default: 1.2, step: 0.1, assumed: true, source: "Outage data look lognormal; the width is a design choice." }),
  rateRatio: numberField({ title: "Rate against the public grid's", help: "Multiplies both numbers: 0.1 to 0.2 for a site on transmission or with two feeds.", unit: "ratio", min: 0, max: 10, default: 1, step: 0.05, assumed: true, source: "Ratio for dual feeds not confirmed." }),
}).register(fieldRegistry, { title: "Seeded", help: "Random times and durations from the public grid's statistics." });

/** When the grid is not there. */
export const outageInputs = group({ title: "Outages", help: "When the grid is out: nothing is imported or exported, and battery and generator carry the load." }, {
  events: field(z.discriminatedUnion("kind", [none, list, seeded]), { title: "Outages", help: "None, a list, or seeded.", default: { kind: "none" } }),
  valueOfLostLoadPerKwh: numberField({
    title: "Value of lost load", help: "What a kWh of unserved load costs; a figure of its own, not in the bill.", unit: "currency/kWh", min: 0, max: 1000, default: 20, step: 1, assumed: true,
    source: "Interactive service 5 to 100 $/kWh (not confirmed); REopt takes 1.00 for outage sizing alone.",
  }),
});

export type OutageInputs = z.infer<typeof outageInputs>;
type SeededOutages = Extract<OutageInputs["events"], { kind: "seeded" }>;

export type Outages = {
  /** 1 where the grid is out. */
  readonly gridOut: Uint8Array;
  readonly warnings: readonly Warning[];
};

/**
 * Outages in whole steps: from the step in which one begins, for its duration rounded to steps, one at least.
 * Overlapping ones are one. A list's outage beyond the run is left out and said.
 */
export function prepareOutages({ events }: OutageInputs, axis: Axis, seed: string): Outages {
  const gridOut = new Uint8Array(axis.length);
  const warnings: Warning[] = [];
  const put = (startMs: number, hours: number): boolean => {
    const first = Math.floor((startMs - axis.startMs) / (axis.stepMinutes * MINUTE_MS));
    if (first < 0 || first >= axis.length) return false;
    gridOut.fill(1, first, first + Math.max(Math.round(hours / axis.stepHours), 1));
    return true;
  };
  switch (events.kind) {
    case "none": break;
    case "list":
      for (const { start, durationHours } of events.outages) {
        const { utcMs } = instantsOf(axis.zone, localMsOf(start) ?? 0);
        if (!put(utcMs, durationHours)) warnings.push({ code: "outageOutsideRun", values: { start } });
      }
      break;
    case "seeded":
      drawOutages(randomStream(seed, "outages/ordinary"), events, axis, { perYear: events.ordinaryPerYear, meanMinutes: events.ordinaryMeanMinutes, mostHours: 8, weight: () => 1 }, put);
      drawOutages(randomStream(seed, "outages/major"), events, axis, { perYear: events.majorPerYear, meanMinutes: events.majorMeanMinutes, mostHours: 72, weight: stormWeight }, put);
      break;
  }
  return { gridOut, warnings };
}

type Kind = { readonly perYear: number; readonly meanMinutes: number; readonly mostHours: number; readonly weight: (axis: Axis, step: number) => number };

/** A Poisson stream over the run; an outage falls on a random step, redrawn until its weight lets it. */
function drawOutages(stream: RandomStream, { spreadSigma, rateRatio }: SeededOutages, axis: Axis, { perYear, meanMinutes, mostHours, weight }: Kind, put: (startMs: number, hours: number) => void): void {
  const years = (axis.length * axis.stepHours) / 8760;
  const medianHours = (meanMinutes / 60) * exp((-spreadSigma * spreadSigma) / 2);
  const expected = perYear * rateRatio * years;
  if (expected <= 0) return;
  for (let at = stream.exponential(); at < expected; at += stream.exponential()) {
    const hours = Math.min(Math.max(medianHours * exp(spreadSigma * stream.normal()), 5 / 60), mostHours);
    let step = stream.below(axis.length);
    for (let tries = 0; tries < 100 && stream.next() >= weight(axis, step); tries++) step = stream.below(axis.length);
    put(axis.startMs + step * axis.stepMinutes * MINUTE_MS, hours);
  }
}

/** Major outages come with storms, heat and cold: a design choice, afternoons of June to September and December to February. */
function stormWeight({ month, hour }: Axis, step: number): number {
  const m = month[step]!;
  const season = (m >= 5 && m <= 8) || m === 11 || m <= 1 ? 1 : 0.25;
  const h = hour[step]!;
  return season * (h >= 12 && h < 20 ? 1 : 0.4);
}

/** "2025-07-14T16:00" as a wall clock's milliseconds, as if it were UTC; null where it is no such time. */
function localMsOf(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  const day = parseDate(match?.[1] ?? "");
  return match === null || day === null ? null : day * DAY_MS + Number(match[2]) * HOUR_MS + Number(match[3]) * MINUTE_MS;
}
