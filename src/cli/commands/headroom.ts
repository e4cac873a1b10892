import { InputError } from "../../core/errors.ts";
import { curtailedSite, type CurtailedSite } from "../../core/studies/curtailedSite.ts";
import { headroom as headroomOf, type Headroom } from "../../core/studies/headroom.ts";
import { cleanSystemLoad, type CleanedLoad } from "../../core/studies/systemLoad.ts";
import { isTimeZone } from "../../core/time/zone.ts";
import { scenarioHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { loadSolver } from "../../engine/solver.ts";
import { readFile } from "../../files/read/index.ts";
import { exactMoney, fixed, percent, SPACE } from "../../text/numbers.ts";
import type { Args, Command, Io } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const headroom: Command = {
  name: "headroom",
  summary: "How much new load fits under a system's past peaks if it may be curtailed.",
  operands: [],
  options: [
    { name: "load", value: "FILE", summary: "Load of a balancing area with time stamps, a year of hours at least." },
    { name: "column", value: "NAME", summary: "Column of the file, where it has several." },
    { name: "unit", value: "UNIT", summary: "What the column is in, where the file does not say.", choices: ["kW", "kWh", "W", "MW"] },
    { name: "time-zone", value: "ZONE", summary: "Clock of the file's stamps and of the seasons." },
    { name: "curtailment", value: "F,F…", summary: "Shares of the new load's energy that may be curtailed.", default: "0.0025,0.005,0.01,0.05" },
    { name: "site", value: "SCENARIO.json", summary: "A site that is to live with the curtailment: it is replayed under each limit." },
    { name: "firm-kw", value: "KW", summary: "Part of the site's connection that is never curtailed.", default: "0" },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `Norris et al. (2025), Rethinking Load Growth, Duke University: the summer peak (June to August) is the threshold from April to
October, the winter peak (December to February) in the other months, each of a month beside where the season peaks there; new
flat load L gives up max(0, D + L − threshold), at most L; the mean of the years' shares is solved for each limit. By past peaks alone: no transmission, reserves, outages or
growth. Calendar years less than 95 % covered are left out; a file without two whole ones is cut into years of 8,760 rows.
Hours of 0 or above three times the median, and missing ones, are filled on a straight line and counted.
--json prints {"summerPeakMw","winterPeakMw","years","results":[{"curtailmentFraction","headroomMw","hoursPerYear","events",
"meanEventHours","longestEventHours","keptHalfFraction",…}]}; years is their number, yearNames and leftOutYears name them;
events are of all years together. With --site: {"site":{"byLimit":[…],"years":[…]}}, costs in the scenario's currency.`,
  async run(args, io) {
    const { load, clockNote } = await systemLoadOf(args, io);
    const fractions = fractionsOf(args.requiredText("curtailment"));
    const found = headroomOf(load, fractions);
    const scenarioPath = args.text("site");
    const replayed = scenarioPath === undefined ? undefined : await replay(scenarioPath, args, io, load, found);
    if (args.has("json")) {
      const { years, leftOut, ...rest } = found;
      const { missingHours, outlierHours, repeatedHoursLeftOut } = load;
      io.stdout(`${JSON.stringify({ ...rest, years: years.length, yearNames: years, leftOutYears: leftOut, missingHours, outlierHours, repeatedHoursLeftOut, ...(clockNote === undefined ? {} : { note: clockNote }), ...replayed, version })}\n`);
    } else io.stdout(`${[...headroomLines(found, load), ...(replayed === undefined ? [] : siteLines(replayed.site, replayed.currency))].join("\n")}\n`);
    return 0;
  },
};

async function systemLoadOf(args: Args, io: Io): Promise<{ readonly load: CleanedLoad; readonly clockNote: string | undefined }> {
  const path = args.requiredText("load");
  const timeZone = args.requiredText("time-zone");
  if (!isTimeZone(timeZone)) throw new InputError([{ where: { path: "--time-zone" }, found: `"${timeZone}"`, allowed: 'an IANA zone such as "America/New_York"' }]);
  const bytes = await io.readFile(path);
  const options = { column: args.text("column"), unit: args.text("unit"), timeZone };
  const skips = (read: ReturnType<typeof readFile>) => read.issues.some(({ class: oddity }) => oddity === "daylightSaving");
  let file = readFile(bytes, path, options);
  let clockNote: string | undefined;
  // Stamps that the clock never showed as starts, but did as ends: the file stamps the ends of its hours.
  if (skips(file)) {
    const ending = readFile(bytes, path, { ...options, interval: "end" });
    if (!skips(ending)) {
      file = ending;
      clockNote = "The stamps are read as ends of their intervals: as starts some would be times that the clock skipped.";
      io.stderr(`${path}: ${clockNote}\n`);
    }
  }
  for (const { class: oddity, count, first, message } of file.issues) io.stderr(`${path}: ${oddity}, ${count}, first ${first}: ${message}\n`);
  const wanted = options.column ?? file.primary ?? file.series[0]?.name;
  const series = file.series.find(({ name }) => name === wanted);
  const refuse = (found: string, allowed: string): never => { throw new InputError([{ where: { file: path }, found, allowed }]); };
  if (series === undefined) return refuse(`no series ${wanted ?? ""}`, file.series.length > 0 ? `--column with one of ${file.series.map(({ name }) => name).join(", ")}` : "a table with time stamps and a column of numbers");
  if (series.unit !== "kW") return refuse(series.unit === "" ? `${series.name} without a unit` : `${series.name} in ${series.unit}`, "power or energy: --unit kW, kWh, W or MW says what the column is in");
  if (series.typicalYear) return refuse("rows without a date", "time stamps: the seasons and years follow from them");
  const load = cleanSystemLoad(series, timeZone, path);
  const { missingHours, outlierHours, repeatedHoursLeftOut } = load;
  if (missingHours + outlierHours > 0) io.stderr(`${path}: ${missingHours} missing hours and ${outlierHours} of 0 or above three times the median, filled on a straight line.\n`);
  if (repeatedHoursLeftOut > 0) io.stderr(`${path}: ${repeatedHoursLeftOut} hours that the clock repeats in autumn are not in the file, and not filled.\n`);
  return { load, clockNote };
}

function fractionsOf(text: string): readonly number[] {
  return text.split(",").map((part) => {
    const value = part.trim() === "" ? Number.NaN : Number(part);
    if (!(value > 0 && value < 1)) throw new InputError([{ where: { path: "--curtailment" }, found: `"${part}"`, allowed: "fractions above 0 and below 1, joined by commas: 0.005 is half a per cent" }]);
    return value;
  });
}

async function replay(path: string, args: Args, io: Io, load: CleanedLoad, found: Headroom) {
  return withScenario(path, io, async (scenario, data) => {
    const seed = args.requiredText("seed");
    const solve = await loadSolver();
    return {
      site: curtailedSite(scenario, load, found, { seed, data, solve, firmKw: args.requiredNumber("firm-kw", { min: 0 }) }),
      currency: scenario.site.currency, seed, scenarioHash: scenarioHash(scenario, data),
    };
  });
}

function headroomLines({ summerPeakMw, winterPeakMw, loadFactorFraction, years, leftOut, results }: Headroom, { missingHours, outlierHours }: CleanedLoad): string[] {
  const cell = (value: number, digits: number, unit: string) => (fixed(value, digits) + SPACE + unit).padStart(16);
  return [
    `Peaks ${fixed(summerPeakMw, 0)}${SPACE}MW in summer, ${fixed(winterPeakMw, 0)}${SPACE}MW in winter; load factor ${percent(loadFactorFraction, 1)}; years ${years.join(", ")}${leftOut.length > 0 ? `; left out ${leftOut.join(", ")}` : ""}`,
    `Filled: ${missingHours} missing hours, ${outlierHours} outliers. By past peaks alone: no transmission, reserves, outages or growth.`,
    `${"Curtailed".padEnd(10)}${"Headroom".padStart(16)}${"Hours a year".padStart(16)}${"Mean event".padStart(16)}${"Longest".padStart(16)}${"≥ half kept".padStart(16)}`,
    ...results.map((row) => `${percent(row.curtailmentFraction, 2).padEnd(10)}${cell(row.headroomMw, 1, "MW")}${cell(row.hoursPerYear, 1, "h")}${cell(row.meanEventHours, 2, "h")}${cell(row.longestEventHours, 0, "h")}${percent(row.keptHalfFraction, 1).padStart(16)}`),
  ];
}

function siteLines({ firmKw, flexibleKw, byLimit }: CurtailedSite, currency: string): string[] {
  return [
    "", `The site under the same curtailment: ${fixed(firmKw, 0)}${SPACE}kW firm, ${fixed(flexibleKw, 0)}${SPACE}kW flexible`,
    ...byLimit.map((row) => `${percent(row.curtailmentFraction, 2).padEnd(10)}${row.meansSuffice ? "its means suffice" : `its means meet ${percent(row.metFraction, 1)} of what is asked`}; ${exactMoney(row.meanCostPerYear, currency)} a year`),
  ];
}
