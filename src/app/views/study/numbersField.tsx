import { foresightWords as words } from "../../../text/studyForesight.ts";
import { exact, parseNumber } from "../../../text/numbers.ts";
import type { FieldNode } from "../../inputs/declaration.ts";
import { FieldRow, fieldId, useField } from "../../inputs/fieldRow.tsx";
import { shownFactor, shownUnit } from "../../inputs/shown.ts";

/** An input that is a few numbers, written one after another: "6; 12; 24". */
export function NumbersField({ field, groupTitle }: { readonly field: FieldNode; readonly groupTitle: string }) {
  const access = useField(field, groupTitle);
  const id = fieldId(field.path);
  const factor = shownFactor(field);
  const values = access.value as readonly number[];
  const take = (text: string) => {
    const numbers = text.split(/[;\s]+/).filter((part) => part !== "").map((part) => Number((parseNumber(part) / factor).toPrecision(12)));
    if (numbers.length === 0 || !numbers.every(Number.isFinite)) access.refuse(words.numbersWanted);
    else access.set([...new Set(numbers)]);
  };
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="part-note">{shownUnit(field.meta.unit, access.currency)}</span>}
      below={<input id={id} type="text" class="field-text" spellcheck={false} autoComplete="off" aria-invalid={access.refused !== null} value={values.map((value) => exact(Number((value * factor).toPrecision(10)))).join("; ")} onChange={(event) => { take(event.currentTarget.value); }} />}
    />
  );
}
