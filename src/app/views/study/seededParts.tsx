import { useComputed } from "@preact/signals";
import { useId } from "preact/hooks";
import { partOrigins, seededPartNames, type SeededPart } from "../../../core/studies/seededParts.ts";
import { originText, uncertaintyWords as words } from "../../../text/studyUncertainty.ts";
import { setAt } from "../../inputs/declaration.ts";
import { edit, scenario } from "../../state/document.ts";
import { studyInputs } from "../../state/studies.ts";
import { strategiesAsked } from "./strategyPicker.tsx";

/** Which parts of the year are drawn anew for each seed; what the site gives as it is cannot be. */
export function SeededParts() {
  const id = useId();
  const origins = useComputed(() => partOrigins(scenario.value, strategiesAsked().map((name) => name.split("+")[0]!))).value;
  const held = useComputed(() => studyInputs.value.monteCarlo.held).value;
  const hasRanges = useComputed(() => studyInputs.value.monteCarlo.ranges.length > 0).value;
  const toggle = (part: SeededPart) => {
    const next = held.includes(part) ? held.filter((one) => one !== part) : [...held, part];
    edit(`${words.parts}: ${words.part[part]}`, (draft) => { setAt(draft, ["studies", "monteCarlo", "held"], next); });
  };
  const isStill = !hasRanges && seededPartNames.every((part) => origins[part].kind === "given" || held.includes(part));
  return (
    <section class="study-part" aria-labelledby={id}>
      <h2 id={id}>{words.parts}<span class="part-note">{words.partsNote}</span></h2>
      <ul class="choices">
        {seededPartNames.map((part) => {
          const origin = origins[part];
          return (
            <li key={part}>
              <label><input type="checkbox" checked={origin.kind !== "given" && !held.includes(part)} disabled={origin.kind === "given"} onChange={() => { toggle(part); }} /><span>{words.part[part]}</span><small>{originText(origin)}</small></label>
            </li>
          );
        })}
      </ul>
      {isStill ? <p class="study-note" data-kind="warn">{words.nothingDrawn}</p> : null}
    </section>
  );
}
