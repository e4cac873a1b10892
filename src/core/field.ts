import * as z from "zod/mini";

/**
 * What an input says of itself. One declaration is at once type, check, default, form control with unit and help,
 * JSON Schema entry and row of the input reference.
 */
export type FieldMeta = {
  readonly title: string;
  /** One sentence for the person who sets it. */
  readonly help: string;
  /** As shown: "kW", "%", "$/kWh". A field with a unit ends in it (`powerKw`). */
  readonly unit?: string;
  /** Where the default comes from. */
  readonly source?: string;
  /** The default is a design choice or unconfirmed; the page shows it as an assumption. */
  readonly assumed?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Step of the slider; the number field takes any number in range. */
  readonly step?: number;
  /** A slider over more than two decades is logarithmic. */
  readonly log?: boolean;
  /** Labels of a choice, by value. */
  readonly options?: Readonly<Record<string, string>>;
  readonly default?: unknown;
  /** How the form draws it; by the type where absent. */
  readonly control?: "table12x24" | "months" | "series" | "dates" | "text" | "choice" | "json";
};

/** Every declared input with what it says of itself; forms, reference and schema read it. */
export const fieldRegistry = z.registry<FieldMeta>();

type NumberMeta = Omit<FieldMeta, "default"> & { readonly default: number };

export function numberField(meta: NumberMeta) {
  return z._default(finite(meta), meta.default).register(fieldRegistry, meta);
}

export function integerField(meta: NumberMeta) {
  return z._default(finite(meta).check(z.int()), meta.default).register(fieldRegistry, { step: 1, ...meta });
}

/** A number that may be absent, for example a price that the user must type before money is shown. */
export function optionalNumberField(meta: Omit<FieldMeta, "default">) {
  return z.optional(finite(meta)).register(fieldRegistry, meta);
}

export function switchField(meta: Omit<FieldMeta, "default"> & { readonly default: boolean }) {
  return z._default(z.boolean(), meta.default).register(fieldRegistry, meta);
}

export function textField(meta: Omit<FieldMeta, "default"> & { readonly default: string; readonly maxLength?: number }) {
  const { maxLength = 10_000, ...shown } = meta;
  return z._default(z.string().check(z.maxLength(maxLength)), meta.default).register(fieldRegistry, shown);
}

export function choiceField<const Values extends readonly [string, ...string[]]>(
  values: Values,
  meta: Omit<FieldMeta, "default" | "options"> & { readonly default: Values[number]; readonly options: Readonly<Record<Values[number], string>> },
) {
  return z._default(z.enum(values), meta.default as never).register(fieldRegistry, meta);
}

/** Any shape with a default of its own: lists, tables, unions. */
export function field<Schema extends z.ZodMiniType>(schema: Schema, meta: FieldMeta & { readonly default: z.output<Schema> }) {
  const declared = z._default(schema, meta.default as never);
  fieldRegistry.add(declared, meta);
  return declared;
}

/** Any shape that may be absent. */
export function optionalField<Schema extends z.ZodMiniType>(schema: Schema, meta: FieldMeta) {
  const declared = z.optional(schema);
  fieldRegistry.add(declared, meta);
  return declared;
}

/** A group of inputs; a missing group is filled from the defaults of its fields, an unknown key is refused. */
export function group<const Shape extends z.core.$ZodShape>(meta: FieldMeta, shape: Shape) {
  return z.prefault(z.strictObject(shape), {} as never).register(fieldRegistry, meta);
}

/** Twelve values, January to December. */
export const months = (min = -1e12, max = 1e12) => z.array(finite({ min, max })).check(z.length(12));

/** Twelve rows (months) of 24 values (civil clock hour, beginning). */
export const table12x24 = (min = -1e12, max = 1e12) => z.array(z.array(finite({ min, max })).check(z.length(24))).check(z.length(12));

function finite({ min = -1e15, max = 1e15 }: { readonly min?: number; readonly max?: number }) {
  return z.number().check(z.gte(min), z.lte(max));
}
