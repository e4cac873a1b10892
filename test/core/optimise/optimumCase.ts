import { checkInputs } from "../../../src/core/check.ts";
import type { PreparedPrice } from "../../../src/core/market/price.ts";
import { tariffInputs } from "../../../src/core/market/tariff/inputs.ts";
import { prepareTariff } from "../../../src/core/market/tariff/prepareTariff.ts";
import type { YearCase } from "../../../src/core/optimise/yearCase.ts";
import { keepPerStep } from "../../../src/core/site/battery.ts";
import type { DeferrableWork } from "../../../src/core/site/work.ts";
import { makeAxis, type StepMinutes } from "../../../src/core/time/axis.ts";
import { dataText } from "../../support/data.ts";

/** A column of a file: its rows in their order, whatever stamps they carry. */
type FileColumn = { readonly kind: "csv"; readonly file: string; readonly column: string; readonly rows: number; readonly multiply: number };

export type OptimumCase = {
  readonly id: string;
  readonly title: string;
  readonly inputs: {
    readonly timeZone: string; readonly clock: "civil" | "standard"; readonly start: string; readonly days: number; readonly stepMinutes: StepMinutes;
    readonly load: FileColumn | { readonly kind: "constant"; readonly valueKw: number };
    readonly pv: { readonly file: string; readonly rows: number; readonly multiply: number } | null;
    readonly deferrable?: readonly { readonly shareOfLoad: number; readonly windowHours: number; readonly maxKw: number }[];
    readonly tariff: {
      readonly urdb: string | null; readonly flatDemandPerKw?: number; readonly fixedPerMonth?: number; readonly ratchet?: { readonly fraction: number; readonly lookbackMonths: number };
      readonly energyPrice?: FileColumn; readonly energyAdderPerKwh?: number; readonly sell?: { readonly fraction: number };
    };
    readonly battery: {
      readonly powerKw: number; readonly energyKwh: number; readonly chargeEfficiency: number; readonly dischargeEfficiency: number;
      readonly minSocFraction: number; readonly maxSocFraction: number; readonly initialSocFraction: number; readonly selfDischargePerHour: number; readonly wearPerKwhDischarged: number;
    };
    readonly grid: { readonly importLimitKw: number; readonly exportLimitKw: number };
  };
  readonly expected: { readonly objective: number };
};

/** The case laid on its axis, as the file's conventions say. */
export function yearCaseOf({ inputs }: OptimumCase): YearCase {
  const axis = makeAxis({ start: inputs.start.slice(0, 10), days: inputs.days, stepMinutes: inputs.stepMinutes, timeZone: inputs.timeZone, clock: inputs.clock });
  const { battery, tariff } = inputs;
  const loadKw = inputs.load.kind === "constant" ? new Float64Array(axis.length).fill(inputs.load.valueKw) : repeated(csvColumn(inputs.load), axis.length);
  const generationKw = inputs.pv === null ? new Float64Array(axis.length) : repeated(pvwattsColumn(inputs.pv), axis.length);
  const deferrable = inputs.deferrable ?? [];
  const share = deferrable.reduce((sum, { shareOfLoad }) => sum + shareOfLoad, 0);
  const classes = deferrable.map(({ shareOfLoad, windowHours, maxKw }, k): DeferrableWork => {
    const arrivalItKw = loadKw.map((kw) => kw * shareOfLoad);
    return { name: `class ${k}`, windowHours, windowSteps: Math.round(windowHours / axis.stepHours), arrivalItKw, rateItKw: maxKw, rateLimitItKw: new Float64Array(axis.length).fill(maxKw) };
  });
  const baseKw = loadKw.map((kw) => kw * (1 - share));
  return {
    axis, baseKw, baseItKw: baseKw, battery: true, curtails: true, classes,
    site: {
      busPerIt: new Float64Array(axis.length).fill(1), pvAvailableKw: generationKw, windAvailableKw: new Float64Array(axis.length),
      importLimitKw: new Float64Array(axis.length).fill(inputs.grid.importLimitKw), exportLimitKw: new Float64Array(axis.length).fill(inputs.grid.exportLimitKw),
    },
    ratings: {
      chargeKw: battery.powerKw, dischargeKw: battery.powerKw, capacityKwh: battery.energyKwh,
      socMinKwh: battery.minSocFraction * battery.energyKwh, outageFloorKwh: battery.minSocFraction * battery.energyKwh, socMaxKwh: battery.maxSocFraction * battery.energyKwh, initialSocKwh: battery.initialSocFraction * battery.energyKwh,
      chargeEfficiency: battery.chargeEfficiency, dischargeEfficiency: battery.dischargeEfficiency, keepPerStep: keepPerStep(battery.selfDischargePerHour, axis.stepHours),
      gridCharging: true, wearCostPerKwh: battery.wearPerKwhDischarged, auxiliaryKw: 0, hallItKw: Infinity,
    },
    tariff: prepareTariff(checkInputs(tariffInputs, tariffOf(tariff), ["tariff"]), { axis, currency: "USD", seed: "1", price: priceOf(tariff, axis.length) }),
  };
}

