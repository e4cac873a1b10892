import { describe, expect } from "vitest";
import { readFile } from "../../../src/files/read/index.ts";
import type { FileKind, ImportedFile, OddityClass, ReadOptions } from "../../../src/files/read/reader.ts";
import { dataBytes, testWithData } from "../../support/data.ts";
import { summary } from "../../support/imports.ts";

type Figure = readonly [series: string, unit: string, min: number | null, mean: number | null, max: number | null];
type Case = {
  readonly file: string; readonly options?: ReadOptions; readonly format: string; readonly kind: FileKind; readonly rows: number; readonly stepMinutes: number | null;
  readonly span: readonly [string | null, string | null]; readonly timeZone: string | null; readonly currency?: string; readonly primary?: string | undefined;
  /** In our unit, `over` the factor that the README's unit differs by. */
  readonly over?: number; readonly figures: readonly Figure[];
  /** Oddities that the README tells, by class and count; with the series where it names one. */
  readonly odd: readonly (readonly [OddityClass, number, string?])[];
};

const GRAMS_PER_POUND = 453.59237;

// Figures, counts and oddities: the data folder's README, computed from the files by its authors, digits as printed there, in the unit given there (`over`).
const cases: readonly Case[] = [
  {
    file: "load/UCam_Building_b2_electricity_2022.csv", format: "csv", kind: "load", rows: 8760, stepMinutes: 60, span: ["2022-01-01T00:00Z", "2023-01-01T00:00Z"], timeZone: null,
    primary: "equipment load [kWh]", figures: [["equipment load [kWh]", "kW", 372.4, 901.3, 1505.4]], odd: [["zone", 8760]],
  },
  {
    file: "load/UCam_Building_b91_electricity_2021.csv", format: "csv", kind: "load", rows: 8760, stepMinutes: 60, span: ["2021-01-01T00:00Z", "2022-01-01T00:00Z"], timeZone: null,
    figures: [["equipment load [kWh]", "kW", 0, 640.8, 5016.7]], odd: [["zeroRun", 6], ["clipped", 8]],
  },
  {
    file: "load/cbsugpu08_usage_stats.txt", format: "csv", kind: "load", rows: 15_277, stepMinutes: 60, span: ["2024-01-20T10:00Z", "2025-10-20T15:00Z"], timeZone: null,
    figures: [["powerave", "", 48.6, 147.8, 354.5], ["utilave", "", 0, 32, 100]], odd: [["gap", 64], ["footer", 2], ["order", 15_277], ["unit", 12]],
  },
  {
    file: "load/GoogleClusteData_CPU_Data_Hourly_1.csv", format: "csv", kind: "load", rows: 8760, stepMinutes: 60, span: [null, null], timeZone: null, primary: "cpu_load",
    figures: [["cpu_load", "", 0.442, 0.679, 0.94]], odd: [["columns", 8760], ["unit", 1]],
  },
  {
    file: "load/wiki_en.csv", options: { timeZone: "UTC" }, format: "csv", kind: "other", rows: 35_064, stepMinutes: 60, span: ["2020-01-01T00:00Z", "2024-01-01T00:00Z"], timeZone: "UTC",
    over: 1e6, figures: [["y", "", 1.88, 3.73, 24.69]], odd: [["spike", 2], ["constantRun", 5]],
  },
  {
    // Local time at the end of the hour: the two spring hours are rightly absent; in autumn both copies of the repeated hour are, two gaps of two hours.
    file: "load/DOM_hourly.csv", options: { unit: "MW", timeZone: "America/New_York", interval: "end" }, format: "csv", kind: "load", rows: 17_520, stepMinutes: 60, span: ["2005-05-01T04:00Z", "2007-05-01T08:00Z"],
    timeZone: "America/New_York", over: 1000, figures: [["y", "kW", 5786, 10_632, 19_395]], odd: [["gap", 4]],
  },
  {
    file: "load/SRP_total_power.csv", options: { unit: "W" }, format: "csv", kind: "load", rows: 400, stepMinutes: 1, span: ["2025-05-04T21:40Z", "2025-05-05T04:20Z"], timeZone: "Etc/GMT+7",
    over: 1e-3, figures: [["total", "kW", 46_564, 77_427, 94_683]], odd: [],
  },
  {
    file: "load/SRP_0503.csv", options: { unit: "GW", timeZone: "America/Phoenix" }, format: "csv", kind: "load", rows: 24, stepMinutes: 60, span: ["2025-05-03T07:00Z", "2025-05-04T07:00Z"], timeZone: "America/Phoenix",
    primary: "SRP Actual", over: 1e6, figures: [["SRP Actual", "kW", 2.791, 3.791, 4.965]], odd: [],
  },
  {
    file: "load/dvfs_sweep.csv", format: "csv", kind: "load", rows: 48, stepMinutes: null, span: [null, null], timeZone: null,
    figures: [["normalized throughput", "", 0.175, 0.775, 1], ["power per GPU", "", 97.9, 254.4, 387.8]], odd: [["columns", 1]],
  },
  {
    file: "llm/AzureLLMInferenceTrace_conv.csv", format: "csv", kind: "requests", rows: 19_366, stepMinutes: null, span: ["2023-11-16T18:15:46.681Z", "2023-11-16T19:14:08.403Z"], timeZone: null,
    figures: [["ContextTokens", "", 2, 1154.7, 14_050], ["GeneratedTokens", "", 7, 211.1, 1000]], odd: [["zone", 19_366]],
  },
  {
    file: "production/pvwatts_8760_rackmount.csv", format: "pvwatts", kind: "production", rows: 8760, stepMinutes: 60, span: [null, null], timeZone: "Etc/GMT+7", primary: "AC System Output (W)",
    figures: [["AC System Output (W)", "kW", 0, 6023.67124 / 8760, 3.333333], ["DC Array Output (W)", "kW", 0, 6291.910655 / 8760, null], ["Plane of Array Irradiance (W/m^2)", "W/m2", 0, 1_930_893.574 / 8760, null]],
    odd: [["footer", 1], ["clipped", 28, "AC System Output (W)"], ["zone", 8760]],
  },
  {
    file: "production/example_wind_prod_factor_kw.csv", format: "csv", kind: "production", rows: 8760, stepMinutes: 60, span: [null, null], timeZone: null, primary: "wind_prod",
    figures: [["wind_prod", "", 0, 0.173, 1]], odd: [["columns", 8760], ["zone", 8760]],
  },
  {
    file: "prices/US-TEX-ERCO_electricity_prices_2023.csv", format: "csv", kind: "price", rows: 8760, stepMinutes: 60, span: ["2023-01-01T06:00Z", "2024-01-01T06:00Z"], timeZone: "UTC", currency: "USD",
    over: 1e-3, figures: [["Price (USD/MWh)", "$/kWh", -0.07, 55.94, 4191.66]], odd: [["negative", 1]],
  },
  {
    file: "prices/US-MIDA-PJM_electricity_prices_2022.csv", options: { timeZone: "UTC" }, format: "csv", kind: "price", rows: 8736, stepMinutes: 60, span: ["2022-01-01T05:00Z", "2022-12-31T05:00Z"], timeZone: "UTC", currency: "USD",
    over: 1e-3, figures: [["Price (USD/MWh)", "$/kWh", -20.66, 89.53, 4392.12]], odd: [],
  },
  {
    file: "prices/entsoe_FR_Day-ahead Prices_202201010000-202301010000.csv", format: "entsoe", kind: "price", rows: 8761, stepMinutes: 60, span: ["2021-12-31T23:00Z", "2022-12-31T23:00Z"], timeZone: "Europe/Brussels",
    currency: "EUR", primary: "Day-ahead Price [EUR/MWh]", over: 1e-3, figures: [["Day-ahead Price [EUR/MWh]", "$/kWh", -1.44, 275.88, 2987.78]], odd: [["daylightSaving", 1], ["negative", 4]],
  },
  {
    file: "prices/PUB_PriceHOEPPredispOR_2019.csv", format: "ieso", kind: "price", rows: 8760, stepMinutes: 60, span: ["2019-01-01T05:00Z", "2020-01-01T05:00Z"], timeZone: "Etc/GMT+5", currency: "CAD", primary: "HOEP",
    over: 1e-3, figures: [["HOEP", "$/kWh", -59.29, 16.72, 1028.52]],
    odd: [["negative", 881, "HOEP"], ["gap", 21, "Hour 1 Predispatch"], ["gap", 21, "Hour 2 Predispatch"], ["gap", 21, "Hour 3 Predispatch"]],
  },
  {
    file: "prices/der-vet_hourly_timeseries.csv", options: { timeZone: "America/Los_Angeles" }, format: "der-vet", kind: "price", rows: 8760, stepMinutes: 60, span: ["2017-01-01T08:00Z", "2018-01-01T08:00Z"], timeZone: "Etc/GMT+8",
    primary: "DA Price ($/kWh)", figures: [["DA Price ($/kWh)", "$/kWh", 0, 0.0353, 0.77113269], ["System Load (kW)", "kW", 2111.108086, 7598, 18_354.11412], ["PV Gen (kW/rated kW)", "fraction", 0, 0.294, 1]],
    odd: [["unit", 8760, "Reg Up Price ($/kW)"], ["zeroRun", 8760, "Site Load (kW)"], ["negative", 8760, "POI: Max Import (kW)"]],
  },
  {
    file: "prices/citylearn_2022_phase_1_pricing.csv", options: { unit: "$/kWh", column: "electricity_pricing" }, format: "csv", kind: "price", rows: 8760, stepMinutes: 60, span: [null, null], timeZone: null,
    primary: "electricity_pricing", figures: [["electricity_pricing", "$/kWh", 0.21, 0.273, 0.54]], odd: [["columns", 8760]],
  },
  {
    file: "carbon/PJM_NG_&_avgCI.csv", options: { unit: "g/kWh", column: "avg_CI" }, format: "csv", kind: "carbon", rows: 8760, stepMinutes: 60, span: ["2022-01-01T00:00Z", "2023-01-01T00:00Z"], timeZone: "UTC",
    figures: [["avg_CI", "g/kWh", 42.67076923076923, 362.6, 449.17432641636304]], odd: [["gap", 23, "avg_CI"]],
  },
  {
    file: "carbon/US-TEX-ERCO_2023_hourly.csv", format: "electricity-maps", kind: "carbon", rows: 8760, stepMinutes: 60, span: ["2023-01-01T00:00Z", "2024-01-01T00:00Z"], timeZone: "UTC",
    primary: "Carbon Intensity gCO₂eq/kWh (direct)", figures: [["Carbon Intensity gCO₂eq/kWh (direct)", "g/kWh", 124, 316.7, 494.32], ["Carbon Intensity gCO₂eq/kWh (LCA)", "g/kWh", 152.87, 380.5, 578.31]], odd: [],
  },
  {
    file: "carbon/AVERT_2023_CO2_lb_per_kwh.csv", format: "avert", kind: "carbon", rows: 8760, stepMinutes: 60, span: [null, null], timeZone: null, over: GRAMS_PER_POUND,
    figures: [["MIDA", "g/kWh", 0.49, 1.357, 2.28], ["TE", "g/kWh", -2.52, 1.292, 1.94], ["CA", "g/kWh", 0.6, 1.032, 1.79]], odd: [["negative", 683, "SW"], ["unit", 17], ["constantRun", 3]],
  },
  {
    file: "carbon/fr_ci.csv", options: { unit: "g/kWh", timeZone: "UTC" }, format: "csv", kind: "carbon", rows: 18_574, stepMinutes: 30, span: ["2019-12-20T00:00Z", "2021-01-09T23:00Z"], timeZone: "UTC",
    figures: [["Carbon Intensity", "g/kWh", 19.494886061822292, 56.7, 116.39415366383565]], odd: [],
  },
  {
    file: "carbon/citylearn_2022_phase_1_carbon_intensity.csv", options: { unit: "kg/kWh", year: 2021, timeZone: "Etc/GMT+8" }, format: "csv", kind: "carbon", rows: 8760, stepMinutes: 60, span: ["2021-01-01T08:00Z", "2022-01-01T08:00Z"],
    timeZone: "Etc/GMT+8", over: 1000, figures: [["carbon_intensity", "g/kWh", 0.07038287, 0.1565, 0.28179622]], odd: [],
  },
  {
    file: "weather/open-meteo_US-TEX-ERCO_2023.json", format: "open-meteo", kind: "weather", rows: 8760, stepMinutes: 60, span: ["2023-01-01T05:00Z", "2024-01-01T05:00Z"], timeZone: "Etc/GMT+5",
    figures: [["temperatureC", "C", -3.6, 20.41, 43], ["relativeHumidityPercent", "%", 13, 63.3, 100], ["cloudcover", "%", 0, 48.6, 100], ["windMs", "m/s", 0.4 / 3.6, null, 47.9 / 3.6]],
    // Standard time from 1 January to 12 March and from 5 November: the 3,049 hours of -06:00 in the ERCOT prices of the same year.
    odd: [["zone", 3049]],
  },
  {
    file: "greenbutton/test_usage_data.xml", format: "green-button", kind: "load", rows: 1340, stepMinutes: 15, span: ["2012-03-01T05:00Z", "2012-03-15T04:00Z"], timeZone: "UTC", currency: "USD", primary: "Front Electric Meter",
    // Wh of a quarter of an hour.
    over: 4 / 1000, figures: [["Front Electric Meter", "kW", 272, 1038.6, 1660]], odd: [],
  },
  { file: "openadr/distribute_event_active.xml", format: "openadr-2", kind: "events", rows: 1, stepMinutes: null, span: ["2015-06-26T18:00Z", "2015-06-26T20:00Z"], timeZone: "UTC", figures: [], odd: [] },
  { file: "openadr/event_pricing.json", format: "openadr-3", kind: "events", rows: 2, stepMinutes: null, span: ["2023-02-10T00:00Z", "2023-02-10T02:00Z"], timeZone: "UTC", figures: [], odd: [] },
  { file: "tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json", format: "urdb", kind: "tariff", rows: 1, stepMinutes: null, span: ["2024-10-01T06:00Z", null], timeZone: null, figures: [], odd: [] },
  { file: "tariffs/Consolidated-Edison_SC-9_Zone J_NYC.json", format: "urdb", kind: "tariff", rows: 1, stepMinutes: null, span: ["2025-02-01T07:00Z", null], timeZone: null, figures: [], odd: [] },
  {
    file: "tariffs/Virginia Electric _ Power Co_GS-3 _Large General Service Secondary Voltage_.json", format: "urdb", kind: "tariff", rows: 1, stepMinutes: null, span: ["2023-09-01T08:00Z", "2023-12-31T08:00Z"], timeZone: null,
    figures: [], odd: [],
  },
  { file: "tariffs/multi_tier_urdb_response.json", format: "urdb", kind: "tariff", rows: 1, stepMinutes: null, span: [null, null], timeZone: null, figures: [], odd: [] },
];

