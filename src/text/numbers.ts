import { locale } from "./locale.ts";

/** U+2212, as wide as a plus. */
export const MINUS = "\u2212";
/** Between a number and its per cent sign: U+202F, thin and never broken. */
export const THIN = "\u202f";
/** Between a number and its unit: U+00A0. */
export const SPACE = "\u00a0";
/** Shown where there is no number: not computed, or not a number. */
export const NONE = "–";

/** A number and its unit apart, because the page sets them in two sizes. */
export type Quantity = { readonly value: string; readonly unit: string };

/** One scale for all numbers of an axis, a column or a readout: shown = value / divisor, in `unit`, with `decimals`. */
export type Scale = { readonly unit: string; readonly divisor: number; readonly decimals: number };

const ladders: Readonly<Record<string, readonly (readonly [divisor: number, unit: string])[]>> = {
  W: [[1, "W"], [1e3, "kW"], [1e6, "MW"], [1e9, "GW"]],
  kW: [[1, "kW"], [1e3, "MW"], [1e6, "GW"]],
  MW: [[1, "MW"], [1e3, "GW"]],
  kWh: [[1, "kWh"], [1e3, "MWh"], [1e6, "GWh"], [1e9, "TWh"]],
  MWh: [[1, "MWh"], [1e3, "GWh"], [1e6, "TWh"]],
  kVAR: [[1, "kVAR"], [1e3, "MVAR"]],
  g: [[1, "g CO₂e"], [1e3, "kg CO₂e"], [1e6, "t CO₂e"]],
  kg: [[1, "kg CO₂e"], [1e3, "t CO₂e"]],
};
const shownUnits: Readonly<Record<string, string>> = {
  "gCO2e/kWh": "g/kWh", C: "°C", W_m2: "W/m²", "W/m2": "W/m²", fraction: "%", code: "",
};

/** What sums leave behind is nothing: 3e-16 cycles are no cycle. */
const NOTHING = 1e-9;

/** At most three significant figures below a thousand, whole numbers above: 0.0123, 8.99, 51.4, 278, 13,287. */
export function figure(value: number, digits: 2 | 3 | 4 = 3): string {
  if (!Number.isFinite(value)) return NONE;
  if (Math.abs(value) < NOTHING) return "0";
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1000 ? fixed(value, 0) : withMinus(formatter({ maximumSignificantDigits: digits }).format(rounded + 0));
}

/** A fixed number of decimals, grouped by the locale, never "−0". */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NONE;
  const text = formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  return withMinus(isZero(text) ? formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(0) : text);
}

/** The number as it is held, to twelve significant figures: what a table, a copy and a title attribute give. */
export function exact(value: number, unit = ""): string {
  if (!Number.isFinite(value)) return NONE;
  const number = withMinus(formatter({ maximumSignificantDigits: 12 }).format(value + 0));
  return unit === "" ? number : number + SPACE + (shownUnits[unit] ?? unit);
}

export function integer(value: number): string {
  return fixed(value, 0);
}

/** "73 %" of 0.73; two significant figures below ten per cent's tenth stay readable ("0.35 %"). */
export function percent(fraction: number, decimals?: number): string {
  if (!Number.isFinite(fraction)) return NONE;
  const value = fraction * 100;
  return (decimals === undefined ? percentFigure(value) : fixed(value, decimals)) + THIN + "%";
}

/** With its sign written out: "+0.81", "−9.4", "0". */
export function signed(text: string): string {
  return text.startsWith(MINUS) || text === NONE || isZero(text) ? text : `+${text}`;
}

/** A value in the unit that a reader takes in: 8990 kW → 8.99 MW. Units that are not scaled keep theirs. */
export function quantity(value: number, unit: string, digits: 2 | 3 | 4 = 3): Quantity {
  if (unit === "fraction") return { value: Number.isFinite(value) ? percentFigure(value * 100) : NONE, unit: "%" };
  const { divisor, unit: shown } = scaleFor(value, unit);
  return { value: figure(value / divisor, digits), unit: shown };
}

