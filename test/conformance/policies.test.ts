import { describe, expect, test } from "vitest";
import { checkInputs } from "../../src/core/check.ts";
import { prepare, type Prepared } from "../../src/core/prepare.ts";
import type { MarketSignals } from "../../src/core/market/signals.ts";
import { checkScenario } from "../../src/core/scenario.ts";
import { deciders, makeReference, stepYear } from "../../src/core/simulate.ts";
import { idle } from "../../src/core/strategies/battery/idle.ts";
import { batteryPolicies, coolingPolicies, workPolicies } from "../../src/core/strategies/index.ts";
import type { BatteryPolicy, CoolingPolicy, LookAhead, WorkPolicy } from "../../src/core/strategies/policy.ts";
import { runNow } from "../../src/core/strategies/workload/runNow.ts";
import type { Axis } from "../../src/core/time/axis.ts";

/** Three months with everything that policies look at: peaks, prices of two sources, sun, work that can wait, cold that can be stored. */
const prepared = prepare(checkScenario({
  version: 1, time: { start: "2025-06-01", days: 92, stepMinutes: 60 },
  tariff: { urdb: { label: "t", utility: "u", name: "n", sector: "Commercial", currency: "USD", energyratestructure: [[{ rate: 0.02 }]], energyweekdayschedule: hours(0), energyweekendschedule: hours(0), flatdemandstructure: [[{ rate: 10 }]], flatdemandmonths: Array<number>(12).fill(0) } },
  price: { index: { kind: "scarcity", calmPerMwh: Array.from({ length: 12 }, () => Array.from({ length: 24 }, (_, hour) => 30 + 3 * hour)) } },
  load: { itDesignKw: 1000, demand: { kind: "shape", shape: "webUtc", noiseSdFraction: 0.06 }, classes: [{ kind: "deferrable", shareFraction: 0.3, windowHours: 24 }] },
  facility: { cooling: { kind: "plant", coldStoreKwh: 3000, coldStoreKw: 600 } },
  solar: { dcKw: 1500 }, battery: { powerKw: 400, energyKwh: 1600, wearCostPerKwh: 0 }, connection: { exportLimitKw: 300 },
}), { seed: "1", data: new Map() });
const { signals } = makeReference(prepared);
const n = prepared.axis.length;

/** The same site, but for all that comes from a step on. */
function withOtherFuture(from: number): { prepared: Prepared; signals: MarketSignals } {
  const other = (values: Float64Array, i: number) => (i < from ? values[i]! : 1.7 * values[n - 1 - (i - from)]! + 0.01);
  const changed = (values: Float64Array) => values.map((_, i) => other(values, i));
  const { site, load } = prepared;
  const mustRunItKw = load.mustRunItKw.map((kw, i) => (i < from ? kw : 0.5 * kw));
  const deferrable = load.deferrable.map((work) => ({ ...work, arrivalItKw: work.arrivalItKw.map((kw, i) => (i < from ? kw : (0.5 + (i % 7) / 12) * kw)) }));
  return {
    prepared: {
      ...prepared, load: { ...load, mustRunItKw, deferrable },
      site: { ...site, mustRunItKw, deferrableArrivalItKw: deferrable.map(({ arrivalItKw }) => arrivalItKw), pvAvailableKw: changed(site.pvAvailableKw) },
    },
    signals: { ...signals, buyPerKwh: changed(signals.buyPerKwh), averageCarbonGPerKwh: changed(signals.averageCarbonGPerKwh), marginalCarbonGPerKwh: changed(signals.marginalCarbonGPerKwh) },
  };
}

/** First step that a decision in `step` may not depend on. */
function horizonOf({ day, dayStart, billingMonth, monthStart, stepHours }: Axis, ahead: LookAhead, step: number): number {
  if (ahead === "day") return dayStart[day[step]! + 1]!;
  if (ahead === "month") return monthStart[billingMonth[step]! + 1]!;
  return ahead === "run" ? n : step + 1 + Math.round(ahead / stepHours);
}

const inputsOf = ({ inputs }: BatteryPolicy | WorkPolicy | CoolingPolicy): unknown => checkInputs(inputs, undefined);
const aheadOf = (policy: BatteryPolicy | WorkPolicy | CoolingPolicy): LookAhead => (typeof policy.lookAheadHours === "function" ? policy.lookAheadHours(inputsOf(policy)) : policy.lookAheadHours);

function run(site: Prepared, market: MarketSignals, { battery = idle, work = runNow, cooling }: { battery?: BatteryPolicy; work?: WorkPolicy; cooling?: CoolingPolicy }) {
  const strategy = { battery, batteryInputs: inputsOf(battery), work, workInputs: inputsOf(work), cooling, coolingInputs: cooling && inputsOf(cooling) };
  return stepYear(site, deciders(site, market, strategy, () => {}), market.demandCharges).columns;
}

const batteries: readonly BatteryPolicy[] = batteryPolicies;
const works: readonly WorkPolicy[] = workPolicies;
const coolings: readonly CoolingPolicy[] = coolingPolicies;
const cases = [
  ...batteries.filter(({ plans }) => plans === undefined).map((policy) => ({ part: "battery", id: policy.id, policy, strategy: { battery: policy }, columns: ["chargeKw", "dischargeKw"] as const })),
  ...works.filter(({ plans }) => plans === undefined).map((policy) => ({ part: "work", id: policy.id, policy, strategy: { work: policy }, columns: ["deferrableKw"] as const })),
  ...coolings.filter(({ plans }) => plans === undefined).map((policy) => ({ part: "cooling", id: policy.id, policy, strategy: { cooling: policy }, columns: ["coldStoreKwh"] as const })),
];

describe.each(cases)("$part policy $id", ({ policy, strategy, columns }) => {
  test("decides nothing by what lies beyond its look-ahead", () => {
    const ahead = aheadOf(policy);
    // Inside a month, a day and an hour, so that each kind of horizon is cut somewhere.
    for (const from of [777, 1234]) {
      const known = run(prepared, signals, strategy);
      const other = withOtherFuture(from);
      const unknown = run(other.prepared, other.signals, strategy);
      let compared = 0;
      for (let step = 0; step < from; step++) {
        if (horizonOf(prepared.axis, ahead, step) > from) continue;
        compared++;
        for (const name of columns) if (known[name][step] !== unknown[name][step]) expect.fail(`${name} of step ${step} differs, though only the future from step ${from} on was changed`);
      }
      expect(compared).toBeGreaterThan(ahead === "run" ? -1 : 400);
    }
  });
  test("gives the same bytes twice", () => {
    const [first, again] = [run(prepared, signals, strategy), run(prepared, signals, strategy)];
    for (const name of columns) expect(again[name]).toEqual(first[name]);
  });
  test("has a title and a sentence for the menu, and inputs that are whole without being named", () => {
    expect(policy.title).not.toBe("");
    expect(policy.summary).toMatch(/[.]$/);
    expect(inputsOf(policy)).toBeTypeOf("object");
  });
});

test("ids are one each", () => {
  for (const list of [batteries, works, coolings]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
});

function hours(period: number): number[][] {
  return Array.from({ length: 12 }, () => Array<number>(24).fill(period));
}
