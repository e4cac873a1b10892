import type { ComponentChildren, ComponentType } from "preact";
import { study as words } from "../../../text/study.ts";

/** What a study's view is given: the switch between the questions, for the right end of its sentence. */
export type StudyViewProps = { readonly switcher: ComponentChildren };
type StudyView = { readonly id: string; readonly title: string; load(): Promise<ComponentType<StudyViewProps>> };

/** Every question of the Study view in the order of its switch: one file each, loaded when it is first asked. */
export const studyViews = [
  { id: "survival", title: words.views.survival, load: async () => (await import("./survival.tsx")).Survival },
] as const satisfies readonly StudyView[];

export type StudyViewId = (typeof studyViews)[number]["id"];
