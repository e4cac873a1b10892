import { study as words } from "../../../text/study.ts";
import type { StudyView } from "./studyView.ts";

/** Every question of the Study view in the order of its switch: one file each, loaded when it is first asked. */
export const studyViews = [
  { id: "survival", title: words.views.survival, load: async () => (await import("./survival.tsx")).Survival },
  { id: "uncertainty", title: words.views.uncertainty, load: async () => (await import("./uncertainty.tsx")).Uncertainty },
  { id: "sensitivity", title: words.views.sensitivity, load: async () => (await import("./sensitivity.tsx")).Sensitivity },
  { id: "tradeOffs", title: words.views.tradeOffs, load: async () => (await import("./tradeOffs.tsx")).TradeOffs },
  { id: "sizing", title: words.views.sizing, load: async () => (await import("./sizing.tsx")).SizingView },
  { id: "foresight", title: words.views.foresight, load: async () => (await import("./foresight.tsx")).Foresight },
  { id: "tuner", title: words.views.tuner, load: async () => (await import("./tuner.tsx")).TunerView },
] as const satisfies readonly StudyView[];

export type StudyViewId = (typeof studyViews)[number]["id"];
