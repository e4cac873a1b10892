import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { measuredSite, smallSite } from "../core/studies/manyRuns.ts";

const program = fileURLToPath(new URL("../../dist/cli/gridflex.js", import.meta.url));
const hasRedis = ((): boolean => {
  try {
    execFileSync("redis-server", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

let folder = "";
let port = 0;
let server: ChildProcess;
let redis: Redis;
const workers: ChildProcess[] = [];
const url = () => `redis://127.0.0.1:${port}/0`;

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => { setTimeout(resolve, 20); });
};
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port: found } = probe.address() as { readonly port: number };
  probe.close();
  await once(probe, "close");
  return found;
};
const startServer = async (): Promise<void> => {
  server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--appendonly", "yes", "--save", "", "--dir", folder], { stdio: "ignore" });
  await until(async () => (await redis.ping().catch(() => "")) === "PONG");
};
const startWorker = async (queue = url(), env: NodeJS.ProcessEnv = {}): Promise<ChildProcess & { readonly said: () => string }> => {
  const worker = spawn(process.execPath, [program, "work", "--queue", queue, "--workers", "1"], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
  let said = "";
  worker.stderr.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  workers.push(worker);
  await until(() => said.includes("Working for"));
  return Object.assign(worker, { said: () => said });
};
const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};
type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
const gridflex = (...words: readonly string[]): Promise<Ended> => gridflexWith({}, ...words);
const gridflexWith = (env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<Ended> => new Promise((resolve) => {
  execFile(process.execPath, [program, ...words], { cwd: folder, maxBuffer: 1e8, env: { ...process.env, ...env } }, (error, stdout, stderr) => { resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }); });
});
const results = async (): Promise<number> => (await redis.keys("gridflex:result:*")).length;
const study = (seeds: number, seed: string) => ["montecarlo", "site.json", "--seeds", String(seeds), "--tolerance", "0", "--seed", seed, "--json"];

