import { expect, test } from "vitest";
import { findEntries, type Entry } from "../../../../src/app/views/frame/paletteSearch.ts";

const entry = (kind: Entry["kind"], title: string, more: Partial<Entry> = {}): Entry => ({ id: title, kind, title, isEnabled: true, run: () => {}, ...more });
const entries = [
  entry("command", "Share"), entry("command", "Undo", { isEnabled: false }), entry("view", "Bill"), entry("command", "Export: Bill, CSV"),
  entry("input", "Battery: Energy", { detail: "100,000 kWh", words: "Usable energy when new" }), entry("input", "Generator: Fuel per energy"), entry("input", "Tariff: Rate", { words: "charged for energy" }),
];
const titles = (text: string) => findEntries(entries, text).map(({ title }) => title);

test("without words all is offered but the inputs, and nothing that cannot be done now", () => {
  expect(titles(" ")).toEqual(["Share", "Bill", "Export: Bill, CSV"]);
});

test("all words must be found, in the title or beside it, in any order and case", () => {
  expect(titles("KWH energy batt")).toEqual(["Battery: Energy"]);
  expect(titles("energy bill")).toEqual([]);
});

test("what begins a title comes before what stands within it, and that before what stands beside it", () => {
  expect(titles("bill")).toEqual(["Bill", "Export: Bill, CSV"]);
  expect(titles("energy")).toEqual(["Battery: Energy", "Generator: Fuel per energy", "Tariff: Rate"]);
});
