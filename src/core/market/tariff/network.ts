import { eachBillingYear } from "./billingMonth.ts";
import type { NetworkInputs } from "./inputs.ts";
import type { LinearMonth, LinearRule } from "./linear.ts";
import type { PreparedRule, Readings, TariffBasis, TariffRule } from "./rule.ts";

/**
 * The European network charge: a capacity price on the highest metered interval of twelve months, a twelfth of it in each, and an
 * energy price; which column of the price sheet holds is told by the hours of use (energy over that interval).
 * An individual charge by StromNEV § 19(2) leaves a share of both from so many hours of use on: one interval can lose it.
 */
export const networkRule: TariffRule = {
  id: "network",
  title: "Network charge",
  prepare({ inputs, months, axis, windowMinutes }): PreparedRule | undefined {
    const { network } = inputs;
    if (network.kind === "none") return undefined;
    return {
      notes: ["The network's capacity price is billed on the highest metered interval of twelve billing months from the run's start, a twelfth in each."],
      signal(draft) {
        // The upper column: a data centre's hours of use lie far above the threshold.
        for (let i = 0; i < axis.length; i++) draft.buyPerKwh[i] = (draft.buyPerKwh[i] as number) + network.energyPerKwh;
        draft.demandCharges.push({
          id: "capacity", label: "Network capacity (year's highest)", ratePerKw: new Float64Array(months.length).fill(network.capacityPerKwYear / 12),
          applies: new Uint8Array(axis.length).fill(1), windowSteps: Math.max(1, Math.round(windowMinutes / axis.stepMinutes)),
        });
      },
      linear: linearNetwork(network, months),
      charge({ readings, lines, notes }) {
        eachBillingYear(months, (first, end) => {
          const year = networkYear(network, readings, first, end);
          notes.push(year.note);
          for (let m = first; m < end; m++) {
            const kwh = readings.importKwh[m] as number;
            const capacityCost = (year.capacityPerKw * year.peakKw) / 12;
            const energyCost = year.energyPerKwh * kwh;
            lines[m]?.push({
              kind: "capacity", id: "capacity", label: "Network capacity (year's highest)", amountCost: capacityCost, quantity: year.peakKw, unit: "kW", rate: year.capacityPerKw / 12, meteredKw: readings.peakKw[m],
              ...(year.peakStep >= 0 ? { step: year.peakStep } : {}),
            });
            lines[m]?.push({ kind: "capacity", id: "network-energy", label: "Network energy", amountCost: energyCost, quantity: kwh, unit: "kWh", rate: year.energyPerKwh });
            if (year.payFraction < 1) {
              lines[m]?.push({ kind: "capacity", id: "network-discount", label: "Discount by hours of use", amountCost: -(1 - year.payFraction) * (capacityCost + energyCost), quantity: 1, unit: "month" });
            }
          }
        });
      },
    };
  },
};

/** One way that a year may be billed: its prices, and between which hours of use (energy over the highest interval) and from which energy they hold. */
type NetworkReading = { readonly capacityPerKw: number; readonly energyPerKwh: number; readonly fromHours: number; readonly toHours: number; readonly fromKwh: number };

/** Every pair of column and discount, the lowest prices first. Without the discount the list prices hold anywhere: no plan pays more. */
function networkReadings(network: NetworkInputs): NetworkReading[] {
  const { thresholdHours, discountMinKwh, discountSteps } = network;
  const columns = [
    { capacityPerKw: network.capacityPerKwYear, energyPerKwh: network.energyPerKwh, fromHours: thresholdHours, toHours: Infinity },
    ...(thresholdHours > 0 ? [{ capacityPerKw: network.belowCapacityPerKwYear, energyPerKwh: network.belowEnergyPerKwh, fromHours: 0, toHours: thresholdHours }] : []),
  ];
  return columns.flatMap((column) => [
    { ...column, fromKwh: 0 },
    ...discountSteps.filter(({ fromHours, payFraction }) => fromHours < column.toHours && payFraction < 1).map(({ fromHours, payFraction }) => ({
      capacityPerKw: column.capacityPerKw * payFraction, energyPerKwh: column.energyPerKwh * payFraction, fromHours: Math.max(fromHours, column.fromHours), toHours: column.toHours, fromKwh: discountMinKwh,
    })),
  ]).sort((a, b) => a.capacityPerKw - b.capacityPerKw);
}

/** A plan keeps this share clear of a threshold: an optimum lies on it, and the last bit of a sum must not lose the discount. */
const CLEAR = 1e-8;

/**
 * A column for each year's highest interval, and for each reading its prices with the hours of use that they ask: hours × peak ≤ energy is linear,
 * the choice among readings is not. Over more than one year of bills the readings of the years combine: there the lowest prices are the bound.
 */
