import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { version } from "../../src/document/version.ts";

test("the version that results carry is the package's", () => {
  expect(version).toBe((JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string }).version);
});
