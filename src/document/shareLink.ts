import { InputError, LimitError } from "../core/errors.ts";
import { applyDifference, differenceFrom, type Difference } from "./difference.ts";
import { scenarioVersion } from "./migrate.ts";

/** Longer links are cut by some chat programs (Teams at about 2,048 characters). */
export const MAX_LINK_CHARACTERS = 2_000;
/** A link says at most this much when it is unpacked: a kilobyte of zeros can stand for a gigabyte. */
const MAX_UNPACKED_BYTES = 1_000_000;

/** What both sides of a link know: a scenario by name, as a value, and a digest of it. */
export type LinkBase = { readonly id: string; readonly value: object; readonly digest: string };

/** What a link holds. Plain JSON. */
export type LinkContent = {
  readonly version: number;
  /** The program that wrote it. */
  readonly program: string;
  readonly base: string;
  readonly digest: string;
  readonly difference: Difference;
  /** SHA-256 of each file that the scenario names, by the file's name; the series themselves are not in the link. */
  readonly files: Readonly<Record<string, string>>;
};

/** The part of the address behind "#": never sent to a server. Taken from the base that says it shortest. */
export async function writeFragment(value: object, bases: readonly LinkBase[], program: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const all = await Promise.all(bases.map(async ({ id, value: base, digest }) => {
    const content = [scenarioVersion, program, id, digest, differenceFrom(base, value), files];
    return `s=${toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(content))))}`;
  }));
  return all.reduce((best, one) => (one.length < best.length ? one : best));
}

/**
 * What a link says, unpacked and no more than its shape checked: the scenario that comes of it is checked as any file is.
 * Throws `InputError` for what is not a link of ours, `LimitError` above 1 MB.
 */
export async function readFragment(fragment: string): Promise<LinkContent> {
  const text = fragment.replace(/^#?s=/, "");
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await inflate(fromBase64Url(text))));
  } catch (error) {
    if (error instanceof LimitError) throw error;
    throw broken();
  }
  if (!Array.isArray(content)) throw broken();
  const [version, program, base, digest, difference, files] = content as readonly unknown[];
  if (typeof version !== "number" || typeof program !== "string" || typeof base !== "string" || typeof digest !== "string" || !isDifference(difference) || !isTexts(files)) throw broken();
  return { version, program, base, digest, difference, files };
}

/** The scenario file that a link means, still to be migrated and checked. */
export function linkedValue({ version, difference }: LinkContent, base: LinkBase): object {
  return { ...applyDifference(base.value, difference), version };
}

function broken(): InputError {
  return new InputError([{ where: { path: "link" }, found: "a link that is cut short or is not ours", allowed: "the whole address, as GridFlex gave it" }]);
}

function isDifference(value: unknown): value is Difference {
  return Array.isArray(value) && value.every((change: unknown) => Array.isArray(change) && Array.isArray(change[0]) && change[0].length > 0
    && (change[0] as readonly unknown[]).every((key) => typeof key === "string" || typeof key === "number"));
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === "string");
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return collect(through(bytes, new CompressionStream("deflate-raw")), Infinity);
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  return collect(through(bytes, new DecompressionStream("deflate-raw")), MAX_UNPACKED_BYTES);
}

function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> {
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter();
  // What is wrong with the bytes is told by the reading end.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return stream.readable;
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new LimitError("size of the link's content", `more than ${most / 1e6} MB`, `${most / 1e6} MB`);
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** RFC 4648 §5, without padding. */
function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