function linearNetwork(network: NetworkInputs, months: TariffBasis["months"]): LinearRule {
  const readings = networkReadings(network);
  const years = Math.ceil(months.length / 12);
  const least = { capacityPerKw: Math.min(...readings.map((one) => one.capacityPerKw)), energyPerKwh: Math.min(...readings.map((one) => one.energyPerKwh)), fromHours: 0, toHours: Infinity, fromKwh: 0 };
  const readingOf = ({ reading, at }: Pick<LinearMonth, "reading" | "at">) => (years > 1 && readings.length > 1 && at === undefined ? least : (readings[reading] as NetworkReading));
  return {
    readings: years > 1 ? 1 : readings.length,
    month(month) {
      const { capacityPerKw, energyPerKwh } = readingOf(month);
      const { from, to } = month.month;
      for (let i = from; i < to; i++) month.chargeImport(i, energyPerKwh);
      const peak = month.peak();
      if (month.alone) month.pay(peak, capacityPerKw / 12);
      // Columns that the conditions ask for: all readings then have the same, and a month by itself those that it has in the run.
      if (readings.length > 1) month.importKwhByDay();
    },
    run(run) {
      eachBillingYear(months, (first, end) => {
        const year = run.months.slice(first, end);
        const [head] = year;
        if (head === undefined) return;
        const { capacityPerKw } = readingOf(head);
        if (years > 1 && readings.length > 1) run.tellGap("hoursOfUse");
        const peak = run.program.column(0, 0, Infinity);
        for (const month of year) {
          month.pay(peak, capacityPerKw / 12);
          run.program.row(0, Infinity);
          run.program.entry(peak, 1);
          run.program.entry(month.peak(), -1);
        }
        head.kept.set("capacity", [peak]);
      });
    },
    conditions(run) {
      eachBillingYear(months, (first, end) => {
        const year = run.months.slice(first, end);
        const [head] = year;
        const [peak] = head?.kept.get("capacity") ?? [];
        if (head === undefined || peak === undefined) return;
        const { fromHours, toHours, fromKwh } = readingOf(head);
        // A shorter run's energy is scaled to twelve months, as the bill does.
        const scale = 12 / year.length;
        const energyRow = (lower: number, upper: number, hours: number) => {
          run.program.row(lower, upper);
          if (hours > 0) run.program.entry(peak, -hours);
          for (const month of year) {
            const { columns, factors } = month.importKwhByDay();
            columns.forEach((column, k) => { run.program.entry(column, scale * (factors[k] as number)); });
          }
        };
        // No meter shows more hours of use than there are: told by a row that nothing keeps, where the solver would look long for the proof.
        const mostHours = scale * year.reduce((sum, month) => sum + month.importKwh().factors.reduce((hours, stepHours) => hours + stepHours, 0), 0);
        if (fromHours > mostHours) run.program.row(1, Infinity);
        else if (fromHours > 0) energyRow(0, Infinity, fromHours * (1 + CLEAR));
        if (toHours < Infinity) energyRow(-Infinity, 0, toHours * (1 - CLEAR));
        if (fromKwh > 0) energyRow(fromKwh * (1 + CLEAR), Infinity, 0);
      });
    },
  };
}

/** A year's hours of use, the column they lead to and what share of it is paid. A shorter run's energy is scaled to twelve months for this test. */
function networkYear(network: NetworkInputs, readings: Readings, first: number, end: number) {
  let peakKw = 0;
  let peakStep = -1;
  let kwh = 0;
  for (let m = first; m < end; m++) {
    kwh += readings.importKwh[m] as number;
    if ((readings.peakKw[m] as number) > peakKw) {
      peakKw = readings.peakKw[m] as number;
      peakStep = readings.peakStep[m] as number;
    }
  }
  const yearKwh = (kwh * 12) / (end - first);
  const hours = peakKw > 0 ? yearKwh / peakKw : 0;
  const below = hours < network.thresholdHours;
  const reached = yearKwh >= network.discountMinKwh ? network.discountSteps.filter(({ fromHours }) => hours >= fromHours) : [];
  const payFraction = Math.min(1, ...reached.map((step) => step.payFraction));
  return {
    peakKw, peakStep, payFraction,
    capacityPerKw: below ? network.belowCapacityPerKwYear : network.capacityPerKwYear,
    energyPerKwh: below ? network.belowEnergyPerKwh : network.energyPerKwh,
    note: discountNote(network, hours, yearKwh, payFraction),
  };
}

function discountNote({ discountSteps, discountMinKwh, thresholdHours }: NetworkInputs, hours: number, yearKwh: number, payFraction: number): string {
  const use = `Network: ${hours.toFixed(0)} hours of use`;
  const column = thresholdHours > 0 ? `, ${hours < thresholdHours ? "below" : "above"} the threshold of ${thresholdHours} h` : "";
  if (discountSteps.length === 0) return `${use}${column}.`;
  if (yearKwh < discountMinKwh) return `${use}${column}; no discount, for the year's energy is below ${discountMinKwh} kWh.`;
  const least = Math.min(...discountSteps.map(({ fromHours }) => fromHours));
  if (payFraction < 1) return `${use}${column}: ${Math.round(payFraction * 1e4) / 100} % of the network charge is paid (assumed at the least that may be agreed).`;
  return `${use}${column}; no discount below ${least} h.`;
}
