import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkInputs } from "../../../../src/core/check.ts";
import { signedCost } from "../../../../src/core/market/tariff/signedCost.ts";
import { prepareRules, tariffBasis } from "../../../../src/core/market/tariff/prepareTariff.ts";
import { settleTariff } from "../../../../src/core/market/tariff/settleTariff.ts";
import { tariffInputs } from "../../../../src/core/market/tariff/inputs.ts";
import { reference } from "../../../support/reference.ts";
import { axisOf, billOf, everyMonth, flat, plainRate, signalsOf } from "../billing.ts";

const { rates } = reference("tariff.json") as unknown as { readonly rates: Record<string, object> };
const newYork = { clock: "civil", timeZone: "America/New_York" };

describe("worked bills", () => {
  test("Dominion GS-3, flat 10 MW in January 2023: a flat load pays both demand periods", () => {
    const axis = axisOf({ start: "2023-01-01", days: 31, ...newYork });
    const bill = billOf(axis, { tariff: { urdb: rates["Dominion-GS-3"], metering: "none" } }, { importKw: flat(axis, 10_000) });
    const lines = Object.fromEntries((bill.months[0]?.lines ?? []).map(({ id, amountCost }) => [id, Math.round(amountCost * 100) / 100]));
    expect(lines).toEqual({ "energy-0-0": 151_788.96, "energy-1-0": 124_746.6, "tou-0": 61_210, "tou-1": 182_080, fixed: 112.58 });
    expect(bill.total).toBeCloseTo(519_938.14, 2);
  });

  const allocated = (tierAllocation: string) => {
    const peak = everyMonth((hour) => (hour >= 16 && hour < 21 ? 1 : 0));
    const urdb = {
      energyratestructure: [[{ max: 400_000, rate: 0.06 }, { rate: 0.04 }], [{ max: 400_000, rate: 0.14 }, { rate: 0.1 }]],
      energyweekdayschedule: peak, energyweekendschedule: everyMonth(() => 0),
    };
    const axis = axisOf({ start: "2025-06-01", days: 30 });
    return billOf(axis, { tariff: { urdb, tierAllocation } }, { importKw: flat(axis, 1000) });
  };
  test("the same month by two lawful readings of its tiers, and the bill says which", () => {
    expect(allocated("chronological").total).toBeCloseTo(44_200, 6);
    expect(allocated("proRata").total).toBeCloseTo(44_266.67, 2);
    expect(allocated("chronological").notes).toContain("Energy tiers fill in order of time, with one counter a month over all periods.");
    expect(allocated("proRata").notes).toContain("Each energy tier of the month is shared among the periods by their energy (pro rata).");
  });

  test("ERCOT's 4CP and PJM's 5CP tags", () => {
    const axis = axisOf({ year: 2025, stepMinutes: 15, clock: "civil", timeZone: "America/Chicago" });
    const starts = ["2025-06-20T16:45", "2025-07-18T16:30", "2025-08-20T16:45", "2025-09-04T17:00"];
    const importKw = flat(axis, 30_000);
    const kwAt = [20_000, 18_000, 6000, 6000];
    starts.forEach((start, k) => {
      const { dayStart, hour, minute } = axis;
      const day = Math.round((Date.parse(`${start.slice(0, 10)}T00:00Z`) - Date.UTC(2025, 0, 1)) / 86_400_000);
      const step = hour.findIndex((of, i) => i >= (dayStart[day] as number) && of === Number(start.slice(11, 13)) && minute[i] === Number(start.slice(14)));
      importKw[step] = kwAt[k] as number;
    });
    const charge = (ratePerKwYear: number) => billOf(axis, { tariff: { coincident: [{ ratePerKwYear, intervalMinutes: 15, peaks: { kind: "stamps", starts } }] } }, { importKw }).coincident;
    expect(charge(70)).toBeCloseTo(875_000, 6);
    expect(charge((329.17 / 1000) * 365)).toBeCloseTo(1_501_838.13, 1);
  });
});

