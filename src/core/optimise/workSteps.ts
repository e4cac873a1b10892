import { addLinearWork, type DeferrableWork } from "../site/work.ts";
import type { StepContext } from "./stepContext.ts";
import type { YearCase } from "./yearCase.ts";

/** Work served in a step, class by class, and what waits after it. @returns columns of IT power served */
export function addWorkStep({ axis, classes }: YearCase, { builder, columns, mostWaiting }: StepContext, i: number, { begins, last }: { readonly begins: boolean; readonly last: boolean }): number[] {
  const serving: number[] = [];
  for (let k = 0; k < classes.length; k++) {
    const before = begins ? { kwh: 0 } : { column: (columns.backlog[k] as Int32Array)[i - 1] as number };
    const { serve, backlog } = addLinearWork(builder, classes[k] as DeferrableWork, axis.stepHours, i, before, last ? 0 : (mostWaiting[k] as Float64Array)[i] as number);
    (columns.serve[k] as Int32Array)[i] = serve;
    (columns.backlog[k] as Int32Array)[i] = backlog;
    serving.push(serve);
  }
  return serving;
}

/** The classes' sum keeps within the hall, where their own limits do not already see to it. */
export function addHallRow({ ratings, baseItKw, classes }: YearCase, { builder, columns }: StepContext, i: number, serving: readonly number[]): void {
  const roomItKw = ratings.hallItKw - (baseItKw[i] as number);
  if (classes.length === 0 || roomItKw >= classes.reduce((sum, { rateLimitItKw }) => sum + (rateLimitItKw[i] as number), 0)) return;
  columns.hallRow[i] = builder.row(-Infinity, Math.max(0, roomItKw));
  for (const serve of serving) builder.entry(serve, 1);
}