// Installed by .ci/run; elsewhere it may be missing.
describe.skipIf(!hasRedis)(`a queue on a real Redis server${hasRedis ? "" : " (skipped: no redis-server on the path)"}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gridflex-queue-"));
    // Long enough that there is a middle in which to kill.
    const { site, csv } = measuredSite({ ...smallSite, time: { ...smallSite.time, start: "2025-06-01", days: 60, stepMinutes: 15 } });
    writeFileSync(join(folder, "site.json"), JSON.stringify(site));
    writeFileSync(join(folder, "load.csv"), csv);
    port = await freePort();
    redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on("error", () => { /* It is stopped and started here. */ });
    await startServer();
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill("SIGKILL");
    redis.disconnect();
    server.kill("SIGKILL");
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  });

  test("three machines, one killed, the server killed and started again: every run is counted once, and the bytes are those of one machine", async () => {
    const here = await gridflex(...study(40, "a"));
    const [first, second, third] = [await startWorker(), await startWorker(), await startWorker()];
    const asked = gridflex(...study(40, "a"), "--queue", url());
    await until(async () => (await results()) >= 10);
    first.kill("SIGKILL");
    await until(async () => (await results()) >= 30);
    server.kill("SIGKILL");
    await ended(server);
    await startServer();
    const there = await asked;
    expect(there.code).toBe(0);
    expect(there.stdout).toBe(here.stdout);
    expect(JSON.parse(there.stdout)).toMatchObject({ seeds: 40, failures: { count: 0 } });
    expect(await results()).toBe(80);
    for (const worker of [second, third]) worker.kill("SIGTERM");
    expect(await Promise.all([ended(second), ended(third)])).toEqual([0, 0]);
  }, 120_000);

  test("a study that is sent again finds its results, with no machine at work", async () => {
    const before = await results();
    const again = await gridflex(...study(40, "a"), "--queue", url());
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as { readonly seeds: number }).seeds).toBe(40);
    expect(await results()).toBe(before);
  }, 60_000);

  test("told to stop, a machine finishes what it has begun and leaves the rest to others", async () => {
    const worker = await startWorker();
    const asked = gridflex(...study(12, "b"), "--queue", url());
    const before = await results();
    await until(async () => (await results()) >= before + 3);
    worker.kill("SIGTERM");
    expect(await ended(worker)).toBe(0);
    expect(worker.said()).toContain("Finishing what has begun.");
    const queue = new Queue("runs", { connection: redis, prefix: "gridflex" });
    expect(await queue.getActiveCount()).toBe(0);
    expect(await queue.getWaitingCount()).toBeGreaterThan(0);
    const other = await startWorker();
    expect((await asked).code).toBe(0);
    other.kill("SIGTERM");
    await ended(other);
  }, 60_000);

  test("machines of another version are refused, whoever comes second", async () => {
    await redis.set("gridflex:worker:elsewhere", "0.0.9");
    for (const words of [[...study(2, "c"), "--queue", url()], ["work", "--queue", url()]]) {
      const refused = await gridflex(...words);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain("0.0.9");
    }
    await redis.del("gridflex:worker:elsewhere");
  }, 60_000);

  test("a server that is not there, or no server at all, is told at once and without the password", async () => {
    const refused = await gridflex(...study(2, "d"), "--queue", "redis://user:secret@127.0.0.1:1/0");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("redis://127.0.0.1:1/0");
    expect(refused.stderr).not.toContain("secret");
    expect((await gridflex(...study(2, "d"), "--queue", "http://127.0.0.1/")).stderr).toContain("rediss://");
  }, 60_000);

  test("over TLS and behind a password, from the URL or the environment, the bytes are the same; without the password nobody is let in", async () => {
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const securePort = await freePort();
    const secure = spawn("redis-server", ["--port", "0", "--tls-port", String(securePort), "--bind", "127.0.0.1", "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no", "--requirepass", "s3cret", "--save", ""], { stdio: "ignore" });
    try {
      const address = `localhost:${securePort}/0`;
      const trust = { NODE_EXTRA_CA_CERTS: certificate };
      const probe = new Redis(securePort, "localhost", { password: "s3cret", tls: { ca: readFileSync(certificate) }, maxRetriesPerRequest: null, retryStrategy: () => 50 });
      probe.on("error", () => { /* It is being started. */ });
      await until(async () => (await probe.ping().catch(() => "")) === "PONG");
      probe.disconnect();
      const refused = await gridflexWith(trust, ...study(2, "e"), "--queue", `rediss://${address}`);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr).toMatch(/NOAUTH|Authentication/i);
      const worker = await startWorker(`rediss://${address}`, { ...trust, GRIDFLEX_REDIS_PASSWORD: "s3cret" });
      expect(worker.said()).not.toContain("s3cret");
      const there = await gridflexWith(trust, ...study(4, "e"), "--queue", `rediss://:s3cret@${address}`);
      expect(there.stdout).toBe((await gridflex(...study(4, "e"))).stdout);
      // A certificate that nobody vouches for.
      expect(await gridflex(...study(2, "e"), "--queue", `rediss://:s3cret@${address}`)).toMatchObject({ code: 2, stdout: "" });
      worker.kill("SIGTERM");
      expect(await ended(worker)).toBe(0);
    } finally {
      secure.kill("SIGKILL");
      await ended(secure);
    }
  }, 120_000);

  test("runs that are equal are computed once and counted at each of their places", async () => {
    const worker = await startWorker();
    const before = await results();
    const swept = await gridflex("sweep", "site.json", "--vary", "solar.dcKw=100,100,100,150", "--json", "--queue", url());
    const { table } = JSON.parse(swept.stdout) as { readonly table: { readonly figures: Readonly<Record<string, readonly number[]>> } };
    const [a, b, c, d] = table.figures["totalCost"]!;
    expect([b, c]).toEqual([a, a]);
    expect(d).not.toBe(a);
    expect(await results()).toBe(before + 2);
    worker.kill("SIGTERM");
    await ended(worker);
  }, 60_000);
});
