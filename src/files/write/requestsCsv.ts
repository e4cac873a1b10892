import { utcText } from "../../core/time/civil.ts";
import type { RequestLoad } from "../../core/measures/inference.ts";
import { delimited, LINE_END } from "./delimited.ts";
import type { WriteOptions } from "./writer.ts";

/** Power and cost of requests over time, a row an interval; the mean power over it can be read as a load again. */
export function writeRequests({ startMs, stepSeconds, requests, inputTokens, outputTokens, useFraction, itKw, facilityKw, cost, emissionsKg }: RequestLoad, currency: string, options: WriteOptions = {}): string {
  const { delimiter, number, text } = delimited(options);
  const rows = [["time_utc", "requests", "inputTokens", "outputTokens", "useFraction", "itKw", "facilityKw", `cost (${currency})`, "emissionsKg"].map(text).join(delimiter)];
  for (let i = 0; i < requests.length; i++) {
    rows.push([utcText(startMs + i * stepSeconds * 1000), ...[requests, inputTokens, outputTokens, useFraction, itKw, facilityKw, cost, emissionsKg].map((values) => number(values[i]!))].join(delimiter));
  }
  return rows.join(LINE_END) + LINE_END;
}
