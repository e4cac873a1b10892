import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readScoreCase } from "../../../../src/core/measures/score/caseInput.ts";
import { flexibilityScore } from "../../../../src/core/measures/score/score.ts";
import { reference } from "../../../support/reference.ts";

type CaseJson = { [key: string]: unknown };
const { cases } = reference<{ readonly name: string; readonly input: CaseJson }>("score.json");
const score = (input: CaseJson) => {
  const read = readScoreCase(input);
  return flexibilityScore(read.input, read.options);
};
const flat = (kw: number, length = 48) => Array<number>(length).fill(kw);
const service = (kwh: number) => ({ unservedKwh: 0, demandKwh: kwh, missedKwh: 0, deferrableKwh: 0, lostKwh: 0, workKwh: kwh });
const battery = (over: object = {}) => ({ dischargeKw: 1000, chargeKw: 1000, etaCharge: 1, etaDischarge: 1, floorKwh: 0, gridCharging: true, ...over });

describe("0 for a site that never moves, whatever it owns", () => {
  const still = { stepHours: 1, loadKw: flat(1000), passiveImportKw: flat(1000), importKw: flat(1000), price: flat(0.1).map((p, i) => (i % 24 >= 16 && i % 24 < 21 ? 0.4 : p)), service: service(48_000), importLimitKw: 3000, options: {} };
  const full = { battery: battery(), socKwh: flat(8000, 49) };
  const queue = [{ arrivalKw: flat(300), servedKw: flat(300), windowHours: 24, maxServiceKw: 450 }];
  const throttle = [{ powerKw: flat(300), curve: [[0.8, 0.95], [0.5, 0.7]], minPowerFraction: 0.5 }];
  test.each([
    ["nothing", {}], ["a full battery", full], ["work that may wait", { deferrable: queue }], ["work that may be throttled", { throttleable: throttle }],
    ["a generator that may run", { generator: { ratingKw: 1000, permittedHours: 500, demandResponse: true } }], ["all of it", { ...full, deferrable: queue, throttleable: throttle }],
  ])("%s", (_, owned) => {
    expect(score({ ...still, ...owned }).score).toBe(0);
    // Called on or not.
    expect(score({ ...still, ...owned, events: [{ start: 17, steps: 3, reduceKw: 500 }] }).score).toBe(0);
  });
  test("solar alone, or importing nothing, earns nothing", () => {
    const sun = flat(0).map((_, i) => Math.max(0, 900 * Math.sin(((i % 24) - 6) * Math.PI / 12)));
    const net = flat(1000).map((kw, i) => kw - sun[i]!);
    expect(score({ ...still, generationKw: sun, passiveImportKw: net, importKw: net }).score).toBe(0);
    expect(score({ ...still, generationKw: flat(1000), passiveImportKw: flat(0), importKw: flat(0) }).score).toBe(0);
  });
});

/** A load that lives entirely in the cheap half of the day, beside a store that could carry it through any eight hours. */
const cheap = (i: number) => i % 24 < 12;
const perfect: CaseJson = {
  stepHours: 1, loadKw: flat(1000), passiveImportKw: flat(1000), importKw: flat(0).map((_, i) => (cheap(i) ? 2000 : 0)), price: flat(0).map((_, i) => (cheap(i) ? 0.1 : 1)), service: service(48_000), importLimitKw: 4000,
  battery: battery(), socKwh: Array.from({ length: 49 }, (_, i) => 20_000 + 1000 * (i % 24 <= 12 ? i % 24 : 24 - (i % 24))), options: {},
};

test("what is held for an hour is held for a quarter of one; only the minutes that a means takes to start make a short call promise less", () => {
  const waiting = { stepHours: 0.25, loadKw: flat(1000, 192), passiveImportKw: flat(1000, 192), importKw: flat(1000, 192), price: flat(0.1, 192), service: service(48_000), importLimitKw: 3000, deferrable: [{ arrivalKw: flat(300, 192), servedKw: flat(300, 192), windowHours: 24, maxServiceKw: 450 }] };
  const promised = (options: object) => score({ ...waiting, options }).detail.slice(0, 2).flatMap(({ hard, spread }) => [hard, spread]).map((share) => share.toFixed(9));
  expect(promised({ response: { battery: 0, throttle: 0, deferrable: 0, generator: 0 } })).toEqual(["0.300000000", "0.300000000", "0.300000000", "0.300000000"]);
  // Five minutes are a third of the first and a twelfth of the other.
  expect(promised({})).toEqual(["0.200000000", "0.200000000", "0.275000000", "0.275000000"]);
});

describe("100 for the perfect site alone", () => {
  test("a load that lives in the cheap hours, at once, deep, long and every day", () => {
    expect(score(perfect).score).toBeCloseTo(100, 9);
  });
  test.each<[string, CaseJson]>([
    ["half the battery's power", { battery: battery({ dischargeKw: 500 }) }],
    ["a store that is often low", { socKwh: Array.from({ length: 49 }, (_, i) => 1000 * (i % 24 <= 12 ? i % 24 : 24 - (i % 24))) }],
    ["a tenth of the shift left undone", { importKw: flat(0).map((_, i) => (cheap(i) ? 1900 : 100)) }],
    ["work lost", { service: { ...service(48_000), lostKwh: 600 } }],
    ["load unserved", { service: { ...service(48_000), unservedKwh: 48 } }],
    ["work late", { service: { ...service(48_000), deferrableKwh: 10_000, missedKwh: 100 } }],
    ["a store that cannot be put back in a day", { battery: battery({ chargeKw: 400 }) }],
  ])("below it with %s", (_, short) => {
    expect(score({ ...perfect, ...short }).score).toBeLessThan(99.9);
  });
});

