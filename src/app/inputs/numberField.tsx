import { useComputed } from "@preact/signals";
import { page } from "../../text/page.ts";
import { scenario } from "../state/document.ts";
import { NumberInput } from "../ui/numberInput.tsx";
import { Slider } from "../ui/slider.tsx";
import type { FieldNode } from "./declaration.ts";
import { FieldRow, fieldId, useField } from "./fieldRow.tsx";
import { shownFactor, shownNumber, shownUnit, shownValue, siteScale } from "./shown.ts";
import { sliderRange } from "./sliderRange.ts";

/** A number in a box with its unit, and under it a slider wherever the range has two ends. */
export function NumberField({ field, groupTitle }: { readonly field: FieldNode; readonly groupTitle: string }) {
  const access = useField(field, groupTitle);
  const { meta } = field;
  const scale = useComputed(() => siteScale(scenario.value, meta.unit)).value;
  const factor = shownFactor(field);
  const unit = shownUnit(meta.unit, access.currency);
  const value = typeof access.value === "number" ? access.value : undefined;
  const openedValue = typeof access.openedValue === "number" ? access.openedValue : undefined;
  const range = field.optional && value === undefined ? null : sliderRange(meta, openedValue, value, scale);
  const [min, max] = [meta.min ?? -1e15, meta.max ?? 1e15];
  const smallest = field.whole ? 1 : meta.step ?? range?.step ?? stepOf(value ?? 1);
  const id = fieldId(field.path);
  const refuse = (typed: { readonly text: string; readonly value: number } | null) => {
    if (typed === null) access.refuse(null);
    else if (field.optional && typed.text.trim() === "") access.change(undefined);
    else if (Number.isNaN(typed.value)) access.refuse(page.tune.notANumber(typed.text.trim()));
    else access.refuse(page.tune.outOfRange(shownNumber(min * factor, meta.unit), shownNumber(max * factor, meta.unit), unit));
  };
  const take = (shown: number) => {
    const exact = Number((shown / factor).toPrecision(12));
    access.change(field.whole ? Math.round(exact) : exact);
  };
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle}
      control={(
        <NumberInput
          id={id} value={value === undefined ? undefined : value * factor} unit={unit} min={min * factor} max={max * factor}
          step={smallest * factor} page={range === null ? 10 * smallest * factor : ((range.max - range.min) / 10) * factor}
          format={(shown) => shownNumber(shown, meta.unit)} invalid={access.refused !== null} describedBy={`${id}-refused ${id}-changed ${id}-help`}
          placeholder={page.tune.none} onInput={take} onCommit={access.done} onRefused={refuse}
        />
      )}
      below={range === null || value === undefined ? undefined : (
        <Slider
          label={`${groupTitle} ${meta.title}`.trim()} value={value} min={range.min} max={range.max} step={range.step} log={range.log} tick={openedValue}
          valueText={shownValue(field, value, access.currency)}
          onInput={(next) => { access.change(field.whole ? Math.round(next) : next); }} onCommit={access.dropped}
        />
      )}
    />
  );
}

/** A hundredth of the value's own magnitude. */
function stepOf(value: number): number {
  return value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
}
