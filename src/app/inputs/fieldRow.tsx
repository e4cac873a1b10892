import { signal, useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Issue } from "../../core/errors.ts";
import { explainIssue } from "../../text/explain.ts";
import { page } from "../../text/page.ts";
import { edit, inputs, openedInputs, preview, sayDone, scenario, settle } from "../state/document.ts";
import { lastTouched } from "../state/view.ts";
import { Button } from "../ui/button.tsx";
import { openedValueOf, sameValue, setAt, valueAt, type FieldNode, type Path } from "./declaration.ts";
import { shownFactor, shownNumber, shownUnit, shownValue } from "./shown.ts";
import "./fieldRow.css";

/**
 * The one field whose help stands open. It follows the focus, but not before the pointer is up: what is pressed must
 * not move away from under the hand.
 */
export const helpOpen = signal<string | null>(null);

export const fieldId = (path: Path): string => `field-${path.join("-")}`;

/** What a control needs to read and write its field. */
export type FieldAccess = {
  readonly value: unknown;
  readonly openedValue: unknown;
  readonly currency: string;
  /** The results follow; the history waits for `done`, or for `dropped` where a hand moved it: the drag is in view, a typed value is said. */
  readonly change: (value: unknown) => boolean;
  readonly done: () => void;
  readonly dropped: () => void;
  /** A change that is whole at once. */
  readonly set: (value: unknown) => boolean;
  readonly refuse: (sentence: string | null) => void;
  readonly refused: string | null;
};

export function useField(field: FieldNode, groupTitle: string): FieldAccess {
  const value = useComputed(() => valueAt(inputs.value, field.path)).value;
  const openedValue = useComputed(() => openedValueOf(field, openedInputs.value)).value;
  const currency = useComputed(() => scenario.value.site.currency).value;
  const [refused, refuse] = useState<string | null>(null);
  const begunAt = useRef<string | null>(null);
  const name = groupTitle === "" || field.meta.title.startsWith(groupTitle) ? field.meta.title : `${groupTitle}: ${field.meta.title}`;
  const shownNow = () => shownValue(field, valueAt(inputs.value, field.path), currency);
  const begin = () => { begunAt.current ??= shownNow(); };
  const finish = (): boolean => settle(`${name} ${shownNow()}`);
  const done = () => {
    const from = begunAt.current;
    begunAt.current = null;
    if (finish() && from !== null) sayDone(page.toast.changed(name, from, shownNow()));
  };
  const answer = (issues: readonly Issue[]) => {
    refuse(issues.length === 0 ? null : issues.map(explainIssue).join(" "));
    lastTouched.value = field.meta.title;
    return issues.length === 0;
  };
  return {
    value, openedValue, currency, refuse, refused,
    done,
    change(next) {
      begin();
      return answer(preview((draft) => { setAt(draft, field.path, next); }));
    },
    dropped() {
      begunAt.current = null;
      finish();
    },
    set(next) {
      begin();
      const ok = answer(preview((draft) => { setAt(draft, field.path, next); }));
      done();
      return ok;
    },
  };
}

type Props = {
  readonly field: FieldNode;
  readonly access: FieldAccess;
  readonly groupTitle: string;
  /** Beside the label. */
  readonly control: ComponentChildren;
  /** Under the label, over the whole width. */
  readonly below?: ComponentChildren;
};

/** Dot, label and control of one input; its help and the way back where it has the focus. */
export function FieldRow({ field, access, groupTitle, control, below }: Props) {
  const { meta, path } = field;
  const id = fieldId(path);
  const changed = !sameValue(access.value, access.openedValue);
  const isOpen = useComputed(() => helpOpen.value === id).value;
  const openedText = shownValue(field, access.openedValue, access.currency);
  return (
    <div class="field" data-changed={changed || undefined} data-field={id}>
      <div class="field-line">
        <label class="field-label" for={id}>{meta.title}</label>
        {meta.assumed === true && sameValue(access.value, meta.default) ? <span class="field-assumed" title={page.tune.assumed}>(?)<span class="visually-hidden"> {page.tune.assumed}</span></span> : null}
        {changed ? <span class="visually-hidden" id={`${id}-changed`}>{page.tune.changedFrom(openedText)}</span> : null}
        {control}
      </div>
      {below}
      {access.refused === null ? null : <p class="field-refused" id={`${id}-refused`} role="alert">{access.refused}</p>}
      {isOpen
        ? (
          <div class="field-help" id={`${id}-help`}>
            <p>{meta.help} {rangeSentence(field, access.currency)} {defaultSentence(field, access.currency)}</p>
            {meta.source === undefined ? null : <p class="field-source">{meta.source}</p>}
            {changed
              ? (
                <Button kind="link" onClick={() => { edit(page.tune.resetField(`${groupTitle} ${meta.title}`.trim()), (draft) => { setAt(draft, path, access.openedValue); }); }}>
                  {page.tune.reset} ({openedText})
                </Button>
              )
              : null}
          </div>
        )
        : null}
    </div>
  );
}

function rangeSentence(field: FieldNode, currency: string): string {
  const { meta } = field;
  if (meta.min === undefined || meta.max === undefined || field.control !== "number") return "";
  const factor = shownFactor(field);
  return page.tune.range(shownNumber(meta.min * factor, meta.unit), shownNumber(meta.max * factor, meta.unit), shownUnit(meta.unit, currency));
}

function defaultSentence(field: FieldNode, currency: string): string {
  const { meta } = field;
  if (meta.default === undefined || (typeof meta.default === "object" && meta.default !== null)) return "";
  return `${page.tune.default(shownValue(field, meta.default, currency))}${meta.assumed === true ? ` (${page.tune.assumed})` : ""}.`;
}
