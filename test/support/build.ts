import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the command line as it ships, once, for the tests that spawn it; not again while no source is newer. */
export default function buildCommandLine(): void {
  const built = `${root}/dist/cli/gridflex.js`;
  const sources = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" }).map((name) => `${root}/src/${name}`);
  if (existsSync(built) && sources.every((source) => statSync(source).mtimeMs < statSync(built).mtimeMs)) return;
  execFileSync(process.execPath, [`${root}/node_modules/vite/bin/vite.js`, "build", "-c", "src/cli/vite.config.ts", "--logLevel", "warn"], {
    cwd: root, env: { ...process.env, NODE_ENV: "production" }, stdio: "inherit",
  });
}
