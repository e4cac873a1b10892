import type { Path } from "../core/check.ts";

/** One value that differs between two scenarios. `undefined`: absent there. */
export type Change = { readonly path: Path; readonly from: unknown; readonly to: unknown };

/** A scenario told from a base: each changed value by its path; a path alone takes the value away. Plain JSON. */
export type Difference = readonly (readonly [path: Path, to?: unknown])[];

/** Every value that differs, in the order of the scenarios' keys; a list is one value. */
export function changesBetween(from: unknown, to: unknown, path: Path = []): Change[] {
  // What two scenarios share is not looked through.
  if (from === to) return [];
  if (isRecord(from) && isRecord(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return Array.from(keys).flatMap((key) => changesBetween(from[key], to[key], [...path, key]));
  }
  return sameValue(from, to) ? [] : [{ path, from, to }];
}

export function differenceFrom(base: object, scenario: object): Difference {
  return changesBetween(base, scenario).map(({ path, to }) => (to === undefined ? [path] : [path, to]));
}

/** A copy of the base with the difference in it; what is not touched is shared with the base. */
export function applyDifference<Document extends object>(base: Document, difference: Difference): Document {
  return difference.reduce<unknown>((document, [path, to]) => withValue(document, path, to), base) as Document;
}

function withValue(document: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const record = isRecord(document) ? document : {};
  const name = String(key);
  const inner = withValue(Object.hasOwn(record, name) ? record[name] : undefined, rest, to);
  if (inner === undefined) {
    const { [name]: _, ...others } = record;
    return others;
  }
  // In brackets "__proto__" is an ordinary key: a difference may come from a link.
  return { ...record, [name]: inner };
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => sameValue(value, b[index]));
  if (isRecord(a) && isRecord(b)) return changesBetween(a, b).length === 0;
  return Object.is(a, b) || (a === 0 && b === 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
