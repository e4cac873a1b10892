import { assert } from "../errors.ts";

/** A task of a plan; it starts when all its predecessors have ended. */
export type Task = { readonly id: string; readonly after: readonly string[] };

export type ScheduledTask = { readonly id: string; readonly startDay: number; readonly endDay: number; readonly slackDays: number; readonly critical: boolean };

/**
 * Critical-path method (Kelley & Walker 1959): earliest start = latest end of the predecessors; slack from the backward pass; critical where there is none.
 * @param tasks each after its predecessors
 * @param days duration of each
 */
export function schedule(tasks: readonly Task[], days: readonly number[]): { readonly endDay: number; readonly tasks: readonly ScheduledTask[] } {
  const index = new Map(tasks.map(({ id }, i) => [id, i]));
  const [start, end] = [new Float64Array(tasks.length), new Float64Array(tasks.length)];
  tasks.forEach(({ after }, i) => {
    for (const before of after) {
      const j = index.get(before);
      assert(j !== undefined && j < i, `task ${tasks[i]?.id} stands before its predecessor ${before}`);
      start[i] = Math.max(start[i] as number, end[j] as number);
    }
    end[i] = (start[i] as number) + (days[i] as number);
  });
  const endDay = end.reduce((latest, day) => Math.max(latest, day), 0);
  const latestEnd = new Float64Array(tasks.length).fill(endDay);
  for (let i = tasks.length - 1; i >= 0; i--) {
    const latestStart = (latestEnd[i] as number) - (days[i] as number);
    for (const before of (tasks[i] as Task).after) {
      const j = index.get(before) as number;
      latestEnd[j] = Math.min(latestEnd[j] as number, latestStart);
    }
  }
  return {
    endDay,
    tasks: tasks.map(({ id }, i) => {
      const slackDays = (latestEnd[i] as number) - (end[i] as number);
      return { id, startDay: start[i] as number, endDay: end[i] as number, slackDays, critical: slackDays < 1e-9 };
    }),
  };
}
