import { mkdtempSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeRunsParquet, type RunsColumn, type RunsRow } from "../../../src/files/write/runsParquet.ts";

const columns: readonly RunsColumn[] = [
  { name: "run", type: "integer" }, { name: "seed", type: "text" }, { name: "battery.powerKw", type: "number", unit: "kW" }, { name: "totalCost", type: "number", unit: "USD", title: "Cost" }, { name: "error", type: "text" },
];
const rowOf = (run: number): RunsRow => ({ run, seed: `1.${run % 997}`, "battery.powerKw": 50 + run / 4096, totalCost: run % 1001 === 0 ? null : Math.sqrt(run), error: run % 1001 === 0 ? "InfeasibleError" : null });

let folder = "";
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "gridflex-rows-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

test("a million rows go through row groups in their order, and no more than one group of them is ever held", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const path = join(folder, "rows.parquet");
  const count = 1_000_000;
  let taken = 0;
  let takenAtWrite = 0;
  let mostHeld = 0;
  const heldMb: number[] = [];
  const rows = async function* rows(): AsyncGenerator<RunsRow> {
    for (; taken < count; taken++) {
      mostHeld = Math.max(mostHeld, taken - takenAtWrite);
      if (taken % 200_000 === 100_000) {
        collectGarbage();
        heldMb.push(process.memoryUsage().heapUsed / 1e6);
      }
      yield rowOf(taken);
    }
    await Promise.resolve();
  };
  await writeRunsParquet(rows(), columns, { version: "0.0.0", study: "sweep" }, async (bytes) => {
    takenAtWrite = taken;
    await appendFile(path, bytes);
  });
  expect(mostHeld).toBeLessThanOrEqual(10_000);
  // Five times as many rows are behind it, and it holds what it held.
  expect(Math.max(...heldMb) - heldMb[0]!).toBeLessThan(5);

  const file = await asyncBufferFromFile(path);
  const { row_groups: groups } = await parquetMetadataAsync(file);
  expect(groups.map(({ num_rows: rowsOf }) => Number(rowsOf))).toEqual(Array.from({ length: 100 }, () => 10_000));
  for (let from = 0; from < count; from += 250_000) {
    const part = await parquetReadObjects({ file, rowStart: from, rowEnd: from + 10_000 });
    expect(part).toEqual(Array.from({ length: 10_000 }, (_, k) => rowOf(from + k)));
  }
  expect(await parquetReadObjects({ file, rowStart: count - 1, rowEnd: count })).toEqual([rowOf(count - 1)]);
}, 120_000);
