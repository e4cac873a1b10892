import type { ComponentChildren, ComponentType } from "preact";

/** What a study's view is given: the switch between the questions, for the right end of its sentence. */
export type StudyViewProps = { readonly switcher: ComponentChildren };

/** One question of the Study view; its code comes when it is first asked. */
export type StudyView = { readonly id: string; readonly title: string; readonly load: () => Promise<ComponentType<StudyViewProps>> };
