import { RANDOM_ALGORITHM, type FinishedRun, type WriteOptions } from "./writer.ts";

export type Delimited = {
  readonly delimiter: string;
  readonly number: (value: number) => string;
  readonly text: (value: string) => string;
};

/** How fields are written: RFC 4180 with a decimal point, or with semicolons and a decimal comma. */
export function delimited({ decimal = "point" }: WriteOptions = {}): Delimited {
  const delimiter = decimal === "comma" ? ";" : ",";
  const special = new RegExp(`["\\r\\n${delimiter}]`);
  return {
    delimiter,
    number(value) {
      if (!Number.isFinite(value)) return "";
      const text = String(value);
      return decimal === "comma" ? text.replace(".", ",") : text;
    },
    text(value) {
      // A text that begins so, in the wide forms of East Asia too, is a formula to a spreadsheet, and may call out of it (OWASP, "CSV Injection").
      const plain = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
      return special.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
    },
  };
}

/** Where they are asked for, lines above the header that tell what made the file. */
export function commentLines({ scenario, provenance }: { readonly scenario: FinishedRun["scenario"]; readonly provenance: FinishedRun["provenance"] & { readonly studyHash?: string } }, { comments = false }: WriteOptions = {}): string[] {
  if (!comments) return [];
  const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ");
  return [
    `# GridFlex ${provenance.version}`, `# scenario ${oneLine(scenario.name)}`, `# scenarioHash ${provenance.scenarioHash}`, ...(provenance.studyHash === undefined ? [] : [`# studyHash ${provenance.studyHash}`]),
    `# strategy ${provenance.strategy}`, `# seed ${oneLine(provenance.seed)}`, `# random ${RANDOM_ALGORITHM}`,
  ];
}

export const LINE_END = "\r\n";
