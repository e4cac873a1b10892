import * as z from "zod/mini";
import { unitInFile } from "../core/check.ts";
import { fieldRegistry } from "../core/field.ts";
import { scenarioSchema } from "../core/scenario.ts";

/** Where the published schema stands; its `$id`. */
const schemaId = "https://gridflex.org/scenario.schema.json";

/**
 * JSON Schema (draft 2020-12) of a scenario file, from the one declaration: ranges, defaults, options and unknown keys
 * as the program enforces them. Unit, source and assumption stand under `x-…`, because JSON Schema has no word for them.
 */
export function jsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: "input",
    metadata: z.registry(),
    override: ({ zodSchema, jsonSchema: node, path }) => {
      const meta = fieldRegistry.get(zodSchema as never);
      if (meta === undefined) return;
      const unit = unitInFile(String(path.at(-1) ?? ""), meta);
      node.title = meta.title;
      if (meta.help !== "") node.description = meta.help;
      Object.assign(node, {
        ...(unit === undefined ? {} : { "x-unit": unit }),
        ...(meta.source === undefined ? {} : { "x-source": meta.source }),
        ...(meta.assumed === true ? { "x-assumed": true } : {}),
      });
    },
  }) as Readonly<Record<string, unknown>>;
  const { $schema, ...rest } = schema;
  return { $schema, $id: schemaId, title: "GridFlex scenario", ...rest };
}

/** The schema as the file holds it: two spaces, a line feed at the end. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`;
}
