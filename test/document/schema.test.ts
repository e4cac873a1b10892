import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseScenario } from "../../src/document/parse.ts";
import { jsonSchema, jsonSchemaText } from "../../src/document/schema.ts";

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Every declared input: its name, where it stands, and what the schema says of it. */
function inputs(node: unknown, path = ""): { readonly name: string; readonly path: string; readonly node: Node }[] {
  if (Array.isArray(node)) return node.flatMap((inner) => inputs(inner, path));
  if (!isNode(node)) return [];
  const { properties, default: _, ...rest } = node;
  const own = isNode(properties) ? Object.entries(properties).flatMap(([name, inner]) => [{ name, path: `${path}.${name}`, node: inner as Node }, ...inputs(inner, `${path}.${name}`)]) : [];
  return [...own, ...Object.values(rest).flatMap((inner) => inputs(inner, path))];
}

const declared = inputs(jsonSchema());

test("the published schema is the one that the program makes (npm run generate)", () => {
  expect(readFileSync(new URL("../../public/scenario.schema.json", import.meta.url), "utf8")).toBe(jsonSchemaText());
});

test("it refuses unknown keys in every group", () => {
  const open = (node: unknown): unknown[] => (!isNode(node) ? []
    : [...(isNode(node["properties"]) && node["additionalProperties"] !== false ? [node] : []), ...Object.entries(node).flatMap(([key, inner]) => (key === "default" ? [] : open(inner)))]);
  expect(open(JSON.parse(jsonSchemaText()))).toEqual([]);
});

test("every group and input says what it is", () => {
  const silent = declared.filter(({ node, name }) => name !== "kind" && name !== "policy" && name !== "$schema" && node["const"] === undefined && typeof node["title"] !== "string");
  expect(silent.map(({ path }) => path)).toEqual([]);
});

/** How a name ends for each unit. A ratio and a name that says its unit otherwise ("latitude", "gcr") have none here. */
const endings: Readonly<Record<string, RegExp>> = {
  "kW": /Kw$/, "kWh": /Kwh$/, "kW/kWh": /KwPerKwh$/, "(a fraction: 1 is 100 %)": /Fraction/, "%/h": /PerHourFraction$/, "m": /M$/, "min": /Minutes$/, "h": /Hours?(?:Standard)?$/, "days": /[dD]ays$/,
  "°": /Degrees$/, "°C": /C$/, "K": /(?:K|clear|partly|overcast|mean)$/, "m/s": /Ms$/, "kWh/m²·day": /KwhM2Day$/, "gCO2e/kWh": /gPerKwh$/i, "currency/kWh": /PerKwh$/, "currency/MWh": /PerMwh$/,
  "currency/kW-yr": /PerKwYear$/, "%": /Fraction$/, "years": /Years$/, "1/day": /perDay$/, "1/°C": /PerC$/,
};

test("the name of an input ends in its unit", () => {
  const wrong = declared.filter(({ name, node }) => {
    const ending = endings[String(node["x-unit"])];
    // A series says its own unit.
    return ending !== undefined && node["anyOf"] === undefined && !ending.test(name);
  });
  expect(wrong.map(({ path, node }) => `${path} in ${String(node["x-unit"])}`)).toEqual([]);
});

test("every default lies within its range", () => {
  const outside = declared.filter(({ node: { default: value, minimum = -Infinity, maximum = Infinity } }) => typeof value === "number" && (value < Number(minimum) || value > Number(maximum)));
  expect(outside.map(({ path }) => path)).toEqual([]);
});

test("a file may name its schema for an editor; it is no part of the scenario", () => {
  expect(parseScenario({ $schema: "../public/scenario.schema.json" })).toEqual(parseScenario({}));
});
