import type { Scenario } from "../core/scenario.ts";
import { zoneText } from "./dates.ts";
import { integer, quantityText, SPACE } from "./numbers.ts";
import { policyName } from "./strings.ts";

/** What a closed group of inputs says of the site: "4 MW · 16 MWh". Groups without a short answer say nothing. */
export function groupSummary(name: string, scenario: Scenario): string {
  switch (name) {
    case "site": return zoneText(scenario.site.timeZone);
    case "time": return `${integer(scenario.time.days)} days · ${scenario.time.stepMinutes}${SPACE}min`;
    case "battery": {
      const { powerKw, energyKwh } = scenario.battery;
      return powerKw > 0 && energyKwh > 0 ? `${quantityText(powerKw, "kW")} · ${quantityText(energyKwh, "kWh")}` : "none";
    }
    case "strategy": return policyName(scenario.strategy.battery.policy);
    default: return "";
  }
}
