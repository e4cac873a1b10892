import type { ReadOptions } from "../../../files/read/reader.ts";
import { readers } from "../../../files/read/index.ts";
import { importWords } from "../../../text/importing.ts";
import type { Place } from "../../state/importPlaces.ts";
import { readAgain, type Importing } from "../../state/library.ts";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/textInput.tsx";

/** Years that rows without a date may be of: those that a scenario's file may name. */
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

/** Another format than the one that was recognised; null where none was. */
export function FormatChoice({ options, recognised }: { readonly options: ReadOptions; readonly recognised: string | null }) {
  const unknown = recognised === null && options.format === undefined ? [{ value: "", title: importWords.noFormat, disabled: true }] : [];
  return <Select label={importWords.format} value={recognised ?? options.format ?? ""} options={[...unknown, ...readers.map(({ id, title }) => ({ value: id, title }))]} onChange={(format) => { void readAgain({ ...options, format }); }} />;
}

/** What a table seldom says of itself; each answer reads the file anew. Of a file that could not be read nothing is known, so all but its unit is asked. */
export function Reading({ now, place }: { readonly now: Importing; readonly place: Place | null }) {
  const { options, read } = now;
  const series = read?.imported.series[0];
  const isUndated = read === null || read.imported.start === null || options.year !== undefined;
  return (
    <>
      {place === null ? null : (
        <div class="import-row">
          <span>{importWords.unit}</span>
          <Select
            label={importWords.unit} value={options.unit ?? ""} options={[{ value: "", title: importWords.asInFile }, ...unitsOf[place].map((value) => ({ value, title: value }))]}
            onChange={(unit) => { void readAgain(without({ ...options, unit }, unit === "" ? "unit" : null)); }}
          />
        </div>
      )}
      <div class="import-row">
        <span>{importWords.interval}</span>
        <Select
          label={importWords.interval} value={options.interval ?? ""}
          options={[{ value: "", title: importWords.asInFile }, { value: "start", title: importWords.intervalStart }, { value: "end", title: importWords.intervalEnd }]}
          onChange={(interval) => { void readAgain(without({ ...options, ...(interval === "" ? {} : { interval }) }, interval === "" ? "interval" : null)); }}
        />
      </div>
      <div class="import-row">
        <span>{importWords.dates}</span>
        <Select
          label={importWords.dates} value={options.dayFirst === undefined ? "" : options.dayFirst ? "day" : "month"}
          options={[{ value: "", title: importWords.asInFile }, { value: "day", title: importWords.dayFirst }, { value: "month", title: importWords.monthFirst }]}
          onChange={(order) => { void readAgain(without({ ...options, dayFirst: order === "day" }, order === "" ? "dayFirst" : null)); }}
        />
      </div>
      {isUndated ? (
        <div class="import-row">
          <label for="import-year">{importWords.year}</label>
          <TextInput
            id="import-year" inputMode="numeric" value={String(options.year ?? "")} placeholder={importWords.noYear}
            onCommit={(typed) => {
              const year = Number(typed);
              if (typed === "") void readAgain(without(options, "year"));
              else if (/^\d{4}$/.test(typed) && year >= EARLIEST_YEAR && year <= LATEST_YEAR) void readAgain({ ...options, year });
            }}
          />
        </div>
      ) : null}
      {series?.typicalYear === true ? null : (
        <div class="import-row">
          <span>{importWords.zone}</span>
          <TextInput
            label={importWords.zone} value={options.timeZone ?? ""} placeholder={read?.imported.timeZone ?? options.defaultTimeZone ?? ""}
            onCommit={(timeZone) => { void readAgain(without({ ...options, timeZone }, timeZone === "" ? "timeZone" : null)); }}
          />
        </div>
      )}
    </>
  );
}

const unitsOf: Readonly<Record<Place, readonly string[]>> = {
  load: ["kW", "MW", "W", "kWh", "MWh", "Wh"], production: ["kW", "MW", "W", "kWh", "MWh", "Wh"], price: ["$/kWh", "$/MWh", "ct/kWh", "EUR/MWh", "EUR/kWh"],
  carbon: ["g/kWh", "kg/MWh", "lb/kWh", "lb/MWh"], marginalCarbon: ["g/kWh", "kg/MWh", "lb/kWh", "lb/MWh"], weather: [], tariff: [], events: [], areaLoad: ["kW", "MW", "W", "kWh", "MWh", "Wh"],
};

function without(options: ReadOptions, key: keyof ReadOptions | null): ReadOptions {
  if (key === null) return options;
  const { [key]: _, ...rest } = options;
  return rest;
}
