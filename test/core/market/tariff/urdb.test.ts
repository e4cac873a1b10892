import { describe, expect, test } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { readUrdb } from "../../../../src/core/market/tariff/urdb.ts";
import { dataText, testWithData } from "../../../support/data.ts";
import { everyMonth } from "../billing.ts";

/** Paths and what is allowed there. */
function refusals(record: unknown): Record<string, string> {
  try {
    readUrdb(record, "tariff.urdb");
  } catch (error) {
    if (error instanceof InputError) return Object.fromEntries(error.issues.map(({ where, allowed }) => [where.path, allowed]));
    throw error;
  }
  return {};
}

const one = { energyratestructure: [[{ rate: 0.1 }]] };

describe("a record is read in every form that OpenEI and its users write it", () => {
  test("bare, in the API's list, with keys in other capitals and numbers as text", () => {
    const bare = readUrdb({ ...one, demandratestructure: [[{ rate: 5, adj: 1 }]], fixedchargefirstmeter: 30, fixedchargeunits: "$/month" });
    const listed = readUrdb({ items: [{ EnergyRateStructure: [[{ Rate: "0.1" }]], demandRateStructure: [[{ rate: "5", ADJ: "1" }]], fixedChargeFirstMeter: "30", fixedChargeUnits: "$/Month" }] });
    expect(listed).toEqual(bare);
  });

  test("lookbackPercent in both spellings", () => {
    const expected = { kind: "range", fraction: 0.8, range: 11 };
    expect(readUrdb({ ...one, lookbackPercent: 0.8, lookbackRange: 11 }).ratchet).toEqual(expected);
    expect(readUrdb({ ...one, lookbackpercent: 80, lookbackrange: "11" })).toMatchObject({ ratchet: expected, notes: ["lookbackPercent is above 1 and taken as per cent."] });
  });

  test("absent keys charge nothing", () => {
    expect(readUrdb({})).toMatchObject({ energy: undefined, touDemand: undefined, flatDemand: undefined, ratchet: undefined, metering: undefined, fixed: { firstMeter: 0 }, minimum: { month: 0, day: 0, year: 0 } });
    expect(readUrdb({ ...one, mincharge: null, flatdemandstructure: "" })).toMatchObject({ flatDemand: undefined });
  });

  test("1e38 and a null max are no bound", () => {
    const tiers = readUrdb({ energyratestructure: [[{ max: 100, rate: 1 }, { max: 1e38, rate: 2 }]] }).energy?.periods[0];
    expect(tiers?.map(({ upTo }) => upTo)).toEqual([100, Infinity]);
    expect(readUrdb({ energyratestructure: [[{ max: null, rate: 1 }]] }).energy?.periods[0]?.[0]?.upTo).toBe(Infinity);
  });

  test("version 3's charges", () => {
    expect(readUrdb({ fixedmonthlycharge: 12, minmonthlycharge: 20, annualmincharge: 300, usenetmetering: true })).toMatchObject({
      fixed: { firstMeter: 12, unit: "month" }, minimum: { month: 20, day: 0, year: 300 }, metering: "net-metering",
    });
  });

  test("every metering rule of the record", () => {
    const rules = ["Net Metering", "Net Billing Instantaneous", "Net Billing Hourly", "Buy All Sell All"].map((dgrules) => readUrdb({ ...one, dgrules }).metering);
    expect(rules).toEqual(["net-metering", "net-billing", "net-billing", "buy-all-sell-all"]);
  });

  test("hp and kVA, by the month or by the day", () => {
    const units = ["kW", "hp", "kVA", "kW daily", "hp daily", "kVA daily"].map((demandrateunit) => readUrdb({ demandratestructure: [[{ rate: 1 }]], demandrateunit }).touDemand?.unit);
    expect(units).toEqual([false, true].flatMap((daily) => ["kW", "hp", "kVA"].map((measure) => ({ measure, daily }))));
  });

  testWithData.each([
    ["SCE_TOU-8_ Option-D_Under-2-kV.json", 6, 3, 25.36, undefined],
    ["Consolidated-Edison_SC-9_Zone J_NYC.json", 1, 4, 7.51, "net-metering"],
    ["Virginia Electric _ Power Co_GS-3 _Large General Service Secondary Voltage_.json", 2, 2, undefined, "net-metering"],
    ["multi_tier_urdb_response.json", 3, 2, undefined, undefined],
  ])("the published record %s", (name, energyPeriods, demandPeriods, flatRate, metering) => {
    const rate = readUrdb(JSON.parse(dataText(`tariffs/${name}`)));
    expect(rate.energy?.periods).toHaveLength(energyPeriods);
    expect(rate.touDemand?.periods).toHaveLength(demandPeriods);
    expect(rate.flatDemand?.periods[0]?.[0]?.rate).toBe(flatRate);
    expect(rate.metering).toBe(metering);
  });
});

