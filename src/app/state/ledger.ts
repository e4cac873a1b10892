import { signal } from "@preact/signals";

/** The step whose month and day the ledger shows; null stands for the dearest month. Looked at, not part of the document. */
export const ledgerStep = signal<number | null>(null);