describe("windows of demand that a 12×24 schedule cannot hold", () => {
  // PG&E's half hours: the rule for each step in place of a schedule.
  const eeco = (date: string, days: number, scale: number) => {
    const axis = axisOf({ start: date, days, stepMinutes: 15, clock: "civil", timeZone: "America/Los_Angeles" });
    const summer = [4, 5, 6, 7, 8, 9].includes(axis.month[0] as number);
    const urdb = {
      // 0 off-peak, 1 half, 2 peak
      energyratestructure: summer ? [[{ rate: 0.08981 }], [{ rate: 0.1196 }], [{ rate: 0.16299 }]] : [[{ rate: 0.09716 }], [{ rate: 0.1133 }], [{ rate: 0 }]],
      energyweekdayschedule: everyMonth(() => 0), energyweekendschedule: everyMonth(() => 0),
      demandratestructure: [[{ rate: 0 }], [{ rate: summer ? 5.88 : 0.06 }], [{ rate: 21.19 }]],
      demandweekdayschedule: everyMonth(() => 0), demandweekendschedule: everyMonth(() => 0),
      flatdemandstructure: [[{ rate: 21.3 }]],
    };
    const basis = tariffBasis(checkInputs(tariffInputs, { urdb }), { axis, currency: "USD", seed: "1" });
    const period = Uint8Array.from(axis.hour, (hour, i) => {
      const at = hour + (axis.minute[i] as number) / 60;
      if ((axis.weekday[i] as number) > 4) return 0;
      if (summer && at >= 12 && at < 18) return 2;
      return at >= 8.5 && at < 21.5 ? 1 : 0;
    });
    const demandSteps = new Uint32Array(basis.months.length * 3);
    period.forEach((of) => { demandSteps[of] = (demandSteps[of] as number) + 1; });
    const tariff = prepareRules({ ...basis, energyPeriod: period, demandPeriod: period, demandSteps, cell: Uint16Array.from(period, (of) => of * 3 + of) });
    return settleTariff(tariff, { importKw: Float64Array.from({ length: axis.length }, (_, i) => i * scale), exportKw: flat(axis, 0) });
  };

  test.each([["2024-07-10", 4027.79, 140.916195], ["2024-07-13", 2023.5, 102.3834], ["2024-03-07", 2028.6, 123.24669]])("E1: %s", (date, demand, energy) => {
    const bill = eeco(date, 1, 1);
    expect(bill.demandTou + bill.demandFlat).toBeCloseTo(demand, 2);
    expect(bill.energy).toBeCloseTo(energy, 5);
  });

  test("E2: three days", () => {
    const bill = eeco("2024-07-10", 3, 1.1);
    expect(bill.demandTou + bill.demandFlat).toBeCloseTo(14_646.313, 2);
  });

  test("E3: of a month to date only the rise over what is already owed", () => {
    const owed: Record<string, number> = { "tou-2": 150, "tou-1": 80, "flat": 900 };
    const demand = (eeco("2024-07-10", 1, 1).months[0]?.lines ?? []).filter(({ kind }) => kind === "demandTou" || kind === "demandFlat");
    expect(demand.reduce((sum, { id, amountCost }) => sum + Math.max(0, amountCost - (owed[id] ?? 0)), 0)).toBeCloseTo(2897.79, 2);
  });
});

