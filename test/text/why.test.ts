import { expect, test } from "vitest";
import type { RunResult } from "../../src/core/result.ts";
import { reasonCode } from "../../src/core/site/reason.ts";
import { column, makeFrame } from "../../src/core/time/frame.ts";
import { plainText } from "../../src/text/findings.ts";
import { whyLines } from "../../src/text/why.ts";

/** Two hours of July that refill the battery: the first counts for the night's demand charge, the second for the day's. */
function refilling(): RunResult {
  const values = { importKw: [90_000, 87_000], chargeKw: [16_000, 500], dischargeKw: [0, 0], batteryReason: [reasonCode.peakThreshold, reasonCode.peakThreshold], demandCharges: [1, 2] };
  const frame = makeFrame(Object.keys(values), 2);
  for (const [name, given] of Object.entries(values)) column(frame, name).set(given);
  const line = (id: string, quantity: number, amountCost: number) => ({ kind: "demandTou", id, label: id, quantity, unit: "kW", amountCost });
  return {
    frame, axis: { startMs: Date.UTC(2025, 6, 1), length: 2, stepMinutes: 60, firstOffsetMinutes: 0, transitions: [], timeZone: "UTC" },
    site: { batteryKw: 1, batteryKwh: 1, demandCharges: [{ id: "night", label: "Night" }, { id: "day", label: "Day" }] },
    bill: { currency: "USD", months: [{ year: 2025, month: 7, lines: [line("night", 94_740, 580_000), line("day", 87_100, 1_585_000)] }] },
  } as unknown as RunResult;
}

test("a step is told against the level that is billed in hours like it, not against the dearest of the month", () => {
  const said = [0, 1].map((step) => whyLines(refilling(), step).map(({ sentence }) => plainText(sentence).replaceAll("\u00a0", " ")).join(" "));
  expect(said).toEqual([
    "Battery takes 16 MW to refill, with import at 90 MW; in these hours July is billed for 94.7 MW.",
    "Battery takes 500 kW to refill, with import at 87 MW; in these hours July is billed for 87.1 MW.",
  ]);
});
