import { expose, transfer, type Endpoint } from "comlink";
import { toErrorRecord } from "../core/errors.ts";
import type { SimulatedRun } from "../core/simulate.ts";
import type { DataFile, DataFiles } from "../core/time/series.ts";
import type { Answer, FiguresAnswer, Job, Progress, ReadFile, Request, WorkerApi } from "./protocol.ts";
import type { Run } from "./run.ts";

/** What a worker does; tests hand in their own. */
export type WorkerTools = {
  run(run: Run, data: DataFiles, onProgress: (fraction: number) => void, live?: boolean): SimulatedRun | Promise<SimulatedRun>;
  figures(runs: readonly Run[], data: DataFiles): Promise<readonly FiguresAnswer[]>;
  read(bytes: Uint8Array, name: string, options: Extract<Job, { kind: "read" }>["options"]): ReadFile | Promise<ReadFile>;
  write(writer: string, run: Extract<Job, { kind: "write" }>["run"], options: Extract<Job, { kind: "write" }>["options"]): Promise<Uint8Array>;
  study(id: string, question: Extract<Job, { kind: "study" }>["question"], data: DataFiles, onProgress: (fraction: number) => void): Promise<object>;
  /** Takes the named lock for as long as the worker lives; resolves when it has it. */
  holdLock(name: string): Promise<void>;
};

/** The worker's side of the port. */
export function serve(endpoint: Endpoint, tools: WorkerTools): void {
  let progressPort: MessagePort | null = null;
  let files: DataFiles = new Map();

  const tell = (number: number) => (fraction: number) => {
    // A port, not a window: it has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    progressPort?.postMessage({ number, fraction } satisfies Progress);
  };

  const perform = async ({ number, job }: Request): Promise<Answer> => {
    try {
      switch (job.kind) {
        case "run": return { ok: true, value: await tools.run(job.run, files, tell(number), job.live) };
        case "figures": return { ok: true, value: await tools.figures(job.runs, files) };
        case "write": return { ok: true, value: await tools.write(job.writer, job.run, job.options) };
        case "study": return { ok: true, value: await tools.study(job.study, job.question, files, tell(number)) };
        case "read": return { ok: true, value: await tools.read(job.bytes, job.name, job.options) };
      }
    } catch (error) {
      return { ok: false, error: toErrorRecord(error) };
    }
  };

  const api: WorkerApi = {
    async connect(progress, lifeLock) {
      progressPort = progress;
      if (lifeLock !== null) await tools.holdLock(lifeLock);
    },
    takeFiles(keys, fresh) {
      const known = new Map<string, DataFile>([...files, ...fresh]);
      files = new Map(keys.map((key) => [key, known.get(key) as DataFile]));
    },
    async perform(requests) {
      const answers: Answer[] = [];
      for (const request of requests) answers.push(await perform(request));
      return transfer(answers, [...new Set(answers.flatMap(buffersOf))]);
    },
  };
  expose(api, endpoint);
}

/** What moves instead of being copied. */
function buffersOf(answer: Answer): ArrayBuffer[] {
  if (!answer.ok) return [];
  if (answer.value instanceof Uint8Array) return answer.value.buffer instanceof ArrayBuffer ? [answer.value.buffer] : [];
  const { value } = answer;
  if ("frame" in value) return [value.frame.buffer];
  if (!("imported" in value)) return [];
  const { series, weather } = value.imported;
  return [...series, ...Object.values(weather?.columns ?? {})].map(({ values }) => values.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
