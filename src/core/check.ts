import type * as z from "zod/mini";
import { safeParse } from "zod/mini";
import { en } from "zod/locales";
import { InputError } from "./errors.ts";
import type { Issue } from "./errors.ts";
import { fieldRegistry } from "./field.ts";
import type { FieldMeta } from "./field.ts";
import { nearestName } from "./maths/nearestName.ts";

/** Keys from the root to a value: names of objects, indexes of lists. */
export type Path = readonly PropertyKey[];

/** Any declared input or group of them. */
export type InputSchema = z.core.$ZodType;

/** "tariff.urdb.energyratestructure[0][1].rate" */
export function pathText(path: Path): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`)).join("");
}

/**
 * A value as its declaration wants it, every default filled in.
 * Throws `InputError` with every issue at once: the path, what was found, and the range, unit or names that are allowed.
 * @param at where the value stands in what the user gave; put before each path
 */
export function checkInputs<Schema extends InputSchema>(schema: Schema, value: unknown, at: Path = []): z.core.output<Schema> {
  // Without code made at run time, which a strict page forbids; as fast here.
  const result = safeParse(schema, value, { error: en().localeError, jitless: true });
  if (result.success) return result.data;
  throw new InputError(result.error.issues.flatMap((issue) => issuesOf(issue, schema, value, [], at)));
}

/**
 * @param before path from the declaration's root to where zod's path starts (a branch of a union has paths of its own)
 */
function issuesOf(issue: z.core.$ZodIssue, schema: InputSchema, value: unknown, before: Path, at: Path): Issue[] {
  const path = [...before, ...issue.path];
  const found = valueAt(value, path);
  const declared = declarationAt(schema, value, path);
  const refuse = (allowed: string): Issue[] => [{ where: { path: pathText([...at, ...path]) }, found: describeFound(found), allowed }];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ where: { path: pathText([...at, ...path, key]) }, found: "unknown key", allowed: allowedKeys(key, declared.schema) }));
  }
  if (issue.code === "invalid_union") {
    if ("discriminator" in issue && "options" in issue) return refuse((issue.options ?? []).map(describeFound).join(", "));
    // The branch that was meant is the one with least against it, and of these the one that got furthest into the value.
    const against = (issues: readonly z.core.$ZodIssue[]) => issues.reduce((sum, inner) => sum + (inner.code === "unrecognized_keys" ? inner.keys.length : 1), 0);
    const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map((inner) => inner.path.length));
    const [meant] = issue.errors.filter((errors) => errors.some((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"))
      .sort((a, b) => against(a) - against(b) || depth(b) - depth(a));
    return meant === undefined ? refuse(describeAllowed(declared)) : meant.flatMap((inner) => issuesOf(inner, schema, value, path, at));
  }
  // Rules over several inputs and formats say in their own message what is allowed; a type, a range or a choice is declared.
  return refuse(ofDeclaration.has(issue.code) ? describeAllowed(declared) : issue.message);
}

const ofDeclaration: ReadonlySet<string> = new Set(["invalid_type", "too_big", "too_small", "invalid_value"]);

function allowedKeys(key: string, schema: InputSchema | undefined): string {
  const names = Object.keys(shapeOf(schema) ?? {});
  const nearest = nearestName(key, names);
  if (nearest !== undefined) return `${nearest} (nearest name)`;
  return names.length > 0 ? names.join(", ") : "no keys";
}

type Declared = { readonly schema: InputSchema | undefined; readonly meta: FieldMeta | undefined; readonly unit?: string | undefined };

/**
 * The unit of an input as a file holds it: forms show a fraction in per cent, a file holds it as it is.
 * @param key its name, which ends in the unit
 */
export function unitInFile(key: string, meta: FieldMeta | undefined): string | undefined {
  if (meta?.unit !== "%" || !key.includes("Fraction")) return meta?.unit;
  return "(a fraction: 1 is 100 %)";
}

/** What the input at a path says of itself; nothing where the path leads out of what is declared. A fraction is told as a file holds it. */
export function declarationOf(schema: InputSchema, value: unknown, path: Path): Partial<FieldMeta> {
  const { meta, unit } = declarationAt(schema, value, path);
  if (meta === undefined) return {};
  const { unit: shown, ...rest } = meta;
  if (unit !== undefined && unit !== shown) return { ...rest, unit: "fraction" };
  return unit === undefined ? rest : { ...rest, unit };
}

/** The declaration of the value at a path; where the path leads out of what is declared, nothing. */
function declarationAt(schema: InputSchema, value: unknown, path: Path): Declared {
  let declared = unwrap(schema, value);
  let here = value;
  let name = "";
  for (const key of path) {
    here = valueAt(here, [key]);
    if (typeof key !== "number") name = String(key);
    const { schema: parent } = declared;
    const child = typeof key === "number" ? elementOf(parent, key) : shapeOf(parent)?.[String(key)];
    if (child === undefined) return { schema: undefined, meta: undefined };
    const next = unwrap(child, here);
    // A list's values are said in the unit and range of the list.
    declared = { schema: next.schema, meta: next.meta ?? (typeof key === "number" ? declared.meta : undefined) };
  }
  return { ...declared, unit: unitInFile(name, declared.meta) };
}

/** Through defaults and options to what the value must be; of a union with a key that tells, the branch that the value names. */
function unwrap(schema: InputSchema, value: unknown): Declared {
  let meta = fieldRegistry.get(schema as never);
  let inner = schema as z.core.$ZodTypes;
  for (;;) {
    const { def } = inner._zod;
    const next = def.type === "union" ? branchOf(def, value) : "innerType" in def ? def.innerType : undefined;
    if (next === undefined) return { schema: inner, meta };
    inner = next as z.core.$ZodTypes;
    meta ??= fieldRegistry.get(inner as never);
  }
}

function branchOf(def: z.core.$ZodUnionDef, value: unknown): InputSchema | undefined {
  const { discriminator } = def as Partial<z.core.$ZodDiscriminatedUnionDef>;
  if (discriminator === undefined) return undefined;
  const named = valueAt(value, [discriminator]);
  return def.options.find((option) => option._zod.propValues?.[discriminator]?.has(named as never));
}

function shapeOf(schema: InputSchema | undefined): Readonly<Record<string, InputSchema>> | undefined {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  if (def?.type === "object") return def.shape;
  // Without a key that tells, any branch's names are allowed.
  if (def?.type === "union") return Object.assign({}, ...def.options.map((option) => shapeOf(unwrap(option, undefined).schema) ?? {})) as Readonly<Record<string, InputSchema>>;
  return undefined;
}

function elementOf(schema: InputSchema | undefined, index: number): InputSchema | undefined {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  if (def?.type === "array") return def.element;
  if (def?.type === "tuple") return def.items[index] ?? def.rest ?? undefined;
  if (def?.type === "union") return def.options.map((option) => elementOf(unwrap(option, undefined).schema, index)).find((element) => element !== undefined);
  return undefined;
}

function describeAllowed({ schema, meta, unit }: Declared): string {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  if (def?.type === "number") return `${isWhole(schema as z.core.$ZodNumber) ? "a whole number" : "a number"}${rangeText(schema as z.core.$ZodNumber, meta, unit)}`;
  if (def?.type === "string") return lengthText("text", "characters", def.checks);
  if (def?.type === "array") return lengthText("a list", "values", def.checks);
  if (def?.type === "boolean") return "true, false";
  if (def?.type === "enum") return Object.values(def.entries).map(describeFound).join(", ");
  if (def?.type === "literal") return def.values.map(describeFound).join(", ");
  if (def?.type === "object") return `an object with ${Object.keys(def.shape).join(", ")}`;
  if (def?.type === "record") return "an object";
  if (def?.type !== "union") return "nothing here";
  return [...new Set(def.options.map((option) => describeAllowed({ schema: unwrap(option, undefined).schema, meta, unit })))].join(", or ");
}

function isWhole(schema: z.core.$ZodNumber): boolean {
  return (schema._zod.def.checks ?? []).some(({ _zod: { def } }) => def.check === "number_format");
}

/** The declared range and unit; a bound that nobody declared (`field.ts` keeps numbers finite) is not told. */
function rangeText(schema: z.core.$ZodNumber, meta: FieldMeta | undefined, unitText: string | undefined): string {
  const checks = (schema._zod.def.checks ?? []).map(({ _zod: { def } }) => def as { readonly check: string; readonly value?: number });
  const bound = (check: string) => checks.find((candidate) => candidate.check === check && Math.abs(candidate.value ?? 0) < 1e12)?.value;
  const min = meta?.min ?? bound("greater_than");
  const max = meta?.max ?? bound("less_than");
  const unit = unitText === undefined ? "" : ` ${unitText}`;
  if (min !== undefined && max !== undefined) return `, ${min} … ${max}${unit}`;
  if (min !== undefined) return `, at least ${min}${unit}`;
  if (max !== undefined) return `, at most ${max}${unit}`;
  return unit === "" || unit.startsWith(" (") ? unit : ` in${unit}`;
}

function lengthText(what: string, of: string, checks: readonly z.core.$ZodCheck[] | undefined): string {
  const lengths = (checks ?? []).map(({ _zod: { def } }) => def as { readonly check: string; readonly length?: number; readonly minimum?: number; readonly maximum?: number });
  const exactly = lengths.find(({ check }) => check === "length_equals")?.length;
  const least = lengths.find(({ check }) => check === "min_length")?.minimum;
  const most = lengths.find(({ check }) => check === "max_length")?.maximum;
  if (exactly !== undefined) return `${what} of ${exactly} ${of}`;
  if (least !== undefined && most !== undefined) return `${what} of ${least} … ${most} ${of}`;
  if (least !== undefined) return `${what} of at least ${least} ${of}`;
  return most === undefined ? what : `${what} of at most ${most} ${of}`;
}

/** What the user gave, short enough for a sentence. */
export function describeFound(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null || typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Own properties alone: what an object inherits was not given. */
function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return here;
}
