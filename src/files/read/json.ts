import { InputError } from "../../core/errors.ts";
import { readJson } from "../../document/readJson.ts";

export type JsonObject = { readonly [key: string]: unknown };

/** The engine's parser, and where it refuses, ours, which knows the line. */
export function parseJson(text: string, name: string): unknown {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    readJson(plain, name);
    throw new InputError([{ where: { file: name }, found: "no JSON", allowed: "JSON (RFC 8259)" }]);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a text begins as JSON and names each key somewhere in its head. */
export function hasKeys(head: string, keys: readonly string[]): boolean {
  return /^\uFEFF?\s*[[{]/.test(head) && keys.every((key) => head.includes(`"${key}"`));
}
