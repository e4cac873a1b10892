import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

test("what is built in of others stands with its notice in the page's licences", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { readonly dependencies: Readonly<Record<string, string>> };
  const licences = read("public/licences.txt").toLowerCase();
  expect(Object.keys(dependencies).filter((name) => !licences.includes(name))).toEqual([]);
  expect(licences).toContain("copyright (c) 2008, frances y. kuo and stephen joe");
});
