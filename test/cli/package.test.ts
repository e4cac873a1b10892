import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildDeclarations } from "../support/build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");
let folder = "";
/** What the type checker says of all three files of the stranger's project, which it also emits. */
let said = "";

/** A stranger's project with the packed package in it, as npm would unpack it; its dependencies are this project's. */
beforeAll(() => {
  buildDeclarations();
  folder = mkdtempSync(join(tmpdir(), "gridflex-package-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) as string;
  execFileSync("tar", ["-xzf", tarball], { cwd: folder });
  mkdirSync(join(folder, "node_modules"));
  cpSync(join(folder, "package"), join(folder, "node_modules/gridflex"), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly dependencies: Readonly<Record<string, string>> };
  for (const name of [...Object.keys(dependencies), "@types"]) {
    mkdirSync(join(folder, "node_modules", name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "dir");
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  for (const [name, text] of Object.entries({ consumer, asker, wrong })) writeFileSync(join(folder, `${name}.ts`), text);
  said = diagnostics(["consumer.ts", "asker.ts", "wrong.ts"], { module: "nodenext" });
}, 120_000);

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const consumer = `
import { column, InputError, loadData, parseScenario, scenarioHash, simulate, version } from "gridflex";
import type { RunResult, Scenario } from "gridflex";
import { readFileSync } from "node:fs";

const scenario: Scenario = parseScenario(readFileSync(process.argv[2] as string, "utf8"));
const data = await loadData(scenario, async (name) => readFileSync(name));
const result: RunResult = simulate(scenario, { seed: "1", data });
const importKw: Float64Array = column(result.frame, "importKw");
let refused = "";
try { parseScenario({ battery: { powerKw: -1 } }); } catch (error) { if (error instanceof InputError) refused = error.issues[0]?.where.path ?? ""; }
console.log(JSON.stringify({ version, steps: importKw.length, importKwh: result.kpis.importKwh, refused, hash: scenarioHash(scenario, data) }));
`;

const asker = `
import { bill, createEngine, foldStudy, parseFile, parseScenario, planStudy, readFile, version } from "gridflex";
import type { Outcome, Question, RunFigures, StudyInputs } from "gridflex";

const { scenario, studies } = parseFile({ time: { days: 1, stepMinutes: 60 }, battery: { powerKw: 200, energyKwh: 400 }, studies: { monteCarlo: { mostSeeds: 6, batchSeeds: 3, toleranceFraction: 0 } } });
const question: Question<StudyInputs<"monteCarlo">> = { scenario, inputs: studies.monteCarlo, seed: "1", data: new Map() };
const engine = createEngine({ workers: 2 });
const asked = await engine.study("monteCarlo", question);
const outcomes: Outcome<RunFigures>[] = [];
for (let next = [...planStudy("monteCarlo", question)]; next.length > 0;) {
  const first = outcomes.length;
  for await (const outcome of engine.execute<RunFigures>(next, { data: question.data })) outcomes.push({ ...outcome, index: first + outcome.index });
  next = [...(await foldStudy("monteCarlo", question, streamed(outcomes))).next];
}
const folded = await foldStudy("monteCarlo", question, streamed(outcomes));
engine.dispose();
async function* streamed<Value>(values: Iterable<Value>): AsyncGenerator<Value> { yield* values; }

const [load] = readFile(new TextEncoder().encode("time,kW\\n" + Array.from({ length: 24 }, (_, hour) => "2025-06-02T" + String(hour).padStart(2, "0") + ":00Z,2\\n").join("")), "load.csv").series;
if (load === undefined) throw new Error("no load");
const billed = bill(load, { urdb: { energyratestructure: [[{ rate: 0.1 }]] } }, { timeZone: "UTC" });
console.log(JSON.stringify({ version, seeds: asked.seeds, same: JSON.stringify(asked) === JSON.stringify(folded.finding), total: billed.total, name: parseScenario({}).name }));
`;

const wrong = `import { parseScenario } from "gridflex";
const power: string = parseScenario("{}").battery.powerKw;
console.log(power);
`;

test("its declarations type-check in a strict project with no option of ours, under Node's resolution and a bundler's, and a wrong use is an error", () => {
  expect(said.trim().split("\n")).toEqual([expect.stringMatching(/^wrong\.ts\(2,7\): error TS2322: Type 'number' is not assignable to type 'string'/)]);
  expect(diagnostics(["consumer.ts"], { module: "esnext", moduleResolution: "bundler", noEmit: true })).toBe("");
});

test("the packed package is imported and simulates a year as the command line does", () => {
  const scenario = join(root, "scenarios/new-york-inference-edge.json");
  const printed = JSON.parse(execFileSync("node", ["consumer.js", scenario], { cwd: folder, encoding: "utf8" })) as Readonly<Record<string, unknown>>;
  const ran = JSON.parse(execFileSync("node", [join(root, "dist/cli/gridflex.js"), "run", scenario, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as { readonly kpis: { readonly importKwh: number }; readonly version: string; readonly scenarioHash: string };
  expect(printed).toEqual({ version: ran.version, steps: 35_040, importKwh: ran.kpis.importKwh, refused: "battery.powerKw", hash: ran.scenarioHash });
});

test("many runs are asked for, or planned, computed and added up by the caller, and a measured load is billed, from the packed package", () => {
  const printed = JSON.parse(execFileSync("node", ["asker.js"], { cwd: folder, encoding: "utf8" })) as Readonly<Record<string, unknown>>;
  expect(printed).toMatchObject({ seeds: 6, same: true, name: "Data centre" });
  expect(printed["total"]).toBeCloseTo(4.8, 9);
});

/** What the type checker says of files of the stranger's project. */
function diagnostics(files: readonly string[], options: Readonly<Record<string, string | boolean>>): string {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
    compilerOptions: { target: "es2023", lib: ["esnext", "dom"], strict: true, types: ["node"], skipLibCheck: false, exactOptionalPropertyTypes: true, ...options },
    files,
  }));
  try {
    return execFileSync(process.execPath, [tsc, "-p", "."], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}
