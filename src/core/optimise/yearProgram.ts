import type { PreparedTariff } from "../market/tariff/prepareTariff.ts";
import type { LinearGap, LinearMonth, LinearRun, Terms } from "../market/tariff/linear.ts";
import { makeProgram, type Basis, type LinearProgram, type ProgramBuilder } from "../maths/linearProgram.ts";
import { addLinearStore } from "../site/battery.ts";
import type { PlantRatings, SiteSeries } from "../site/plant.ts";
import { addLinearWork, mostWaitingKwh, type DeferrableWork } from "../site/work.ts";
import type { Axis } from "../time/axis.ts";

/** What is decided over a run, and what is not. */
export type YearCase = {
  readonly axis: Axis;
  readonly site: Pick<SiteSeries, "busPerIt" | "pvAvailableKw" | "windAvailableKw" | "importLimitKw" | "exportLimitKw">;
  readonly ratings: PlantRatings;
  readonly tariff: PreparedTariff;
  /** Bus load that is not decided here, kW: all of it, less the work of `classes`. */
  readonly baseKw: Float64Array;
  /** IT power that is not decided here: what catch-up work finds in the hall. */
  readonly baseItKw: Float64Array;
  /** False leaves the battery at rest. */
  readonly battery: boolean;
  /** False where nobody holds solar and wind back: only what cannot be exported is curtailed. */
  readonly curtails: boolean;
  /** Work that the programme places; others stand in the base. */
  readonly classes: readonly DeferrableWork[];
  /** Equipment whose size is part of the plan; `ratings` then give efficiencies and window alone, and `battery` is true. */
  readonly sizes?: SizedEquipment | undefined;
  /** Cost of each kWh imported that counts in the plan and stands in no bill. Absent where there is none. */
  readonly weightPerKwh?: Float64Array | undefined;
  /** Where the grid is out, and what carries the load then. Absent where it never is. */
  readonly outages?: Outage | undefined;
};

/** Sizes to be chosen: the most of each, and its yearly cost per unit. */
export type SizedEquipment = {
  readonly batteryKw: Size;
  readonly batteryKwh: Size;
  readonly solar: Size & { readonly perKw: Float64Array };
  readonly wind: Size & { readonly perKw: Float64Array };
  /** Charging power, lowest, highest state of charge and auxiliary load per kW and kWh. */
  readonly chargePowerFraction: number;
  readonly socMinFraction: number;
  readonly socMaxFraction: number;
  readonly auxiliaryKwPerKwh: number;
  /** Capital of one unit of each, and the most of all together; Infinity for none. */
  readonly budgetCost: number;
};
export type Size = { readonly least: number; readonly most: number; readonly yearlyCost: number; readonly capitalCost: number };

/** Columns of the sizes, and of the charge that the year begins and ends with. */
export type SizeColumns = { readonly batteryKw: number; readonly batteryKwh: number; readonly solarKw: number; readonly windKw: number; readonly startKwh: number };

/** Help while the grid is out, at its price per kWh at the bus: fuel, work lost to throttling, load that goes without. */
export type Outage = {
  readonly gridOut: Uint8Array;
  readonly generatorKw: number;
  readonly fuelPerKwh: number;
  readonly mostCutKw: Float64Array | undefined;
  readonly lostWorkPerKwh: number;
  readonly unservedPerKwh: number;
};

/** How charges that are not linear are read. */
export type Reading = {
  readonly variant: number;
  readonly at?: LinearMonth["at"];
  /** Without what the reading asks of the whole run before its prices hold. */
  readonly loose?: boolean;
};

/** Steps' columns by step; −1 where there is none. */
export type StepColumns = {
  readonly imported: Int32Array;
  readonly exported: Int32Array;
  /** Solar and wind held back. */
  readonly spilt: Int32Array;
  readonly charge: Int32Array;
  readonly discharge: Int32Array;
  readonly soc: Int32Array;
  readonly serve: readonly Int32Array[];
  readonly backlog: readonly Int32Array[];
  /** Row that holds the step's import under a peak; −1 where no charge meters it alone. */
  readonly peakRow: Int32Array;
  /** Row that the classes' sum keeps the hall by. */
  readonly hallRow: Int32Array;
  readonly busRow: Int32Array;
};

