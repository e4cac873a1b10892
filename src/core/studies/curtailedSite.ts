import type { Bill } from "../market/signals.ts";
import type { Solve } from "../maths/linearProgram.ts";
import { prepare } from "../prepare.ts";
import type { Kpis, RunResult } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import { makeReference, simulate } from "../simulate.ts";
import type { Axis } from "../time/axis.ts";
import { column } from "../time/frame.ts";
import type { DataFiles } from "../time/series.ts";
import { curtailedShares, headroom, type Headroom } from "./headroom.ts";
import type { CleanedLoad } from "./systemLoad.ts";

export type CurtailedSiteOptions = {
  readonly seed: string;
  readonly data: DataFiles;
  readonly solve?: Solve | undefined;
  /** Part of the connection that is never curtailed, kW. */
  readonly firmKw?: number | undefined;
};

/** What a year's curtailment, as the system's hours ask for it, meant to the simulated site. */
export type CurtailedSiteYear = {
  readonly curtailmentFraction: number;
  /** Year of the system's load, by its name in the headroom's list. */
  readonly year: string;
  /** Hours in which the limit stood below the whole connection, and in which the site would have drawn more than it. */
  readonly hoursLimited: number;
  readonly hoursAbove: number;
  /** What the site would have drawn above the limit, kWh, and as a share of its import. */
  readonly askedKwh: number;
  readonly askedFraction: number;
  /** Load that went without, work not done, deadlines missed, above those of the same year without the limit, kWh. */
  readonly unservedKwh: number;
  readonly lostWorkKwh: number;
  readonly missedKwh: number;
  readonly generatorKwh: number;
  readonly dischargeKwh: number;
  /** What it cost above the same year without the limit, by what it is paid or priced as. */
  readonly cost: { readonly bill: number; readonly fuel: number; readonly wear: number; readonly lostWork: number; readonly unserved: number; readonly total: number };
};

export type CurtailedSite = {
  readonly firmKw: number;
  readonly flexibleKw: number;
  readonly years: readonly CurtailedSiteYear[];
  readonly byLimit: readonly {
    readonly curtailmentFraction: number;
    /** No load went without that is served without the limit, in any year. */
    readonly meansSuffice: boolean;
    /** Share of what was asked that the site's means met. */
    readonly metFraction: number;
    readonly meanCostPerYear: number;
    readonly headroomMw: number;
    /** Headroom if every new load could give up only that share of what is asked. */
    readonly headroomIfAllWereSuchMw: number;
  }[];
};

/** Below this share of the year's import nothing went without: rounding of limits. */
const NOTHING = 1e-9;

/**
 * Replays a site under the curtailment that headroom asks of new load: limit(t) = firm + flexible · (1 − c_h/L), hour by hour of each year of the system's load,
 * laid over the run by month, day and hour. Means are those of the simulated plant, in its order; what they cannot give goes unserved and is priced.
 */
