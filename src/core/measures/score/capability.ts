import { clip, type ScoreInput, type ScoreOptions } from "./input.ts";
import { passiveNeedKw } from "./price.ts";

/** The share of the load that can be promised off the grid, by duration, in three nested senses. */
export type Capability = {
  readonly hardStarts: readonly number[];
  readonly spreadStarts: readonly number[];
  /** F⁰: one call, no clock. F¹: in time. F²: again tomorrow. By duration. */
  readonly envelopeOnce: readonly number[];
  readonly envelopeInTime: readonly number[];
  readonly envelope: readonly number[];
  /** Worst tenths of F² over hard and over spread starts, by duration. */
  readonly detail: readonly { readonly hours: number; readonly hard: number; readonly spread: number }[];
  /** Held share of F² at each start, by duration: what the worst tenth is made of. */
  readonly heldAtStart: readonly { readonly hours: number; readonly hard: readonly number[]; readonly spread: readonly number[] }[];
  readonly magnitude: number; readonly duration: number; readonly responseTime: number; readonly frequency: number;
  readonly C: number;
};

/** How sure a call is to be met: by whatever means, by the means that are quick enough, and again the next day. */
type Sense = 0 | 1 | 2;

export function capability(input: ScoreInput, options: ScoreOptions): Capability {
  const hardStarts = findHardStarts(input, options);
  const spreadStarts = findSpreadStarts(input, options);
  const held = makeHeldShare(input, options);
  const promise = (sense: Sense) => options.durations.map((hours) => {
    const hard = hardStarts.map((start) => held(start, hours, sense));
    const spread = spreadStarts.map((start) => held(start, hours, sense));
    return { hours, hard, spread, worstHard: worstTail(hard, options.tail), worstSpread: worstTail(spread, options.tail) };
  });
  const [once, inTime, again] = [promise(0), promise(1), promise(2)];
  const F = (sense: typeof once) => sense.map(({ worstHard, worstSpread }) => (worstHard + worstSpread) / 2);
  const [f0, f1, f2] = [F(once), F(inTime), F(again)];
  const bar = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const magnitude = f0[0] ?? 0;
  return {
    hardStarts, spreadStarts, envelopeOnce: f0, envelopeInTime: f1, envelope: f2,
    detail: again.map(({ hours, worstHard, worstSpread }) => ({ hours, hard: worstHard, spread: worstSpread })),
    heldAtStart: again.map(({ hours, hard, spread }) => ({ hours, hard, spread })),
    magnitude, duration: over(bar(f0), magnitude), responseTime: over(bar(f1), bar(f0)), frequency: over(bar(f2), bar(f1)), C: bar(f2),
  };
}

/** In each local day the window with the highest mean signal (ties: higher own load, then earlier); the days that press hardest, hardest first. */
function findHardStarts({ day, signal, loadKw, gridOut, stepHours }: ScoreInput, options: ScoreOptions): readonly number[] {
  const windowSteps = Math.max(1, Math.round(options.windowHours / stepHours));
  const found: { readonly start: number; readonly mean: number; readonly loadMean: number }[] = [];
  for (let first = 0; first < day.length;) {
    let end = first + 1;
    while (end < day.length && day[end] === day[first]) end++;
    let best: (typeof found)[number] | undefined;
    for (let start = first; start + windowSteps <= end; start++) {
      const [mean, loadMean] = [rounded(meanOf(signal, start, windowSteps)), rounded(meanOf(loadKw, start, windowSteps))];
      if (best === undefined || mean > best.mean || (mean === best.mean && loadMean > best.loadMean)) best = { start, mean, loadMean };
    }
    if (best !== undefined) found.push(best);
    first = end;
  }
  found.sort((a, b) => b.mean - a.mean || b.loadMean - a.loadMean || a.start - b.start);
  return found.slice(0, options.hardStarts).map(({ start }) => start).filter((start) => gridOut[start] !== 1);
}

/** Spread over the days and, by the golden ratio, over their hours. */
function findSpreadStarts({ day, gridOut }: ScoreInput, options: ScoreOptions): readonly number[] {
  const dayStarts: number[] = [];
  for (let step = 0; step < day.length; step++) if (step === 0 || day[step] !== day[step - 1]) dayStarts.push(step);
  const count = Math.min(options.spreadStarts, day.length);
  const golden = (Math.sqrt(5) - 1) / 2;
  const starts: number[] = [];
  for (let i = 0; i < count; i++) {
    const d = Math.floor((i + 0.5) * dayStarts.length / count);
    const first = dayStarts[d] as number;
    const steps = (dayStarts[d + 1] ?? day.length) - first;
    const turn = i * golden;
    starts.push(first + Math.floor((turn - Math.floor(turn)) * steps));
  }
  return starts.filter((start) => gridOut[start] !== 1);
}

function meanOf(values: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += values[i] as number;
  return sum / count;
}

