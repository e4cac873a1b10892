/** Johannes Baagøe's generator as packaged by seedrandom, which brings no types. */
declare module "seedrandom/lib/alea.js" {
  /** @returns a stream of numbers in 0…1 (excluded), multiples of 2^-32 */
  export default function alea(seed: string): () => number;
}
