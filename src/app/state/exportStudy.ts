import type { Table } from "../../charts/mark.ts";
import type { StudyId } from "../../core/studies/index.ts";
import { studyHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { writeTableCsv } from "../../files/write/tableCsv.ts";
import { page } from "../../text/page.ts";
import { download, fileStem } from "./download.ts";
import { csvDecimal, hashOf } from "./exports.ts";
import type { AnyAnswered } from "./studies.ts";
import { say } from "./view.ts";

/** Saves what a study found as the command line prints it with `--json`: byte for byte the same for the same file, seed and version. */
export async function exportFinding(study: StudyId, { finding, scenario, inputs, seed, isPartial }: AnyAnswered): Promise<void> {
  const scenarioHash = await hashOf(scenario);
  const facts = { study, seed, version, scenarioHash, studyHash: studyHash(scenarioHash, `${study}/${seed}`, inputs), ...(isPartial === true ? { partial: true } : {}) };
  save(`${JSON.stringify({ ...finding, ...facts })}\n`, `${fileStem(scenario.name)}-${fileStem(study)}.json`, "application/json");
}

export function exportTable(study: StudyId, { scenario }: AnyAnswered, table: Table): void {
  save(writeTableCsv(table, { decimal: csvDecimal.value }), `${fileStem(scenario.name)}-${fileStem(study)}.csv`, "text/csv");
}

function save(content: Uint8Array | string, name: string, type: string): void {
  download(content, name, type);
  say(page.toast.saved(name));
}
