import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { declareStudies, documentNow, edit, open, openedInputs, preview, redo, redoTitle, scenario, settle, studies, undo, undoTitle, type Draft } from "../../../src/app/state/document.ts";
import { checkScenario } from "../../../src/core/scenario.ts";
import { checkStudies } from "../../../src/core/studies/index.ts";

beforeEach(() => {
  // A document opens as one more step; the history before it is left behind.
  open("Open", checkScenario({ name: "Test" }), "test");
});

const setPower = (powerKw: number) => (draft: { battery: { powerKw: number } }) => { draft.battery = { ...draft.battery, powerKw }; };

test("a drag is one step, however many values it passes", () => {
  const before = scenario.value;
  for (const powerKw of [100, 200, 300]) preview(setPower(powerKw));
  expect(scenario.value.battery.powerKw).toBe(300);
  settle("Battery: Power 300 kW");
  expect(undoTitle.value).toBe("Battery: Power 300 kW");
  undo();
  expect(scenario.value).toEqual(before);
});

test("a drag that ends where it began leaves no step", () => {
  const title = undoTitle.value;
  preview(setPower(100));
  preview(setPower(0));
  settle("Battery: Power 0 kW");
  expect(undoTitle.value).toBe(title);
});

test("what the declaration refuses changes nothing and is told by its path", () => {
  const before = documentNow.value;
  const issues = edit("Battery: Power", setPower(-5));
  expect(issues.map(({ where }) => where.path)).toEqual(["battery.powerKw"]);
  expect(documentNow.value).toBe(before);
});

test("undo in the middle of a drag takes the drag back and not the step before it", () => {
  edit("Battery: Power 100 kW", setPower(100));
  preview(setPower(200));
  undo();
  expect(scenario.value.battery.powerKw).toBe(100);
});

test("a new edit after undo forgets what was undone", () => {
  edit("one", setPower(1));
  undo();
  expect(redoTitle.value).toBe("one");
  edit("two", setPower(2));
  expect(redoTitle.value).toBeNull();
});

test("opening another scenario can be undone like any edit, with what it was opened as", () => {
  edit("Battery: Power 100 kW", setPower(100));
  open("Open the other", checkScenario({ name: "Other" }), "other");
  expect(documentNow.value).toMatchObject({ origin: "other", opened: { name: "Other" } });
  undo();
  expect(documentNow.value).toMatchObject({ origin: "test", opened: { name: "Test" }, scenario: { battery: { powerKw: 100 } } });
});

test("undo and redo are inverse over any sequence of edits", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (powers) => {
    open("Open", checkScenario({}), "test");
    const states = [scenario.value];
    for (const powerKw of powers) {
      edit(`Battery: Power ${powerKw} kW`, setPower(powerKw));
      if (scenario.value !== states.at(-1)) states.push(scenario.value);
    }
    for (const state of states.toReversed().slice(1)) {
      undo();
      expect(scenario.value).toEqual(state);
    }
    for (const state of states.slice(1)) {
      redo();
      expect(scenario.value).toEqual(state);
    }
  }), { numRuns: 25 });
});

describe("inputs of studies", () => {
  const setLast = (lastYear: number) => (draft: Draft) => { draft.studies.growth = { ...draft.studies.growth!, lastYear }; };

  test("stand beside the scenario, pass through the same door, and need no other run", () => {
    declareStudies(checkStudies);
    const before = scenario.value;
    expect(studies.value?.growth.lastYear).toBe(2040);
    expect(edit("Growth: Until 2050", setLast(2050))).toEqual([]);
    expect(studies.value?.growth.lastYear).toBe(2050);
    expect(scenario.value).toBe(before);
    undo();
    expect(studies.value?.growth.lastYear).toBe(2040);
    redo();
    expect(studies.value?.growth.lastYear).toBe(2050);
  });

  test("are refused by their path, with nothing changed", () => {
    declareStudies(checkStudies);
    const before = documentNow.value;
    expect(edit("Growth: Until 1990", setLast(1990)).map(({ where }) => where.path)).toEqual(["studies.growth.lastYear"]);
    expect(documentNow.value).toBe(before);
  });

  test("of a file are what it is opened as, and stay through edits of the scenario", () => {
    declareStudies(checkStudies);
    open("Open", checkScenario({ name: "With studies" }), "test", { growth: { ...checkStudies({}).growth, lastYear: 2045 } });
    edit("Battery: Power", setPower(100));
    expect(studies.value?.growth.lastYear).toBe(2045);
    expect(openedInputs.value).toMatchObject({ name: "With studies", studies: { growth: { lastYear: 2045 } } });
  });
});
