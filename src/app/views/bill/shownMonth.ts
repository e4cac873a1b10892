import { signal } from "@preact/signals";

/** The month that the phone's bill shows; −1 is the whole run. */
export const shownMonth = signal(-1);
