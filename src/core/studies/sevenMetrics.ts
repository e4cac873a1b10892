import type { Warning } from "../errors.ts";
import { breakEvenUse, cloudCostPerMtok, embodiedKgPer1000, inferenceCostReduction, HOURS_PER_YEAR, ownCostPerYear, pricesOf, SENSIBLE_KWH_PER_DECISION, servedByServer, type CloudPricing, type OwnCost, type Prices, type Server } from "../measures/inference.ts";
import { servedEnergy, type ServedEnergy } from "../measures/servedEnergy.ts";
import type { RunResult } from "../result.ts";
import type { Deployment } from "./deployment.ts";
import type { Growth } from "./growth.ts";
import type { Placement } from "./placement.ts";
import type { SevenMetricsInputs } from "./sevenMetricsInputs.ts";

export type PlaceId = "cloud" | "onPremises" | "edge";
export const placeIds: readonly PlaceId[] = ["cloud", "onPremises", "edge"];

/** One line of a drill-down: what went into a figure, or what it was made of. */
export type MetricStep = { readonly label: string; readonly value: number | null; readonly unit: string; /** Path of the input, where it is one. */ readonly input?: string | undefined };

export type MetricRecord = {
  readonly id: string;
  /** Which of the seven it belongs to, 1…7. */
  readonly metric: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly label: string;
  /** "all" for a figure that is not of one place. */
  readonly place: PlaceId | "all";
  readonly value: number | null;
  /** Why there is no value. */
  readonly reason?: NullReason | undefined;
  /** "currency" stands for the scenario's. */
  readonly unit: string;
  readonly better: "lower" | "higher" | "neither";
  readonly lower: number | null;
  readonly upper: number | null;
  /** What the interval is of. */
  readonly range?: "use" | "draws" | undefined;
  readonly method: string;
  readonly steps: readonly MetricStep[];
  readonly source: "run" | "inputs" | "study";
  /** Columns of the run that it is summed from. */
  readonly columns: readonly string[];
};

export type NullReason = "noDecisions" | "noCloudPrice" | "notSimulated" | "notBuilt" | "noFeasibleSinglePlace" | "notPlaceable" | "noPlacement" | "yearNotInStudy";

export type SevenMetrics = {
  readonly records: readonly MetricRecord[];
  /** Prices of the simulated site, each with what it is divided by. */
  readonly prices: Prices & { readonly energyPerImportKwh: number | null; readonly meanMarginalPerKwh: number };
  readonly served: ServedEnergy;
  /** Decisions of the run, and month by month what they took. */
  readonly decisions: number;
  readonly months: readonly { readonly year: number; readonly month: number; readonly decisions: number; readonly kwhPerDecision: number | null; readonly costPerMillionDecisions: number | null; readonly kgPer1000: number | null }[];
  /** Cost per million decisions of work that runs at once and of work that waits, at the prices of its own steps. */
  readonly timing: readonly { readonly id: "arrival" | "deferrable"; readonly decisions: number; readonly timedCostPerMillion: number | null; readonly meanPriceCostPerMillion: number | null; readonly timingValueCost: number }[];
  /** The run's decisions of each month at each place: what their energy and what their tokens would cost there; null without a cloud price. */
  readonly placeMonths: readonly { readonly year: number; readonly month: number; readonly place: PlaceId; readonly decisions: number; readonly energyCost: number | null; readonly fullCost: number | null }[];
  readonly ownCosts: Readonly<Record<"onPremises" | "edge", OwnCost>>;
  readonly cloudCostPerMtok: number | null;
  readonly warnings: readonly Warning[];
};

export type SevenMetricsContext = {
  readonly inputs: SevenMetricsInputs;
  /** With its frame. */
  readonly result: RunResult;
  /** Of the simulated place's own run; null where there is none. */
  readonly flexibilityScore: number | null;
  readonly growth: Growth;
  readonly deployment: Deployment;
  /** Null where it could not be solved. */
  readonly placement: Placement | null;
};

