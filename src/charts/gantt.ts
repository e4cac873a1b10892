import type { Deployment, DeploymentPlan } from "../core/studies/deployment.ts";
import { deploymentWords as words } from "../text/deployment.ts";
import { integer, percent, SPACE } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, rect, upright } from "./marks.ts";
import { ticks } from "./scale.ts";
import { fittedText, textWidth } from "./textWidth.ts";

export type GanttModel = { readonly connection: DeploymentPlan["connection"]; readonly plans: readonly DeploymentPlan[]; readonly endDay: number };

/** The plans of one connection, factory-built above conventional. */
export function ganttModel({ plans }: Deployment, connection: DeploymentPlan["connection"]): GanttModel {
  const shown = (["modular", "stick"] as const).flatMap((form) => plans.filter((plan) => plan.form === form && plan.connection === connection));
  return { connection, plans: shown, endDay: Math.max(1, ...shown.map(({ leadTimeDays, p90Days }) => Math.max(leadTimeDays, p90Days))) };
}

/** Tasks as bars from order to service: the critical path in ink, slack as a line, the wait of a finished building for power hatched. */
export const gantt: StudyChart<GanttModel> = {
  title: words.gantt,
  subtitle: ({ connection }, width) => (width < NARROW ? words.ganttShort(words.connections[connection]) : words.ganttNote(words.connections[connection])),
  layout,
  summary({ plans, connection }) {
    if (plans.length === 0) return words.noPlan;
    return `${words.under(words.gantt, words.connections[connection])} ${plans.map(({ form, leadTimeDays, powerWaitDays, tasks }) => {
      const path = tasks.filter(({ critical }) => critical).map(({ title }) => title.toLowerCase()).join(", ");
      return words.ganttOf(words.forms[form], leadTimeDays, path, powerWaitDays);
    }).join(". ")}.`;
  },
  toTable({ plans }) {
    return {
      columns: [{ title: words.task, unit: "" }, { title: words.plan, unit: "" }, { title: words.from, unit: words.day }, { title: words.to, unit: words.day }, { title: words.slack, unit: "days" }, { title: words.critical, unit: "" }, { title: words.criticalIn, unit: "%" }],
      rows: plans.flatMap(({ form, tasks }) => tasks.map(({ title, startDay, endDay, slackDays, critical, criticalityFraction }) => [title, words.forms[form], startDay, endDay, slackDays, critical ? words.yes : words.no, criticalityFraction * 100])),
    };
  },
};

/** Narrower than this a task's name stands over its bar. */
const NARROW = 520;
const AXIS = 22;
const BAR = 12;

/** Heights in which every row has its room. */
export function ganttHeight({ plans }: { readonly plans: readonly { readonly tasks: { readonly length: number } }[] }, width: number): number {
  const { head, row } = rowsOf(width);
  return AXIS + plans.reduce((sum, { tasks }) => sum + head + row * tasks.length, 0);
}

function rowsOf(width: number): { readonly head: number; readonly row: number } {
  return width < NARROW ? { head: 26, row: 34 } : { head: 24, row: 18 };
}

