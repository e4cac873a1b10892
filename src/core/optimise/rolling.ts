import type { DemandCharge } from "../market/signals.ts";
import { makeProgram, type Basis, type Solve } from "../maths/linearProgram.ts";
import { reasonCode } from "../site/reason.ts";
import { mostWaitingKwh } from "../site/work.ts";
import { randomStream } from "../time/streams.ts";
import { makeForecast, type Forecast, type ForecastKind } from "./forecast.ts";
import type { Plan } from "./plan.ts";
import type { YearCase } from "./yearCase.ts";

export type RollingInputs = {
  readonly horizonHours: number;
  readonly everyHours: number;
  readonly blockMinutes: number;
  readonly forecast: ForecastKind;
  /** Standard deviation of the noisy forecast's relative error, far ahead. */
  readonly errorSdFraction: number;
};

/** What a controller sees of the market: prices at the margin and what its peaks cost. */
export type RollingMarket = {
  readonly buyPerKwh: Float64Array;
  readonly sellPerKwh: Float64Array;
  readonly demandCharges: readonly DemandCharge[];
  /** The price follows a market that is known a day ahead; else the tariff's schedule is known. */
  readonly dayAhead: boolean;
};

/** A day-ahead market's prices are known so far, h. */
const KNOWN_PRICE_HOURS = 24;
/** What may not be, in units of the dearest price and all demand charges: load that goes short, a store that ends too low. */
const PENALTY = 20;

/**
 * A controller that plans ahead by linear programming, follows the plan for some hours and plans again: over blocks of a horizon, by a forecast, with the peaks of the
 * month so far behind it. Load, sun and arrivals then come as they are: it keeps its store's and its connection's limits, and in the hours between two plans holds the peak that it planned.
 */
