import { join } from "node:path";
import { checkInputs } from "../../core/check.ts";
import { withStrategy, strategyName } from "../../core/scenario.ts";
import { lifetime, lifetimeInputs, type Lifetime } from "../../core/studies/lifetime.ts";
import type { DataFiles } from "../../core/time/series.ts";
import { scenarioHash, studyHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { Kept } from "../../engine/executeRun.ts";
import { inlineWith } from "../../engine/inline.ts";
import { runStudy } from "../../engine/runStudy.ts";
import { cashFlowColumns, lifetimeCsv } from "../../files/write/lifetimeCsv.ts";
import { sidecar } from "../../files/write/writer.ts";
import { fixed, NONE, percent, SPACE, wholeMoney } from "../../text/numbers.ts";
import { warningText } from "../../text/warnings.ts";
import type { Command, ExitCode } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const finance: Command = {
  name: "finance",
  summary: "Runs a project year by year and values its cash flows: NPV, IRR, payback, LCOE, LCOS.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario of 365 or 366 days; prices, tax and life stand under studies.lifetime in it, or take their defaults." }],
  options: [
    { name: "strategy", value: "NAME", summary: "Battery policy, work policy, or both joined by +, in place of the scenario's own." },
    { name: "years", value: "N", summary: "Life of the project, in place of the file's." },
    { name: "form", value: "FORM", summary: "One run a project year, or one that stands for all as REopt has it, in place of the file's.", choices: ["yearByYear", "singleYear"] },
    seedOption,
    { name: "out", value: "DIR", summary: "Write the table there as lifetime.csv, beside it a JSON of what made it, and the whole finding as lifetime.json." },
    { name: "decimal", value: "MARK", summary: "Of the CSV file; comma parts fields by semicolons.", choices: ["point", "comma"], default: "point" },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `The project is compared with the same site without what is bought (battery, sun, wind, cold store; studies.lifetime.finance
says which) and with nothing done. A project year is one run: the array a year older, the battery as the last year left it, the
load grown; bills are escalated after the run. Capital stands in year 0, everything else at year ends.
--json prints {"years":[…],"netPresentValue","internalRateFraction","internalRateFractions","modifiedInternalRateFraction",
"simplePaybackYears","discountedPaybackYears","discountedPaybackForGoodYears","solarCostPerKwh","windCostPerKwh",
"storageCostPerKwh","presentValues","benefitCostRatio","assets","carbon","warnings",…}; null means there is none. years is the
cash-flow table with the battery's capacity at each year's start and end; costs and revenues are positive in it.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (given, data, { studies }): Promise<ExitCode> => {
    const name = args.text("strategy");
    const scenario = name === undefined ? given : withStrategy(given, name, "--strategy");
    const seed = args.requiredText("seed");
    const years = args.number("years", { min: 1, max: 60 });
    const form = args.text("form");
    const inputs = checkInputs(lifetimeInputs, { ...studies.lifetime, ...(years === undefined ? {} : { projectYears: years }), ...(form === undefined ? {} : { form }) }, ["studies", "lifetime"]);
    const finding = await runStudy(lifetime, { scenario, inputs, seed, data }, inlineWith(new Kept()));
    for (const warning of finding.warnings) io.stderr(`${warningText(warning)}\n`);
    const provenance = provenanceOf(scenario, inputs, seed, data);
    const out = args.text("out");
    if (out !== undefined) {
      const study = { scenario, finding, provenance };
      const columns = cashFlowColumns.map(({ name: header, title, unit }) => ({ name: header, title, unit: unit === "currency" ? finding.currency : unit }));
      await io.writeFile(join(out, lifetimeCsv.fileName), lifetimeCsv.write(study, { decimal: args.text("decimal") === "comma" ? "comma" : "point" }));
      await io.writeFile(join(out, `${lifetimeCsv.fileName}.json`), sidecar(study, lifetimeCsv.fileName, columns));
      await io.writeFile(join(out, "lifetime.json"), `${JSON.stringify({ schema: "gridflex-lifetime-1", ...provenance, scenario, inputs, ...finding }, null, 2)}\n`);
    }
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...finding, ...provenance })}\n`);
    else io.stdout(`${[`${scenario.name}, ${provenance.strategy}, seed ${seed}, ${inputs.projectYears} years`, ...findingLines(finding)].join("\n")}\n`);
    return 0;
  }),
};

function provenanceOf(scenario: Parameters<typeof scenarioHash>[0] & { readonly strategy: { readonly battery: { readonly policy: string }; readonly work: { readonly policy: string }; readonly cooling: { readonly policy: string } } }, inputs: unknown, seed: string, data: DataFiles) {
  const { battery, work, cooling } = scenario.strategy;
  const hash = scenarioHash(scenario, data);
  return { strategy: strategyName({ battery: battery.policy, work: work.policy, cooling: cooling.policy }), seed, version, scenarioHash: hash, studyHash: studyHash(hash, "lifetime", inputs) };
}

function findingLines(found: Lifetime): string[] {
  const { currency } = found;
  const line = (label: string, value: string) => `${label.padEnd(36)}${value.padStart(22)}`;
  const money = (value: number) => wholeMoney(value, currency);
  const yearsText = (years: number | null) => (years === null ? "never" : `${fixed(years, 1)}${SPACE}years`);
  const perKwh = (cost: number | null) => (cost === null ? NONE : `${fixed(cost, 4)}${SPACE}${currency}/kWh`);
  const rates = found.internalRateFractions.length > 1 ? ` (of ${found.internalRateFractions.map((rate) => percent(rate, 1)).join(", ")})` : "";
  return [
    line("Capital", money(found.capitalCost)),
    line("Net present value", money(found.netPresentValue)),
    line("Internal rate of return", `${found.internalRateFraction === null ? "none" : percent(found.internalRateFraction, 2)}${rates}`),
    line("Payback", yearsText(found.simplePaybackYears)),
    line("Payback, discounted", yearsText(found.discountedPaybackYears)),
    line("Levelised cost, solar", perKwh(found.solarCostPerKwh)),
    line("Levelised cost, wind", perKwh(found.windCostPerKwh)),
    line("Levelised cost, storage", perKwh(found.storageCostPerKwh)),
    line("Embodied carbon", `${fixed(found.carbon.embodiedKg / 1000, 0)}${SPACE}t`),
    line("Carbon paid back", yearsText(found.carbon.paybackYears)),
    "",
    `${"Year".padStart(6)}${"Bill saved".padStart(18)}${"Upkeep, renewal".padStart(18)}${"Tax".padStart(16)}${"Cash flow".padStart(18)}${"Sum, discounted".padStart(20)}${"Capacity".padStart(12)}`,
    ...found.years.map((year) => [
      String(year.calendarYear).padStart(6), money(year.billSavingRevenue + year.fuelSavingRevenue + year.programmeRevenue + year.unpaidSavingRevenue).padStart(18), money(year.omCost + year.replacementCost + year.capitalCost).padStart(18),
      money(year.taxCost - year.taxCreditRevenue).padStart(16), money(year.netRevenue).padStart(18), money(year.cumulativeDiscountedRevenue).padStart(20),
      `${year.capacityAtEndFraction === null ? NONE : percent(year.capacityAtEndFraction, 1)}${year.replaced ? " *" : ""}`.padStart(12),
    ].join("")),
    ...(found.years.some(({ replaced }) => replaced) ? ["* battery renewed at the end of the year"] : []),
  ];
}
