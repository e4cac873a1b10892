import { addBatteryStep, storeWindows } from "./batterySteps.ts";
import { addColdStep } from "./coldSteps.ts";
import { addSizedStep } from "./sizedEquipment.ts";
import type { Ends, StepContext } from "./stepContext.ts";
import { addSupportStep } from "./support.ts";
import { addHallRow, addWorkStep } from "./workSteps.ts";
import type { YearCase } from "./yearCase.ts";

/** Flows of the month's steps, the store and the queues between them, and the bus that joins them. */
export function addSteps(c: YearCase, context: StepContext, m: number, ends: Ends): void {
  const { axis, site, baseKw, support, ratings, sizes: sized } = c;
  const { builder, columns, sizes } = context;
  const [from, to] = [axis.monthStart[m] as number, axis.monthStart[m + 1] as number];
  const stored = sizes !== undefined || (c.battery && ratings.capacityKwh > 0);
  const windowAt = storeWindows(c, sizes !== undefined, ends);
  for (let i = from; i < to; i++) {
    const [begins, last] = [ends.first && i === from, ends.last && i === to - 1];
    const generation = (site.pvAvailableKw[i] as number) + (site.windAvailableKw[i] as number);
    const flows = addGridFlows(c, context, i, generation, stored);
    const serving = addWorkStep(c, context, i, { begins, last });
    const battery = stored ? addBatteryStep(c, context, i, begins, windowAt(i, last)) : undefined;
    const sizedKw = battery !== undefined && sizes !== undefined && sized !== undefined ? addSizedStep(builder, sized, sizes, i, battery) : [];
    const netKw = (baseKw[i] as number) - generation;
    const aid = support === undefined ? [] : addSupportStep({ builder, columns, running: context.running }, support, i, netKw + (site.busPerIt[i] as number) * mostServedItKw(c, i), axis.stepHours);
    const coldKw = c.cold === undefined ? -1 : addColdStep(builder, columns, c.cold, i, begins, stored || support !== undefined ? Infinity : (site.importLimitKw[i] as number) - netKw, axis.stepHours);

    columns.busRow[i] = builder.row(netKw, netKw);
    const entry = (column: number, factor: number) => { if (column >= 0) builder.entry(column, factor); };
    entry(flows.imported, 1);
    entry(flows.exported, -1);
    entry(flows.spilt, -1);
    if (battery !== undefined) {
      entry(battery.charge, -1);
      entry(battery.discharge, 1);
    }
    for (const serve of serving) entry(serve, -(site.busPerIt[i] as number));
    for (const column of aid) entry(column, 1);
    entry(coldKw, -1);
    for (const column of sizedKw) entry(column, 1);
    if (sizes !== undefined && sized !== undefined && sized.auxiliaryKwPerKwh > 0) entry(sizes.batteryKwh, -sized.auxiliaryKwPerKwh);

    if (battery !== undefined && !ratings.gridCharging) {
      builder.row(-Infinity, generation);
      entry(battery.charge, 1);
      entry(flows.spilt, 1);
      for (const column of sizedKw) entry(column, -1);
    }
    if (battery !== undefined && chargesInOwnRoom(c, i)) {
      const roomKw = (site.importLimitKw[i] as number) - netKw;
      builder.row(-Infinity, Math.max(0, roomKw));
      entry(battery.charge, 1);
      if (roomKw > 0) entry(flows.spilt, 1);
      if (roomKw > 0 && c.looseRoom !== true) for (const serve of serving) entry(serve, site.busPerIt[i] as number);
    }
    addHallRow(c, context, i, serving);
  }
}

/** Whether sets or throttling could give the battery more than the connection has room for: the plant lets it take no more, for they may fail. */
function chargesInOwnRoom({ site, ratings, baseKw, classes, support }: YearCase, i: number): boolean {
  if (support === undefined || support.gridOut[i] === 1 || (support.throttling === undefined && (support.sets?.permittedHours ?? 0) <= 0)) return false;
  return roomForAll({ site, ratings, baseKw, classes }, i) < 0;
}

/** What the connection has left beside all work and charging at their most, kW. */
export function roomForAll({ site, ratings, baseKw, classes }: Pick<YearCase, "site" | "ratings" | "baseKw" | "classes">, i: number): number {
  const netKw = (baseKw[i] as number) - (site.pvAvailableKw[i] as number) - (site.windAvailableKw[i] as number);
  return (site.importLimitKw[i] as number) - netKw - (site.busPerIt[i] as number) * mostServedItKw({ classes }, i) - ratings.chargeKw;
}

function mostServedItKw({ classes }: Pick<YearCase, "classes">, i: number): number {
  return classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), 0);
}

/** Import, export and what is held back of solar and wind; −1 where there can be none. */
function addGridFlows({ axis, site, ratings, baseKw, curtails, weightPerKwh, sizes: sized }: YearCase, { builder, columns, running }: StepContext, i: number, generationKw: number, stored: boolean): { readonly imported: number; readonly exported: number; readonly spilt: number } {
  const exportLimit = site.exportLimitKw[i] as number;
  const imported = builder.column(weightPerKwh === undefined ? 0 : (weightPerKwh[i] as number) * axis.stepHours, 0, site.importLimitKw[i] as number);
  // No plan that imports or exports, not both, exports more than this: without it, a programme that is paid for hours of use would run energy in a circle.
  const mostGivenKw = sized === undefined ? (stored ? ratings.dischargeKw : 0) : sized.solar.most * (sized.solar.perKw[i] as number) + sized.wind.most * (sized.wind.perKw[i] as number) + sized.batteryKw.most;
  // Sets that run beside the grid never feed it.
  const setsRun = running !== undefined && "on" in running && running.on[i] === 1;
  const mostExport = Math.min(exportLimit, generationKw + mostGivenKw - (baseKw[i] as number));
  const exported = mostExport > 0 ? builder.column(0, 0, setsRun ? 0 : mostExport) : -1;
  const mostSpilt = curtails ? generationKw : generationKw - (baseKw[i] as number) - exportLimit;
  const spilt = mostSpilt > 0 ? builder.column(0, 0, mostSpilt) : -1;
  [columns.imported[i], columns.exported[i], columns.spilt[i]] = [imported, exported, spilt];
  return { imported, exported, spilt };
}
