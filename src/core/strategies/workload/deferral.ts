import { reasonCode, type Reason, type StrategyView, type WorkProposal, type WorkState } from "../policy.ts";

/**
 * Work waits while enough better steps lie before its deadlines. For each coming step τ within the look-ahead, what falls due by its end must fit into
 * the better steps until then; what does not fit is served now. Deadlines and the rate cap come first: what could no longer be served in time at full rate runs now too.
 * @param values what a kWh of IT energy costs in each step, money or carbon; strictly lower is better
 * @param windowSteps after so many steps work is due
 */
export function startDeferral(
  view: Omit<StrategyView, "netLoadKw">,
  values: Float64Array,
  classIndex: number,
  options: { readonly lookAheadHours: number; readonly guardPeak: boolean; readonly reason: Reason },
): (step: number, work: WorkState, proposal: WorkProposal) => void {
  const { axis, site, market } = view;
  const { stepHours, length } = axis;
  const arrivalKw = site.deferrableArrivalItKw[classIndex] as Float64Array;
  const windowSteps = site.deferrableWindowSteps[classIndex] as number;
  const rateKw = site.deferrableRateItKw[classIndex] as number;
  const horizon = Math.min(windowSteps, Math.floor(options.lookAheadHours / stepHours));
  const arrivedKwh = new Float64Array(length + 1);
  for (let step = 0; step < length; step++) arrivedKwh[step + 1] = (arrivedKwh[step] as number) + (arrivalKw[step] as number) * stepHours;
  const closingSteps = Math.min(Math.round((7 * 24) / stepHours), Math.floor(length / 4));
  const guard = options.guardPeak ? makeWorkGuard() : undefined;

  return (step, work, proposal) => {
    // What is waiting, oldest first, falls due at the pace at which it arrived.
    const servedKwh = (arrivedKwh[step + 1] as number) - work.backlogKwh;
    let nowKwh = Math.max(0, (arrivedKwh[Math.max(0, step + 1 - windowSteps)] as number) - servedKwh);
    let betterKwh = 0;
    const value = values[step] as number;
    for (let ahead = 1; ahead <= windowSteps && step + ahead < length; ahead++) {
      const dueKwh = (arrivedKwh[Math.max(0, step + ahead + 1 - windowSteps)] as number) - servedKwh;
      if (ahead <= horizon && (values[step + ahead] as number) < value) betterKwh += rateKw * stepHours;
      nowKwh = Math.max(nowKwh, dueKwh - Math.min(betterKwh, rateKw * stepHours * ahead));
    }
    // The run ends with nothing waiting. Worked off over its last week there is time to keep under the peak; left to the last day there is none.
    const stepsLeft = length - 1 - step;
    if (stepsLeft < closingSteps) {
      const windowKwh = ((arrivedKwh[step + 1] as number) / (step + 1)) * windowSteps;
      nowKwh = Math.max(nowKwh, work.backlogKwh - (windowKwh * stepsLeft) / closingSteps);
    }
    const wantedKw = Math.min(work.limitKw, nowKwh / stepHours);
    const allowedKw = guard === undefined ? wantedKw : Math.min(wantedKw, guard.roomKw(step));
    proposal.serveKw = Math.max(work.dueKw, allowedKw);
    guard?.took(step, proposal.serveKw);
    if (work.dueKw > 0 && proposal.serveKw <= work.dueKw) proposal.reason = reasonCode.deadline;
    else if (allowedKw < wantedKw) proposal.reason = reasonCode.peakThreshold;
    else if (proposal.serveKw !== (arrivalKw[step] as number)) proposal.reason = reasonCode[options.reason];
  };

  /** Keeps the bus load, as far as this class can tell before the battery acts, under the month's peaks so far. */
  function makeWorkGuard() {
    const peaksKw = market.demandCharges.map(() => 0);
    let month = -1;
    const othersKw = (step: number): number => {
      let itKw = site.mustRunItKw[step] as number;
      for (let other = 0; other < site.deferrableArrivalItKw.length; other++) if (other !== classIndex) itKw += (site.deferrableArrivalItKw[other] as Float64Array)[step] as number;
      return itKw * (site.busPerIt[step] as number) - (site.pvAvailableKw[step] as number) - (site.windAvailableKw[step] as number);
    };
    return {
      roomKw(step: number): number {
        if (axis.billingMonth[step] !== month) {
          month = axis.billingMonth[step] as number;
          peaksKw.fill(0);
        }
        const runNowKw = arrivalKw[step] as number;
        let roomKw = Infinity;
        market.demandCharges.forEach((charge, c) => {
          if (charge.applies[step] !== 1 || (charge.ratePerKw[month] as number) <= 0) return;
          roomKw = Math.min(roomKw, ((peaksKw[c] as number) - othersKw(step)) / (site.busPerIt[step] as number));
        });
        // Running what arrives is what would have been done anyway.
        return Math.max(runNowKw, roomKw);
      },
      took(step: number, serveKw: number): void {
        const busKw = othersKw(step) + serveKw * (site.busPerIt[step] as number);
        market.demandCharges.forEach((charge, c) => { if (charge.applies[step] === 1) peaksKw[c] = Math.max(peaksKw[c] as number, busKw); });
      },
    };
  }
}


