import type { BatteryRatings } from "./battery.ts";
import type { GeneratorRun } from "./generator.ts";
import { reasonCode } from "./reason.ts";
import type { Throttling } from "./throttle.ts";

/** What the site's own data fix before any policy decides; one value a step, kW unless named otherwise. */
export type SiteSeries = {
  /** IT power of work that runs when it arrives: interactive and, until it is throttled, throttleable. */
  readonly mustRunItKw: Float64Array;
  /** IT power of arriving deferrable work, one column a class. */
  readonly deferrableArrivalItKw: readonly Float64Array[];
  /** Steps after which each class's work is due: what arrived in step i is done by the end of step i + W. */
  readonly deferrableWindowSteps: readonly number[];
  /** Highest service rate of each class, IT kW; work may always run as it arrives, also where that is faster. */
  readonly deferrableRateItKw: readonly number[];
  /** Bus power per IT power: PUE with distribution losses. */
  readonly busPerIt: Float64Array;
  /** Bus power that does not follow the IT load: fixed overhead of the facility and auxiliaries of the battery. */
  readonly busFixedKw: Float64Array;
  readonly pvAvailableKw: Float64Array;
  readonly windAvailableKw: Float64Array;
  readonly temperatureC: Float64Array;
  /** Most that may be imported and exported; 0 in an outage, Infinity where there is no limit. */
  readonly importLimitKw: Float64Array;
  readonly exportLimitKw: Float64Array;
  /** 1 where the grid is out. */
  readonly gridOut: Uint8Array;
};

/** Ratings that policies may know. */
export type PlantRatings = BatteryRatings & { readonly hallItKw: number };

/** State of the plant before a step, refreshed by the plant; a policy reads it and never writes it. */
export type PlantState = {
  /** At the end of the step before. */
  socKwh: number;
  /** Net load of this step, kW at the bus; negative is surplus. */
  netLoadKw: number;
  /** Most that the battery can take and give in this step, kW AC, by rating, store and window; connection not counted. */
  chargeLimitKw: number;
  dischargeLimitKw: number;
  /** Highest metering-window import so far of each demand charge in its billing month, kW; aligned with `market.demandCharges`. */
  readonly peakSoFarKw: Float64Array;
};

/** What a battery policy wants; the plant cuts it to every limit. The same object is filled again each step and comes with zeros. */
export type BatteryProposal = {
  chargeKw: number;
  dischargeKw: number;
  /** Solar and wind to hold back although they could be used or exported: where export costs money. */
  curtailKw: number;
  /** Generator output beside the grid, where its permit allows any. In an outage the plant calls on it by itself. */
  generatorKw: number;
  /** Load to throttle away although the connection could carry it, as far as the work allows: it costs work. */
  shedKw: number;
  reason: number;
};

export type DecideBattery = (step: number, plant: PlantState, proposal: BatteryProposal) => void;

/** A meter that remembers its month's highest window: the import that a demand charge counts. */
export type PeakMeter = {
  /** 1 in the steps whose import counts. */
  readonly applies: Uint8Array;
  /** Steps of one metering window; windows begin at multiples of it. */
  readonly windowSteps: number;
};

export type PlantColumns = {
  readonly importKw: Float64Array;
  readonly exportKw: Float64Array;
  readonly pvKw: Float64Array;
  readonly windKw: Float64Array;
  readonly generatorKw: Float64Array;
  readonly dischargeKw: Float64Array;
  readonly chargeKw: Float64Array;
  readonly servedKw: Float64Array;
  readonly shedKw: Float64Array;
  readonly lostWorkKw: Float64Array;
  readonly unservedKw: Float64Array;
  readonly curtailedKw: Float64Array;
  /** At the end of the step. */
  readonly socKwh: Float64Array;
  readonly batteryReason: Float64Array;
};

export type PlantRun = {
  readonly stepHours: number;
  readonly billingMonth: Uint16Array;
  readonly ratings: PlantRatings;
  readonly site: Pick<SiteSeries, "pvAvailableKw" | "windAvailableKw" | "importLimitKw" | "exportLimitKw" | "gridOut">;
  /** Bus load to be carried, one value a step, kW: what work, facility and auxiliaries draw, after shedding. */
  readonly loadKw: Float64Array;
  readonly meters: readonly PeakMeter[];
  /** The plant calls on the battery before load goes unserved. */
  readonly batteryStandsBy: boolean;
  /** Peak load plus all finite ratings, kW: the scale of what counts as nothing. */
  readonly capacityKw: number;
  readonly generator?: GeneratorRun | undefined;
  readonly throttling?: Throttling | undefined;
};

