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

/** Builds the page alone; the command line has its own configuration beside it, the tests theirs. */
export default defineConfig({
  base: "./",
  plugins: [withContentPolicy],
  oxc: { jsx: { importSource: "preact" } },
  build: { outDir: "dist/web", target: "es2022", manifest: true },
  // HiGHS imports it under Node only.
  worker: { format: "es", rolldownOptions: { external: ["node:module"] } },
});
