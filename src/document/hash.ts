import { sha256 } from "@noble/hashes/sha2.js";
import type { DataFiles } from "../core/time/series.ts";

/** Lower-case hexadecimal. FIPS 180-4. */
export function sha256Hex(bytes: Uint8Array): string {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * One text for one value: RFC 8785 (JSON Canonicalization Scheme). Keys are sorted by UTF-16 code units, numbers and
 * texts are written as ECMAScript does. A member that is undefined is absent, as in `JSON.stringify`.
 * Throws where the value has no JSON form (NaN, infinity, a function).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} has no JSON form`);
  if (value === null || typeof value === "number" || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new Error(`a ${typeof value} has no JSON form`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

/**
 * Names what was computed: SHA-256 over the canonical JSON of the scenario with every default filled in and, where it
 * names data files, of the SHA-256 of each under `dataFiles`, by its `dataKey`. Seed and version stand beside it, not in it.
 * @param scenario as `parseScenario` returns it
 */
export function scenarioHash(scenario: object, data: DataFiles = new Map()): string {
  const dataFiles = Object.fromEntries(Array.from(data, ([key, { sha256: hash }]) => [key, hash]));
  return sha256Hex(new TextEncoder().encode(canonicalJson(data.size === 0 ? scenario : { ...scenario, dataFiles })));
}

/**
 * Names what a study computed: SHA-256 over the scenario's hash and the canonical JSON of the study's inputs, and the SHA-256 of each file that these name.
 * @param data of the study's own inputs
 */
export function studyHash(scenario: string, study: string, inputs: unknown, data: DataFiles = new Map()): string {
  return sha256Hex(new TextEncoder().encode(canonicalJson({ scenario, study, inputs, dataFiles: Object.fromEntries(Array.from(data, ([key, { sha256: hash }]) => [key, hash])) })));
}
