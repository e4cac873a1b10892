import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type Plugin } from "vite";
import app from "../../../vite.config.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const accents = fileURLToPath(new URL("accent.ts", import.meta.url));
const SAID = "?said";

/** Numbers, units and the choice of a locale are no words. */
const isCatalogue = (id: string): boolean => /\/src\/text\/(?!numbers\.ts|locale\.ts)[^/?]+\.ts$/.test(id);

/**
 * The page in a language of the tests: whoever reads the catalogue from outside gets its words accented and longer, and inputs say of themselves what
 * they declare so. What then stands on the page without an accent stands in no catalogue.
 */
const pseudoLocale = (): Plugin => ({
  name: "pseudo-locale",
  enforce: "pre",
  async resolveId(id, importer) {
    if (importer === undefined || importer.endsWith(SAID) || !id.startsWith(".")) return null;
    const target = (await this.resolve(id, importer, { skipSelf: true }))?.id;
    return target !== undefined && isCatalogue(target) && !importer.includes("/src/text/") ? target + SAID : null;
  },
  load(id) {
    if (!id.endsWith(SAID)) return null;
    const target = id.slice(0, -SAID.length);
    const exports = [...readFileSync(target, "utf8").matchAll(/^export (?:async )?(?:const|function) (\w+)/gm)].map(([, name = ""]) => name);
    return `import * as own from ${JSON.stringify(target)};\nimport { said } from ${JSON.stringify(accents)};\n${exports.map((name) => `export const ${name} = said(own.${name});`).join("\n")}`;
  },
  transform: (code, id) => (id.endsWith("/src/core/field.ts")
    ? `${code}\nimport { saidField } from ${JSON.stringify(accents)};\nconst plainAdd = fieldRegistry.add.bind(fieldRegistry);\nfieldRegistry.add = (schema, meta) => plainAdd(schema, saidField(meta));\n` : null),
});

export default mergeConfig(app, defineConfig({ root, plugins: [pseudoLocale()] }));
