import { checkScenario, type Scenario } from "../core/scenario.ts";
import { migrate } from "./migrate.ts";
import ashburn from "../../scenarios/ashburn-hyperscale.json";

/** A complete example site; all but the first come with the first use. */
export type Preset = { readonly id: string; readonly title: string; readonly load: () => Promise<Scenario> };

/** What the page opens with; its scenario is part of the first load. */
export function firstPreset(): Scenario {
  return exampleScenario(ashburn);
}

/** An example without its studies: their declarations, and the reader of any text, are no part of the first load. */
function exampleScenario(example: object): Scenario {
  const { studies: _, ...scenario } = migrate(example as Readonly<Record<string, unknown>>);
  return checkScenario(scenario);
}

export const presets: readonly Preset[] = [
  { id: "ashburn-hyperscale", title: "Ashburn, Virginia: hyperscale campus", load: () => Promise.resolve(firstPreset()) },
  { id: "dallas-ai-training", title: "Dallas, Texas: AI training campus", load: async () => exampleScenario((await import("../../scenarios/dallas-ai-training.json")).default) },
  { id: "los-angeles-colocation", title: "Los Angeles, California: colocation", load: async () => exampleScenario((await import("../../scenarios/los-angeles-colocation.json")).default) },
  { id: "new-york-inference-edge", title: "New York City: inference edge", load: async () => exampleScenario((await import("../../scenarios/new-york-inference-edge.json")).default) },
  { id: "frankfurt-colocation", title: "Frankfurt am Main, Germany: colocation", load: async () => exampleScenario((await import("../../scenarios/frankfurt-colocation.json")).default) },
];
