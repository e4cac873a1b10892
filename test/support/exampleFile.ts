import { readFileSync } from "node:fs";

export type ExampleFile = { name: string; readonly time: object; readonly load: { demand: unknown }; studies?: object };

/** An example as it stands in its file, over another stretch of time where one is given: a few days, or steps of an hour, are run in a fraction of its year's time. */
export function exampleFile(id: string, time: object = {}): ExampleFile {
  const file = JSON.parse(readFileSync(new URL(`../../scenarios/${id}.json`, import.meta.url), "utf8")) as ExampleFile;
  return { ...file, time: { ...file.time, ...time } };
}
