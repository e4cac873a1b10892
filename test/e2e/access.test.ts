import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { expect, test } from "vitest";
import { openPage } from "../support/openPage.ts";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

test.each([
  { hash: "#dispatch", theme: "light", width: 1440, height: 900 },
  { hash: "#dispatch", theme: "dark", width: 1440, height: 900 },
  { hash: "#bill", theme: "light", width: 1440, height: 900 },
  { hash: "#bill", theme: "dark", width: 1024, height: 768 },
  { hash: "#dispatch", theme: "light", width: 390, height: 844 },
  { hash: "#bill", theme: "dark", width: 390, height: 844 },
  { hash: "#compare", theme: "light", width: 1440, height: 900 },
  { hash: "#compare", theme: "dark", width: 390, height: 844 },
  { hash: "#flexibility", theme: "light", width: 1440, height: 900 },
  { hash: "#flexibility", theme: "dark", width: 390, height: 844 },
  ...(["#growth", "#study", "#metrics", "#deployment"] as const).flatMap((hash) => [
    { hash, theme: "light", width: 1440, height: 900 }, { hash, theme: "dark", width: 1024, height: 768 }, { hash, theme: "dark", width: 390, height: 844 },
  ] as const),
] as const)("axe finds nothing on $hash, $theme, at $width px (WCAG 2.2 AA)", async (where) => {
  const page = await openPage(where);
  if (where.width === 1440 && (where.hash === "#dispatch" || where.hash === "#bill")) await page.getByRole("textbox", { name: "Energy", exact: true }).focus();
  // Handed in by the browser's own door: the page's content policy would refuse it as a script.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async () => {
    const { axe: found } = globalThis as unknown as { axe: { run(where: Document, options: object): Promise<AxeResults> } };
    return found.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  });
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual([]);
});
