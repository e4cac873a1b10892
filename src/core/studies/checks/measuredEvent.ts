import { eventLogOf, measureEvent } from "../../measures/score/measuredEvent.ts";
import { PHOENIX_SOURCE, phoenixCall, phoenixFigures, phoenixLog } from "../../measures/score/phoenixEvent.ts";
import type { CheckPart } from "./check.ts";

/** A real response, read off its own log: 256 GPUs in Phoenix, asked for a quarter less for three hours. */
export const measuredEventChecks: CheckPart = {
  id: "measuredEvent", title: "Measured event, 256 GPUs in Phoenix",
  checks() {
    const event = measureEvent(eventLogOf(phoenixLog, phoenixCall));
    return phoenixFigures.map(({ key, what, unit, expected, tolerance }) => ({ what, unit, expected, ours: event[key] ?? NaN, tolerance, source: PHOENIX_SOURCE }));
  },
};
