/** Markup that is safe to join: everything that was put into it as a text was escaped. */
export type Html = { readonly text: string };
type Part = string | Html | readonly (string | Html)[];

/** Markup with values in it. Values are texts, whatever they hold; only what `html` or `raw` made is markup. */
export function html(markup: TemplateStringsArray, ...values: readonly Part[]): Html {
  let text = markup[0]!;
  values.forEach((value, index) => { text += (Array.isArray(value) ? (value as readonly (string | Html)[]).map(textOf).join("") : textOf(value as string | Html)) + markup[index + 1]!; });
  return { text };
}

/** Markup of our own making. */
export function raw(text: string): Html {
  return { text };
}

/** A text as a string of CSS: everything but letters, digits and spaces by its number, so that it ends neither the string nor the style element. */
export function cssString(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}

function textOf(value: string | Html): string {
  return typeof value === "string" ? value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;") : value.text;
}
