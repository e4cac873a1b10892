import { ledgerWords } from "../../../text/ledger.ts";
import { lifeWords } from "../../../text/life.ts";
import { billSpan, type BillSpan } from "../../state/ledger.ts";
import { Segment } from "../../ui/segment.tsx";

/** The switch at the right of the sentence. */
export function BillSpans() {
  return <Segment<BillSpan> label={lifeWords.switcher} value={billSpan.value} onChange={(next) => { billSpan.value = next; }} options={[{ value: "year", title: lifeWords.year }, { value: "life", title: lifeWords.life }, { value: "ledger", title: ledgerWords.span }]} />;
}
