import { parseScenario } from "./parse.ts";
import type { Scenario } from "../core/scenario.ts";
import ashburn from "../../scenarios/ashburn-hyperscale.json";

/** A complete example site; all but the first come with the first use. */
export type Preset = { readonly id: string; readonly title: string; load(): Promise<Scenario> };

/** What the page opens with; its scenario is part of the first load. */
export function firstPreset(): Scenario {
  return parseScenario(ashburn);
}

export const presets: readonly Preset[] = [
  { id: "ashburn-hyperscale", title: "Ashburn, Virginia: hyperscale campus", load: () => Promise.resolve(firstPreset()) },
  { id: "dallas-ai-training", title: "Dallas, Texas: AI training campus", load: async () => parseScenario((await import("../../scenarios/dallas-ai-training.json")).default) },
  { id: "los-angeles-colocation", title: "Los Angeles, California: colocation", load: async () => parseScenario((await import("../../scenarios/los-angeles-colocation.json")).default) },
  { id: "new-york-inference-edge", title: "New York City: inference edge", load: async () => parseScenario((await import("../../scenarios/new-york-inference-edge.json")).default) },
  { id: "frankfurt-colocation", title: "Frankfurt am Main, Germany: colocation", load: async () => parseScenario((await import("../../scenarios/frankfurt-colocation.json")).default) },
];
