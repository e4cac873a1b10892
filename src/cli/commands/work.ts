import { InputError } from "../../core/errors.ts";
import type { RunFigures } from "../../core/studies/runFigures.ts";
import { createEngine } from "../../engine/createEngine.node.ts";
import { outcomeLine, partHeaderLine, plannedRun, readPlan, runsOfShard, type PlannedLine } from "../../engine/lines.ts";
import { loadData } from "../../files/loadData.ts";
import { counted } from "../../text/numbers.ts";
import type { Command, ExitCode, Io } from "../command.ts";
import { openSink, readLines } from "../lineFiles.ts";
import { workersOf, workersOption } from "../manyRuns.ts";
import { readPart } from "../partFile.ts";

export const work: Command = {
  name: "work",
  summary: "Computes a shard of the runs that --plan wrote, or works for a queue.",
  operands: [{ name: "RUNS.ndjson", summary: "What --plan wrote; data files are in it.", optional: true }],
  options: [
    { name: "shard", value: "K/N", summary: "The K-th of N shards, K from 1.", default: "1/1" },
    { name: "out", value: "PART.ndjson", summary: "Outcomes go there; what stands there already is not run again." },
    { name: "queue", value: "URL", summary: "Work for a Redis queue instead, until SIGTERM: redis://HOST/0, rediss:// with TLS, the password in the URL or in GRIDFLEX_REDIS_PASSWORD." },
    workersOption,
  ],
  details: `Runs that share their site stay in one shard, so that it is prepared once. An interrupted shard is begun again with the same
command and goes on where it stopped; the same shard run twice gives the same bytes.`,
  async run(args, io): Promise<ExitCode> {
    const workers = workersOf(args);
    const queue = args.text("queue");
    if (queue !== undefined) {
      const { workForQueue } = await import("../../engine/queue.node.ts");
      await workForQueue({ url: queue, workers, tell: (text) => { io.stderr(`${text}\n`); } });
      return 0;
    }
    const path = args.operand("RUNS.ndjson");
    if (path === "") throw new InputError([{ where: { path: "RUNS.ndjson" }, found: "nothing", allowed: "a plan, or --queue" }]);
    return workOnShard(path, shardOf(args.requiredText("shard")), args.requiredText("out"), workers, io);
  },
};

/** Runs that are handed to the workers at once: outcomes wait for the first of them, and nothing else. */
const CHUNK = 2000;

async function workOnShard(path: string, { shard, shards }: { readonly shard: number; readonly shards: number }, out: string, workers: number, io: Io): Promise<ExitCode> {
  const { header, files, runs } = await readPlan(readLines(path), path);
  const data = await loadData(header.base, (name) => {
    const base64 = files.get(name);
    if (base64 === undefined) throw new InputError([{ where: { file: path }, found: `no bytes of ${name}`, allowed: "a whole plan" }]);
    return Promise.resolve(new Uint8Array(Buffer.from(base64, "base64")));
  });
  const part = await readPart(out, header.studyHash, "empty");
  const sink = await openSink(out, part.keepBytes);
  const engine = createEngine({ workers });
  let done = 0;
  try {
    if (part.keepBytes === 0) await sink.write(`${partHeaderLine(header.studyHash)}\n`);
    for await (const chunk of chunks(runsOfShard(runs, shard, shards), part.last)) {
      const executing = engine.execute<RunFigures>(chunk.map((line) => plannedRun(header.base, line).run), { data });
      for await (const outcome of executing) await sink.write(`${outcomeLine({ ...outcome, index: chunk[outcome.index]!.index })}\n`);
      done += chunk.length;
    }
  } finally {
    await sink.close();
    engine.dispose();
  }
  io.stderr(`${out}: ${counted(done, "run", "runs")} computed, ${part.count} stood there already.\n`);
  return 0;
}

async function* chunks(runs: AsyncIterable<PlannedLine>, last: number): AsyncGenerator<readonly PlannedLine[]> {
  let chunk: PlannedLine[] = [];
  for await (const planned of runs) {
    if (planned.index <= last) continue;
    chunk.push(planned);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

function shardOf(text: string): { readonly shard: number; readonly shards: number } {
  const [, k, n] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (k === undefined || n === undefined || k < 1 || k > n) throw new InputError([{ where: { path: "--shard" }, found: JSON.stringify(text), allowed: "K/N with K from 1 to N, such as 3/64" }]);
  return { shard: k - 1, shards: n };
}