describe("the meter", () => {
  const rate = { flatdemandstructure: [[{ rate: 10 }]] };

  test("demand is the mean over its window, clock-aligned, and the bill names the step in which it began", () => {
    const axis = axisOf({ days: 1, stepMinutes: 5 });
    const importKw = flat(axis, 100);
    importKw.fill(400, 13, 16);
    const line = (demandWindowMinutes: number) => billOf(axis, { tariff: { urdb: rate, demandWindowMinutes } }, { importKw }).months[0]?.lines[0];
    expect(line(5)).toMatchObject({ quantity: 400, step: 13 });
    // 13 to 15 straddle two quarters: two of three steps, then one of three.
    expect(line(15)).toMatchObject({ quantity: 300, step: 12 });
    expect(line(30)).toMatchObject({ quantity: 250, step: 12 });
  });

  test("a step that a window's edge cuts counts by its minutes", () => {
    const axis = axisOf({ days: 1, stepMinutes: 10 });
    const importKw = flat(axis, 0);
    importKw[1] = 300;
    // Minutes 10 to 20: five of them in 0–15, five in 15–30.
    const line = billOf(axis, { tariff: { urdb: rate, demandWindowMinutes: 15 } }, { importKw }).months[0]?.lines[0];
    expect(line).toMatchObject({ quantity: 100, step: 0 });
  });

  test("steps longer than the window understate the peak, and the bill says so", () => {
    const axis = axisOf({ days: 1 });
    expect(billOf(axis, { tariff: { urdb: rate } }, { importKw: flat(axis, 1) }).notes).toContain(
      "Demand is metered over 15 min, the run has steps of 60 min: peaks within a step are not seen, and demand is understated.",
    );
  });

  test("thirty equal days of daily demand cost thirty times one", () => {
    const urdb = { demandratestructure: [[{ rate: 0.5 }]], demandrateunit: "kW daily", flatdemandstructure: [[{ max: 100, rate: 0.2 }, { rate: 0.3 }]], flatdemandunit: "kW daily" };
    const bill = (days: number) => {
      const axis = axisOf({ start: "2025-06-01", days });
      return billOf(axis, { tariff: { urdb } }, { importKw: Float64Array.from(axis.hour, (hour) => (hour === 12 ? 200 : 50)) });
    };
    expect(bill(1)).toMatchObject({ demandTou: 100, demandFlat: 50 });
    expect(bill(30).demandTou).toBeCloseTo(3000, 9);
    expect(bill(30).demandFlat).toBeCloseTo(1500, 9);
  });

  test("demand in horsepower and in kVA", () => {
    const axis = axisOf({ start: "2025-06-01", days: 30 });
    const cost = (flatdemandunit: string, more: object = {}) => billOf(axis, { tariff: { urdb: { flatdemandstructure: [[{ max: 1000, rate: 2 }, { rate: 3 }]], flatdemandunit }, ...more } }, { importKw: flat(axis, 1491.4) }).demandFlat;
    // 1,491.4 kW are 2,000 hp of 0.7457 kW.
    expect(cost("hp")).toBeCloseTo(1000 * 2 + 1000 * 3, 6);
    expect(cost("kVA", { powerFactorFraction: 0.7457 })).toBeCloseTo(1000 * 2 + 1000 * 3, 6);
    expect(cost("kVA")).toBeCloseTo(1000 * 2 + 491.4 * 3, 6);
  });

  test("reactive demand is billed where the power factor is given, else the bill says it is not", () => {
    const axis = axisOf({ start: "2025-06-01", days: 30 });
    const bill = (more: object) => billOf(axis, { tariff: { urdb: { demandreactivepowercharge: 0.66 }, ...more } }, { importKw: flat(axis, 800) });
    // cos φ 0.8: tan φ 0.75.
    expect(bill({ powerFactorFraction: 0.8 }).total).toBeCloseTo(800 * 0.75 * 0.66, 9);
    expect(bill({ powerFactorFraction: 0.8, reactiveAllowanceFraction: 0.5 }).total).toBeCloseTo(800 * 0.25 * 0.66, 9);
    expect(bill({})).toMatchObject({ total: 0 });
    expect(bill({}).notes).toContain("Reactive demand (0.66 per kVAR) is not billed: the power factor is not given.");
  });
});

