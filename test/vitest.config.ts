import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, mergeConfig } from "vitest/config";
import app from "../vite.config.ts";
import { chromiumLaunchOptions } from "./support/chromium.ts";
import { counts } from "./support/counts.ts";

/** Three kinds of test: the core and the command line in Node, components in a real browser, and the built page driven as a user would. */
export default mergeConfig(app, defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    reporters: ["default", counts()],
    // Two cores are what a small machine has; by itself the runner would leave one of them idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/browser/**", "test/e2e/**", "test/cli/**"], testTimeout: 60_000 },
      },
      {
        // What spawns the built command line; the build waits for these alone. Modules are read once a worker, not once a file: these leave nothing in them.
        extends: true,
        test: { name: "cli", isolate: false, include: ["test/cli/**/*.test.ts"], globalSetup: ["test/support/build.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        optimizeDeps: { include: ["comlink", "d3", "highs", "idb", "seedrandom/lib/alea.js", "preact", "preact/hooks", "@preact/signals", "preact/jsx-dev-runtime", "zod/mini", "@noble/hashes/sha2.js"] },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts", "test/browser/**/*.test.tsx"],
          testTimeout: 60_000,
          browser: { enabled: true, headless: true, screenshotFailures: false, instances: [{ browser: "chromium" }], provider: playwright({ launchOptions: chromiumLaunchOptions() }) },
        },
      },
      {
        // Likewise, and so with one browser a worker.
        extends: true,
        test: { name: "e2e", isolate: false, include: ["test/e2e/**/*.test.ts"], globalSetup: ["test/support/preview.ts"], testTimeout: 60_000, hookTimeout: 60_000, sequence: { groupOrder: 1 } },
      },
    ],
  },
}));
