import { checkInputs } from "../../core/check.ts";
import { InputError } from "../../core/errors.ts";
import type { Issue } from "../../core/errors.ts";
import { bill as billOf } from "../../core/market/bill.ts";
import type { Bill, BillMonth, BillTotals } from "../../core/market/signals.ts";
import { tariffInputs, type TariffInputs } from "../../core/market/tariff/inputs.ts";
import { readUrdb, type RecordMetering, type UrdbRate } from "../../core/market/tariff/urdb.ts";
import { parseDate } from "../../core/time/civil.ts";
import { isTimeZone } from "../../core/time/zone.ts";
import { decodeText } from "../../files/read/text.ts";
import type { Args, Command, Io } from "../command.ts";
import { meterChoiceOptions, meterChoices, readMeterFile } from "../meterFile.ts";
import { zoneOfUtility } from "../utilityZones.ts";

export const bill: Command = {
  name: "bill",
  summary: "Bills a measured load by a rate of the U.S. Utility Rate Database.",
  operands: [],
  options: [
    { name: "load", value: "FILE", summary: "Load with time stamps (CSV, Green Button); negative values are export." },
    { name: "column", value: "NAME", summary: "Column of the load file, where it has several." },
    { name: "unit", value: "UNIT", summary: "What the load's column is in, where the file does not say.", choices: ["kW", "kWh", "W", "MW"] },
    ...meterChoiceOptions,
    { name: "tariff", value: "URDB.json", summary: "A rate as the URDB API gives it ({\"items\": […]}) or bare." },
    { name: "time-zone", value: "ZONE", summary: "Clock of the tariff and of stamps without an offset; Etc/GMT+8 is a standard clock. Default: the utility's, where it is known." },
    { name: "metering", value: "RULE", summary: "How export is counted; it wins over the record.", choices: ["net-metering", "net-billing", "buy-all-sell-all"] },
    { name: "sell-rate", value: "R", summary: "Paid per kWh under net-billing and buy-all-sell-all." },
    { name: "generation", value: "FILE", summary: "Gross generation on the same time stamps; buy-all-sell-all needs it." },
    { name: "holidays", value: "SET", summary: "Days billed as weekends: none, us-nerc, or dates joined by commas.", default: "none" },
    { name: "prior-peaks", value: "kW,…", summary: "Highest demand of the twelve months before, January to December, for ratchets." },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `--json prints {"currency","total","energy","exportCredit","demandTou","demandFlat","coincident","fixed","minimum",
"importKwh","exportKwh","peakKw","months","notes"}; each month has the same keys, its number and its lines. total is
what is charged less exportCredit; a positive exportCredit is paid to the site. notes say how the rate was read.`,
  async run(args, io) {
    const { record, metering, timeZone } = await readTariff(args, io);
    const inputs = tariffOf(args, record, metering);
    const loadPath = args.requiredText("load");
    const choices = meterChoices(args);
    const load = await readMeterFile(loadPath, { column: args.text("column"), unit: args.text("unit"), timeZone, choices }, io);
    const generationPath = args.text("generation");
    const generation = generationPath === undefined ? undefined : await readMeterFile(generationPath, { timeZone, choices }, io);
    const settled = billOf(load, inputs, { timeZone, generation, files: { load: loadPath, generation: generationPath } });
    const { stepsWithout, stepMinutes } = settled;
    const notes = stepsWithout > 0 ? [...settled.notes, `The load does not fill its first or last civil day: ${stepsWithout} steps of ${stepMinutes} min without a reading count as 0 kW.`] : settled.notes;
    if (args.has("json")) io.stdout(`${JSON.stringify(billObject(settled, notes))}\n`);
    else io.stdout(billText(settled, notes));
    return 0;
  },
};

/** Every issue of the record names the file and the path in it. */
async function readTariff(args: Args, io: Io): Promise<{ readonly record: Record<string, unknown>; readonly metering: RecordMetering | undefined; readonly timeZone: string }> {
  const path = args.requiredText("tariff");
  const text = decodeText(await io.readFile(path), path);
  const inFile = (issues: readonly Issue[]) => new InputError(issues.map(({ where, found, allowed }) => ({ where: { file: path, ...(where.path ? { path: where.path.replace(/^\./, "") } : {}) }, found, allowed })));
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    throw new InputError([{ where: { file: path }, found: error instanceof Error ? error.message : String(error), allowed: "JSON" }]);
  }
  let rate: UrdbRate;
  try {
    rate = readUrdb(record, "");
  } catch (error) {
    throw error instanceof InputError ? inFile(error.issues) : error;
  }
  const { metering, identity: { utility } } = rate;
  const timeZone = args.text("time-zone") ?? zoneOfUtility(utility);
  if (timeZone === undefined || !isTimeZone(timeZone)) {
    throw new InputError([{ where: { path: "--time-zone" }, found: timeZone === undefined ? `nothing, and a utility whose zone is not known (${utility === "" ? "none named" : utility})` : `"${timeZone}"`, allowed: 'an IANA zone such as "America/New_York" or "Etc/GMT+5"' }]);
  }
  return { record: record as Record<string, unknown>, metering, timeZone };
}

