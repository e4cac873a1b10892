import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError, LimitError } from "../core/errors.ts";
import type { Io } from "./command.ts";

/** The largest file that is read at all. */
const MAX_FILE_BYTES = 200e6;

/** The terminal and the disk. */
export const nodeIo: Io = {
  stdout: (text) => { process.stdout.write(text); },
  stderr: (text) => { process.stderr.write(text); },
  readFile: async (path) => {
    try {
      const bytes = await readFile(path);
      if (bytes.length > MAX_FILE_BYTES) throw new LimitError(`size of ${path}`, `${(bytes.length / 1e6).toFixed(0)} MB`, `${MAX_FILE_BYTES / 1e6} MB`);
      return bytes;
    } catch (error) {
      throw fileError(error, path, "a file that can be read");
    }
  },
  writeFile: async (path, content) => {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    } catch (error) {
      throw fileError(error, path, "a path that can be written");
    }
  },
};

/** What the system answers, by its code, as an error of the input; anything else stays what it is. */
export function fileError(error: unknown, path: string, allowed: string): unknown {
  const found: Readonly<Record<string, string>> = {
    ENOENT: "no such file", EISDIR: "a folder", ENOTDIR: "a file where a folder stands in the path", EACCES: "no permission", EPERM: "no permission",
    EROFS: "a read-only file system", ENOSPC: "no space left", EEXIST: "a file where a folder is needed", ENAMETOOLONG: "too long a name", ERR_FS_FILE_TOO_LARGE: "a file above 2 GB",
    ELOOP: "a circle of links", ERR_INVALID_ARG_VALUE: "a path with a null byte",
  };
  const code = (error as { readonly code?: unknown } | null)?.code;
  const text = typeof code === "string" ? found[code] : undefined;
  return text === undefined ? error : new InputError([{ where: { file: path }, found: text, allowed }]);
}
