import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/core/simulate.ts";
import { checkScenario, type Scenario } from "../../../src/core/scenario.ts";
import { runFigures } from "../../../src/core/studies/runFigures.ts";
import { partOrigins, seededPartNames, seededParts, type SeededPart } from "../../../src/core/studies/seededParts.ts";
import { seedHolding } from "../../../src/core/time/streams.ts";
import { parseFile } from "../../../src/document/parse.ts";

const siteOf = (name: string): Scenario => {
  const { scenario } = parseFile(readFileSync(`scenarios/${name}.json`), name);
  return { ...scenario, time: { ...scenario.time, start: "2025-07-01", days: 10, stepMinutes: 60 } };
};
const sites: readonly (readonly [string, Scenario])[] = [
  ...["ashburn-hyperscale", "dallas-ai-training", "frankfurt-colocation", "new-york-inference-edge"].map((name) => [name, siteOf(name)] as const),
  ["a site that loses the grid", checkScenario({ time: { start: "2025-07-01", days: 10, stepMinutes: 60 }, load: { itDesignKw: 500 }, generator: { ratingKw: 800 }, outages: { events: { kind: "seeded", ordinaryPerYear: 100 } } })],
];

/** The figures of a run in which this part alone is of another seed. */
function withOther(site: Scenario, part: SeededPart | null): string {
  const held = seededPartNames.filter((name) => name !== part).flatMap((name) => seededParts[name]);
  return JSON.stringify(runFigures(simulate(site, { seed: seedHolding("1.1", held, "1"), data: new Map() })));
}

describe.each(sites)("%s", (_, site) => {
  const origins = partOrigins(site);
  const same = withOther(site, null);
  test("with every part held another seed is the same run", () => { expect(same).toBe(JSON.stringify(runFigures(simulate(site, { seed: "1", data: new Map() })))); });
  const isMoved = (part: SeededPart) => withOther(site, part) !== same;
  // Alerts of a coincident peak are drawn too, and need move nobody.
  test.each(seededPartNames.filter((part) => origins[part].kind === "drawn" && part !== "events"))("another seed moves %s, which is drawn", (part) => { expect(isMoved(part)).toBe(true); });
  test.each(seededPartNames.filter((part) => origins[part].kind !== "drawn"))("no other seed moves %s by itself", (part) => { expect(isMoved(part)).toBe(false); });
});