/** The seven metrics side by side for three places: the simulated one from its run, the others from declared figures. */
export function sevenMetrics({ inputs, result, flexibilityScore, growth, deployment, placement }: SevenMetricsContext): SevenMetrics {
  const served = servedEnergy(result);
  const server: Server = inputs.serving;
  const { itKwhPerDecision, decisionsPerYear, tokensPerYear } = servedByServer(server);
  const decisions = served.workItKwh / itKwhPerDecision;
  const annuityCost = (inputs.plantAnnuityCost * result.axis.days) / 365;
  const prices = {
    ...pricesOf({ billCost: served.billCost + served.fuelCost, demandResponseRevenue: served.demandResponseRevenue, annuityCost, importKwh: served.importKwh, itKwh: served.itKwh, facilityKwh: served.facilityKwh }),
    energyPerImportKwh: served.importKwh > 0 ? served.energyLinesCost / served.importKwh : null, meanMarginalPerKwh: served.meanMarginalCostPerKwh,
  };
  const { simulatedPlace } = inputs;
  const use = useRange(inputs.serving);
  const path = (name: string) => `studies.metrics.${name}`;
  const records: MetricRecord[] = [];
  const warnings: Warning[] = result.response?.netRevenue === null ? [{ code: "responseRevenueUnknown", values: {} }] : [];
  const energy = new Map<PlaceId, { readonly kwh: number | null; readonly price: number | null }>();

  for (const place of placeIds) {
    const simulated = place === simulatedPlace;
    const typed = inputs[place];
    const kwh = simulated ? ratio(served.facilityKwh, decisions) : itKwhPerDecision * typed.pue;
    const price = simulated ? prices.netPerFacilityKwh : typed.pricePerKwh;
    energy.set(place, { kwh, price });
    if (kwh !== null && (kwh < SENSIBLE_KWH_PER_DECISION.least || kwh > SENSIBLE_KWH_PER_DECISION.most)) warnings.push({ code: "energyPerDecisionDoubtful", values: { place, kwhPerDecision: kwh } });
    const source = simulated ? "run" : "inputs";
    const base = { place, source, ...(kwh === null ? { reason: "noDecisions" as const } : {}) } as const;
    const ranged = (value: number | null) => (value === null ? { lower: null, upper: null } : { lower: value * use.best, upper: value * use.worst, range: "use" as const });
    // Embodied carbon is there whatever the use: only the decisions change.
    const { effectiveUseFraction, lowUseFraction, highUseFraction } = inputs.serving;
    const inverse = (value: number | null) => (value === null ? ranged(null) : { lower: (value * effectiveUseFraction) / highUseFraction, upper: (value * effectiveUseFraction) / lowUseFraction, range: "use" as const });
    const energySteps: MetricStep[] = simulated
      ? [step("Energy served, facility", served.facilityKwh, "kWh"), step("IT energy of work done", served.workItKwh, "kWh"), step("IT energy a decision", itKwhPerDecision, "kWh"), step("Decisions", decisions, "")]
      : [step("Server power", server.meanKw, "kW", path("serving.meanKw")), step("Decisions an hour of a server", server.meanKw / itKwhPerDecision, "1/h"), step("PUE", typed.pue, "", path(`${place}.pue`))];
    const priceSteps: MetricStep[] = simulated
      ? [
        step("Bill and fuel", served.billCost + served.fuelCost, "currency"), step("Demand response", served.demandResponseRevenue, "currency"), step("Annuity of plant", annuityCost, "currency", path("plantAnnuityCost")),
        step("Bill per kWh imported", prices.billPerImportKwh, "currency/kWh"), step("Net per kWh imported", prices.netPerImportKwh, "currency/kWh"), step("Net per IT kWh", prices.netPerItKwh, "currency/kWh"),
        step("Energy lines per kWh imported", prices.energyPerImportKwh, "currency/kWh"), step("Mean price at the margin", prices.meanMarginalPerKwh, "currency/kWh"),
      ]
      : [step("All-in price", typed.pricePerKwh, "currency/kWh", path(`${place}.pricePerKwh`))];
    const columns = simulated ? ["itKw", "deferrableKw", "servedKw", "lostWorkKw", "unservedKw"] : [];
    const cost = kwh === null || price === null ? null : kwh * price;
    records.push(
      { ...base, id: "energyPerDecision", metric: 1, label: "Energy a decision", value: kwh, unit: "kWh", better: "lower", ...ranged(kwh), method: "Σ IT energy · PUE ÷ Σ decisions", steps: energySteps, columns },
      { ...base, id: "energyPrice", metric: 1, label: "Energy price, all in", value: price, unit: "currency/kWh", better: "lower", lower: null, upper: null, method: simulated ? "(bill + fuel − demand response + annuity) ÷ facility energy served" : "as declared, per kWh imported", steps: priceSteps, columns: simulated ? ["importKw", "buyPerKwh", "servedKw"] : [] },
      { ...base, id: "energyCostPerDecision", metric: 1, label: "Energy cost a decision", value: cost, unit: "currency", better: "lower", ...ranged(cost), method: "kWh a decision · price per kWh", steps: [step("Energy a decision", kwh, "kWh"), step("Price", price, "currency/kWh"), step("A million decisions", cost === null ? null : cost * 1e6, "currency")], columns },
    );

    const embodied = embodiedKgPer1000(inputs.serving.embodiedKg, inputs.serving.embodiedLifeYears, decisionsPerYear);
    const residual = typed.residualGPerKwh;
    const location = simulated ? ratio(served.emissionsKg * 1000, decisions) : scaled(kwh, typed.averageGPerKwh);
    const fuelKg = served.emissionsKg - served.gridKg;
    const uncovered = 1 - typed.contractedFraction;
    const market = simulated
      ? ratio((uncovered * (residual === undefined ? served.gridKg : (residual * served.importKwh) / 1000) + fuelKg) * 1000, decisions)
      : scaled(kwh, uncovered * (residual ?? typed.averageGPerKwh));
    const marginal = simulated ? ratio(served.marginalKg * 1000, decisions) : scaled(kwh, typed.marginalGPerKwh);
    const carbon = (id: string, label: string, value: number | null, method: string, steps: readonly MetricStep[], used: readonly string[], range = ranged(value)) =>
      records.push({ ...base, id, metric: 2, label, value, unit: "kg", better: "lower", ...range, method, steps, columns: simulated ? used : [] });
    carbon("co2ePer1000Location", "CO2e of 1,000 decisions, location", location, "Σ import · average intensity and fuel ÷ decisions; g a decision is kg a thousand",
      simulated ? [step("Emissions of the grid", served.gridKg, "kg"), step("Emissions of fuel", fuelKg, "kg"), step("Decisions", decisions, "")] : [step("Energy a decision", kwh, "kWh"), step("Average intensity", typed.averageGPerKwh, "g/kWh", path(`${place}.averageGPerKwh`))], ["importKw", "averageCarbonGPerKwh"]);
    carbon("co2ePer1000Market", "CO2e of 1,000 decisions, market", market, residual === undefined ? "location-based less what contracts cover; no residual mix given, the grid's average taken" : "residual mix on what no contract covers",
      [step("Covered by contracts", typed.contractedFraction, "", path(`${place}.contractedFraction`)), step("Residual mix", residual ?? null, "g/kWh", path(`${place}.residualGPerKwh`))], ["importKw", "averageCarbonGPerKwh"]);
    carbon("co2ePer1000Marginal", "CO2e of 1,000 decisions, at the margin", marginal, "Σ facility energy · marginal intensity ÷ decisions: what moving them would change, never a footprint",
      simulated ? [step("Marginal emissions", served.marginalKg, "kg"), step("Decisions", decisions, "")] : [step("Marginal intensity", typed.marginalGPerKwh, "g/kWh", path(`${place}.marginalGPerKwh`))], ["servedKw", "marginalCarbonGPerKwh"]);
    carbon("co2ePer1000Embodied", "CO2e of 1,000 decisions, embodied", embodied, "embodied ÷ (life · decisions a year) · 1,000",
      [step("Server", inputs.serving.embodiedKg, "kg", path("serving.embodiedKg")), step("Life", inputs.serving.embodiedLifeYears, "years", path("serving.embodiedLifeYears")), step("Decisions a year of a server", decisionsPerYear, "")], [], inverse(embodied));
  }

  const at = growth.years.indexOf(inputs.growthYear);
  const { fan } = growth;
  records.push({
    id: "demandGrowth", metric: 3, label: `Data centres' electricity in ${inputs.growthYear}`, place: "all", value: fan.p50Twh[at] ?? null, ...(at < 0 ? { reason: "yearNotInStudy" as const } : {}), unit: "TWh", better: "neither",
    lower: fan.p10Twh[at] ?? null, upper: fan.p90Twh[at] ?? null, range: "draws", method: "fan between the low and the high published path, P10 to P90", source: "study", columns: [],
    steps: [
      step("Share of all electricity, P10", fan.p10ShareFraction[at] ?? null, "%"), step("Share of all electricity, P50", fan.p50ShareFraction[at] ?? null, "%"), step("Share of all electricity, P90", fan.p90ShareFraction[at] ?? null, "%"),
      ...growth.paths.map(({ id, crossingYear }) => step(`Share line crossed, ${id} path`, crossingYear, "year")),
      step(`The method on the past: ${growth.backTest.year} foretold`, growth.backTest.saidTwh, "TWh"), step(`The method on the past: ${growth.backTest.year} as it came`, growth.backTest.wasTwh, "TWh"),
    ],
  });

  const pricing = cloudPricing(inputs);
  const cloudPerMtok = cloudCostPerMtok(pricing, server);
  const ownCosts = { onPremises: ownOf("onPremises"), edge: ownOf("edge") };
  for (const place of placeIds) {
    if (place === "cloud") {
      const per = cloudPerMtok;
      records.push({ id: "inferenceCostPerMtok", metric: 4, label: "A million output tokens", place, value: per, ...(per === null ? { reason: "noCloudPrice" as const } : {}), unit: "currency", better: "lower", lower: null, upper: null, method: cloudMethod[pricing.kind], steps: [step("GPU-hour", inputs.cloudPrice.gpuCostPerHour, "currency", path("cloudPrice.gpuCostPerHour")), step("GPUs", server.gpus, "", path("serving.gpus"))], source: "inputs", columns: [] });
      continue;
    }
    const own = ownCosts[place];
    const perMtok = tokensPerYear > 0 ? (own.total / tokensPerYear) * 1e6 : null;
    const reduction = inferenceCostReduction(perMtok, cloudPerMtok);
    const parts: MetricStep[] = [
      step("Annuity of the server", own.annuity, "currency/year"), step("Energy", own.energy, "currency/year"), step("Maintenance", own.maintenance, "currency/year"), step("Staff", own.staff, "currency/year"), step("Space", own.space, "currency/year"),
      step("Network", own.network, "currency/year"), step("Licences", own.licence, "currency/year"), step("All a year", own.total, "currency/year"), step("Output tokens a year", tokensPerYear, "token"), step("Share of energy", own.energyFraction, "%"),
      step("Cost a GPU-hour", own.total / (server.gpus * HOURS_PER_YEAR), "currency/h"),
      step("Use above which own servers are cheaper", pricing.kind === "api" ? null : breakEvenUse(own.total, server.gpus, pricing.gpuCostPerHour, pricing.kind === "autoscaled" ? pricing.packedFraction : server.effectiveUseFraction), "%"),
    ];
    // At another use the same servers serve other tokens; their energy is held, as in the break-even.
    const bySpread = (useFraction: number) => inferenceCostReduction(perMtok === null ? null : (perMtok * server.effectiveUseFraction) / useFraction, pricing.kind === "alwaysOn" ? cloudCostPerMtok(pricing, { ...server, effectiveUseFraction: useFraction }) : cloudPerMtok);
    records.push(
      { id: "inferenceCostPerMtok", metric: 4, label: "A million output tokens", place, value: perMtok, unit: "currency", better: "lower", lower: null, upper: null, method: "(annuity + maintenance + staff + space + network + energy + licences) ÷ tokens a year", steps: parts, source: place === simulatedPlace ? "run" : "inputs", columns: [] },
      { id: "inferenceCostReduction", metric: 4, label: "Cost reduction against the cloud", place, value: reduction, ...(reduction === null ? { reason: "noCloudPrice" as const } : {}), unit: "%", better: "higher", lower: bySpread(inputs.serving.lowUseFraction), upper: bySpread(inputs.serving.highUseFraction), range: "use", method: "1 − own cost ÷ cloud cost, a million output tokens; below 0 where own servers are dearer", steps: [step("Own", perMtok, "currency"), step("Cloud", cloudPerMtok, "currency"), ...parts], source: place === simulatedPlace ? "run" : "inputs", columns: [] },
    );
  }

  for (const place of placeIds) {
    const value = place === simulatedPlace ? flexibilityScore : null;
    records.push({ id: "flexibilityScore", metric: 5, label: "Grid flexibility score", place, value, ...(value === null ? { reason: "notSimulated" as const } : {}), unit: "", better: "higher", lower: null, upper: null, method: "100 · uptime · (price adaptability · weight + capability · delivery · weight); of the place's own run against doing nothing", steps: [], source: "run", columns: place === simulatedPlace ? ["importKw", "demandKw", "shedKw"] : [] });
  }

  deploymentRecords();
  placementRecords();

  return {
    records, prices, served, decisions, ownCosts, cloudCostPerMtok: cloudPerMtok, warnings,
    months: served.months.map((month) => {
      const count = month.workItKwh / itKwhPerDecision;
      const cost = ratio(month.billCost, count);
      return { year: month.year, month: month.month, decisions: count, kwhPerDecision: ratio(month.facilityKwh, count), costPerMillionDecisions: cost === null ? null : cost * 1e6, kgPer1000: ratio(month.emissionsKg * 1000, count) };
    }),
    placeMonths: served.months.flatMap(({ year, month, workItKwh, billCost }) => placeIds.map((place) => {
      const count = workItKwh / itKwhPerDecision;
      const { kwh, price } = energy.get(place) ?? { kwh: null, price: null };
      const perMtok = place === "cloud" ? cloudPerMtok : tokensPerYear > 0 ? (ownCosts[place].total / tokensPerYear) * 1e6 : null;
      // The simulated place paid its bill; the others would have paid their price.
      const energyCost = place === simulatedPlace ? billCost : kwh === null || price === null ? null : count * kwh * price;
      return { year, month, place, decisions: count, energyCost, fullCost: perMtok === null ? null : (count * server.outputTokens * perMtok) / 1e6 };
    })),
    timing: served.classes.map(({ id, workItKwh, timedCost, meanPriceCost, timingValueCost }) => {
      const count = workItKwh / itKwhPerDecision;
      const million = (cost: number) => (count > 0 ? (cost / count) * 1e6 : null);
      return { id, decisions: count, timedCostPerMillion: million(timedCost), meanPriceCostPerMillion: million(meanPriceCost), timingValueCost };
    }),
  };

  function ownOf(place: "onPremises" | "edge"): OwnCost {
    const { price } = energy.get(place) ?? { price: null };
    // The run's own ratio of facility to IT energy, else the declared one.
    const pue = place === simulatedPlace ? (served.itKwh > 0 ? served.facilityKwh / served.itKwh : 1) : inputs[place].pue;
    return ownCostPerYear(place === "onPremises" ? inputs.onPremisesCost : inputs.edgeCost, server.meanKw * pue * HOURS_PER_YEAR * (price ?? 0));
  }

  function deploymentRecords(): void {
    const { build } = inputs;
    const plan = deployment.plans.find(({ form, connection }) => form === build.form && connection === build.connection);
    const edgeDays = Math.ceil(build.edgeSites / build.edgeCrews) * build.edgeSiteDays;
    const edgeMonths = edgeDays / DAYS_PER_MONTH;
    const add = (id: string, label: string, unit: string, better: "lower" | "higher", method: string, values: Readonly<Record<PlaceId, { readonly value: number | null; readonly lower?: number | null | undefined; readonly upper?: number | null | undefined; readonly steps: readonly MetricStep[] }>>) => {
      for (const place of placeIds) {
        const { value, lower = null, upper = null, steps } = values[place];
        records.push({ id, metric: 6, label, place, value, ...(value === null ? { reason: "notBuilt" as const } : {}), unit, better, lower, upper, ...(lower === null ? {} : { range: "draws" as const }), method, steps, source: place === "onPremises" ? "study" : "inputs", columns: [] });
      }
    };
    const planSteps = plan?.tasks.map(({ title, startDay, endDay, criticalityFraction }) => step(`${title}: days ${Math.round(startDay)} to ${Math.round(endDay)}, critical in`, criticalityFraction, "%")) ?? [];
    add("leadTimeDays", "Order to first service", "days", "lower", "latest of building and power, and energising", {
      cloud: { value: build.cloudDays, steps: [step("Provisioning", build.cloudDays, "days", path("build.cloudDays"))] },
      onPremises: { value: plan?.leadTimeDays ?? null, lower: plan?.p10Days, upper: plan?.p90Days, steps: [...planSteps, step("P50 of the draws", plan?.p50Days ?? null, "days")] },
      edge: { value: build.edgeSiteDays, steps: [step("Days a site", build.edgeSiteDays, "days", path("build.edgeSiteDays")), step("All sites in service after", edgeDays, "days")] },
    });
    add("mwPerMonth", "Deployment velocity", "MW/month", "higher", "MW in service ÷ months since the order", {
      cloud: { value: null, steps: [] },
      onPremises: { value: plan?.mwPerMonth ?? null, steps: [step("Lead time", plan?.leadTimeDays ?? null, "days")] },
      edge: { value: edgeMonths > 0 ? (build.edgeSites * build.edgeMwPerSite) / edgeMonths : null, steps: [step("Sites", build.edgeSites, "", path("build.edgeSites")), step("Power of a site", build.edgeMwPerSite, "MW", path("build.edgeMwPerSite")), step("Days in all", edgeDays, "days")] },
    });
    add("powerWaitDays", "Ready building waits for power", "days", "lower", "max(0, power − ready)", {
      cloud: { value: null, steps: [] },
      onPremises: { value: plan?.powerWaitDays ?? null, steps: [step("Building ready", plan?.readyDay ?? null, "day"), step("Power there", plan?.powerDay ?? null, "day")] },
      edge: { value: null, steps: [] },
    });
  }

  function placementRecords(): void {
    const infeasible = placement !== null && placement.best === null;
    const reason: NullReason = placement === null ? "noPlacement" : infeasible ? "notPlaceable" : "noFeasibleSinglePlace";
    const common = { metric: 7, place: "all", lower: null, upper: null, source: "study", columns: [] } as const;
    const value = placement?.hybridCostEfficiency ?? null;
    records.push(
      {
        ...common, id: "hybridCostEfficiency", label: "Hybrid cost efficiency", value, ...(value === null ? { reason } : {}), unit: "%", better: "higher", method: "1 − cost of the least-cost placement ÷ cost of the best single place that keeps all bounds",
        steps: [step("Least-cost placement", placement?.best?.costPerHour ?? null, "currency/h"), step("Best single place", placement?.bestSingle?.costPerHour ?? null, "currency/h"), step("All in the cheapest cloud, no bound kept", placement?.allCloudCostPerHour ?? null, "currency/h"), step("Saved against that", placement?.savingAgainstCloudFraction ?? null, "%"), ...(placement?.best?.assignments.map(({ place, workload, units }) => step(`${workload} on ${place}`, units, "unit")) ?? [])],
      },
      {
        ...common, id: "constraintCost", label: "What the bounds cost", value: placement?.constraintCostPerHour ?? null, ...(placement?.constraintCostPerHour == null ? { reason } : {}), unit: "currency/h", better: "lower", method: "cost with latency, residency, survival and carbon bounds − cost without",
        steps: placement?.boundPrices.map(({ bound, costPerHour }) => step(`${bound.kind}${"workload" in bound ? `, ${bound.workload}` : "place" in bound ? `, ${bound.place}` : ""}`, costPerHour, "currency/h")) ?? [],
      },
    );
  }
}

