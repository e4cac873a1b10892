import { signal } from "@preact/signals";

/** Over what the bill is looked at: the year by charge, the life of what is built, one month step by step. */
export type BillSpan = "year" | "life" | "ledger";
export const billSpan = signal<BillSpan>("year");

/** The step whose month and day the ledger shows; null stands for the dearest month. Looked at, not part of the document. */
export const ledgerStep = signal<number | null>(null);
