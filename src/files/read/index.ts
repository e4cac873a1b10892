import { InputError } from "../../core/errors.ts";
import { avert } from "./avert.ts";
import { caiso } from "./caiso.ts";
import { csv } from "./csv/index.ts";
import { derVet } from "./derVet.ts";
import { eia930 } from "./eia930.ts";
import { electricityMaps } from "./electricityMaps.ts";
import { entsoe } from "./entsoe.ts";
import { epw } from "./epw.ts";
import { ercot } from "./ercot.ts";
import { greenButton } from "./greenButton.ts";
import { gridflexCsv } from "./gridflexCsv.ts";
import { ieso } from "./ieso.ts";
import { checkSize } from "./limits.ts";
import { nsrdb } from "./nsrdb.ts";
import { nyiso } from "./nyiso.ts";
import { openAdr2 } from "./openAdr2.ts";
import { openAdr3 } from "./openAdr3.ts";
import { openMeteo } from "./openMeteo.ts";
import { pjm } from "./pjm.ts";
import { pvgisCsv } from "./pvgisCsv.ts";
import { pvgisJson } from "./pvgisJson.ts";
import { pvwatts } from "./pvwatts.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { solarAnywhere } from "./solarAnywhere.ts";
import { srw } from "./srw.ts";
import { decodeText, headOf } from "./text.ts";
import { tmy3 } from "./tmy3.ts";
import { urdb } from "./urdb.ts";

/** Formats with a name of their own, one line each; each claims what it knows from the content alone, and no two claim one file. */
const named: readonly Reader[] = [
  epw,
  tmy3,
  nsrdb,
  pvgisCsv,
  pvgisJson,
  solarAnywhere,
  openMeteo,
  srw,
  pvwatts,
  greenButton,
  urdb,
  openAdr2,
  openAdr3,
  gridflexCsv,
  entsoe,
  ieso,
  ercot,
  caiso,
  nyiso,
  pjm,
  eia930,
  electricityMaps,
  avert,
  derVet,
];

/** Every format that is read; a table of no named format comes last. */
export const readers: readonly Reader[] = [...named, csv(named)];

/**
 * Bytes to series and a report on how they were read.
 * @throws InputError where no reader knows the content (with the first reason of each) or where it is broken; LimitError beyond the size limits
 */
export function readFile(bytes: Uint8Array, name: string, options: ReadOptions = {}): ImportedFile {
  checkSize(bytes.length, name);
  const text = decodeText(bytes, name);
  return recognise(text, name, options.format).read(text, name, options);
}

function recognise(text: string, name: string, format: string | undefined): Reader {
  if (format !== undefined) {
    const asked = readers.find(({ id }) => id === format);
    if (asked === undefined) throw new InputError([{ where: { path: "format" }, found: format, allowed: readers.map(({ id }) => id).join(", ") }]);
    return asked;
  }
  const head = headOf(text);
  const reasons = readers.map((reader) => ({ reader, reason: reader.mismatch(head) }));
  const claimed = reasons.find(({ reason }) => reason === null);
  if (claimed !== undefined) return claimed.reader;
  throw new InputError(reasons.map(({ reader, reason }) => ({ where: { file: name }, found: reason ?? "", allowed: reader.title })));
}
