import { jsonSchemaText } from "../../document/schema.ts";
import type { Command } from "../command.ts";

export const schema: Command = {
  name: "schema",
  summary: "Prints the JSON Schema of a scenario file.",
  operands: [],
  options: [
    { name: "out", value: "FILE", summary: "Write it there instead." },
    { name: "json", summary: "Changes nothing: a schema is one JSON object anyway." },
  ],
  async run(args, io) {
    const out = args.text("out");
    if (out === undefined) io.stdout(jsonSchemaText());
    else await io.writeFile(out, jsonSchemaText());
    return 0;
  },
};
