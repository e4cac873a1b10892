import { COMPOUND_ABSURD_AFTER, growth as growthOf, ieaRegions, type Growth } from "../../core/studies/growth.ts";
import { growthClaims, otherFigures, type ClaimCheck } from "../../core/studies/growthClaims.ts";
import { siteGrowthOf, type SiteGrowth } from "../../core/studies/siteGrowth.ts";
import { version } from "../../document/version.ts";
import { fixed, NONE, percent, SPACE } from "../../text/numbers.ts";
import type { Command } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";
import { readStudyFile, studyOperand } from "../studyFile.ts";

export const growth: Command = {
  name: "growth",
  summary: "How the electricity of data centres grows, and when a site outgrows its connection.",
  operands: [studyOperand],
  options: [seedOption, { name: "json", summary: "Print one JSON object." }],
  details: `Three paths through published anchors (logistic unless studies.growth.form says otherwise) and a seeded fan between the low and
the high one; shares are of that demand and all other together. Every outlook is made again from its stated parameters and
tested on two claims: doubling by 2030, and the share line. The saturation of a path is a choice, not a finding.
--json prints {"years","paths","otherForms","fan","history","outlooks","backTest","claims","otherFigures","regions","site","seed",
"version"}; TWh a calendar year; site is the build-out of studies.siteGrowth against its connection, MW and months; its hours
over a limit follow the swing of the scenario's load.`,
  async run(args, io) {
    const seed = args.requiredText("seed");
    const path = args.operand("SCENARIO.json");
    const { scenario, studies } = await readStudyFile(path, io);
    const found = growthOf(studies.growth, seed);
    const claims = growthClaims(studies.growth);
    const site = path === "" ? siteGrowthOf({ scenario, inputs: studies.siteGrowth, seed, data: new Map() }) : await withScenario(path, io, (given, data) => siteGrowthOf({ scenario: given, inputs: studies.siteGrowth, seed, data }));
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...found, compoundAbsurdAfterYear: COMPOUND_ABSURD_AFTER, claims, otherFigures, regions: ieaRegions, site, seed, version })}\n`);
    else io.stdout(`${[...pathLines(found), "", ...claimLines(claims), "", ...siteLines(site)].join("\n")}\n`);
    return 0;
  },
};

const twh = (value: number | undefined) => `${fixed(value ?? Number.NaN, 0)}${SPACE}TWh`;
const yearText = (year: number | null) => (year === null ? NONE : String(Math.round(year * 10) / 10));

function pathLines({ years, paths, fan, backTest }: Growth): string[] {
  const at = [2030, 2035, 2040].flatMap((year) => (years.includes(year) ? [{ year, i: years.indexOf(year) }] : []));
  const cells = (values: readonly number[], shares: readonly number[]) => at.map(({ i }) => `${twh(values[i])} (${percent(shares[i] ?? Number.NaN, 1)})`.padStart(22)).join("");
  return [
    `${"".padEnd(8)}${at.map(({ year }) => String(year).padStart(22)).join("")}${"share line".padStart(14)}${"doubled".padStart(12)}`,
    ...paths.map(({ id, twh: values, shareFraction, crossingYear, doublingYear }) => `${id.padEnd(8)}${cells(values, shareFraction)}${yearText(crossingYear).padStart(14)}${yearText(doublingYear).padStart(12)}`),
    `${"P10".padEnd(8)}${cells(fan.p10Twh, fan.p10ShareFraction)}`, `${"P50".padEnd(8)}${cells(fan.p50Twh, fan.p50ShareFraction)}`, `${"P90".padEnd(8)}${cells(fan.p90Twh, fan.p90ShareFraction)}`,
    `${fan.draws} draws; the two halves of them differ by ${percent(fan.halvesDifferFraction, 1)} in P10 or P90 of 2035${fan.halvesDifferFraction < 0.01 ? "" : ", more draws would settle it"}.`,
    `The method on the past: growth of 2014 to 2018 foretold ${twh(backTest.saidTwh)} for ${backTest.year}; it came to ${twh(backTest.wasTwh)}. Hence the wide bands.`,
  ];
}

function claimLines(claims: readonly ClaimCheck[]): string[] {
  return [
    `${"Outlook".padEnd(34)}${"published".padStart(18)}${"made again".padStart(14)}${"a year".padStart(10)}${"by 2030".padStart(10)}${"share line".padStart(14)}`,
    ...claims.map((claim) => `${claim.source.padEnd(34)}${`${twh(claim.publishedTwh)} in ${claim.publishedYear}`.padStart(18)}${twh(claim.reproducedTwh).padStart(14)}${percent(claim.growthFraction, 1).padStart(10)}${`×${fixed(claim.multipleIn2030, 2)}`.padStart(10)}${yearText(claim.crossingYear).padStart(14)}`),
  ];
}

function siteLines({ firmMw, wholeMw, monthOverFirm, monthOverWhole, finalNeedMw, strandedMw, gainsAtLeastMonths }: SiteGrowth): string[] {
  const month = (value: number | null) => (value === null ? "never within the plan" : `in month ${fixed(value, 1)}`);
  return [
    `Site: ${fixed(firmMw, 1)}${SPACE}MW firm exceeded ${month(monthOverFirm)}, with the flexible part (${fixed(wholeMw, 1)}${SPACE}MW) ${month(monthOverWhole)}: ${monthOverWhole === null && monthOverFirm !== null ? "at least " : ""}${fixed(gainsAtLeastMonths, 1)} months gained.`,
    `Need at the end ${fixed(finalNeedMw, 1)}${SPACE}MW, ${fixed(strandedMw, 1)}${SPACE}MW beyond the connection.`,
  ];
}
