/**
 * A measured quantity to our unit of it: `value × times ÷ over + plus` (a division where one is exact: 41.9 $/MWh ÷ 1000, not × 0.001).
 * `perInterval`: energy of an interval, to be divided by its hours.
 */
export type UnitConversion = {
  readonly unit: string;
  readonly times: number;
  readonly over: number;
  readonly plus: number;
  readonly perInterval: boolean;
  readonly currency?: string;
};

/** 1 lb = 0.45359237 kg exactly (international yard and pound agreement, 1959). */
const GRAMS_PER_POUND = 453.59237;
const METRES_PER_SECOND_PER_MPH = 0.44704;
const PASCALS_PER_ATMOSPHERE = 101_325;

const PLAIN: Readonly<Record<string, readonly [unit: string, times?: number, over?: number, plus?: number, perInterval?: true]>> = {
  w: ["kW", 1, 1000], kw: ["kW"], mw: ["kW", 1000], gw: ["kW", 1e6],
  watt: ["kW", 1, 1000], watts: ["kW", 1, 1000], kilowatt: ["kW"], kilowatts: ["kW"], megawatt: ["kW", 1000], megawatts: ["kW", 1000],
  wh: ["kW", 1, 1000, 0, true], kwh: ["kW", 1, 1, 0, true], mwh: ["kW", 1000, 1, 0, true], gwh: ["kW", 1e6, 1, 0, true],
  megawatthours: ["kW", 1000, 1, 0, true], kilowatthours: ["kW", 1, 1, 0, true],
  "kwh/h": ["kW"], "mwh/h": ["kW", 1000], "wh/h": ["kW", 1, 1000],
  c: ["C"], "°c": ["C"], degc: ["C"], celsius: ["C"], f: ["C", 5, 9, -160 / 9], "°f": ["C", 5, 9, -160 / 9], degf: ["C", 5, 9, -160 / 9],
  k: ["C", 1, 1, -273.15], kelvin: ["C", 1, 1, -273.15],
  "m/s": ["m/s"], ms: ["m/s"], "km/h": ["m/s", 1, 3.6], kmh: ["m/s", 1, 3.6], mph: ["m/s", METRES_PER_SECOND_PER_MPH], "mp/h": ["m/s", METRES_PER_SECOND_PER_MPH],
  kn: ["m/s", 1852, 3600], knots: ["m/s", 1852, 3600],
  "w/m2": ["W/m2"], "kw/m2": ["W/m2", 1000], "wh/m2": ["W/m2", 1, 1, 0, true], "kwh/m2": ["W/m2", 1000, 1, 0, true],
  pa: ["Pa"], hpa: ["Pa", 100], mbar: ["Pa", 100], millibar: ["Pa", 100], millibars: ["Pa", 100], kpa: ["Pa", 1000], bar: ["Pa", 1e5], atm: ["Pa", PASCALS_PER_ATMOSPHERE],
  "%": ["%"], percent: ["%"], fraction: ["fraction"], "p.u.": ["fraction"], pu: ["fraction"], "kw/kw": ["fraction"], "kw/ratedkw": ["fraction"],
  degrees: ["degrees"], degree: ["degrees"], deg: ["degrees"], "°": ["degrees"], cm: ["cm"], m: ["m"],
};

const MASS_GRAMS: Readonly<Record<string, number>> = { g: 1, kg: 1e3, t: 1e6, ton: 1e6, tonne: 1e6, tonnes: 1e6, lb: GRAMS_PER_POUND, lbs: GRAMS_PER_POUND };
const ENERGY_KWH: Readonly<Record<string, number>> = { wh: 1e-3, kwh: 1, mwh: 1e3, mwhr: 1e3, kwhr: 1, gwh: 1e6 };
const MONEY: Readonly<Record<string, readonly [currency: string | undefined, parts: number]>> = {
  $: [undefined, 1], "€": ["EUR", 1], "£": ["GBP", 1], "¥": [undefined, 1], "€ct": ["EUR", 100], ct: [undefined, 100], cent: [undefined, 100], cents: [undefined, 100],
  c: [undefined, 100], "¢": [undefined, 100], p: ["GBP", 100], öre: ["SEK", 100], øre: [undefined, 100],
};
/** ISO 4217 codes of the electricity markets that publish price files. */
const CURRENCIES = new Set([
  "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "CHF", "PLN", "CZK", "HUF", "RON", "BGN", "JPY", "KRW", "CNY", "INR", "SGD", "BRL", "MXN", "ZAR", "CLP", "TRY", "ISK",
]);

