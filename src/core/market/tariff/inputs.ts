import * as z from "zod/mini";
import { choiceField, field, fieldRegistry, group, integerField, months, numberField, optionalField, optionalNumberField, table12x24, textField } from "../../field.ts";
import { InputError } from "../../errors.ts";
import type { Issue } from "../../errors.ts";
import { readUrdb } from "./urdb.ts";

const date = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date as 2025-07-04"));
const stamp = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, "the start of an interval on the site's civil clock, as 2025-08-20T16:45"));
const amounts = (max: number) => z.array(z.number().check(z.gte(0), z.lte(max))).check(z.minLength(1), z.maxLength(24));

/** When the system peaks that a coincident charge counts are taken to be. */
const coincidentPeaks = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("stamps"),
    starts: field(z.array(stamp).check(z.minLength(1), z.maxLength(500)), { title: "Intervals", help: "Start of each interval, on the site's civil clock.", default: [], control: "dates" }),
  }),
  z.strictObject({
    kind: z.literal("hottest-weekday"),
    months: field(z.array(z.int().check(z.gte(1), z.lte(12))).check(z.minLength(1)), {
      title: "Months", help: "One peak in each of them, 1 = January.", default: [6, 7, 8, 9], source: "ERCOT four coincident peaks: June to September.",
    }),
    hour: integerField({
      title: "Hour", help: "Civil hour in which the system peaks on the hottest weekday of the month.", min: 0, max: 23, default: 16, assumed: true,
      source: "ERCOT peaks fall typically at 15:00 to 17:30 on the hottest weekdays (secondary source).",
    }),
  }),
]);

const coincidentCharge = z.strictObject({
  label: textField({ title: "Name", help: "As the bill shows it.", default: "Coincident peak", maxLength: 80 }),
  ratePerKwYear: numberField({
    title: "Rate", help: "Per kW of the tag and year; a twelfth stands in each month's bill.", unit: "currency/kW-yr", min: 0, max: 10_000, default: 70, assumed: true,
    source: "ERCOT transmission charges are told as 25 (2013) to 150 (2026) $/kW-yr (secondary sources).",
  }),
  count: choiceField(["mean", "highest"], { title: "What counts", help: "The tag is the mean over the peaks (4CP, 5CP), or the highest of them.", default: "mean", options: { mean: "Mean of the peaks", highest: "Highest of the peaks" } }),
  intervalMinutes: choiceMinutes("Interval", "Length of the interval whose mean import counts.", 60),
  peaks: coincidentPeaks.register(fieldRegistry, { title: "Peaks", help: "When the system peaks: named intervals, or the hottest weekdays." }),
  alertsPerPeak: integerField({
    title: "Alerts per peak", help: "How many candidate intervals a strategy is warned of for each true one; it never sees which it was.", min: 1, max: 30, default: 5, assumed: true,
    source: "Design choice: about 20 alert hours a year for four true peaks.",
  }),
  recallFraction: numberField({
    title: "Peaks foreseen", help: "Share of the true peaks that are among the alerts.", unit: "%", min: 0, max: 1, default: 0.9, step: 0.05, assumed: true, source: "Design choice; no published recall of 4CP forecasts was found.",
  }),
  priorTagKw: optionalNumberField({ title: "Tag of the year before", help: "Billed in place of this run's own peaks, as utilities do: last summer sets this year's charge.", unit: "kW", min: 0, max: 1e7 }),
});

function choiceMinutes(title: string, help: string, value: 5 | 10 | 15 | 20 | 30 | 60) {
  return field(z.literal([5, 10, 15, 20, 30, 60]), { title, help, unit: "min", default: value });
}

const levy = z.strictObject({
  label: textField({ title: "Name", help: "As the bill shows it.", default: "Levy", maxLength: 80 }),
  ratePerKwh: numberField({ title: "Rate", help: "On every kWh imported beyond the first block.", unit: "currency/kWh", min: -10, max: 10, default: 0 }),
  firstBlockKwh: numberField({ title: "First block", help: "Yearly energy that pays another rate; 0: none.", unit: "kWh", min: 0, max: 1e12, default: 0 }),
  firstBlockRatePerKwh: numberField({ title: "Rate of the first block", help: "On the year's first kWh, up to the block.", unit: "currency/kWh", min: -10, max: 10, default: 0 }),
});

