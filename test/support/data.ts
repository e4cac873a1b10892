import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "vitest";

/** The folder of real files that the importers are tested on; they may not be copied into this project. */
const folder = process.env["GRIDFLEX_DATA"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const present = existsSync(folder);

if (!present && process.env["GRIDFLEX_REQUIRE_DATA"]) throw new Error(`no data files at ${folder}; set GRIDFLEX_DATA to their folder`);

/** `test`, but reported as skipped, with the reason, where the real files are not at hand. */
export const testWithData = present ? test : skippedTest();

export function dataPath(name: string): string {
  return `${folder}/${name}`;
}

export function dataText(name: string): string {
  return readFileSync(dataPath(name), "utf8");
}

export function dataBytes(name: string): Uint8Array {
  return readFileSync(dataPath(name));
}

/** The reason stands in the name: the files are real data under licences of their own, found by GRIDFLEX_DATA. */
function skippedTest(): typeof test {
  // oxlint-disable-next-line vitest/no-disabled-tests -- a stranger without the files sees what is not tested, and why
  const skip = (name: string) => { test.skip(`${name} (needs the real data files: set GRIDFLEX_DATA)`, () => {}); };
  const each = (cases: readonly unknown[]) => (name: string) => { skip(`${name}, ${cases.length} cases`); };
  return Object.assign(skip, { each, for: each }) as unknown as typeof test;
}