export function planRolling(c: YearCase, market: RollingMarket, inputs: RollingInputs, seed: string, solve: Solve): Plan {
  const { axis, site, ratings, baseKw, classes } = c;
  const { stepHours, length } = axis;
  const blockSteps = Math.max(1, Math.round(inputs.blockMinutes / axis.stepMinutes));
  const blockHours = blockSteps * stepHours;
  const applySteps = Math.max(blockSteps, Math.round(inputs.everyHours / blockHours) * blockSteps);
  const horizonBlocks = Math.max(applySteps / blockSteps, Math.round(inputs.horizonHours / blockHours));
  const generationKw = site.pvAvailableKw.map((kw, i) => kw + (site.windAvailableKw[i] as number));
  const believe = believed(c, market, inputs, generationKw, seed);
  const stored = c.battery && ratings.capacityKwh > 0;
  const { chargeEfficiency, dischargeEfficiency, initialSocKwh } = ratings;
  const keepPerBlock = power(ratings.keepPerStep, blockSteps);
  const mostWaiting = classes.map((work) => mostWaitingKwh(work, stepHours));
  const charges = market.demandCharges.filter(({ ratePerKw }) => ratePerKw.some((rate) => rate > 0));
  // A kWh withheld from the store's end may spare a kW of peak: the charges count too.
  const dearest = PENALTY * (market.buyPerKwh.reduce((most, price) => Math.max(most, price), 0.01) + charges.reduce((sum, { ratePerKw }) => sum + Math.max(...ratePerKw), 0));
  const plan = {
    chargeKw: new Float64Array(length), dischargeKw: new Float64Array(length), curtailKw: new Float64Array(length), batteryReason: new Uint8Array(length),
    serveItKw: classes.map(() => new Float64Array(length)), workReason: classes.map(() => new Uint8Array(length)),
  };

  let socKwh = initialSocKwh;
  const waitingKwh = classes.map(() => 0);
  const peakKw = new Float64Array(charges.length);
  let month = -1;
  let before: { readonly basis: Basis; readonly blocks: number } | undefined;

  for (let now = 0; now < length; now += applySteps) {
    const steps = Math.min(horizonBlocks * blockSteps, length - now);
    const blocks = Math.ceil(steps / blockSteps);
    const toEnd = now + steps >= length;
    if (axis.billingMonth[now] !== month) {
      month = axis.billingMonth[now] as number;
      peakKw.fill(0);
    }
    const view = believe(now, steps, blocks, blockSteps);
    const { basis, columns, peakOf } = solvePlan(now, steps, blocks, toEnd, view);
    before = basis === undefined ? undefined : { basis, blocks };
    follow(now, Math.min(applySteps, length - now), columns, peakOf);
  }
  return plan;

  function solvePlan(now: number, steps: number, blocks: number, toEnd: boolean, view: View) {
    const program = makeProgram(blocks * columnsPerBlock() + 32, blocks * rowsPerBlock());
    const meanBuy = view.buyPerKwh.reduce((sum, price) => sum + price, 0) / blocks;
    const months = (axis.billingMonth[now + steps - 1] as number) - (axis.billingMonth[now] as number) + 1;
    const base = (b: number) => b * columnsPerBlock();
    const hoursOf = (b: number) => (Math.min((b + 1) * blockSteps, steps) - b * blockSteps) * stepHours;
    for (let b = 0; b < blocks; b++) {
      const i = now + b * blockSteps;
      const h = hoursOf(b);
      const last = b === blocks - 1;
      program.column((view.buyPerKwh[b] as number) * h, 0, site.importLimitKw[i] as number);
      program.column(-(view.sellPerKwh[b] as number) * h, 0, Math.max(0, Math.min(site.exportLimitKw[i] as number, (view.generationKw[b] as number) + (stored ? ratings.dischargeKw : 0) - (view.baseKw[b] as number))));
      program.column(0, 0, view.generationKw[b] as number);
      program.column(0, 0, stored ? ratings.chargeKw : 0);
      program.column(ratings.wearCostPerKwh * h, 0, stored ? ratings.dischargeKw : 0);
      // Self-discharge may have carried the store under its floor; from the grid it is filled again at once.
      const lowKwh = b > 0 && ratings.gridCharging ? ratings.socMinKwh : Math.min(ratings.socMinKwh, socKwh * keepPerBlock);
      program.column(0, lowKwh, Math.max(ratings.socMaxKwh, socKwh));
      program.column(dearest * h, 0, Infinity);
      classes.forEach((work, k) => {
        const until = Math.min(i + blockSteps, length) - 1;
        // What arrived before now is known, the rest is believed: the window's end moves over both.
        const dueKwh = view.mostWaitingKwh[k]?.[b] as number;
        program.column(0, 0, mean(work.rateLimitItKw, i, until + 1));
        program.column(last && !toEnd ? meanBuy * (site.busPerIt[until] as number) : 0, 0, last && toEnd ? 0 : dueKwh);
        program.column(dearest * PENALTY, 0, Infinity);
      });
    }
    const shortEnd = program.column(dearest, 0, Infinity);
    const peaks = charges.map(({ ratePerKw }, k) => Array.from({ length: months }, (_, m) => program.column(ratePerKw[month + m] as number, m === 0 ? (peakKw[k] as number) : 0, Infinity)));
    for (let b = 0; b < blocks; b++) {
      const i = now + b * blockSteps;
      const h = hoursOf(b);
      const at = base(b);
      const netKw = (view.baseKw[b] as number) - (view.generationKw[b] as number);
      program.row(netKw, netKw);
      for (const [offset, factor] of [[0, 1], [1, -1], [2, -1], [3, -1], [4, 1], [6, 1]] as const) program.entry(at + offset, factor);
      classes.forEach((_, k) => { program.entry(at + 7 + 3 * k, -mean(site.busPerIt, i, Math.min(i + blockSteps, now + steps))); });
      const held = b === 0 ? socKwh * keepPerBlock : 0;
      program.row(held, held);
      program.entry(at + 5, 1);
      if (b > 0) program.entry(base(b - 1) + 5, -keepPerBlock);
      program.entry(at + 3, -chargeEfficiency * h);
      program.entry(at + 4, h / dischargeEfficiency);
      if (!ratings.gridCharging) {
        program.row(-Infinity, view.generationKw[b] as number);
        program.entry(at + 3, 1);
        program.entry(at + 2, 1);
      }
      classes.forEach((_, k) => {
        const arriving = (view.arrivalKwh[k]?.[b] as number) + (b === 0 ? (waitingKwh[k] as number) : 0);
        const column = at + 7 + 3 * k;
        program.row(arriving, arriving);
        program.entry(column + 1, 1);
        program.entry(column, h);
        program.entry(column + 2, 1);
        if (b > 0) program.entry(base(b - 1) + 8 + 3 * k, -1);
      });
      if (classes.length > 0) {
        program.row(-Infinity, Math.max(0, ratings.hallItKw - mean(c.baseItKw, i, Math.min(i + blockSteps, now + steps))));
        classes.forEach((_, k) => { program.entry(at + 7 + 3 * k, 1); });
      }
      charges.forEach(({ applies }, k) => {
        let counts = false;
        for (let j = i; j < Math.min(i + blockSteps, now + steps); j++) counts ||= applies[j] === 1;
        program.row(-Infinity, counts ? 0 : Infinity);
        program.entry(at, 1);
        program.entry(peaks[k]?.[(axis.billingMonth[i] as number) - (axis.billingMonth[now] as number)] as number, -1);
      });
    }
    program.row(stored ? initialSocKwh : -Infinity, Infinity);
    program.entry(base(blocks - 1) + 5, 1);
    program.entry(shortEnd, 1);
    const built = program.build();
    const start = before !== undefined && before.blocks === blocks && before.basis.columns.length === built.columnCount ? shifted(before.basis, blocks, applySteps / blockSteps) : undefined;
    const solution = solve(built, { startBasis: start });
    const failed = solution.status !== "optimal";
    return {
      basis: failed ? undefined : solution.basis,
      columns: failed ? undefined : solution.columns,
      peakOf: charges.map((_, k) => (failed ? Infinity : (solution.columns[peaks[k]?.[0] as number] as number))),
    };
  }

  /** The statuses of each block move to the front; the last ones keep theirs. */
  function shifted({ columns, rows }: Basis, blocks: number, by: number): Basis {
    const moved = (statuses: Int32Array, perBlock: number) => {
      const next = Int32Array.from(statuses);
      next.copyWithin(0, by * perBlock, blocks * perBlock);
      next.set(statuses.subarray((blocks - by) * perBlock, blocks * perBlock), (blocks - by) * perBlock);
      return next;
    };
    return { columns: moved(columns, columnsPerBlock()), rows: moved(rows, rowsPerBlock()) };
  }

  /** Import, export, spilt, charge, discharge, store, short; and for each class served, waiting, late. */
  function columnsPerBlock(): number {
    return 7 + 3 * classes.length;
  }

  function rowsPerBlock(): number {
    return 2 + (ratings.gridCharging ? 0 : 1) + classes.length + (classes.length > 0 ? 1 : 0) + charges.length;
  }

  /** The steps until the next plan as they truly come. */
  function follow(now: number, steps: number, columns: Float64Array | undefined, peakOf: readonly number[]): void {
    const inPerKw = chargeEfficiency * stepHours;
    const outPerKw = stepHours / dischargeEfficiency;
    for (let i = now; i < now + steps; i++) {
      if (axis.billingMonth[i] !== month) {
        month = axis.billingMonth[i] as number;
        peakKw.fill(0);
      }
      const at = Math.floor((i - now) / blockSteps) * columnsPerBlock();
      const value = (offset: number) => columns?.[at + offset] ?? 0;
      let servedBusKw = 0;
      classes.forEach((work, k) => {
        const arrivedKwh = (waitingKwh[k] as number) + (work.arrivalItKw[i] as number) * stepHours;
        const most = (mostWaiting[k] as Float64Array)[i] as number;
        const served = Math.min(arrivedKwh / stepHours, work.rateLimitItKw[i] as number, Math.max(value(7 + 3 * k), (arrivedKwh - most) / stepHours));
        (plan.serveItKw[k] as Float64Array)[i] = served;
        (plan.workReason[k] as Uint8Array)[i] = Math.abs(served - (work.arrivalItKw[i] as number)) < 1e-6 ? 0 : reasonCode.plan;
        waitingKwh[k] = arrivedKwh - served * stepHours;
        servedBusKw += served * (site.busPerIt[i] as number);
      });
      const spilt = Math.min(value(2), generationKw[i] as number);
      const netKw = (baseKw[i] as number) + servedBusKw - (generationKw[i] as number) + spilt;
      // Under the planned peak, or what the meter has already seen.
      let capKw = site.importLimitKw[i] as number;
      charges.forEach(({ applies, ratePerKw }, k) => { if (applies[i] === 1 && (ratePerKw[month] as number) > 0) capKw = Math.min(capKw, Math.max(peakOf[k] as number, peakKw[k] as number)); });
      const planned = value(3) - value(4);
      const rested = socKwh * ratings.keepPerStep;
      let flow = stored ? Math.min(planned, capKw - netKw) : 0;
      if (flow < 0) flow = Math.max(flow, -(site.exportLimitKw[i] as number) - netKw, -ratings.dischargeKw, Math.min(0, (ratings.socMinKwh - rested) / outPerKw));
      else flow = Math.min(flow, ratings.chargeKw, Math.max(0, (ratings.socMaxKwh - rested) / inPerKw), ratings.gridCharging ? Infinity : (generationKw[i] as number) - spilt);
      plan.chargeKw[i] = Math.max(0, flow);
      plan.dischargeKw[i] = Math.max(0, -flow);
      plan.curtailKw[i] = spilt;
      plan.batteryReason[i] = Math.abs(flow) < 1e-6 ? 0 : reasonCode[flow < planned - 1e-6 ? "peakThreshold" : flow > 0 ? (netKw < 0 ? "surplus" : "cheapPrice") : "dearPrice"];
      socKwh = rested + (flow > 0 ? flow * inPerKw : flow * outPerKw);
      const importKw = Math.max(0, netKw + flow);
      charges.forEach(({ applies }, k) => { if (applies[i] === 1) peakKw[k] = Math.max(peakKw[k] as number, importKw); });
    }
  }
}