const hoursOfUseStep = z.strictObject({
  fromHours: z.number().check(z.gte(0), z.lte(8784)).register(fieldRegistry, { title: "From", help: "Hours of use of the year.", unit: "h", min: 0, max: 8784 }),
  payFraction: z.number().check(z.gte(0), z.lte(1)).register(fieldRegistry, { title: "Still paid", help: "Share of the list price.", unit: "%", min: 0, max: 1 }),
});

const network = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("annual-capacity"),
    capacityPerKwYear: numberField({ title: "Capacity price", help: "Per kW of the year's highest metered interval; a twelfth stands in each month's bill.", unit: "currency/kW-yr", min: 0, max: 10_000, default: 0 }),
    energyPerKwh: numberField({ title: "Energy price", help: "On every kWh imported.", unit: "currency/kWh", min: 0, max: 10, default: 0 }),
    thresholdHours: numberField({ title: "Hours of use", help: "Energy of the year over its highest interval; below this the other column of the price sheet is billed. 0: one column.", unit: "h", min: 0, max: 8784, default: 0, source: "2,500 h in German price sheets (StromNEV § 17)." }),
    belowCapacityPerKwYear: numberField({ title: "Capacity price below", help: "Where the hours of use stay below the threshold.", unit: "currency/kW-yr", min: 0, max: 10_000, default: 0 }),
    belowEnergyPerKwh: numberField({ title: "Energy price below", help: "Where the hours of use stay below the threshold.", unit: "currency/kWh", min: 0, max: 10, default: 0 }),
    discountMinKwh: numberField({ title: "Least energy for the discount", help: "Yearly import from which an individual network charge may be agreed.", unit: "kWh", min: 0, max: 1e12, default: 10_000_000, source: "StromNEV § 19(2) sentence 2: 10 GWh." }),
    discountSteps: field(z.array(hoursOfUseStep).check(z.maxLength(10)), {
      title: "Discount by hours of use", help: "Share of the network charge that is still paid from so many hours of use on; one careless interval can lose it. Empty: none.", default: [],
      source: "StromNEV § 19(2): 20 % from 7,000 h, 15 % from 7,500 h, 10 % from 8,000 h are the least that may be agreed; what a network operator agrees may be more.", assumed: true, control: "json",
    }),
  }),
]);

const contract = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("per-period"),
    weekday: field(table12x24(0, 23), { title: "Weekday periods", help: "Contract period of each month and hour.", default: zeros(), control: "table12x24" }),
    weekend: field(table12x24(0, 23), { title: "Weekend periods", help: "Contract period of each month and hour on weekends and holidays.", default: zeros(), control: "table12x24" }),
    contractedKw: field(amounts(1e7), { title: "Contracted power", help: "For each period.", unit: "kW", default: [0] }),
    pricePerKwYear: field(amounts(10_000), { title: "Price", help: "Of contracted power, for each period; billed by the days of the month over 365.", unit: "currency/kW-yr", default: [0] }),
    excessRule: choiceField(["max", "rss"], {
      title: "Excess", help: "What is billed above the contract.", default: "rss", options: { max: "Highest excess of the month", rss: "Root of the summed squares of all excesses" },
    }),
    excessMultiplier: numberField({ title: "Excess multiplier", help: "Times the period's price for the month.", unit: "×", min: 0, max: 100, default: 2, assumed: true, source: "Spain: twice for small sites; the factor of the quadratic rule is not confirmed." }),
  }),
]);

function zeros(): number[][] {
  return Array.from({ length: 12 }, () => Array.from({ length: 24 }, () => 0));
}

const ratchetByMonth = z.strictObject({
  monthFraction: months(0, 1).register(fieldRegistry, { title: "Share by month", help: "Share of a past month's peak that still binds, by the month looked at.", unit: "%", min: 0, max: 1, control: "months" }),
  ownMonthInFull: z.array(z.boolean()).check(z.length(12)).register(fieldRegistry, { title: "Own month in full", help: "Whether a month's own peak is billed in full in that month, or at its share too.", control: "json" }),
  rangeMonths: z.int().check(z.gte(1), z.lte(11)).register(fieldRegistry, { title: "Months looked back", help: "How many months before still bind.", unit: "months", min: 1, max: 11, step: 1 }),
  floorKw: z.number().check(z.gte(0), z.lte(1e7)).register(fieldRegistry, { title: "Floor", help: "At least this is billed.", unit: "kW", min: 0, max: 1e7 }),
});

