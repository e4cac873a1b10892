import { readFileSync } from "node:fs";

/** A file of independent figures: who computed them, from what, and how far a right answer may lie away. */
export type Reference<Case> = { readonly about: string; readonly cases: readonly Case[] } & Record<string, unknown>;

export function reference<Case = never>(name: string): Reference<Case> {
  return JSON.parse(readFileSync(new URL(`../reference/${name}`, import.meta.url), "utf8")) as Reference<Case>;
}
