import { describe, expect, test } from "vitest";
import { writeReport } from "../../../src/files/write/report.ts";
import { cssString, html, raw } from "../../../src/files/write/html.ts";
import { simulate } from "../../../src/core/simulate.ts";
import { withStrategy } from "../../../src/core/scenario.ts";
import { dispatchFinding, plainText } from "../../../src/text/findings.ts";
import { warningText } from "../../../src/text/warnings.ts";
import { autumnRun } from "../../support/autumnRun.ts";

const hostile = `</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"; } body { display: none`;
const run = autumnRun({ name: hostile, description: hostile, notes: [{ kind: "assumption", text: hostile }] });
const { scenario } = run;
const { score = [] } = simulate(scenario, { seed: "7", data: new Map(), score: true });
const beside = { idle: simulate(withStrategy(scenario, "idle"), { seed: "7", data: new Map() }), score };
const report = writeReport({ ...run, beside });
const text = report.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/<[^>]+>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

test("says the finding, every warning, the notes and what made it", () => {
  expect(text).toContain(plainText(dispatchFinding(run.result).parts));
  for (const warning of run.result.warnings) expect(text).toContain(warningText(warning));
  for (const part of [run.provenance.scenarioHash, "GridFlex 0.0.0", "alea", "America/New_York"]) expect(text).toContain(part);
});

test("stands in the order that it is read in", () => {
  const heads = [...report.matchAll(/<h2>([^<]*)/g)].map(([, head = ""]) => head.trim());
  expect(heads.filter((head) => head !== "Events")).toEqual(["Figures", "Site and inputs that differ from the defaults", "Dispatch", "Bill", "Against doing nothing, by charge", "Grid flexibility score", "Warnings and assumptions", "Provenance"]);
});

test("each chart has its title, its period and zone, its sentence, and is drawn", () => {
  const figures = report.match(/<figure>[\s\S]*?<\/figure>/g)!;
  expect(figures.length).toBe(7);
  for (const figure of figures) expect(figure).toMatch(/<figcaption><strong>[^<]+<\/strong> <span>[^<]+<\/span><\/figcaption>\s*<svg [\s\S]*<path[\s\S]*<\/svg>\s*<p class="summary">[^<]+<\/p>/);
});

test("tells the score with the parts that make it, and the load with nothing done", () => {
  const [year] = score;
  expect(text).toContain(`${Math.round(year!.score)} of 100`);
  for (const part of ["Price adaptability", "Rules: promise × delivery", "Uptime factor", "Magnitude", "Response time", "Seen from the grid"]) expect(text).toContain(part);
  expect(text).toMatch(/Load duration[\s\S]*With nothing done [\d.,]+\u00a0[kM]W/);
  expect(report).toContain('stroke-dasharray="5 3"');
});

test("says nothing of what it was not handed", () => {
  const alone = writeReport(run);
  expect(alone).not.toContain("Grid flexibility score");
  expect(alone).not.toContain("With nothing done");
});

test("prints: A4 margins, heads that repeat, figures that do not break, provenance on every page", () => {
  for (const rule of ["@page { margin: 16mm", "table-header-group", "break-inside: avoid", "counter(page)"]) expect(report).toContain(rule);
  expect(report).toContain(run.provenance.scenarioHash.slice(0, 16));
});

describe("a report does nothing", () => {
  test("a hostile name is a text in markup and in style", () => {
    expect(report.match(/<\/style>/g)).toHaveLength(1);
    expect(report.match(/<\/title>/g)?.length).toBe(1);
    expect(text).toContain(hostile);
  });

  test("it asks nobody for anything: no script, no file, no address beside it", () => {
    const tags = report.match(/<[a-z][^>]*>/gi)!;
    expect(tags.filter((tag) => /\s(?:src|href|on\w+)\s*=/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /^<(?:script|img|link|iframe|object|form|base)\b/i.test(tag))).toEqual([]);
    expect(/<style>[\s\S]*<\/style>/.exec(report)![0]).not.toMatch(/@import|url\(/);
    expect(report).toContain("default-src 'none'");
  });

  test("markup takes texts as texts, and CSS strings end where they end", () => {
    expect(html`<p>${"<b>&'"}${raw("<i>")}</p>`.text).toBe("<p>&lt;b&gt;&amp;&#39;<i></p>");
    expect(cssString(`a"\n</style>é1`)).toBe(`"a\\22 \\a \\3c \\2f style\\3e é1"`);
  });
});