describe("what cannot be billed is refused, with its path and what is allowed", () => {
  test.each([
    ["a unit of tiers that has no rule", { energyratestructure: [[{ rate: 1, unit: "kWh/month" }]] }, "tariff.urdb.energyratestructure[0][0].unit"],
    ["a unit of demand", { demandratestructure: [[{ rate: 1 }]], demandrateunit: "kW weekly" }, "tariff.urdb.demandrateunit"],
    ["a period that the structure does not have", { ...one, energyweekdayschedule: everyMonth((hour, month) => (hour === 5 && month === 0 ? 3 : 0)), energyweekendschedule: everyMonth(() => 0) }, "tariff.urdb.energyweekdayschedule[0][5]"],
    ["a schedule that is not 12 × 24", { ...one, energyweekdayschedule: [[0, 0]] }, "tariff.urdb.energyweekdayschedule"],
    ["several periods without a schedule", { energyratestructure: [[{ rate: 1 }], [{ rate: 2 }]], energyweekendschedule: everyMonth(() => 1) }, "tariff.urdb.energyweekdayschedule"],
    ["a fixed charge without its unit", { fixedchargefirstmeter: 30 }, "tariff.urdb.fixedchargeunits"],
    ["a minimum without its unit", { mincharge: 30 }, "tariff.urdb.minchargeunits"],
    ["a minimum by the week", { mincharge: 30, minchargeunits: "$/week" }, "tariff.urdb.minchargeunits"],
    ["flat demand months that are not twelve", { flatdemandstructure: [[{ rate: 1 }], [{ rate: 2 }]], flatdemandmonths: [0, 1] }, "tariff.urdb.flatdemandmonths"],
    ["a month of a flat period that is not there", { flatdemandstructure: [[{ rate: 1 }]], flatdemandmonths: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] }, "tariff.urdb.flatdemandmonths[5]"],
    ["a last tier with an end", { energyratestructure: [[{ max: 100, rate: 1 }]] }, "tariff.urdb.energyratestructure[0][0].max"],
    ["tiers that do not rise", { energyratestructure: [[{ max: 100, rate: 1 }, { max: 50, rate: 2 }, { rate: 3 }]] }, "tariff.urdb.energyratestructure[0][1].max"],
    ["kWh tiers before kWh/kW tiers", { energyratestructure: [[{ max: 100, rate: 1 }, { unit: "kWh/kW", rate: 2 }]] }, "tariff.urdb.energyratestructure[0][0].unit"],
    ["a rate that is no number", { energyratestructure: [[{ rate: "ten cents" }]] }, "tariff.urdb.energyratestructure[0][0].rate"],
    ["a ratchet by months and by range at once", { lookbackPercent: 0.5, lookbackMonths: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], lookbackRange: 3 }, "tariff.urdb.lookbackpercent"],
    ["a ratchet over no months", { lookbackPercent: 0.5 }, "tariff.urdb.lookbackpercent"],
    ["a demand window that does not fill an hour", { demandwindow: 45 }, "tariff.urdb.demandwindow"],
    ["a metering rule that is not known", { dgrules: "Feed-in" }, "tariff.urdb.dgrules"],
    ["a list of several rates", { items: [one, one] }, "tariff.urdb.items"],
    ["no record at all", [1, 2], "tariff.urdb"],
  ])("%s", (_, record, path) => {
    expect(Object.keys(refusals(record))).toEqual([path]);
  });

  test("all of them at once", () => {
    expect(refusals({ fixedchargefirstmeter: "x", dgrules: "?", energyratestructure: [[], [{ unit: "MWh" }]] })).toEqual({
      "tariff.urdb.energyratestructure[0]": "a list of tiers",
      "tariff.urdb.energyratestructure[1][0].unit": "kWh, kWh/kW, kWh daily, kWh/kW daily",
      "tariff.urdb.energyweekdayschedule": "12 rows of 24 periods, 0 … 1",
      "tariff.urdb.energyweekendschedule": "12 rows of 24 periods, 0 … 1",
      "tariff.urdb.fixedchargefirstmeter": "a number",
      "tariff.urdb.dgrules": "Net Metering, Net Billing Instantaneous, Net Billing Hourly, Buy All Sell All",
    });
  });
});
