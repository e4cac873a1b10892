import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import app from "../vite.config.ts";
import { counts } from "./support/counts.ts";

export default mergeConfig(app, defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    reporters: ["default", counts()],
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/browser/**", "test/e2e/**"], testTimeout: 60_000 },
      },
    ],
  },
}));
