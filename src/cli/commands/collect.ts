import { CancelledError, InputError } from "../../core/errors.ts";
import type { RunFigures } from "../../core/studies/runFigures.ts";
import type { Outcome, Run } from "../../core/studies/study.ts";
import { mergeOutcomes, readPlan } from "../../engine/lines.ts";
import type { Executor } from "../../engine/run.ts";
import { runStudy } from "../../engine/runStudy.ts";
import { loadData } from "../../files/loadData.ts";
import { counted } from "../../text/numbers.ts";
import { manyRunsStudy, studyHashOf, type Asked, type ManyRunsId } from "../askedStudy.ts";
import type { Command, ExitCode } from "../command.ts";
import { readLines } from "../lineFiles.ts";
import { tell, writePlanFile } from "../manyRuns.ts";
import { readPart } from "../partFile.ts";
import { openTable } from "../runsTable.ts";

export const collect: Command = {
  name: "collect",
  summary: "Adds up the outcomes of shards: the finding, or the next runs where the study wants more.",
  operands: [
    { name: "RUNS.ndjson", summary: "The first plan of the study." },
    { name: "PART.ndjson", summary: "What gridflex work wrote, of every batch so far.", repeated: true },
  ],
  options: [
    { name: "plan", value: "NEXT.ndjson", summary: "Where the study wants more runs, write them there." },
    { name: "out", value: "FILE.parquet", summary: "Write a row a run there: seed, inputs that vary, every figure." },
    { name: "json", summary: "Print one JSON object: the finding with seed, version and hashes." },
  ],
  details: `Some studies decide after each batch whether to go on, and where (montecarlo, tune): then collect writes the next plan, exit code 0,
and nothing is printed until the last. A shard that is missing or unfinished is an error, exit code 1: run it again.`,
  async run(args, io): Promise<ExitCode> {
    const path = args.operand("RUNS.ndjson");
    const { header, files, runs } = await readPlan(readLines(path), path);
    await runs.return(undefined);
    if (header.first > 0) throw new InputError([{ where: { file: path }, found: `runs from ${header.first} on`, allowed: "the first plan of the study" }]);
    const data = await loadData(header.base, (name) => Promise.resolve(new Uint8Array(Buffer.from(files.get(name) ?? "", "base64"))));
    const study = manyRunsStudy(header.study);
    const question = { scenario: header.base, inputs: header.inputs, seed: header.seed, data };
    const asked: Asked = { id: header.study as ManyRunsId, study, question, hash: studyHashOf(header.study, question) };
    const parts = await Promise.all(args.repeated("PART.ndjson").map((part) => readPart(part, header.studyHash, "refused")));
    const merged = prefixOf(mergeOutcomes(parts.map((part) => part.outcomes())));
    const table = args.text("out") === undefined ? null : await openTable(args.requiredText("out"), asked);
    const next = { first: 0, count: 0 };
    const plan = args.text("plan");
    // What is not in the parts is not computed here: it is the next plan, or missing.
    const planning: Executor = {
      async *execute<Kept>(left: Iterable<Run>): AsyncGenerator<Outcome<Kept>> {
        next.first = merged.given();
        next.count = plan === undefined || merged.gap() ? -1 : await writePlanFile(plan, { ...header, first: next.first }, files, left);
        yield* [];
        throw new CancelledError();
      },
    };
    try {
      let batchOf = 0;
      const finding = await runStudy(study, question, planning, {
        recorded: merged.outcomes,
        async onOutcome(outcome, run) {
          batchOf = outcome.index + 1;
          await table?.add(outcome, run);
        },
      });
      tell(asked, finding, args.has("json"), io, false);
      io.stderr(`${counted(batchOf, "run", "runs")} added up.\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      if (next.count >= 0) {
        io.stderr(`${plan ?? ""}: ${counted(next.count, "run", "runs")} more, from run ${next.first} on. Next: gridflex work on it, then collect with all parts.\n`);
        return 0;
      }
      io.stderr(merged.gap() ? `Run ${next.first} is in no part, though later ones are: run its shard again.\n` : `The study wants more runs, from run ${next.first} on: give --plan NEXT.ndjson, or a part that is missing.\n`);
      return 1;
    } finally {
      await table?.close();
    }
  },
};

/** Outcomes as long as none is missing; then whether any comes after the gap. */
function prefixOf(outcomes: AsyncGenerator<Outcome<RunFigures>>): { readonly outcomes: AsyncGenerator<Outcome<RunFigures>>; given(): number; gap(): boolean } {
  let given = 0;
  let gap = false;
  const prefix = async function* prefix(): AsyncGenerator<Outcome<RunFigures>> {
    for await (const outcome of outcomes) {
      if (outcome.index !== given) {
        gap = true;
        return;
      }
      given++;
      yield outcome;
    }
  };
  return { outcomes: prefix(), given: () => given, gap: () => gap };
}
