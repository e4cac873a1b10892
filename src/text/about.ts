/** Words of what stands behind the figures: dialog, report and workbook. */
export const aboutWords = {
  title: "About this site",
  notes: "Sources and assumptions",
  assumptions: "Assumed defaults in use",
  warnings: "Warnings of this run",
  provenance: "Made with",
  kinds: { source: "Source.", assumption: "Assumption.", rule: "Rule.", limit: "Limit of the model.", licence: "Licence." },
  version: "Version",
  seed: "Seed",
  hash: "Scenario hash",
  licences: "Licences of the work of others in it",
} as const;
