import alea from "seedrandom/lib/alea.js";
import { log } from "../maths/functions.ts";
import { normalQuantile } from "../maths/normal.ts";

/** A stream of random draws; each call takes exactly one number of the generator, so that streams stay in step. */
export type RandomStream = {
  /** Uniform, 0 ≤ x < 1, in steps of 2^-32. */
  readonly next: () => number;
  /** Standard normal: the quantile of a uniform draw, so that it rises with it. Within ±6.3. */
  readonly normal: () => number;
  /** Exponential of mean 1. */
  readonly exponential: () => number;
  /** Whole number, 0 ≤ n < count. */
  readonly below: (count: number) => number;
};

const HALF_STEP = 1 / 8_589_934_592;

/**
 * The stream of one random component. Each has its own, named "seed/component/replicate", so that one more component or another
 * number of workers moves no other draw.
 * @param seed of all components; one that is held by `seedHolding` takes that one's
 */
export function randomStream(seed: string, component: string, replicate = 0): RandomStream {
  const uniform = alea(`${seedOf(seed, component)}/${component}/${replicate}`);
  return {
    next: uniform,
    // In the middle of the generator's steps: never 0, never 1.
    normal: () => normalQuantile(uniform() + HALF_STEP),
    exponential: () => -log(uniform() + HALF_STEP),
    below: (count) => Math.floor(uniform() * count),
  };
}

/**
 * A seed under which components of these families draw as under another: "1.17;weather=1" is the year 1.17 under the sky of seed 1.
 * @param families first words of components: "weather" of "weather/clearness"
 */
export function seedHolding(seed: string, families: readonly string[], at: string): string {
  return [seed, ...families.map((family) => `${family}=${at}`)].join(";");
}

/** What of a seed these families draw under, alike for seeds under which they draw alike; all others draw under it as under any other. */
export function seedOfFamilies(seed: string, families: readonly string[]): string {
  return ["", ...families.map((family) => `${family}=${seedOf(seed, family)}`)].join(";");
}

function seedOf(seed: string, component: string): string {
  if (!seed.includes(";")) return seed;
  const [own, ...held] = seed.split(";");
  const family = /^[a-z]+/.exec(component)?.[0] ?? component;
  return held.find((one) => one.startsWith(`${family}=`))?.slice(family.length + 1) ?? own!;
}
