import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");
let folder = "";

/** A stranger's project with the packed package in it, as npm would unpack it; its dependencies are this project's. */
beforeAll(() => {
  execFileSync(process.execPath, [tsc, "-p", "src", "--declaration", "--emitDeclarationOnly", "--noEmit", "false", "--outDir", "dist/types"], { cwd: root });
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

test("the packed package is imported and simulates a year as the command line does", () => {
  writeFileSync(join(folder, "run.mjs"), consumer.replace(/^import type .*$/m, "").replaceAll(/: (?:Scenario|RunResult|Float64Array) =/g, " =").replace(" as string", ""));
  const scenario = join(root, "scenarios/new-york-inference-edge.json");
  const printed = JSON.parse(execFileSync("node", ["run.mjs", scenario], { cwd: folder, encoding: "utf8" })) as Readonly<Record<string, unknown>>;
  const ran = JSON.parse(execFileSync("node", [join(root, "dist/cli/gridflex.js"), "run", scenario, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as { readonly kpis: { readonly importKwh: number }; readonly version: string; readonly scenarioHash: string };
  expect(printed).toEqual({ version: ran.version, steps: 35_040, importKwh: ran.kpis.importKwh, refused: "battery.powerKw", hash: ran.scenarioHash });
});

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

test("many runs are asked for, or planned, computed and added up by the caller, and a measured load is billed, from the packed package", () => {
  expect(diagnostics("asker.ts", asker, { module: "nodenext" })).toBe("");
  execFileSync(process.execPath, [tsc, "asker.ts", "--ignoreConfig", "--module", "nodenext", "--target", "es2023", "--types", "node", "--skipLibCheck"], { cwd: folder });
  const printed = JSON.parse(execFileSync("node", ["asker.js"], { cwd: folder, encoding: "utf8" })) as Readonly<Record<string, unknown>>;
  expect(printed).toMatchObject({ seeds: 6, same: true, name: "Data centre" });
  expect(printed["total"]).toBeCloseTo(4.8, 9);
});

test.each([["nodenext", "nodenext"], ["esnext", "bundler"]])("its declarations type-check in a strict project with module %s, resolution %s, and no option of ours", (module, moduleResolution) => {
  expect(diagnostics("consumer.ts", consumer, { module, moduleResolution })).toBe("");
});

test("a wrong use of it is an error of the type checker", () => {
  const wrong = 'import { parseScenario } from "gridflex";\nconst power: string = parseScenario("{}").battery.powerKw;\nconsole.log(power);\n';
  expect(diagnostics("wrong.ts", wrong, { module: "nodenext" })).toMatch(/^wrong\.ts\(2,7\): error TS2322: Type 'number' is not assignable to type 'string'/);
});

/** What the type checker says of one file of the stranger's project. */
function diagnostics(name: string, text: string, options: Readonly<Record<string, string>>): string {
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
    compilerOptions: { target: "es2023", lib: ["esnext", "dom"], strict: true, noEmit: true, types: ["node"], skipLibCheck: false, exactOptionalPropertyTypes: true, ...options },
    files: [name],
  }));
  try {
    return execFileSync(process.execPath, [tsc, "-p", "."], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}