function tariffOf(args: Args, urdb: Record<string, unknown>, ofRecord: RecordMetering | undefined): TariffInputs {
  const sellRatePerKwh = args.number("sell-rate", { min: -10, max: 10 });
  const priorPeaksKw = args.text("prior-peaks")?.split(",").map(Number);
  if (priorPeaksKw !== undefined && (priorPeaksKw.length !== 12 || priorPeaksKw.some((kw) => !Number.isFinite(kw) || kw < 0))) {
    throw new InputError([{ where: { path: "--prior-peaks" }, found: `"${args.text("prior-peaks")}"`, allowed: "twelve numbers joined by commas, none below 0, kW" }]);
  }
  // Who names a price for export wants it paid, where the record leaves that open.
  const metering = args.text("metering") ?? (sellRatePerKwh !== undefined && ofRecord === undefined ? "net-billing" : undefined);
  return checkInputs(tariffInputs, {
    urdb, ...holidaysOf(args.requiredText("holidays")),
    ...(metering === undefined ? {} : { metering }), ...(sellRatePerKwh === undefined ? {} : { sellRatePerKwh }), ...(priorPeaksKw === undefined ? {} : { priorPeaksKw }),
  });
}

function holidaysOf(typed: string): { readonly holidays: string; readonly holidayDates: readonly string[] } {
  if (typed === "none" || typed === "us-nerc") return { holidays: typed, holidayDates: [] };
  const dates = typed.split(",").map((date) => date.trim());
  const wrong = dates.filter((date) => parseDate(date) === null);
  if (wrong.length > 0) throw new InputError([{ where: { path: "--holidays" }, found: `"${wrong.join(",")}"`, allowed: "none, us-nerc, or dates such as 2025-07-04 joined by commas" }]);
  return { holidays: "none", holidayDates: dates };
}

const sumKeys = ["total", "energy", "exportCredit", "demandTou", "demandFlat", "coincident", "fixed", "minimum", "importKwh", "exportKwh", "peakKw"] as const satisfies readonly (keyof BillTotals)[];

function sumsOf(totals: BillTotals): Record<(typeof sumKeys)[number], number> {
  return Object.fromEntries(sumKeys.map((key) => [key, totals[key]])) as Record<(typeof sumKeys)[number], number>;
}

function billObject(settled: Bill, notes: readonly string[]) {
  return { currency: settled.currency, ...sumsOf(settled), months: settled.months.map((month) => ({ month: month.month, year: month.year, ...sumsOf(month), lines: month.lines })), notes };
}

function billText(settled: Bill, notes: readonly string[]): string {
  const shown = sumKeys.filter((key) => ["total", "importKwh", "peakKw"].includes(key) || settled[key] !== 0);
  const cell = (value: number) => value.toFixed(2).padStart(16);
  const row = (name: string, totals: BillTotals | BillMonth) => name.padEnd(10) + shown.map((key) => cell(totals[key])).join("");
  return `${[
    `${"".padEnd(10)}${shown.map((key) => key.padStart(16)).join("")}`,
    ...settled.months.map((month) => row(`${month.year}-${String(month.month).padStart(2, "0")}`, month)),
    row(settled.currency, settled),
    "",
    ...notes,
  ].join("\n")}\n`;
}
