import type { Issue } from "../../../../core/errors.ts";
import { rateValue, type RateRecord } from "../../../../document/rateRecord.ts";

/** One step of undo under a title: the record as it shall be. What cannot be billed is refused and told. */
export type Change = (title: string, by: (record: RateRecord) => RateRecord) => void;
/** What was refused; none where the last edit was taken. */
export type Tell = (issues: readonly Issue[]) => void;

/** A text of the record; empty where it has none. */
export function textAt(record: RateRecord, key: string): string {
  const value = rateValue(record, key);
  return typeof value === "string" ? value : "";
}
