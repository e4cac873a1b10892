import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { fileError } from "./nodeIo.ts";

/** The lines of a file that may be longer than memory. @throws InputError where it cannot be read */
export async function* readLines(path: string): AsyncGenerator<string> {
  // Of a line that is longer than a chunk, as a data file's is.
  let begun: string[] = [];
  try {
    for await (const chunk of createReadStream(path, { encoding: "utf8" }) as AsyncIterable<string>) {
      const [first = "", ...more] = chunk.split("\n");
      begun.push(first);
      for (const next of more) {
        yield begun.join("");
        begun = [next];
      }
    }
  } catch (error) {
    throw fileError(error, path, "a file that can be read");
  }
  const last = begun.join("");
  if (last !== "") yield last;
}

/** A file that grows. */
export type Sink = {
  write(content: string | Uint8Array): Promise<void>;
  /** What was written is on the disk when it resolves. */
  close(): Promise<void>;
};

/** Content that waits for a write; below it a file of short lines is written in too many pieces. */
const BUFFER_BYTES = 65_536;

/**
 * @param keepBytes of what the file has already; the rest is cut off. Absent: the file begins anew.
 * @throws InputError where it cannot be written
 */
export async function openSink(path: string, keepBytes = 0): Promise<Sink> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, keepBytes > 0 ? "r+" : "w");
    await file.truncate(keepBytes);
    let at = keepBytes;
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    const flush = async (): Promise<void> => {
      const bytes = Buffer.concat(waiting);
      waiting = [];
      waitingBytes = 0;
      await file.write(bytes, 0, bytes.length, at);
      at += bytes.length;
    };
    return {
      async write(content) {
        // Bytes are copied: their buffer may be filled again before they are on the disk.
        const bytes = Buffer.from(content);
        waiting.push(bytes);
        waitingBytes += bytes.length;
        if (waitingBytes >= BUFFER_BYTES) await flush();
      },
      async close() {
        await flush();
        await file.sync();
        await file.close();
      },
    };
  } catch (error) {
    throw fileError(error, path, "a path that can be written");
  }
}