describe("calendar", () => {
  test("holidays take the weekend's periods only where they are asked for", () => {
    const axis = axisOf({ start: "2025-07-01", days: 31, ...newYork });
    const urdb = { energyratestructure: [[{ rate: 0 }], [{ rate: 1 }]], energyweekdayschedule: everyMonth(() => 1), energyweekendschedule: everyMonth(() => 0) };
    const kwh = (more: object) => billOf(axis, { tariff: { urdb, ...more } }, { importKw: flat(axis, 1) }).energy;
    expect(kwh({})).toBeCloseTo(23 * 24, 9);
    expect(kwh({ holidays: "us-nerc" })).toBeCloseTo(22 * 24, 9);
    expect(kwh({ holidays: "us-nerc", holidayDates: ["2025-07-24"] })).toBeCloseTo(21 * 24, 9);
  });

  test("the doubled hour of autumn is billed twice, the missing one of spring never", () => {
    const urdb = { energyratestructure: [[{ rate: 0 }], [{ rate: 1 }]], energyweekdayschedule: everyMonth((hour) => (hour === 1 || hour === 2 ? 1 : 0)), energyweekendschedule: everyMonth((hour) => (hour === 1 || hour === 2 ? 1 : 0)) };
    const kwh = (start: string) => {
      const axis = axisOf({ start, days: 1, ...newYork });
      return billOf(axis, { tariff: { urdb } }, { importKw: flat(axis, 1) }).energy;
    };
    expect([kwh("2025-11-02"), kwh("2025-03-09"), kwh("2025-06-01")]).toEqual([3, 1, 2]);
  });

  test("a year outside the rate's validity is a remark, not an error", () => {
    const axis = axisOf({ year: 2025, ...newYork });
    const { notes } = billOf(axis, { tariff: { urdb: { ...rates["Dominion-GS-3"], startdate: 1693555200, enddate: 1704009600 } } }, { importKw: flat(axis, 1) });
    expect(notes).toContain("The rate is valid from 2023-09-01 to 2023-12-31; the run lies wholly or partly outside.");
  });

  test("a delivery rate says that its bill is incomplete", () => {
    const axis = axisOf({ days: 1 });
    const notes = (servicetype: string) => billOf(axis, { tariff: { urdb: plainRate(0.1, { servicetype }) } }, { importKw: flat(axis, 1) }).notes.join(" ");
    expect(notes("Delivery")).toContain("no cost of supply");
    expect(notes("Energy")).toContain("no cost of delivery");
    expect(notes("Delivery with Standard Offer")).not.toContain("alone");
  });

  test("every further meter pays its own charge", () => {
    const axis = axisOf({ start: "2025-06-01", days: 30 });
    const urdb = { fixedchargefirstmeter: 100, fixedchargeeaaddl: 10, fixedchargeunits: "$/day" };
    expect(billOf(axis, { tariff: { urdb, meters: 3 } }, { importKw: flat(axis, 1) }).fixed).toBe(3600);
  });
});

describe("minimum take", () => {
  test("every demand charge is billed on a share of the contract at least", () => {
    const axis = axisOf({ start: "2023-01-01", days: 31, ...newYork });
    const tariff = { urdb: rates["Dominion-GS-3"], contractCapacityKw: 20_000, minBilledFractionOfContract: 0.85 };
    const bill = billOf(axis, { tariff }, { importKw: flat(axis, 10_000) });
    expect(bill.demandTou).toBeCloseTo(17_000 * (6.121 + 18.208), 6);
    expect(bill.months[0]?.lines.find(({ id }) => id === "tou-1")).toMatchObject({ quantity: 17_000, meteredKw: 10_000 });
    const above = billOf(axis, { tariff }, { importKw: flat(axis, 18_000) });
    expect(above.demandTou).toBeCloseTo(18_000 * (6.121 + 18.208), 6);
  });
});

describe("net metering over several periods", () => {
  const periods = { energyratestructure: [[{ rate: 0.1 }], [{ rate: 0.3 }]], energyweekdayschedule: everyMonth((hour) => (hour < 12 ? 0 : 1)), energyweekendschedule: everyMonth((hour) => (hour < 12 ? 0 : 1)) };
  const run = (metering: string, more: object = {}) => {
    const axis = axisOf({ start: "2025-06-01", days: 61 });
    // June: 1 kW in all mornings, 2 kW out in all afternoons. July: 1 kW in, all day.
    const june = (i: number) => axis.month[i] === 5;
    const importKw = Float64Array.from(axis.hour, (hour, i) => (june(i) && hour >= 12 ? 0 : 1));
    const exportKw = Float64Array.from(axis.hour, (hour, i) => (june(i) && hour >= 12 ? 2 : 0));
    return billOf(axis, { tariff: { urdb: periods, metering, ...more } }, { importKw, exportKw });
  };

  test("in kWh, each period's surplus stands against the same period alone", () => {
    const [june, july] = run("net-metering").months;
    expect(june?.energy).toBeCloseTo(360 * 0.1, 9);
    // 720 kWh of afternoon credit cover July's 372 kWh of afternoons; its mornings are paid.
    expect(july?.energy).toBeCloseTo(372 * 0.1, 9);
  });

  test("in money, an afternoon's surplus pays for mornings too, never beyond the energy charge", () => {
    const bill = run("net-metering-money", { yearEndCredit: "lapses" });
    expect(bill.months.map(({ energy, exportCredit }) => [energy, exportCredit].map((value) => Math.round(value * 100) / 100))).toEqual([[36, 36], [148.8, 148.8]]);
    // 720 · 0.30 earned, 36.00 + 148.80 used.
    expect(run("net-metering-money").exportCredit).toBeCloseTo(720 * 0.3, 9);
  });
});

