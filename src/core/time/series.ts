/** One column of numbers on a uniform time axis; a value is the mean over its interval. */
export type Series = {
  readonly name: string;
  /**
   * Canonical unit: "kW", "C", "m/s", "W/m2", "$/kWh" (money per kWh in the scenario's currency), "g/kWh", "fraction", "Pa", "%". Readers convert;
   * "" where the file does not say and nobody has said.
   */
  readonly unit: string;
  /** Start of the first interval, milliseconds of Unix time. For a typical year: of 1 January 00:00 in local standard time, of the year that the reader took. */
  readonly startMs: number;
  readonly stepMinutes: number;
  readonly values: Float64Array;
  /**
   * True where the rows are a year without a date of its own: laid over the simulated year by month, day and hour.
   * They are then 365 days from 1 January 00:00 without a 29 February, whatever year `startMs` stands in.
   */
  readonly typicalYear: boolean;
  /** East of Greenwich: the standard clock that a typical year's rows follow. */
  readonly utcOffsetMinutes: number;
};

/** Measured weather as the solar chain reads it: whatever columns the file has, on one axis, with its place. */
export type WeatherFile = {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  /** All on the same axis. Irradiance W/m², temperature °C, wind m/s at `windHeightM`, pressure Pa. */
  readonly columns: Readonly<Partial<Record<WeatherColumn, Series>>>;
  readonly windHeightM: number;
  /**
   * Minutes from an interval's start to the instant at which the sun is put for it: 30 for hour-ending rows and for
   * rows stamped at the middle, 0 where the file holds values of the instant stamped at the start.
   */
  readonly sunMinutes: number;
};

export type WeatherColumn = "ghi" | "dni" | "dhi" | "temperatureC" | "windMs" | "pressurePa" | "relativeHumidityPercent" | "dewPointC" | "albedo";

/** What a scenario says of a series that lives in a file beside it; the reader's choices are part of it, so that the import can be made again. */
export type SeriesFile = {
  readonly file: string;
  readonly column?: string | undefined;
  readonly unit?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly interval?: "start" | "end" | undefined;
  readonly year?: number | undefined;
  readonly choices?: Readonly<Record<string, "refuse" | "interpolate" | "keep" | "drop">> | undefined;
};

/** A file that a scenario names, read: the bytes' hash and what the core takes from it. */
export type DataFile = {
  readonly sha256: string;
  readonly series?: Series;
  readonly weather?: WeatherFile;
};

/** Files by `dataKey` of the reference that asked for them (one file read twice with other choices is two entries). */
export type DataFiles = ReadonlyMap<string, DataFile>;

/** One text for one reference: equal references give equal keys, whatever the order of their keys. */
export function dataKey(reference: SeriesFile): string {
  return JSON.stringify([
    reference.file, reference.column ?? null, reference.unit ?? null, reference.timeZone ?? null, reference.interval ?? null, reference.year ?? null,
    Object.entries(reference.choices ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