function layout({ plans, endDay }: GanttModel, size: Size): Mark[] {
  if (plans.every(({ tasks }) => tasks.length === 0)) return [emptyNote({ left: 0, top: 0, ...size }, words.noPlan)];
  const isNarrow = size.width < NARROW;
  const { head, row: wanted } = rowsOf(size.width);
  const rows = plans.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const row = Math.min(wanted, Math.max(4, (size.height - AXIS - head * plans.length) / Math.max(1, rows)));
  const names = isNarrow ? 0 : Math.min(size.width * 0.3, 12 + Math.max(...plans.flatMap(({ tasks }) => tasks.map(({ title }) => textWidth(title, 11)))));
  const share = isNarrow ? 0 : 92;
  const [left, right] = [names, Math.max(names + 20, size.width - share - 8)];
  const xOf = (day: number): number => left + (day / endDay) * (right - left);
  const bottom = size.height - AXIS;
  const grid = ticks(0, endDay, isNarrow ? 4 : 8).flatMap((day): Mark[] => {
    const text = integer(day);
    const isAtEdge = xOf(day) + textWidth(text, 11) / 2 > size.width;
    return [upright(crisp(xOf(day)), 0, bottom, day === 0 ? "axis" : "grid"), label(xOf(day), bottom + 15, text, { anchor: day === 0 ? "start" : isAtEdge ? "end" : "middle" })];
  });
  const marks: Mark[] = [...grid];
  let y = 0;
  for (const [index, plan] of plans.entries()) {
    const { form, tasks, leadTimeDays, readyDay, powerDay, powerWaitDays, p10Days, p50Days, p90Days } = plan;
    if (index > 0) marks.push(level(0, size.width, crisp(y + 3), "grid"));
    const title = words.forms[form];
    marks.push(label(0, y + head - 8, title, { fill: "ink-1", bold: true, size: 12, halo: true, id: "plan" }));
    const told = words.inService(integer(leadTimeDays));
    const at = textWidth(title, 12, true) + 8;
    if (at + textWidth(told, 11) < (isNarrow ? size.width : right)) marks.push(label(at, y + head - 8, told, { fill: "ink-2", halo: true }));
    if (share > 0 && index === 0) marks.push(label(size.width, y + head - 8, words.criticalIn, { fill: "ink-3", anchor: "end" }));
    y += head;
    for (const task of tasks) {
      const middle = isNarrow ? y + row - 9 : y + row / 2;
      const bar = Math.min(BAR, row * 0.7);
      const token = task.critical ? "ink-1" : "control";
      const [from, to] = [xOf(task.startDay), xOf(task.endDay)];
      marks.push(rect(from, middle - bar / 2, Math.max(1, to - from), bar, token, { id: task.critical ? "critical" : "task" }));
      if (!task.critical && task.slackDays > 0) marks.push(level(to, xOf(task.endDay + task.slackDays), crisp(middle), "axis", 1.5, { id: "slack" }));
      if (task.id === "commissioning" && powerWaitDays > 0) {
        const [start, width] = [xOf(readyDay), xOf(powerDay) - xOf(readyDay)];
        marks.push(rect(start, middle - bar / 2, width, bar, "q-unserved", { pattern: "slash", opacity: 0.55, id: "wait" }));
        const text = `${words.waits}, ${integer(powerWaitDays)}${SPACE}d`;
        if (width > textWidth(text, 11) + 16) marks.push(label(start + width / 2, middle + 4, text, { fill: "ink-1", bold: true, anchor: "middle", halo: true, id: "waitText" }));
      }
      if (task.id === "energise") {
        // Of the day of service: P10 to P90 of the draws, P50 as a dot.
        marks.push(level(xOf(p10Days), xOf(p90Days), crisp(middle), "q-fan", 2, { id: "service" }), { kind: "dot", x: xOf(p50Days), y: middle, radius: 4, fill: "surface", stroke: "q-fan", id: "service" });
      }
      const fill = task.critical ? "ink-1" : "ink-2";
      const part = percent(task.criticalityFraction, 0);
      if (isNarrow) {
        marks.push(label(0, middle - 12, fittedText(task.title, size.width - 50, 11), { fill, halo: true }), label(size.width, middle - 12, part, { anchor: "end", fill: "ink-3", halo: true }));
      } else {
        marks.push(label(0, middle + 4, fittedText(task.title, names - 8, 11), { fill }));
        const start = right + 16;
        const track = size.width - start - 38;
        marks.push(rect(start, middle - 3, track, 6, "sunken"), rect(start, middle - 3, track * task.criticalityFraction, 6, "ink-2", { id: "criticality" }), label(size.width, middle + 4, part, { anchor: "end", fill: "ink-2" }));
      }
      y += row;
    }
  }
  return marks;
}
