/** Comlink ships this module's types under a name that its own path does not lead to. */
declare module "comlink/dist/esm/node-adapter.mjs" {
  import type { Endpoint } from "comlink";
  import type { MessagePort, Worker } from "node:worker_threads";
  export default function nodeEndpoint(port: Worker | MessagePort): Endpoint;
}
