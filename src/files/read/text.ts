import { InputError } from "../../core/errors.ts";

/**
 * Bytes to text: UTF-8, UTF-16 and, where bytes are not valid UTF-8, Windows-1252 (Latin-1 with the printable characters that
 * Western exports put at 0x80…0x9F). A byte order mark decides and is taken off.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  refuseBinary(bytes, name);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const wide = wideEncoding(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The start of a text, cut after its last whole line within the length, so that no reader judges half a row. */
export function headOf(text: string, length = 65_536): string {
  if (text.length <= length) return text;
  const cut = text.lastIndexOf("\n", length);
  return text.slice(0, cut > 0 ? cut + 1 : length);
}

/** UTF-16 without a mark: in text of Latin letters every other byte is zero. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const length = Math.min(bytes.length, 2_000) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (odd > 0.7 * half && even < 0.1 * half) return "utf-16le";
  if (even > 0.7 * half && odd < 0.1 * half) return "utf-16be";
  return null;
}

const BINARY_STARTS: readonly (readonly [found: string, start: readonly number[], allowed: string])[] = [
  ["a ZIP archive or XLSX workbook", [0x50, 0x4b, 0x03, 0x04], "text: unpack it, or save the sheet as CSV"],
  ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0], "text: save the sheet as CSV"],
  ["gzip-compressed data", [0x1f, 0x8b], "text: unpack it first"],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31], "text: export it as CSV"],
  ["a PDF", [0x25, 0x50, 0x44, 0x46], "text: export the table as CSV"],
];

function refuseBinary(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new InputError([{ where: { file: name }, found: "an empty file", allowed: "a file with data" }]);
  for (const [found, start, allowed] of BINARY_STARTS) {
    if (start.every((byte, i) => bytes[i] === byte)) throw new InputError([{ where: { file: name }, found, allowed }]);
  }
}
