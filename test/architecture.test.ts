import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { posix } from "node:path";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));

/** A room imports from rooms of a later line, never an earlier one; rooms on one line do not see each other. First match names a file's room. */
const order: readonly (readonly string[])[] = [
  ["cli/", "app/main.tsx", "index.ts"],
  ["app/views/", "app/frame/"],
  ["app/inputs/", "app/commands/"],
  ["app/state/"],
  ["engine/"],
  ["files/", "app/charts/"],
  ["charts/", "app/ui/"],
  ["document/", "text/"],
  ["core/studies/"],
  ["core/simulate.ts"],
  ["core/prepare.ts"],
  ["core/scenario.ts"],
  ["core/strategies/", "core/measures/"],
  ["core/result.ts"],
  ["core/optimise/"],
  ["core/site/", "core/market/"],
  ["core/time/"],
  ["core/check.ts"],
  ["core/maths/", "core/field.ts", "core/errors.ts"],
];

function roomOf(file: string): { readonly line: number; readonly room: string } {
  for (const [line, rooms] of order.entries()) {
    const room = rooms.find((start) => file === start || (start.endsWith("/") && file.startsWith(start)));
    if (room !== undefined) return { line, room };
  }
  throw new Error(`src/${file} stands in no room`);
}

const imports = files.flatMap((file) => {
  const text = readFileSync(`${source}/${file}`, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)].map(([, target = ""]) => ({
    file, target: posix.normalize(posix.join(posix.dirname(file), target.replace(/\?.*$/, ""))),
  })).filter(({ target }) => /\.tsx?$/.test(target));
});

test("every file stands in a room, and imports point one way", () => {
  const wrong = imports.filter(({ file, target }) => {
    const [from, to] = [roomOf(file), roomOf(target)];
    return to.line < from.line || (to.line === from.line && to.room !== from.room);
  });
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("the page runs nothing itself: runs go through the engine", () => {
  const wrong = imports.filter(({ file, target }) => file.startsWith("app/") && target === "core/simulate.ts");
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test("no import closes a circle", () => {
  const targets = Map.groupBy(imports, ({ file }) => file);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) throw new Error([...path.slice(path.indexOf(file)), file].join(" > "));
    if (done.has(file)) return;
    for (const { target } of targets.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  };
  expect(() => { for (const file of files) walk(file, []); }).not.toThrow();
});

test("the core has no clock, no unseeded randomness, no zone data but in its zone, and no inexact mathematics of the engine", () => {
  const inexact = /Math\.(?:sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot)\b|\*\*/;
  const wrong = files.filter((file) => file.startsWith("core/")).flatMap((file) => {
    const code = readFileSync(`${source}/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
    const found = [/Date\.now/, /new Date\(\)/, /Math\.random/, inexact, ...(file === "core/time/zone.ts" ? [] : [/\bIntl\b/])].filter((pattern) => pattern.test(code));
    return found.map((pattern) => `${file}: ${pattern.source}`);
  });
  expect(wrong).toEqual([]);
});
