import { expect, test } from "vitest";
import { checkInputs } from "../../../src/core/check.ts";
import { InputError } from "../../../src/core/errors.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { headroomInputs, headroomStudy } from "../../../src/core/studies/headroomStudy.ts";
import { dataKey, type DataFiles } from "../../../src/core/time/series.ts";

const file = { file: "area.csv" };
/** A year of 100 MW with one peak hour of 200 MW in January and one in July, by the clock of New York. */
const startMs = Date.UTC(2023, 0, 1, 5);
const values = new Float64Array(8760).fill(100_000);
for (const hour of [18, 24 * 190 + 16]) values[hour] = 200_000;
const data: DataFiles = new Map([[dataKey(file), { sha256: "00", series: { name: "load", unit: "kW", startMs, stepMinutes: 60, values, typicalYear: false, utcOffsetMinutes: -300 } }]]);
const ask = (given: object, files = data) => headroomStudy.finish({ scenario: checkScenario({}), inputs: checkInputs(headroomInputs, given), seed: "1", data: files }, null, {});

test("the load comes from the file that the inputs name, the seasons from the site's clock", () => {
  const found = ask({ load: file, curtailmentFractions: [0.0025] });
  expect([found.summerPeakMw, found.winterPeakMw]).toEqual([200, 200]);
  // 100 MW fit but for two hours of the peak: all else lies 100 MW below. 2 h of 8,760 are 0.023 %, so more fits.
  expect(found.results[0]?.headroomMw).toBeGreaterThan(100);
  expect(found.missingHours).toBe(0);
});

test("without a file, with numbers without dates, and with a file that is not there, it says what it needs", () => {
  expect(() => ask({})).toThrow(InputError);
  expect(() => ask({ load: { values: [1, 2], stepMinutes: 60, unit: "kW" } })).toThrow(InputError);
  expect(() => ask({ load: { file: "other.csv" } })).toThrow("other.csv");
});