/** A programme of the run or of one month, with the way back from its columns to the plant. */
export type YearProgram = {
  readonly program: LinearProgram;
  readonly columns: StepColumns;
  /** How many columns and rows each month holds, in order; what follows couples them. */
  readonly sections: readonly { readonly columns: number; readonly rows: number }[];
  /** Statuses that what follows the months begins with. */
  readonly tail: Basis;
  /** Pairs of columns of which one must be 0, beside those of a step. */
  readonly exclusive: readonly (readonly [number, number])[];
  /** Parts of the bill that the programme does not hold. */
  readonly gaps: readonly LinearGap[];
  readonly sizes?: SizeColumns | undefined;
};

/** Statuses of a basis, as `Basis` counts them. */
export const basisStatus = { lower: 0, basic: 1 } as const;

/** How many ways there are to read the tariff of which none alone is right everywhere. */
export function variantCount({ rules }: PreparedTariff): number {
  return rules.reduce((count, { linear }) => count * (linear?.readings ?? 1), 1);
}

/** The run as one linear programme, month after month and then what couples them. */
export function yearProgram(c: YearCase, reading: Reading): YearProgram {
  return assemble(c, reading, "run");
}

/** Months in a row, from the first to before the end. */
export type MonthRange = { readonly first: number; readonly end: number };

/** Some months by themselves: the store ends where the run began, no work is left over, and charges that couple months are priced as if each stood alone. */
export function partProgram(c: YearCase, reading: Reading, months: MonthRange): YearProgram {
  return assemble(c, reading, months);
}

function assemble(c: YearCase, reading: Reading, which: "run" | MonthRange): YearProgram {
  const { axis, tariff, classes } = c;
  const alone = which !== "run";
  const allMonths = tariff.basis.months;
  const { first, end } = alone ? which : { first: 0, end: allMonths.length };
  const chosen = Array.from({ length: end - first }, (_, k) => first + k);
  const steps = (axis.monthStart[end] as number) - (axis.monthStart[first] as number);
  const builder = makeProgram(steps * (6 + 2 * classes.length), steps * (4 + classes.length));
  const columns = emptyColumns(axis.length, classes.length);
  const mostWaiting = classes.map((work) => mostWaitingKwh(work, axis.stepHours));
  const gaps = new Set<LinearGap>();
  const exclusive: [number, number][] = [];
  const sizes = c.sizes && addSizes(c.sizes, builder);
  const trackBill = !alone && tariff.rules.some(({ linear }) => linear?.looksAtBill === true);
  const variants = splitVariant(tariff, reading.variant);
  const sections: { columns: number; rows: number }[] = [];
  const months: Month[] = [];

  for (const m of chosen) {
    const [columnsBefore, rowsBefore] = [builder.columnCount, builder.rowCount];
    addSteps(c, builder, columns, sizes, mostWaiting, m, { first: m === first, last: m === end - 1 });
    const month = makeMonth(c, builder, columns, { ...(allMonths[m] as LinearMonth["month"]), index: m }, { alone, at: reading.at, before: months.at(-1), tellGap: (code) => { gaps.add(code); }, exclude: (one, other) => { exclusive.push([one, other]); }, trackBill });
    tariff.rules.forEach(({ linear }, k) => linear?.month?.({ ...month.linear, reading: variants[k] as number }));
    month.addPeakRows();
    sections.push({ columns: builder.columnCount - columnsBefore, rows: builder.rowCount - rowsBefore });
    months.push(month);
  }
  const [firstColumn, firstRow] = [builder.columnCount, builder.rowCount];
  const basic = { columns: [] as number[], bindingRows: [] as number[] };
  if (!alone) {
    const runs = tariff.rules.map((_, k): LinearRun => ({
      program: builder, months: months.map((month) => ({ ...month.linear, reading: variants[k] as number })), reading: variants[k] as number, tellGap: (code) => { gaps.add(code); },
      begins({ column, bindingRow }) {
        if (column !== undefined) basic.columns.push(column);
        if (bindingRow !== undefined) basic.bindingRows.push(bindingRow);
      },
    }));
    tariff.rules.forEach(({ linear }, k) => linear?.run?.(runs[k] as LinearRun));
    // Last, so that without them the programme is the same up to there.
    if (reading.loose !== true) tariff.rules.forEach(({ linear }, k) => linear?.conditions?.(runs[k] as LinearRun));
  }
  if (sizes !== undefined) {
    builder.row(0, 0);
    builder.entry(columns.soc[axis.length - 1] as number, 1);
    builder.entry(sizes.startKwh, -1);
  }
  const tail = { columns: new Int32Array(builder.columnCount - firstColumn).fill(basisStatus.lower), rows: new Int32Array(builder.rowCount - firstRow).fill(basisStatus.basic) };
  for (const column of basic.columns) tail.columns[column - firstColumn] = basisStatus.basic;
  for (const row of basic.bindingRows) tail.rows[row - firstRow] = basisStatus.lower;
  return { program: builder.build(), columns, sections, tail, exclusive, gaps: [...gaps], sizes };
}

