import { describe, expect, test } from "vitest";
import { buildOut, buildOutModel } from "../../src/charts/buildOut.ts";
import { fan, fanModel } from "../../src/charts/fan.ts";
import { gantt, ganttModel } from "../../src/charts/gantt.ts";
import { headroomDepth, headroomDepthModel } from "../../src/charts/headroomDepth.ts";
import type { MadeChart } from "../../src/charts/index.ts";
import { madeChart } from "../../src/charts/made.ts";
import { serviceCurve, serviceCurveModel } from "../../src/charts/serviceCurve.ts";
import { survivalCurve } from "../../src/charts/survivalCurve.ts";
import { survivalStarts, survivalStartsModel } from "../../src/charts/survivalStarts.ts";
import { deployment } from "../../src/core/studies/deployment.ts";
import { growth } from "../../src/core/studies/growth.ts";
import { headroom } from "../../src/core/studies/headroom.ts";
import { checkStudies } from "../../src/core/studies/index.ts";
import { survival } from "../../src/core/studies/survival.ts";
import { siteGrowth } from "../../src/core/studies/siteGrowth.ts";
import { expectLaidOut, expectTold } from "../support/laidOut.ts";

const sizes = [{ width: 840, height: 420 }, { width: 358, height: 260 }, { width: 120, height: 90 }];
const studies = checkStudies({});

const grown = growth({ ...studies.growth, draws: 100 }, "1");
const bareFan = { ...grown, history: [], outlooks: [], years: [], fan: { ...grown.fan, p10Twh: [], p50Twh: [], p90Twh: [], p10ShareFraction: [], p50ShareFraction: [], p90ShareFraction: [] } };
const firstOf = (values: readonly number[]) => values.slice(0, 1);
const oneYear = { ...grown, history: grown.history.slice(-1), outlooks: grown.outlooks.slice(0, 1), years: [2024], fan: { ...grown.fan, p10Twh: firstOf(grown.fan.p10Twh), p50Twh: firstOf(grown.fan.p50Twh), p90Twh: firstOf(grown.fan.p90Twh), p10ShareFraction: firstOf(grown.fan.p10ShareFraction), p50ShareFraction: firstOf(grown.fan.p50ShareFraction), p90ShareFraction: firstOf(grown.fan.p90ShareFraction) } };
const fanOf = (found: typeof grown, as: "twh" | "share", today: number | null = 2026) => madeChart(fan, fanModel(found, studies.growth, as, today));

const site = siteGrowth(studies.siteGrowth);
const built = (over: Partial<typeof studies.siteGrowth>) => madeChart(buildOut, buildOutModel(siteGrowth({ ...studies.siteGrowth, ...over }), studies.siteGrowth.firstYear));

/** Two years of a load with a winter and a summer peak. */
const area = headroom({
  mw: Float64Array.from({ length: 17_520 }, (_, h) => 9000 + 2000 * Math.cos((h / 8760) * 4 * Math.PI) + 1500 * Math.sin((h / 24) * 2 * Math.PI)),
  month: Uint8Array.from({ length: 17_520 }, (_, h) => Math.floor(((h % 8760) / 8760) * 12)), year: Uint16Array.from({ length: 17_520 }, (_, h) => 2023 + Math.floor(h / 8760)),
}, [0.0025, 0.005, 0.01, 0.05]);

const built4 = deployment({ ...studies.deployment, draws: 100 }, "1");
const noPlans = { ...built4, plans: [] };
const oneTask = { ...built4, plans: built4.plans.slice(0, 1).map((plan) => ({ ...plan, tasks: plan.tasks.slice(0, 1), serviceMw: { p10: [0], p50: [10], p90: [10] } })) };

