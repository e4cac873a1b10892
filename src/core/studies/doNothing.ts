import { withStrategy, type Scenario } from "../scenario.ts";

/** What savings are counted from: battery and cold store idle, work run at once, no programme joined and no reserve held. */
export function doNothing(scenario: Scenario): Scenario {
  const { demandResponse } = scenario;
  return { ...withStrategy(scenario, "idle"), demandResponse: { ...demandResponse, programmes: [], reserve: { ...demandResponse.reserve, heldKw: 0 } } };
}