/** What the supplier and the network charge: a rate as URDB holds it, and beside it what no URDB record says. */
export const tariffInputs = group({ title: "Tariff", help: "What the utility charges: its rate as the Utility Rate Database holds it, and the rules that the record leaves open." }, {
  urdb: optionalField(z.record(z.string(), z.unknown()), {
    title: "Rate", help: "A record of the U.S. Utility Rate Database (URDB), as its API gives it or typed in its form. Absent: energy at the price series alone.", control: "json", source: "OpenEI util_rates, versions 3 to 8.",
  }),
  metering: choiceField(["record", "none", "net-metering", "net-metering-money", "net-billing", "buy-all-sell-all"], {
    title: "Export", help: "How energy given to the grid is counted. It wins over what the record says.", default: "record",
    options: {
      "record": "As the record says", "none": "Not paid", "net-metering": "Net metering: kWh against kWh", "net-metering-money": "Net metering: at the price of the period",
      "net-billing": "Net billing: each step at the sell rate", "buy-all-sell-all": "Buy all, sell all: generation on its own meter",
    },
  }),
  sellRatePerKwh: optionalNumberField({ title: "Sell rate", help: "Paid for a kWh exported under net billing. Absent: the price series less its spread, else the record's own sell rates.", unit: "currency/kWh", min: -10, max: 10 }),
  creditCarryOver: choiceField(["same-month", "next-month"], {
    title: "Export credit", help: "Under net billing: paid in the month it is earned, or taken off the energy charge of the months after.", default: "same-month", options: { "same-month": "In the same month", "next-month": "Against later energy charges" },
  }),
  yearEndCredit: choiceField(["paid", "lapses"], { title: "Credit left at year's end", help: "What becomes of money credit not used after twelve months.", default: "paid", options: { paid: "Paid out", lapses: "Lapses" } }),
  yearEndSellRatePerKwh: numberField({ title: "Year-end rate", help: "Paid for each kWh of net-metering credit left after twelve months.", unit: "currency/kWh", min: 0, max: 10, default: 0 }),
  tierAllocation: choiceField(["chronological", "proRata", "perPeriod"], {
    title: "Energy tiers", help: "How the month's energy fills the tiers where several periods share them. Under net metering always pro rata.", default: "chronological",
    options: { chronological: "In order of time, one counter", proRata: "Each tier shared among the periods", perPeriod: "A counter for each period" }, source: "SAM: in order of time under net billing, pro rata under net metering.",
  }),
  meters: integerField({ title: "Meters", help: "The fixed charge has a price for the first and one for each further meter.", unit: "meters", min: 1, max: 1000, default: 1 }),
  holidays: choiceField(["none", "us-nerc"], {
    title: "Holidays", help: "Days that take the weekend's periods, beside the dates below.", default: "none", options: { "none": "None", "us-nerc": "The six of NERC (US)" }, source: "None, as SAM and REopt bill.",
  }),
  holidayDates: field(z.array(date).check(z.maxLength(2000)), { title: "Further holidays", help: "Dates that take the weekend's periods.", default: [], control: "dates" }),
  demandWindowMinutes: optionalField(z.literal([5, 10, 15, 20, 30, 60]), { title: "Demand window", help: "Demand is metered as the mean over this long. Absent: the record's, else 15 minutes.", unit: "min", source: "15 minutes: design choice, usual for large loads." }),
  priorPeaksKw: optionalField(months(0, 1e7), { title: "Last year's peaks", help: "Highest demand of each month before the run, January to December, for ratchets that look back.", unit: "kW", control: "months" }),
  ratchetYearEnd: choiceField(["auto", "cyclic", "chronological"], {
    title: "Ratchet at the year's start", help: "What stands for the months before the run: the same months of the run itself, or last year's peaks.", default: "auto",
    options: { auto: "Last year's peaks where given, else the run repeats", cyclic: "The year repeats (REopt)", chronological: "Last year's peaks, 0 where not given (SAM)" },
  }),
  ratchetPeriods: field(z.array(z.int().check(z.gte(0), z.lte(23))).check(z.maxLength(24)), { title: "Ratcheted periods", help: "Time-of-use demand periods (0 is the record's first) that the ratchet holds for too; the any-time charge has it always.", default: [] }),
  ratchetByMonth: optionalField(ratchetByMonth, {
    title: "Ratchet by month", help: "Shares of past peaks by the month looked at, in place of the record's ratchet: billing demand as SAM has it.", control: "json", source: "SAM utilityrate5, billing demand lookback.",
  }),
  contractCapacityKw: numberField({ title: "Contract capacity", help: "Demand that the agreement with the utility names.", unit: "kW", min: 0, max: 1e7, default: 0, log: true }),
  minBilledFractionOfContract: numberField({
    title: "Minimum take", help: "Share of the contract capacity that is billed as demand at least, in every demand charge.", unit: "%", min: 0, max: 1, default: 0, step: 0.01, source: "Large-load tariffs: 0.60 to 0.85 (AEP Ohio DCT 0.85, Dominion GS-5 0.85 wires and 0.60 generation).",
  }),
  powerFactorFraction: optionalNumberField({ title: "Power factor", help: "Of the site at the meter: bills kVA and reactive demand. Absent: 1 for kVA, and no reactive charge.", unit: "cos φ", min: 0.3, max: 1, step: 0.01 }),
  reactiveAllowanceFraction: numberField({ title: "Reactive allowance", help: "kVAR per kW of peak demand that are free.", unit: "kVAR/kW", min: 0, max: 2, default: 0, step: 0.01 }),
  coincident: field(z.array(coincidentCharge).check(z.maxLength(8)), { title: "Coincident peaks", help: "Charges on the site's import while the whole system peaks, as ERCOT's 4CP.", default: [], control: "json" }),
  levies: field(z.array(levy).check(z.maxLength(20)), { title: "Levies", help: "Taxes and surcharges per kWh imported.", default: [], control: "json" }),
  network: field(network, { title: "Network charge", help: "The European form: a capacity price on the year's highest metered interval, and an energy price.", default: { kind: "none" } }),
  contract: field(contract, { title: "Contracted power", help: "Power contracted for each period, billed whether used or not, and what is above it.", default: { kind: "none" } }),
});

