import { expect, test } from "vitest";
import { checkScenario } from "../../../../src/core/scenario.ts";
import { compare } from "../../../../src/core/studies/compare.ts";
import { figureGroups } from "../../../../src/app/views/compare/figureRows.ts";

const flat = (rate: number) => Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 1 : 0) * rate));
const site = checkScenario({
  name: "Test", time: { start: "2025-07-01", days: 31, stepMinutes: 60 }, battery: { powerKw: 2000, energyKwh: 8000 },
  tariff: { urdb: { energyratestructure: [[{ rate: 0.05 }], [{ rate: 0.25 }]], energyweekdayschedule: flat(1), energyweekendschedule: flat(1), flatdemandstructure: [[{ rate: 12 }]], flatdemandmonths: Array.from({ length: 12 }, () => 0) } },
});
const runs = compare(site, ["idle", "peak-shaving", "tou-arbitrage"], { seed: "1", data: new Map() }).map(({ result }) => result);
const groups = figureGroups(runs);
const rowOf = (id: string) => groups.flatMap(({ rows }) => rows).find((row) => row.id === id)!;

test("the charges of each run add up to its bill", () => {
  const money = groups.find(({ id }) => id === "money")!.rows;
  const total = money.findIndex(({ id }) => id === "bill");
  runs.forEach((run, index) => {
    const sum = money.slice(0, total).reduce((all, { cells }) => all + cells[index]!.value, 0);
    expect(sum).toBeCloseTo(run.bill.total, 6);
    expect(money[total]!.cells[index]!.value).toBe(run.bill.total);
  });
});

test("a difference is counted from the first run, with its sign, and says whether it helps", () => {
  const peak = rowOf("peakImportKw");
  const [idle, shaved] = [runs[0]!.kpis.peakImportKw, runs[1]!.kpis.peakImportKw];
  expect(shaved).toBeLessThan(idle);
  expect(peak.cells[0]).toMatchObject({ share: "", amount: "", side: undefined });
  expect(peak.cells[1]).toMatchObject({ side: "better", isBest: true });
  expect(Number(peak.cells[1]!.share.replace("\u2212", "-").replace(/[^\d.-]/g, ""))).toBeCloseTo((100 * (shaved - idle)) / idle, 1);
  expect(peak.cells[1]!.amount.startsWith("\u2212")).toBe(true);
});

test("cycles only describe, and what reads the same has no best", () => {
  expect(rowOf("equivalentFullCycles").cells.map(({ side, isBest }) => [side, isBest])).toEqual(runs.map(() => [undefined, false]));
  const alike = figureGroups([runs[0]!, runs[0]!]).flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  expect(alike.every(({ isBest, side }) => !isBest && side === undefined)).toBe(true);
});

test("money in another currency is neither counted nor best", () => {
  const euro = { ...runs[1]!, bill: { ...runs[1]!.bill, currency: "EUR" } };
  const bill = figureGroups([runs[0]!, euro]).flatMap(({ rows }) => rows).find(({ id }) => id === "bill")!;
  expect(bill.cells[1]).toMatchObject({ share: "", amount: "", side: undefined, isBest: false });
  expect(bill.cells[1]!.text).toContain("EUR");
});
