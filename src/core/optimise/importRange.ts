import { mostExtraKw, mostSparedKw } from "./coldSteps.ts";
import type { Support } from "./support.ts";
import type { YearCase } from "./yearCase.ts";

/** Bounds of the month's import that no plan can leave: by the energy that must be had, less what store and queues may bring; and by all that could be drawn. */
export function importRange({ axis, site, ratings, baseKw, battery, classes, sizes, support, cold }: YearCase, from: number, to: number, ownMeter: boolean): { readonly low: number; readonly high: number } {
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
    const carried = support === undefined ? 0 : mostCarriedKw(support, i);
    low += ((baseKw[i] as number) - generation + stays * 1 - carried - (cold === undefined ? 0 : mostSparedKw(cold, i))) * stepHours;
    high += ((baseKw[i] as number) + busPerIt * classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), arriving) + (stored?.chargeKw ?? 0) + (cold === undefined ? 0 : mostExtraKw(cold, i))) * stepHours;
  }
  const drawnKwh = stored === undefined ? 0 : (stored.socMaxKwh - Math.min(stored.socMinKwh, stored.initialSocKwh)) * stored.dischargeEfficiency;
  // Of equipment that is still to be sized nothing is known but its most.
  if (sizes !== undefined) return { low: 0, high: high + sizes.batteryKw.most * sizes.chargePowerFraction * (to - from) * stepHours };
  return { low: Math.max(0, low - drawnKwh), high };
}

/** Most that sets, throttling and load that goes without take off the bus in a step, kW. */
function mostCarriedKw({ gridOut, mayGoWithout, sets, throttling }: Support, i: number): number {
  if (mayGoWithout[i] === 1) return Infinity;
  return (sets !== undefined && (gridOut[i] === 1 || sets.permittedHours > 0) ? sets.ratingKw : 0) + (throttling === undefined ? 0 : (throttling.mostCutKw[i] as number));
}
