import * as z from "zod/mini";
import { field, group } from "../../field.ts";
import { reasonCode, type BatteryPolicy } from "../policy.ts";

const modes = ["rest", "charge", "surplus", "discharge", "self"] as const;
const schedule = z.array(z.array(z.enum(modes)).check(z.length(24))).check(z.length(12));
const resting = Array.from({ length: 12 }, () => Array<(typeof modes)[number]>(24).fill("rest"));

const inputs = group({ title: "Manual", help: "Follows a timetable of modes that you set, by month and hour." }, {
  weekdaySchedule: field(schedule, {
    title: "Weekdays", help: "Mode by month and hour: rest, charge (from grid and surplus), surplus (store surplus alone), discharge (to load), self (store surplus, serve load).", control: "table12x24", default: resting,
  }),
  weekendSchedule: field(schedule, { title: "Weekends", help: "The same for Saturday and Sunday.", control: "table12x24", default: resting }),
});

export const manual: BatteryPolicy<z.output<typeof inputs>> = {
  id: "manual",
  title: "Manual",
  summary: "Follows a timetable of modes by month and hour.",
  inputs,
  lookAheadHours: 0,
  start({ axis, ratings }, { weekdaySchedule, weekendSchedule }) {
    return (step, plant, proposal) => {
      const table = (axis.weekday[step] as number) < 5 ? weekdaySchedule : weekendSchedule;
      const mode = (table[axis.month[step] as number] as (typeof modes)[number][])[axis.hour[step] as number] as (typeof modes)[number];
      const surplusKw = Math.max(0, -plant.netLoadKw);
      const gives = mode === "discharge" || (mode === "self" && surplusKw === 0);
      if (gives) proposal.dischargeKw = Math.min(Math.max(0, plant.netLoadKw), plant.dischargeLimitKw);
      else if (mode === "charge") proposal.chargeKw = Math.min(ratings.gridCharging ? ratings.chargeKw : surplusKw, plant.chargeLimitKw);
      else if (mode !== "rest") proposal.chargeKw = Math.min(surplusKw, plant.chargeLimitKw);
      if (mode !== "rest") proposal.reason = reasonCode.schedule;
    };
  },
};