function tariffOf({ urdb, flatDemandPerKw, fixedPerMonth, ratchet, energyPrice }: OptimumCase["inputs"]["tariff"]): object {
  const file = urdb === null ? {} : (JSON.parse(dataText(urdb)) as { items?: readonly object[] });
  const record = "items" in file ? (file.items?.[0] ?? {}) : file;
  const further = {
    ...(flatDemandPerKw !== undefined && { flatdemandstructure: [[{ rate: flatDemandPerKw }]], flatdemandmonths: Array.from({ length: 12 }, () => 0) }),
    ...(fixedPerMonth !== undefined && { fixedchargefirstmeter: fixedPerMonth, fixedchargeunits: "$/month" }),
    ...(ratchet !== undefined && { lookbackpercent: ratchet.fraction, lookbackrange: ratchet.lookbackMonths }),
  };
  return { urdb: { ...record, ...further }, ratchetYearEnd: "chronological", ...(energyPrice !== undefined && { metering: "net-billing" }) };
}

function priceOf({ energyPrice, energyAdderPerKwh = 0, sell }: OptimumCase["inputs"]["tariff"], length: number): PreparedPrice | undefined {
  if (energyPrice === undefined) return undefined;
  const perKwh = repeated(csvColumn(energyPrice), length);
  return { label: "Market", buyPerKwh: perKwh.map((price) => price + energyAdderPerKwh), sellPerKwh: perKwh.map((price) => price * (sell?.fraction ?? 0)), replacesTariff: false, notes: [], warnings: [] };
}

function csvColumn({ file, column, rows, multiply }: FileColumn): number[] {
  const [head = "", ...lines] = dataText(file).split("\n");
  const index = head.trim().split(",").indexOf(column);
  return lines.slice(0, rows).map((line) => Number(line.split(",")[index]) * multiply);
}

/** AC power of a 4 kW array in W, hour by hour; the multiple makes it kW of the case's array. */
function pvwattsColumn({ file, rows, multiply }: { readonly file: string; readonly rows: number; readonly multiply: number }): number[] {
  const lines = dataText(file).split("\n").map((line) => line.split(","));
  const head = lines.findIndex((cells) => cells.some((cell) => cell.includes("AC System Output")));
  const index = (lines[head] as string[]).findIndex((cell) => cell.includes("AC System Output"));
  return lines.slice(head + 1, head + 1 + rows).map((cells) => Number(cells[index]) * multiply);
}

/** Hourly values over the steps of a year. */
function repeated(hourly: readonly number[], length: number): Float64Array {
  const perHour = length / hourly.length;
  return Float64Array.from({ length }, (_, i) => hourly[Math.floor(i / perHour)] as number);
}
