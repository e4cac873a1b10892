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

/** Self-discharge bends the whole function in each step: one factor tells it, taken into the segments before it gets this small. */
const LEAST_KEPT = 1e-100;
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
  // In objects, whose numbers change in place: a closure's own would be made anew by each step.
  /** Cost to go at present: slopes rising, lengths, left end and the value there. Of a kWh from where the segments are told so much is kept: slope × kept, length ÷ kept. */
  const toGo = { slopes: new Float64Array(64), lengths: new Float64Array(64), count: 0, left: 0, leftValue: 0, kept: 1 };
  /** All functions of the run, for the way forward. */
  const all = { slopes: new Float64Array(1 << 14), lengths: new Float64Array(1 << 14), count: 0, starts: new Int32Array(0), lefts: new Float64Array(0) };
  /** A step's own cost as a function of the change of the store, from its lowest change up: slope and length of up to four segments. */
  const own = { slopes: new Float64Array(4), lengths: new Float64Array(4), count: 0, lowestChangeKwh: 0, lowestChangeCost: 0 };

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
    for (let k = 0; k < caps.length; k++) {
      const { levelKw, applies } = caps[k] as ImportCap;
      if (applies[i] === 1 && levelKw < capKw) capKw = levelKw;
    }
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
    own.count = 0;
    own.lowestChangeKwh = -(givenKw + soldKw) * outPerKw;
    // Cost with the battery giving all it can.
    const importKw = needKw - givenKw;
    own.lowestChangeCost = stepHours * (buy * importKw - sell * (Math.min(surplusKw, exportKw) + soldKw) + wear * (givenKw + soldKw));
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
    own.slopes[own.count] = slope;
    own.lengths[own.count] = length;
    own.count++;
  }

  function backward(from: number, to: number, endKwh: number, caps: readonly ImportCap[], keepAll: boolean): boolean {
    toGo.count = 0;
    toGo.left = endKwh;
    toGo.leftValue = 0;
    toGo.kept = 1;
    if (keepAll) {
      all.count = 0;
      if (all.starts.length < to - from + 2) {
        all.starts = new Int32Array(to - from + 2);
        all.lefts = new Float64Array(to - from + 2);
      }
    }
    for (let i = to - 1; i >= from; i--) {
      if (keepAll) keepFunction(i - from + 1);
      if (!stepCost(i, caps)) return false;
      // W(y) = min over the change u of c(u) + V(y + u): with w = −u, slopes −c′ in rising order are the step's own from its highest change down.
      let changeKwh = own.lowestChangeKwh;
      let changeCost = own.lowestChangeCost;
      for (let k = 0; k < own.count; k++) {
        const [slope, length] = [own.slopes[k] as number, own.lengths[k] as number];
        changeKwh += length;
        changeCost += slope * length;
        insert(-slope / toGo.kept, length * toGo.kept);
      }
      toGo.left -= changeKwh;
      toGo.leftValue += changeCost;
      if (!cutTo(socMinKwh * keep, socMaxKwh * keep)) return false;
      if (keep !== 1) {
        toGo.left /= keep;
        toGo.kept *= keep;
        if (toGo.kept < LEAST_KEPT) takeIn();
      }
    }
    if (keepAll) keepFunction(0);
    takeIn();
    return true;
  }

  function takeIn(): void {
    const { slopes, lengths, count, kept } = toGo;
    for (let k = 0; k < count; k++) {
      slopes[k] = (slopes[k] as number) * kept;
      lengths[k] = (lengths[k] as number) / kept;
    }
    toGo.kept = 1;
  }

  function insert(slope: number, length: number): void {
    const { count } = toGo;
    if (count === toGo.slopes.length) [toGo.slopes, toGo.lengths] = [doubled(toGo.slopes), doubled(toGo.lengths)];
    const { slopes, lengths } = toGo;
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
    toGo.count++;
  }

  /** Cuts the domain; false where nothing of it is left. */
  function cutTo(low: number, high: number): boolean {
    const { slopes, lengths, kept } = toGo;
    let { count } = toGo;
    let cut = (low - toGo.left) * kept;
    if (cut > 0) {
      let k = 0;
      while (k < count && (lengths[k] as number) <= cut) {
        cut -= lengths[k] as number;
        toGo.leftValue += (slopes[k] as number) * (lengths[k] as number);
        k++;
      }
      if (k === count) {
        if (cut > tinyKwh * kept) return false;
      } else {
        toGo.leftValue += (slopes[k] as number) * cut;
        lengths[k] = (lengths[k] as number) - cut;
      }
      if (k > 0) {
        count -= k;
        for (let to = 0; to < count; to++) {
          slopes[to] = slopes[to + k] as number;
          lengths[to] = lengths[to + k] as number;
        }
      }
      toGo.left = low;
    }
    let over = (toGo.left - high) * kept;
    for (let k = 0; k < count; k++) over += lengths[k] as number;
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
    toGo.count = count;
    return over <= tinyKwh * kept;
  }

  function valueAt(energyKwh: number): number {
    const { slopes, lengths, count } = toGo;
    let at = energyKwh - toGo.left;
    if (at < -1e-9 * Math.max(1, socMaxKwh)) return Infinity;
    let value = toGo.leftValue;
    for (let k = 0; k < count && at > 0; k++) {
      const part = Math.min(at, lengths[k] as number);
      value += part * (slopes[k] as number);
      at -= part;
    }
    return at > 1e-9 * Math.max(1, socMaxKwh) ? Infinity : value;
  }

  function keepFunction(index: number): void {
    const { count, kept } = toGo;
    while (all.count + count > all.slopes.length) [all.slopes, all.lengths] = [doubled(all.slopes), doubled(all.lengths)];
    for (let k = 0; k < count; k++) {
      all.slopes[all.count + k] = (toGo.slopes[k] as number) * kept;
      all.lengths[all.count + k] = (toGo.lengths[k] as number) / kept;
    }
    all.starts[index] = all.count;
    all.lefts[index] = toGo.left;
    all.count += count;
  }

  /** Functions are kept from the last back: that of boundary `index` ends where that of `index − 1` begins. */
  function forward(from: number, to: number, startKwh: number, caps: readonly ImportCap[], chargeKw: Float64Array, dischargeKw: Float64Array): void {
    const { slopes, lengths, starts, lefts } = all;
    let energyKwh = startKwh;
    for (let i = from; i < to; i++) {
      stepCost(i, caps);
      const index = i - from + 1;
      const begin = starts[index] as number;
      const end = starts[index - 1] as number;
      const leftKwh = lefts[index] as number;
      const restedKwh = energyKwh * keep;
      // From the lowest change up: go on while the store's next kWh is worth more than it costs, or must be had.
      let changeKwh = own.lowestChangeKwh;
      let k = 0;
      let ownLeft = own.count > 0 ? (own.lengths[0] as number) : 0;
      let position = restedKwh + changeKwh - leftKwh;
      if (position < 0) {
        // Below the domain: fill whatever it costs.
        let missing = -position;
        while (missing > 0 && k < own.count) {
          const part = Math.min(missing, ownLeft);
          changeKwh += part;
          missing -= part;
          ownLeft -= part;
          if (ownLeft <= 0 && ++k < own.count) ownLeft = own.lengths[k] as number;
        }
        position = 0;
      }
      let segment = begin;
      while (segment < end && position >= (lengths[segment] as number)) {
        position -= lengths[segment] as number;
        segment++;
      }
      while (k < own.count && segment < end && (own.slopes[k] as number) < -(slopes[segment] as number)) {
        const part = Math.min(ownLeft, (lengths[segment] as number) - position);
        changeKwh += part;
        position += part;
        ownLeft -= part;
        if (ownLeft <= 0 && ++k < own.count) ownLeft = own.lengths[k] as number;
        if (segment < end && position >= (lengths[segment] as number)) {
          position -= lengths[segment] as number;
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
