import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { linearForecast, splitForecast } from "../../../src/core/measures/budget.ts";
import { runningCost } from "../../../src/core/measures/runningCost.ts";
import { servedEnergy } from "../../../src/core/measures/servedEnergy.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { column } from "../../../src/core/time/frame.ts";
import { parseScenario } from "../../../src/document/parse.ts";
import { focusColumns, focusRows, writeFocus } from "../../../src/files/write/focus.ts";

const provenance = { strategy: "idle", seed: "1", version: "0", scenarioHash: "ab" };

const examples = ["ashburn-hyperscale", "dallas-ai-training", "los-angeles-colocation", "new-york-inference-edge", "frankfurt-colocation"];

describe.each(examples)("the running cost of %s", (name) => {
  const scenario = parseScenario(readFileSync(`scenarios/${name}.json`));
  const result = simulate({ ...scenario, strategy: checkScenario({}).strategy }, { seed: "1", data: new Map() });
  const cost = runningCost(result, scenario.tariff.demandWindowMinutes);

  test("adds up to the bill in every month, and to every kind of charge", () => {
    result.bill.months.forEach((month, m) => {
      let sum = 0;
      for (let i = cost.axis.monthStart[m]!; i < cost.axis.monthStart[m + 1]!; i++) sum += cost.total[i]!;
      expect(Math.abs(sum - month.total)).toBeLessThan(1e-6 * Math.max(1, Math.abs(month.total)));
    });
    const fixed = cost.charges.filter(({ kind }) => kind === "fixed").reduce((sum, charge) => sum + charge.cost.reduce((total, value) => total + value, 0), 0);
    expect(fixed).toBeCloseTo(result.bill.fixed, 4);
  });

  test("shared over work at once and work that waits it is the bill", () => {
    const { classes, billCost, facilityKwh } = servedEnergy(result);
    const sum = (of: (one: (typeof classes)[number]) => number) => classes.reduce((all, one) => all + of(one), 0);
    expect(sum(({ timedCost }) => timedCost) / billCost).toBeCloseTo(1, 9);
    expect(sum((one) => one.facilityKwh)).toBeCloseTo(facilityKwh, 3);
  });

  test("in FOCUS rows too, a row a charge and day, credits negative", () => {
    const rows = focusRows({ scenario, result, provenance }).filter((row) => row.BillingAccountId === "electricity");
    for (const { year, month, total } of result.bill.months) {
      const mine = rows.filter((row) => row.InvoiceId === `electricity-${year}-${String(month).padStart(2, "0")}`);
      const sum = mine.reduce((all, row) => all + Number(row.BilledCost), 0);
      expect(Math.abs(sum - total)).toBeLessThan(1e-6 * Math.max(1, Math.abs(total)));
    }
    const imported = rows.filter((row) => row.ConsumedUnit === "kWh").reduce((sum, row) => sum + Number(row.ConsumedQuantity), 0);
    expect(imported / result.kpis.importKwh).toBeCloseTo(1, 3);
    for (const row of rows) expect(["Usage", "Purchase", "Tax", "Credit", "Adjustment"]).toContain(row.ChargeCategory);
  });
});

/** Flat energy at 0.10, any-time demand at 10 a kW, 300 a month; one day's peak in an otherwise flat load. */
const plain = checkScenario({
  time: { start: "2025-06-01", days: 30, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" },
  load: { itDesignKw: 400, classes: [], demand: { kind: "trace", measures: "facility", series: { values: Array.from({ length: 720 }, (_, i) => (i === 62 ? 300 : i === 100 ? 350 : 100)), stepMinutes: 60, unit: "kW" } } },
  facility: { cooling: { kind: "constant", pue: 1 } }, battery: { energyKwh: 0, powerKw: 0 }, solar: { dcKw: 0 },
  tariff: { demandWindowMinutes: 60, urdb: { energyratestructure: [[{ rate: 0.1 }]], flatdemandstructure: [[{ rate: 10 }]], flatdemandmonths: Array.from({ length: 12 }, () => 0), fixedchargefirstmeter: 300, fixedchargeunits: "$/month" } },
});

test("a demand charge is paid where a new peak is set, and only for its increment", () => {
  const result = simulate(plain, { seed: "1", data: new Map() });
  const { charges } = runningCost(result, 60);
  const importKw = column(result.frame, "importKw");
  const demand = charges.find(({ kind }) => kind === "demandFlat")?.cost ?? new Float64Array();
  const paid = Array.from(demand, (cost, step) => ({ step, cost })).filter(({ cost }) => cost !== 0);
  expect(paid.map(({ step }) => step)).toEqual([0, 62, 100]);
  expect(paid.map(({ cost }) => cost)).toEqual([10 * importKw[0]!, 10 * (importKw[62]! - importKw[0]!), 10 * (importKw[100]! - importKw[62]!)].map((cost) => expect.closeTo(cost, 6) as number));
  const fixed = charges.find(({ kind }) => kind === "fixed")?.cost ?? new Float64Array();
  expect(fixed[0]).toBeCloseTo(300 / 720, 10);
});

test("the FOCUS file has its columns in order and times in UTC with ends exclusive", () => {
  const scenario = { ...plain, site: { ...plain.site, timeZone: "America/New_York" } };
  const result = simulate(scenario, { seed: "1", data: new Map() });
  const [header = "", first = ""] = writeFocus({ scenario, result, provenance }).split("\r\n");
  expect(header.split(",")).toEqual([...focusColumns]);
  const cells = Object.fromEntries(header.split(",").map((name, k) => [name, first.split(",")[k]]));
  expect(cells).toMatchObject({ BillingPeriodStart: "2025-06-01T04:00:00Z", BillingPeriodEnd: "2025-07-01T04:00:00Z", ChargePeriodStart: "2025-06-01T04:00:00Z", ChargePeriodEnd: "2025-06-02T04:00:00Z", BillingCurrency: "USD" });
});

test("day 12 of 30, 61,000 spent of which demand 22,000 and fixed 1,000: a line foretells 152,500, the parts 118,000", () => {
  expect(linearForecast({ spentCost: 61_000, days: 12, periodDays: 30 })).toBeCloseTo(152_500, 6);
  expect(splitForecast({ fixedCost: 1000, demandCost: 22_000, spentCost: 61_000, days: 12, periodDays: 30 })).toBeCloseTo(118_000, 6);
});
