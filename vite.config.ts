import { defineConfig } from "vite";

/** Builds the page alone; the command line has its own configuration beside it, the tests theirs. */
export default defineConfig({
  base: "./",
  oxc: { jsx: { importSource: "preact" } },
  build: { outDir: "dist/web", target: "es2022", manifest: true },
  // HiGHS imports it under Node only.
  worker: { format: "es", rolldownOptions: { external: ["node:module"] } },
});