/** Share of the site's capacity below which a flow is the rounding of a sum and taken for 0. */
const DUST = 1e-12;

/**
 * Runs every step of the plant in order: the policy proposes, every limit is enforced, every flow is booked.
 *
 * In each step `import + pv + wind + discharge + generator = served + charge + export` and `served = load − shed − unserved`, to
 * rounding, whatever was proposed. What the connection cannot carry away is curtailed; what it cannot bring is asked of what
 * stands by, in an outage the generator, then the battery, then throttling, and the rest is unserved. The battery never charges
 * and discharges in one step: of a proposal that asks both, the difference is taken.
 *
 * A limit's reason replaces the policy's where the limit leaves nothing of what was asked, or where it is the connection's.
 * @param columns they come with zeros; nothing is allocated by the step
 */
export function runPlant(run: PlantRun, decide: DecideBattery, columns: PlantColumns): void {
  const { stepHours, billingMonth, ratings, loadKw, meters, generator, batteryStandsBy } = run;
  const { pvAvailableKw, windAvailableKw, importLimitKw, exportLimitKw, gridOut } = run.site;
  const { importKw, exportKw, pvKw, windKw, generatorKw, dischargeKw, chargeKw, servedKw, shedKw, lostWorkKw, unservedKw, curtailedKw, socKwh, batteryReason } = columns;
  const { chargeKw: chargeRatingKw, dischargeKw: dischargeRatingKw, socMinKwh, outageFloorKwh, socMaxKwh, keepPerStep, gridCharging } = ratings;
  const inPerKw = ratings.chargeEfficiency * stepHours;
  const outPerKw = stepHours / ratings.dischargeEfficiency;
  const kwPerIn = 1 / inPerKw;
  const kwPerOut = 1 / outPerKw;
  const hasBattery = ratings.capacityKwh > 0;
  const decides = hasBattery || generator !== undefined || run.throttling !== undefined || batteryStandsBy;
  const dustKw = DUST * run.capacityKw;
  const peakSoFarKw = new Float64Array(meters.length);
  const windowSumKw = new Float64Array(meters.length);
  const state: PlantState = { socKwh: ratings.initialSocKwh, netLoadKw: 0, chargeLimitKw: 0, dischargeLimitKw: 0, peakSoFarKw };
  const proposal: BatteryProposal = { chargeKw: 0, dischargeKw: 0, curtailKw: 0, generatorKw: 0, shedKw: 0, reason: 0 };
  const aid: Aid = { chargeKw: 0, dischargeKw: 0, generatorKw: 0, shedKw: 0, lostWorkKw: 0, reason: 0, generatorCalled: false };
  let soc = ratings.initialSocKwh;
  let month = -1;

  for (let i = 0; i < loadKw.length; i++) {
    if (billingMonth[i]! !== month) {
      month = billingMonth[i]!;
      peakSoFarKw.fill(0);
    }
    const load = loadKw[i]!;
    const pv = pvAvailableKw[i]!;
    const wind = windAvailableKw[i]!;
    const importLimit = importLimitKw[i]!;
    const exportLimit = exportLimitKw[i]!;
    const netLoad = load - (pv + wind);

    const rested = soc * keepPerStep;
    let charge = 0;
    let discharge = 0;
    let held = 0;
    let generated = 0;
    let shed = 0;
    let why = 0;
    let chargeLimit = 0;
    let dischargeLimit = 0;
    if (decides) {
      chargeLimit = (socMaxKwh - rested) * kwPerIn;
      if (chargeLimit > chargeRatingKw) chargeLimit = chargeRatingKw;
      if (chargeLimit < 0) chargeLimit = 0;
      dischargeLimit = (rested - socMinKwh) * kwPerOut;
      if (dischargeLimit > dischargeRatingKw) dischargeLimit = dischargeRatingKw;
      if (dischargeLimit < 0) dischargeLimit = 0;

      state.socKwh = soc;
      state.netLoadKw = netLoad;
      state.chargeLimitKw = chargeLimit;
      state.dischargeLimitKw = dischargeLimit;
      proposal.chargeKw = 0;
      proposal.dischargeKw = 0;
      proposal.curtailKw = 0;
      proposal.generatorKw = 0;
      proposal.shedKw = 0;
      proposal.reason = 0;
      decide(i, state, proposal);
      why = proposal.reason;
      if (proposal.curtailKw > 0) held = proposal.curtailKw < pv + wind ? proposal.curtailKw : pv + wind;

      // Comparisons, not Math.min: a proposal that is no number asks for nothing.
      if (proposal.chargeKw > 0) {
        charge = proposal.chargeKw < chargeLimit ? proposal.chargeKw : chargeLimit;
        if (charge === 0) why = reasonCode.socCeiling;
      }
      if (proposal.dischargeKw > 0) {
        discharge = proposal.dischargeKw < dischargeLimit ? proposal.dischargeKw : dischargeLimit;
        if (discharge === 0) why = reasonCode.socFloor;
      }
      if (charge > 0 && discharge > 0) {
        const both = charge < discharge ? charge : discharge;
        charge -= both;
        discharge -= both;
      }

      if (netLoad + held > importLimit) held = 0;
      if (charge > 0) {
        const room = importLimit - netLoad - held;
        if (charge > room) {
          charge = room > 0 ? room : 0;
          why = reasonCode.importLimit;
        }
        if (!gridCharging && charge > pv + wind - held) charge = pv + wind - held;
      } else if (discharge > 0) {
        const room = exportLimit + netLoad + held;
        if (discharge > room) {
          discharge = room > 0 ? room : 0;
          why = reasonCode.exportLimit;
        }
      }
    }

    const short = netLoad - importLimit;
    if (short > discharge || proposal.shedKw > 0 || (generator !== undefined && (aid.generatorCalled || proposal.generatorKw > 0))) {
      aid.chargeKw = charge;
      aid.dischargeKw = discharge;
      aid.reason = why;
      const heldKwh = rested - (gridOut[i] === 1 ? outageFloorKwh : socMinKwh);
      standBy(run, aid, i, short, netLoad + held, proposal, chargeLimit, hasBattery ? heldKwh * kwPerOut : 0, dustKw);
      charge = aid.chargeKw;
      discharge = aid.dischargeKw;
      generated = aid.generatorKw;
      shed = aid.shedKw;
      why = aid.reason;
      generatorKw[i] = generated;
      shedKw[i] = shed;
      lostWorkKw[i] = aid.lostWorkKw;
    }

    const generation = pv + wind - held;
    const flow = load - shed - generation - generated + charge - discharge;
    let imported = 0;
    let exported = 0;
    let unserved = 0;
    let curtailed = held;
    if (flow > dustKw) {
      imported = flow;
      if (flow - importLimit > dustKw) {
        imported = importLimit;
        unserved = flow - importLimit;
      }
    } else if (flow < -dustKw) {
      exported = -flow;
      if (exported - exportLimit > dustKw) {
        curtailed += exported - exportLimit;
        exported = exportLimit;
      }
    }

    soc = rested + charge * inPerKw - discharge * outPerKw;
    // The last bit of a limit's division may carry the store over the limit; self-discharge may not be undone.
    if (charge > 0 && soc > socMaxKwh) soc = socMaxKwh;
    else if (discharge > 0 && soc < outageFloorKwh) soc = outageFloorKwh;

    importKw[i] = imported;
    exportKw[i] = exported;
    if (curtailed > 0) {
      const used = Math.max(1 - curtailed / (pv + wind), 0);
      pvKw[i] = pv * used;
      windKw[i] = wind * used;
      curtailedKw[i] = curtailed;
    } else {
      pvKw[i] = pv;
      windKw[i] = wind;
    }
    dischargeKw[i] = discharge;
    chargeKw[i] = charge;
    servedKw[i] = load - shed - unserved;
    if (unserved > 0) unservedKw[i] = unserved;
    socKwh[i] = soc;
    batteryReason[i] = why;

    if (peakSoFarKw.length > 0) readMeters(meters, i, imported, peakSoFarKw, windowSumKw);
  }
}

