import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the command line as it ships, once, for the tests that spawn it; not again while no source is newer. */
export default function buildCommandLine(): void {
  if (isStale("cli/gridflex.js")) run("node_modules/vite/bin/vite.js", "build", "-c", "src/cli/vite.config.ts", "--logLevel", "warn");
}

/** The declarations that ship beside it, likewise. */
export function buildDeclarations(): void {
  if (isStale("types/index.d.ts")) run("node_modules/typescript/bin/tsc", "-p", "src", "--declaration", "--emitDeclarationOnly", "--noEmit", "false", "--outDir", "dist/types");
}

function isStale(name: string): boolean {
  const built = `${root}/dist/${name}`;
  return !existsSync(built) || readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" }).some((source) => statSync(`${root}/src/${source}`).mtimeMs >= statSync(built).mtimeMs);
}

function run(...words: readonly string[]): void {
  execFileSync(process.execPath, words, { cwd: root, env: { ...process.env, NODE_ENV: "production" }, stdio: "inherit" });
}
