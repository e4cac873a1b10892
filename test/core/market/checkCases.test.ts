import { describe, expect, test } from "vitest";
import { dataText, testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";
import type { Bill, BillMonth } from "../../../src/core/market/signals.ts";
import { axisOf, billOf, everyMonth, flat, plainRate } from "./billing.ts";
import type { Market } from "./billing.ts";

type Axis = { readonly year: number; readonly stepMinutes: number; readonly days: number; readonly clock: string; readonly timeZone?: string };
type Load = { readonly kind: "flat"; readonly kw: number } | { readonly kind: "file"; readonly file: string; readonly column: string | number; readonly quarterFactors?: readonly number[] };
type Expected = { readonly annual: Record<string, number>; readonly monthly: Record<string, readonly number[]> };
type Case = {
  readonly id: string;
  readonly inputs: {
    readonly tariff?: string; readonly rate?: object; readonly load?: Load; readonly axis: Axis;
    readonly pv?: { readonly file: string; readonly kwDc: number };
    readonly metering?: { readonly kind: string; readonly sellRate: number };
  } & Record<string, unknown>;
  readonly expected: Record<string, unknown>;
  readonly tolerance: { readonly abs: number };
};
const file = reference<Case>("tariff.json") as ReturnType<typeof reference<Case>> & { readonly rates: Record<string, object>; readonly series: Record<string, readonly number[]> };
const { cases } = file;

/** Half a cent, and the rounding of the figures to nine digits. */
const within = (expected: number) => 0.005 + 1e-8 * Math.abs(expected);

/** What lies further away than the tolerance; empty where all agree. */
type Differences = string[];

function off(what: string, found: number | undefined, expected: number | undefined): Differences {
  const near = found !== undefined && expected !== undefined && Math.abs(found - expected) <= within(expected);
  return near ? [] : [`${what}: ${found} against ${expected}`];
}

function offEach(what: string, found: readonly (number | undefined)[], expected: unknown): Differences {
  const values = expected as readonly number[];
  return found.length === values.length ? values.flatMap((value, k) => off(`${what} ${k + 1}`, found[k], value)) : [`${what}: ${found.length} values against ${values.length}`];
}

function differences(bill: Bill, expected: Expected): Differences {
  return [
    ...Object.entries(expected.annual).flatMap(([key, value]) => off(`year's ${key}`, bill[key as keyof Bill] as number, value)),
    ...Object.entries(expected.monthly).flatMap(([key, values]) =>
      offEach(key, bill.months.map((month) => (key === "billedKw" ? lineOf(month, "flat")?.quantity : (month[key as keyof BillMonth] as number))), values)),
    ...offEach("sum of lines", bill.months.map(({ lines }) => lines.reduce((sum, { kind, amountCost }) => sum + (kind === "exportCredit" ? -amountCost : amountCost), 0)), bill.months.map(({ total }) => total)),
  ];
}

const lineOf = (month: BillMonth | undefined, id: string) => month?.lines.find((line) => line.id === id);

function columnOf(name: string, column: string | number, sinceHeader = ""): number[] {
  const lines = dataText(name).split(/\r?\n/);
  const header = lines.findIndex((line) => line.includes(sinceHeader));
  const index = typeof column === "number" ? column : (lines[header] as string).split(",").indexOf(column);
  return lines.slice(header + 1, header + 8761).map((line) => Number(line.split(",")[index]));
}

/** Rows by order, as the cases have them: the last day again in a year of 366 days; each hour over its quarters. */
function onSteps(hourly: readonly number[], { days, stepMinutes }: Axis, factors: readonly number[] = [1, 1, 1, 1]): Float64Array {
  const hours = days === 366 ? [...hourly, ...hourly.slice(-24)] : hourly;
  return Float64Array.from(stepMinutes === 60 ? hours : hours.flatMap((kw) => factors.map((factor) => kw * factor)));
}

function loadOf(load: Load, axis: Axis): Float64Array {
  if (load.kind === "flat") return new Float64Array((axis.days * 1440) / axis.stepMinutes).fill(load.kw);
  const column = load.file.startsWith("prices/der-vet") ? columnOf(load.file, load.column) : columnOf(load.file, 1);
  return onSteps(column, axis, load.quarterFactors);
}

function pvOf({ file: name, kwDc }: { readonly file: string; readonly kwDc: number }, axis: Axis): Float64Array {
  return onSteps(columnOf(name, 10, "Month,Day,Hour").map((watts) => (watts / 4000) * kwDc), axis);
}

function runCase(item: Case, rate: object, market: Market = {}, tariff: object = {}): Bill {
  const { load, axis, pv, metering } = item.inputs;
  const loadKw = loadOf(load as Load, axis);
  const pvKw = pv === undefined ? new Float64Array(loadKw.length) : pvOf(pv, axis);
  const importKw = loadKw.map((kw, i) => Math.max(0, kw - (pvKw[i] as number)));
  const exportKw = loadKw.map((kw, i) => Math.max(0, (pvKw[i] as number) - kw));
  const rules = metering === undefined ? { metering: "none" } : { metering: "net-billing", sellRatePerKwh: metering.sellRate };
  return billOf(axisOf(axis), { ...market, tariff: { urdb: rate, ...rules, ...tariff } }, { importKw, exportKw, generationKw: pvKw });
}

const single = (id: string): Case => {
  const found = cases.find((item) => item.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
};

describe("the bill agrees to half a cent in every monthly line", () => {
  const grid = cases.filter(({ id }) => id.split("|").length === 4);
  const typed = grid.filter(({ id, inputs }) => inputs.load?.kind === "flat" && inputs.pv === undefined && (id.split("|")[0] as string) in file.rates);
  test.each(typed)("with rates typed out: $id", (item) => { expect(differences(runCase(item, file.rates[item.id.split("|")[0] as string] as object), item.expected as Expected)).toEqual([]); });
  testWithData.each(grid)("with the published record: $id", (item) => { expect(differences(runCase(item, JSON.parse(dataText(item.inputs.tariff as string)) as object), item.expected as Expected)).toEqual([]); });

  const own = cases.filter(({ id, inputs }) => inputs.rate !== undefined && /^(?:demand-tiers|minimum|ratchet|kWh-per-kW|kWh-daily)/.test(id));
  const run = (item: Case) => {
    const prior = item.inputs["priorYearPeaksKw"];
    return differences(runCase(item, item.inputs.rate as object, {}, prior === undefined ? {} : { priorPeaksKw: prior }), item.expected as Expected);
  };
  test.each(own.filter(({ inputs }) => inputs.load?.kind === "flat"))("$id", (item) => { expect(run(item)).toEqual([]); });
  testWithData.each(own.filter(({ inputs }) => inputs.load?.kind === "file"))("$id", (item) => { expect(run(item)).toEqual([]); });
});

describe("tiers shared by several periods of a month", () => {
  const run = (id: string, tierAllocation: string) => {
    const item = single(id);
    return differences(runCase(item, item.inputs.rate as object, {}, { tierAllocation }), (item.expected as Record<string, Expected>)[tierAllocation] as Expected);
  };
  test.each(["chronological", "proRata", "perPeriod"])("flat load, %s", (rule) => { expect(run("tiers-over-two-periods|flat", rule)).toEqual([]); });
  testWithData.each(["chronological", "proRata", "perPeriod"])("real load, %s", (rule) => { expect(run("tiers-over-two-periods|real", rule)).toEqual([]); });
});

describe("export", () => {
  const monthly = (bill: Bill, of: (month: BillMonth) => number) => bill.months.map(of);
  testWithData("an hourly price with adders is bought at, and sold at its own", () => {
    const item = single("price-series|real|pv");
    const perKwh = columnOf("prices/US-TEX-ERCO_electricity_prices_2023.csv", 1).map((perMwh) => perMwh / 1000);
    const series = { values: perKwh, stepMinutes: 60, unit: "$/kWh" };
    const bill = runCase(item, item.inputs.rate as object, { price: { index: { kind: "series", series }, adderPerKwh: 0.012, exportSpreadPerKwh: 0.004 } }, { metering: "record" });
    expect(differences(bill, item.expected as unknown as Expected)).toEqual([]);
  });

  testWithData("net metering carries kWh from month to month and pays what is left at the year-end rate", () => {
    const item = single("net-metering-rollover");
    const bill = runCase(item, item.inputs.rate as object, {}, { metering: "record", yearEndSellRatePerKwh: item.inputs["yearEndSellRate"] });
    const { energy, monthlyTotal, trueUpCredit, annual, demandFlat } = item.expected;
    expect([
      ...offEach("energy", monthly(bill, ({ energy: cost }) => cost), energy),
      ...offEach("total", monthly(bill, ({ total }) => total), monthlyTotal),
      ...offEach("demand", monthly(bill, ({ demandFlat: cost }) => cost), demandFlat),
      ...off("true-up", bill.exportCredit, trueUpCredit as number),
      ...off("year", bill.total, annual as number),
    ]).toEqual([]);
  });

  testWithData.each(["paid out", "lapses"])("net billing with credit carried over, what is left in December %s", (december) => {
    const item = single(`net-billing-carry-over|${december}`);
    const bill = runCase(item, item.inputs.rate as object, {}, {
      metering: "record", sellRatePerKwh: item.inputs["sellRate"], creditCarryOver: "next-month", yearEndCredit: december === "lapses" ? "lapses" : "paid",
    });
    const { energyAfterCredit, monthlyTotal, annual } = item.expected;
    expect([
      ...offEach("energy after credit", monthly(bill, (month) => month.energy - (lineOf(month, "export")?.amountCost ?? 0)), energyAfterCredit),
      ...offEach("total", monthly(bill, ({ total }) => total), monthlyTotal),
      ...off("year", bill.total, annual as number),
    ]).toEqual([]);
  });

  testWithData("buy all, sell all has two meters", () => {
    const item = single("buy-all-sell-all");
    const bill = runCase(item, item.inputs.rate as object, {}, { metering: "record", sellRatePerKwh: item.inputs["sellRate"] });
    const { energy, sales, monthlyTotal, annual } = item.expected;
    expect([
      ...offEach("energy", monthly(bill, ({ energy: cost }) => cost), energy),
      ...offEach("sales", monthly(bill, ({ exportCredit }) => exportCredit), sales),
      ...offEach("total", monthly(bill, ({ total }) => total), monthlyTotal),
      ...off("year", bill.total, annual as number),
    ]).toEqual([]);
  });
});

describe("REopt's cases", () => {
  test("R1: a blended tariff", () => {
    const axis = axisOf({ year: 2018 });
    const bill = billOf(axis, { tariff: { urdb: plainRate(0.1, { flatdemandstructure: [[{ rate: 10 }]] }) } }, { importKw: flat(axis, 10_000 / 8760) });
    expect(off("energy", bill.energy, single("R1").expected["energy"] as number)).toEqual([]);
    expect(off("demand", bill.demandFlat, single("R1").expected["demand"] as number)).toEqual([]);
  });

  const monthlyRates = (rates: readonly number[]) => {
    const levels = [...new Set(rates)];
    return { flatdemandstructure: levels.map((rate) => [{ rate }]), flatdemandmonths: rates.map((rate) => levels.indexOf(rate)) };
  };
  test.each(["R2", "R3", "R4", "R4-no-history"])("%s: lookback demand charges", (id) => {
    const { inputs, expected } = single(id);
    const axis = axisOf({ year: 2022 });
    const importKw = flat(axis, id === "R2" ? 1 : 100);
    for (const [step, kw] of id === "R2" ? [[8, 100]] : (inputs["peaks"] as [number, number][])) importKw[(step as number) - 1] = kw as number;
    const lookback = { lookbackPercent: inputs["percent"], ...(inputs["months"] === undefined ? { lookbackRange: inputs["range"] } : { lookbackMonths: inputs["months"] }) };
    const bill = billOf(axis, {
      tariff: { urdb: { ...monthlyRates(inputs["monthlyRates"] as number[]), ...lookback }, ratchetYearEnd: inputs["cyclicYear"] === true ? "cyclic" : "chronological" },
    }, { importKw });
    expect(bill.months.map((month) => lineOf(month, "flat")?.quantity)).toEqual(expected["billedKw"]);
    expect(off("demand", bill.demandFlat, expected["demand"] as number)).toEqual([]);
  });

  test("R5: coincident peaks, each group charged once for the highest of its steps", () => {
    const { inputs, expected } = single("R5");
    const axis = axisOf({ year: 2018 });
    const stamp = (step: number) => {
      const hour = step - 1;
      const day = new Date(Date.UTC(2018, 0, 1) + hour * 3_600_000);
      return day.toISOString().slice(0, 16);
    };
    const coincident = (inputs["activeStepsOneBased"] as number[][]).map((steps, group) => ({
      label: `Group ${group + 1}`, ratePerKwYear: (inputs["chargePerKw"] as number[])[group], count: "highest", peaks: { kind: "stamps", starts: steps.map(stamp) },
    }));
    expect(off("charge", billOf(axis, { tariff: { coincident } }, { importKw: flat(axis, inputs["kw"] as number) }).coincident, expected["charge"] as number)).toEqual([]);
  });

  test("CP-4: the mean of four coincident peaks is charged over the year", () => {
    const { inputs, expected } = single("CP-4");
    const axis = axisOf({ year: 2018 });
    const importKw = flat(axis, inputs["baseKw"] as number);
    for (const [hour, kw] of inputs["kwAt"] as [number, number][]) importKw[hour] = kw;
    const starts = (inputs["hoursZeroBased"] as number[]).map((hour) => new Date(Date.UTC(2018, 0, 1) + hour * 3_600_000).toISOString().slice(0, 16));
    const bill = billOf(axis, { tariff: { coincident: [{ label: "4CP", ratePerKwYear: inputs["perKwYear"], peaks: { kind: "stamps", starts } }] } }, { importKw });
    expect(off("charge", bill.coincident, expected["charge"] as number)).toEqual([]);
    expect(lineOf(bill.months[0], "coincident-0")?.quantity).toBeCloseTo(expected["meanKw"] as number, 9);
  });

  test("R6: tiers of time-of-use demand", () => {
    const axis = axisOf({ year: 2018 });
    const urdb = { demandratestructure: [[{ max: 50, rate: 0 }, { rate: 12 }]] };
    expect(off("demand", billOf(axis, { tariff: { urdb } }, { importKw: flat(axis, 1e6 / 8760) }).demandTou, single("R6").expected["demand"] as number)).toEqual([]);
  });

  test.each(["R9-2023", "R9-2024"])("%s: the real calendar decides the weekday", (id) => {
    const { inputs, expected } = single(id);
    const year = inputs["year"] as number;
    const axis = axisOf({ year, days: year === 2024 ? 366 : 365 });
    const importKw = flat(axis, 0);
    importKw[(inputs["stepOneBased"] as number) - 1] = inputs["kw"] as number;
    const rest = everyMonth(() => 0);
    const urdb = {
      energyratestructure: [[{ rate: 0.28 }], [{ rate: 0.36 }]], energyweekdayschedule: everyMonth((hour) => (hour >= 7 && hour < 20 ? 1 : 0)), energyweekendschedule: rest,
      demandratestructure: [[{ rate: 0 }], [{ rate: 10 }]], demandweekdayschedule: everyMonth((hour) => (hour >= 14 && hour < 20 ? 1 : 0)), demandweekendschedule: rest,
      flatdemandstructure: [[{ rate: 18.05 }]],
    };
    const bill = billOf(axis, { tariff: { urdb } }, { importKw });
    expect(off("energy", bill.energy, expected["energy"] as number)).toEqual([]);
    expect(off("demand", bill.demandTou + bill.demandFlat, expected["demand"] as number)).toEqual([]);
  });
});

describe("HOMER's worked bill", () => {
  test.each(["H1 30 d", "H1 31 d"])("%s", (id) => {
    const { inputs, expected } = single(id) as unknown as { inputs: Record<string, number>; expected: Record<string, number> };
    const axis = axisOf({ start: inputs["days"] === 30 ? "2018-06-01" : "2018-07-01", days: inputs["days"] as number });
    const importKw = Float64Array.from(axis.hour, (hour) => (hour < (inputs["peakHoursPerDay"] as number) ? inputs["peakKw"] : inputs["baseKw"]) as number);
    const bill = billOf(axis, { tariff: { urdb: plainRate(inputs["energy"] as number, { flatdemandstructure: [[{ rate: inputs["demand"] }]] }) } }, { importKw });
    expect(off("energy", bill.energy, expected["energy"] as number)).toEqual([]);
    expect(off("demand", bill.demandFlat, expected["demand"] as number)).toEqual([]);
  });
});

describe("eeco's cases", () => {
  // The half hours of PG&E's windows do not fit a 12×24 schedule: periods per step, one record a period.
  test("E4: a price that rises above a counted energy, over periods of the day", () => {
    const { inputs, expected } = single("E4") as unknown as { inputs: { kw: number; windows: { hours: number; rate: number }[]; adderAboveKwh: [number, number] }; expected: { energy: number } };
    const [aboveKwh, adder] = inputs.adderAboveKwh;
    const periodOfHour = inputs.windows.flatMap(({ hours }, period) => Array.from({ length: hours }, () => period));
    const axis = axisOf({ year: 2018, days: 1 });
    const schedule = everyMonth((hour) => periodOfHour[hour] as number);
    const urdb = { energyratestructure: inputs.windows.map(({ rate }) => [{ max: aboveKwh, rate }, { rate: rate + adder }]), energyweekdayschedule: schedule, energyweekendschedule: schedule };
    expect(off("energy", billOf(axis, { tariff: { urdb } }, { importKw: flat(axis, inputs.kw) }).energy, expected.energy)).toEqual([]);
  });
});

describe("SSC's cases", () => {
  const digits = (rows: unknown) => (rows as string[]).map((row) => row.split("").map(Number));
  const kwOf = (name: unknown) => Float64Array.from(file.series[name as string] as readonly number[]);

  test("S1: tiered time-of-use demand", () => {
    const { inputs, expected } = single("S1");
    const tiers = (inputs["demandTiers"] as [number | null, number][][]).map((of) => of.map(([max, rate]) => ({ max, rate })));
    // SSC counts periods from 1; here they are as the case has them, from 0.
    const urdb = {
      energyratestructure: (inputs["energyRates"] as number[]).map((rate) => [{ rate }]), energyweekdayschedule: digits(inputs["energyWeekday"]), energyweekendschedule: digits(inputs["energyWeekend"]),
      demandratestructure: tiers, demandweekdayschedule: digits(inputs["demandWeekday"]), demandweekendschedule: digits(inputs["demandWeekend"]),
      fixedchargefirstmeter: inputs["fixedPerMonth"], fixedchargeunits: "$/month",
    };
    expect(differences(billOf(axisOf(inputs.axis), { tariff: { urdb } }, { importKw: kwOf(inputs["loadSeries"]) }), expected as unknown as Expected)).toEqual([]);
  });

  const blocks = [
    { max: 200, unit: "kWh/kW", rate: 0 }, { max: 3000, unit: "kWh", rate: 0.132655 }, { max: 10_000, unit: "kWh", rate: 0.120303 }, { max: 200_000, unit: "kWh", rate: 0.102607 }, { unit: "kWh", rate: 0.079109 },
    { max: 400, unit: "kWh/kW", rate: 0.013627 }, { max: 600, unit: "kWh/kW", rate: 0.010275 }, { unit: "kWh/kW", rate: 0.00771 },
  ];
  const rate = { energyratestructure: [blocks], fixedchargefirstmeter: 21, fixedchargeunits: "$/month" };

  test("S5: kWh steps inside a kWh/kW block", () => {
    const { inputs, expected } = single("S5");
    const bill = billOf(axisOf(inputs.axis), { tariff: { urdb: rate } }, { importKw: kwOf(inputs["loadSeries"]) });
    expect(offEach("total", bill.months.map(({ total }) => total), expected["monthlyTotal"])).toEqual([]);
    const july = [1, 2, 3, 5, 6, 7].map((tier) => lineOf(bill.months[6], `energy-0-${tier}`)?.quantity ?? 0);
    expect(offEach("July's kWh of tier", july, expected["julyTierKwh"])).toEqual([]);
  });

  test("S6: billing demand from shares of the months looked at (negative peaks are 0)", () => {
    const { inputs, expected } = single("S6");
    const ratchetByMonth = {
      monthFraction: inputs["percentOfMonthsOwnPeak"], ownMonthInFull: (inputs["currentMonthAt100"] as number[]).map((flag) => flag === 1), rangeMonths: inputs["lookbackMonths"], floorKw: inputs["minimumKw"],
    };
    const priorPeaksKw = (inputs["priorYearPeaksKw"] as number[]).map((kw) => Math.max(0, kw));
    const urdb = { ...rate, flatdemandstructure: [[{ rate: 1e-9 }]] };
    const bill = billOf(axisOf(inputs.axis), { tariff: { urdb, ratchetByMonth, priorPeaksKw } }, { importKw: kwOf(inputs["loadSeries"]) });
    (expected["billedKw"] as number[]).forEach((kw, m) => { expect(lineOf(bill.months[m], "flat")?.quantity).toBeCloseTo(kw, 5); });
    expect(offEach("total", bill.months.map(({ total }) => total), expected["monthlyTotal"])).toEqual([]);
  });
});