/** Every number of a case in kW or kWh times a factor. */
function scaled(input: CaseJson, factor: number): CaseJson {
  const ofPower = /Kw$|Kwh$/;
  const scale = (key: string, value: unknown): unknown => {
    if (typeof value === "number") return ofPower.test(key) ? value * factor : value;
    if (Array.isArray(value)) return value.map((inner) => scale(key, inner));
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, scale(inner, one)]));
    return value;
  };
  return scale("", input) as CaseJson;
}
const money = (input: CaseJson, factor: number): CaseJson => {
  const times = (value: unknown): unknown => (Array.isArray(value) ? value.map(times) : typeof value === "number" ? value * factor : value);
  return {
    ...input, price: times(input["price"]), ...(input["sellPrice"] === undefined ? {} : { sellPrice: times(input["sellPrice"]) }), signal: input["signal"] ?? input["price"],
    ...(input["demandCharges"] === undefined ? {} : { demandCharges: (input["demandCharges"] as readonly { readonly rate: number }[]).map((charge) => ({ ...charge, rate: charge.rate * factor })) }),
  };
};

test("size and currency do not matter", () => {
  fc.assert(fc.property(fc.constantFrom(...cases), fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: 0.01, max: 1000, noNaN: true }), ({ input }, size, currency) => {
    expect(score(money(scaled(input, size), currency)).score).toBeCloseTo(score(input).score, 5);
  }), { numRuns: 30 });
});

test("no cliffs: a millionth more or less of any power, energy, price or share moves the score by less than a thousandth", () => {
  const nudgeable = ["loadKw", "importKw", "generationKw", "importLimitKw", "battery", "deferrable", "throttleable", "generator", "demandCharges", "events", "service"];
  fc.assert(fc.property(fc.constantFrom(...cases), fc.constantFrom(...nudgeable), fc.constantFrom(-1e-6, 1e-6), ({ input }, key, nudge) => {
    const touched = (value: unknown): unknown => {
      if (typeof value === "number") return value * (1 + nudge);
      // Hours, steps and masks are counted, not measured.
      if (Array.isArray(value)) return value.map(touched);
      if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, ["start", "steps", "mask", "windowHours", "curve"].includes(name) ? inner : touched(inner)]));
      return value;
    };
    if (input[key] === undefined) return;
    expect(Math.abs(score({ ...input, [key]: touched(input[key]) }).score - score(input).score)).toBeLessThan(1e-3);
  }), { numRuns: 150 });
});

describe("what raises a score by other than moving", () => {
  const event = [{ start: 17, steps: 3, reduceKw: 500 }];
  const moved: CaseJson = { ...perfect, events: event };
  test("importing more before an event leaves the delivery as it was", () => {
    const pumped = (moved["importKw"] as number[]).map((kw, i) => (i === 16 ? kw + 800 : kw));
    expect(score({ ...moved, importKw: pumped }).D).toBeCloseTo(score(moved).D, 9);
  });
  test("load that is added and shed again does not pay", () => {
    const padded = (kw: number) => score({
      ...moved, loadKw: flat(1000 + kw), passiveImportKw: flat(1000 + kw), importKw: (moved["importKw"] as number[]).map((own, i) => own + (i % 24 >= 17 && i % 24 < 20 ? 0 : kw)),
      lostKw: flat(0).map((_, i) => (i % 24 >= 17 && i % 24 < 20 ? kw : 0)), service: { ...service(48 * (1000 + kw)), lostKwh: 6 * kw },
    }).score;
    expect(padded(100)).toBeLessThan(score(moved).score);
    expect(padded(300)).toBeLessThan(padded(100));
    expect(padded(900)).toBeLessThan(padded(300));
  });
  test("service dropped in an event leaves price and delivery and costs uptime", () => {
    const dropped = {
      ...moved, importKw: (moved["importKw"] as number[]).map((kw, i) => (i === 26 ? kw - 500 : kw)), unservedKw: flat(0).map((_, i) => (i === 26 ? 500 : 0)),
      service: { ...service(48_000), unservedKwh: 500 },
    };
    expect(score(dropped).P).toBeCloseTo(score(moved).P, 12);
    expect(score(dropped).D).toBeCloseTo(score(moved).D, 12);
    expect(score(dropped).U).toBe(0);
  });
  test("a trivial event changes nothing", () => {
    expect(score({ ...perfect, events: [{ start: 17, steps: 1, reduceKw: 1 }] }).score).toBeCloseTo(score(perfect).score, 1);
  });
  test("a generator all year leaves the price part as it was", () => {
    const generated = { ...perfect, importKw: (perfect["importKw"] as number[]).map((kw) => Math.max(0, kw - 500)), generatorKw: (perfect["importKw"] as number[]).map((kw) => Math.min(kw, 500)) };
    expect(score(generated).P).toBeCloseTo(score(perfect).P, 12);
  });
});

test("more power, or more stored energy at the same hours, never lowers what can be promised", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 8000, noNaN: true }), { minLength: 49, maxLength: 49 }), fc.double({ min: 10, max: 2000, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }), (socKwh, dischargeKw, more) => {
    const C = (kw: number, soc: readonly number[]) => score({ ...perfect, battery: battery({ dischargeKw: kw }), socKwh: soc }).C;
    const base = C(dischargeKw, socKwh);
    expect(C(more * dischargeKw, socKwh)).toBeGreaterThanOrEqual(base - 1e-9);
    expect(C(dischargeKw, socKwh.map((kwh) => kwh * more))).toBeGreaterThanOrEqual(base - 1e-9);
  }), { numRuns: 40 });
});
