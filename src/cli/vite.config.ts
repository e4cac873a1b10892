import { chmodSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What Node runs, by the name of the built file: the command line, its worker, the package's entry and the bench. */
const entries = { gridflex: "src/cli/main.ts", worker: "src/engine/worker.node.ts", index: "src/index.ts", bench: "src/cli/bench.ts" };

/** Builds everything that runs under Node; the packages stay outside, the scenarios of `scenarios/` come in. */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: "dist/cli",
    target: "node20",
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(`${root}/${file}`))),
      // In one folder, so that `new URL("./worker.js", import.meta.url)` means the same file from every chunk.
      output: { chunkFileNames: "[name]-[hash].js" },
    },
  },
  plugins: [{
    name: "executable",
    // npm sets the bit when it links the command; a rebuild drops it.
    writeBundle: () => { chmodSync(`${root}/dist/cli/gridflex.js`, 0o755); },
  }],
});
