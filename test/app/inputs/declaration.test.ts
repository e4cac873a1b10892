import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { declaredInputs, fieldsOf, setAt, valueAt, type FieldNode, type Path } from "../../../src/app/inputs/declaration.ts";
import { scenarioSchema } from "../../../src/core/scenario.ts";
import { parseScenario } from "../../../src/document/parse.ts";

const tree = declaredInputs(scenarioSchema);
const folder = new URL("../../../scenarios/", import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => ({ name, scenario: parseScenario(readFileSync(new URL(name, folder), "utf8"), name) }));

test.each(examples)("every value of $name has a field that shows it", ({ scenario }) => {
  const fields = new Set(tree.flatMap((node) => fieldsOf(node, scenario)).map(({ path }) => path.join(".")));
  const hidden = leaves(scenario).filter((path) => path[0] !== "version" && path.at(-1) !== "unit" && !path.some((_, end) => fields.has(path.slice(0, end + 1).join("."))));
  expect(hidden.map((path) => path.join("."))).toEqual([]);
});

test("a number carries its unit, range and help from where it is declared", () => {
  const power = tree.flatMap((node) => fieldsOf(node, examples[0]!.scenario)).find(({ path }) => path.join(".") === "battery.powerKw");
  expect(power).toMatchObject({ control: "number", meta: { unit: "kW", min: 0, title: "Power" } });
});

test("every field has a title, and no two fields of a panel have the same path", () => {
  const fields: readonly FieldNode[] = tree.flatMap((node) => fieldsOf(node, examples[0]!.scenario));
  expect(fields.filter(({ meta }) => meta.title === "")).toEqual([]);
  expect(new Set(fields.map(({ path }) => path.join("."))).size).toBe(fields.length);
});

test("a choice of whole numbers stays a number, and work classes are a list of forms", () => {
  const fields = tree.flatMap((node) => fieldsOf(node, examples[0]!.scenario));
  expect(fields.find(({ path }) => path.join(".") === "time.stepMinutes")).toMatchObject({ control: "choice" });
  expect(fields.some(({ path }) => path.join(".") === "load.classes.1.windowHours")).toBe(true);
});

test("writing makes what is missing on the way, and undefined takes a key away", () => {
  const draft: Record<string, unknown> = {};
  setAt(draft, ["a", "b"], 1);
  expect(draft).toEqual({ a: { b: 1 } });
  setAt(draft, ["a", "b"], undefined);
  expect(draft).toEqual({ a: {} });
  expect(valueAt(draft, ["a", "b", "c"])).toBeUndefined();
});

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
