import { defineConfig, type Plugin } from "vite";

/** What the built page may load: its own files, and nothing from anywhere else. The development server injects styles and keeps without. */
const contentPolicy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
  "worker-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
].join("; ");

const withContentPolicy: Plugin = {
  name: "content-policy",
  apply: "build",
  transformIndexHtml: () => [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: contentPolicy }, injectTo: "head-prepend" }],
};

/**
 * The workbook is packed where it is written, in a worker of ours. The package would hand the packing to workers of its own, made from the text of
 * its functions, which no longer stands once the build has shortened their names.
 */
const zipInPlace = (): Plugin => ({
  name: "zip-in-place",
  enforce: "pre",
  resolveId: (id, importer) => (id === "fflate" && importer?.endsWith("/zip/zipToArrayBuffer.js") === true ? "\0zip-in-place" : null),
  load: (id) => (id === "\0zip-in-place"
    ? 'import { zipSync } from "fflate"; export function zip(files, done) { try { done(null, zipSync(files)); } catch (error) { done(error); } }' : null),
});

/** Builds the page alone; the command line has its own configuration beside it, the tests theirs. */
export default defineConfig({
  base: "./",
  plugins: [withContentPolicy],
  oxc: { jsx: { importSource: "preact" } },
  build: { outDir: "dist/web", target: "es2022", manifest: true },
  // HiGHS imports it under Node only.
  worker: { format: "es", plugins: () => [zipInPlace()], rolldownOptions: { external: ["node:module"] } },
});
