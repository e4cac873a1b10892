import type { Zone } from "./zone.ts";

/** What a scenario says of its time axis. */
export type AxisInputs = {
  /** First civil day, "2025-01-01". */
  readonly start: string;
  readonly timeZone: string;
  readonly stepMinutes: 5 | 10 | 15 | 20 | 30 | 60;
  readonly days: number;
  /** "standard" ignores daylight saving, as SAM and REopt do. */
  readonly clock: "civil" | "standard";
};

/**
 * A uniform axis in absolute time with the civil clock of its zone: step i covers [startMs + i·stepMinutes, …).
 * The civil columns are those of the step's start.
 */
export type Axis = {
  readonly inputs: AxisInputs;
  readonly zone: Zone;
  readonly startMs: number;
  readonly stepMinutes: number;
  readonly stepHours: number;
  readonly length: number;
  /** 0 = January. */
  readonly month: Uint8Array;
  /** Civil clock hour, 0…23. */
  readonly hour: Uint8Array;
  /** Minute of the civil hour. */
  readonly minute: Uint8Array;
  /** 0 = Monday … 6 = Sunday. */
  readonly weekday: Uint8Array;
  /** Civil day since the first, 0…. */
  readonly day: Uint16Array;
  /** Civil calendar month since the first, 0…: the billing month. */
  readonly billingMonth: Uint16Array;
  /** Offset of the civil clock from UTC, minutes east. */
  readonly offsetMinutes: Int16Array;
  /** First step of each civil day, and `length` at the end. */
  readonly dayStart: Uint32Array;
  /** First step of each billing month, and `length` at the end. */
  readonly monthStart: Uint32Array;
  /** Calendar year and month (1…12) of each billing month. */
  readonly monthLabels: readonly { readonly year: number; readonly month: number }[];
};
