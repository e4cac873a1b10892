import { inflateRawSync } from "node:zlib";

export type ZipEntry = { readonly name: string; readonly dosDate: number; readonly dosTime: number; readonly content: Uint8Array };

/** The contents of a zip by name; enough for the files that we write. */
export function unzipped(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(entries(zip).map(({ name, content }) => [name, content]));
}

export function entries(zip: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, (): ZipEntry => {
    const [size, nameLength, local] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = zip.subarray(start, start + size);
    const content = view.getUint16(at + 10, true) === 0 ? packed : inflateRawSync(packed);
    const entry = { name, dosTime: view.getUint16(local + 10, true), dosDate: view.getUint16(local + 12, true), content: new Uint8Array(content) };
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    return entry;
  });
}
