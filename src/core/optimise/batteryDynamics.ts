/** What an exact dynamic programme of a battery reads; one value a step. */
export type BatteryCase = {
  readonly stepHours: number;
  readonly chargeKw: number;
  readonly dischargeKw: number;
  readonly socMinKwh: number;
  readonly socMaxKwh: number;
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  readonly keepPerStep: number;
  readonly wearCostPerKwh: number;
  readonly gridCharging: boolean;
  /** Bus load less generation; negative is surplus. */
  readonly netLoadKw: Float64Array;
  readonly buyPerKwh: Float64Array;
  readonly sellPerKwh: Float64Array;
  readonly importLimitKw: Float64Array;
  readonly exportLimitKw: Float64Array;
};

/** A level that import keeps under in the steps where `applies` is 1. */
export type ImportCap = { readonly levelKw: number; readonly applies: Uint8Array };

export type BatteryProgramme = {
  /** Least energy cost with wear, export taken off, from `from` to `to` between two states of charge under caps; Infinity where no plan keeps them. */
  cost(from: number, to: number, startKwh: number, endKwh: number, caps: readonly ImportCap[]): number;
  /** The plan of that cost. @returns its cost */
  plan(from: number, to: number, startKwh: number, endKwh: number, caps: readonly ImportCap[], chargeKw: Float64Array, dischargeKw: Float64Array): number;
};

export type BatteryProgrammeOptions = {
  /**
   * Slopes this near, relative, are taken as one of their mean. 0 is exact; with self-discharge no two slopes of different steps are equal then, and a year takes
   * seconds.
   */
  readonly joinTolerance?: number | undefined;
};

/** Below this a length of the store is rounding, kWh relative to its window. */
const NOTHING = 1e-12;

/**
 * Exact dynamic programme over the state of charge, without a grid of states. The cost to go V(e) is convex and piecewise linear; it is kept as its left end
 * and its segments (slope, length) in order of slope. A step back adds at most four segments — charging from surplus and from the grid, giving to the load and to
 * export — and cuts the ends to the window: an infimal convolution (Rockafellar 1970, § 5 and § 16). Import and export prices with sell above buy, and
 * negative prices, break convexity; there the sorted segments give a lower bound of the cost to go and the plan taken is a feasible one.
 */
