import type { Prepared } from "../core/prepare.ts";
import type { MarketSignals } from "../core/market/signals.ts";
import { reasonCode } from "../core/site/reason.ts";

/** Columns that the loop records, those of a run. */
const COLUMNS = 27;
/** Bytes between two columns beyond their length, as in a run's frame: else they evict each other from the first-level cache. */
const PADDING_BYTES = 320;

/**
 * The arithmetic of one year as a single loop over typed arrays: work run at once through its first-in-first-out queue, the
 * facility's affine load, arbitrage planned at each day's start with the month's peak guarded, the battery's limits, the bus, the
 * meters of the demand charges and the bill, every column recorded. No policy, no rule, no object a step: what the plant, the
 * policies and the tariff are measured against. One class of deferrable work, unlimited export forbidden, metering windows of a step.
 * @returns the energy and demand cost of the year and its import, to be compared with the run's
 */
export function yardstick({ axis, site, ratings, load }: Prepared, signals: MarketSignals, hurdlePerKwh: number): { readonly cost: number; readonly importKw: Float64Array } {
  const n = axis.length;
  const h = axis.stepHours;
  const stride = n * Float64Array.BYTES_PER_ELEMENT + PADDING_BYTES;
  const buffer = new ArrayBuffer(COLUMNS * stride);
  const columnAt = (k: number) => new Float64Array(buffer, k * stride, n);
  const importKw = columnAt(0);
  const exportKw = columnAt(1);
  const pvKw = columnAt(2);
  const dischargeKw = columnAt(3);
  const chargeKw = columnAt(4);
  const demandKw = columnAt(5);
  const servedKw = columnAt(6);
  const unservedKw = columnAt(7);
  const curtailedKw = columnAt(8);
  const itKw = columnAt(9);
  const deferrableKw = columnAt(10);
  const coolingKw = columnAt(11);
  const backlogKwh = columnAt(12);
  const socKwh = columnAt(13);
  const batteryReason = columnAt(14);
  const workReason = columnAt(15);
  const bits = columnAt(16);
  const windKw = columnAt(17);
  columnAt(18).set(signals.buyPerKwh);
  columnAt(19).set(signals.sellPerKwh);
  columnAt(20).set(signals.averageCarbonGPerKwh);
  columnAt(21).set(signals.marginalCarbonGPerKwh);
  columnAt(22).set(signals.period);
  columnAt(23).set(site.temperatureC);

  const { mustRunItKw, hallItKw } = load;
  const { arrivalItKw, rateLimitItKw, windowSteps } = load.deferrable[0]!;
  const { busPerIt, busFixedKw, pvAvailableKw, windAvailableKw, importLimitKw, exportLimitKw } = site;
  const { chargeKw: chargeRating, dischargeKw: dischargeRating, socMinKwh, socMaxKwh, keepPerStep, chargeEfficiency, dischargeEfficiency } = ratings;
  const { buyPerKwh } = signals;
  const { billingMonth, dayStart } = axis;
  const roundTrip = chargeEfficiency * dischargeEfficiency;
  const inPerKw = chargeEfficiency * h;
  const outPerKw = h / dischargeEfficiency;
  const kwPerIn = 1 / inPerKw;
  const kwPerOut = 1 / outPerKw;
  const charges = signals.demandCharges.length;
  const applies = signals.demandCharges.map((charge) => charge.applies);
  const rates = signals.demandCharges.map((charge) => charge.ratePerKw);
  const peaks = new Float64Array(charges);

  // One day's blocks of equal price.
  const first = new Uint32Array(300);
  const end = new Uint32Array(300);
  const value = new Float64Array(300);
  const takes = new Float64Array(300);
  const gives = new Float64Array(300);
  const planIn = new Float64Array(300);
  const planOut = new Float64Array(300);
  const soc = new Float64Array(300);
  const order = new Uint32Array(300);
  const servedAtDelay = new Float64Array(windowSteps + 1);

  let cost = 0;
  let month = -1;
  let day = -1;
  let dayEnd = 0;
  let block = 0;
  let blockEnd = 0;
  let chargeLeft = 0;
  let dischargeLeft = 0;
  let store = ratings.initialSocKwh;
  let storeBefore = store;
  let waiting = 0;
  let served = 0;
  let dueKwSteps = 0;
  let oldest = 0;
  let oldestLeft = arrivalItKw[0]!;

  for (let i = 0; i < n; i++) {
    if (billingMonth[i]! !== month) {
      for (let k = 0; k < charges; k++) {
        if (month >= 0) cost += peaks[k]! * rates[k]![month]!;
        peaks[k] = 0;
      }
      month = billingMonth[i]!;
    }

    // Work: all that waits, oldest first, within rate cap and hall; what is due by its window in any case.
    const must = mustRunItKw[i]!;
    waiting += arrivalItKw[i]!;
    let room = hallItKw - must;
    if (room > rateLimitItKw[i]!) room = rateLimitItKw[i]!;
    if (i >= windowSteps) dueKwSteps += arrivalItKw[i - windowSteps]!;
    let serve = waiting < room ? waiting : room;
    let due = dueKwSteps - served;
    if (due > room) due = room;
    if (serve < due) serve = due;
    served += serve;
    let left = serve;
    while (oldest <= i) {
      const take = left < oldestLeft ? left : oldestLeft;
      const delay = i - oldest < windowSteps ? i - oldest : windowSteps;
      servedAtDelay[delay]! += take;
      left -= take;
      oldestLeft -= take;
      if (oldestLeft > 0) break;
      oldest++;
      oldestLeft = oldest < n ? arrivalItKw[oldest]! : 0;
    }
    waiting = oldest > i ? 0 : waiting - serve;
    const demand = busFixedKw[i]! + busPerIt[i]! * (must + serve);
    const pv = pvAvailableKw[i]!;
    const wind = windAvailableKw[i]!;
    const net = demand - (pv + wind);

    // Plan of the day: cheapest blocks with dearest.
    if (i >= dayEnd) {
      day++;
      dayEnd = dayStart[day + 1]!;
      let count = 0;
      for (let step = i; step < dayEnd;) {
        const price = buyPerKwh[step]!;
        let next = step + 1;
        while (next < dayEnd && buyPerKwh[next] === price) next++;
        const hours = (next - step) * h;
        first[count] = step;
        end[count] = next;
        value[count] = price;
        takes[count] = chargeRating * chargeEfficiency * hours;
        gives[count] = (dischargeRating * hours) / dischargeEfficiency;
        planIn[count] = 0;
        planOut[count] = 0;
        soc[count] = store;
        let at = count;
        while (at > 0 && value[order[at - 1]!]! > price) {
          order[at] = order[at - 1]!;
          at--;
        }
        order[at] = count;
        count++;
        step = next;
      }
      for (let dear = count - 1; dear > 0; dear--) {
        const sell = order[dear]!;
        for (let cheap = 0; cheap < dear; cheap++) {
          const buy = order[cheap]!;
          if (value[sell]! * roundTrip - value[buy]! <= hurdlePerKwh) break;
          if (planOut[buy]! > 0 || planIn[sell]! > 0) continue;
          const buyFirst = buy < sell;
          const early = buyFirst ? buy : sell;
          const late = buyFirst ? sell : buy;
          let energy = takes[buy]! - planIn[buy]!;
          if (gives[sell]! - planOut[sell]! < energy) energy = gives[sell]! - planOut[sell]!;
          for (let b = early; b < late; b++) {
            const free = buyFirst ? socMaxKwh - soc[b]! : soc[b]! - socMinKwh;
            if (free < energy) energy = free;
          }
          if (energy <= 0) continue;
          planIn[buy]! += energy;
          planOut[sell]! += energy;
          for (let b = early; b < late; b++) soc[b]! += buyFirst ? energy : -energy;
        }
      }
      block = -1;
      blockEnd = i;
    }
    if (i >= blockEnd) {
      block++;
      blockEnd = end[block]!;
      chargeLeft = planIn[block]!;
      dischargeLeft = planOut[block]!;
    } else if (store > storeBefore) chargeLeft -= store - storeBefore;
    else dischargeLeft += store - storeBefore;
    storeBefore = store;

    // Proposal and limits.
    const rested = store * keepPerStep;
    let chargeLimit = (socMaxKwh - rested) * kwPerIn;
    if (chargeLimit > chargeRating) chargeLimit = chargeRating;
    if (chargeLimit < 0) chargeLimit = 0;
    let dischargeLimit = (rested - socMinKwh) * kwPerOut;
    if (dischargeLimit > dischargeRating) dischargeLimit = dischargeRating;
    if (dischargeLimit < 0) dischargeLimit = 0;
    const hoursLeft = (blockEnd - i) * h;
    const surplus = net < 0 ? -net : 0;
    let charge = 0;
    let discharge = 0;
    let why = 0;
    if (dischargeLeft > 0 && surplus === 0) {
      discharge = (dischargeLeft * dischargeEfficiency) / hoursLeft;
      if (discharge > net) discharge = net;
      if (discharge > dischargeLimit) discharge = dischargeLimit;
      why = reasonCode.dearPrice;
    } else if (chargeLeft > 0) {
      let wanted = chargeLeft / (chargeEfficiency * hoursLeft);
      if (wanted < surplus) wanted = surplus;
      if (wanted > chargeLimit) wanted = chargeLimit;
      let guard = Infinity;
      for (let k = 0; k < charges; k++) {
        if (applies[k]![i] === 1 && rates[k]![month]! > 0 && peaks[k]! - net < guard) guard = peaks[k]! - net;
      }
      if (guard < surplus) guard = surplus;
      charge = wanted < guard ? wanted : guard;
      why = guard < wanted ? reasonCode.peakThreshold : reasonCode.cheapPrice;
    } else if (surplus > 0) {
      charge = surplus < chargeLimit ? surplus : chargeLimit;
      why = charge > 0 ? reasonCode.surplus : reasonCode.socCeiling;
    }
    const importLimit = importLimitKw[i]!;
    if (charge > importLimit - net) {
      charge = importLimit - net > 0 ? importLimit - net : 0;
      why = reasonCode.importLimit;
    }
    if (net - importLimit > discharge) {
      discharge = net - importLimit < dischargeLimit ? net - importLimit : dischargeLimit;
      why = reasonCode.importLimit;
    }

    // The bus and the store.
    const flow = net + charge - discharge;
    let imported = 0;
    let exported = 0;
    let unserved = 0;
    let curtailed = 0;
    if (flow > 0) {
      imported = flow;
      if (flow > importLimit) {
        imported = importLimit;
        unserved = flow - importLimit;
      }
    } else {
      exported = -flow;
      if (exported > exportLimitKw[i]!) {
        curtailed = exported - exportLimitKw[i]!;
        exported = exportLimitKw[i]!;
      }
    }
    store = rested + charge * inPerKw - discharge * outPerKw;
    if (store > socMaxKwh) store = socMaxKwh;

    const used = curtailed > 0 ? 1 - curtailed / (pv + wind) : 1;
    importKw[i] = imported;
    exportKw[i] = exported;
    pvKw[i] = pv * used;
    windKw[i] = wind * used;
    curtailedKw[i] = curtailed;
    dischargeKw[i] = discharge;
    chargeKw[i] = charge;
    demandKw[i] = demand;
    servedKw[i] = demand - unserved;
    unservedKw[i] = unserved;
    itKw[i] = must;
    deferrableKw[i] = serve;
    coolingKw[i] = demand - must - serve;
    backlogKwh[i] = waiting * h;
    socKwh[i] = store;
    batteryReason[i] = why;
    workReason[i] = 0;

    // Meters and bill.
    cost += imported * buyPerKwh[i]! * h;
    let bit = 0;
    for (let k = 0; k < charges; k++) {
      if (applies[k]![i] === 1) {
        bit += 1 << k;
        if (imported > peaks[k]!) peaks[k] = imported;
      }
    }
    bits[i] = bit;
  }
  for (let k = 0; k < charges; k++) cost += peaks[k]! * rates[k]![month]!;
  return { cost, importKw };
}
