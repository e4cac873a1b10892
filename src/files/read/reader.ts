import type { Series, WeatherFile } from "../../core/time/series.ts";

export type FileKind = "weather" | "production" | "load" | "price" | "carbon" | "tariff" | "events" | "requests" | "other";

export type OddityClass =
  | "gap" | "duplicate" | "order" | "daylightSaving" | "leapDay" | "zone" | "unit" | "negative" | "zeroRun" | "constantRun"
  | "spike" | "clipped" | "footer" | "columns" | "mixedYears";

/** One class of oddity in a file: how often, where first, in a sentence. */
export type Oddity = { readonly class: OddityClass; readonly count: number; readonly first: string; readonly message: string };

/** What the user says of a file where it does not say it itself, or says otherwise. */
export type ReadOptions = {
  readonly column?: string | undefined;
  readonly unit?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly interval?: "start" | "end" | undefined;
  readonly year?: number | undefined;
  readonly dayFirst?: boolean | undefined;
  /** Another format than the recognised one. */
  readonly format?: string | undefined;
  readonly choices?: Readonly<Partial<Record<OddityClass, "refuse" | "interpolate" | "keep" | "drop">>> | undefined;
};

/** What a file holds, and the report on how it was read. */
export type ImportedFile = {
  readonly format: string;
  readonly kind: FileKind;
  readonly rows: number;
  readonly stepMinutes: number | null;
  /** ISO 8601 UTC of the first interval's start and the last one's end; null where the file has no date. */
  readonly start: string | null;
  readonly end: string | null;
  readonly timeZone: string | null;
  readonly series: readonly Series[];
  readonly weather?: WeatherFile | undefined;
  /** URDB record, programme or events as found, checked by the room that uses them. */
  readonly record?: unknown;
  readonly issues: readonly Oddity[];
};

export type Reader = {
  readonly id: string;
  readonly title: string;
  /** Sure of it from the content alone (never the name); `head` is the first 64 kB as text. */
  sniff(head: string): boolean;
  /** Throws `InputError` with file and line for what it cannot read, `LimitError` beyond the size limits. */
  read(text: string, name: string, options: ReadOptions): ImportedFile;
};
