import { clip, type ScoreInput, type ScoreOptions } from "./input.ts";

/** Generation that the twin can use in place of the grid: its room, and what it would have earned as export. */
type Generated = { readonly roomKwh: number; readonly exportPerKwh: number };

/**
 * Places of one cost to which a day's energy can go: steps of the grid, each with room for the ceiling, and generation that would be curtailed or exported.
 * Many steps are one group, so that a trial of a ceiling goes over a few groups a day and not over its steps.
 */
type Group = {
  readonly cost: number;
  gridSteps: number;
  readonly generated: Generated[];
  generatedKwh: number;
  exportCost: number;
  /** Demand charges, by index, that apply to some of the grid's steps. */
  readonly charges: number[];
};

type Day = { readonly month: number; readonly energyKwh: number; readonly generationKwh: number; readonly hours: number; readonly exportRevenue: number; /** The cheapest first. */ readonly groups: readonly Group[] };

/**
 * The perfectly flexible twin: the same load energy in each local day, at any time of that day, without loss, generation as it is, its import under one
 * ceiling a month. Each day is filled from its cheapest place up, places of the same cost to the same level; with demand charges the ceiling is searched.
 * @returns its cost and the ceilings kept, by month
 */
export function twinCost(input: ScoreInput, passiveKw: Float64Array, options: ScoreOptions): { readonly cost: number; readonly ceilingKw: readonly number[] } {
  const { stepHours, demandCharges, gridOut, month } = input;
  const days = splitDays(input);
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
  const highestKw = new Float64Array(demandCharges.length);
  const ceilingKw: number[] = [];
  let cost = 0;
  peakKw.forEach((monthPeakKw, m) => {
    const monthDays = days.filter((day) => day.month === m);
    let lowKw = 0;
    for (const day of monthDays) if (day.hours > 0) lowKw = Math.max(lowKw, (day.energyKwh - day.generationKwh) / day.hours);
    const highKw = Math.max(monthPeakKw, lowKw, Math.min(input.importLimitKw, options.twinCeiling * meanKw));
    const charged = demandCharges.some(({ ratePerKw }, k) => (ratePerKw[m] as number) !== 0 && monthDays.some(({ groups }) => groups.some(({ charges }) => charges.includes(k))));
    const monthCost = (kw: number): number => {
      highestKw.fill(0);
      let sum = 0;
      for (const day of monthDays) sum += dayCost(day, kw * stepHours, stepHours, highestKw);
      demandCharges.forEach(({ ratePerKw }, k) => { sum += (ratePerKw[m] as number) * (highestKw[k] as number); });
      return sum;
    };
    // Without a demand charge the highest ceiling is the cheapest.
    const trials = charged ? Array.from({ length: options.twinGrid + 1 }, (_, i) => lowKw + (highKw - lowKw) * (i / options.twinGrid) * (i / options.twinGrid)) : [highKw];
    if (charged && monthPeakKw >= lowKw) trials.push(monthPeakKw);
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

function splitDays({ day, month, gridOut, loadKw, generationKw, price, sellPrice, exportLimitKw, demandCharges, stepHours }: ScoreInput): readonly Day[] {
  const days: Day[] = [];
  for (let first = 0; first < loadKw.length;) {
    let end = first + 1;
    // A day that two months share would have two ceilings: cut there.
    while (end < loadKw.length && day[end] === day[first] && month[end] === month[first]) end++;
    let [energyKwh, generationKwh, hours, exportRevenue] = [0, 0, 0, 0];
    const byCost = new Map<number, Group>();
    const groupOf = (cost: number): Group => {
      let group = byCost.get(cost);
      if (group === undefined) byCost.set(cost, group = { cost, gridSteps: 0, generated: [], generatedKwh: 0, exportCost: 0, charges: [] });
      return group;
    };
    for (let step = first; step < end; step++) {
      if (gridOut[step] === 1) continue;
      const [generatedKw, buy, sell] = [generationKw[step] as number, price[step] as number, sellPrice[step] as number];
      const exportedKw = Math.min(generatedKw, exportLimitKw);
      energyKwh += (loadKw[step] as number) * stepHours;
      generationKwh += generatedKw * stepHours;
      hours += stepHours;
      exportRevenue += exportedKw * stepHours * sell;
      if (generatedKw > exportedKw) take(groupOf(0), (generatedKw - exportedKw) * stepHours, 0);
      if (exportedKw > 0) take(groupOf(clip(sell, 0, Math.max(0, buy))), exportedKw * stepHours, sell);
      const grid = groupOf(buy);
      grid.gridSteps++;
      for (let k = 0; k < demandCharges.length; k++) if ((demandCharges[k] as (typeof demandCharges)[number]).applies[step] === 1 && !grid.charges.includes(k)) grid.charges.push(k);
    }
    days.push({ month: month[first] as number, energyKwh, generationKwh, hours, exportRevenue, groups: [...byCost.values()].sort((a, b) => a.cost - b.cost) });
    first = end;
  }
  return days;
}

function take(group: Group, roomKwh: number, exportPerKwh: number): void {
  group.generated.push({ roomKwh, exportPerKwh });
  group.generatedKwh += roomKwh;
  group.exportCost += roomKwh * exportPerKwh;
}

/**
 * Places a day's energy under a ceiling, and raises the highest import of the charges that apply.
 * @returns energy cost less export revenue
 */
function dayCost({ energyKwh, exportRevenue, groups }: Day, ceilingKwh: number, stepHours: number, highestKw: Float64Array): number {
  let leftKwh = energyKwh;
  let cost = -exportRevenue;
  for (const group of groups) {
    if (leftKwh <= 0) break;
    const roomKwh = group.generatedKwh + group.gridSteps * ceilingKwh;
    const isFull = leftKwh >= roomKwh;
    const levelKwh = isFull ? Infinity : group.generated.length === 0 ? leftKwh / group.gridSteps : waterLevel(group, ceilingKwh, leftKwh);
    const gridKwh = Math.min(ceilingKwh, levelKwh);
    cost += group.gridSteps * gridKwh * group.cost;
    if (isFull) cost += group.exportCost;
    else for (const { roomKwh: room, exportPerKwh } of group.generated) cost += Math.min(room, levelKwh) * exportPerKwh;
    if (group.gridSteps > 0) for (const k of group.charges) if (gridKwh / stepHours > (highestKw[k] as number)) highestKw[k] = gridKwh / stepHours;
    leftKwh -= roomKwh;
  }
  return cost;
}

/** The level to which places of one cost fill when their rooms differ, kWh a place. */
function waterLevel({ generated, gridSteps }: Group, ceilingKwh: number, energyKwh: number): number {
  const rooms = [...generated.map(({ roomKwh }) => roomKwh), ...Array<number>(gridSteps).fill(ceilingKwh)].sort((a, b) => a - b);
  let leftKwh = energyKwh;
  for (let i = 0; i < rooms.length; i++) {
    const evenKwh = leftKwh / (rooms.length - i);
    if (evenKwh <= (rooms[i] as number)) return evenKwh;
    leftKwh -= rooms[i] as number;
  }
  return Infinity;
}
