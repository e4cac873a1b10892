import { expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { checkStudies } from "../../src/core/studies/index.ts";
import { scenarioHash, studyHash } from "../../src/document/hash.ts";
import { fileValue, parseFile, parseScenario } from "../../src/document/parse.ts";

const text = '{\n"name": "Site",\n"studies": {\n"lifetime": {\n"projectYears": 15 } } }';

test("a file is a scenario and its studies; neither is part of the other", () => {
  const { scenario, studies } = parseFile(text);
  expect(studies.lifetime.projectYears).toBe(15);
  expect(studies.growth).toEqual(checkStudies({}).growth);
  expect("studies" in scenario).toBe(false);
  expect(scenario).toEqual(parseScenario('{ "name": "Site" }'));
});

test("what is written is what was read", () => {
  const read = parseFile(text);
  expect(parseFile(JSON.stringify(fileValue(read)))).toEqual(read);
});

test("a study's inputs do not touch the scenario's hash, and theirs covers both", () => {
  const [without, given] = [parseFile('{ "name": "Site" }'), parseFile(text)];
  const hash = scenarioHash(given.scenario);
  expect(hash).toBe(scenarioHash(without.scenario));
  expect(studyHash(hash, "lifetime", given.studies.lifetime)).not.toBe(studyHash(hash, "lifetime", without.studies.lifetime));
  expect(studyHash(hash, "lifetime", given.studies.lifetime)).not.toBe(studyHash(scenarioHash({ ...given.scenario, name: "Other" }), "lifetime", given.studies.lifetime));
});

test("issues of both halves are told together, in the order of the file", () => {
  const bad = '{\n"studies": {\n"lifetime": { "projectYears": 0, "finance": {\n"tax": { "rate": 0.2 } } },\n"gorwth": {} },\n"battery": { "powerKw": -1 } }';
  let issues: InputError["issues"] = [];
  try {
    parseFile(bad, "site.json");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    issues = error.issues;
  }
  expect(issues.map(({ where: { line, path } }) => [line, path])).toEqual([[3, "studies.lifetime.projectYears"], [4, "studies.lifetime.finance.tax.rate"], [5, "studies.gorwth"], [6, "battery.powerKw"]]);
  expect(issues[1]?.allowed).toContain("rateFraction");
  expect(issues[2]?.allowed).toContain("growth");
});
