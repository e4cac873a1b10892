import { capitalRecoveryFactor } from "./cashFlow.ts";
import { pow } from "../maths/functions.ts";

/** A server that serves a model, as measured: power and output tokens. */
export type Server = {
  /** Mean IT power at the effective use, host and idle reserve in it, kW. */
  readonly meanKw: number;
  readonly gpus: number;
  /** Output tokens a second at full load. */
  readonly fullTokensPerSecond: number;
  /** Share of the full rate that is served over the year. */
  readonly effectiveUseFraction: number;
  /** Output tokens of a decision. */
  readonly outputTokens: number;
};

/** What a server serves in an hour, and what a decision takes of it. */
export function servedByServer({ meanKw, fullTokensPerSecond, effectiveUseFraction, outputTokens }: Server) {
  const tokensPerHour = fullTokensPerSecond * effectiveUseFraction * 3600;
  const decisionsPerHour = tokensPerHour / outputTokens;
  return { tokensPerHour, decisionsPerHour, itKwhPerDecision: meanKw / decisionsPerHour, tokensPerYear: tokensPerHour * HOURS_PER_YEAR, decisionsPerYear: decisionsPerHour * HOURS_PER_YEAR };
}

export const HOURS_PER_YEAR = 8760;
/** Beyond these an energy per decision is doubtful: below no model runs, above it is no single decision. */
export const SENSIBLE_KWH_PER_DECISION = { least: 1e-6, most: 0.05 } as const;

/**
 * kg CO2e for 1,000 decisions of what the hardware took to be made, spread over its life.
 * @param decisionsPerYear of one server
 */
export function embodiedKgPer1000(serverKg: number, lifeYears: number, decisionsPerYear: number): number | null {
  return decisionsPerYear > 0 && lifeYears > 0 ? (serverKg / (lifeYears * decisionsPerYear)) * 1000 : null;
}

/** Three prices, each with what it is divided by; null where there is nothing to divide by. Currency/kWh. */
export type Prices = { readonly billPerImportKwh: number | null; readonly netPerImportKwh: number | null; readonly netPerItKwh: number | null; readonly netPerFacilityKwh: number | null };

/** @param annuityCost of storage and solar, where they are to be counted in */
export function pricesOf({ billCost, demandResponseRevenue, annuityCost = 0, importKwh, itKwh, facilityKwh }: {
  readonly billCost: number; readonly demandResponseRevenue: number; readonly annuityCost?: number; readonly importKwh: number; readonly itKwh: number; readonly facilityKwh: number;
}): Prices {
  const net = billCost - demandResponseRevenue + annuityCost;
  const over = (cost: number, kwh: number) => (kwh > 0 ? cost / kwh : null);
  return { billPerImportKwh: over(billCost, importKwh), netPerImportKwh: over(net, importKwh), netPerItKwh: over(net, itKwh), netPerFacilityKwh: over(net, facilityKwh) };
}

/** A year of servers of one's own. */
export type OwnCostInputs = {
  readonly capitalCost: number;
  readonly residualFraction: number;
  readonly lifeYears: number;
  readonly discountFraction: number;
  readonly maintenanceFraction: number;
  readonly staffFte: number;
  readonly staffCostPerYear: number;
  readonly spaceKw: number;
  readonly spaceCostPerKwMonth: number;
  readonly networkCostPerYear: number;
  readonly licenceCostPerYear: number;
};

export type OwnCost = {
  readonly capitalRecoveryFactor: number;
  readonly annuity: number; readonly energy: number; readonly maintenance: number; readonly staff: number; readonly space: number; readonly network: number; readonly licence: number;
  readonly total: number;
  readonly energyFraction: number;
};

/** Cost of a year of one server: (K − R/(1+w)^n)·CRF, and what runs it. */
export function ownCostPerYear(inputs: OwnCostInputs, energyCostPerYear: number): OwnCost {
  const { capitalCost: capital, lifeYears, discountFraction: rate } = inputs;
  const crf = capitalRecoveryFactor(lifeYears, rate);
  const annuity = (capital - (capital * inputs.residualFraction) / pow(1 + rate, lifeYears)) * crf;
  const parts = {
    annuity, energy: energyCostPerYear, maintenance: capital * inputs.maintenanceFraction, staff: inputs.staffFte * inputs.staffCostPerYear,
    space: inputs.spaceKw * inputs.spaceCostPerKwMonth * 12, network: inputs.networkCostPerYear, licence: inputs.licenceCostPerYear,
  };
  const total = Object.values(parts).reduce((sum, cost) => sum + cost, 0);
  return { capitalRecoveryFactor: crf, ...parts, total, energyFraction: total > 0 ? energyCostPerYear / total : 0 };
}

/** How cloud capacity is paid. */
export type CloudPricing =
  | { readonly kind: "alwaysOn"; readonly gpuCostPerHour: number }
  | { readonly kind: "autoscaled"; readonly gpuCostPerHour: number; /** Share of the full rate at which what is rented runs. */ readonly packedFraction: number }
  | { readonly kind: "api"; readonly inputCostPerMtok: number; readonly outputCostPerMtok: number; readonly inputTokensPerOutput: number };

/** Cost of a million output tokens in the cloud, same model and same bounds; null where no price is given. */
export function cloudCostPerMtok(pricing: CloudPricing, { gpus, fullTokensPerSecond, effectiveUseFraction }: Server): number | null {
  const fullTokensPerHour = fullTokensPerSecond * 3600;
  const over = (cost: number, tokens: number) => (tokens > 0 && cost > 0 ? (cost / tokens) * 1e6 : null);
  switch (pricing.kind) {
    case "alwaysOn": return over(pricing.gpuCostPerHour * gpus, fullTokensPerHour * effectiveUseFraction);
    case "autoscaled": return over(pricing.gpuCostPerHour * gpus, fullTokensPerHour * pricing.packedFraction);
    case "api": return pricing.outputCostPerMtok > 0 ? pricing.outputCostPerMtok + pricing.inputCostPerMtok * pricing.inputTokensPerOutput : null;
  }
}

