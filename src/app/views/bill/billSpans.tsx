import { signal } from "@preact/signals";
import { ledgerWords } from "../../../text/ledger.ts";
import { lifeWords } from "../../../text/life.ts";
import { Segment } from "../../ui/segment.tsx";

export type BillSpan = "year" | "life" | "ledger";
/** Over what the bill is looked at. */
export const billSpan = signal<BillSpan>("year");

/** The switch at the right of the sentence. */
export function BillSpans() {
  return <Segment<BillSpan> label={lifeWords.switcher} value={billSpan.value} onChange={(next) => { billSpan.value = next; }} options={[{ value: "year", title: lifeWords.year }, { value: "life", title: lifeWords.life }, { value: "ledger", title: ledgerWords.span }]} />;
}
