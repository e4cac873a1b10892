import { clip, type ScoreInput, type ScoreOptions } from "./input.ts";

/** Where a step can take energy from, by kind: generation that would be curtailed, generation that would be exported, the grid up to the ceiling. */
const SPARED = 0;
const EXPORTED = 1;
const GRID = 2;

/** A day's places sorted by cost. */
type Places = {
  readonly count: number;
  readonly step: Int32Array;
  readonly kind: Uint8Array;
  readonly cost: Float64Array;
  /** kWh; of no meaning for the grid, whose room is the ceiling. */
  readonly roomKwh: Float64Array;
};

type Day = { readonly month: number; readonly energyKwh: number; readonly generationKwh: number; readonly hours: number; readonly exportRevenue: number; readonly places: Places };

/**
 * The perfectly flexible twin: the same load energy in each local day, at any time of that day, without loss, generation as it is, its import under one
 * ceiling a month. Each day is filled from its cheapest place up, places of the same cost to the same level; with demand charges the ceiling is searched.
 * @returns its cost and the ceilings kept, by month
 */
export function twinCost(input: ScoreInput, passiveKw: Float64Array, options: ScoreOptions): { readonly cost: number; readonly ceilingKw: readonly number[] } {
  const { stepHours, demandCharges, gridOut, month } = input;
  const days = splitDays(input);
  const importKw = new Float64Array(input.loadKw.length);
  let loadKwh = 0;
  let steps = 0;
  const peakKw: number[] = [];
  for (let step = 0; step < input.loadKw.length; step++) {
    if (gridOut[step] === 1) continue;
    loadKwh += (input.loadKw[step] as number) * stepHours;
    steps++;
    const m = month[step] as number;
    peakKw[m] = Math.max(peakKw[m] ?? 0, passiveKw[step] as number);
  }
  const meanKw = steps > 0 ? loadKwh / (steps * stepHours) : 0;
  const ceilingKw: number[] = [];
  let cost = 0;
  peakKw.forEach((monthPeakKw, m) => {
    const monthDays = days.filter((day) => day.month === m);
    let lowKw = 0;
    for (const day of monthDays) if (day.hours > 0) lowKw = Math.max(lowKw, (day.energyKwh - day.generationKwh) / day.hours);
    const highKw = Math.max(monthPeakKw, lowKw, Math.min(input.importLimitKw, options.twinCeiling * meanKw));
    const charges = demandCharges.filter(({ ratePerKw, applies }) => (ratePerKw[m] as number) !== 0 && monthDays.some(({ places }) => places.step.some((step) => applies[step] === 1)));
    const monthCost = (kw: number): number => {
      let energyCost = 0;
      for (const day of monthDays) energyCost += fillDay(input, day, kw, importKw);
      return energyCost + charges.reduce((sum, { ratePerKw, applies }) => sum + (ratePerKw[m] as number) * highestKw(monthDays, applies, importKw), 0);
    };
    // Without a demand charge the highest ceiling is the cheapest.
    const trials = charges.length === 0 ? [highKw] : Array.from({ length: options.twinGrid + 1 }, (_, i) => lowKw + (highKw - lowKw) * (i / options.twinGrid) * (i / options.twinGrid));
    if (charges.length > 0 && monthPeakKw >= lowKw) trials.push(monthPeakKw);
    let [bestKw, bestCost] = [highKw, Infinity];
    for (const kw of trials) {
      const trialCost = monthCost(kw);
      if (trialCost < bestCost) [bestKw, bestCost] = [kw, trialCost];
    }
    ceilingKw[m] = bestKw;
    cost += bestCost;
  });
  return { cost, ceilingKw };
}

