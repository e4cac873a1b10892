import fc from "fast-check";
import { expect, test } from "vitest";
import { placeWork as place, type DecideWork, type DeferrableWork } from "../../../src/core/site/work.ts";
import { reasonCode, reasons } from "../../../src/core/site/reason.ts";

const runNow: DecideWork = (_step, work, proposal) => { proposal.serveKw = work.limitKw; };
const never: DecideWork = (_step, _work, proposal) => { proposal.serveKw = 0; };

function work(arrivalItKw: readonly number[], windowSteps: number, rateItKw: number, name = "batch"): DeferrableWork {
  const arrivals = Float64Array.from(arrivalItKw);
  return { name, windowHours: windowSteps, windowSteps, arrivalItKw: arrivals, rateItKw, rateLimitItKw: arrivals.map((kw) => Math.max(kw, rateItKw)) };
}

/** Places work into columns of its own. */
function placeWork(axis: { length: number; stepHours: number }, classes: readonly DeferrableWork[], mustRunItKw: Float64Array, hallItKw: number, decide: readonly DecideWork[]) {
  const columns = { deferrableKw: new Float64Array(axis.length), backlogKwh: new Float64Array(axis.length), workReason: new Float64Array(axis.length) };
  return { ...place(axis, classes, mustRunItKw, hallItKw, decide, columns), totalItKw: columns.deferrableKw, backlogKwh: columns.backlogKwh, reason: columns.workReason };
}

const axis = (length: number) => ({ length, stepHours: 1 });
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

test("work run at once is the load as it came, to the last bit", () => {
  const arrivals = [0.1, 3.7, 0, 12.3, 4.4];
  const { servedItKw, backlogKwh } = placeWork(axis(5), [work(arrivals, 3, 5)], new Float64Array(5), 100, [runNow]);
  expect([...servedItKw[0]!]).toEqual(arrivals);
  expect([...backlogKwh]).toEqual([0, 0, 0, 0, 0]);
});

test("a policy that never serves is overruled at each deadline, in order of arrival", () => {
  const { servedItKw, reason, classes } = placeWork(axis(6), [work([4, 0, 2, 0, 0, 0], 2, 10)], new Float64Array(6), 100, [never]);
  expect([...servedItKw[0]!]).toEqual([0, 0, 4, 0, 2, 0]);
  expect([...reason].map((code) => reasons[code])).toEqual(["none", "none", "deadline", "none", "deadline", "none"]);
  expect(classes[0]).toMatchObject({ arrivedKwh: 6, servedKwh: 6, missedKwh: 0, missedDeadlines: 0, delayHours: { mean: 2, p50: 2, max: 2 } });
});

test("work begins early enough to meet its deadline under the rate cap", () => {
  // 4 kWh due within 3 steps at 2 kW: they must run in the last two.
  const { servedItKw, classes } = placeWork(axis(5), [{ ...work([4, 0, 0, 0, 0], 3, 2), rateLimitItKw: new Float64Array(5).fill(2) }], new Float64Array(5), 100, [never]);
  expect([...servedItKw[0]!]).toEqual([0, 0, 2, 2, 0]);
  expect(classes[0]!.missedKwh).toBe(0);
});

test("what the hall has no room for misses its deadline and is counted", () => {
  const mustRun = Float64Array.of(10, 10, 10, 4, 4);
  const { servedItKw, classes, reason } = placeWork(axis(5), [work([2, 2, 0, 0, 0], 1, 6)], mustRun, 10, [runNow]);
  expect([...servedItKw[0]!]).toEqual([0, 0, 0, 4, 0]);
  expect(classes[0]).toMatchObject({ missedKwh: 4, missedDeadlines: 2, servedKwh: 4 });
  expect(reason[0]).toBe(reasonCode.hallCapacity);
});

test("what is left at the end is served by the end, whatever its window", () => {
  const { servedItKw } = placeWork(axis(3), [work([1, 1, 1], 24, 10)], new Float64Array(3), 100, [never]);
  expect(sum(servedItKw[0]!)).toBe(3);
});

