import { clip, type ScoreInput, type ScoreOptions } from "./input.ts";
import type { Capability } from "./capability.ts";
import { passiveNeedKw, workNeutralImportKw } from "./price.ts";

export type RequestDelivery = {
  readonly start: number; readonly steps: number; readonly requestedKwh: number;
  /** Delivered without the work that was lost, and as the meter saw it: what a programme pays for. */
  readonly ratio: number; readonly ratioAtMeter: number;
  /** Import above do-nothing in the 2 h after, over the mean request. */
  readonly reboundFraction: number;
};

export type Delivery = {
  readonly requests: readonly RequestDelivery[];
  readonly standardCalls: readonly RequestDelivery[];
  readonly depth: number; readonly tested: number;
  readonly deliveryEvents: number; readonly deliveryStandard: number;
  readonly D: number;
};

/** What the site did when asked: its events as deep as they asked, and its own promise in the hardest hours for the rest. */
export function delivery(input: ScoreInput, { C, envelope, hardStarts }: Capability, options: ScoreOptions): Delivery {
  const { loadKw, stepHours, gridOut } = input;
  const length = loadKw.length;
  const needKw = passiveNeedKw(input);
  const neutralKw = workNeutralImportKw(input);
  if (input.generator?.demandResponse !== true) neutralKw.forEach((kw, step) => { neutralKw[step] = kw + (input.generatorKw[step] as number); });
  const callSteps = Math.max(1, Math.round(options.windowHours / stepHours));
  const fourHours = envelope[options.durations.indexOf(options.windowHours)] ?? 0;

  let requestedKwh = 0;
  let eventLoadKwh = 0;
  const requests = input.requests.map(({ start, steps, reduceKw, capKw }) => {
    for (let j = 0; j < steps; j++) if (gridOut[(start + j) % length] !== 1) eventLoadKwh += (loadKw[(start + j) % length] as number) * stepHours;
    const delivered = deliver(start, steps, (step) => (reduceKw !== undefined ? Math.min(reduceKw, needKw[step] as number) : Math.max(0, (needKw[step] as number) - (capKw ?? Infinity))));
    requestedKwh += delivered.requestedKwh;
    return delivered;
  });
  const standardCalls = hardStarts.slice(0, options.standardCalls)
    .map((start) => deliver(start, callSteps, (step) => Math.min(fourHours * (loadKw[step] as number), needKw[step] as number)));
  const depth = eventLoadKwh > 0 ? requestedKwh / eventLoadKwh : 0;
  const tested = depth > 0 ? (C > 0 ? Math.min(1, depth / C) : 1) : 0;
  const [deliveryEvents, deliveryStandard] = [weighted(requests), weighted(standardCalls)];
  return { requests, standardCalls, depth, tested, deliveryEvents, deliveryStandard, D: tested * deliveryEvents + (1 - tested) * deliveryStandard };

  /** Steps in which the grid is out are left out: of what was asked, of its mean, and of the hours after. */
  function deliver(start: number, steps: number, askedKw: (step: number) => number): RequestDelivery {
    let [asked, given, metered, askedSteps] = [0, 0, 0, 0];
    for (let j = 0; j < steps; j++) {
      const step = (start + j) % length;
      if (gridOut[step] === 1) continue;
      askedSteps++;
      const kw = askedKw(step);
      asked += kw;
      given += clip((needKw[step] as number) - (neutralKw[step] as number), 0, kw);
      metered += clip((needKw[step] as number) - (input.importKw[step] as number), 0, kw);
    }
    const after = Math.max(1, Math.round(options.reboundHours / stepHours));
    let [rebound, afterSteps] = [0, 0];
    for (let j = 0; j < after; j++) {
      const step = (start + steps + j) % length;
      if (gridOut[step] === 1) continue;
      afterSteps++;
      rebound += Math.max(0, (input.importKw[step] as number) - (input.passiveImportKw[step] as number));
    }
    return {
      start, steps, requestedKwh: asked * stepHours, ratio: asked > 0 ? given / asked : 0, ratioAtMeter: asked > 0 ? metered / asked : 0,
      reboundFraction: asked > 0 && afterSteps > 0 ? Math.min(1, rebound / afterSteps / (asked / askedSteps)) : 0,
    };
  }

  /** By requested energy; rebound takes up to half. */
  function weighted(calls: readonly RequestDelivery[]): number {
    let [sum, total] = [0, 0];
    for (const { requestedKwh, ratio, reboundFraction } of calls) {
      sum += requestedKwh * ratio * (1 - options.reboundWeight * reboundFraction);
      total += requestedKwh;
    }
    return total > 0 ? sum / total : 0;
  }
}
