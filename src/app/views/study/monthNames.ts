import type { Scenario } from "../../../core/scenario.ts";
import { strings } from "../../../text/strings.ts";

/** Names of a run's billing months, from that in which it starts; with the year where there is more than one January. */
export function monthNames({ time: { start } }: Scenario, count: number): readonly string[] {
  const [year = 0, month = 1] = start.split("-").map(Number);
  return Array.from({ length: count }, (_, k) => {
    const index = month - 1 + k;
    const name = strings.months[index % 12]!;
    return count > 12 ? `${name} ${String((year + Math.floor(index / 12)) % 100).padStart(2, "0")}` : name;
  });
}
