import { stepAtClock } from "../market/demandResponse/days.ts";
import type { SocTarget } from "../market/demandResponse/openAdrCalls.ts";
import type { StrategyView } from "./policy.ts";

/** Coincident peaks are forecast on the afternoon before: a choice, as commercial 4CP forecasts are sent out. */
const ALERT_CLOCK_MINUTE = 17 * 60;

/** A call, or an alert of a coincident peak, as a policy sees it from its notice on. */
export type WatchedCall = {
  readonly step: number;
  readonly end: number;
  readonly noticeStep: number;
  /** Energy that the call asks for over its hours, kWh; Infinity where it asks for all that can be done, 0 where it asks for a state of the store alone. */
  readonly askedKwh: number;
  /** What the store should hold at the call's end. */
  readonly socTarget?: SocTarget | undefined;
  /** The site may decline it. */
  readonly optional: boolean;
  /** A generator may answer it: the programme takes it, and its own permit serves programmes. A connection that is cut back asks for no permission but the permit's hours. */
  readonly generatorAllowed: boolean;
};

/** What calls on the site, for the policies that answer. */
export type CallWatch = {
  readonly calls: readonly WatchedCall[];
  /** The call under way, by index; −1 where there is none. */
  readonly active: Int32Array;
  /** The next call that the site has been told of and that has not begun; −1 where there is none. */
  readonly announced: Int32Array;
  /** Cut asked, kW; Infinity where all that can be done is. */
  readonly reduceKw: Float64Array;
  /** Import to stay under, kW; Infinity where nothing asks. */
  readonly capKw: Float64Array;
  /** What the site would draw with nothing done, kW; negative is surplus. */
  readonly idleNetKw: Float64Array;
};

/** Undefined where nothing ever calls. Each step tells only what has been announced by then. */
export function watchCalls(view: Omit<StrategyView, "netLoadKw">): CallWatch | undefined {
  const { axis, site, calls: prepared } = view;
  const spans = [...programmeCalls(view), ...coincidentAlerts(view)].sort((a, b) => a.step - b.step || b.end - a.end);
  if (prepared === undefined || spans.length === 0) return undefined;
  const { length } = axis;
  const active = new Int32Array(length).fill(-1);
  const announced = new Int32Array(length).fill(-1);
  const reduceKw = prepared.reduceKw.length === length ? prepared.reduceKw.slice() : new Float64Array(length);
  const capKw = prepared.capKw.length === length ? prepared.capKw : new Float64Array(length).fill(Infinity);
  // Backwards: the call that begins first is the next one.
  for (let k = spans.length - 1; k >= 0; k--) {
    const { step, end, noticeStep, askedKwh, alert } = spans[k]!;
    announced.fill(k, noticeStep, step);
    active.fill(k, step, end);
    if (alert) reduceKw.fill(Infinity, step, end);
    else if (askedKwh === Infinity) for (let i = step; i < end; i++) if (capKw[i] === Infinity && reduceKw[i] === 0) reduceKw[i] = Infinity;
  }
  const idleNetKw = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    let itKw = site.mustRunItKw[i]!;
    for (const arrivalItKw of site.deferrableArrivalItKw) itKw += arrivalItKw[i]!;
    idleNetKw[i] = site.busFixedKw[i]! + site.busPerIt[i]! * itKw - site.pvAvailableKw[i]! - site.windAvailableKw[i]!;
  }
  return { calls: spans, active, announced, reduceKw, capKw, idleNetKw };
}

/** Import that a step's calls ask the site to stay at or under, kW; a cut is counted from what it would draw with nothing done. */
export function askedImportKw({ reduceKw, capKw, idleNetKw }: CallWatch, step: number, aimFraction: number): number {
  const cut = reduceKw[step]!;
  const level = cut === 0 ? Infinity : cut === Infinity ? 0 : Math.max(0, idleNetKw[step]! - aimFraction * cut);
  return level < capKw[step]! ? level : capKw[step]!;
}

type Span = WatchedCall & { readonly alert: boolean };

function programmeCalls({ axis, calls: prepared }: Omit<StrategyView, "netLoadKw">): Span[] {
  // A price that lies nowhere above the tariff's asks for nothing.
  const asking = (prepared?.calls ?? []).filter(({ surchargePerKwh }) => surchargePerKwh === undefined || surchargePerKwh.some((extra) => extra > 0));
  return asking.map(({ programme, step, steps, noticeStep, reduceKw, capKw, socTarget }) => {
    const behaviour = prepared?.programmes[programme]?.behaviour;
    return {
      step, end: step + steps, noticeStep, alert: false, ...(socTarget === undefined ? {} : { socTarget }), askedKwh: socTarget !== undefined ? 0 : reduceKw !== undefined && capKw === undefined ? reduceKw * steps * axis.stepHours : Infinity,
      optional: behaviour !== undefined && behaviour.optOut && !behaviour.mandatory, generatorAllowed: behaviour === undefined || (behaviour.generatorAllowed && prepared?.generatorServes === true),
    };
  });
}

/** Runs of alert steps of the tariff's coincident charges: chased as far as the site can, because the peak may be in any of them. */
function coincidentAlerts({ axis, market, calls }: Omit<StrategyView, "netLoadKw">): Span[] {
  if (calls === undefined || !calls.chaseCoincidentPeaks) return [];
  const spans: Span[] = [];
  for (const { id, applies, ratePerKw } of market.demandCharges) {
    if (!id.startsWith("coincident")) continue;
    for (let i = 0; i < axis.length; i++) {
      if (applies[i] !== 1 || ratePerKw[axis.billingMonth[i]!]! <= 0) continue;
      const step = i;
      while (i + 1 < axis.length && applies[i + 1] === 1) i++;
      const dayBefore = axis.day[step]! - 1;
      const noticeStep = dayBefore < 0 ? 0 : (stepAtClock(axis, dayBefore, ALERT_CLOCK_MINUTE) ?? axis.dayStart[dayBefore]!);
      spans.push({ step, end: i + 1, noticeStep, alert: true, askedKwh: Infinity, optional: false, generatorAllowed: false });
    }
  }
  return spans;
}