describe("what policies see", () => {
  test("price, demand charges and their steps stand in the signals under the ids of the bill's lines", () => {
    const axis = axisOf({ year: 2025, clock: "civil", timeZone: "America/Los_Angeles" });
    const tariff = { urdb: rates["SCE-TOU-8-D"] };
    const signals = signalsOf(axis, { tariff });
    const bill = billOf(axis, { tariff }, { importKw: flat(axis, 1000) });
    expect(signals.demandCharges.map(({ id }) => id)).toEqual(["tou-1", "tou-2", "flat"]);
    expect(bill.months[7]?.lines.map(({ id }) => id)).toEqual(expect.arrayContaining(["tou-2", "flat"]));
    // A Wednesday in August: on-peak 16 to 21 h.
    const wednesday = axis.dayStart[axis.day[axis.monthStart[7] as number] as number + 5] as number;
    expect([...signals.buyPerKwh.subarray(wednesday + 15, wednesday + 22)].map((price) => Math.round(price * 1e5) / 1e5)).toEqual([0.11343, 0.15186, 0.15186, 0.15186, 0.15186, 0.15186, 0.11343]);
    const onPeak = signals.demandCharges[1];
    expect(onPeak?.ratePerKw[7]).toBe(29.54);
    expect(onPeak?.ratePerKw[0]).toBe(0);
    expect([...(onPeak?.applies.subarray(wednesday + 15, wednesday + 22) ?? [])]).toEqual([0, 1, 1, 1, 1, 1, 0]);
  });

  test("the marginal price is of the tier that the idle month ends in", () => {
    const axis = axisOf({ start: "2025-06-01", days: 30 });
    const tariff = { urdb: { energyratestructure: [[{ max: 1000, rate: 0.1 }, { rate: 0.2 }]], flatdemandstructure: [[{ max: 100, rate: 1 }, { rate: 5 }]] } };
    const price = (kw: number) => signalsOf(axis, { tariff }, { importKw: flat(axis, kw), exportKw: flat(axis, 0) });
    expect(price(1).buyPerKwh[0]).toBe(0.1);
    expect(price(1).demandCharges[0]?.ratePerKw[0]).toBe(1);
    expect(price(200).buyPerKwh[0]).toBe(0.2);
    expect(price(200).demandCharges[0]?.ratePerKw[0]).toBe(5);
  });
});