/** Apart from the loop over the year: engines take the inner loop of a long one for the hot part, and leave the rest of it slow. */
function readMeters(meters: readonly PeakMeter[], i: number, importedKw: number, peakSoFarKw: Float64Array, windowSumKw: Float64Array): void {
  for (let k = 0; k < meters.length; k++) {
    const { applies, windowSteps } = meters[k]!;
    if (windowSteps === 1) {
      if (importedKw > peakSoFarKw[k]! && applies[i] === 1) peakSoFarKw[k] = importedKw;
    } else {
      if (i % windowSteps === 0) windowSumKw[k] = 0;
      windowSumKw[k]! += importedKw;
      if (i % windowSteps === windowSteps - 1 && applies[i] === 1) peakSoFarKw[k] = Math.max(peakSoFarKw[k]!, windowSumKw[k]! / windowSteps);
    }
  }
}

/** What stands by gives in a step; the same object is filled again. */
type Aid = { chargeKw: number; dischargeKw: number; generatorKw: number; shedKw: number; lostWorkKw: number; reason: number; generatorCalled: boolean };

/**
 * Carries what the connection cannot: in an outage the generator, then the battery, then throttling; beside the grid the battery
 * comes first, and the generator also where a policy asks for it and its permit has hours left.
 * @param aid comes with the battery as proposed and cut, and leaves with all that stands by
 * @param shortKw net load above the import limit; negative where the connection has room
 * @param netLoadKw with what the policy holds back of solar and wind
 * @param batteryKw what the battery holds above its floor, as power over the step
 */
