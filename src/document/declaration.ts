import type * as z from "zod/mini";
import { fieldRegistry, type FieldMeta } from "../core/field.ts";

export type Path = readonly (string | number)[];

/** How one declared input is drawn. */
export type Control = "number" | "switch" | "choice" | "text" | "months" | "table12x24" | "series" | "dates" | "json";

export type FieldNode = {
  readonly kind: "field";
  readonly path: Path;
  readonly meta: FieldMeta;
  readonly control: Control;
  readonly whole: boolean;
  readonly optional: boolean;
};
export type GroupNode = { readonly kind: "group"; readonly path: Path; readonly meta: FieldMeta; readonly children: readonly InputNode[]; readonly optional: boolean };
/** One of several shapes, told apart by one key: `{ kind: "constant", … }`. */
export type UnionNode = {
  readonly kind: "union";
  readonly path: Path;
  readonly meta: FieldMeta;
  readonly discriminator: string;
  readonly options: readonly { readonly value: string; readonly title: string; readonly children: readonly InputNode[]; readonly schema: z.ZodMiniType }[];
  readonly optional: boolean;
};
/** Any number of the same shape; `item(index)` gives the inputs of one. */
export type ListNode = { readonly kind: "list"; readonly path: Path; readonly meta: FieldMeta; readonly item: (index: number) => readonly InputNode[]; readonly schema: z.ZodMiniType };
export type InputNode = FieldNode | GroupNode | UnionNode | ListNode;

type Definition = {
  readonly type: string;
  readonly innerType?: z.ZodMiniType;
  readonly defaultValue?: unknown;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly options?: readonly z.ZodMiniType[];
  readonly discriminator?: string;
  readonly element?: z.ZodMiniType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly in?: z.ZodMiniType;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string; readonly format?: string } } }[];
};

const definitionOf = (schema: z.ZodMiniType): Definition => schema._zod.def;

/**
 * The tree of inputs that a schema declares: what the form draws. Nothing is listed by hand; a field that is added to
 * the scenario appears by itself, with the title, unit, range and help that it was declared with.
 */
export function declaredInputs(schema: z.ZodMiniType, path: Path = []): readonly InputNode[] {
  const { definition } = unwrap(schema);
  return Object.entries(definition.shape ?? {}).flatMap(([key, inner]) => {
    const node = nodeOf(inner, [...path, key]);
    return node === null ? [] : [node];
  });
}

function nodeOf(schema: z.ZodMiniType, path: Path): InputNode | null {
  const { definition, meta: declared, optional } = unwrap(schema);
  const values = definition.values ?? Object.values(definition.entries ?? {});
  // A literal is the key that tells a union's shapes apart, a unit or the version of the file: not an input of its own.
  if (definition.type === "literal" && values.length === 1) return null;
  const described = declared ?? { title: titleFromKey(path), help: "" };
  const meta = values.length > 0 && described.options === undefined ? { ...described, options: Object.fromEntries(values.map((value) => [String(value), String(value)])) } : described;
  const field = (control: Control, whole = false): FieldNode => ({ kind: "field", path, meta, control, whole, optional });
  // "As JSON" is the form of what has no other: a list of things with inputs of their own has one.
  if (meta.control !== undefined && meta.control !== "json") return field(meta.control);
  switch (definition.type) {
    case "literal": return field("choice");
    case "number": case "int": return field("number", (definition.checks ?? []).some(({ _zod }) => _zod.def.check === "number_format"));
    case "boolean": return field("switch");
    case "string": return field("text");
    case "enum": return field("choice");
    case "object": return { kind: "group", path, meta, children: declaredInputs(schema, path), optional };
    case "union": return unionOf(definition, path, meta, optional) ?? field("json");
    case "array": return listOf(definition, path, meta) ?? field("json");
    default: return field("json");
  }
}

function unionOf({ options = [], discriminator }: Definition, path: Path, meta: FieldMeta, optional: boolean): UnionNode | null {
  if (discriminator === undefined) return null;
  return {
    kind: "union", path, meta, discriminator, optional,
    options: options.map((option) => {
      const { definition, meta: own } = unwrap(option);
      const key = definition.shape?.[discriminator];
      const value = String(key === undefined ? "" : definitionOf(unwrap(key).schema).values?.[0]);
      return { value, title: meta.options?.[value] ?? own?.title ?? titleFromKey([value]), children: declaredInputs(option, path), schema: option };
    }),
  };
}

function listOf({ element }: Definition, path: Path, meta: FieldMeta): ListNode | null {
  if (element === undefined) return null;
  const { definition } = unwrap(element);
  if (definition.type === "object") return { kind: "list", path, meta, schema: element, item: (index) => declaredInputs(element, [...path, index]) };
  if (definition.discriminator === undefined) return null;
  const itemMeta = { title: "Kind", help: meta.help };
  return {
    kind: "list", path, meta, schema: element,
    item: (index) => {
      const union = unionOf(definition, [...path, index], itemMeta, false);
      return union === null ? [] : [union];
    },
  };
}

function unwrap(schema: z.ZodMiniType): { readonly schema: z.ZodMiniType; readonly definition: Definition; readonly meta: FieldMeta | undefined; readonly optional: boolean } {
  let inner = schema;
  let meta = fieldRegistry.get(inner);
  let optional = false;
  for (;;) {
    const definition = definitionOf(inner);
    if (definition.type === "optional" || definition.type === "nullable") optional = true;
    const next = definition.innerType ?? definition.in;
    if (next === undefined) return { schema: inner, definition, meta, optional };
    inner = next;
    meta ??= fieldRegistry.get(inner);
  }
}

function titleFromKey(path: Path): string {
  const key = String(path.at(-1) ?? "").replaceAll("-", " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Every field below a node that is drawn for this scenario: of a union, those of the shape that is chosen. */
export function fieldsOf(node: InputNode, scenario: unknown): readonly FieldNode[] {
  switch (node.kind) {
    case "field": return [node];
    case "group": return node.children.flatMap((child) => fieldsOf(child, scenario));
    case "union": {
      const chosen = valueAt(scenario, [...node.path, node.discriminator]);
      return [choiceOf(node), ...node.options.find(({ value }) => value === chosen)?.children.flatMap((child) => fieldsOf(child, scenario)) ?? []];
    }
    case "list": {
      const items = valueAt(scenario, node.path);
      return Array.isArray(items) ? items.flatMap((_, index) => node.item(index).flatMap((child) => fieldsOf(child, scenario))) : [];
    }
  }
}

/** The choice of shape as a field of its own. */
export function choiceOf({ path, discriminator, meta, options, optional }: UnionNode): FieldNode {
  const titles = Object.fromEntries(options.map(({ value, title }) => [value, title]));
  return { kind: "field", path: [...path, discriminator], meta: { ...meta, default: undefined, options: titles }, control: "choice", whole: false, optional };
}

/** What a field was when the scenario was opened; of a shape that it did not have, what the field is declared as. */
export function openedValueOf(field: FieldNode, opened: unknown): unknown {
  return valueAt(opened, field.path) ?? field.meta.default;
}

export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** Writes into a draft; what is missing on the way is made. `undefined` takes the key away. */
export function setAt(draft: object, path: Path, value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let target = draft as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = target[key];
    if (typeof next !== "object" || next === null) target[key] = {};
    target = target[key] as Record<string | number, unknown>;
  }
  if (value === undefined) delete target[last];
  else target[last] = value;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
