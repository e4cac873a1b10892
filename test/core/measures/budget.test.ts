import { expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { actionWindows, budgetInputs, watchBudgets, type BudgetRecord } from "../../../src/core/measures/budget.ts";
import { runningCost } from "../../../src/core/measures/runningCost.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { simulate } from "../../../src/core/simulate.ts";

const site = (start: string, days: number, kw: (hour: number) => number) => checkScenario({
  time: { start, days, stepMinutes: 60 }, site: { timeZone: "Etc/UTC" },
  load: { itDesignKw: 400, classes: [], demand: { kind: "trace", measures: "facility", series: { values: Array.from({ length: days * 24 }, (_, hour) => kw(hour)), stepMinutes: 60, unit: "kW" } } },
  facility: { cooling: { kind: "constant", pue: 1 } }, battery: { energyKwh: 0, powerKw: 0 }, solar: { dcKw: 0 },
  tariff: { demandWindowMinutes: 60, urdb: { energyratestructure: [[{ rate: 0.1 }]], flatdemandstructure: [[{ rate: 10 }]], flatdemandmonths: Array.from({ length: 12 }, () => 0), fixedchargefirstmeter: 300, fixedchargeunits: "$/month" } },
});
/** 30 days of a flat 100 kW load with one hour of 300 kW on day 3: 0.10 a kWh, 10 a kW, 300 fixed. 7,220 for energy, 3,000 for demand, 300: 10,520. */
const result = simulate(site("2025-06-01", 30, (hour) => (hour === 62 ? 300 : 100)), { seed: "1", data: new Map() });
const cost = runningCost(result, 60);
const watch = (budget: Partial<BudgetRecord>) => watchBudgets(checkInputs(budgetInputs, { budgets: [{ name: "power", amountCost: 11_000, ...budget }] }), cost, result)[0];

test("a peak set early is no false alarm: the line foretells far beyond the budget, the parts the bill itself", () => {
  const period = watch({});
  expect(period?.spentCost).toBeCloseTo(result.bill.total, 6);
  const day4 = period?.days[3];
  expect(day4?.linearForecastCost).toBeGreaterThan(25_000);
  // Four days of energy, 960 and the one peak hour's 20 more, drawn out to thirty.
  expect(day4?.splitForecastCost).toBeCloseTo(980 * 7.5 + 3000 + 300, 6);
  expect(period?.alerts.filter(({ type }) => type === "forecast")).toEqual([]);
});

test("each threshold fires once, in the step that crosses it, and names the line that ran ahead of the plan", () => {
  const alerts = watch({})?.alerts ?? [];
  expect(alerts.map(({ type, budgetFraction }) => [type, budgetFraction])).toEqual([["actual", 0.5], ["actual", 0.8]]);
  let spent = 0;
  const crossing = cost.total.findIndex((value) => { spent += value; return spent >= 5500; });
  expect(alerts[0]?.step).toBe(crossing);
  expect(alerts[0]?.driver.id).toBe("flat");
});

test("a budget that the month will pass is told by forecast, days before it is spent; not before the third day", () => {
  const alerts = watch({ amountCost: 9000 })?.alerts ?? [];
  const forecast = alerts.find(({ type }) => type === "forecast");
  expect(forecast?.day).toBe(3);
  expect(alerts.find(({ type, budgetFraction }) => type === "actual" && budgetFraction === 1)?.day).toBeGreaterThan(20);
});

test("other seeds give the forecast its spread, and the chance that the budget is passed", () => {
  const dearer = { ...cost, charges: cost.charges.map((charge) => ({ ...charge, cost: charge.kind === "energy" ? charge.cost.map((value) => value * 1.2) : charge.cost })) };
  const [period] = watchBudgets(checkInputs(budgetInputs, { budgets: [{ name: "power", amountCost: 11_000 }] }), cost, result, [cost, dearer]);
  expect(period?.days[0]?.p10Cost).toBeLessThan(period?.days[0]?.p90Cost ?? 0);
  expect(period?.days[0]?.exceedProbability).toBe(0.5);
  expect(period?.days.at(-1)?.exceedProbability).toBe(0);
});

test("quarters and years gather months; peaks of months to come are expected as high as those so far", () => {
  expect(watch({ period: "quarter" })?.period).toBe("2025-Q2");
  expect(watch({ period: "year" })?.period).toBe("2025");
  const year = simulate(site("2025-07-01", 92, () => 100), { seed: "1", data: new Map() });
  const [quarter] = watchBudgets(checkInputs(budgetInputs, { budgets: [{ name: "power", period: "quarter", amountCost: 1e6 }] }), runningCost(year, 60), year);
  // A flat load: what it will cost is known from its first day, but for nothing.
  expect(quarter?.days[0]?.splitForecastCost).toBeCloseTo(year.bill.total, 6);
});

test("an action holds from the day after the first alert that the budget will not hold, to the period's end; half of it spent is no such alert", () => {
  const windows = (amountCost: number, action: "defer" | "move") => {
    const inputs = checkInputs(budgetInputs, { budgets: [{ name: "power", amountCost, action: "defer" }] });
    return actionWindows(inputs, watchBudgets(inputs, cost, result), cost.axis, action);
  };
  expect(windows(9000, "defer")).toEqual([{ fromDay: 3, toDay: 29 }]);
  expect(windows(9000, "move")).toEqual([]);
  expect(windows(11_000, "defer")).toEqual([]);
});