/**
 * The conversion of a unit as people write it ("kWh", "USD/MWh", "gCO₂eq/kWh", "lb/kWh", "°F", "W/m^2"); null for what is no unit of ours.
 * `MW` and `mW` are not told apart: no meter of a site counts milliwatts.
 */
export function convertUnit(text: string): UnitConversion | null {
  const written = text.trim();
  const plain = PLAIN[normal(written)];
  if (plain !== undefined) return { unit: plain[0], times: plain[1] ?? 1, over: plain[2] ?? 1, plus: plain[3] ?? 0, perInterval: plain[4] ?? false };
  const slash = /^(.+?)\s*(?:\/|\bper\b|_per_)\s*(.+)$/i.exec(written);
  if (slash === null) return null;
  const [, above = "", below = ""] = slash;
  const energy = ENERGY_KWH[normal(below)];
  if (energy === undefined) return null;
  const money = moneyOf(above);
  if (money !== null) {
    return { unit: "$/kWh", times: 1, over: money.parts * energy, plus: 0, perInterval: false, ...(money.currency === undefined ? {} : { currency: money.currency }) };
  }
  const mass = MASS_GRAMS[normal(above).replace(/co2(eq|e)?$/, "").replace(/^co2/, "")];
  return mass === undefined ? null : { unit: "g/kWh", times: mass, over: energy, plus: 0, perInterval: false };
}

/** Values in our unit; energy per interval is still that of the interval. */
export function converted(values: Float64Array, { times, over, plus }: UnitConversion): Float64Array {
  return times === 1 && over === 1 && plus === 0 ? values : values.map((value) => (value * times) / over + plus);
}

function moneyOf(text: string): { readonly currency: string | undefined; readonly parts: number } | null {
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  if (CURRENCIES.has(upper)) return { currency: upper, parts: 1 };
  const named = MONEY[trimmed.toLowerCase()];
  if (named !== undefined) return { currency: named[0], parts: named[1] };
  const cents = /^(?:(US|EUR|€|CA)\s*)?(?:ct|cents?|¢)$/i.exec(trimmed);
  if (cents === null) return null;
  return { currency: { us: "USD", eur: "EUR", "€": "EUR", ca: "CAD" }[(cents[1] ?? "").toLowerCase()], parts: 100 };
}

function normal(text: string): string {
  return text.toLowerCase().replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080)).replace(/²|\^2|\*\*2/g, "2").replace(/[\s.]+(?!u)/g, "");
}

/** The unit that a header names in brackets or at its end, "Price (USD/MWh)", "load_kw", "powerKw"; null where it names none. */
export function unitInHeader(header: string): { readonly text: string; readonly conversion: UnitConversion } | null {
  for (const [, inside = ""] of header.matchAll(/[([{]([^()[\]{}]*)[)\]}]/g)) {
    const conversion = convertUnit(inside);
    if (conversion !== null) return { text: inside.trim(), conversion };
  }
  const whole = AMBIGUOUS_ENDS.has(header.trim().toLowerCase()) ? null : convertUnit(header);
  if (whole !== null) return { text: header.trim(), conversion: whole };
  const letter = /power|load|demand/i.test(header) ? /_(w)$/i.exec(header)?.[1] : /temp/i.test(header) ? /_([cf])$/i.exec(header)?.[1] : undefined;
  if (letter !== undefined) return { text: letter, conversion: convertUnit(letter)! };
  const inline = /(?:^|\s)(\S*CO[2₂]\S*\/[kM]Wh)/i.exec(header);
  const ends = [inline?.[1], /[\s_,:/-]((?:\$|[A-Za-z€£¢]{1,5})\s*(?:\/|_per_| per )\s*[kKM][Ww][Hh])\s*$/.exec(header)?.[1], /[\s_,:-]([°%A-Za-z]{1,4}(?:\/[a-z]\d?)?)\s*$/.exec(header)?.[1], /[a-z\d](Kwh|Mwh|Kw|Mw|Gw|Wh|KWh|MWh|kWh|KW|MW|kW)$/.exec(header)?.[1]];
  for (const text of ends) {
    const conversion = text === undefined || AMBIGUOUS_ENDS.has(text.toLowerCase()) ? null : convertUnit(text);
    if (text !== undefined && conversion !== null) return { text, conversion };
  }
  return null;
}

/** Words at the end of a header that are letters of a name, not units. */
const AMBIGUOUS_ENDS = new Set(["c", "f", "k", "m", "ms", "w", "pu", "deg", "bar", "cm"]);
