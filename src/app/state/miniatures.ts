import { signal } from "@preact/signals";
import type { RunResult } from "../../core/result.ts";
import { presets } from "../../document/presets.ts";
import { engine } from "./engine.ts";

/** A year of each example, as it opens; made when they are first looked at and kept as long as the page. */
export const presetRuns = signal<ReadonlyMap<string, RunResult | Error>>(new Map());
let isAsked = false;

export function makePresetRuns(): void {
  if (isAsked) return;
  isAsked = true;
  for (const preset of presets) {
    const { id } = preset;
    const take = (outcome: RunResult | Error) => { presetRuns.value = new Map(presetRuns.value).set(id, outcome); };
    preset.load().then((scenario) => engine.latest(`preset ${id}`, { scenario, seed: "1", keep: "frame" })).then(take, (error: unknown) => { take(error instanceof Error ? error : new Error(String(error))); });
  }
}