export function makeBatteryProgramme(site: BatteryCase, { joinTolerance = 0 }: BatteryProgrammeOptions = {}): BatteryProgramme {
  const { stepHours, chargeEfficiency, dischargeEfficiency, keepPerStep: keep, wearCostPerKwh: wear, socMinKwh, socMaxKwh, netLoadKw, buyPerKwh, sellPerKwh, importLimitKw, exportLimitKw } = site;
  const tinyKwh = NOTHING * Math.max(1, socMaxKwh - socMinKwh);
  const intoPerKw = stepHours * chargeEfficiency;
  const outPerKw = stepHours / dischargeEfficiency;
  // The present function: slopes rising, lengths, left end and the value there.
  let slopes = new Float64Array(64);
  let lengths = new Float64Array(64);
  let count = 0;
  let left = 0;
  let leftValue = 0;
  // All functions of the run, for the way forward.
  let keptSlopes = new Float64Array(1 << 14);
  let keptLengths = new Float64Array(1 << 14);
  let keptCount = 0;
  let starts = new Int32Array(0);
  let lefts = new Float64Array(0);

  // A step's own cost as a function of the change of the store, from its lowest change up: slope and length of up to four segments.
  const ownSlope = new Float64Array(4);
  const ownLength = new Float64Array(4);
  let ownCount = 0;
  let lowestChangeKwh = 0;
  let lowestChangeCost = 0;

  return {
    cost: (from, to, startKwh, endKwh, caps) => (backward(from, to, endKwh, caps, false) ? valueAt(startKwh) : Infinity),
    plan(from, to, startKwh, endKwh, caps, chargeKw, dischargeKw) {
      if (!backward(from, to, endKwh, caps, true)) return Infinity;
      const cost = valueAt(startKwh);
      if (cost !== Infinity) forward(from, to, startKwh, caps, chargeKw, dischargeKw);
      return cost;
    },
  };

  /** @returns false where some step has no change of the store that keeps its limits */
  function stepCost(i: number, caps: readonly ImportCap[]): boolean {
    const loadKw = netLoadKw[i] as number;
    let capKw = importLimitKw[i] as number;
    for (const { levelKw, applies } of caps) if (applies[i] === 1 && levelKw < capKw) capKw = levelKw;
    const buy = buyPerKwh[i] as number;
    const sell = Math.max(0, sellPerKwh[i] as number);
    const exportKw = exportLimitKw[i] as number;
    const surplusKw = loadKw < 0 ? -loadKw : 0;
    const needKw = loadKw > 0 ? loadKw : 0;
    // Powers of the four parts, kW AC.
    const gridKw = Math.max(0, Math.min(site.gridCharging ? capKw - needKw : 0, site.chargeKw - Math.min(surplusKw, site.chargeKw)));
    const storedKw = Math.min(surplusKw, site.chargeKw);
    const givenKw = Math.min(needKw, site.dischargeKw);
    const soldKw = Math.max(0, Math.min(exportKw - Math.min(surplusKw, exportKw), site.dischargeKw - givenKw));
    const forcedKw = needKw - capKw;
    if (forcedKw > site.dischargeKw) return false;
    // Surplus that could not be exported anyway costs nothing to store; it is stored first.
    const sparedKw = Math.min(storedKw, Math.max(0, surplusKw - exportKw));
    ownCount = 0;
    lowestChangeKwh = -(givenKw + soldKw) * outPerKw;
    // Cost with the battery giving all it can.
    const importKw = needKw - givenKw;
    lowestChangeCost = stepHours * (buy * importKw - sell * (Math.min(surplusKw, exportKw) + soldKw) + wear * (givenKw + soldKw));
    if (soldKw > 0) push((sell - wear) * dischargeEfficiency, soldKw * outPerKw);
    const free = forcedKw > 0 ? givenKw - forcedKw : givenKw;
    if (free > 0) push((buy - wear) * dischargeEfficiency, free * outPerKw);
    if (forcedKw > 0) return true;
    if (sparedKw > 0) push(0, sparedKw * intoPerKw);
    if (storedKw > sparedKw) push(sell / chargeEfficiency, (storedKw - sparedKw) * intoPerKw);
    if (gridKw > 0) push(buy / chargeEfficiency, gridKw * intoPerKw);
    return true;
  }

  function push(slope: number, length: number): void {
    ownSlope[ownCount] = slope;
    ownLength[ownCount] = length;
    ownCount++;
  }

  function backward(from: number, to: number, endKwh: number, caps: readonly ImportCap[], keepAll: boolean): boolean {
    count = 0;
    left = endKwh;
    leftValue = 0;
    if (keepAll) {
      keptCount = 0;
      if (starts.length < to - from + 2) {
        starts = new Int32Array(to - from + 2);
        lefts = new Float64Array(to - from + 2);
      }
    }
    for (let i = to - 1; i >= from; i--) {
      if (keepAll) keepFunction(i - from + 1);
      if (!stepCost(i, caps)) return false;
      // W(y) = min over the change u of c(u) + V(y + u): with w = −u, slopes −c′ in rising order are the step's own from its highest change down.
      let changeKwh = lowestChangeKwh;
      let changeCost = lowestChangeCost;
      for (let k = 0; k < ownCount; k++) {
        changeKwh += ownLength[k] as number;
        changeCost += (ownSlope[k] as number) * (ownLength[k] as number);
        insert(-(ownSlope[k] as number), ownLength[k] as number);
      }
      left -= changeKwh;
      leftValue += changeCost;
      if (!cutTo(socMinKwh * keep, socMaxKwh * keep)) return false;
      if (keep !== 1) {
        left /= keep;
        for (let k = 0; k < count; k++) {
          slopes[k] = (slopes[k] as number) * keep;
          lengths[k] = (lengths[k] as number) / keep;
        }
      }
    }
    if (keepAll) keepFunction(0);
    return true;
  }

  function insert(slope: number, length: number): void {
    if (count === slopes.length) [slopes, lengths] = [doubled(slopes), doubled(lengths)];
    let at = count;
    while (at > 0 && (slopes[at - 1] as number) > slope) at--;
    if (at > 0 && slopes[at - 1] === slope) {
      lengths[at - 1] = (lengths[at - 1] as number) + length;
      return;
    }
    if (joinTolerance > 0) {
      const near = joinTolerance * Math.abs(slope);
      const into = at > 0 && slope - (slopes[at - 1] as number) <= near ? at - 1 : at < count && (slopes[at] as number) - slope <= near ? at : -1;
      if (into >= 0) {
        const whole = (lengths[into] as number) + length;
        slopes[into] = ((slopes[into] as number) * (lengths[into] as number) + slope * length) / whole;
        lengths[into] = whole;
        return;
      }
    }
    for (let k = count; k > at; k--) {
      slopes[k] = slopes[k - 1] as number;
      lengths[k] = lengths[k - 1] as number;
    }
    slopes[at] = slope;
    lengths[at] = length;
    count++;
  }

  /** Cuts the domain; false where nothing of it is left. */
  function cutTo(low: number, high: number): boolean {
    let cut = low - left;
    if (cut > 0) {
      let k = 0;
      while (k < count && (lengths[k] as number) <= cut) {
        cut -= lengths[k] as number;
        leftValue += (slopes[k] as number) * (lengths[k] as number);
        k++;
      }
      if (k === count) {
        if (cut > tinyKwh) return false;
      } else {
        leftValue += (slopes[k] as number) * cut;
        lengths[k] = (lengths[k] as number) - cut;
      }
      if (k > 0) {
        slopes.copyWithin(0, k, count);
        lengths.copyWithin(0, k, count);
        count -= k;
      }
      left = low;
    }
    let right = left;
    for (let k = 0; k < count; k++) right += lengths[k] as number;
    let over = right - high;
    while (over > 0 && count > 0) {
      const last = lengths[count - 1] as number;
      if (last > over) {
        lengths[count - 1] = last - over;
        over = 0;
      } else {
        over -= last;
        count--;
      }
    }
    return over <= tinyKwh;
  }

  function valueAt(energyKwh: number): number {
    let at = energyKwh - left;
    if (at < -1e-9 * Math.max(1, socMaxKwh)) return Infinity;
    let value = leftValue;
    for (let k = 0; k < count && at > 0; k++) {
      const part = Math.min(at, lengths[k] as number);
      value += part * (slopes[k] as number);
      at -= part;
    }
    return at > 1e-9 * Math.max(1, socMaxKwh) ? Infinity : value;
  }

  function keepFunction(index: number): void {
    while (keptCount + count > keptSlopes.length) [keptSlopes, keptLengths] = [doubled(keptSlopes), doubled(keptLengths)];
    keptSlopes.set(slopes.subarray(0, count), keptCount);
    keptLengths.set(lengths.subarray(0, count), keptCount);
    starts[index] = keptCount;
    lefts[index] = left;
    keptCount += count;
  }

  /** Functions are kept from the last back: that of boundary `index` ends where that of `index − 1` begins. */
  function forward(from: number, to: number, startKwh: number, caps: readonly ImportCap[], chargeKw: Float64Array, dischargeKw: Float64Array): void {
    let energyKwh = startKwh;
    for (let i = from; i < to; i++) {
      stepCost(i, caps);
      const index = i - from + 1;
      const begin = starts[index] as number;
      const end = starts[index - 1] as number;
      const leftKwh = lefts[index] as number;
      const restedKwh = energyKwh * keep;
      // From the lowest change up: go on while the store's next kWh is worth more than it costs, or must be had.
      let changeKwh = lowestChangeKwh;
      let own = 0;
      let ownLeft = ownCount > 0 ? (ownLength[0] as number) : 0;
      let position = restedKwh + changeKwh - leftKwh;
      if (position < 0) {
        // Below the domain: fill whatever it costs.
        let missing = -position;
        while (missing > 0 && own < ownCount) {
          const part = Math.min(missing, ownLeft);
          changeKwh += part;
          missing -= part;
          ownLeft -= part;
          if (ownLeft <= 0 && ++own < ownCount) ownLeft = ownLength[own] as number;
        }
        position = 0;
      }
      let segment = begin;
      while (segment < end && position >= (keptLengths[segment] as number)) {
        position -= keptLengths[segment] as number;
        segment++;
      }
      while (own < ownCount && segment < end && (ownSlope[own] as number) < -(keptSlopes[segment] as number)) {
        const part = Math.min(ownLeft, (keptLengths[segment] as number) - position);
        changeKwh += part;
        position += part;
        ownLeft -= part;
        if (ownLeft <= 0 && ++own < ownCount) ownLeft = ownLength[own] as number;
        if (segment < end && position >= (keptLengths[segment] as number)) {
          position -= keptLengths[segment] as number;
          segment++;
        }
      }
      energyKwh = restedKwh + changeKwh;
      chargeKw[i] = changeKwh > 0 ? changeKwh / intoPerKw : 0;
      dischargeKw[i] = changeKwh < 0 ? -changeKwh / outPerKw : 0;
    }
  }
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(array.length * 2);
  longer.set(array);
  return longer;
}
