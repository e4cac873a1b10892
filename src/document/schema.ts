import * as z from "zod/mini";
import { unitInFile } from "../core/check.ts";
import { fieldRegistry } from "../core/field.ts";
import { scenarioSchema } from "../core/scenario.ts";
import { studiesSchema } from "../core/studies/index.ts";
import { scenarioVersion } from "./migrate.ts";

/** From here on a bound is there to keep numbers finite (`core/field.ts`), not to say what is sensible. */
const NO_BOUND = 1e12;

/** What a file holds: a scenario, and the inputs of studies beside it. */
const fileSchema = z.strictObject({ ...scenarioSchema.shape, studies: studiesSchema });

/**
 * JSON Schema (draft 2020-12) of a scenario file, from the one declaration: ranges, defaults, options and unknown keys
 * as the program enforces them. Unit, source and assumption stand under `x-…`, because JSON Schema has no word for them.
 */
export function jsonSchema(): object {
  const { $schema, properties, ...rest } = z.toJSONSchema(fileSchema, {
    io: "input",
    metadata: z.registry(),
    override: ({ zodSchema, jsonSchema: node, path }) => {
      if ((node.minimum ?? 0) <= -NO_BOUND) delete node.minimum;
      if ((node.maximum ?? 0) >= NO_BOUND) delete node.maximum;
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
  });
  const editors = { $schema: { type: "string", description: "Where an editor finds this schema; the program does not read it." } };
  return { $schema, $id: `urn:gridflex:scenario:${scenarioVersion}`, title: "GridFlex scenario", ...rest, properties: { ...editors, ...properties } };
}

/** The schema as the file holds it: two spaces a level, a list of plain values on one line, a line feed at the end. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, values: string) => `[${values.replace(/\s*\n\s*/g, " ")}]`)}\n`;
}