const lasting = (maxHours: number, over = {}) => survival({
  loadKw: new Float64Array(8760).fill(100), generationKw: new Float64Array(8760), socKwh: Float64Array.from({ length: 8760 }, (_, h) => 300 + 200 * Math.sin(h)),
  battery: { chargeKw: 100, dischargeKw: 100, outageFloorKwh: 0, socMaxKwh: 500, chargeEfficiency: 0.95, dischargeEfficiency: 0.95 }, ...over,
}, { ...studies.survival, maxHours });
const ridden = lasting(24);
const curveOf = (found: typeof ridden) => madeChart(survivalCurve, { ...found, criticalLoadFraction: 1 });
const hoursAxis = (length: number) => ({ startMs: Date.UTC(2025, 0, 1, 5), length, stepMinutes: 60, firstOffsetMinutes: -300, transitions: [], timeZone: "America/New_York" });

const cases: Readonly<Record<string, Readonly<Record<string, MadeChart>>>> = {
  "the fan": {
    empty: fanOf(bareFan, "twh"), "of one year": fanOf(oneYear, "twh"), full: fanOf(grown, "twh"), "in shares": fanOf(grown, "share"), "of compound growth": fanOf(growth({ ...studies.growth, form: "compound", lastYear: 2060, draws: 100 }, "1"), "twh", null),
  },
  "the build-out": {
    empty: madeChart(buildOut, { ...buildOutModel(site, 2026), needMw: [], phases: [] }), "of one month": built({ months: 1 }), full: built({}), "within its limits": built({ firmMw: 200 }),
    "of many long names": built({ phases: Array.from({ length: 12 }, (_, i) => ({ name: `Phase ${i + 1} with a long name of its own`, startMonth: 4 * i, itMw: 3, rampMonths: 0, utilisationFraction: 1 })) }), "without flexible part": built({ flexibleMw: 0 }),
  },
  "the tasks": { empty: madeChart(gantt, ganttModel(noPlans, "firm")), "of one task": madeChart(gantt, ganttModel(oneTask, "firm")), full: madeChart(gantt, ganttModel(built4, "firm")), "with a flexible connection": madeChart(gantt, ganttModel(built4, "flexible")) },
  "the service curve": { empty: madeChart(serviceCurve, serviceCurveModel(noPlans, "firm", 100)), "of one month": madeChart(serviceCurve, serviceCurveModel(oneTask, "firm", 100)), full: madeChart(serviceCurve, serviceCurveModel(built4, "flexible", 100)), firm: madeChart(serviceCurve, serviceCurveModel(built4, "firm", 100)) },
  "the survival curve": { empty: curveOf({ ...ridden, hours: [], meanFraction: [], worstFraction: [] }), "of one hour": curveOf(lasting(1)), full: curveOf(ridden), "of a site that rides through nothing": curveOf(lasting(48, { loadKw: new Float64Array(8760).fill(1e6) })) },
  "survival by start": {
    empty: madeChart(survivalStarts, survivalStartsModel({ hours: 4, fraction: new Float32Array(0) }, hoursAxis(0))), "of one hour": madeChart(survivalStarts, survivalStartsModel({ hours: 4, fraction: Float32Array.of(0.5) }, hoursAxis(1))),
    full: madeChart(survivalStarts, survivalStartsModel(ridden.byStart[1]!, hoursAxis(8760))),
  },
  "the headroom": { empty: madeChart(headroomDepth, headroomDepthModel({ ...area, results: [] })), "at one limit": madeChart(headroomDepth, headroomDepthModel({ ...area, results: area.results.slice(0, 1) })), full: madeChart(headroomDepth, headroomDepthModel(area)) },
};

describe.each(Object.entries(cases))("%s", (_name, made) => {
  describe.each(Object.entries(made))("%s", (_case, chart) => {
    test.each(sizes)("is laid out within $width × $height", (size) => { expectLaidOut(chart, size); });
    test("is laid out alike twice", () => expect(chart.layout(sizes[0]!)).toEqual(chart.layout(sizes[0]!)));
    test("says itself in a sentence, a subtitle and a table", () => { expectTold(chart); });
  });
});
