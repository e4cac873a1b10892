import { addLinearStore, type LinearStore } from "../site/battery.ts";
import type { Ends, StepContext } from "./stepColumns.ts";
import type { YearCase } from "./yearCase.ts";

type Window = { readonly low: number; readonly high: number };

/** Charge, discharge and state of one step. @param window least and most that the store may hold at its end, kWh */
export function addBatteryStep({ axis, ratings }: YearCase, { builder, columns, sizes }: StepContext, i: number, begins: boolean, window: Window): LinearStore {
  const before = !begins ? { column: columns.soc[i - 1] as number } : sizes === undefined ? { kwh: ratings.initialSocKwh } : { column: sizes.startKwh };
  const store = addLinearStore(builder, ratings, axis.stepHours, before, window);
  [columns.charge[i], columns.discharge[i], columns.soc[i]] = [store.charge, store.discharge, store.soc];
  return store;
}

/**
 * What the store may hold at the end of each step of a range of months; to be asked step by step, in order.
 *
 * A store that begins at its floor loses to rest before it can be filled again; one that the grid may not fill may stay below: the floor keeps it
 * from giving, not from having little. The reserve is for outages: in one the store may fall to its lowest state of charge, and after it takes its
 * time to fill again.
 * @param sized rows of their own keep a store that is still to be sized
 */
export function storeWindows({ axis, ratings, outages }: YearCase, sized: boolean, ends: Ends): (i: number, last: boolean) => Window {
  const { socMinKwh, outageFloorKwh, socMaxKwh, initialSocKwh, keepPerStep, gridCharging } = ratings;
  const refillSteps = Math.ceil((2 * (socMinKwh - outageFloorKwh)) / Math.max(1e-9, ratings.chargeKw * ratings.chargeEfficiency * axis.stepHours));
  let floorKwh = ends.first || !gridCharging ? Math.min(socMinKwh, initialSocKwh * keepPerStep) : socMinKwh;
  let sinceOutage = refillSteps + 1;
  return (i, last) => {
    if (sized) return { low: 0, high: Infinity };
    sinceOutage = outages !== undefined && outages.gridOut[i] === 1 ? 0 : sinceOutage + 1;
    const window = last && initialSocKwh >= floorKwh
      ? { low: initialSocKwh, high: initialSocKwh }
      : { low: sinceOutage <= refillSteps ? Math.min(floorKwh, outageFloorKwh) : floorKwh, high: Math.max(socMaxKwh, initialSocKwh) };
    if (floorKwh < socMinKwh) floorKwh = gridCharging ? socMinKwh : floorKwh * keepPerStep;
    return window;
  };
}
