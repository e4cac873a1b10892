import fc from "fast-check";
import { expect, test } from "vitest";
import { readUrdb } from "../../src/core/market/tariff/urdb.ts";
import { addPeriod, addTier, changeTier, flatDemand, hasSellPrices, paintHours, paintMonths, rateTable, removePart, removePeriod, removeTier, startPart, withRateValue, withSellPrices, type RateRecord } from "../../src/document/rateRecord.ts";
import { dataText, testWithData } from "../support/data.ts";

const flat: RateRecord = { label: "x", extra: { kept: true }, energyRateStructure: [[{ Rate: 0.1, adj: 0.01, unit: "kWh" }]] };

test("painting hours under a new period bills them at its price and leaves the others alone", () => {
  const two = changeTier(addPeriod(flat, "energy", 0), "energy", 1, 0, { rate: 0.5 });
  const painted = paintHours(two, "energy", "weekday", [{ month: 6, hour: 17 }, { month: 6, hour: 18 }], 1);
  const { energy } = readUrdb(painted);
  expect(energy?.periods[1]?.[0]?.rate).toBe(0.5);
  expect(energy?.weekday.flat().filter((period) => period === 1)).toHaveLength(2);
  expect(energy?.weekday[6]?.slice(16, 20)).toEqual([0, 1, 1, 0]);
  expect(energy?.weekend.flat().every((period) => period === 0)).toBe(true);
});

test("what an edit does not touch is kept, under the keys that the record uses", () => {
  const changed = changeTier(flat, "energy", 0, 0, { rate: 0.2, sell: 0.05 });
  expect(changed).toEqual({ label: "x", extra: { kept: true }, energyRateStructure: [[{ Rate: 0.2, adj: 0.01, unit: "kWh", sell: 0.05 }]] });
  expect(withRateValue({ items: [flat] }, "fixedchargefirstmeter", 3)).toEqual({ ...flat, fixedchargefirstmeter: 3 });
});

test("a period that is taken away gives its hours to the first", () => {
  const three = [0, 0].reduce<RateRecord>((record) => addPeriod(record, "energy", 0), flat);
  const painted = paintHours(paintHours(three, "energy", "weekend", [{ month: 0, hour: 0 }], 2), "energy", "weekend", [{ month: 0, hour: 1 }], 1);
  const table = rateTable(removePeriod(painted, "energy", 1), "energy")!;
  expect(table.periods).toHaveLength(2);
  expect(table.weekend[0]?.slice(0, 3)).toEqual([1, 0, 0]);
});

test("whatever is clicked, the record stays one that can be billed", () => {
  const part = fc.constantFrom("energy" as const, "demand" as const, "flat" as const);
  const at = fc.nat({ max: 5 });
  const action = fc.oneof(
    fc.record({ do: fc.constant("add" as const), part, at }), fc.record({ do: fc.constant("remove" as const), part, at }), fc.record({ do: fc.constant("start" as const), part, at }),
    fc.record({ do: fc.constant("tier" as const), part, at }), fc.record({ do: fc.constant("untier" as const), part, at }), fc.record({ do: fc.constant("paint" as const), part, at }), fc.record({ do: fc.constant("end" as const), part, at }), fc.record({ do: fc.constant("sell" as const), part, at }),
  );
  fc.assert(fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
    let record = flat;
    for (const { do: what, part: on, at: index } of actions) {
      const count = (on === "flat" ? flatDemand(record) : rateTable(record, on))?.periods.length ?? 0;
      if (what === "start" && count === 0) record = startPart(record, on);
      if (count === 0) continue;
      const period = index % count;
      if (what === "add") record = addPeriod(record, on, period);
      if (what === "remove") record = removePeriod(record, on, period);
      if (what === "tier") record = addTier(record, on, period);
      if (what === "untier") record = removeTier(record, on, period, 0);
      if (what === "paint") record = on === "flat" ? paintMonths(record, [index], period) : paintHours(record, on, "weekday", [{ month: index, hour: index }], period);
      if (what === "end" && on !== "energy") record = removePart(record, on);
      if (what === "sell") record = withSellPrices(record, index % 2 === 0);
      expect(() => readUrdb(record)).not.toThrow();
    }
  }));
});

testWithData("a stroke that paints nothing new leaves a published record's bill as it was", () => {
  const published = JSON.parse(dataText("tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json")) as RateRecord;
  const table = rateTable(published, "energy")!;
  const same = paintHours(published, "energy", "weekday", [{ month: 0, hour: 0 }], table.weekday[0]![0]!);
  expect(readUrdb(same)).toEqual(readUrdb(published));
});

test("export is priced at what a block costs to buy until it is said otherwise, and what was written is kept", () => {
  const sold = withSellPrices(changeTier(addPeriod(flat, "energy", 0), "energy", 1, 0, { rate: 0.5, sell: 0.05 }), true);
  expect(readUrdb(sold).energy?.periods.map(([tier]) => tier?.sell)).toEqual([0.11, 0.05]);
  expect(hasSellPrices(rateTable(withSellPrices(sold, false), "energy")!)).toBe(false);
});

test("a month under a period of its own is billed at its price, in every other month the first holds", () => {
  const two = changeTier(addPeriod(startPart(flat, "flat"), "flat", 0), "flat", 1, 0, { rate: 22 });
  const { flatDemand: read } = readUrdb(paintMonths(two, [6, 7], 1));
  expect(read?.months).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
  expect(read?.periods.map(([tier]) => tier?.rate)).toEqual([10, 22]);
  expect(flatDemand(removePeriod(paintMonths(two, [6, 7], 1), "flat", 1))?.months).toEqual(Array.from({ length: 12 }, () => 0));
});
