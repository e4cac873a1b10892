import { simulate } from "../../src/core/simulate.ts";
import { checkScenario, type Scenario } from "../../src/core/scenario.ts";
import { firstPreset } from "../../src/document/presets.ts";
import type { FinishedRun } from "../../src/files/write/writer.ts";

/** The first example, in the night in which the clocks of Virginia go back, 2025-11-02, and the days on either side. */
export function autumnRun(more: Partial<Scenario> = {}): FinishedRun {
  const preset = firstPreset();
  const scenario = checkScenario({ ...preset, name: "=autumn", time: { ...preset.time, start: "2025-11-01", days: 3, stepMinutes: 15 }, ...more });
  return { scenario, result: simulate(scenario, { seed: "7", data: new Map() }), provenance: { strategy: "idle", seed: "7", version: "0.0.0", scenarioHash: "ab".repeat(32) } };
}
