import type * as z from "zod/mini";
import { budgetInputs } from "../measures/budget.ts";
import { choiceField, group, integerField, numberField, optionalNumberField } from "../field.ts";

const assumed = { assumed: true } as const;
const perPlace = (title: string, place: { readonly pue: number; readonly pricePerKwh: number; readonly gPerKwh: number; readonly marginalGPerKwh: number; readonly grid: string }) =>
  group({ title, help: "Figures of the place where no run of it is at hand." }, {
    pue: numberField({ title: "PUE", help: "Facility power over IT power.", unit: "ratio", default: place.pue, min: 1, max: 3, step: 0.01, ...assumed }),
    pricePerKwh: numberField({ title: "All-in price", help: "Per kWh imported, demand and fixed charges in it.", unit: "currency/kWh", default: place.pricePerKwh, min: 0, max: 10, step: 0.005, ...assumed }),
    averageGPerKwh: numberField({ title: "Grid carbon, average", help: "Location-based.", unit: "g/kWh", default: place.gPerKwh, min: 0, max: 1300, source: `eGRID2023 rev 2, ${place.grid} total output` }),
    marginalGPerKwh: numberField({ title: "Grid carbon, marginal", help: "For what a change would avoid.", unit: "g/kWh", default: place.marginalGPerKwh, min: -1200, max: 1300, source: `eGRID2023, ${place.grid} non-baseload output`, ...assumed }),
    contractedFraction: numberField({ title: "Carbon-free contracts", help: "Share of the energy covered by certificates or contracts, for the market-based figure.", unit: "%", default: 0, min: 0, max: 1, step: 0.05 }),
    residualGPerKwh: optionalNumberField({ title: "Residual mix", help: "Of what no contract covers. Empty: the grid's average, and said so.", unit: "g/kWh", min: 0, max: 1300 }),
  });

const ownCost = (title: string, own: { readonly staffFte: number; readonly spaceCostPerKwMonth: number; readonly networkCostPerYear: number }) => group({ title, help: "A year of one server of one's own." }, {
  capitalCost: numberField({ title: "Server", help: "One system, bought.", unit: "currency", default: 350_000, min: 0, max: 1e9, source: "8-GPU systems 250 to 450 k$ in 2026 (secondary sources)", ...assumed }),
  residualFraction: numberField({ title: "Residual value", help: "Share of the price at the end of its life.", unit: "%", default: 0.1, min: 0, max: 1, step: 0.05, ...assumed }),
  lifeYears: integerField({ title: "Life", help: "Of a server.", unit: "years", default: 4, min: 1, max: 20, source: "4 to 5 years", ...assumed }),
  discountFraction: numberField({ title: "Cost of capital", help: "A year.", unit: "%", default: 0.08, min: 0.0001, max: 0.5, step: 0.005, ...assumed }),
  maintenanceFraction: numberField({ title: "Maintenance", help: "A year, share of the price.", unit: "%", default: 0.05, min: 0, max: 1, step: 0.01, ...assumed }),
  staffFte: numberField({ title: "Staff", help: "Posts a server.", unit: "FTE", default: own.staffFte, min: 0, max: 100, step: 0.05, ...assumed }),
  staffCostPerYear: numberField({ title: "Cost of a post", help: "A year.", unit: "currency", default: 200_000, min: 0, max: 1e7, ...assumed }),
  spaceKw: numberField({ title: "Power reserved", help: "Name-plate power that its space is paid by.", unit: "kW", default: 10.2, min: 0, max: 1e5, source: "8-GPU system, name plate" }),
  spaceCostPerKwMonth: numberField({ title: "Space", help: "Rent of building and cooling.", unit: "currency/kW-month", default: own.spaceCostPerKwMonth, min: 0, max: 1e5, ...assumed }),
  networkCostPerYear: numberField({ title: "Network", help: "A year.", unit: "currency", default: own.networkCostPerYear, min: 0, max: 1e8, ...assumed }),
  licenceCostPerYear: numberField({ title: "Licences", help: "A year.", unit: "currency", default: 0, min: 0, max: 1e8, ...assumed }),
});