/** The same as one text: "8.99 MW", "73 %". */
export function quantityText(value: number, unit: string, digits: 2 | 3 | 4 = 3): string {
  const { value: number, unit: shown } = quantity(value, unit, digits);
  if (shown === "") return number;
  return number + (shown === "%" ? THIN : SPACE) + shown;
}

/**
 * One scale for numbers that stand under one another, by the largest of them, so that decimals align and none shows
 * more than four significant figures: 12.00, 3.31, 0.12 MW; 985.0, 12.0 kW.
 */
export function scaleFor(largest: number, unit: string): Scale {
  const size = Math.abs(largest);
  if (unit === "fraction") return { unit: "%", divisor: 0.01, decimals: size < 1 ? 1 : 0 };
  const ladder = ladders[unit] ?? [[1, shownUnits[unit] ?? unit] as const];
  let [divisor, shown] = ladder[0]!;
  for (const [next, name] of ladder) {
    // A value that rounds up to the next unit is shown in it: 999.96 kW is 1 MW, not 1,000 kW.
    if (Number((size / next).toPrecision(3)) >= 1) [divisor, shown] = [next, name];
  }
  const rounded = Number((size / divisor).toPrecision(4));
  return { unit: shown, divisor, decimals: rounded < 100 ? 2 : rounded < 1000 ? 1 : 0 };
}

export function scaled(value: number, scale: Scale): string {
  return fixed(value / scale.divisor, scale.decimals);
}

/** Short money for sentences, figures and labels, three figures from ten thousand up: "$6.63M", "$4.30M", "−$691k", "$1,240", "$0.42"; more where neighbours differ in the next. */
export function money(value: number, currency: string, figures: 3 | 4 | 5 = 3): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  const steps = [[1e9, "bn"], [1e6, "M"], [1e4, "k"]] as const;
  for (const [from, suffix] of steps) {
    // 9,999.6 is "$10.0k", not "$10,000"; 999,600 is "$1.00M", not "$1,000k".
    const divisor = from === 1e4 ? 1e3 : from;
    const rounded = Number(size.toPrecision(figures));
    if (rounded >= from) return signOf(value) + withCurrency(fixed(rounded / divisor, threeFigures(rounded / divisor) + figures - 3), currency) + suffix;
  }
  const decimals = size > 0 && size < 10 ? 2 : 0;
  return signOf(Number(size.toFixed(decimals)) === 0 ? 0 : value) + withCurrency(fixed(size, decimals), currency);
}

/** Decimals that make three figures of a number from 1 up. */
function threeFigures(value: number): number {
  return value < 10 ? 2 : value < 100 ? 1 : 0;
}

/** Whole units of the currency: "$98,563". */
export function wholeMoney(value: number, currency: string): string {
  return moneyWith(value, currency, 0);
}

/** To the cent: "$6,630,412.07". */
export function exactMoney(value: number, currency: string): string {
  return moneyWith(value, currency, 2);
}

/** How an energy price is read: cents where the currency has them. Shown = price × factor. */
export function priceUnit(currency: string): { readonly unit: string; readonly factor: number } {
  switch (currency) {
    case "USD": case "CAD": case "AUD": case "EUR": return { unit: "ct/kWh", factor: 100 };
    case "GBP": return { unit: "p/kWh", factor: 100 };
    default: return { unit: `${currency}/kWh`, factor: 1 };
  }
}

export function price(perKwh: number, currency: string): Quantity {
  const { unit, factor } = priceUnit(currency);
  return { value: figure(perKwh * factor), unit };
}

/** "$19.50/kW". */
export function rate(perUnit: number, currency: string, unit: string): string {
  if (!Number.isFinite(perUnit)) return NONE;
  const size = formatter({ minimumFractionDigits: 2, maximumFractionDigits: 5 }).format(Math.abs(perUnit));
  return `${signOf(perUnit)}${withCurrency(size, currency)}/${unit}`;
}

