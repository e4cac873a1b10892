import { InputError } from "../../core/errors.ts";
import type { RequestTrace } from "../../core/measures/inference.ts";
import type { ImportedFile } from "./reader.ts";

/** Headers that traces give their token counts, by what they count; compared without case, blanks and marks. */
const headers = {
  input: ["contexttokens", "inputtokens", "prompttokens", "requesttokens", "numprefilltokens"],
  output: ["generatedtokens", "outputtokens", "completiontokens", "responsetokens", "numdecodetokens"],
} as const;

/**
 * The requests of a file read as a table: their instants and token counts, in order of time. Azure's LLM inference traces come so.
 * @throws InputError where the file has no instants, or no column of input and of output tokens
 */
export function requestTrace({ table = [] }: ImportedFile, file: string): RequestTrace {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "");
  const find = (names: readonly string[]) => table.find(({ name }) => names.includes(plain(name)));
  const [time, input, output] = [table.find(({ name }) => name === "timeMs"), find(headers.input), find(headers.output)];
  if (time === undefined || input === undefined || output === undefined) {
    throw new InputError([{
      where: { file }, found: table.length === 0 ? "no table of single requests" : `columns ${table.map(({ name }) => name).join(", ")}`,
      allowed: "a row a request, with a time stamp and columns ContextTokens and GeneratedTokens (or input, prompt, output, completion tokens)",
    }]);
  }
  const order = Array.from(time.values, (_, i) => i).filter((i) => [time, input, output].every(({ values }) => Number.isFinite(values[i]))).sort((a, b) => time.values[a]! - time.values[b]!);
  const of = (values: Float64Array) => Float64Array.from(order, (i) => values[i]!);
  return { timeMs: of(time.values), inputTokens: of(input.values), outputTokens: of(output.values) };
}
