import { study as words } from "../../../text/study.ts";
import type { StudyView } from "./studyView.ts";

/** Every question of the Study view in the order of its switch: one file each, loaded when it is first asked. */
export const studyViews = [
  { id: "survival", title: words.views.survival, load: async () => (await import("./survival.tsx")).Survival },
] as const satisfies readonly StudyView[];

export type StudyViewId = (typeof studyViews)[number]["id"];
