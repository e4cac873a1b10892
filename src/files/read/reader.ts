import type { Series, WeatherFile } from "../../core/time/series.ts";

export type FileKind = "weather" | "production" | "load" | "price" | "carbon" | "tariff" | "events" | "requests" | "other";

export type OddityClass =
  | "gap" | "duplicate" | "order" | "daylightSaving" | "leapDay" | "zone" | "unit" | "negative" | "zeroRun" | "constantRun"
  | "spike" | "clipped" | "footer" | "columns" | "mixedYears" | "signals";

/** One class of oddity in a file: how often, where first, in a sentence. `series` names the column where it concerns one alone. */
export type Oddity = {
  readonly class: OddityClass;
  readonly count: number;
  readonly first: string;
  readonly message: string;
  readonly series?: string | undefined;
};

/**
 * What is done with a class of oddity. "refuse": the series cannot be used; "keep": used as it stands; "drop": the values become
 * gaps (or, for duplicates, all copies but the first go); "interpolate": filled on a straight line between their neighbours.
 */
export type Choice = "refuse" | "interpolate" | "keep" | "drop";

export type Choices = Readonly<Partial<Record<OddityClass, Choice>>>;

/** What the user says of a file where it does not say it itself, or says otherwise. */
export type ReadOptions = {
  readonly column?: string | undefined;
  readonly unit?: string | undefined;
  /** IANA name, or a fixed clock ("Etc/GMT+8", "+05:30"). */
  readonly timeZone?: string | undefined;
  /** The site's zone: taken, and reported, where neither the file nor `timeZone` says. */
  readonly defaultTimeZone?: string | undefined;
  /** What a time stamp marks: the start or the end of its interval. */
  readonly interval?: "start" | "end" | undefined;
  readonly year?: number | undefined;
  /** True: 03/04 is 3 April. */
  readonly dayFirst?: boolean | undefined;
  /** Another format than the recognised one. */
  readonly format?: string | undefined;
  readonly choices?: Choices | undefined;
};

/** Numbers whose rows stand on no uniform time axis: single requests, a table of measurements. */
export type TableColumn = { readonly name: string; readonly unit: string; readonly values: Float64Array };

/** What a file holds, and the report on how it was read. */
export type ImportedFile = {
  readonly format: string;
  readonly kind: FileKind;
  readonly rows: number;
  readonly stepMinutes: number | null;
  /** ISO 8601 UTC of the first interval's start and the last one's end; null where the file has no date. */
  readonly start: string | null;
  readonly end: string | null;
  /** The zone that the file or the user states, or that its format defines; null where stamps without one were read as UTC. */
  readonly timeZone: string | null;
  /** A missing value is NaN here, and counted as a gap. */
  readonly series: readonly Series[];
  /** The series that is meant where nobody names a column. */
  readonly primary?: string | undefined;
  readonly table?: readonly TableColumn[] | undefined;
  readonly weather?: WeatherFile | undefined;
  /** ISO 4217 code of prices, where the file states it. */
  readonly currency?: string | undefined;
  /** URDB record, programme or events as found, checked by the room that uses them. */
  readonly record?: unknown;
  readonly issues: readonly Oddity[];
};

export type Reader = {
  readonly id: string;
  readonly title: string;
  /**
   * Sure of it from the content alone (never the name).
   * @param head first 64 kB as text, cut after a whole line where there is one
   * @returns null where the content is of this format, else the first thing that it lacks for it, in a few words
   */
  readonly mismatch: (head: string) => string | null;
  /** Throws `InputError` with file and line for what it cannot read, `LimitError` beyond the size limits. */
  read(text: string, name: string, options: ReadOptions): ImportedFile;
};
