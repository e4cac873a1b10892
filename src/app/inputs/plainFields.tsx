import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { page } from "../../text/page.ts";
import { figure } from "../../text/numbers.ts";
import { strings } from "../../text/strings.ts";
import { Icon } from "../ui/icon.tsx";
import { NumberInput } from "../ui/numberInput.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import type { FieldNode } from "./declaration.ts";
import { FieldRow, fieldId, useField, type FieldAccess } from "./fieldRow.tsx";
import { parseRows, rowsText, shownFactor, shownNumber, shownUnit, shownValue } from "./shown.ts";

type Props = { readonly field: FieldNode; readonly groupTitle: string };

export function ChoiceField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  // Keys of a record are text; the choice itself may be a number (minutes of a step).
  const isNumbers = Object.keys(field.meta.options ?? {}).every((value) => Number.isFinite(Number(value)));
  const options = [...(field.optional ? [{ value: "", title: page.tune.none }] : []), ...Object.entries(field.meta.options ?? {}).map(([value, title]) => ({ value, title }))];
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle}
      control={<Select id={fieldId(field.path)} options={options} value={textOf(access.value)} onChange={(value) => { access.set(value === "" ? undefined : isNumbers ? Number(value) : value); }} />}
    />
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function SwitchField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle}
      control={<Switch id={fieldId(field.path)} isOn={access.value === true} onChange={access.set} />}
    />
  );
}

/** Text that is taken when it is left or Enter is pressed, because half a word is rarely a time zone. */
export function TextField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  const text = typeof access.value === "string" ? access.value : "";
  const take = (next: string) => { if (next !== text) access.set(next === "" && field.optional ? undefined : next); };
  const isLong = text.length > 40 || field.path.length === 1 && field.path[0] === "description";
  const id = fieldId(field.path);
  if (isLong) {
    return (
      <FieldRow
        field={field} access={access} groupTitle={groupTitle} control={null}
        below={<textarea id={id} class="field-text" rows={4} value={text} onChange={(event) => { take(event.currentTarget.value); }} />}
      />
    );
  }
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle}
      control={<input id={id} class="field-text" type="text" autoComplete="off" spellcheck={false} value={text} aria-invalid={access.refused !== null} onChange={(event) => { take(event.currentTarget.value.trim()); }} />}
    />
  );
}

/** One day, or a list of them separated by commas. */
export function DatesField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  const id = fieldId(field.path);
  if (typeof (access.value ?? field.meta.default) === "string") {
    return (
      <FieldRow
        field={field} access={access} groupTitle={groupTitle}
        control={<input id={id} class="field-text" type="date" min="1970-01-01" max="2099-12-31" value={textOf(access.value)} onChange={(event) => { access.set(event.currentTarget.value); }} />}
      />
    );
  }
  const dates = Array.isArray(access.value) ? access.value.join(", ") : "";
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="field-summary">{shownValue(field, access.value, access.currency)}</span>}
      below={(
        <textarea
          id={id} class="field-text" rows={2} value={dates} placeholder="2025-01-01, 2025-07-04"
          onChange={(event) => { access.set(event.currentTarget.value.split(/[,;\s]+/).filter((day) => day !== "")); }}
        />
      )}
    />
  );
}

export function MonthsField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  const values = Array.isArray(access.value) ? access.value as readonly number[] : [];
  const factor = shownFactor(field);
  const id = fieldId(field.path);
  const take = (month: number, shown: number) => {
    const next = strings.months.map((_, index) => (index === month ? shown / factor : values[index] ?? 0));
    access.change(next);
  };
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="field-summary">{spreadText(values.map((value) => value * factor), shownUnit(field.meta.unit, access.currency))}</span>}
      below={(
        <Fold title={page.tune.byMonth}>
          <div class="field-months" id={id} role="group" aria-label={field.meta.title}>
            {strings.months.map((name, month) => (
              <span key={name}>
                <label for={`${id}-${month}`}>{name}</label>
                <NumberInput
                  id={`${id}-${month}`} value={values[month] === undefined ? undefined : values[month] * factor} unit="" min={(field.meta.min ?? -1e15) * factor} max={(field.meta.max ?? 1e15) * factor}
                  step={(field.meta.step ?? 1) * factor} page={(field.meta.step ?? 1) * 10 * factor} format={shownNumber} invalid={false}
                  onInput={(shown) => { take(month, shown); }} onCommit={access.done} onRefused={(typed) => { access.refuse(typed === null ? null : page.tune.notANumber(typed.text)); }}
                />
              </span>
            ))}
          </div>
        </Fold>
      )}
    />
  );
}

/** Twelve rows (months) of 24 hours, as they are pasted from a sheet; what it holds stands beside the name. */
export function TableField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  const rows = Array.isArray(access.value) ? access.value as readonly (readonly number[])[] : [];
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="field-summary">{spreadText(rows.flat(), shownUnit(field.meta.unit, access.currency))}</span>}
      below={<CodeEditor id={fieldId(field.path)} access={access} text={rowsText(rows)} parse={parseRows} unreadable={page.tune.notANumber("…")} title={page.tune.tableOf(rows.length, rows[0]?.length ?? 0)} />}
    />
  );
}

/** What has no form of its own yet, as the scenario file writes it. */
export function JsonField({ field, groupTitle }: Props) {
  const access = useField(field, groupTitle);
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="field-summary">{shownValue(field, access.value, access.currency)}</span>}
      below={<CodeEditor id={fieldId(field.path)} access={access} text={access.value === undefined ? "" : JSON.stringify(access.value, null, 1)} parse={parseJson} unreadable={page.tune.notJson} title="JSON" />}
    />
  );
}

type EditorProps = {
  readonly id: string;
  readonly access: FieldAccess;
  readonly text: string;
  readonly title: string;
  readonly parse: (text: string) => unknown;
  readonly unreadable: string;
};

function CodeEditor({ id, access, text, title, parse, unreadable }: EditorProps) {
  return (
    <Fold title={title}>
      <textarea
        id={id} class="field-text" data-code wrap="off" spellcheck={false} value={text} aria-label={title}
        onChange={(event) => {
          const next = event.currentTarget.value.trim();
          const value = next === "" ? undefined : parse(next);
          if (value === null) access.refuse(unreadable);
          else access.set(value);
        }}
      />
    </Fold>
  );
}

/** What takes room and is seldom edited: closed until it is asked for, and not drawn before. */
function Fold({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="field-fold" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}><Icon name={isOpen ? "chevronDown" : "chevronRight"} />{title}</button>
      {isOpen ? children : null}
    </>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function spreadText(values: readonly number[], unit: string): string {
  if (values.length === 0) return page.tune.none;
  return `${figure(Math.min(...values))} – ${figure(Math.max(...values))} ${unit}`.trim();
}
