import type { MadeChart } from "./index.ts";
import type { ChartKind } from "./mark.ts";

/** A chart whose model comes from a study, or from several runs, and not from one run. */
export type StudyChart<Model> = Omit<ChartKind<Model, never>, "id" | "model">;

/** Chart and model in one: what its place on the page, its menu and its exports need of it. */
export function madeChart<Model>(kind: StudyChart<Model>, model: Model): MadeChart {
  return { layout: (size) => kind.layout(model, size), subtitle: (width) => kind.subtitle(model, width), summary: () => kind.summary(model), toTable: () => kind.toTable(model) };
}
