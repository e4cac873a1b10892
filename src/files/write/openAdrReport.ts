import type { ProgrammeSettlement, SettledEvent } from "../../core/market/demandResponse/settleProgramme.ts";
import { MINUTE_MS, utcText } from "../../core/time/civil.ts";
import { RANDOM_ALGORITHM, type FinishedRun, type Writer } from "./writer.ts";

/**
 * What was delivered, as OpenADR 3 reports: one an event, with baseline, usage and their difference by interval, kWh, and demand, kW.
 * Format: OpenADR 3.1 Definition, "report", "payloadDescriptors" and "resources" (OpenADR Alliance).
 */
export function openAdrReports(settlements: readonly ProgrammeSettlement[], { clientName, resourceName }: { readonly clientName: string; readonly resourceName: string }): object[] {
  return settlements.flatMap(({ id: programID, events }) => events.map((event, k) => ({
    objectType: "REPORT", programID, eventID: `${programID}-${k + 1}`, clientName, reportName: `${programID} ${utcText(event.startMs)}`,
    payloadDescriptors: descriptors, resources: [{ resourceName, intervals: intervalsOf(event) }],
  })));
}

const descriptors = [
  ...["BASELINE", "USAGE", "DELTA_USAGE"].map((payloadType) => ({ objectType: "REPORT_PAYLOAD_DESCRIPTOR", payloadType, readingType: "DIRECT_READ", units: "KWH" })),
  { objectType: "REPORT_PAYLOAD_DESCRIPTOR", payloadType: "DEMAND", readingType: "DIRECT_READ", units: "KW" },
];

function intervalsOf({ startMs, endMs, baselineKw, meteredKw, differenceKw, intervalMinutes }: SettledEvent): object[] {
  return baselineKw.map((kw, id) => {
    const fromMs = startMs + id * intervalMinutes * MINUTE_MS;
    const minutes = Math.min(intervalMinutes, (endMs - fromMs) / MINUTE_MS);
    const kwh = (power: number) => (power * minutes) / 60;
    return {
      id, intervalPeriod: { start: utcText(fromMs), duration: `PT${minutes}M` },
      payloads: [
        { type: "BASELINE", values: [kwh(kw)] }, { type: "USAGE", values: [kwh(meteredKw[id]!)] }, { type: "DELTA_USAGE", values: [kwh(-differenceKw[id]!)] }, { type: "DEMAND", values: [meteredKw[id]!] },
      ],
    };
  });
}

/** The reports of a run with programmes, beside what made them. */
export const openAdrReport: Writer = {
  id: "openadr-report", title: "Event reports (OpenADR 3)", fileName: "openadr-report.json", mediaType: "application/json",
  applies: ({ result }: FinishedRun) => (result.response?.programmes.some(({ events }) => events.length > 0) ?? false),
  write({ scenario, result, provenance }: FinishedRun) {
    const reports = openAdrReports(result.response?.programmes ?? [], { clientName: `gridflex ${provenance.version}`, resourceName: scenario.name });
    return `${JSON.stringify({ schema: "gridflex-openadr-reports-1", ...provenance, random: RANDOM_ALGORITHM, reports }, null, 2)}\n`;
  },
};
