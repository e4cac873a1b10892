import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/core/scenario.ts";
import { checkScenario, withStrategy } from "../../src/core/scenario.ts";
import { simulate } from "../../src/core/simulate.ts";
import { dataKey } from "../../src/core/time/series.ts";
import type { DataFiles } from "../../src/core/time/series.ts";
import { parseScenario } from "../../src/document/parse.ts";
import { dataFile } from "../../src/files/loadData.ts";
import { dataBytes, testWithData } from "../support/data.ts";
import { reference } from "../support/reference.ts";

type Site = {
  readonly id: string;
  readonly inputs: { readonly weatherFile?: string; readonly mean12x24PerMwh?: Readonly<Record<string, readonly (readonly number[])[]>> };
  readonly expected: {
    readonly itMeanMw: number; readonly facilityMeanMw: number; readonly facilityMaxMw: number; readonly annualMwh: number;
    readonly annualBill?: { readonly energy: number; readonly demand: number; readonly fixed: number; readonly total: number };
    readonly annualCost?: Readonly<Record<string, number | string>>;
  };
};

const { cases } = reference<Site>("sites.json");
const site = (id: string) => cases.find((one) => one.id === id) as Site;

/** The site as the reference takes it: hourly, without solar, battery, noise and dips, all work run when it arrives, its price a table. */
function flat(id: string, change: (scenario: Scenario) => Partial<Scenario> = () => ({})): Scenario {
  const scenario = parseScenario(readFileSync(new URL(`../../scenarios/${id}.json`, import.meta.url)), `${id}.json`);
  const { demand } = scenario.load;
  if (demand.kind !== "shape") throw new Error(`${id} has no shape`);
  const bare = {
    ...scenario,
    time: { ...scenario.time, stepMinutes: 60 as const },
    load: { ...scenario.load, demand: { ...demand, noiseSdFraction: 0, restartDips: { ...demand.restartDips, perDay: 0 } } },
    solar: { ...scenario.solar, dcKw: 0 },
    battery: { ...scenario.battery, powerKw: 0, energyKwh: 0 },
  };
  return withStrategy(checkScenario({ ...bare, ...change(bare) }), "idle");
}

/** The weather file of the reference, in place of the seeded weather. */
function withWeatherFile(scenario: Scenario, file: string): { readonly scenario: Scenario; readonly data: DataFiles } {
  const named = { file };
  return { scenario: { ...scenario, weather: { kind: "file", data: named } }, data: new Map([[dataKey(named), dataFile(dataBytes(file), named)]]) };
}

const none: DataFiles = new Map();