export type TariffInputs = z.infer<typeof tariffInputs>;
export type CoincidentInputs = z.infer<typeof coincidentCharge>;
export type LevyInputs = z.infer<typeof levy>;
export type NetworkInputs = Extract<z.infer<typeof network>, { kind: "annual-capacity" }>;
export type ContractInputs = Extract<z.infer<typeof contract>, { kind: "per-period" }>;
export type RatchetByMonth = z.infer<typeof ratchetByMonth>;

/** What the declaration of single fields cannot hold: the record's own rules, and lists that belong together. */
export function tariffIssues(inputs: TariffInputs, at = "tariff"): Issue[] {
  const issues: Issue[] = [];
  if (inputs.urdb !== undefined) {
    try {
      readUrdb(inputs.urdb, `${at}.urdb`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      issues.push(...error.issues);
    }
  }
  const { contract: contracted } = inputs;
  if (contracted.kind === "per-period") {
    const periods = contracted.contractedKw.length;
    if (contracted.pricePerKwYear.length !== periods) issues.push({ where: { path: `${at}.contract.pricePerKwYear` }, found: `a list of ${contracted.pricePerKwYear.length}`, allowed: `${periods} prices, one for each period of contractedKw` });
    for (const key of ["weekday", "weekend"] as const) {
      contracted[key].forEach((row, month) => { row.forEach((period, hour) => {
        if (!Number.isInteger(period) || period >= periods) issues.push({ where: { path: `${at}.contract.${key}[${month}][${hour}]` }, found: String(period), allowed: `a period of contractedKw, 0 … ${periods - 1}` });
      }); });
    }
  }
  return issues;
}