/** Readings of the rules by the number of their combination. */
function splitVariant({ rules }: PreparedTariff, variant: number): number[] {
  let left = variant;
  return rules.map(({ linear }) => {
    const count = linear?.readings ?? 1;
    const own = left % count;
    left = (left - own) / count;
    return own;
  });
}

function emptyColumns(length: number, classes: number): StepColumns {
  const none = () => new Int32Array(length).fill(-1);
  return {
    imported: none(), exported: none(), spilt: none(), charge: none(), discharge: none(), soc: none(), peakRow: none(), hallRow: none(), busRow: none(),
    serve: Array.from({ length: classes }, none), backlog: Array.from({ length: classes }, none),
  };
}

/** Flows of the month's steps, the store and the queues between them, and the bus that joins them. */
function addSteps({ axis, site, ratings, baseKw, baseItKw, battery, curtails, classes, weightPerKwh, outages, sizes: sized }: YearCase, builder: ProgramBuilder, columns: StepColumns, sizes: SizeColumns | undefined, mostWaiting: readonly Float64Array[], m: number, ends: { readonly first: boolean; readonly last: boolean }): void {
  const { stepHours } = axis;
  const [from, to] = [axis.monthStart[m] as number, axis.monthStart[m + 1] as number];
  const stored = sizes !== undefined || (battery && ratings.capacityKwh > 0);
  const shared = classes.length > 0;
  // A store that begins at its floor loses to rest before it can be filled again; one that the grid may not fill may stay below: the floor keeps it from giving, not from having little.
  let floorKwh = ends.first || !ratings.gridCharging ? Math.min(ratings.socMinKwh, ratings.initialSocKwh * ratings.keepPerStep) : ratings.socMinKwh;
  // The reserve is for outages: in one the store may fall to its lowest state of charge, and after it takes its time to fill again.
  const refillSteps = Math.ceil((2 * (ratings.socMinKwh - ratings.outageFloorKwh)) / Math.max(1e-9, ratings.chargeKw * ratings.chargeEfficiency * stepHours));
  let sinceOutage = refillSteps + 1;
  for (let i = from; i < to; i++) {
    const out = outages !== undefined && outages.gridOut[i] === 1;
    sinceOutage = out ? 0 : sinceOutage + 1;
    const generation = (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number);
    const exportLimit = site.exportLimitKw[i] as number;
    const last = ends.last && i === to - 1;
    const begins = ends.first && i === from;
    const imported = builder.column(weightPerKwh === undefined ? 0 : (weightPerKwh[i] as number) * stepHours, 0, site.importLimitKw[i] as number);
    // No plan that imports or exports, not both, exports more than this: without it, a programme that is paid for hours of use would run energy in a circle.
    const mostExport = sized === undefined
      ? Math.min(exportLimit, generation + (stored ? ratings.dischargeKw : 0) - (baseKw[i] as number))
      : Math.min(exportLimit, generation + sized.solar.most * (sized.solar.perKw[i] as number) + sized.wind.most * (sized.wind.perKw[i] as number) + sized.batteryKw.most - (baseKw[i] as number));
    const exported = mostExport > 0 ? builder.column(0, 0, mostExport) : -1;
    const mostSpilt = curtails ? generation : generation - (baseKw[i] as number) - exportLimit;
    const spilt = mostSpilt > 0 ? builder.column(0, 0, mostSpilt) : -1;
    [columns.imported[i], columns.exported[i], columns.spilt[i]] = [imported, exported, spilt];
    const serving: number[] = [];
    for (let k = 0; k < classes.length; k++) {
      const before = begins ? { kwh: 0 } : { column: (columns.backlog[k] as Int32Array)[i - 1] as number };
      const { serve, backlog } = addLinearWork(builder, classes[k] as DeferrableWork, stepHours, i, before, last ? 0 : (mostWaiting[k] as Float64Array)[i] as number);
      (columns.serve[k] as Int32Array)[i] = serve;
      (columns.backlog[k] as Int32Array)[i] = backlog;
      serving.push(serve);
    }
    let charge = -1;
    let discharge = -1;
    if (stored) {
      const before = !begins ? { column: columns.soc[i - 1] as number } : sizes === undefined ? { kwh: ratings.initialSocKwh } : { column: sizes.startKwh };
      const window = sizes !== undefined ? { low: 0, high: Infinity } : last && ratings.initialSocKwh >= floorKwh ? { low: ratings.initialSocKwh, high: ratings.initialSocKwh } : { low: sinceOutage <= refillSteps ? Math.min(floorKwh, ratings.outageFloorKwh) : floorKwh, high: Math.max(ratings.socMaxKwh, ratings.initialSocKwh) };
      const store = addLinearStore(builder, ratings, stepHours, before, window);
      ({ charge, discharge } = store);
      [columns.charge[i], columns.discharge[i], columns.soc[i]] = [charge, discharge, store.soc];
      if (floorKwh < ratings.socMinKwh) floorKwh = ratings.gridCharging ? ratings.socMinKwh : floorKwh * ratings.keepPerStep;
    }
    const sizedKw = sizes !== undefined && sized !== undefined ? addSizedStep(builder, sized, sizes, i, { charge, discharge, soc: columns.soc[i] as number }) : [];
    const aid = out ? addAid(builder, outages, i, stepHours) : [];
    const netKw = (baseKw[i] as number) - generation;
    columns.busRow[i] = builder.row(netKw, netKw);
    builder.entry(imported, 1);
    if (exported >= 0) builder.entry(exported, -1);
    if (spilt >= 0) builder.entry(spilt, -1);
    if (stored) {
      builder.entry(charge, -1);
      builder.entry(discharge, 1);
    }
    for (const serve of serving) builder.entry(serve, -(site.busPerIt[i] as number));
    for (const column of aid) builder.entry(column, 1);
    for (const column of sizedKw) builder.entry(column, 1);
    if (sizes !== undefined && sized !== undefined && sized.auxiliaryKwPerKwh > 0) builder.entry(sizes.batteryKwh, -sized.auxiliaryKwPerKwh);
    if (stored && !ratings.gridCharging) {
      builder.row(-Infinity, generation);
      builder.entry(charge, 1);
      if (spilt >= 0) builder.entry(spilt, 1);
      for (const column of sizedKw) builder.entry(column, -1);
    }
    const roomItKw = ratings.hallItKw - (baseItKw[i] as number);
    if (shared && roomItKw < classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), 0)) {
      columns.hallRow[i] = builder.row(-Infinity, Math.max(0, roomItKw));
      for (const serve of serving) builder.entry(serve, 1);
    }
  }
}

