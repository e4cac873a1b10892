import { expect, test } from "vitest";
import { checkScenario } from "../../../src/core/scenario.ts";
import { open, scenario, undo } from "../../../src/app/state/document.ts";
import { openRow } from "../../../src/app/state/studies.ts";
import { say, toast } from "../../../src/app/state/view.ts";

test("a row is opened in one step that is said once; what is refused says nothing", () => {
  const site = checkScenario({ battery: { powerKw: 1000, energyKwh: 4000 } });
  open("Open", site, "test");
  say("Before");
  const before = toast.value!.id;
  expect(openRow("Opened row 3", { ...site, battery: { ...site.battery, powerKw: 500 } })).toEqual([]);
  expect(toast.value).toMatchObject({ id: before + 1, text: "Opened row 3", action: { title: "Undo" } });
  expect(openRow("Opened row 4", { ...site, battery: { ...site.battery, powerKw: -1 } })[0]?.where).toMatchObject({ path: "battery.powerKw" });
  expect(toast.value?.text).toBe("Opened row 3");
  undo();
  expect(scenario.value).toEqual(site);
});
