#!/usr/bin/env node
import { commands } from "./commands/index.ts";
import { gridflex } from "./gridflex.ts";
import { nodeIo } from "./nodeIo.ts";

// A reader that has seen enough (`gridflex … | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => { if (error.code === "EPIPE") process.exit(0); else throw error; });

// Not process.exit(): output that waits for its reader would be lost.
process.exitCode = await gridflex(process.argv.slice(2), nodeIo, commands);
