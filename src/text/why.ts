import type { RunResult } from "../core/result.ts";
import { reasons, type Reason } from "../core/site/reason.ts";
import { column, hasColumn } from "../core/time/frame.ts";
import type { BillLine } from "../core/market/signals.ts";
import { civilOf } from "./dates.ts";
import type { Sentence } from "./findings.ts";
import { price, quantityText, SPACE } from "./numbers.ts";
import { strings } from "./strings.ts";

/** What one part did in a step, for which reason, as a sentence. */
export type Why = { readonly part: "battery" | "work"; readonly reason: Reason; readonly sentence: Sentence };

/** One sentence a part: what it did, and the number that decided it. Parts that the site does not have say nothing. */
export function whyLines(run: RunResult, step: number): readonly Why[] {
  const lines: Why[] = [];
  const { frame, site } = run;
  const at = (name: string) => (hasColumn(frame, name) ? column(frame, name)[step]! : 0);
  if (site.batteryKw > 0 && site.batteryKwh > 0) {
    const reason = reasons[at("batteryReason")] ?? "none";
    lines.push({ part: "battery", reason, sentence: batterySentence(run, step, reason) });
  }
  const workReason = reasons[at("workReason")] ?? "none";
  if (at("backlogKwh") > ROUNDING_KWH || (workReason !== "none" && at("deferrableKw") > 0)) {
    lines.push({ part: "work", reason: workReason, sentence: workSentence(at("backlogKwh"), at("deferrableKw"), workReason) });
  }
  return lines;
}

function batterySentence(run: RunResult, step: number, reason: Reason): Sentence {
  const at = (name: string) => column(run.frame, name)[step]!;
  const [chargeKw, dischargeKw] = [at("chargeKw"), at("dischargeKw")];
  const because = batteryBecause(run, step, reason);
  if (dischargeKw > ROUNDING_KW) return [{ text: "Battery gives " }, { text: quantityText(dischargeKw, "kW"), strong: true }, { text: `${because}.` }];
  if (chargeKw > ROUNDING_KW) return [{ text: "Battery takes " }, { text: quantityText(chargeKw, "kW"), strong: true }, { text: `${because}.` }];
  return [{ text: `Battery rests${because}.` }];
}

function batteryBecause(run: RunResult, step: number, reason: Reason): string {
  const at = (name: string) => (hasColumn(run.frame, name) ? column(run.frame, name)[step]! : 0);
  const buy = () => {
    const { value, unit } = price(at("buyPerKwh"), run.bill.currency);
    return `${value}${SPACE}${unit}`;
  };
  const importText = () => quantityText(at("importKw"), "kW");
  switch (reason) {
    case "none": return "";
    case "surplus": return at("chargeKw") > 0 ? ": the site makes more than it uses" : "";
    case "cheapPrice": return `: energy is cheap at ${buy()}`;
    case "dearPrice": return `: energy is dear at ${buy()}`;
    case "carbon": return `: marginal carbon is ${quantityText(at("marginalCarbonGPerKwh"), "gCO2e/kWh")}`;
    case "schedule": return ": the schedule says so";
    case "peakThreshold": return at("chargeKw") > 0 ? ` to refill, with import at ${importText()}${levelText(run, step)}`
      : at("dischargeKw") > 0 ? ` to hold import at ${importText()}${levelText(run, step)}` : `: import is under the month's level${levelText(run, step)}`;
    case "importLimit": return `: import is at its limit, ${importText()}`;
    case "exportLimit": return `: export is at its limit, ${quantityText(at("exportKw"), "kW")}`;
    case "rating": return ": the rating of the battery is the limit";
    case "socFloor": return ": the store is at its lowest level";
    case "socCeiling": return ": the store is full";
    case "reserve": return ": the reserve is kept";
    case "event": return " for an event";
    case "notice": return " ahead of an event";
    case "deadline": return ": work is due";
    case "hallCapacity": return ": the hall is full";
    case "outage": return ": the grid is out";
    case "plan": return ": the plan says so";
  }
}

/** What the month is billed for in hours like this one, where it is a level of demand: "; July is billed for 4.54 MW". */
function levelText(run: RunResult, step: number): string {
  const { year, month } = civilOf(run.axis, step);
  const { frame, site } = run;
  const counted = hasColumn(frame, "demandCharges") ? column(frame, "demandCharges")[step]! : 0;
  const applies = ({ id }: BillLine): boolean => {
    const bit = site.demandCharges.findIndex((charge) => charge.id === id);
    return bit < 0 || Math.floor(counted / 2 ** bit) % 2 === 1;
  };
  const levels = (run.bill.months.find((one) => one.year === year && one.month === month)?.lines ?? []).filter(isDemand);
  const here = levels.filter(applies);
  const dearest = here.reduce<BillLine | undefined>((most, line) => (most === undefined || line.amountCost > most.amountCost ? line : most), undefined);
  return dearest === undefined ? "" : `; ${here.length < levels.length ? "in these hours " : ""}${strings.monthNames[month - 1]} is billed for ${quantityText(dearest.quantity, "kW")}`;
}

const isDemand = ({ kind, unit }: BillLine): boolean => (kind === "demandTou" || kind === "demandFlat") && unit === "kW";

/** What sums in another order leave: no work, no flow. */
const ROUNDING_KWH = 1e-6;
const ROUNDING_KW = 1e-6;

function workSentence(backlogKwh: number, deferrableKw: number, reason: Reason): Sentence {
  if (deferrableKw > 0 && reason === "cheapPrice") return [{ text: "Deferred work runs now: energy is cheap." }];
  if (reason === "deadline") return [{ text: "Deferred work runs now: its deadline is here." }];
  if (backlogKwh <= ROUNDING_KWH) return [{ text: "Work runs as it arrives." }];
  return [{ text: quantityText(backlogKwh, "kWh"), strong: true }, { text: ` of work waits${waitingFor[reason] ?? ""}.` }];
}

const waitingFor: Readonly<Partial<Record<Reason, string>>> = {
  cheapPrice: " for cheaper hours", dearPrice: ": energy is dear now", carbon: " for cleaner hours", hallCapacity: ": the hall is full", peakThreshold: ": the peak is held",
};