const DAYS_PER_MONTH = 30.4375;
const cloudMethod: Readonly<Record<CloudPricing["kind"], string>> = {
  alwaysOn: "GPU-hours of a server ÷ tokens it serves at the effective use", autoscaled: "GPU-hours of a server ÷ tokens it serves when packed", api: "price of output tokens and of the input tokens that come with them",
};

function cloudPricing({ cloudPrice, serving }: SevenMetricsInputs): CloudPricing {
  switch (cloudPrice.kind) {
    case "alwaysOn": return { kind: "alwaysOn", gpuCostPerHour: cloudPrice.gpuCostPerHour };
    case "autoscaled": return { kind: "autoscaled", gpuCostPerHour: cloudPrice.gpuCostPerHour, packedFraction: cloudPrice.packedFraction };
    case "api": return { kind: "api", inputCostPerMtok: cloudPrice.inputCostPerMtok, outputCostPerMtok: cloudPrice.outputCostPerMtok, inputTokensPerOutput: serving.inputTokens / serving.outputTokens };
  }
}

/** Energy of a decision at the high and the low use over that at the stated one: idle power is spread over more or fewer decisions. */
function useRange({ idleKw, fullKw, effectiveUseFraction, lowUseFraction, highUseFraction }: SevenMetricsInputs["serving"]): { readonly best: number; readonly worst: number } {
  const perWork = (use: number) => (idleKw + (fullKw - idleKw) * use) / use;
  const stated = perWork(effectiveUseFraction);
  return { best: perWork(highUseFraction) / stated, worst: perWork(lowUseFraction) / stated };
}

function step(label: string, value: number | null, unit: string, input?: string): MetricStep {
  return { label, value, unit, ...(input === undefined ? {} : { input }) };
}

function ratio(value: number, of: number): number | null {
  return of > 0 ? value / of : null;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
