import * as z from "zod/mini";
import type { Warning } from "../errors.ts";
import { field, fieldRegistry } from "../field.ts";

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
  /** NaN, as longitude and altitude, where the file does not say where it is: the site's own place is taken. */
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  /** All on the same axis. Irradiance W/m², temperature °C, wind m/s at `windHeightM`, pressure Pa. */
  readonly columns: Readonly<Partial<Record<WeatherColumn, Series>>>;
  readonly windHeightM: number;
  /** Wind at several heights, lowest first, where the file has them (SAM's wind resource); on the same axis. */
  readonly windLevels?: readonly WindLevel[] | undefined;
  /**
   * Minutes from an interval's start to the instant at which the sun is put for it: 30 for hour-ending rows and for
   * rows stamped at the middle, 0 where the file holds values of the instant stamped at the start.
   */
  readonly sunMinutes: number;
};

/** Wind, temperature and pressure of one height above ground. */
export type WindLevel = { readonly heightM: number; readonly windMs: Series; readonly temperatureC?: Series | undefined; readonly pressurePa?: Series | undefined };

export type WeatherColumn = "ghi" | "dni" | "dhi" | "temperatureC" | "windMs" | "pressurePa" | "relativeHumidityPercent" | "dewPointC" | "albedo";

const name = (maxLength = 200) => z.string().check(z.minLength(1), z.maxLength(maxLength));

/** What a scenario says of a file beside it; the reader's choices are part of it, so that the import can be made again. */
export const seriesFile = z.strictObject({
  file: name(1000).register(fieldRegistry, { title: "File", help: "Name of a file beside the scenario, or dropped onto the page.", control: "text" }),
  column: z.optional(name()).register(fieldRegistry, { title: "Column", help: "Its header, where the file has several.", control: "text" }),
  unit: z.optional(name()).register(fieldRegistry, { title: "Unit in the file", help: "Where the file does not name it: kW, kWh, W, MW …", control: "text" }),
  timeZone: z.optional(name()).register(fieldRegistry, { title: "Clock of the file", help: "IANA name, where the stamps do not say it.", control: "text" }),
  interval: z.optional(z.enum(["start", "end"])).register(fieldRegistry, { title: "A stamp marks", help: "The start or the end of its interval.", options: { start: "Start", end: "End" } }),
  year: z.optional(z.int().check(z.gte(1900), z.lte(2200))).register(fieldRegistry, { title: "Year", help: "Of rows without a date.", min: 1900, max: 2200, step: 1 }),
  dayFirst: z.optional(z.boolean()).register(fieldRegistry, { title: "Day before month", help: "Whether 3/4 is 3 April, where no stamp of the file tells." }),
  format: z.optional(name(40)).register(fieldRegistry, { title: "Format", help: "Where another than the recognised one is meant.", control: "text" }),
  choices: z.optional(z.record(name(40), z.enum(["refuse", "interpolate", "keep", "drop"]))).register(fieldRegistry, {
    title: "Choices", help: "What is done about each class of oddity; what is not named here is refused or shown as the import report says.", control: "json",
  }),
});
export type SeriesFile = z.infer<typeof seriesFile>;

const MOST_TYPED_VALUES = 35_136;

/** A series in a scenario: values typed out, or a file. `onAxis` lays it over the run. */
export function seriesInput({ title, help, unit }: { readonly title: string; readonly help: string; /** Canonical, as in `Series`. */ readonly unit: string }) {
  const typed = z.strictObject({
    values: z.array(z.number()).check(z.minLength(1), z.maxLength(MOST_TYPED_VALUES)).register(fieldRegistry, { title: "Values", help: "Means over intervals of equal length: a year of them, or from the first step of the run.", control: "json" }),
    stepMinutes: z.number().check(z.gte(1), z.lte(1440)).register(fieldRegistry, { title: "Interval", help: "Length of one interval.", unit: "min", min: 1, max: 1440 }),
    unit: field(z.literal(unit), { title: "Unit", help: "Of the values.", default: unit }),
  });
  return z.union([typed, seriesFile]).register(fieldRegistry, { title, help, unit, control: "series" });
}
export type SeriesInput = z.infer<ReturnType<typeof seriesInput>>;

/** One event as a utility's message tells it, whatever the version of OpenADR. */
export type GridMessage = {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly start: string;
  /** Of the whole event; null where it lasts until further notice. */
  readonly durationMinutes: number | null;
  /** "cancelled" drops it. */
  readonly status: string;
  readonly market: string;
  readonly signals: readonly GridMessageSignal[];
  /** The highest of an event sent again counts. */
  readonly modification?: number | undefined;
  /** As the message says them; absent: the programme's. */
  readonly noticeMinutes?: number | undefined;
  readonly rampMinutes?: number | undefined;
  /** The lower wins where events overlap, 0 before all; absent: after all that have one. */
  readonly priority?: number | undefined;
  /** The start is shifted by a draw of up to so much: both ways, or later alone (2.0b). */
  readonly shift?: { readonly minutes: number; readonly isLateOnly: boolean } | undefined;
  /** A trial of the line: nobody acts on it. */
  readonly isTest?: boolean | undefined;
  /** Texts for people: "ALERT_GRID_EMERGENCY: …". */
  readonly alerts?: readonly string[] | undefined;
  /** Whom the message is for, as it stands there; shown, not applied. */
  readonly targets?: string | undefined;
};

export type GridMessageSignal = {
  /** "ENERGY_PRICE", "SIMPLE", "LOAD_DISPATCH" … as the message has it. */
  readonly name: string;
  /** 2.0b: "level", "price", "setpoint", "delta", "multiplier" …; empty in OpenADR 3. */
  readonly type?: string | undefined;
  readonly unit: string;
  readonly currency: string;
  readonly intervals: readonly { readonly start: string; readonly durationMinutes: number | null; readonly value: number }[];
};

/** A file that a scenario names, read: the bytes' hash and what the core takes from it. */
export type DataFile = {
  readonly sha256: string;
  readonly series?: Series;
  readonly weather?: WeatherFile;
  /** Events of demand response. */
  readonly messages?: readonly GridMessage[];
  /** What the user's choices changed in the values, with counts: part of the result of every run that reads the file. */
  readonly warnings?: readonly Warning[];
};

/** Files by `dataKey` of the reference that asked for them (one file read twice with other choices is two entries). */
export type DataFiles = ReadonlyMap<string, DataFile>;

/** One text for one reference: equal references give equal keys, whatever the order of their keys. */
export function dataKey(reference: SeriesFile): string {
  return JSON.stringify([
    reference.file, reference.column ?? null, reference.unit ?? null, reference.timeZone ?? null, reference.interval ?? null, reference.year ?? null,
    reference.dayFirst ?? null, reference.format ?? null,
    Object.entries(reference.choices ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