/** Columns of the sizes, the row of the budget, and the state that the year begins and ends with. */
function addSizes(sized: SizedEquipment, builder: ProgramBuilder): SizeColumns {
  const column = ({ least, most, yearlyCost }: Size) => builder.column(yearlyCost, least, most);
  const [batteryKw, batteryKwh, solarKw, windKw] = [column(sized.batteryKw), column(sized.batteryKwh), column(sized.solar), column(sized.wind)];
  if (sized.budgetCost < Infinity) {
    builder.row(-Infinity, sized.budgetCost);
    for (const [size, { capitalCost }] of [[batteryKw, sized.batteryKw], [batteryKwh, sized.batteryKwh], [solarKw, sized.solar], [windKw, sized.wind]] as const) builder.entry(size, capitalCost);
  }
  return { batteryKw, batteryKwh, solarKw, windKw, startKwh: builder.column(0, 0, Infinity) };
}

/** What the sizes allow in a step. @returns columns of solar and wind used, kW */
function addSizedStep(builder: ProgramBuilder, sized: SizedEquipment, sizes: SizeColumns, i: number, { charge, discharge, soc }: { readonly charge: number; readonly discharge: number; readonly soc: number }): number[] {
  const atMost = (one: number, size: number, factor: number) => {
    builder.row(-Infinity, 0);
    builder.entry(one, 1);
    builder.entry(size, -factor);
  };
  atMost(charge, sizes.batteryKw, sized.chargePowerFraction);
  atMost(discharge, sizes.batteryKw, 1);
  atMost(soc, sizes.batteryKwh, sized.socMaxFraction);
  if (sized.socMinFraction > 0) {
    builder.row(0, Infinity);
    builder.entry(soc, 1);
    builder.entry(sizes.batteryKwh, -sized.socMinFraction);
  }
  const used: number[] = [];
  for (const [size, perKw] of [[sizes.solarKw, sized.solar.perKw], [sizes.windKw, sized.wind.perKw]] as const) {
    if ((perKw[i] as number) <= 0) continue;
    const column = builder.column(0, 0, Infinity);
    atMost(column, size, perKw[i] as number);
    used.push(column);
  }
  return used;
}

