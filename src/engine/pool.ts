import { transfer, wrap, type Remote } from "comlink";
import { CancelledError, fromErrorRecord } from "../core/errors.ts";
import type { DataFiles } from "../core/time/series.ts";
import type { Answer, Job, Kind, Progress, WorkerApi, Work } from "./protocol.ts";
import type { Spawn, WorkerLink } from "./spawn.ts";

export type PoolOptions = { readonly spawn: Spawn; readonly workers: number };

export type SubmitOptions = {
  readonly data?: DataFiles | undefined;
  /** Waited for by a person: before all that is not, and with a worker of its own where all are at work on the rest. */
  readonly urgent?: boolean | undefined;
  /** Jobs of one group share data and signal and may go to a worker together. */
  readonly group?: object | undefined;
  /** Jobs of one lane go to the worker that had the last one, if it is free: it has kept what they share. */
  readonly lane?: string | undefined;
  /** Leaves a heap behind that only grows: `endHeavy` ends the worker that did it. */
  readonly heavy?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
};

type Task = {
  readonly number: number;
  readonly job: Job;
  readonly options: SubmitOptions;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  settled: boolean;
  /** Workers that ended while they had it. */
  deaths: number;
  /** Lets go of the signal. */
  release: () => void;
};

type Member = {
  readonly link: WorkerLink;
  readonly api: Remote<WorkerApi>;
  readonly progress: MessagePort;
  /** Resolves when its death would be noticed: not before is a job sent. */
  readonly connected: Promise<void>;
  /** Hash by `dataKey` of the files that the worker holds. */
  files: ReadonlyMap<string, string>;
  running: readonly Task[];
  lane: string | undefined;
  hasAnswered: boolean;
  heavy: boolean;
};

/** A batch that lasts about this long neither drowns in messages nor keeps a person waiting. */
const BATCH_MS = 50;
const LARGEST_BATCH = 64;

/** Workers that compute, and the two queues before them. Made once, ended by `dispose`. */
export class Pool {
  readonly workers: number;
  readonly #spawn: Spawn;
  readonly #members = new Set<Member>();
  readonly #urgent: Task[] = [];
  readonly #rest: Task[] = [];
  readonly #heard = new Map<AbortSignal, { readonly tasks: Set<Task>; readonly abort: () => void }>();
  /** Time of one job of a group, measured on its last batch. */
  readonly #jobMs = new WeakMap<object, number>();
  #lastNumber = 0;
  #disposed = false;

  constructor({ spawn, workers }: PoolOptions) {
    this.#spawn = spawn;
    this.workers = workers;
  }