const read = ({ file, options = {} }: Pick<Case, "file" | "options">): ImportedFile => readFile(dataBytes(file), file, options);
const column = (file: ImportedFile, name: string) => [...file.series, ...(file.table ?? [])].find((one) => one.name === name)!;
/** Half a unit of the last digit printed; figures with more digits than the README's are exact from the file. */
const halfDigit = (printed: number): number => Math.max(0.5000001 * 10 ** -(String(printed).split(".")[1]?.length ?? 0), Math.abs(printed) * 1e-9);

describe("the real files", () => {
  testWithData.each(cases)("$file has the figures and oddities of the README", (expected) => {
    const file = read(expected);
    expect({ format: file.format, kind: file.kind, rows: file.rows, stepMinutes: file.stepMinutes, span: [file.start, file.end], timeZone: file.timeZone }).toEqual({
      format: expected.format, kind: expected.kind, rows: expected.rows, stepMinutes: expected.stepMinutes, span: expected.span, timeZone: expected.timeZone,
    });
    if (expected.currency !== undefined) expect(file.currency).toBe(expected.currency);
    if (expected.primary !== undefined) expect(file.primary).toBe(expected.primary);
    for (const [name, unit, ...figures] of expected.figures) {
      const series = column(file, name);
      expect(series, name).toBeDefined();
      expect(series.unit, name).toBe(unit);
      const found = summary(series);
      for (const [i, printed] of figures.entries()) {
        if (printed === null) continue;
        const value = [found.min, found.mean, found.max][i]! / (expected.over ?? 1);
        expect(Math.abs(value - printed), `${name} ${["min", "mean", "max"][i]} ${value}, README ${printed}`).toBeLessThanOrEqual(halfDigit(printed));
      }
    }
    for (const [name, count, series] of expected.odd) {
      const found = file.issues.filter((issue) => issue.class === name && (series === undefined || issue.series === series)).map((issue) => issue.count);
      expect(found, `${name} in ${JSON.stringify(file.issues)}`).toContain(count);
    }
  });

  testWithData("a load read as local time where it is UTC, or the other way, is never silent", () => {
    for (const file of ["load/DOM_hourly.csv", "load/wiki_en.csv", "carbon/fr_ci.csv"]) {
      expect(read({ file }).issues).toContainEqual(expect.objectContaining({ class: "zone" }));
      expect(read({ file }).timeZone).toBeNull();
    }
  });

  testWithData("the first spike of Wikipedia's requests stands where the README saw it", () => {
    const spike = read({ file: "load/wiki_en.csv" }).issues.find((issue) => issue.class === "spike")!;
    expect(spike.first).toBe("2022-09-29T16:00Z");
    const still = read({ file: "load/wiki_en.csv" }).issues.find((issue) => issue.class === "constantRun")!;
    expect(still.first).toBe("2021-04-26T09:00Z");
  });

  testWithData("the repeated autumn hour of France holds both of its prices, in order", () => {
    const { series } = read({ file: "prices/entsoe_FR_Day-ahead Prices_202201010000-202301010000.csv" });
    const at = (Date.UTC(2022, 9, 30, 0) - series[0]!.startMs) / 3_600_000;
    expect(Array.from(series[0]!.values.subarray(at, at + 2))).toEqual([100.25 / 1000, 100.15 / 1000]);
  });

  testWithData("what is odd in the values themselves is kept as it stands, in its place", () => {
    const values = (file: string, name: string, options?: ReadOptions): Float64Array => column(read({ file, ...(options === undefined ? {} : { options }) }), name).values;
    // The first hour of the year holds one half-hour, and is its minimum.
    const b2 = values("load/UCam_Building_b2_electricity_2022.csv", "equipment load [kWh]");
    expect([b2[0], b2[1], Math.min(...b2)]).toEqual([372.4, 730.1, 372.4]);
    // Google's 28 days are repeated thirteen times, each with noise of at most 2.6 % on the one before.
    const google = values("load/GoogleClusteData_CPU_Data_Hourly_1.csv", "cpu_load");
    expect(Math.max(...google.subarray(672).map((value, i) => Math.abs(value / google[i]! - 1)))).toBeLessThan(0.026);
    // Five hours with coal and nuclear at nought pull the intensity to 43 … 47.
    const intensity = values("carbon/PJM_NG_&_avgCI.csv", "avg_CI", { column: "avg_CI", unit: "g/kWh" });
    expect(Array.from(intensity).filter((value) => value < 50).length).toBe(5);
    // CityLearn's five levels of price.
    const price = values("prices/citylearn_2022_phase_1_pricing.csv", "electricity_pricing");
    expect([0.21, 0.22, 0.4, 0.5, 0.54].map((level) => price.filter((value) => value === level).length)).toEqual([4617, 2318, 170, 1215, 440]);
    // The cluster's event: 93.5 kW in the hour before 15:40 local, about 64 kW from 16:20 to 19:30.
    const cluster = read({ file: "load/SRP_total_power.csv", options: { unit: "W" } }).series[0]!;
    const mean = (fromHour: number, toHour: number): number => summary({ values: cluster.values.subarray((fromHour - 14) * 60 - 40, (toHour - 14) * 60 - 40) }).mean;
    expect(mean(16.5, 19.4)).toBeCloseTo(64, 0);
    expect(mean(14 + 2 / 3, 15 + 2 / 3)).toBeCloseTo(93.5, 0);
  });

  testWithData("Green Button costs are in hundred-thousandths of the currency", () => {
    const { table } = read({ file: "greenbutton/test_usage_data.xml" });
    const found = summary(table![0]!);
    expect([found.min, found.max]).toEqual([816 / 100_000, 49_491 / 100_000]);
  });

  testWithData("tariffs are passed on as they stand, out of the answer that holds them", () => {
    const record = (file: string): Record<string, unknown> => read({ file }).record as Record<string, unknown>;
    expect(record("tariffs/multi_tier_urdb_response.json")["fixedchargeunits"]).toBe("$/day");
    expect(record("tariffs/SCE_TOU-8_ Option-D_Under-2-kV.json")["utility"]).toBe("Southern California Edison Co");
    expect((record("tariffs/Consolidated-Edison_SC-9_Zone J_NYC.json")["energyratestructure"] as { rate: number; adj: number }[][])[0]![0]).toMatchObject({ rate: 0.10171, adj: 0.031 });
  });

  testWithData("events are one form, whatever version told them", () => {
    expect(read({ file: "openadr/distribute_event_active.xml" }).record).toEqual({
      events: [{
        id: "71dd232a8dab3b1a7279", start: "2015-06-26T18:00Z", durationMinutes: 120, status: "far", market: "http://MarketContext1", modification: 0,
        signals: [{ name: "ENERGY_PRICE", type: "price", unit: "", currency: "", intervals: [{ start: "2015-06-26T18:00Z", durationMinutes: 120, value: 0.5 }] }],
      }],
    });
    expect(read({ file: "openadr/event_pricing.json" }).record).toMatchObject({
      events: [{ id: "pricingEvent", durationMinutes: 120, signals: [{ name: "PRICE", currency: "USD", intervals: [{ start: "2023-02-10T00:00Z", durationMinutes: 60, value: 0.17 }, { start: "2023-02-10T01:00Z", durationMinutes: 60, value: 0.03 }] }] }],
    });
  });
});