describe("with the same temperature the bill is the reference's to the dollar", () => {
  test.each(["los-angeles-colocation", "new-york-inference-edge"])("%s, whose PUE is constant", (id) => {
    const { annualMwh, facilityMaxMw, annualBill } = site(id).expected;
    const { bill } = simulate(flat(id), { seed: "any", data: none });
    expect(Math.abs(bill.importKwh / 1000 - annualMwh)).toBeLessThan(0.5);
    expect(Math.abs(bill.peakKw / 1000 - facilityMaxMw)).toBeLessThan(0.005);
    expect(Math.abs(bill.energy - (annualBill?.energy ?? NaN))).toBeLessThan(1);
    expect(Math.abs(bill.demandTou + bill.demandFlat - (annualBill?.demand ?? NaN))).toBeLessThan(1);
    expect(Math.abs(bill.fixed - (annualBill?.fixed ?? NaN))).toBeLessThan(1);
    expect(Math.abs(bill.total - (annualBill?.total ?? NaN))).toBeLessThan(1);
  });

  testWithData("ashburn-hyperscale, with the temperature of Leesburg", () => {
    const { inputs, expected: { annualMwh, facilityMaxMw, annualBill } } = site("ashburn-hyperscale");
    const { scenario, data } = withWeatherFile(flat("ashburn-hyperscale"), inputs.weatherFile as string);
    const { bill } = simulate(scenario, { seed: "any", data });
    expect(Math.abs(bill.importKwh / 1000 - annualMwh)).toBeLessThan(0.5);
    expect(Math.abs(bill.peakKw / 1000 - facilityMaxMw)).toBeLessThan(0.005);
    expect(Math.abs(bill.energy - (annualBill?.energy ?? NaN))).toBeLessThan(1);
    expect(Math.abs(bill.demandTou - (annualBill?.demand ?? NaN))).toBeLessThan(1);
    expect(Math.abs(bill.total - (annualBill?.total ?? NaN))).toBeLessThan(1);
  });

  testWithData("dallas-ai-training, with the temperature of the airport, at the mean price of 2023 and of 2024", () => {
    const { inputs, expected: { annualMwh, facilityMaxMw, annualCost } } = site("dallas-ai-training");
    for (const [year, energyCost] of [["mean2023", annualCost?.["energyAt2023"]], ["mean2024", annualCost?.["energyAt2024"]]] as const) {
      const pricePerMwh = inputs.mean12x24PerMwh?.[year] as number[][];
      const { scenario, data } = withWeatherFile(flat("dallas-ai-training", ({ price }) => ({ price: { ...price, index: { kind: "table", pricePerMwh } } })), inputs.weatherFile as string);
      const { bill } = simulate(scenario, { seed: "any", data });
      expect(Math.abs(bill.importKwh / 1000 - annualMwh)).toBeLessThan(0.5);
      expect(Math.abs(bill.peakKw / 1000 - facilityMaxMw)).toBeLessThan(0.005);
      expect(Math.abs(bill.energy - (Number(energyCost) + Number(annualCost?.["adders"])))).toBeLessThan(2);
      // The reference charges the year's highest load; the bill finds the four peaks, none of which is higher.
      expect(Math.abs(70 * bill.peakKw - Number(annualCost?.["fourCp"]))).toBeLessThan(1);
      expect(bill.coincident).toBeLessThanOrEqual(70 * bill.peakKw + 1);
      expect(bill.coincident).toBeGreaterThan(0.9 * 70 * bill.peakKw);
    }
  });
});

test.each(cases.map(({ id }) => [id]))("%s uses within half a percent of the reference's energy under any seeded weather", (id) => {
  const { annualMwh } = site(id).expected;
  for (const seed of ["1", "2", "3"]) {
    const { bill } = simulate(flat(id), { seed, data: none, keep: "summary" });
    expect(Math.abs(bill.importKwh / 1000 / annualMwh - 1)).toBeLessThan(0.005);
  }
});

test("frankfurt-colocation, at the list price of the network, is billed as the reference says within the swing of the seeded weather", () => {
  const { annualCost, facilityMaxMw } = site("frankfurt-colocation").expected;
  const pricePerMwh = site("frankfurt-colocation").inputs.mean12x24PerMwh?.["mean2024"] as number[][];
  const { bill } = simulate(flat("frankfurt-colocation", ({ price, tariff }) => ({
    price: { ...price, index: { kind: "table", pricePerMwh } },
    tariff: { ...tariff, network: tariff.network.kind === "annual-capacity" ? { ...tariff.network, discountSteps: [] } : tariff.network },
  })), { seed: "1", data: none });
  const levies = bill.months.flatMap(({ lines }) => lines).filter(({ kind }) => kind === "levy").reduce((sum, { amountCost }) => sum + amountCost, 0);
  expect(Math.abs(levies / Number(annualCost?.["levies"]) - 1)).toBeLessThan(0.005);
  // 40 seeds give a highest load of 20.3 to 21.5 MW, and the network charge follows it.
  expect(bill.peakKw).toBeGreaterThan(20_200);
  expect(bill.peakKw).toBeLessThan(21_600);
  expect(bill.total / Number(annualCost?.["total"])).toBeGreaterThan(0.99);
  expect(bill.total / Number(annualCost?.["total"])).toBeLessThan(1.01);
  expect(facilityMaxMw).toBe(21.29);
});
