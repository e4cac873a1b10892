import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[]; readonly dynamicImports?: readonly string[]; readonly css?: readonly string[] };

const dist = fileURLToPath(new URL("../../dist/web/", import.meta.url));
const MOST_KB = 150;

/** Keys of the manifest are source paths; a chunk that several share has a name of its own. */
function firstLoad(manifest: Readonly<Record<string, Chunk>>): { readonly files: ReadonlySet<string>; readonly chunks: ReadonlySet<string> } {
  const chunks = new Set<string>();
  const take = (key: string): void => {
    if (chunks.has(key)) return;
    chunks.add(key);
    for (const next of manifest[key]?.imports ?? []) take(next);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry === true) take(key);
  return { chunks, files: new Set([...chunks].flatMap((key) => [manifest[key]!.file, ...manifest[key]!.css ?? []])) };
}

const manifest = () => JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8")) as Readonly<Record<string, Chunk>>;

const kB = (file: string) => gzipSync(readFileSync(dist + file), { level: 9 }).length / 1000;

/** The model runs in a worker of its own; nothing of it is in the page's program. */
const workerFile = () => `assets/${readdirSync(`${dist}assets`).find((name) => /^worker-.*\.js$/.test(name))!}`;

/** The example that the page opens on is data, in a file of its own; it and the worker are told beside. */
test(`the program that is loaded before the first result is at most ${MOST_KB} kB, compressed`, () => {
  const files = [...firstLoad(manifest()).files];
  const program = files.filter((file) => !/\/example-[^/]*\.js$/.test(file));
  expect(files.length - program.length).toBe(1);
  const total = program.reduce((sum, file) => sum + kB(file), 0);
  const example = files.filter((file) => !program.includes(file)).reduce((sum, file) => sum + kB(file), 0);
  console.log(`first load ${total.toFixed(1)} kB gzip in ${program.length} files; example ${example.toFixed(1)} kB, worker ${kB(workerFile()).toFixed(1)} kB`);
  expect(total).toBeLessThan(MOST_KB);
});

test("the bill, the dialogs, the readers, the solver and every example but the first come when they are asked for", () => {
  const { chunks, files } = firstLoad(manifest());
  const lazy = ["src/app/inputs/tune.tsx", "src/app/views/bill/bill.tsx", "src/app/views/frame/about.tsx", "src/app/views/frame/importDialog.tsx", "src/files/loadData.ts", "src/document/hash.ts", "src/document/parse.ts",
    ...["dallas-ai-training", "los-angeles-colocation", "new-york-inference-edge", "frankfurt-colocation"].map((name) => `scenarios/${name}.json`)];
  expect(lazy.filter((name) => chunks.has(name) || manifest()[name] === undefined)).toEqual([]);
  const code = [...files].filter((file) => file.endsWith(".js")).map((file) => readFileSync(dist + file, "utf8")).join("\n");
  expect(code).not.toContain("HiGHS");
  expect(code).not.toContain("EnergyPlus weather (EPW)");
  expect(readFileSync(dist + workerFile(), "utf8")).not.toContain("EnergyPlus weather (EPW)");
});
