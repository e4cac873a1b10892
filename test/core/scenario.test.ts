import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { checkScenario, strategyName, withStrategy } from "../../src/core/scenario.ts";
import { batteryPolicies, workPolicies } from "../../src/core/strategies/index.ts";

function refusal(value: unknown) {
  try {
    checkScenario(value);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ where, found, allowed }) => [where.path, found, allowed]);
    throw error;
  }
  return [];
}

test("an empty scenario is filled with every default, and filling it again changes nothing", () => {
  const filled = checkScenario({});
  expect(filled.time).toEqual({ start: "2025-01-01", days: 365, stepMinutes: 15, clock: "civil" });
  expect(filled.strategy).toEqual({ battery: { policy: "idle" }, work: { policy: "run-now" }, cooling: { policy: "idle" } });
  expect(checkScenario(JSON.parse(JSON.stringify(filled)))).toEqual(filled);
});

describe("what cannot be is refused with path, found and allowed", () => {
  test.each<[string, unknown, unknown[]]>([
    ["a group that is none", { baterry: {} }, ["baterry", "unknown key", "battery (nearest name)"]],
    ["a key in the wrong unit", { battery: { powerMw: 5 } }, ["battery.powerMw", "unknown key", "powerKw (nearest name)"]],
    ["a day that the calendar does not have", { time: { start: "2025-02-29" } }, ["time.start", '"2025-02-29"', "a day of the calendar, 1970-01-01 … 2099-12-31"]],
    ["a step between the steps", { time: { stepMinutes: 12 } }, ["time.stepMinutes", "12", "5, 10, 15, 20, 30, 60"]],
    ["a zone that is none", { site: { timeZone: "America/Atlantis" } }, ["site.timeZone", '"America/Atlantis"', 'an IANA zone such as "America/New_York" or "Etc/GMT+5"']],
    ["a currency by its sign", { site: { currency: "$" } }, ["site.currency", '"$"', 'a currency of ISO 4217 in capitals: "USD", "EUR"']],
    ["a policy that is none", { strategy: { battery: { policy: "magic" } } }, ["strategy.battery.policy", '"magic"', batteryPolicies.map(({ id }) => `"${id}"`).join(", ")]],
    ["another policy's input", { strategy: { battery: { policy: "idle", guardPeak: true } } }, ["strategy.battery.guardPeak", "unknown key", "policy"]],
    ["a version of the future", { version: 2 }, ["version", "2", "1"]],
    ["a list for a scenario", [], ["", "a list of 0", expect.stringContaining("an object with version, name")]],
    ["a charge that starts outside its window", { battery: { socMinFraction: 0.2, socMaxFraction: 0.9, initialSocFraction: 0.95 } }, ["battery.initialSocFraction", "0.95", expect.stringContaining("0.2")]],
  ])("%s", (_, value, issue) => {
    expect(refusal(value)).toEqual([issue]);
  });

  test.each([["2024-02-29", true], ["2100-01-01", false], ["2000-02-29", true], ["1900-02-28", false], ["2025-00-10", false], ["2025-13-01", false], ["2025-04-31", false], ["2025-1-1", false]])("%s is a day: %s", (start, isDay) => {
    expect(refusal({ time: { start } }).length === 0).toBe(isDay);
  });

  test("a scenario cannot reach the prototype of every object", () => {
    refusal(JSON.parse('{"__proto__": {"polluted": 1}, "battery": {"__proto__": {"polluted": 1}}, "tariff": {"urdb": {"__proto__": {"polluted": 1}}}}'));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a strategy by its name", () => {
  const scenario = checkScenario({ strategy: { battery: { policy: "tou-arbitrage", minGainPerKwh: 0.02 }, work: { policy: "price-defer" } } });

  test("every registered policy, and every pair, has a name that finds it", () => {
    for (const { id: battery } of batteryPolicies) for (const { id: work } of workPolicies) {
      const { strategy } = withStrategy(scenario, `${battery}+${work}`);
      expect([strategy.battery.policy, strategy.work.policy]).toEqual([battery, work]);
      const name = strategyName({ battery, work });
      expect(withStrategy(checkScenario({}), name).strategy).toMatchObject({ battery: { policy: battery }, work: { policy: work } });
    }
  });

  test("one half keeps the other, and a policy that stays keeps its inputs", () => {
    expect(withStrategy(scenario, "self-consumption").strategy).toMatchObject({ battery: { policy: "self-consumption" }, work: { policy: "price-defer" } });
    expect(withStrategy(scenario, "carbon-defer").strategy).toMatchObject({ battery: { policy: "tou-arbitrage", minGainPerKwh: 0.02 }, work: { policy: "carbon-defer" } });
    expect(withStrategy(scenario, "tou-arbitrage").strategy).toEqual(scenario.strategy);
  });

  test("idle alone is doing nothing", () => {
    expect(withStrategy(scenario, "idle").strategy).toMatchObject({ battery: { policy: "idle" }, work: { policy: "run-now" } });
  });

  test.each(["magic", "", "idle+idle", "run-now+price-defer", "idle+magic"])('"%s" is none', (name) => {
    expect(() => withStrategy(scenario, name)).toThrow(InputError);
  });
});
