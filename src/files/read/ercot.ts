import { DAY_MS, MINUTE_MS } from "../../core/time/civil.ts";
import { readStamps } from "./csv/stamps.ts";
import { importMarket, numbersOf, tableBelow, textsOf } from "./namedTable.ts";
import type { ImportedFile, Reader, ReadOptions } from "./reader.ts";
import { convertUnit } from "./units.ts";

const PLACES = ["settlementpoint", "settlementpointname", "busname"];
const PRICES = ["settlementpointprice", "lmp"];

/**
 * ERCOT prices, $/MWh, local Central time: day-ahead by settlement point (hour ending 01:00 … 24:00) or real time in quarters (delivery hour 1 … 24,
 * interval 1 … 4), one place below the other. DSTFlag, or Repeated Hour Flag, is Y in the second copy of the autumn hour.
 * Formats: ERCOT market information system, NP4-190-CD (DAM settlement point prices), NP4-183-CD (DAM hourly LMPs), NP6-905-CD (settlement point
 * prices at resource nodes, hubs and load zones), and the older spelling with blanks, "Delivery Date,Hour Ending,Repeated Hour Flag,Settlement Point".
 */
export const ercot: Reader = {
  id: "ercot",
  title: "ERCOT prices (CSV)",
  mismatch: (head) => (/^\uFEFF?"?Delivery ?Date"?,"?(?:Hour ?Ending|Delivery ?Hour)"?,/i.test(head) ? null : "no header DeliveryDate,HourEnding"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const plain = (cell: string): string => cell.toLowerCase().replace(/[ _]/g, "");
  const table = tableBelow(text, name, (row) => plain(row[0] ?? "") === "deliverydate");
  const header = table.header.map(plain);
  const days = readStamps(textsOf(table, 0, name), name, table.lines, false).wallMs;
  const hours = textsOf(table, 1, name).map((cell) => Number.parseInt(cell, 10));
  const intervalColumn = header.indexOf("deliveryinterval");
  const intervals = intervalColumn < 0 ? null : numbersOf(table, intervalColumn, name);
  const flagColumn = header.findIndex((cell) => cell === "dstflag" || cell === "repeatedhourflag");
  const flags = flagColumn < 0 ? null : textsOf(table, flagColumn, name);
  const placeColumn = header.findIndex((cell) => PLACES.includes(cell));
  const columns = header.flatMap((cell, k) => (PRICES.includes(cell) ? [{ name: table.header[k]!, values: numbersOf(table, k, name), conversion: convertUnit("USD/MWh") }] : []));
  return importMarket({
    file: name, format: "ercot", kind: "price", lines: table.lines, places: placeColumn < 0 ? null : textsOf(table, placeColumn, name), columns,
    wallMs: days.map((day, i) => day + ((hours[i]! - 1) * DAY_MS) / 24 + ((intervals?.[i] ?? 1) - 1) * 15 * MINUTE_MS), offsetMinutes: null,
    secondCopy: flags === null || !flags.includes("Y") ? null : Uint8Array.from(flags, (flag) => (flag === "Y" ? 1 : 0)), statedZone: "America/Chicago", primary: ["HB_HUBAVG", "HB_BUSAVG"],
  }, { ...options, timeZone: undefined });
}