export function curtailedSite(scenario: Scenario, system: CleanedLoad, found: Headroom, { seed, data, solve, firmKw = 0 }: CurtailedSiteOptions): CurtailedSite {
  const prepared = prepare(scenario, { seed, data });
  const reference = makeReference(prepared);
  const free = simulate(scenario, { seed, data, solve, prepared, reference });
  const freeImportKw = column(free.frame, "importKw");
  const wholeKw = scenario.connection.importLimitKw ?? free.kpis.peakImportKw;
  const flexibleKw = Math.max(0, wholeKw - firmKw);
  // The question is whether the means suffice: what they cannot give goes unserved, however a breach would be paid.
  const cutBack: Scenario = { ...scenario, demandResponse: { ...scenario.demandResponse, nonFirm: { ...scenario.demandResponse.nonFirm, whenShort: "unserved" } } };

  const years = found.results.flatMap(({ curtailmentFraction, headroomMw }) => {
    const { shares, years: systemYears } = curtailedShares(system, headroomMw);
    return systemYears.map(({ name, from, to }): CurtailedSiteYear => {
      const share = onRun(prepared.axis, system, shares, from, to);
      const capKw = share.map((cut) => Math.min(wholeKw, firmKw) + flexibleKw * (1 - cut));
      const limited = { ...prepared, calls: { ...prepared.calls, nonFirmKw: capKw.map((kw, i) => Math.min(kw, prepared.calls.nonFirmKw[i] ?? Infinity)) } };
      const run = simulate(cutBack, { seed, data, solve, prepared: limited, reference, keep: "summary" });
      let [limitedSteps, above, asked] = [0, 0, 0];
      capKw.forEach((kw, i) => {
        if (share[i]! > 0) limitedSteps++;
        if (freeImportKw[i]! > kw * (1 + NOTHING)) {
          above++;
          asked += freeImportKw[i]! - kw;
        }
      });
      const { stepHours } = prepared.axis;
      const more = (key: keyof Kpis) => run.kpis[key] - free.kpis[key];
      const cost = { bill: billOf(run) - billOf(free), fuel: more("fuelCost"), wear: more("wearCost"), lostWork: more("lostWorkCost"), unserved: more("unservedCost") };
      return {
        curtailmentFraction, year: name, hoursLimited: limitedSteps * stepHours, hoursAbove: above * stepHours, askedKwh: asked * stepHours,
        askedFraction: free.kpis.importKwh > 0 ? (asked * stepHours) / free.kpis.importKwh : 0,
        unservedKwh: more("unservedKwh"), lostWorkKwh: more("lostWorkKwh"), missedKwh: more("missedKwh"), generatorKwh: more("generatorKwh"), dischargeKwh: more("dischargeKwh"),
        cost: { ...cost, total: cost.bill + cost.fuel + cost.wear + cost.lostWork + cost.unserved },
      };
    });
  });

  const byLimit = found.results.map(({ curtailmentFraction, headroomMw }) => {
    const mine = years.filter((year) => year.curtailmentFraction === curtailmentFraction);
    const asked = mine.reduce((sum, { askedKwh }) => sum + askedKwh, 0);
    const short = mine.reduce((sum, { unservedKwh }) => sum + Math.max(0, unservedKwh), 0);
    const metFraction = asked > 0 ? Math.max(0, 1 - short / asked) : 1;
    return {
      curtailmentFraction, meansSuffice: short <= NOTHING * free.kpis.importKwh, metFraction, headroomMw,
      meanCostPerYear: mine.reduce((sum, { cost }) => sum + cost.total, 0) / Math.max(1, mine.length),
      headroomIfAllWereSuchMw: metFraction > 0 ? headroom(system, [curtailmentFraction * metFraction]).results[0]!.headroomMw : 0,
    };
  });
  return { firmKw: Math.min(wholeKw, firmKw), flexibleKw, years, byLimit };
}

function billOf({ bill }: Pick<RunResult, "bill">): Bill["total"] {
  return bill.total;
}

/** A year of the system's hours on the run's steps, by civil month, day and hour; an hour that the year lacks takes none. */
function onRun(axis: Axis, system: CleanedLoad, shares: Float64Array, from: number, to: number): Float64Array {
  const key = (month: number, day: number, hour: number) => (month * 32 + day) * 24 + hour;
  const byClock = new Float64Array(12 * 32 * 24);
  for (let h = from; h < to; h++) byClock[key(system.month[h]!, system.day[h]!, system.hour[h]!)] = shares[h]!;
  let dayOfMonth = Number(axis.inputs.start.slice(8)) - 1;
  let day = -1;
  return Float64Array.from({ length: axis.length }, (_, i) => {
    if (axis.day[i] !== day) {
      day = axis.day[i]!;
      dayOfMonth = i > 0 && axis.month[i] !== axis.month[i - 1] ? 1 : dayOfMonth + 1;
    }
    return byClock[key(axis.month[i]!, axis.month[i] === 1 ? Math.min(dayOfMonth, 28) : dayOfMonth, axis.hour[i]!)]!;
  });
}
