const doubled: Readonly<Record<string, string>> = { a: "áà", e: "éè", i: "íì", o: "óò", u: "úù", A: "ÁÀ", E: "ÉÈ", I: "ÍÌ", O: "ÓÒ", U: "ÚÙ" };

/** Text in a language that nobody speaks: every vowel twice and accented, some 40 % longer, and still readable. Said again it stays as it is. */
export function accent(text: string): string {
  return text.replaceAll(/[aeiouAEIOU]/g, (vowel) => doubled[vowel] ?? vowel);
}

/** What of a made object is read by a person. */
const SAID: ReadonlySet<string> = new Set(["text", "title", "label", "note", "detail", "help", "source", "parts", "phone", "sentence", "figure", "rest", "short", "words", "name", "summary"]);

/** A catalogue, or a function that makes sentences, in that language. */
export function said<Value>(value: Value): Value {
  return mapped(value, () => true) as Value;
}

function mapped(value: unknown, isRead: (key: string) => boolean): unknown {
  if (typeof value === "string") return accent(value);
  if (typeof value === "function") return (...given: unknown[]) => mapped((value as (...given: unknown[]) => unknown)(...given), (key) => SAID.has(key));
  if (Array.isArray(value)) return value.map((one) => mapped(one, isRead));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === "string" && !isRead(key) ? one : mapped(one, isRead)]));
}

type Declared = { readonly title: string; readonly help: string; readonly source?: string; readonly options?: Readonly<Record<string, string>> };

/** What an input says of itself. */
export function saidField<Meta extends Declared>(meta: Meta): Meta {
  return { ...meta, title: accent(meta.title), help: accent(meta.help), ...(meta.source === undefined ? {} : { source: accent(meta.source) }), ...(meta.options === undefined ? {} : { options: said(meta.options) }) };
}