/** So that the last bits of a sum choose no hour. */
function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** Mean of the lowest values, a fraction of the next counting in proportion: smooth, and 1 only for a site that always can. */
export function worstTail(values: readonly number[], tail: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const weight = Math.max(1, tail * sorted.length);
  let sum = 0;
  for (let i = 0; i < weight; i++) sum += (sorted[i] as number) * Math.min(1, weight - i);
  return sum / weight;
}

/**
 * φ(start, hours): the largest share of the load that can be kept off the grid in every step, from the actual state at the start: battery, throttling, permitted
 * generator, and work that may wait. Feasibility is monotone in the share: 1, else 60 halvings.
 */
export function makeHeldShare(input: ScoreInput, options: ScoreOptions): (start: number, hours: number, sense: Sense) => number {
  const { stepHours, loadKw, battery, generator, deferrable } = input;
  const length = loadKw.length;
  const most = Math.ceil(Math.max(...options.durations) / stepHours) + 1;
  const queues = deferrable.map((queue) => makeQueue(queue, stepHours, most));
  const passiveKw = passiveNeedKw(input);
  const throttleKw = freeThrottleKw(input);
  const [weight, arrival, mustHelp, load] = [new Float64Array(most), new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  const room = new Float64Array(most);
  const ahead = new Float64Array(most + 1);

  return (start, hours, sense) => {
    const steps = Math.max(1, Math.ceil(hours / stepHours - 1e-9));
    const quick = (minutes: number) => (sense === 0 ? 1 : clip(1 - Math.max(0, minutes - options.noticeMinutes) / (60 * hours), 0, 1));
    const { response } = options;

    let permittedHours = generator?.permittedHours ?? 0;
    if (sense === 2) permittedHours /= options.callsPerYear;
    const generatorKw = generator?.demandResponse === true
      ? generator.ratingKw * Math.min(1, permittedHours / hours) * quick(generator.startMinutes ?? response.generator) : 0;

    for (let j = 0; j < steps; j++) {
      const step = (start + j) % length;
      weight[j] = Math.min(stepHours, hours - j * stepHours);
      load[j] = loadKw[step] as number;
      arrival[j] = 0;
      room[j] = 0;
      mustHelp[j] = (throttleKw[step] as number) * quick(response.throttle) + generatorKw;
    }
    for (const queue of queues) {
      queue.fill(start, steps, hours);
      let deferral = quick(response.deferrable);
      if (sense === 2) deferral *= queue.againFraction(start, steps, hours);
      for (let j = 0; j < steps; j++) {
        arrival[j] = (arrival[j] as number) + (queue.arrivalKw[j] as number) * deferral;
        room[j] = (room[j] as number) + (queue.roomKwh[j] as number) * deferral;
        mustHelp[j] = (mustHelp[j] as number) - (queue.overdueKw[j] as number);
      }
    }
    const powerKw = (battery?.dischargeKw ?? 0) * quick(response.battery);
    let energyKwh = battery === undefined ? 0 : Math.max(0, (input.socKwh[start] as number) - battery.floorKwh) * battery.dischargeEfficiency;
    if (sense === 2 && battery !== undefined) energyKwh = Math.min(energyKwh, restoredKwh(start, steps, hours));

    if (holds(1)) return 1;
    let [low, high] = [0, 1];
    if (!holds(0)) return 0;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (holds(middle)) low = middle;
      else high = middle;
    }
    return low;

    function holds(share: number): boolean {
      let needKwh = 0;
      let forcedKwh = 0;
      let deferredKwh = 0;
      for (let j = 0; j < steps; j++) {
        const needKw = Math.max(0, share * (load[j] as number) - (mustHelp[j] as number));
        const atLeastKw = needKw - powerKw;
        const atMostKw = Math.min(arrival[j] as number, needKw);
        if (atLeastKw > atMostKw + 1e-12 * needKw) return false;
        forcedKwh = Math.max(0, forcedKwh + atLeastKw * (weight[j] as number));
        if (forcedKwh > (room[j] as number) + 1e-12 * forcedKwh) return false;
        needKwh += needKw * (weight[j] as number);
        deferredKwh += atMostKw * (weight[j] as number);
        ahead[j] = deferredKwh;
      }
      // Deferral in all, cut where the room at some step and what may still be put off after it is less.
      let deferralKwh = deferredKwh;
      for (let j = 0; j < steps; j++) deferralKwh = Math.min(deferralKwh, (room[j] as number) + deferredKwh - (ahead[j] as number));
      return needKwh - energyKwh <= deferralKwh + 1e-12 * needKwh;
    }
  };

  /** Energy that can be put back in the hours of the day that follow the window, as it comes out again. */
  function restoredKwh(start: number, steps: number, hours: number): number {
    if (battery === undefined) return 0;
    const after = Math.max(0, Math.round((24 - hours) / stepHours));
    let kwh = 0;
    for (let j = 0; j < after; j++) {
      const step = (start + steps + j) % length;
      const surplusKw = Math.max(0, (input.generationKw[step] as number) - (loadKw[step] as number));
      const roomKw = battery.gridCharging ? Math.max(0, input.importLimitKw - (passiveKw[step] as number)) : surplusKw;
      kwh += Math.min(battery.chargeKw, roomKw) * stepHours;
    }
    return kwh * battery.chargeEfficiency * battery.dischargeEfficiency;
  }
}

