import { strategyName } from "../../../core/scenario.ts";
import { version } from "../../../document/version.ts";
import { lifetimeCsv } from "../../../files/write/lifetimeCsv.ts";
import { page } from "../../../text/page.ts";
import { download, fileStem } from "../../state/download.ts";
import { csvDecimal, hashOf, studyHashOf } from "../../state/exports.ts";
import type { Answered } from "../../state/studies.ts";
import { say } from "../../state/view.ts";

/** Saves the cash flow of every year, with what made it; the same file as on the command line. */
export async function exportLifetime({ scenario, inputs, finding, seed }: Answered<"lifetime">): Promise<void> {
  const name = `${fileStem(scenario.name)}-${lifetimeCsv.fileName}`;
  const { battery, work, cooling } = scenario.strategy;
  const provenance = { strategy: strategyName({ battery: battery.policy, work: work.policy, cooling: cooling.policy }), seed, version, scenarioHash: await hashOf(scenario), studyHash: await studyHashOf(scenario, "lifetime", inputs) };
  download(lifetimeCsv.write({ scenario, finding, provenance }, { decimal: csvDecimal.value, comments: true }), name, lifetimeCsv.mediaType);
  say(page.toast.saved(name));
}
