import { beforeEach, expect, test } from "vitest";
import { checkScenario, withStrategy, type Scenario } from "../../../src/core/scenario.ts";
import { edit, open, redo, scenario, undo } from "../../../src/app/state/document.ts";
import { canPin, compareAgainst, copyInputs, exchangeInputs, pinnedRuns, pinRunInView, pins, pinStrategy, unpin, type Pin } from "../../../src/app/state/pins.ts";
import { toast } from "../../../src/app/state/view.ts";

const site = withStrategy(checkScenario({ battery: { powerKw: 1000, energyKwh: 4000 }, demandResponse: { reserve: { heldKw: 100 } } }), "peak-shaving");
const kinds = () => (pins.value ?? []).map((pin) => (pin.kind === "strategy" ? pin.strategy : pin.kind));

beforeEach(() => {
  open("Open", site, "test");
  pins.value = [{ kind: "strategy", strategy: "idle" }, { kind: "strategy", strategy: "tou-arbitrage" }, { kind: "live" }];
});

test("doing nothing joins no programme and holds no reserve; other strategies keep what the site promised", () => {
  const [idle, arbitrage, live] = pinnedRuns.value.map(({ scenario: own }) => own) as [Scenario, Scenario, Scenario];
  expect(idle.demandResponse.reserve.heldKw).toBe(0);
  expect(idle.strategy).toMatchObject({ battery: { policy: "idle" }, work: { policy: "run-now" } });
  expect(arbitrage.demandResponse).toEqual(site.demandResponse);
  expect(live).toBe(scenario.value);
});

test("a strategy follows the inputs, a pinned scenario does not, and columns are named in order", () => {
  pinRunInView();
  expect(kinds()).toEqual(["idle", "tou-arbitrage", "scenario", "live"]);
  copyInputs("Larger", checkScenario({ ...site, battery: { ...site.battery, energyKwh: 8000 } }));
  expect(pinnedRuns.value.map(({ letter, scenario: own }) => [letter, own.battery.energyKwh])).toEqual([["A", 8000], ["B", 8000], ["C", 4000], ["D", 8000]]);
});

test("four fit: a proposed strategy gives way to a pin, the first column and pinned scenarios do not", () => {
  pinRunInView();
  pinRunInView();
  expect(kinds()).toEqual(["idle", "scenario", "scenario", "live"]);
  expect(canPin.value).toBe(false);
  pinStrategy("carbon-aware");
  expect(kinds()).toEqual(["idle", "scenario", "scenario", "live"]);
  unpin("Removed", 1);
  pinStrategy("carbon-aware");
  expect(kinds()).toEqual(["idle", "scenario", "carbon-aware", "live"]);
});

test("the run in view never goes, and any column can be the first", () => {
  unpin("Removed", 2);
  expect(kinds()).toEqual(["idle", "tou-arbitrage", "live"]);
  compareAgainst(2);
  expect(kinds()).toEqual(["live", "idle", "tou-arbitrage"]);
});

test("an exchange is one step of undo, and the column keeps what the run in view was", () => {
  const before = scenario.value;
  exchangeInputs("Exchange", 1, pinnedRuns.value[1]!.scenario);
  expect(scenario.value.strategy.battery.policy).toBe("tou-arbitrage");
  expect((pins.value![1] as Extract<Pin, { kind: "scenario" }>).scenario).toBe(before);
  undo();
  expect(scenario.value).toEqual(before);
});

test("the columns go back and forth with their exchanges, and stay where they were changed since", () => {
  const first = pins.value;
  exchangeInputs("Exchange", 1, pinnedRuns.value[1]!.scenario);
  const second = pins.value;
  exchangeInputs("Exchange", 0, pinnedRuns.value[0]!.scenario);
  const third = pins.value;
  undo();
  expect(pins.value).toBe(second);
  undo();
  expect(pins.value).toBe(first);
  redo();
  redo();
  expect(pins.value).toBe(third);
  pinRunInView();
  undo();
  expect(kinds()).toEqual(["scenario", "scenario", "scenario", "live"]);
});

test("what was removed comes back to its place by the note's way back, which goes with the next step", () => {
  const before = pins.value;
  unpin("Removed B", 1);
  expect(kinds()).toEqual(["idle", "live"]);
  expect(toast.value).toMatchObject({ text: "Removed B", action: { title: "Undo" } });
  toast.value?.action?.run();
  expect(pins.value).toEqual(before);
  unpin("Removed B", 1);
  pinStrategy("carbon-aware");
  expect(toast.value).toBeNull();
  unpin("Removed B", 1);
  edit("Battery power", (draft) => { draft.battery = { ...draft.battery, powerKw: 500 }; });
  expect(toast.value?.text).toBe("Battery power");
});