/** What is believed at a step, by blocks. */
type View = {
  readonly baseKw: Float64Array; readonly generationKw: Float64Array; readonly buyPerKwh: Float64Array; readonly sellPerKwh: Float64Array;
  readonly arrivalKwh: readonly Float64Array[];
  /** Most that may wait at the end of each block, by what has arrived and what is believed to. */
  readonly mostWaitingKwh: readonly Float64Array[];
};

function believed({ axis, baseKw, classes }: YearCase, market: RollingMarket, inputs: RollingInputs, generationKw: Float64Array, seed: string): (now: number, steps: number, blocks: number, blockSteps: number) => View {
  const { stepHours, length } = axis;
  const { forecast: kind, errorSdFraction } = inputs;
  const of = (name: string, actual: Float64Array): Forecast => makeForecast(kind, actual, stepHours, { errorSdFraction, stream: randomStream(seed, `forecast/${name}`) });
  const base = of("load", baseKw);
  const generation = of("generation", generationKw);
  const arrivals = classes.map((work, k) => of(`arrivals/${k}`, work.arrivalItKw));
  const priceKind = market.dayAhead && kind !== "perfect" ? "persistence" : "perfect";
  const price = (actual: Float64Array) => makeForecast(priceKind, actual, stepHours, { errorSdFraction: 0, stream: randomStream(seed, "forecast/price"), knownHours: KNOWN_PRICE_HOURS });
  const [buy, sell] = [price(market.buyPerKwh), price(market.sellPerKwh)];
  const fine = new Float64Array(length);

  return (now, steps, blocks, blockSteps) => {
    const ahead = fine.subarray(0, steps);
    const byBlock = (forecast: Forecast, least = -Infinity) => {
      forecast(now, ahead);
      return Float64Array.from({ length: blocks }, (_, b) => Math.max(least, mean(ahead, b * blockSteps, Math.min((b + 1) * blockSteps, steps))));
    };
    const arriving = arrivals.map((forecast) => {
      forecast(now, ahead);
      return Float64Array.from(ahead, (kw) => Math.max(0, kw));
    });
    return {
      baseKw: byBlock(base), generationKw: byBlock(generation, 0), buyPerKwh: byBlock(buy), sellPerKwh: byBlock(sell),
      arrivalKwh: arriving.map((kw) => Float64Array.from({ length: blocks }, (_, b) => sum(kw, b * blockSteps, Math.min((b + 1) * blockSteps, steps)) * stepHours)),
      mostWaitingKwh: arriving.map((kw, k) => {
        const { arrivalItKw, windowSteps } = classes[k] as YearCase["classes"][number];
        const at = (step: number) => (step < now ? (arrivalItKw[step] as number) : (kw[step - now] as number));
        return Float64Array.from({ length: blocks }, (_, b) => {
          const until = Math.min(now + (b + 1) * blockSteps, now + steps) - 1;
          let waiting = 0;
          for (let step = Math.max(0, until - windowSteps + 1); step <= until; step++) waiting += at(step);
          return windowSteps === 0 || until === length - 1 ? 0 : waiting * stepHours;
        });
      }),
    };
  };
}

function sum(column: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += column[i] as number;
  return total;
}

function mean(column: Float64Array, from: number, to: number): number {
  return sum(column, from, to) / Math.max(1, to - from);
}

function power(base: number, count: number): number {
  let value = 1;
  for (let k = 0; k < count; k++) value *= base;
  return value;
}
