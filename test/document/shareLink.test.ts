import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError, LimitError } from "../../src/core/errors.ts";
import { fileValue, parseFile } from "../../src/document/parse.ts";
import { presets } from "../../src/document/presets.ts";
import { linkedValue, MAX_LINK_CHARACTERS, readFragment, writeFragment, type LinkBase } from "../../src/document/shareLink.ts";

const defaults: LinkBase = { id: "defaults", value: fileValue(parseFile({})), digest: "d" };
const exampleBase = async (index: number): Promise<LinkBase> => ({ id: presets[index]!.id, value: fileValue(parseFile(await presets[index]!.load())), digest: "e" });

test.each(presets.map(({ id }, index) => ({ id, index })))("$id with changed inputs goes through a link that no program cuts, and comes back the same", async ({ index }) => {
  const base = await exampleBase(index);
  const value = fileValue(parseFile({ ...await presets[index]!.load(), name: "Ünïcode – <img src=x onerror=alert(1)>", battery: { powerKw: 1234, energyKwh: 5678 } }));
  const fragment = await writeFragment(value, [defaults, base], "0.1.0", { "load.csv": "ab" });
  expect(fragment.length).toBeLessThan(MAX_LINK_CHARACTERS / 2);
  expect(fragment).toMatch(/^s=[\w-]+$/);
  const content = await readFragment(fragment);
  expect(content).toMatchObject({ base: base.id, digest: "e", program: "0.1.0", files: { "load.csv": "ab" } });
  expect(fileValue(parseFile(linkedValue(content, base)))).toEqual(value);
});

test("whatever stands in a link, it is refused as input and never anything worse", async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
    await expect(readFragment(`s=${text}`)).rejects.toThrow(InputError);
  }), { numRuns: 100 });
});

test("a link that unpacks to more than a megabyte is stopped at the limit", async () => {
  const fragment = await writeFragment({ name: "0".repeat(3_000_000) }, [{ id: "defaults", value: {}, digest: "d" }], "0.1.0");
  expect(fragment.length).toBeLessThan(10_000);
  await expect(readFragment(fragment)).rejects.toThrow(LimitError);
});

test("a link cannot reach the prototypes of objects", async () => {
  const link = await writeFragment(JSON.parse('{"__proto__": {"polluted": 1}, "name": "x"}') as object, [{ id: "defaults", value: {}, digest: "d" }], "0.1.0");
  linkedValue(await readFragment(link), { id: "defaults", value: {}, digest: "d" });
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});
