import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

/**
 * Studies are planned on the page and read all of the model, while the first load needs the declarations of its inputs alone. A bundler cannot split a
 * module between two chunks, and would load the model with its declarations: so the studies, which come when they are asked for, get the core in a
 * copy of their own. Errors and the registry of inputs stay one, because they are told apart by identity.
 */
const studiesApart = (): Plugin => ({
  name: "studies-apart",
  apply: "build",
  enforce: "pre",
  async resolveId(id, importer) {
    if (importer === undefined || !id.startsWith(".")) return null;
    const target = (await this.resolve(id, importer.replace(APART, ""), { skipSelf: true }))?.id;
    if (target === undefined || !/\/src\/core\/.*\.ts$/.test(target) || /\/core\/(?:errors|field)\.ts$/.test(target)) return null;
    return importer.endsWith(APART) || target.includes("/core/studies/") ? target + APART : null;
  },
  load: (id) => (id.endsWith(APART) ? readFileSync(id.slice(0, -APART.length), "utf8") : null),
});
const APART = "?apart";

/** Served beside the page and no part of it. */
const notOffline = /^\.vite\/|^sw\.js$|\.schema\.json$/;

/** The service worker with the names of all built files before it; a change of any of them is another version. */
const withOffline: Plugin = {
  name: "offline",
  apply: "build",
  writeBundle({ dir = "" }, bundle) {
    if (bundle["index.html"] === undefined) return;
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(dir.length + 1).replaceAll("\\", "/")).filter((name) => !notOffline.test(name)).toSorted();
    const version = files.reduce((hash, name) => hash.update(name).update(readFileSync(`${dir}/${name}`)), createHash("sha256")).digest("hex").slice(0, 12);
    const names = files.map((name) => (name === "index.html" ? "./" : `./${name}`));
    const worker = readFileSync(new URL("src/app/serviceWorker.js", import.meta.url), "utf8");
    writeFileSync(`${dir}/sw.js`, `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(names)};\n${worker}`);
  },
};

/** Builds the page alone; the command line has its own configuration beside it, the tests theirs. */
export default defineConfig({
  base: "./",
  plugins: [withContentPolicy, studiesApart(), withOffline],
  oxc: { jsx: { importSource: "preact" } },
  build: {
    // The studies, which come when they are asked for, bring the model along.
    outDir: "dist/web", target: "es2022", manifest: true, chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // A module of the core does nothing but declare: what nobody uses of it is left out.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?:core|text|charts|document|files)\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            // The example that the page opens on is data beside the program.
            { name: "example", test: /\/scenarios\/ashburn-hyperscale\.json$/ },
            // What the page itself loads first is one file rather than fifty that lazy parts share in fifty ways: 15 kB less when compressed. Without
            // the entry, which waits for lazy parts that stand on this file; and without core and packages, which are tasks of their own.
            { name: "first", tags: ["$initial"], test: /\/src\/(?:app\/(?!main\.tsx)|charts\/|text\/)/, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  // HiGHS imports it under Node only.
  worker: { format: "es", plugins: () => [zipInPlace()], rolldownOptions: { external: ["node:module"] } },
});