/** Power that throttling frees beyond the work it loses: Σ power × max over caps of (throughput − power share); a kW saved by not doing work does not count. */
function freeThrottleKw({ throttleable, loadKw }: ScoreInput): Float64Array {
  const total = new Float64Array(loadKw.length);
  for (const { powerKw, curve, minPowerFraction } of throttleable) {
    const points = [[0, 0] as const, ...curve.filter(([f]) => f > 0 && f < 1), [1, 1] as const].sort(([a], [b]) => a - b);
    const throughput = (f: number): number => {
      const next = Math.max(1, points.findIndex(([x]) => x >= f));
      const [[x0, y0], [x1, y1]] = [points[next - 1] as readonly [number, number], points[next] as readonly [number, number]];
      return y0 + (y1 - y0) * (f - x0) / (x1 - x0);
    };
    // Linear between points: the best cap is at a point or at the lowest that is allowed.
    const caps = [minPowerFraction, ...points.map(([f]) => f).filter((f) => f >= minPowerFraction)];
    const gain = Math.max(0, ...caps.map((f) => throughput(f) - f));
    for (let step = 0; step < total.length; step++) total[step] = (total[step] as number) + gain * (powerKw[step] as number);
  }
  return total;
}

/**
 * One queue, first in first out: what may wait in a window from a start, and what is overdue there.
 * @param most steps of the longest window
 */
function makeQueue({ arrivalKw: arriving, servedKw, windowHours, maxServiceKw }: ScoreInput["deferrable"][number], stepHours: number, most: number) {
  const length = arriving.length;
  const window = Math.floor(windowHours / stepHours + 1e-9);
  const capKwh = maxServiceKw * stepHours;
  // At step boundaries 0…length: arrived, served, due, and the latest schedule that the rate cap allows.
  const arrived = new Float64Array(length + 1);
  const served = new Float64Array(length + 1);
  for (let step = 0; step < length; step++) {
    arrived[step + 1] = (arrived[step] as number) + (arriving[step] as number) * stepHours;
    served[step + 1] = (served[step] as number) + (servedKw[step] as number) * stepHours;
  }
  const latest = new Float64Array(length + 1);
  for (let t = length; t >= 0; t--) {
    const due = arrived[Math.max(0, t - window)] as number;
    latest[t] = t === length ? due : Math.max(due, (latest[t + 1] as number) - capKwh);
  }
  const arrivalKw = new Float64Array(most);
  const roomKwh = new Float64Array(most);
  const overdueKw = new Float64Array(most);
  const total = arrived[length] as number;
  // Beyond the end the run begins anew, more than once where it is shorter than the window.
  const wrapped = (curve: Float64Array, t: number): number => (t <= length ? (curve[t] as number) : total + wrapped(curve, t - length));
  const at = (curve: Float64Array, t: number): number => {
    const whole = Math.floor(t + 1e-9);
    const part = t - whole;
    return part <= 1e-9 ? wrapped(curve, whole) : wrapped(curve, whole) * (1 - part) + wrapped(curve, whole + 1) * part;
  };

  function fill(start: number, steps: number, hours: number): void {
    let overdueKwh = 0;
    for (let j = 0; j < steps; j++) {
      const end = start + Math.min(j + 1, hours / stepHours);
      const mustKwh = Math.max(0, at(latest, end) - (served[start] as number));
      const freeKwh = at(arrived, end) - (arrived[start] as number) - mustKwh;
      const before = overdueKwh;
      overdueKwh = Math.max(overdueKwh, -freeKwh);
      arrivalKw[j] = arriving[(start + j) % length] as number;
      roomKwh[j] = freeKwh + overdueKwh;
      overdueKw[j] = (overdueKwh - before) / Math.min(stepHours, hours - j * stepHours);
    }
  }

  /** Deferral that the rate cap can work off in the rest of the day, as a share of what would be deferred. */
  function againFraction(start: number, steps: number, hours: number): number {
    const deferredKwh = Math.max(0, ...roomKwh.subarray(0, steps));
    if (deferredKwh <= 0) return 1;
    const after = Math.max(0, Math.round((24 - hours) / stepHours));
    let arrivingKwh = 0;
    for (let j = 0; j < after; j++) arrivingKwh += (arriving[(start + steps + j) % length] as number) * stepHours;
    return clip((maxServiceKw * (24 - hours) - arrivingKwh) / deferredKwh, 0, 1);
  }

  return { arrivalKw, roomKwh, overdueKw, fill, againFraction };
}
