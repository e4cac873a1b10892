import { describe, expect, test } from "vitest";
import { envelope, envelopeModel } from "../../src/charts/envelope.ts";
import { eventInspector, eventInspectorModel } from "../../src/charts/eventInspector.ts";
import type { MadeChart } from "../../src/charts/index.ts";
import { madeChart } from "../../src/charts/made.ts";
import { measuredEvent, measuredEventModel } from "../../src/charts/measuredEvent.ts";
import { meteredCalls } from "../../src/core/measures/meteredCalls.ts";
import type { RunResult } from "../../src/core/result.ts";
import { syntheticYear } from "../charts/syntheticYear.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

const sizes = [{ width: 840, height: 420 }, { width: 358, height: 260 }, { width: 120, height: 90 }];

/** Case `battery` of the score's worked example: F by duration, hard and spread apart, of a flat 1,000 kW. */
const worked = {
  meanLoadKw: 1000, envelope: [0.4, 0.295, 0.2475, 0.22375, 0.130625], envelopeOnce: [0.4, 0.295, 0.2475, 0.22375, 0.130625],
  detail: [0.25, 1, 2, 4, 8].map((hours, i) => ({ hours, hard: [0.4, 0.4, 0.4, 0.4, 0.2375][i]!, spread: [0.4, 0.19, 0.095, 0.0475, 0.02375][i]! })),
};
const share = (value: number) => ({ ...worked, envelope: worked.envelope.map(() => value), envelopeOnce: worked.envelope.map(() => value), detail: worked.detail.map(({ hours }) => ({ hours, hard: value, spread: value })) });

type Call = NonNullable<RunResult["response"]>["calls"][number];
const run = syntheticYear();
const call = (over: Partial<Call>): Call => ({ programme: "one", step: 9660, steps: 12, startMs: 0, noticeStep: 9600, reduceKw: 500, capKw: null, pricePerKwh: null, socTarget: null, ...over });
const inspected = (over: Partial<Call>, idle: RunResult | null = run) => madeChart(eventInspector, eventInspectorModel(run, idle, call(over), undefined));

const cases: Readonly<Record<string, Readonly<Record<string, MadeChart>>>> = {
  "the envelope": {
    "of a site that can promise nothing": madeChart(envelope, envelopeModel(share(0))), "of a site that can promise all": madeChart(envelope, envelopeModel(share(1))), full: madeChart(envelope, envelopeModel(worked)),
    "of one duration": madeChart(envelope, envelopeModel({ ...worked, envelope: [0.4], envelopeOnce: [0.4], detail: worked.detail.slice(0, 1) })), empty: madeChart(envelope, envelopeModel({ ...worked, envelope: [], envelopeOnce: [], detail: [] })),
  },
  "the event": {
    "that asks for a cut": inspected({}), "that caps": inspected({ reduceKw: null, capKw: 3000 }), "of a price": inspected({ reduceKw: null, pricePerKwh: 1 }), "without the do-nothing run": inspected({}, null),
    "of one step": inspected({ steps: 1 }), "at the start of the run": inspected({ step: 0 }), "at the end of the run": inspected({ step: run.axis.length - 4 }), "beyond the run": inspected({ step: run.axis.length + 100 }),
  },
};

/** A minute log of five hours that falls by a third at 12:00 for an hour. */
const log = Float64Array.from({ length: 300 }, (_, i) => (i >= 120 && i < 180 ? 60 : 90));
const judged = (start: string, minutes: number) => {
  const series = { name: "kw", unit: "kW", startMs: Date.parse("2025-05-04T10:00:00Z"), stepMinutes: 1, values: log, typicalYear: false, utcOffsetMinutes: 0 };
  return meteredCalls({ series, timeZone: "UTC", file: "log.csv" }, [{ start, durationMinutes: minutes }], { askedFraction: 0.25, programme: null, eventsFile: "", days: { holidays: "none", holidayDates: [], excludedDates: [], historyDays: 0 } });
};
const measuredChart = (start: string, minutes: number): MadeChart => {
  const { clock, calls: [call] } = judged(start, minutes);
  const model = measuredEventModel(clock, log, call!);
  if (model === null) throw new Error("the log tells nothing of this call");
  return madeChart(measuredEvent, model);
};

describe.each(Object.entries({ ...cases, "the measured event": { "in the log": measuredChart("2025-05-04T12:00", 60), "to the log's end": measuredChart("2025-05-04T14:00", 60) } }))("%s", (_name, made) => {
  describe.each(Object.entries(made))("%s", (_case, chart) => {
    test.each(sizes)("is laid out within $width × $height", (size) => { expectLaidOut(chart, size); });
    test("is laid out alike twice", () => expect(chart.layout(sizes[0]!)).toEqual(chart.layout(sizes[0]!)));
    test("says itself in a sentence, a subtitle and a table", () => { expectTold(chart); });
  });
});

test("the envelope says the promise of the worked example in shares and in power", () => {
  expect(cases["the envelope"]!["full"]!.summary()).toContain("22\u202f% (224\u00a0kW) for 4\u00a0h");
});

test("a call that the log cannot tell is said with what is allowed, and drawn not at all", () => {
  const { clock, calls: [call] } = judged("2025-05-04T10:10", 60);
  expect(call).toMatchObject({ measured: null, issues: [{ where: { path: "from" } }] });
  expect(measuredEventModel(clock, log, call!)).toBeNull();
});
