import { fileURLToPath } from "node:url";
import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { buildPage } from "./build.ts";

declare module "vitest" {
  interface ProvidedContext {
    pageUrl: string;
  }
}

/** Builds the page as it ships and serves it on a free port. */
export default async function servePage(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  buildPage();
  const server = await preview({ root, preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the built page is not served");
  project.provide("pageUrl", url);
  return () => server.close();
}