/** 1 − c/c_cloud: what the own place saves of the cloud's cost, below 0 where it is dearer; null without a cloud price. */
export function inferenceCostReduction(ownCostPerMtok: number | null, cloudPerMtok: number | null): number | null {
  return ownCostPerMtok === null || cloudPerMtok === null || cloudPerMtok <= 0 ? null : 1 - ownCostPerMtok / cloudPerMtok;
}

/** Use of own servers above which they beat rented ones that run at `rentedUseFraction`, their energy held; null without a price. */
export function breakEvenUse(ownPerYear: number, gpus: number, gpuCostPerHour: number, rentedUseFraction: number): number | null {
  const rented = gpuCostPerHour * gpus * HOURS_PER_YEAR;
  return rented > 0 ? (rentedUseFraction * ownPerYear) / rented : null;
}

/** Single requests of a served model, in order of time. */
export type RequestTrace = { readonly timeMs: ArrayLike<number>; readonly inputTokens: ArrayLike<number>; readonly outputTokens: ArrayLike<number> };

export type RequestServing = {
  readonly idleKw: number;
  readonly fullKw: number;
  readonly fullTokensPerSecond: number;
  /** An input token counts as this share of an output token. */
  readonly inputTokenWeight: number;
  /** Absent: as few as carry the busiest interval. */
  readonly servers?: number | undefined;
  readonly pue: number;
  readonly pricePerKwh: number;
  readonly carbonGPerKwh: number;
};

/** Power and cost of real requests over time, one value an interval. */
export type RequestLoad = {
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly servers: number;
  readonly requests: Float64Array;
  readonly inputTokens: Float64Array;
  readonly outputTokens: Float64Array;
  /** Share of all servers' rate in use; above 1 the interval's requests would have waited. */
  readonly useFraction: Float64Array;
  readonly itKw: Float64Array;
  readonly facilityKw: Float64Array;
  readonly cost: Float64Array;
  readonly emissionsKg: Float64Array;
  readonly total: {
    readonly requests: number; readonly inputTokens: number; readonly outputTokens: number; readonly hours: number; readonly facilityKwh: number; readonly cost: number; readonly emissionsKg: number;
    readonly whPerRequest: number | null; readonly whPer1000OutputTokens: number | null; readonly costPerMillionRequests: number | null; readonly kgPer1000Requests: number | null;
    readonly meanUseFraction: number; readonly overfullIntervals: number;
  };
};

/** P = servers · (idle + (full − idle) · use), use = (output + weight · input tokens) a second over the servers' full rate, at most 1. */
export function requestLoad(trace: RequestTrace, serving: RequestServing, stepSeconds: number): RequestLoad {
  const count = trace.timeMs.length;
  const startMs = count === 0 ? 0 : Math.floor(trace.timeMs[0]! / (stepSeconds * 1000)) * stepSeconds * 1000;
  const steps = count === 0 ? 0 : Math.floor((trace.timeMs[count - 1]! - startMs) / (stepSeconds * 1000)) + 1;
  const [requests, inputTokens, outputTokens] = [new Float64Array(steps), new Float64Array(steps), new Float64Array(steps)];
  for (let n = 0; n < count; n++) {
    const i = Math.floor((trace.timeMs[n]! - startMs) / (stepSeconds * 1000));
    requests[i]! += 1;
    inputTokens[i]! += trace.inputTokens[n]!;
    outputTokens[i]! += trace.outputTokens[n]!;
  }
  const work = outputTokens.map((tokens, i) => tokens + serving.inputTokenWeight * inputTokens[i]!);
  const perServer = serving.fullTokensPerSecond * stepSeconds;
  const servers = serving.servers ?? Math.max(1, Math.ceil(work.reduce((most, tokens) => Math.max(most, tokens), 0) / perServer));
  const useFraction = work.map((tokens) => tokens / (perServer * servers));
  const itKw = useFraction.map((use) => servers * (serving.idleKw + (serving.fullKw - serving.idleKw) * Math.min(1, use)));
  const facilityKw = itKw.map((kw) => kw * serving.pue);
  const stepHours = stepSeconds / 3600;
  const cost = facilityKw.map((kw) => kw * stepHours * serving.pricePerKwh);
  const emissionsKg = facilityKw.map((kw) => (kw * stepHours * serving.carbonGPerKwh) / 1000);
  const all = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const total = { requests: count, inputTokens: all(inputTokens), outputTokens: all(outputTokens), hours: steps * stepHours, facilityKwh: all(facilityKw) * stepHours, cost: all(cost), emissionsKg: all(emissionsKg) };
  const per = (value: number, of: number) => (of > 0 ? value / of : null);
  return {
    startMs, stepSeconds, servers, requests, inputTokens, outputTokens, useFraction, itKw, facilityKw, cost, emissionsKg,
    total: {
      ...total, whPerRequest: per(total.facilityKwh * 1000, count), whPer1000OutputTokens: per(total.facilityKwh * 1e6, total.outputTokens),
      costPerMillionRequests: per(total.cost * 1e6, count), kgPer1000Requests: per(total.emissionsKg * 1000, count),
      meanUseFraction: steps > 0 ? all(useFraction) / steps : 0, overfullIntervals: useFraction.reduce((over, use) => over + (use > 1 ? 1 : 0), 0),
    },
  };
}
