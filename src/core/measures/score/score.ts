import { capability, type Capability } from "./capability.ts";
import { delivery, type Delivery } from "./delivery.ts";
import { scoreDefaults, type ScoreInput, type ScoreOptions } from "./input.ts";
import { priceAdaptability, type PriceAdaptability } from "./price.ts";
import { uptime, type Uptime } from "./uptime.ts";

export type FlexibilityScore = Uptime & PriceAdaptability & Capability & Delivery & { readonly R: number; readonly score: number; readonly band: ScoreBand };

export const scoreBands = [
  { id: "rigid", from: 0 }, { id: "responsive", from: 10 }, { id: "flexible", from: 25 }, { id: "veryFlexible", from: 50 }, { id: "gridAsset", from: 75 },
] as const;
export type ScoreBand = (typeof scoreBands)[number]["id"];

/**
 * Grid flexibility score, 0 to 100: 100 · U · (wP·P + wR·C·D). Zero for a site that never moves, 100 only for a perfect one. Counted from the do-nothing run of
 * the same site, never from the meter's history; work not done earns nothing; generation and fuel are not flexibility.
 */
export function flexibilityScore(input: ScoreInput, overrides: Partial<ScoreOptions> = {}): FlexibilityScore {
  const options = {
    ...scoreDefaults, ...overrides,
    response: { ...scoreDefaults.response, ...overrides.response }, service: { ...scoreDefaults.service, ...overrides.service },
  };
  const up = uptime(input.service, options);
  const price = priceAdaptability(input, options);
  const can = capability(input, options);
  const did = delivery(input, can, options);
  const R = can.C * did.D;
  const score = 100 * up.U * (price.wP * price.P + price.wR * R);
  const band = scoreBands.findLast(({ from }) => score >= from)?.id ?? "rigid";
  return { ...up, ...price, ...can, ...did, R, score, band };
}
