import { addLinearStore, type LinearStore } from "../site/battery.ts";
import type { Ends, StepContext } from "./stepContext.ts";
import type { YearCase } from "./yearCase.ts";

type Window = { readonly low: number; readonly high: number; /** The plant lets it give nothing: it is below its floor. */ readonly rests?: boolean };

/** Charge, discharge and state of one step. @param window least and most that the store may hold at its end, kWh */
export function addBatteryStep({ axis, ratings, calledKw }: YearCase, { builder, columns, sizes }: StepContext, i: number, begins: boolean, window: Window): LinearStore {
  const before = !begins ? { column: columns.soc[i - 1] as number } : sizes === undefined ? { kwh: ratings.initialSocKwh } : { column: sizes.startKwh };
  const store = addLinearStore(builder, ratings, axis.stepHours, before, window);
  const called = calledKw?.[i] ?? 0;
  if (called > 0) builder.setBounds(store.discharge, 0, ratings.dischargeKw + called);
  else if (called < 0) builder.setBounds(store.charge, 0, ratings.chargeKw - called);
  if (window.rests === true) builder.setBounds(store.discharge, 0, 0);
  [columns.charge[i], columns.discharge[i], columns.soc[i]] = [store.charge, store.discharge, store.soc];
  return store;
}

/**
 * What the store may hold at the end of each step of a range of months; to be asked step by step, in order.
 *
 * A store that begins at its floor loses to rest before it can be filled again; one that the grid may not fill may stay below: the floor keeps it
 * from giving, not from having little. The reserve is for outages: in one the store may fall to its lowest state of charge, and after it, as after a
 * beginning below it, the plan takes its time to fill again. Where the case is loose it may stay below for good.
 * @param sized rows of their own keep a store that is still to be sized
 */
export function storeWindows(c: YearCase, sized: boolean, ends: Ends): (i: number, last: boolean) => Window {
  const { axis: { stepHours }, ratings, support } = c;
  const { socMinKwh, outageFloorKwh, socMaxKwh, initialSocKwh, keepPerStep, gridCharging } = ratings;
  const refillSteps = (fromKwh: number) => Math.ceil((2 * (socMinKwh - fromKwh)) / Math.max(1e-9, ratings.chargeKw * ratings.chargeEfficiency * stepHours));
  const afterOutage = c.looseFloor === true ? Infinity : refillSteps(outageFloorKwh);
  const staysBelow = !gridCharging || c.looseFloor === true;
  const atStart = initialSocKwh < socMinKwh ? refillSteps(initialSocKwh) : 1;
  let floorKwh = ends.first || staysBelow ? Math.min(socMinKwh, initialSocKwh * keepPerStep) : socMinKwh;
  let step = 0;
  let sinceOutage = Infinity;
  return (i, last) => {
    if (sized) return { low: 0, high: Infinity };
    sinceOutage = support !== undefined && support.gridOut[i] === 1 ? 0 : sinceOutage + 1;
    step++;
    const refills = sinceOutage < Infinity && sinceOutage <= afterOutage;
    const rests = c.looseFloor !== true && sinceOutage > 0 && ((refills && outageFloorKwh < socMinKwh) || (ends.first && initialSocKwh < socMinKwh && step <= atStart));
    const window = last && initialSocKwh >= floorKwh
      ? { low: initialSocKwh, high: initialSocKwh, rests }
      : { low: refills ? Math.min(floorKwh, outageFloorKwh) : floorKwh, high: Math.max(socMaxKwh, initialSocKwh), rests };
    if (floorKwh < socMinKwh) floorKwh = staysBelow || (ends.first && step < atStart) ? floorKwh * keepPerStep : socMinKwh;
    return window;
  };
}
