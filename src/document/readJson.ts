import { InputError, LimitError } from "../core/errors.ts";

/** A JSON text read, and where each value of it stands. */
export type JsonDocument = {
  readonly value: unknown;
  /** Line of a value by its path, "tariff.urdb.name"; of the nearest value around it where the path leads nowhere. */
  lineOf(path: string): number;
};

/** A scenario is at most this deep; a hostile file is refused before it exhausts the stack. */
const MAX_DEPTH = 64;

/**
 * Strict JSON (RFC 8259), read here rather than by the engine's parser for what that one does not give: the line of
 * every value, one message for one mistake in every browser, and no silent choice between two equal keys.
 * Throws `InputError` with the line; `LimitError` where it is nested too deep.
 * @param file the name that stands in the messages
 */
export function readJson(text: string, file?: string): JsonDocument {
  const lines = new Map<string, number>();
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;

  const refuse = (found: string, allowed: string): never => {
    throw new InputError([{ where: { ...(file === undefined ? {} : { file }), line }, found, allowed }]);
  };
  const here = () => {
    if (at >= text.length) return "the end of the text";
    return JSON.stringify(/^[\w.+-]{1,20}/.exec(text.slice(at, at + 20))?.[0] ?? String.fromCodePoint(text.codePointAt(at) ?? 0));
  };
  const space = () => {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  };
  const word = <Value>(spelling: string, value: Value): Value => {
    if (!text.startsWith(spelling, at) || /\w/.test(text[at + spelling.length] ?? "")) refuse(here(), "a value: text in quotes, a number, true, false, null, { or [");
    at += spelling.length;
    return value;
  };

  const readNumber = (): number => {
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = at;
    const digits = pattern.exec(text)?.[0];
    if (digits === undefined || /[\w.]/.test(text[at + digits.length] ?? "")) return refuse(here(), "a number as JSON writes it: 12, -0.5, 1e6");
    const value = Number(digits);
    if (!Number.isFinite(value)) return refuse(digits, "a number up to 1.8e308");
    at += digits.length;
    return value;
  };

  const readText = (): string => {
    const start = at++;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        at++;
        const value = decoded(text.slice(start, at));
        if (value === undefined) return refuse("a \\ that JSON does not know", '\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u and four hexadecimal digits');
        if (!value.isWellFormed()) return refuse("half of a surrogate pair", "whole characters");
        return value;
      }
      if (code === 92) at++;
      else if (code < 32) return refuse(code === 10 ? "the end of the line inside a text" : `the control character ${code}`, 'a closing "');
    }
    return refuse("the end of the text", 'a closing "');
  };

  const readValue = (path: string, depth: number): unknown => {
    if (depth > MAX_DEPTH) throw new LimitError(`depth of ${file ?? "the JSON text"}`, `more than ${MAX_DEPTH} levels in line ${line}`, `${MAX_DEPTH} levels`);
    space();
    lines.set(path, line);
    switch (text[at]) {
      case "{": return readObject(path, depth);
      case "[": return readList(path, depth);
      case '"': return readText();
      case "t": return word("true", true);
      case "f": return word("false", false);
      case "n": return word("null", null);
      case undefined: return refuse("the end of the text", "a value");
      default: return /[-\d]/.test(text[at] as string) ? readNumber() : refuse(here(), "a value: text in quotes, a number, true, false, null, { or [");
    }
  };

  const readObject = (path: string, depth: number): unknown => {
    const object: Record<string, unknown> = {};
    at++;
    space();
    if (text[at] === "}") {
      at++;
      return object;
    }
    for (;;) {
      space();
      if (text[at] !== '"') refuse(here(), "a key in quotes");
      const key = readText();
      if (key === "__proto__") refuse('the key "__proto__"', "any other key");
      if (Object.hasOwn(object, key)) refuse(`the key ${JSON.stringify(key)} twice in one object`, "once");
      space();
      if (text[at] !== ":") refuse(here(), `: after ${JSON.stringify(key)}`);
      at++;
      object[key] = readValue(path === "" ? key : `${path}.${key}`, depth + 1);
      space();
      if (text[at] === "}") break;
      if (text[at] !== ",") refuse(here(), ", or }");
      at++;
    }
    at++;
    return object;
  };

  const readList = (path: string, depth: number): unknown => {
    const list: unknown[] = [];
    at++;
    space();
    if (text[at] === "]") {
      at++;
      return list;
    }
    for (;;) {
      list.push(readValue(`${path}[${list.length}]`, depth + 1));
      space();
      if (text[at] === "]") break;
      if (text[at] !== ",") refuse(here(), ", or ]");
      at++;
    }
    at++;
    return list;
  };

  const value = readValue("", 0);
  space();
  if (at < text.length) refuse(here(), "nothing after the last }");
  return {
    value,
    lineOf: (path) => {
      for (let shorter = path; ; shorter = shorter.replace(/(?:\.[^.[]*|\[\d+\]|^[^.[]+)$/, "")) {
        const found = lines.get(shorter);
        if (found !== undefined) return found;
        if (shorter === "" || !/[.[\]]/.test(shorter)) return lines.get("") ?? 1;
      }
    },
  };
}

/** A quoted text with its escapes resolved; undefined where one is not JSON's. */
function decoded(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  return /^(?:[^\\]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*$/s.test(inner) ? (JSON.parse(quoted) as string) : undefined;
}
