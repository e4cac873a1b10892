import type { Scenario } from "../core/scenario.ts";
import { zoneText } from "./dates.ts";
import { counted, figure, fixed, quantityText, SPACE } from "./numbers.ts";
import { policyName } from "./strings.ts";

const NONE = "none";

/** What a closed group of inputs says of the site: "4 MW · 16 MWh". */
export function groupSummary(name: string, scenario: Scenario): string {
  switch (name) {
    case "site": return zoneText(scenario.site.timeZone);
    case "time": return `${counted(scenario.time.days, "day", "days")} · ${scenario.time.stepMinutes}${SPACE}min`;
    case "weather": return scenario.weather.kind === "file" ? scenario.weather.data.file : "synthetic";
    case "solar": {
      const { dcKw, mount, production } = scenario.solar;
      if (production !== undefined) return "measured";
      return dcKw > 0 ? `${quantityText(dcKw, "kW")} ${{ rack: "rack", roof: "roof", oneAxis: "one-axis" }[mount]}` : NONE;
    }
    case "wind": return scenario.wind.ratedKw > 0 ? quantityText(scenario.wind.ratedKw, "kW") : NONE;
    case "load": return `${quantityText(scenario.load.itDesignKw, "kW")} IT · ${counted(scenario.load.classes.length, "class", "classes")}`;
    case "facility": {
      const { cooling } = scenario.facility;
      return cooling.kind === "constant" ? `PUE ${fixed(cooling.pue, 2)}` : "PUE by temperature";
    }
    case "battery": {
      const { powerKw, energyKwh } = scenario.battery;
      return powerKw > 0 && energyKwh > 0 ? `${quantityText(powerKw, "kW")} · ${quantityText(energyKwh, "kWh")}` : NONE;
    }
    case "generator": return scenario.generator.ratingKw > 0 ? quantityText(scenario.generator.ratingKw, "kW") : NONE;
    case "outages": return { none: NONE, list: "given", seeded: "seeded" }[scenario.outages.events.kind];
    case "connection": {
      const { importLimitKw } = scenario.connection;
      return importLimitKw === undefined ? "no limit" : `${quantityText(importLimitKw, "kW")} firm`;
    }
    case "tariff": return tariffName(scenario.tariff.urdb);
    case "price": return { none: NONE, table: "by month and hour", scarcity: "seeded", additive: "seeded", series: "from a file" }[scenario.price.index.kind];
    case "carbon": {
      const { average } = scenario.carbon;
      return average.kind === "constant" ? `${figure(average.gPerKwh)}${SPACE}g/kWh` : { table: "by month and hour", series: "from a file" }[average.kind];
    }
    case "strategy": return policyName(scenario.strategy.battery.policy);
    default: return "";
  }
}

/** As the record calls itself. */
function tariffName(urdb: Scenario["tariff"]["urdb"]): string {
  const name = urdb?.["name"];
  if (urdb === undefined) return "price series alone";
  return typeof name === "string" && name !== "" ? name : "URDB record";
}