function standBy(
  { ratings, site, generator, throttling, batteryStandsBy }: PlantRun, aid: Aid, i: number, shortKw: number, netLoadKw: number, asked: Pick<BatteryProposal, "generatorKw" | "shedKw">, chargeLimitKw: number, batteryKw: number, dustKw: number,
): void {
  const out = site.gridOut[i] === 1;
  const availableKw = batteryStandsBy ? Math.max(Math.min(batteryKw, ratings.dischargeKw), 0) : 0;
  aid.generatorKw = 0;
  aid.shedKw = 0;
  aid.lostWorkKw = 0;
  if (out) aid.reason = reasonCode.outage;
  if (generator !== undefined) {
    const wantedKw = out ? shortKw : Math.max(asked.generatorKw, shortKw - Math.max(aid.dischargeKw, availableKw));
    if (wantedKw > 0) {
      const limitKw = generator.limitKw(out);
      aid.generatorCalled = true;
      aid.generatorKw = Math.min(wantedKw, limitKw);
      const extraKw = Math.max(Math.min(generator.minimumKw(), limitKw) - aid.generatorKw, 0);
      if (out) {
        // The sets go first, to spare the battery. What their minimum is above the load goes into it, as far as it takes it.
        aid.dischargeKw = 0;
        aid.chargeKw = batteryStandsBy ? Math.min(extraKw, chargeLimitKw) : 0;
        aid.generatorKw += aid.chargeKw;
      } else {
        // Beside the grid the sets displace import, and never run below their minimum.
        aid.generatorKw += extraKw;
        if (aid.generatorKw > netLoadKw + aid.chargeKw - aid.dischargeKw) aid.generatorKw = 0;
      }
      generator.give(aid.generatorKw, out);
    } else if (!out) {
      generator.rest();
      aid.generatorCalled = false;
    }
  }
  // What a policy throttles away by itself needs no battery.
  const askedShedKw = batteryStandsBy && throttling !== undefined && asked.shedKw > 0 ? Math.min(asked.shedKw, throttling.mostCutKw[i]!) : 0;
  const supportKw = Math.min(shortKw - aid.generatorKw - askedShedKw, availableKw);
  if (supportKw > aid.dischargeKw && aid.chargeKw === 0) {
    aid.dischargeKw = supportKw;
    if (!out) aid.reason = reasonCode.importLimit;
  }
  const leftKw = Math.max(shortKw - aid.generatorKw - aid.dischargeKw, Math.min(asked.shedKw, netLoadKw - aid.generatorKw - aid.dischargeKw));
  if (batteryStandsBy && throttling !== undefined && leftKw > dustKw) {
    aid.shedKw = Math.min(leftKw, throttling.mostCutKw[i]!);
    aid.lostWorkKw = throttling.lostWorkKw(i, aid.shedKw);
  }
}

/** Peak load plus all finite ratings, kW: solar and wind by their highest output, the connection by its limits. */
export function siteCapacityKw(loadKw: Float64Array, site: PlantRun["site"], ratings: Pick<PlantRatings, "chargeKw" | "dischargeKw">): number {
  const { pvAvailableKw, windAvailableKw, importLimitKw, exportLimitKw } = site;
  return ratings.chargeKw + ratings.dischargeKw + [loadKw, pvAvailableKw, windAvailableKw, importLimitKw, exportLimitKw].reduce((sum, values) => sum + highest(values), 0);
}

/** 0 where there is no limit. */
function highest(column: Float64Array): number {
  let max = 0;
  for (let i = 0; i < column.length; i++) if (column[i]! > max) max = column[i]!;
  return max === Infinity ? 0 : max;
}