function splitDays({ day, month, gridOut, loadKw, generationKw, price, sellPrice, exportLimitKw, stepHours }: ScoreInput): readonly Day[] {
  const days: Day[] = [];
  for (let first = 0; first < loadKw.length;) {
    let end = first + 1;
    // A day that two months share would have two ceilings: cut there.
    while (end < loadKw.length && day[end] === day[first] && month[end] === month[first]) end++;
    let energyKwh = 0;
    let generationKwh = 0;
    let hours = 0;
    let exportRevenue = 0;
    const places: { step: number; kind: number; cost: number; roomKwh: number }[] = [];
    for (let step = first; step < end; step++) {
      if (gridOut[step] === 1) continue;
      const generatedKw = generationKw[step] as number;
      const exportedKw = Math.min(generatedKw, exportLimitKw);
      energyKwh += (loadKw[step] as number) * stepHours;
      generationKwh += generatedKw * stepHours;
      hours += stepHours;
      exportRevenue += exportedKw * stepHours * (sellPrice[step] as number);
      if (generatedKw > exportedKw) places.push({ step, kind: SPARED, cost: 0, roomKwh: (generatedKw - exportedKw) * stepHours });
      if (exportedKw > 0) places.push({ step, kind: EXPORTED, cost: clip(sellPrice[step] as number, 0, Math.max(0, price[step] as number)), roomKwh: exportedKw * stepHours });
      places.push({ step, kind: GRID, cost: price[step] as number, roomKwh: 0 });
    }
    places.sort((a, b) => a.cost - b.cost || a.step - b.step);
    days.push({
      month: month[first] as number, energyKwh, generationKwh, hours, exportRevenue,
      places: {
        count: places.length, step: Int32Array.from(places, (p) => p.step), kind: Uint8Array.from(places, (p) => p.kind),
        cost: Float64Array.from(places, (p) => p.cost), roomKwh: Float64Array.from(places, (p) => p.roomKwh),
      },
    });
    first = end;
  }
  return days;
}

/** Places the day's energy under a ceiling and writes the import of its steps. @returns energy cost less export revenue */
function fillDay({ stepHours, sellPrice, price }: ScoreInput, { energyKwh, exportRevenue, places }: Day, ceilingKw: number, importKw: Float64Array): number {
  const ceilingKwh = ceilingKw * stepHours;
  const roomKwh = (p: number): number => (places.kind[p] === GRID ? ceilingKwh : (places.roomKwh[p] as number));
  let leftKwh = energyKwh;
  let cost = -exportRevenue;
  for (let first = 0; first < places.count;) {
    let end = first;
    let groupKwh = 0;
    let gridCount = 0;
    while (end < places.count && places.cost[end] === places.cost[first]) {
      groupKwh += roomKwh(end);
      if (places.kind[end] === GRID) gridCount++;
      end++;
    }
    let level = Infinity;
    if (leftKwh < groupKwh) level = gridCount === end - first ? leftKwh / gridCount : waterLevel(roomKwh, first, end, leftKwh);
    for (let p = first; p < end; p++) {
      const kwh = Math.min(roomKwh(p), level);
      const step = places.step[p] as number;
      if (places.kind[p] === GRID) {
        importKw[step] = kwh / stepHours;
        cost += kwh * (price[step] as number);
      } else if (places.kind[p] === EXPORTED) cost += kwh * (sellPrice[step] as number);
    }
    leftKwh = Math.max(0, leftKwh - groupKwh);
    first = end;
  }
  return cost;
}

/** The level to which places of one cost fill when their rooms differ. */
function waterLevel(roomKwh: (p: number) => number, first: number, end: number, energyKwh: number): number {
  const rooms = Float64Array.from({ length: end - first }, (_, i) => roomKwh(first + i)).sort();
  let leftKwh = energyKwh;
  for (let i = 0; i < rooms.length; i++) {
    const evenKwh = leftKwh / (rooms.length - i);
    if (evenKwh <= (rooms[i] as number)) return evenKwh;
    leftKwh -= rooms[i] as number;
  }
  return Infinity;
}

function highestKw(days: readonly Day[], applies: ArrayLike<number>, importKw: Float64Array): number {
  let highest = 0;
  for (const { places } of days) {
    for (let p = 0; p < places.count; p++) {
      const step = places.step[p] as number;
      if (applies[step] === 1) highest = Math.max(highest, importKw[step] as number);
    }
  }
  return highest;
}
