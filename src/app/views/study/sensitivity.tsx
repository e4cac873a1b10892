import { signal, useComputed } from "@preact/signals";
import { figureLabel } from "../../../text/studyFigures.ts";
import { sensitivityWords as words } from "../../../text/studySensitivity.ts";
import { studyInputs } from "../../state/studies.ts";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { AskedView } from "./askedView.tsx";
import { morrisParts } from "./morris.tsx";
import { RangesInput, rangesAsked } from "./rangesInput.tsx";
import { sobolParts } from "./sobol.tsx";
import type { MethodParts } from "./sensitivityMethod.ts";
import type { StudyViewProps } from "./studyView.ts";
import { tornadoParts } from "./tornado.tsx";
import "./study.css";
import "./sensitivity.css";

const methods = { tornado: tornadoParts, morris: morrisParts, sobol: sobolParts } satisfies Readonly<Record<string, (figure: string | null) => MethodParts>>;
type Method = keyof typeof methods;
const shownMethod = signal<Method>("tornado");
/** The figure that is drawn, whichever way it was computed; the study's own until another is chosen. */
const chosenFigure = signal<string | null>(null);

/** Which inputs move the figures: one at a time, by screening, by shares of the variance. All three move the same inputs over the same ranges. */
export function Sensitivity({ switcher }: StudyViewProps) {
  const method = shownMethod.value;
  const { study, found, inputs } = methods[method](chosenFigure.value);
  const summary = useComputed(() => words.summary(words.methods[shownMethod.value], rangesAsked(studyInputs.value[shownMethod.value].ranges, "suggested").length)).value;
  return (
    <AskedView
      study={study} question={words.question} about={words.about[method]} switcher={switcher} summary={summary} finding={found?.finding ?? null}
      {...(found === null ? {} : { table: found.table })}
      inputs={(
        <>
          <section class="study-part sensitivity-method"><Segment<Method> label={words.method} value={method} onChange={(next) => { shownMethod.value = next; }} options={(["tornado", "morris", "sobol"] as const).map((value) => ({ value, title: words.methods[value] }))} /></section>
          {inputs}
          <RangesInput of={["tornado", "morris", "sobol"]} empty="suggested" />
        </>
      )}
    >
      {found === null ? null : (
        <>
          <div class="sensitivity-tools"><Select<string> label={words.figure} value={found.figure} onChange={(next) => { chosenFigure.value = next; }} options={found.figures.map((id) => ({ value: id, title: figureLabel(id) }))} /></div>
          {found.charts}
        </>
      )}
    </AskedView>
  );
}
