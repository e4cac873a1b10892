import { ByteWriter, parquetWriteRows, type ParquetWriteOptions } from "hyparquet-writer";

type SchemaElement = NonNullable<ParquetWriteOptions["schema"]>[number];

/** One run of a study as a row: the values by column name. */
export type RunsRow = Readonly<Record<string, number | string | boolean | null>>;
export type RunsColumn = { readonly name: string; readonly type: "number" | "integer" | "text"; readonly unit?: string | undefined; readonly title?: string | undefined };

const ROW_GROUP = 10_000;

/**
 * Runs of a study in row groups, as they come: one group is held, whatever their number.
 * @param write takes bytes in the order of the file
 * @param facts for the key-value metadata, under `gridflex.…`
 */
export async function writeRunsParquet(rows: AsyncIterable<RunsRow>, columns: readonly RunsColumn[], facts: Readonly<Record<string, string>>, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  const bytesOfGroup = new ByteWriter();
  const flush = async (): Promise<void> => {
    const bytes = bytesOfGroup.getBytes().slice();
    bytesOfGroup.index = 0;
    await write(bytes);
  };
  const writer = Object.assign(bytesOfGroup, { flush, finish: flush });
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => ({
      name, repetition_type: "OPTIONAL", ...(type === "number" ? { type: "DOUBLE" as const } : type === "integer" ? { type: "INT32" as const } : { type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const }),
    })),
  ];
  const units = Object.fromEntries(columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])));
  const titles = Object.fromEntries(columns.flatMap(({ name, title }) => (title === undefined ? [] : [[name, title]])));
  await parquetWriteRows({
    writer, rows, columns: columns.map(({ name }) => ({ name })), schema, rowGroupSize: ROW_GROUP, createdBy: `GridFlex version ${facts["version"] ?? ""}`,
    kvMetadata: Object.entries({ ...facts, units: JSON.stringify(units), titles: JSON.stringify(titles) }).map(([key, value]) => ({ key: `gridflex.${key}`, value })),
  });
}