/** Generator, throttling and unserved load of a step without the grid. */
function addAid(builder: ProgramBuilder, { generatorKw, fuelPerKwh, mostCutKw, lostWorkPerKwh, unservedPerKwh }: Outage, i: number, stepHours: number): number[] {
  const aid = [builder.column(unservedPerKwh * stepHours, 0, Infinity)];
  if (generatorKw > 0) aid.push(builder.column(fuelPerKwh * stepHours, 0, generatorKw));
  if (mostCutKw !== undefined) aid.push(builder.column(lostWorkPerKwh * stepHours, 0, mostCutKw[i] as number));
  return aid;
}

type Month = { readonly linear: Omit<LinearMonth, "reading">; addPeakRows(): void };

type MonthOptions = Pick<LinearMonth, "alone" | "at" | "tellGap" | "exclude"> & { readonly before: Month | undefined; readonly trackBill: boolean };

/** What the tariff's rules see of a month. */
function makeMonth(c: YearCase, builder: ProgramBuilder, columns: StepColumns, month: LinearMonth["month"], { alone, at, before, tellGap, exclude, trackBill }: MonthOptions): Month {
  const { axis, tariff: { basis } } = c;
  const { stepHours } = axis;
  const { from, to } = month;
  const ownMeter = basis.metering === "buy-all-sell-all";
  // On two meters all that the site uses is bought, and all that it generates is sold.
  const bought = ownMeter ? addBought(c, builder, columns, from, to) : undefined;
  const importColumn = (i: number) => (bought?.[i - from] ?? columns.imported[i]) as number;
  const generated = (i: number) => (c.site.pvAvailableKw[i] as number) + (c.site.windAvailableKw[i] as number);
  const bill = { terms: emptyTerms(), constant: 0 };
  const energy = { terms: emptyTerms(), constant: 0 };
  const peaks = new Map<number | "all", number>();
  const days = new Map<number | "all", number[]>();

  const pay: LinearMonth["pay"] = (column, perUnit, kind) => {
    if (perUnit === 0) return;
    builder.addCost(column, perUnit);
    if (!trackBill) return;
    addTerm(bill.terms, column, perUnit);
    if (kind === "energy") addTerm(energy.terms, column, perUnit);
  };
  const payFixed = (amount: number) => {
    builder.addOffset(amount);
    bill.constant += amount;
  };
  const peak = (period?: number): number => {
    const key = period ?? "all";
    const found = peaks.get(key);
    if (found !== undefined) return found;
    const occurs = period === undefined || (basis.demandSteps[month.index * basis.demandPeriods + period] as number) > 0;
    const column = occurs ? builder.column(0, 0, Infinity) : -1;
    peaks.set(key, column);
    return column;
  };
  const importKwh = (period?: number): Terms => {
    const terms = emptyTerms();
    for (let i = from; i < to; i++) if (period === undefined || basis.energyPeriod[i] === period) addTerm(terms, importColumn(i), stepHours);
    return terms;
  };

  const linear: Omit<LinearMonth, "reading"> = {
    program: builder, month, alone, at, tellGap, exclude, pay, payFixed, peak, importKwh, bill, energy,
    before: before?.linear as LinearMonth | undefined,
    kept: new Map(),
    importRangeKwh: importRange(c, from, to, ownMeter),
    chargeImport(step, perKwh, kind) { pay(importColumn(step), perKwh * stepHours, kind); },
    payExport(step, perKwh) {
      if (ownMeter) {
        payFixed(-perKwh * generated(step) * stepHours);
        if ((columns.spilt[step] as number) >= 0) pay(columns.spilt[step] as number, perKwh * stepHours);
      } else if ((columns.exported[step] as number) >= 0) pay(columns.exported[step] as number, -perKwh * stepHours);
    },
    payAside(amount) { bill.constant += amount; },
    exportRevenue(perKwh) {
      const terms = emptyTerms();
      for (let i = from; i < to; i++) if ((columns.exported[i] as number) >= 0) addTerm(terms, columns.exported[i] as number, (perKwh[i] as number) * stepHours);
      return terms;
    },
    exportKwh(period) {
      const terms = emptyTerms();
      for (let i = from; i < to; i++) {
        if ((columns.exported[i] as number) >= 0 && (period === undefined || basis.energyPeriod[i] === period)) addTerm(terms, columns.exported[i] as number, stepHours);
      }
      return terms;
    },
    importOf(first, end) {
      const terms = emptyTerms();
      for (let i = first; i < end; i++) addTerm(terms, importColumn(i), 1);
      return terms;
    },
    dayPeaks(period) {
      const key = period ?? "all";
      const found = days.get(key);
      if (found !== undefined) return found;
      const made = Array.from({ length: (axis.day[to - 1] as number) - (axis.day[from] as number) + 1 }, () => builder.column(0, 0, Infinity));
      days.set(key, made);
      return made;
    },
    eachWindow(windowMinutes, first, end, of) { windows(windowMinutes, first, end, of); },
  };

  /** Windows no longer than a step are the step. A window that runs into the next month counts what lies in this one. */
  function windows(windowMinutes: number, first: number, end: number, of: (step: number, meanKw: Terms) => void): void {
    if (windowMinutes <= axis.stepMinutes) {
      for (let i = first; i < end; i++) of(i, { columns: [importColumn(i)], factors: [1] });
      return;
    }
    eachWindowShare(axis.stepMinutes, windowMinutes, first, end, axis.length, (step, members, shares) => {
      of(step, { columns: members.map(importColumn), factors: [...shares] });
    });
  }

  /**
   * One row a window: its mean import keeps under the peak of its demand period (one of rate 0 too), and those under the peak of all hours; that is
   * half the rows of telling both peaks every step.
   */
  function addPeakRows(): void {
    const all = peaks.get("all") ?? -1;
    const byPeriod = [...peaks].some(([key, column]) => key !== "all" && column >= 0);
    if (all >= 0 || byPeriod) {
      if (byPeriod && all >= 0) for (let period = 0; period < basis.demandPeriods; period++) peak(period);
      windows(basis.windowMinutes, from, to, (step, terms) => {
        const column = byPeriod ? (peaks.get(basis.demandPeriod[step] as number) ?? -1) : all;
        if (column < 0) return;
        const row = addUnder(terms, column);
        if (terms.columns.length === 1) columns.peakRow[step] = row;
      });
      if (byPeriod && all >= 0) for (const [key, column] of peaks) if (key !== "all" && column >= 0) addUnder({ columns: [column], factors: [1] }, all);
    }
    for (const [key, ofDays] of days) {
      windows(Math.max(basis.windowMinutes, axis.stepMinutes), from, to, (step, terms) => {
        if (key !== "all" && basis.demandPeriod[step] !== key) return;
        addUnder(terms, ofDays[(axis.day[step] as number) - (axis.day[from] as number)] as number);
      });
    }
  }

  function addUnder(terms: Terms, column: number): number {
    const row = builder.row(-Infinity, 0);
    terms.columns.forEach((one, k) => { builder.entry(one, terms.factors[k] as number); });
    builder.entry(column, -1);
    return row;
  }

  return { linear, addPeakRows };
}