test("the class with the shorter window is placed first", () => {
  const mustRun = new Float64Array(4).fill(8);
  const { classes } = placeWork(axis(4), [work([2, 0, 0, 0], 3, 9, "patient"), work([2, 0, 0, 0], 0, 9, "urgent")], mustRun, 10, [runNow, runNow]);
  expect(classes.map(({ name, delayHours }) => [name, delayHours.max])).toEqual([["patient", 1], ["urgent", 0]]);
});

const anyClass = fc.record({
  arrivals: fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 48, maxLength: 48 }),
  windowSteps: fc.integer({ min: 0, max: 60 }),
  rate: fc.double({ min: 0, max: 200, noNaN: true }),
  wishes: fc.array(fc.constantFrom(0, 1, 5, 50, Infinity, NaN, -3), { minLength: 48, maxLength: 48 }),
});

test("whatever a policy wants: order, rate, hall and energy hold, and a deadline is only missed where it could not be kept", () => fc.assert(fc.property(
  fc.array(anyClass, { minLength: 1, maxLength: 3 }), fc.array(fc.double({ min: 0, max: 150, noNaN: true }), { minLength: 48, maxLength: 48 }), fc.double({ min: 0, max: 300, noNaN: true }),
  (entries, mustRunList, hallItKw) => {
    const mustRun = Float64Array.from(mustRunList);
    const classes = entries.map(({ arrivals, windowSteps, rate }) => work(arrivals, windowSteps, rate));
    const placed = placeWork(axis(48), classes, mustRun, hallItKw, entries.map(({ wishes }) => (step, _work, proposal) => { proposal.serveKw = wishes[step]!; }));
    let backlog = new Float64Array(48);
    classes.forEach(({ arrivalItKw, rateLimitItKw, windowSteps }, k) => {
      const served = placed.servedItKw[k]!;
      const outcome = placed.classes[k]!;
      let [arrived, done] = [0, 0];
      for (let i = 0; i < 48; i++) {
        arrived += arrivalItKw[i]!;
        done += served[i]!;
        expect(served[i]).toBeGreaterThanOrEqual(0);
        expect(served[i]).toBeLessThanOrEqual(rateLimitItKw[i]!);
        expect(done).toBeLessThanOrEqual(arrived + 1e-9);
        backlog[i]! += arrived - done;
      }
      expect(outcome.arrivedKwh).toBeCloseTo(sum(arrivalItKw), 6);
      expect(outcome.servedKwh).toBeCloseTo(sum(served), 6);
      // First in, first out: missed is what the deadline curve stands above the service curve when it passes.
      let [due, before, late, total] = [0, 0, 0, 0];
      for (let i = 0; i < 48; i++) {
        total += served[i]!;
        before = due;
        due += i >= windowSteps ? arrivalItKw[i - windowSteps]! : 0;
        if (i < 47) late += Math.max(due - Math.max(total, before), 0);
      }
      const unserved = sum(arrivalItKw) - total;
      expect(outcome.missedKwh).toBeGreaterThanOrEqual(Math.max(late, unserved) - 1e-6);
      expect(outcome.missedKwh).toBeLessThanOrEqual(late + unserved + 1e-6 + (windowSteps < 48 ? arrivalItKw[47 - windowSteps]! : 0));
    });
    for (let i = 0; i < 48; i++) {
      if (placed.totalItKw[i]! > 0) expect(placed.totalItKw[i]! + mustRun[i]!).toBeLessThanOrEqual(Math.max(hallItKw, mustRun[i]!) + 1e-9);
      expect(Math.abs(placed.backlogKwh[i]! - backlog[i]!)).toBeLessThan(1e-6);
    }
  },
)));

test("with room for everything no deadline is missed, whatever a policy wants, and all is served", () => fc.assert(fc.property(anyClass, ({ arrivals, windowSteps, wishes }) => {
  const entry = work(arrivals, windowSteps, 100);
  const placed = placeWork(axis(48), [entry], new Float64Array(48), 1e9, [(step, _work, proposal) => { proposal.serveKw = wishes[step]!; }]);
  expect(placed.classes[0]!.missedKwh).toBeLessThan(1e-6);
  expect(sum(placed.servedItKw[0]!)).toBeCloseTo(sum(arrivals), 6);
  expect(placed.backlogKwh[47]).toBeLessThan(1e-9);
})));
