import { fail } from "./faults.ts";

export type Tag = {
  /** Local name, without its namespace prefix. */
  readonly name: string;
  /** Attributes as written, by local name; empty for most. */
  readonly attributes: string;
};

/**
 * Walks through an XML text tag by tag; namespaces are left aside, because publishers differ in their prefixes alone. No entity is
 * resolved but the five of XML, and no document type is read.
 * @throws InputError with the line where a tag does not close or the text ends inside one
 */
export function scanXml(text: string, file: string, on: { open(tag: Tag): void; close(name: string, content: string): void }): void {
  const open: string[] = [];
  let content = "";
  let at = 0;
  const lineAt = (position: number): number => text.slice(0, position).split("\n").length;
  while (at < text.length) {
    const from = text.indexOf("<", at);
    if (from < 0) break;
    if (open.length > 0 && from > at) content += text.slice(at, from);
    const next = text.charCodeAt(from + 1);
    if (next === 33 || next === 63) {
      const close = text.startsWith("<!--", from) ? "-->" : text.startsWith("<![CDATA[", from) ? "]]>" : next === 63 ? "?>" : ">";
      const end = text.indexOf(close, from);
      if (end < 0) fail(file, lineAt(from), `"${text.slice(from, from + 12)}" without ${close}`, "a closed tag: is the file cut off?");
      if (close === "]]>") content += text.slice(from + 9, end);
      at = end + close.length;
      continue;
    }
    const end = text.indexOf(">", from);
    if (end < 0) fail(file, lineAt(from), `"${text.slice(from, from + 30)}" without >`, "a closed tag: is the file cut off?");
    at = end + 1;
    if (next === 47) {
      const name = localName(text.slice(from + 2, end).trim());
      const expected = open.pop();
      if (expected !== name) fail(file, lineAt(from), `</${name}>`, expected === undefined ? "no end of a tag here" : `</${expected}>`);
      on.close(name, unescaped(content.trim()));
      content = "";
      continue;
    }
    const closed = text.charCodeAt(end - 1) === 47;
    const inside = text.slice(from + 1, closed ? end - 1 : end);
    const space = inside.search(/\s/);
    const name = localName(space < 0 ? inside : inside.slice(0, space));
    on.open({ name, attributes: space < 0 ? "" : inside.slice(space) });
    content = "";
    if (closed) on.close(name, "");
    else open.push(name);
  }
  if (open.length > 0) fail(file, lineAt(text.length), `the end of the file inside <${open.join("><")}>`, `</${open.at(-1)}>: is the file cut off?`);
}

/** The value of an attribute, by local name. */
export function attribute({ attributes }: Tag, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match === null ? null : unescaped(match[1] ?? match[2] ?? "");
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:amp|lt|gt|quot|apos|#(\d+)|#x([\da-fA-F]+));/g, (entity, decimal: string | undefined, hexadecimal: string | undefined) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" }[entity] ?? entity;
  });
}