describe("laws of any bill", () => {
  const price = fc.integer({ min: 0, max: 400 }).map((mills) => mills / 1000);
  const tiers = (scale: number) => fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), price), { minLength: 0, maxLength: 2 }).chain((bounds) => price.map((last) => {
    let max = 0;
    return [...bounds.map(([width, rate]) => ({ max: (max += width * scale), rate })), { rate: last }];
  }));
  const schedule = (periods: number) => fc.array(fc.integer({ min: 0, max: periods - 1 }), { minLength: 24, maxLength: 24 }).map((row) => everyMonth((hour) => row[hour] as number));
  const anyTariff = fc.record({
    urdb: fc.record({
      energyratestructure: fc.tuple(tiers(200), tiers(200), tiers(200)), energyweekdayschedule: schedule(3), energyweekendschedule: schedule(3),
      demandratestructure: fc.tuple(tiers(2), tiers(2)), demandweekdayschedule: schedule(2), demandweekendschedule: schedule(2),
      flatdemandstructure: fc.tuple(tiers(2)), fixedchargefirstmeter: fc.integer({ min: 0, max: 100 }), fixedchargeunits: fc.constantFrom("$/month", "$/day", "$/year"),
      mincharge: fc.integer({ min: 0, max: 2000 }), minchargeunits: fc.constantFrom("$/month", "$/day"),
      lookbackPercent: fc.constantFrom(0, 0.5, 0.85), lookbackRange: fc.constantFrom(3, 11),
    }),
    tierAllocation: fc.constantFrom("chronological", "proRata", "perPeriod"),
    metering: fc.constantFrom("none", "net-billing", "net-metering", "net-metering-money"),
    sellRatePerKwh: price,
    demandWindowMinutes: fc.constantFrom(15, 30, 60),
  });
  const axis = axisOf({ start: "2025-02-10", days: 60, stepMinutes: 30, clock: "civil", timeZone: "America/New_York" });
  /** A meter from one number: same number, same year. */
  const meter = (seed: number, exporting: boolean) => {
    const kw = (i: number) => ((i * 7919 + seed * 104_729) % 1009) / 100 - (exporting ? 3 : 0);
    return { importKw: Float64Array.from({ length: axis.length }, (_, i) => Math.max(0, kw(i))), exportKw: Float64Array.from({ length: axis.length }, (_, i) => Math.max(0, -kw(i))) };
  };
  const anySeed = fc.integer({ min: 1, max: 1_000_000 });

  test("its lines sum to each month's total, and its months to the year's", () => {
    fc.assert(fc.property(anyTariff, anySeed, (tariff, seed) => {
      const bill = billOf(axis, { tariff }, meter(seed, true));
      for (const month of bill.months) expect(signedCost(month.lines)).toBeCloseTo(month.total, 6);
      expect(bill.months.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(bill.total, 6);
    }), { numRuns: 60 });
  });

  test("energy lines hold every kWh imported, whatever the tiers", () => {
    fc.assert(fc.property(anyTariff, anySeed, (tariff, seed) => {
      const bill = billOf(axis, { tariff: { ...tariff, metering: "none" } }, meter(seed, true));
      for (const { lines, importKwh } of bill.months) expect(lines.reduce((sum, { kind, quantity }) => sum + (kind === "energy" ? quantity : 0), 0)).toBeCloseTo(importKwh, 6);
    }), { numRuns: 60 });
  });

  test("one more kWh never lowers it where no price is negative and tiers rise", () => {
    // Under falling tiers it may: a cheap period's kWh pushes a dear period's later ones into its next tier.
    const rising = (tiers: readonly { readonly rate: number }[]) => {
      const rates = tiers.map(({ rate }) => rate).toSorted((a, b) => a - b);
      return tiers.map((tier, k) => ({ ...tier, rate: rates[k] as number }));
    };
    fc.assert(fc.property(anyTariff, anySeed, fc.nat(axis.length - 1), (drawn, seed, step) => {
      const tariff = { ...drawn, urdb: { ...drawn.urdb, energyratestructure: drawn.urdb.energyratestructure.map(rising) } };
      const before = meter(seed, false);
      const importKw = Float64Array.from(before.importKw);
      importKw[step] = (importKw[step] as number) + 2;
      const total = (kw: Float64Array) => billOf(axis, { tariff }, { ...before, importKw: kw }).total;
      expect(total(importKw)).toBeGreaterThanOrEqual(total(before.importKw) - 1e-9);
    }), { numRuns: 200 });
  });

  test("a copy of a load in finer steps of equal means costs the same energy", () => {
    const fine = axisOf({ start: "2025-02-10", days: 60, stepMinutes: 10, clock: "civil", timeZone: "America/New_York" });
    fc.assert(fc.property(anyTariff, anySeed, (tariff, seed) => {
      const coarse = meter(seed, false);
      const importKw = Float64Array.from({ length: fine.length }, (_, i) => coarse.importKw[Math.floor(i / 3)] as number);
      expect(billOf(fine, { tariff }, { importKw }).energy).toBeCloseTo(billOf(axis, { tariff }, coarse).energy, 6);
    }), { numRuns: 40 });
  });

  test("the months of a run are billed as runs of their own where nothing is carried over", () => {
    const whole = axisOf({ start: "2025-05-01", days: 92, stepMinutes: 60 });
    fc.assert(fc.property(anyTariff, anySeed, ({ urdb, ...tariff }, seed) => {
      const alone = { ...tariff, metering: "net-billing", urdb: { ...urdb, lookbackPercent: 0 } };
      const importKw = Float64Array.from({ length: whole.length }, (_, i) => ((i * 7919 + seed) % 1009) / 100);
      const together = billOf(whole, { tariff: alone }, { importKw });
      [["2025-05-01", 31], ["2025-06-01", 30], ["2025-07-01", 31]].forEach(([start, days], m) => {
        const month = axisOf({ start: start as string, days: days as number, stepMinutes: 60 });
        expect(billOf(month, { tariff: alone }, { importKw: importKw.slice(whole.monthStart[m], whole.monthStart[m + 1]) }).total).toBeCloseTo(together.months[m]?.total as number, 6);
      });
    }), { numRuns: 30 });
  });
});
