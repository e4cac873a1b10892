import { assert } from "../../core/errors.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1980-01-01, 00:00: the earliest that a zip can say. PKWARE APPNOTE 6.3.10, 4.4.6. */
const [NO_TIME, FIRST_DAY] = [0, (1 << 5) | 1];

/** The same archive with every entry stamped 1980, so that the same content gives the same bytes. Changes the bytes in place. */
export function withoutDates(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  assert(end >= 0, `no end of a zip's directory in ${zip.length} bytes`);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    assert(view.getUint32(at, true) === CENTRAL, `entry ${entry} of ${count} of a zip's directory is none`);
    view.setUint16(at + 12, NO_TIME, true);
    view.setUint16(at + 14, FIRST_DAY, true);
    const local = view.getUint32(at + 42, true);
    assert(view.getUint32(local, true) === LOCAL, `entry ${entry} of ${count} of a zip has no header`);
    view.setUint16(local + 10, NO_TIME, true);
    view.setUint16(local + 12, FIRST_DAY, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return zip;
}
