import type { BuildForm, Connection, Deployment, DeploymentPlan } from "../core/studies/deployment.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, integer, SPACE } from "./numbers.ts";

/** Words of the Deployment view and its charts. */
export const deploymentWords = {
  gantt: "Order to service, task by task",
  ganttNote: (connection: string) => `days from order, most likely durations · ${connection.toLowerCase()} connection · full bars: critical path, line: slack`,
  ganttShort: (connection: string) => `days from order · ${connection.toLowerCase()} connection`,
  under: (title: string, connection: string) => `${title}, ${connection.toLowerCase()} connection.`,
  ganttOf: (form: string, days: number, path: string, waitDays: number) => `${form}: ${counted(days, "day", "days")} to service, critical ${path}${waitDays > 0 ? `, the building waits ${counted(waitDays, "day", "days")} for power` : ""}`,
  curveOf: (form: string, days: number, power: string, months: number) => `${form}: first power after ${counted(days, "day", "days")}, ${power} after ${counted(months, "month", "months")} (P50)`,
  curve: "Capacity in service",
  curveNote: (connection: string, draws: number) => `MW at each month's end, P50 and P10 to P90 of ${integer(draws)} draws · ${connection.toLowerCase()} connection`,
  curveShort: "MW at each month's end",
  connection: "Connection",
  connections: { firm: "Firm", flexible: "Flexible" } satisfies Record<Connection, string>,
  forms: { modular: "Factory-built", stick: "Conventional" } satisfies Record<BuildForm, string>,
  task: "Task",
  plan: "Plan",
  from: "Start",
  to: "End",
  slack: "Slack",
  critical: "Critical",
  criticalIn: "critical in",
  yes: "yes",
  no: "no",
  day: "day",
  month: "Month",
  monthsAxis: "months from order",
  waits: "waits for power",
  noPlan: "No plan to draw.",
  inService: (days: string) => `${days}${SPACE}days to service`,
  plans: "The four ways",
  plansNote: "days: most likely, and P10 to P90",
  leadTime: "Days",
  range: "P10–P90",
  rate: "MW/month",
  capital: "Capital tied up",
  capitalNote: "all phases, spread as set below",
  atOnce: "All bought at once",
  idle: "Capital that stands idle then costs",
  phased: "Bought in phases, present value",
  learnt: "In phases, with learning",
  saved: "Saved by phases and learning",
  inputs: "Plan",
  inputsNote: "durations, connection, cost",
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });
const daysOf = (days: number): string => counted(days, "day", "days");

/** What is quickest, and what the factory is worth under each connection: nothing while the grid is the critical path. */
export function deploymentFinding({ plans }: Deployment): Finding {
  const of = (form: BuildForm, connection: Connection): DeploymentPlan | undefined => plans.find((plan) => plan.form === form && plan.connection === connection);
  const [quick, slow, firm, firmStick] = [of("modular", "flexible"), of("stick", "flexible"), of("modular", "firm"), of("stick", "firm")];
  if (quick === undefined || slow === undefined || firm === undefined || firmStick === undefined) return { parts: [words(deploymentWords.noPlan)], phone: [words(deploymentWords.noPlan)] };
  const saved = firmStick.leadTimeDays - firm.leadTimeDays;
  const waits = saved < 0.5 ? [words("; under a firm one the factory saves nothing.")] : [words("; under a firm one the factory saves "), strong(daysOf(saved)), words(".")];
  return {
    parts: [words("Factory-built with a flexible connection serves after "), strong(daysOf(quick.leadTimeDays)), words(", conventional after "), strong(daysOf(slow.leadTimeDays)), ...waits],
    phone: [words("Serves after "), strong(daysOf(quick.leadTimeDays)), words(", conventional after "), strong(daysOf(slow.leadTimeDays)), words(".")],
  };
}
