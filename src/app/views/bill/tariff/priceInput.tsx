import { useState } from "preact/hooks";
import type { RateRecord } from "../../../../document/rateRecord.ts";
import { exact, SPACE } from "../../../../text/numbers.ts";
import { page } from "../../../../text/page.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { preview, settle } from "../../../state/document.ts";
import { NumberInput } from "../../../ui/numberInput.tsx";
import type { Tell } from "./edits.ts";

type PriceProps = {
  readonly label: string; readonly value: number | undefined; readonly step: number; readonly min: number; readonly max: number;
  readonly write: (record: RateRecord, value: number) => RateRecord; readonly tell: Tell;
};

/** A number of the record: the bill follows while it is typed, the step of undo comes when it is left. */
export function PriceInput({ label, value, step, min, max, write, tell }: PriceProps) {
  const [isRefused, refuse] = useState(false);
  const id = `tariff-${label.replaceAll(/\W+/g, "-").toLowerCase()}`;
  return (
    <>
      <label class="visually-hidden" for={id}>{label}</label>
      <NumberInput
        id={id} value={value} unit="" min={min} max={max} step={step} page={10 * step} format={(number) => exact(Number(number.toPrecision(10)))} invalid={isRefused}
        onInput={(next) => { refuse(false); tell(preview((draft) => { draft.tariff = { ...draft.tariff, urdb: write(draft.tariff.urdb ?? {}, next) }; })); }}
        onCommit={() => { settle(tariffText.edits.changed(`${label}${value === undefined ? "" : SPACE + exact(value)}`)); }}
        onRefused={(typed) => { refuse(typed !== null); tell(typed === null ? [] : [{ where: { path: label }, found: typed.text, allowed: page.tune.range(exact(min), exact(max), "") }]); }}
      />
    </>
  );
}
