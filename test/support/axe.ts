import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/**
 * What axe finds amiss on the page as it stands (WCAG 2.2 AA), a line each.
 * @param within a selector, where only a part is asked about
 */
export async function axeFindings(page: Page, within = "html"): Promise<readonly string[]> {
  // Handed in by the browser's own door: the page's content policy would refuse it as a script.
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe);
  const { violations } = await page.evaluate(async (selector) => {
    const { axe: found } = globalThis as unknown as { axe: { run(where: string, options: object): Promise<AxeResults> } };
    return found.run(selector, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
  }, within);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
