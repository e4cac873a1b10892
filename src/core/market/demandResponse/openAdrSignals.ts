/** What a signal of OpenADR 3 or 2.0b means to a site; a "series" is no call but a price or carbon series, taken where the scenario names the file and the signal as its column. */
export type SignalKind = "level" | "dispatch" | "cap" | "price" | "store" | "series";

/**
 * Signals by name, in capitals; all others are not applied.
 * OpenADR 3.1 Definition, payload types; OpenADR 2.0b Profile, signal names. LOAD_DISPATCH is a cut or a ceiling by its type.
 */
export const SIGNAL_KINDS: Readonly<Record<string, SignalKind>> = {
  SIMPLE: "level",
  DISPATCH_SETPOINT_RELATIVE: "dispatch",
  LOAD_DISPATCH: "dispatch",
  DISPATCH_SETPOINT: "cap",
  IMPORT_CAPACITY_LIMIT: "cap",
  PRICE: "price",
  ELECTRICITY_PRICE: "price",
  ENERGY_PRICE: "price",
  CHARGE_STATE_SETPOINT: "store",
  CHARGE_STATE: "store",
  EXPORT_PRICE: "series",
  GHG: "series",
};

/** Share of the commitment that levels 0 to 3 of a SIMPLE signal ask for, unless the scenario says otherwise: OpenADR leaves it to the programme. */
export const SIMPLE_LEVEL_FRACTIONS: number[] = [0, 0.33, 0.67, 1];
