import { InputError } from "../core/errors.ts";

/** The version that this program writes. */
export const scenarioVersion = 1;

const versions = Array.from({ length: scenarioVersion }, (_, index) => index + 1).join(", ");

type Raw = Readonly<Record<string, unknown>>;

/** Step i takes a document of version i + 1 to version i + 2. A field that is renamed or changes its meaning adds one. */
const steps: readonly ((document: Raw) => Raw)[] = [];

/**
 * A document of any earlier version as one of the present version; without a version it is taken for the present one.
 * Throws `InputError` for a version of the future, which only a newer program can read.
 */
export function migrate(document: Raw): Raw {
  // For editors, not for us.
  const { $schema: _, ...scenario } = document;
  const version = scenario["version"] ?? scenarioVersion;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version > scenarioVersion) {
    throw new InputError([{ where: { path: "version" }, found: JSON.stringify(version), allowed: `${versions} (a later version needs a newer GridFlex)` }]);
  }
  return steps.slice(version - 1).reduce<Raw>((older, step) => step(older), { ...scenario, version });
}
