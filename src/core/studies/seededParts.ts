import { priceIsDrawn } from "../market/price.ts";
import type { Scenario } from "../scenario.ts";
import { drawsDemand } from "../site/workload.ts";

/** What a seed draws, by the families of random components that each part is made of. */
export const seededParts = {
  weather: ["weather"], load: ["load"], price: ["price"], events: ["calls", "reserve", "coincident"], outages: ["outages", "generator"], forecast: ["forecast"],
} as const;
export type SeededPart = keyof typeof seededParts;
export const seededPartNames = Object.keys(seededParts) as [SeededPart, ...SeededPart[]];

/** Whether another seed changes a part of this scenario by itself, only along with another part, or not at all. */
export type PartOrigin = { readonly kind: "drawn" } | { readonly kind: "follows"; readonly part: "weather" | "price" } | { readonly kind: "given" };

const drawn: PartOrigin = { kind: "drawn" };
const given: PartOrigin = { kind: "given" };

/** Where each part of a scenario's year comes from. @param batteryPolicies of the strategies that are run: some draw a forecast's error */
export function partOrigins(scenario: Scenario, batteryPolicies: readonly string[] = [scenario.strategy.battery.policy]): Readonly<Record<SeededPart, PartOrigin>> {
  const { weather, load, price, outages, generator, strategy } = scenario;
  const { battery } = strategy;
  const isNoisy = battery.policy === "mpc" && battery["forecast"] === "noisy" && battery["errorSdFraction"] !== 0 && batteryPolicies.includes("mpc");
  const hasFailures = generator.ratingKw > 0 && (outages.events.kind === "list" || generator.demandResponse);
  return {
    weather: weather.kind === "synthetic" ? drawn : given,
    load: drawsDemand(load) ? drawn : given,
    price: priceIsDrawn(price) ? drawn : given,
    events: eventsOf(scenario),
    outages: outages.events.kind === "seeded" || hasFailures ? drawn : given,
    forecast: isNoisy ? drawn : given,
  };
}

/** Calls that are drawn, and those on the hottest or dearest days, which are other days in another year. */
function eventsOf({ weather, price, demandResponse: { programmes, reserve, nonFirm }, tariff }: Scenario): PartOrigin {
  const sources = [...programmes.flatMap(({ events }) => (events.kind === "seeded" && events.perYear > 0 ? [events.by] : [])), ...(nonFirm.flexibleKw > 0 && nonFirm.calls.kind === "seeded" ? [nonFirm.calls.by] : [])];
  if (sources.includes("random") || (reserve.heldKw > 0 && reserve.callsPerYear > 0) || tariff.coincident.length > 0) return drawn;
  if (sources.includes("heat") && weather.kind === "synthetic") return { kind: "follows", part: "weather" };
  return sources.includes("price") && price.index.kind !== "none" && price.index.kind !== "table" && price.index.kind !== "series" ? { kind: "follows", part: "price" } : given;
}
