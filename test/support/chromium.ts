import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type LaunchOptions } from "playwright";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/**
 * The one browser of the tests: `CHROME_PATH`, else the binary that npm pinned (Linux x64), else Playwright's own download,
 * else an installed Chrome. Layout differs between versions, so pictures are compared on the pinned one alone.
 */
export function chromiumLaunchOptions(): LaunchOptions {
  const args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic", "--font-render-hinting=none"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") return { executablePath: named, args };
  if (process.platform === "linux" && process.arch === "x64" && existsSync(`${modules}/@sparticuz/chromium`)) {
    const home = unpackedChromium();
    return {
      executablePath: `${home}/chromium`,
      args,
      // Its own libraries and its one font, so that every Linux runs and draws the same.
      env: { ...process.env, LD_LIBRARY_PATH: `${home}/al2023/lib`, FONTCONFIG_PATH: `${home}/fonts` },
    };
  }
  if (existsSync(chromium.executablePath())) return { args };
  if (process.platform !== "linux" || existsSync("/opt/google/chrome/chrome")) return { channel: "chrome", args };
  throw new Error("no browser for the tests: set CHROME_PATH, install Chrome, or run: npx playwright install --with-deps chromium");
}

/**
 * Unpacks the pinned binary once a version. In a process of its own, because the package writes to the temporary folder and
 * trusts what lies there; then moved in one stroke, so that a half-unpacked one is never found.
 */
function unpackedChromium(): string {
  const { version } = JSON.parse(readFileSync(`${modules}/@sparticuz/chromium/package.json`, "utf8")) as { version: string };
  const home = `${modules}/.cache/chromium-${version}`;
  if (existsSync(`${home}/chromium`)) return home;
  const unpacking = `${home}.${process.pid}`;
  mkdirSync(unpacking, { recursive: true });
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: modules,
    // Without the variable it leaves its shared libraries packed.
    env: { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
  });
  mkdirSync(`${unpacking}/fonts`, { recursive: true });
  // Its own names /tmp/fonts; without a font the browser dies at the first text.
  writeFileSync(`${unpacking}/fonts/fonts.conf`, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts/fonts</dir><cachedir>${home}/fonts/cache</cachedir></fontconfig>`);
  try {
    renameSync(unpacking, home);
  } catch (error) {
    // Another process was first; its folder is whole.
    if (!existsSync(`${home}/chromium`)) throw error;
    rmSync(unpacking, { recursive: true, force: true });
  }
  return home;
}
