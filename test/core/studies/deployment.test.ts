import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { capitalTiedUp, deployment, deploymentInputs, learningFactor } from "../../../src/core/studies/deployment.ts";
import { schedule } from "../../../src/core/studies/taskNetwork.ts";

const defaults = z.parse(deploymentInputs, undefined);

/** Worked by hand from the default durations: lead times, slack of the building or of the grid, MW a month of 40 MW. */
test.each([
  { form: "stick", connection: "firm", days: 1474, buildingSlack: 575, wait: 575, mwPerMonth: 0.83 },
  { form: "stick", connection: "flexible", days: 899, buildingSlack: 0, wait: 0, mwPerMonth: 1.35 },
  { form: "modular", connection: "firm", days: 1474, buildingSlack: 1094, wait: 1094, mwPerMonth: 0.83 },
  { form: "modular", connection: "flexible", days: 380, buildingSlack: 0, wait: 0, mwPerMonth: 3.2 },
])("a $form build with a $connection connection is in service after $days days", ({ form, connection, days, buildingSlack, wait, mwPerMonth }) => {
  const plan = deployment({ ...defaults, draws: 100 }, "1").plans.find((candidate) => candidate.form === form && candidate.connection === connection);
  expect(plan?.leadTimeDays).toBe(days);
  expect(plan?.tasks.find(({ id }) => id === "commissioning")?.slackDays).toBe(buildingSlack);
  expect(plan?.powerWaitDays).toBe(wait);
  expect(Math.round((plan?.mwPerMonth ?? 0) * 100) / 100).toBe(mwPerMonth);
});

test("with a flexible connection the grid of a factory-built site has 6 days of slack and the factory is critical", () => {
  const plan = deployment({ ...defaults, draws: 100 }, "1").plans.at(-1);
  expect(plan?.tasks.find(({ id }) => id === "gridBuild")?.slackDays).toBe(6);
  expect(plan?.tasks.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(["configuration", "factory", "ship", "install", "commissioning", "energise"]);
});

/** Independent triangular durations, 20,000 draws of another program, before energising: P10 365, P50 407, P90 452 days, factory critical in 75 %; ±2 days. */
test("factory-built durations spread as drawn elsewhere", () => {
  const plan = deployment({ ...defaults, flexibleStudyDays: 0, flexibleBuildDays: 0, energiseDays: 0, correlationFraction: 0, draws: 20_000 }, "1").plans.at(-1);
  expect(Math.abs((plan?.p10Days ?? 0) - 365)).toBeLessThanOrEqual(2);
  expect(Math.abs((plan?.p50Days ?? 0) - 407)).toBeLessThanOrEqual(2);
  expect(Math.abs((plan?.p90Days ?? 0) - 452)).toBeLessThanOrEqual(2);
  expect(plan?.tasks.find(({ id }) => id === "factory")?.criticalityFraction).toBeCloseTo(0.75, 1);
});

test("40 MW at 11.7 M a MW: idle capital carries 63.18 M, phases cost 433.8 M today, 388.6 M with learning", () => {
  const capital = capitalTiedUp(defaults);
  expect(capital.atOnceCost / 1e6).toBeCloseTo(468, 9);
  expect(capital.idleCarryCost / 1e6).toBeCloseTo(63.18, 9);
  expect(capital.phasedPresentCost / 1e6).toBeCloseTo(433.8, 1);
  expect(capital.phasedWithLearningPresentCost / 1e6).toBeCloseTo(388.6, 1);
});

test("10 % learning brings 11.70 to 10.53, 9.90, 9.48 and, at the eighth, 8.53", () => {
  expect([1, 2, 3, 4, 8].map((unit) => Math.round(11.7 * learningFactor(unit, 0.1) * 100) / 100)).toEqual([11.7, 10.53, 9.9, 9.48, 8.53]);
});

test("a critical task delayed by a day delays the end by a day, a task with slack by none", () => {
  const network = fc.array(fc.record({ days: fc.integer({ min: 1, max: 300 }), back: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }) }), { minLength: 2, maxLength: 12 });
  fc.assert(fc.property(network, fc.nat(), (drawn, pick) => {
    const tasks = drawn.map(({ back }, i) => ({ id: String(i), after: [...new Set(back.map((b) => i - b).filter((j) => j >= 0))].map(String) }));
    const days = drawn.map((task) => task.days);
    const base = schedule(tasks, days);
    const i = pick % tasks.length;
    const delayed = schedule(tasks, days.map((d, j) => (j === i ? d + 1 : d)));
    expect(delayed.endDay - base.endDay).toBe(base.tasks[i]?.critical === true ? 1 : 0);
  }));
});