export const sevenMetricsInputs = group({ title: "Seven metrics", help: "What a model decision costs and emits in the cloud, on premises and at the edge." }, {
  simulatedPlace: choiceField(["onPremises", "edge", "cloud"], {
    title: "The simulated site is", help: "Its energy, price, carbon and score come from the run; the other places take the figures below.", default: "onPremises", options: { onPremises: "On premises", edge: "Edge", cloud: "Cloud" },
  }),
  serving: group({ title: "Serving", help: "A server that answers, and what a decision takes of it." }, {
    meanKw: numberField({ title: "Server power", help: "Mean IT power at the effective use, host and idle reserve in it.", unit: "kW", default: 6.5, min: 0.001, max: 1000, step: 0.1, source: "8-GPU server at 40 % use", ...assumed }),
    idleKw: numberField({ title: "Idle power", help: "Of a server that serves nothing; for request traces and the range of use.", unit: "kW", default: 4.03, min: 0, max: 1000, step: 0.1, ...assumed }),
    fullKw: numberField({ title: "Full power", help: "Of a server at its full rate.", unit: "kW", default: 10.2, min: 0.001, max: 1000, step: 0.1, source: "8-GPU system, name plate", ...assumed }),
    gpus: integerField({ title: "GPUs", help: "In a server.", default: 8, min: 1, max: 1000 }),
    fullTokensPerSecond: numberField({ title: "Full rate", help: "Output tokens a second of a server at full load.", unit: "token/s", default: 12_000, min: 0.1, max: 1e8, ...assumed }),
    effectiveUseFraction: numberField({ title: "Effective use", help: "Share of the full rate that is served over the year.", unit: "%", default: 0.4, min: 0.001, max: 1, step: 0.01, ...assumed }),
    lowUseFraction: numberField({ title: "Effective use, low", help: "For the range beside each figure.", unit: "%", default: 0.25, min: 0.001, max: 1, step: 0.01, ...assumed }),
    highUseFraction: numberField({ title: "Effective use, high", help: "For the range beside each figure.", unit: "%", default: 0.6, min: 0.001, max: 1, step: 0.01, ...assumed }),
    outputTokens: numberField({ title: "Output tokens", help: "Of a decision.", unit: "token", default: 211.1, min: 0.01, max: 1e6, source: "Azure LLM inference trace 2023, conversation: mean of 19,366 requests" }),
    inputTokens: numberField({ title: "Input tokens", help: "Of a decision.", unit: "token", default: 1154.7, min: 0, max: 1e7, source: "Azure LLM inference trace 2023, conversation: mean of 19,366 requests" }),
    inputTokenWeight: numberField({ title: "Weight of an input token", help: "In output tokens, for request traces.", unit: "ratio", default: 0.2, min: 0, max: 1, step: 0.05, source: "0.1 to 0.3 (not confirmed)", ...assumed }),
    embodiedKg: numberField({ title: "Embodied carbon", help: "Of making a server.", unit: "kg", default: 3000, min: 0, max: 1e6, source: "1,300 to 5,000 kg (not confirmed)", ...assumed }),
    embodiedLifeYears: numberField({ title: "Over a life of", help: "For embodied carbon.", unit: "years", default: 5, min: 0.5, max: 30, ...assumed }),
  }),
  cloud: perPlace("Cloud", { pue: 1.15, pricePerKwh: 0.085, gPerKwh: 271.8, marginalGPerKwh: 535, grid: "RFCE" }),
  onPremises: perPlace("On premises", { pue: 1.3, pricePerKwh: 0.11, gPerKwh: 271.8, marginalGPerKwh: 535, grid: "RFCE" }),
  edge: perPlace("Edge", { pue: 1.05, pricePerKwh: 0.16, gPerKwh: 334.1, marginalGPerKwh: 576, grid: "ERCT" }),
  plantAnnuityCost: numberField({ title: "Annuity of plant", help: "A year's share of storage and solar, where it is to stand in the price of the simulated site.", unit: "currency/year", default: 0, min: 0, max: 1e12 }),
  onPremisesCost: ownCost("Servers on premises", { staffFte: 0.15, spaceCostPerKwMonth: 150, networkCostPerYear: 6000 }),
  edgeCost: ownCost("Servers at the edge", { staffFte: 0.25, spaceCostPerKwMonth: 200, networkCostPerYear: 12_000 }),
  cloudPrice: group({ title: "Cloud price", help: "Of the same model at the same quality and latency." }, {
    kind: choiceField(["alwaysOn", "autoscaled", "api"], { title: "Paid", help: "GPUs always on, GPUs scaled with the load, or tokens.", default: "autoscaled", options: { alwaysOn: "GPUs, always on", autoscaled: "GPUs, autoscaled", api: "Tokens" } }),
    gpuCostPerHour: numberField({ title: "GPU-hour", help: "0 means no price: no reduction is then told.", unit: "currency/h", default: 2.5, min: 0, max: 1000, step: 0.1, source: "1.99 to 3.50 $ in 2026 (secondary sources); reserved 30 to 60 % less", ...assumed }),
    packedFraction: numberField({ title: "Packing", help: "Share of the full rate at which autoscaled GPUs run.", unit: "%", default: 0.6, min: 0.01, max: 1, step: 0.05, ...assumed }),
    inputCostPerMtok: numberField({ title: "Million input tokens", help: "Where tokens are paid.", unit: "currency", default: 0, min: 0, max: 1e4 }),
    outputCostPerMtok: numberField({ title: "Million output tokens", help: "Where tokens are paid.", unit: "currency", default: 0, min: 0, max: 1e4 }),
  }),
  build: group({ title: "Build", help: "How each place comes into service." }, {
    form: choiceField(["modular", "stick"], { title: "On premises", help: "Factory-built or conventional.", default: "modular", options: { modular: "Factory-built", stick: "Conventional" } }),
    connection: choiceField(["flexible", "firm"], { title: "Connection", help: "Flexible comes sooner and may be curtailed.", default: "flexible", options: { flexible: "Flexible", firm: "Firm" } }),
    cloudDays: numberField({ title: "Cloud, days", help: "From order to first service.", unit: "days", default: 1, min: 0, max: 1000, source: "Minutes to days", ...assumed }),
    edgeSites: integerField({ title: "Edge sites", help: "To be fitted out.", default: 4, min: 1, max: 100_000, ...assumed }),
    edgeSiteDays: numberField({ title: "Days a site", help: "One crew at one edge site.", unit: "days", default: 20, min: 0.1, max: 1000, ...assumed }),
    edgeCrews: integerField({ title: "Crews", help: "That work at once.", default: 2, min: 1, max: 1000, ...assumed }),
    edgeMwPerSite: numberField({ title: "Power of a site", help: "IT.", unit: "MW", default: 0.1, min: 0.001, max: 100, ...assumed }),
  }),
  growthYear: integerField({ title: "Growth told for", help: "Calendar year of the demand-growth metric.", unit: "year", default: 2030, min: 2024, max: 2060 }),
  finops: budgetInputs,
});
export type SevenMetricsInputs = z.output<typeof sevenMetricsInputs>;
