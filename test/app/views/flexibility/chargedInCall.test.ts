import { expect, test } from "vitest";
import { chargedInCall } from "../../../../src/app/views/flexibility/chargedInCall.ts";
import { checkScenario } from "../../../../src/core/scenario.ts";
import { simulate } from "../../../../src/core/simulate.ts";

/** Dear until the call begins: arbitrage gives before it and fills itself in it. */
const run = (battery: object) => simulate(checkScenario({
  time: { start: "2025-07-16", days: 1, stepMinutes: 60 }, load: { itDesignKw: 1000 }, battery: { powerKw: 300, energyKwh: 600 },
  tariff: { urdb: {
    label: "t", utility: "t", name: "t", energyratestructure: [[{ rate: 0.1 }], [{ rate: 0.9 }]],
    energyweekdayschedule: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => (hour < 12 || hour >= 18 ? 1 : 0))), energyweekendschedule: Array.from({ length: 12 }, () => Array<number>(24).fill(0)),
  } },
  strategy: { battery },
  demandResponse: { programmes: [{ id: "x", ask: { committedKw: 200 }, notice: { noticeMinutes: 60 }, events: { kind: "list", events: [{ start: "2025-07-16T12:00", durationHours: 4 }] } }] },
}), { seed: "1", data: new Map() });
const charged = (battery: object): number => {
  const result = run(battery);
  return chargedInCall(result, result.response!.calls[0]!);
};

test("a rule that takes no part in calls may charge in one, and what it draws is told; the one that answers them draws nothing", () => {
  expect(charged({ policy: "tou-arbitrage", guardPeak: false })).toBeGreaterThan(300);
  expect(charged({ policy: "event-reserve", between: "tou-arbitrage" })).toBe(0);
  expect(charged({ policy: "idle" })).toBe(0);
});
