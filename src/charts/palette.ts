import type { Token } from "./mark.ts";

export type ThemeName = "light" | "dark";

/**
 * The one source of every colour, both themes. `app/style/tokens.css` repeats it under the same names with "--" before
 * them; a test holds the two equal and recomputes contrast and the distances of neighbours.
 */
export const palette = {
  light: {
    ground: "#f4f5f7", surface: "#ffffff", sunken: "#eceef1", grid: "#e7e9ed", band: "#f2f4f6", axis: "#b9c0ca", control: "#7d8694",
    "ink-1": "#171c24", "ink-2": "#444d5b", "ink-3": "#5f6876",
    accent: "#3552c8", "accent-soft": "#e8ecfb", better: "#0a6a4a", worse: "#a3161c", warn: "#8a5300",
    "q-import": "#597198", "q-discharge": "#156234", "q-generator": "#562808", "q-wind": "#129d9d", "q-pv": "#bb8105",
    "q-charge": "#639b45", "q-export": "#4f3585", "q-soc": "#115735",
    "q-it": "#333a47", "q-deferrable": "#67449d", "q-cooling": "#3e95c2", "q-shed": "#cf4f83", "q-unserved": "#a80110",
    "q-price": "#983f95", "q-carbon": "#4d482f",
    "q-energy-charge": "#46729a", "q-demand-charge": "#d76208", "q-fixed": "#424954", "q-dr-revenue": "#289a88", "q-penalty": "#980011",
    "q-fan": "#3b71b4",
  },
  dark: {
    ground: "#111419", surface: "#191d23", sunken: "#0c0f13", grid: "#2a3038", band: "#20252c", axis: "#4a525e", control: "#7b8492",
    "ink-1": "#eef1f5", "ink-2": "#b9c1cc", "ink-3": "#939dab",
    accent: "#93a8ff", "accent-soft": "#232b47", better: "#57c99b", worse: "#ff8a80", warn: "#e6b45c",
    "q-import": "#5f7da5", "q-discharge": "#56b082", "q-generator": "#9d6642", "q-wind": "#87dff3", "q-pv": "#fabe48",
    "q-charge": "#95dda4", "q-export": "#bb9ef4", "q-soc": "#95d9b9",
    "q-it": "#9da3b4", "q-deferrable": "#8665c3", "q-cooling": "#92d9fe", "q-shed": "#f080a9", "q-unserved": "#d83529",
    "q-price": "#c36dc0", "q-carbon": "#c4bb96",
    "q-energy-charge": "#4e7ba2", "q-demand-charge": "#fb8c47", "q-fixed": "#c6cdd8", "q-dr-revenue": "#45bead", "q-penalty": "#d04045",
    "q-fan": "#5299e2",
  },
} as const satisfies Readonly<Record<ThemeName, Readonly<Record<string, string>>>>;

export type TokenName = keyof typeof palette.light;
export const tokenNames = Object.keys(palette.light) as readonly TokenName[];

/** Opacity of a tint: a band or an area under a line, always with its full-strength edge. */
export const TINT: Readonly<Record<ThemeName, number>> = { light: 0.18, dark: 0.26 };

/**
 * The hex colour of a token. Besides the names: "q-price@0.5" is half way from `surface` to the colour in OKLab (the
 * ramp of heat maps), "on q-pv" the ink that reads best on it.
 */
export function colour(token: Token, theme: ThemeName): string {
  const key = theme + token;
  let found = resolved.get(key);
  if (found === undefined) {
    found = resolve(token, theme);
    resolved.set(key, found);
  }
  return found;
}

const resolved = new Map<string, string>();

function resolve(token: Token, theme: ThemeName): string {
  if (token.startsWith("on ")) return inkOn(colour(token.slice(3), theme), theme);
  const at = token.indexOf("@");
  if (at > 0) return mix(palette[theme].surface, colour(token.slice(0, at), theme), Number(token.slice(at + 1)));
  const found = (palette[theme] as Readonly<Record<string, string>>)[token];
  if (found === undefined) throw new Error(`no colour ${token} in the palette`);
  return found;
}

/** Text inside a fill: ink or surface, whichever stands out more; black or white where neither reaches 4.5 : 1. */
function inkOn(fill: string, theme: ThemeName): string {
  const best = (candidates: readonly string[]): string => candidates.reduce((a, b) => (contrast(b, fill) > contrast(a, fill) ? b : a));
  const own = best([palette[theme]["ink-1"], palette[theme].surface]);
  return contrast(own, fill) >= 4.5 ? own : best(["#000000", "#ffffff"]);
}

/** Contrast ratio of two colours, 1…21. WCAG 2.2, "relative luminance". */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** A colour between two, `share` of the way from the first, straight in OKLab. */
export function mix(from: string, to: string, share: number): string {
  const a = oklab(linear(from));
  const b = oklab(linear(to));
  return hexOf(fromOklab([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]));
}

export type Vision = "normal" | "deuteranopia" | "protanopia" | "tritanopia";

/** How far two colours are apart: Euclidean distance in OKLab × 100, as seen with full or with missing cones; about 2 is just visible. */
export function distance(a: string, b: string, vision: Vision = "normal"): number {
  const [p, q] = [a, b].map((hex) => oklab(seen(linear(hex), vision))) as [Triple, Triple];
  return 100 * Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2);
}

type Triple = [number, number, number];

/** Machado, Oliveira & Fernandes (2009), IEEE Trans. Vis. Comput. Graph. 15(6), 1291–1298, table 1, severity 1.0; on linear RGB, cut at 0 alone. */
const dichromat: Readonly<Record<Exclude<Vision, "normal">, readonly (readonly number[])[]>> = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function seen(rgb: Triple, vision: Vision): Triple {
  if (vision === "normal") return rgb;
  return dichromat[vision].map((row) => Math.max(0, row[0]! * rgb[0] + row[1]! * rgb[1] + row[2]! * rgb[2])) as Triple;
}

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** B. Ottosson, "A perceptual color space for image processing" (2020), linear sRGB to OKLab. */
function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function hexOf(rgb: Triple): string {
  return `#${rgb.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    const encoded = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255).toString(16).padStart(2, "0");
  }).join("")}`;
}
