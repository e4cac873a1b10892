import { SIMPLE_LEVEL_FRACTIONS } from "../../core/market/demandResponse/openAdrSignals.ts";
import type { SeriesFile } from "../../core/time/series.ts";
import type { FileKind, ImportedFile, ReadOptions } from "../../files/read/reader.ts";
import type { Draft } from "./document.ts";

/** Where in the scenario, or in the inputs of its studies, a file may go. */
export type Place = "load" | "weather" | "production" | "price" | "carbon" | "marginalCarbon" | "tariff" | "areaLoad" | "events";

const usual: Readonly<Record<FileKind, readonly Place[]>> = {
  load: ["load", "production", "areaLoad"],
  weather: ["weather"],
  production: ["production", "load"],
  price: ["price"],
  carbon: ["carbon", "marginalCarbon"],
  tariff: ["tariff"],
  other: ["load", "production", "price", "carbon", "marginalCarbon", "areaLoad"],
  events: ["events"],
  requests: [],
};

/** Places for what a file holds, the likeliest first. */
export function placesFor(imported: ImportedFile): readonly Place[] {
  if (imported.kind === "tariff") return imported.record === undefined ? [] : usual.tariff;
  if (imported.kind === "weather") return imported.weather === undefined ? [] : usual.weather;
  if (imported.kind === "events") return imported.record === undefined ? [] : usual.events;
  return imported.series.length === 0 ? [] : usual[imported.kind];
}

/** What the scenario says of the file, with every choice that was made; null for a tariff, which is taken into the scenario itself. */
export function referenceFor(name: string, place: Place, column: string | null, options: ReadOptions, choices: ReadOptions["choices"]): SeriesFile | null {
  if (place === "tariff") return null;
  const { unit, timeZone, interval, year, dayFirst, format } = options;
  return {
    file: name,
    ...(place === "weather" || column === null ? {} : { column }),
    ...(unit === undefined ? {} : { unit }), ...(timeZone === undefined ? {} : { timeZone }),
    ...(interval === undefined ? {} : { interval }), ...(year === undefined ? {} : { year }),
    ...(dayFirst === undefined ? {} : { dayFirst }), ...(format === undefined ? {} : { format }),
    ...(choices === undefined || Object.keys(choices).length === 0 ? {} : { choices }),
  };
}

export function putInPlace(draft: Draft, place: Place, reference: SeriesFile | null, record: unknown): void {
  if (place === "tariff") {
    draft.tariff = { ...draft.tariff, urdb: record as NonNullable<Draft["tariff"]["urdb"]> };
    return;
  }
  if (reference === null) return;
  switch (place) {
    case "load": draft.load = { ...draft.load, demand: { kind: "trace", measures: "facility", series: reference, scaleFactor: 1 } }; break;
    case "weather": draft.weather = { kind: "file", data: reference }; break;
    case "production": draft.solar = { ...draft.solar, production: reference }; break;
    case "price": draft.price = { ...draft.price, index: { kind: "series", series: reference } }; break;
    case "carbon": draft.carbon = { ...draft.carbon, average: { kind: "series", series: reference } }; break;
    case "areaLoad": if (draft.studies.headroom !== undefined) draft.studies.headroom = { ...draft.studies.headroom, load: reference }; break;
    // The first programme is the one that calls; where the site has joined none it joins one that has no name yet.
    case "events": {
      const [first, ...others] = draft.demandResponse.programmes;
      const events = { kind: "file" as const, data: reference, levelFractions: [...SIMPLE_LEVEL_FRACTIONS], prices: "replace" as const };
      draft.demandResponse = { ...draft.demandResponse, programmes: [first === undefined ? { id: "events", name: reference.file, events } : { ...first, events }, ...others] };
      break;
    }
    case "marginalCarbon": draft.carbon = { ...draft.carbon, marginal: { kind: "series", series: reference } }; break;
  }
}
