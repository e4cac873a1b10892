import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useMemo } from "preact/hooks";
import { study as words } from "../../../text/study.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { LazyView } from "../lazyView.tsx";
import { WaitingBar } from "../waitingChart.tsx";
import { studyViews, type StudyViewId } from "./index.ts";

const shown = signal<StudyViewId>("survival");

/** Questions that take many runs, or much work on one: one at a time, each with its own inputs, progress and picture. */
export function Study() {
  const id = shown.value;
  const load = useMemo(() => async (): Promise<ComponentType> => {
    const View = await studyViews.find((one) => one.id === id)!.load();
    return () => <View switcher={<Switch />} />;
  }, [id]);
  return <LazyView key={id} load={load} waiting={<WaitingBar />} />;
}

/** Which question is asked. */
function Switch() {
  if (studyViews.length < 2) return null;
  const options = studyViews.map(({ id, title }) => ({ value: id, title }));
  const choose = (next: StudyViewId) => { shown.value = next; };
  // Side by side the names need half of a wide page.
  return breadth.value === "wide" ? <Segment<StudyViewId> label={words.question} value={shown.value} onChange={choose} options={options} /> : <Select<StudyViewId> label={words.question} value={shown.value} onChange={choose} options={options} />;
}