/** Under buy-all-sell-all: what the meter of use shows, import less export with the generation used; never below 0. */
function addBought({ site }: YearCase, builder: ProgramBuilder, columns: StepColumns, from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    const column = builder.column(0, 0, Infinity);
    builder.row((site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number), Infinity);
    builder.entry(column, 1);
    builder.entry(columns.imported[i] as number, -1);
    if ((columns.exported[i] as number) >= 0) builder.entry(columns.exported[i] as number, 1);
    if ((columns.spilt[i] as number) >= 0) builder.entry(columns.spilt[i] as number, 1);
    return column;
  });
}

/** Bounds of the month's import that no plan can leave: by the energy that must be had, less what store and queues may bring; and by all that could be drawn. */
function importRange({ axis, site, ratings, baseKw, battery, classes, sizes }: YearCase, from: number, to: number, ownMeter: boolean): { readonly low: number; readonly high: number } {
  const { stepHours } = axis;
  const stored = battery && sizes === undefined ? ratings : undefined;
  let low = 0;
  let high = 0;
  for (let i = from; i < to; i++) {
    const busPerIt = site.busPerIt[i] as number;
    const generation = ownMeter ? 0 : (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number);
    const arriving = classes.reduce((sum, { arrivalItKw }) => sum + (arrivalItKw[i] as number), 0);
    // Work that waits into the next month leaves this one; at worst all that arrives in the last window.
    const stays = classes.reduce((sum, { arrivalItKw, windowSteps }) => sum + (i < to - windowSteps ? (arrivalItKw[i] as number) : 0), 0);
    low += ((baseKw[i] as number) - generation + stays * 1) * stepHours;
    high += ((baseKw[i] as number) + busPerIt * classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), arriving) + (stored?.chargeKw ?? 0)) * stepHours;
  }
  const drawnKwh = stored === undefined ? 0 : (stored.socMaxKwh - Math.min(stored.socMinKwh, stored.initialSocKwh)) * stored.dischargeEfficiency;
  // Of equipment that is still to be sized nothing is known but its most.
  if (sizes !== undefined) return { low: 0, high: high + sizes.batteryKw.most * sizes.chargePowerFraction * (to - from) * stepHours };
  return { low: Math.max(0, low - drawnKwh), high };
}

function eachWindowShare(stepMinutes: number, windowMinutes: number, first: number, end: number, length: number, of: (step: number, steps: readonly number[], shares: readonly number[]) => void): void {
  const endMinute = length * stepMinutes;
  for (let from = Math.ceil((first * stepMinutes) / windowMinutes) * windowMinutes; from < end * stepMinutes; from += windowMinutes) {
    const to = Math.min(from + windowMinutes, endMinute);
    const steps: number[] = [];
    const shares: number[] = [];
    for (let i = Math.floor(from / stepMinutes); i * stepMinutes < to && i < end; i++) {
      steps.push(i);
      shares.push((Math.min(to, (i + 1) * stepMinutes) - Math.max(from, i * stepMinutes)) / (to - from));
    }
    of(steps[0] as number, steps, shares);
  }
}

function emptyTerms(): Terms {
  return { columns: [], factors: [] };
}

function addTerm(terms: Terms, column: number, factor: number): void {
  terms.columns.push(column);
  terms.factors.push(factor);
}
