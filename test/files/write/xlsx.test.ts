import { describe, expect, test } from "vitest";
import { column } from "../../../src/core/time/frame.ts";
import { writeXlsx } from "../../../src/files/write/xlsx.ts";
import { autumnRun } from "../../support/autumnRun.ts";
import { entries, unzipped } from "../../support/unzip.ts";

const run = autumnRun({ name: "=cmd|' /C calc'!A0", description: "@SUM(1)", notes: [{ kind: "source", text: "<img src=x onerror=alert(1)>" }] });
const bytes = await writeXlsx(run);
const parts = unzipped(bytes);
const part = (name: string) => new TextDecoder().decode(parts.get(name));
const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
const shared = [...part("xl/sharedStrings.xml").matchAll(/<si><t[^>]*>([\s\S]*?)<\/t><\/si>/g)].map(([, text = ""]) => unescaped(text));
const sheetNames = [...part("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name!);

type Cells = ReadonlyMap<string, string | number>;
function cellsOf(sheet: string): Cells {
  const xml = part(`xl/worksheets/sheet${sheetNames.indexOf(sheet) + 1}.xml`);
  return new Map([...xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*)><v>([^<]*)<\/v><\/c>/g)].map(([, at = "", attributes = "", value = ""]) => [at, attributes.includes('t="s"') ? shared[Number(value)]! : Number(value)]));
}
const columnOf = (cells: Cells, letter: string) => [...cells].filter(([at]) => at.replace(/\d+/, "") === letter).map(([, value]) => value);

test("the workbook has its sheets in order", () => {
  expect(sheetNames).toEqual(["Summary", "Inputs", "Monthly bill", "Bill lines", "Series", "Events"]);
});

test("the sheet of the bill adds up, charge by charge and month by month", () => {
  const cells = cellsOf("Monthly bill");
  const labels = columnOf(cells, "A");
  const amounts = columnOf(cells, "B").slice(1).map(Number);
  expect(labels.at(-1)).toBe("Total");
  expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(amounts.at(-1)!, 6);
  expect(amounts.at(-1)).toBe(run.result.bill.months[0]!.total);
});

test("the series are the run's numbers, at the site's clock", () => {
  const cells = cellsOf("Series");
  const header = [...cells].filter(([at]) => /^[A-Z]+1$/.test(at));
  const letter = header.find(([, title]) => title === "Grid import, kW")![0].replace("1", "");
  expect(columnOf(cells, letter).slice(1)).toEqual([...column(run.result.frame, "importKw")]);
  // Days since 1899-12-30: 2025-11-01, 00:00.
  expect(cells.get("A2")).toBe(45_962);
});

test("inputs stand beside their defaults, and what differs is said", () => {
  const cells = cellsOf("Inputs");
  const row = [...cells].find(([, value]) => value === "battery.powerKw")![0].replace(/\D+/, "");
  expect(cells.get(`B${row}`)).toBe("Power");
  expect(cells.get(`C${row}`)).toBe(run.scenario.battery.powerKw);
  expect(cells.get(`D${row}`)).toBe("kW");
  expect(cells.get(`F${row}`)).toBe("yes");
  expect(Number(cells.get(`C${row}`)) - Number(cells.get(`E${row}`))).toBe(cells.get(`G${row}`));
});

describe("a workbook does nothing", () => {
  test("what begins like a formula, and what looks like markup, is a text", () => {
    expect(shared).toContain("=cmd|' /C calc'!A0");
    expect(shared).toContain("@SUM(1)");
    expect(shared.some((text) => text.includes("<img src=x onerror=alert(1)>"))).toBe(true);
    for (const [name, content] of parts) {
      const xml = new TextDecoder().decode(content);
      expect(xml, name).not.toMatch(/<f[ >]/);
      expect(xml, name).not.toContain("<img");
    }
  });

  test("every entry is stamped 1980, so that the same run gives the same bytes", async () => {
    expect(new Set(entries(bytes).map(({ dosDate, dosTime }) => `${dosDate} ${dosTime}`))).toEqual(new Set(["33 0"]));
    expect(await writeXlsx(autumnRun({ name: run.scenario.name, description: run.scenario.description, notes: run.scenario.notes }))).toEqual(bytes);
  });
});
