import type { RunResult } from "../core/result.ts";
import { civilAt, civilOf, clockText, stepMs, type ClockAxis } from "./dates.ts";
import { percent, quantityText, SPACE } from "./numbers.ts";

type Call = NonNullable<RunResult["response"]>["calls"][number];

/** What a call asks: "Reduce by 1.5 MW", "Cap at 75 MW", "Store at 80 %", "Price event". */
export function askText({ reduceKw, capKw, socTarget }: Pick<Call, "reduceKw" | "capKw" | "socTarget">): string {
  if (socTarget !== null) return `Store at ${"kwh" in socTarget ? quantityText(socTarget.kwh, "kWh") : percent(socTarget.fraction, 0)}`;
  if (capKw !== null) return `Cap at ${quantityText(capKw, "kW")}`;
  return reduceKw !== null && reduceKw > 0 ? `Reduce by ${quantityText(reduceKw, "kW")}` : "Price event";
}

/** "17–20 h", or with minutes where they matter: "16:30–20:00". */
export function hoursText(axis: ClockAxis, fromStep: number, toStep: number): string {
  const from = civilOf(axis, fromStep);
  const end = civilAt(axis, stepMs(axis, toStep));
  if (from.minute !== 0 || end.minute !== 0) return `${clockText(from)}–${clockText(end)}`;
  return `${from.hour}–${end.hour === 0 ? 24 : end.hour}${SPACE}h`;
}

/** "Reduce by 1.5 MW, 17–20 h". */
export function callText(call: Call, axis: ClockAxis): string {
  return `${askText(call)}, ${hoursText(axis, call.step, call.step + call.steps)}`;
}

/** Names of the score's bands, by their ids. */
export const bandNames = { rigid: "rigid", responsive: "responsive", flexible: "flexible", veryFlexible: "very flexible", gridAsset: "grid asset" } as const;