/** "1 line", "3 lines"; the number is grouped. */
export function counted(count: number, one: string, many: string): string {
  return `${integer(count)}${SPACE}${pluralRules().select(count) === "one" ? one : many}`;
}

/** What a person typed, with a comma or a point for the decimals and with or without groups: "1,5", "1.5", "12 000", "1,234.5". NaN where it is no number. */
export function parseNumber(text: string): number {
  const plain = text.trim().replaceAll(MINUS, "-").replaceAll(/[\s'’_]/g, "");
  if (!/^[+-]?[\d.,]*\d[\d.,]*(e[+-]?\d+)?$/i.test(plain)) return Number.NaN;
  const commas = plain.split(",").length - 1;
  const points = plain.split(".").length - 1;
  if (commas > 1 && points > 1) return Number.NaN;
  const decimal = commas > 0 && points > 0
    ? (plain.lastIndexOf(",") > plain.lastIndexOf(".") ? "," : ".")
    : commas > 1 || points > 1 || isGrouped(plain) ? "" : commas === 1 ? "," : ".";
  const grouped = decimal === "," ? "." : decimal === "." ? "," : /[.,]/g;
  const number = plain.replaceAll(grouped, "");
  return Number(decimal === "," ? number.replace(",", ".") : number);
}

/** "8,000": one comma before exactly three digits groups thousands, unless the whole part is 0 ("0,125"). A single point never groups. */
function isGrouped(plain: string): boolean {
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(plain);
}

function moneyWith(value: number, currency: string, decimals: number): string {
  if (!Number.isFinite(value)) return NONE;
  const size = fixed(Math.abs(value), decimals);
  return (isZero(size) ? "" : signOf(value)) + withCurrency(size, currency);
}

function percentFigure(value: number): string {
  const size = Math.abs(value);
  return size >= 10 ? fixed(value, 0) : size >= 1 ? fixed(value, 1) : figure(value, 2);
}

function signOf(value: number): string {
  return value < 0 ? MINUS : "";
}

const isZero = (text: string): boolean => !/[1-9]/.test(text);
const withMinus = (text: string): string => text.replace("-", MINUS);

/** Places the symbol where the locale has it, beside digits that are already written. */
function withCurrency(digits: string, currency: string): string {
  const parts = currencyParts(currency);
  return parts.before + digits + parts.after;
}

const symbols = new Map<string, { before: string; after: string }>();
function currencyParts(currency: string): { before: string; after: string } {
  const key = `${locale()} ${currency}`;
  const known = symbols.get(key);
  if (known !== undefined) return known;
  let made: { before: string; after: string };
  try {
    const parts = new Intl.NumberFormat(locale(), { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0, minimumFractionDigits: 0 }).formatToParts(1);
    const digit = parts.findIndex(({ type }) => type === "integer");
    const text = (from: number, to: number) => parts.slice(from, to).map(({ value }) => value).join("");
    made = { before: text(0, digit), after: text(digit + 1, parts.length) };
  } catch {
    // Not a currency code: it is shown as it stands.
    made = { before: `${currency}${SPACE}`, after: "" };
  }
  symbols.set(key, made);
  return made;
}

/** Making a formatter costs some 20 µs, using one 1 µs: they are kept. */
const formatters = new Map<string, Intl.NumberFormat>();
function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${options.maximumSignificantDigits ?? ""} ${options.minimumFractionDigits ?? ""} ${options.maximumFractionDigits ?? ""}`;
  let made = formatters.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat(locale(), options);
    formatters.set(key, made);
  }
  return made;
}

const plurals = new Map<string, Intl.PluralRules>();
function pluralRules(): Intl.PluralRules {
  // The words are English, whatever the digits' locale.
  let made = plurals.get("en");
  if (made === undefined) {
    made = new Intl.PluralRules("en");
    plurals.set("en", made);
  }
  return made;
}
