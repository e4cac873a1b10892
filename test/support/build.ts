import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What a build is made from. */
const sources = ["src", "scenarios", "public", "index.html", "vite.config.ts", "package.json"];

/** Builds the command line as it ships, once, for the tests that spawn it; not again while no source is newer. */
export default function buildCommandLine(): void {
  if (isStale("cli/gridflex.js")) run("node_modules/vite/bin/vite.js", "build", "-c", "src/cli/vite.config.ts", "--logLevel", "warn");
}

/** The declarations that ship beside it, likewise. */
export function buildDeclarations(): void {
  if (isStale("types/index.d.ts")) run("node_modules/typescript/bin/tsc", "-p", "src", "--declaration", "--emitDeclarationOnly", "--noEmit", "false", "--outDir", "dist/types");
}

/** The page, likewise. */
export function buildPage(): void {
  if (isStale("web/index.html")) run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
}

function isStale(name: string): boolean {
  const built = `${root}/dist/${name}`;
  if (!existsSync(built)) return true;
  // Folders too: one is newer where a file of it was taken away.
  const paths = sources.flatMap((source) => [source, ...(statSync(`${root}/${source}`).isDirectory() ? readdirSync(`${root}/${source}`, { recursive: true, encoding: "utf8" }).map((path) => `${source}/${path}`) : [])]);
  return paths.some((path) => statSync(`${root}/${path}`).mtimeMs >= statSync(built).mtimeMs);
}

/** In a process of its own, because here NODE_ENV is "test". */
function run(...words: readonly string[]): void {
  execFileSync(process.execPath, words, { cwd: root, env: { ...process.env, NODE_ENV: "production" }, stdio: "inherit" });
}