  /**
   * @throws what the job throws, and CancelledError at once where the signal is aborted: a waiting job is taken out, a running one's
   * worker ended and replaced. A job whose worker dies is done again once, by another.
   */
  submit<K extends Kind>(job: Work[K]["job"], options: SubmitOptions = {}): Promise<Work[K]["value"]> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (this.#disposed || signal?.aborted === true) {
        reject(new CancelledError());
        return;
      }
      const task: Task = { number: ++this.#lastNumber, job, options, resolve, reject, settled: false, deaths: 0, release() {} };
      if (signal !== undefined) this.#listen(task, signal);
      (options.urgent === true ? this.#urgent : this.#rest).push(task);
      this.#dispatch();
    });
  }

  /** Ends every worker; what waits or runs rejects with CancelledError. */
  dispose(): void {
    this.#disposed = true;
    const running = [...this.#members].flatMap((member) => member.running);
    for (const member of this.#members) this.#end(member);
    for (const task of [...running, ...this.#urgent.splice(0), ...this.#rest.splice(0)]) this.#settle(task, new CancelledError());
  }

  /** Ends the workers that heavy jobs have left large, as far as they are free; others take their place when they are needed. */
  endHeavy(): void {
    for (const member of this.#members) if (member.heavy && member.running.length === 0) this.#end(member);
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#urgent.length > 0 || this.#rest.length > 0) {
      const urgent = this.#urgent.length > 0;
      const next = (urgent ? this.#urgent : this.#rest)[0] as Task;
      const member = this.#freeMember(next);
      if (member === undefined) return;
      this.#send(member, this.#take(next, urgent ? this.#urgent : this.#rest));
    }
  }

  #freeMember({ options: { lane, urgent } }: Task): Member | undefined {
    const free = [...this.#members].filter((member) => member.running.length === 0);
    const kept = free.find((member) => member.lane === lane) ?? free.find((member) => member.lane === undefined) ?? free[0];
    if (kept !== undefined) return kept;
    const busyWithRest = [...this.#members].every((member) => member.running.every((task) => task.options.urgent !== true));
    return this.#members.size < this.workers || (urgent === true && busyWithRest && this.#members.size === this.workers) ? this.#start() : undefined;
  }

  /** The first task of a queue, with those of its group that follow it as far as a batch goes. */
  #take(first: Task, queue: Task[]): readonly Task[] {
    const { group } = first.options;
    const jobMs = group === undefined ? undefined : this.#jobMs.get(group);
    // A job that a worker died of goes alone, so that it takes no other with it.
    const most = jobMs === undefined || first.deaths > 0 ? 1 : Math.min(LARGEST_BATCH, Math.max(1, Math.floor(BATCH_MS / jobMs)));
    let count = 1;
    while (count < most && queue[count]?.options.group === group && queue[count]?.deaths === 0) count++;
    return queue.splice(0, count);
  }

  #send(member: Member, tasks: readonly Task[]): void {
    const { options: { data, lane, group } } = tasks[0] as Task;
    member.running = tasks;
    member.lane = lane;
    if (tasks.some(({ options }) => options.heavy === true)) member.heavy = true;
    let sentMs = 0;
    member.connected.then(() => {
      sentMs = performance.now();
      if (data !== undefined) sendFiles(member, data);
      return member.api.perform(tasks.map(({ number, job }) => ({ number, job })));
    }).then((answers) => {
      member.hasAnswered = true;
      if (group !== undefined) this.#jobMs.set(group, (performance.now() - sentMs) / tasks.length);
      if (member.running === tasks) member.running = [];
      tasks.forEach((task, index) => { this.#answer(task, answers[index] as Answer); });
    }, (error: unknown) => {
      // Not the job's error (that is an answer) but the message's: a value that cannot cross. Of a worker that is gone the burial tells.
      if (!this.#members.has(member)) return;
      member.running = [];
      for (const task of tasks) this.#settle(task, error instanceof Error ? error : new Error(String(error)));
    }).finally(() => { this.#dispatch(); });
  }

  #answer(task: Task, answer: Answer): void {
    if (answer.ok) {
      if (task.settled) return;
      task.settled = true;
      task.release();
      task.resolve(answer.value as never);
    } else this.#settle(task, fromErrorRecord(answer.error));
  }

  /** One listener a signal, however many of its jobs wait; a signal outlives thousands of them. */
  #listen(task: Task, signal: AbortSignal): void {
    let heard = this.#heard.get(signal);
    if (heard === undefined) {
      const tasks = new Set<Task>();
      const abort = () => { for (const one of tasks) this.#cancel(one); };
      signal.addEventListener("abort", abort, { once: true });
      heard = { tasks, abort };
      this.#heard.set(signal, heard);
    }
    const { tasks, abort } = heard;
    tasks.add(task);
    task.release = () => {
      tasks.delete(task);
      if (tasks.size > 0) return;
      signal.removeEventListener("abort", abort);
      this.#heard.delete(signal);
    };
  }

  #settle(task: Task, error: Error): void {
    if (task.settled) return;
    task.settled = true;
    task.release();
    task.reject(error);
  }

  #cancel(task: Task): void {
    if (task.settled) return;
    for (const queue of [this.#urgent, this.#rest]) {
      const index = queue.indexOf(task);
      if (index >= 0) queue.splice(index, 1);
    }
    this.#settle(task, new CancelledError());
    for (const member of this.#members) {
      if (!member.running.includes(task) || member.running.some(({ settled }) => !settled)) continue;
      this.#end(member);
      // Started at once, so that the next job does not wait for it.
      this.#start();
    }
    // After the other listeners of the same signal: else a job that is about to be cancelled would be sent.
    queueMicrotask(() => { this.#dispatch(); });
  }

  #start(): Member {
    const link = this.#spawn();
    const { port1: progress, port2 } = new MessageChannel();
    const api = wrap<WorkerApi>(link.endpoint);
    const connected = api.connect(transfer(port2, [port2]), link.lifeLock).then(() => { link.connected(); });
    const member: Member = { link, api, progress, connected, files: new Map(), running: [], lane: undefined, hasAnswered: false, heavy: false };
    this.#members.add(member);
    connected.catch((error: unknown) => { this.#bury(member, String(error)); });
    progress.addEventListener("message", ({ data: { number, fraction } }: MessageEvent<Progress>) => {
      const task = member.running.find((one) => one.number === number);
      if (task?.settled === false) task.options.onProgress?.(fraction);
    });
    progress.start();
    link.onDeath((reason) => { this.#bury(member, reason); });
    return member;
  }

  #end(member: Member): void {
    this.#members.delete(member);
    member.progress.close();
    member.link.terminate();
  }

  /** The worker is gone: another takes its place, and its jobs begin again, once. */
  #bury(member: Member, reason: string): void {
    if (!this.#members.has(member)) return;
    const { running } = member;
    this.#end(member);
    for (const task of running.toReversed()) {
      if (task.settled) continue;
      task.deaths++;
      if (task.deaths > 1) this.#settle(task, new Error(`the worker ended twice while it computed this: ${reason}`));
      else (task.options.urgent === true ? this.#urgent : this.#rest).unshift(task);
    }
    // One that never answered may never start: then only a job that waits starts another.
    if (member.hasAnswered && !this.#disposed) this.#start();
    this.#dispatch();
  }
}

/** Files cross once: the worker keeps those of its last runs. */
function sendFiles(member: Member, data: DataFiles): void {
  const fresh = [...data].filter(([key, { sha256 }]) => member.files.get(key) !== sha256);
  if (fresh.length === 0 && data.size === member.files.size) return;
  member.files = new Map([...data].map(([key, { sha256 }]) => [key, sha256]));
  // A value that cannot cross fails here and in every run that needs it; the run tells.
  member.api.takeFiles([...data.keys()], fresh).catch(() => { member.files = new Map(); });
}
