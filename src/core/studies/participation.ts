import { checkInputs } from "../check.ts";
import { assert, fromErrorRecord } from "../errors.ts";
import { group } from "../field.ts";
import { demandResponseInputs } from "../market/demandResponse/inputs.ts";
import { responseLedgerOf, type ResponseLedger } from "../measures/responseLedger.ts";
import type { ResponseSummary } from "../market/demandResponse/summary.ts";
import type { RunResult } from "../result.ts";
import type { Scenario } from "../scenario.ts";
import type { Study } from "./study.ts";

export const participationInputs = group({ title: "Taking part", help: "The site with its programmes beside the same strategy without them." }, {});

export type Participation = {
  readonly response: ResponseSummary | null;
  /** Null where the site has joined nothing. */
  readonly ledger: ResponseLedger | null;
};

/** What taking part is worth: one run with the scenario's programmes, reserve and connection, one without. */
export const participation: Study<"participation", Record<string, never>, RunResult[], Participation> = {
  id: "participation", title: "Taking part", summary: "What programmes pay, and what keeping their promise costs in energy, demand, wear and lost work.", inputs: participationInputs, runs: "many",
  runsExpected: () => 2,
  start: () => [],
  plan: ({ scenario, seed }, runs) => (runs.length > 0 ? [] : [{ scenario, seed, keep: "frame" }, { scenario: leaving(scenario), seed, keep: "frame" }]),
  add(_, runs, outcome) {
    if (!outcome.ok) throw fromErrorRecord(outcome.error);
    runs.push(outcome.result);
  },
  finish({ scenario }, [taking, without]) {
    assert(taking !== undefined && without !== undefined, "taking part is told by two runs");
    return { response: taking.response ?? null, ledger: responseLedgerOf(taking, without, costsOf(scenario)) ?? null };
  },
};

/** The site without any promise to the grid; the system's load still names the hard hours. */
export function leaving(scenario: Scenario): Scenario {
  const { systemLoad, chaseCoincidentPeaks } = scenario.demandResponse;
  return { ...scenario, demandResponse: { ...checkInputs(demandResponseInputs, {}), chaseCoincidentPeaks, systemLoad } };
}

export function costsOf({ battery, load }: Scenario): { readonly wearCostPerKwh: number; readonly lostWorkCostPerKwh: number } {
  return { wearCostPerKwh: battery.wearCostPerKwh, lostWorkCostPerKwh: load.lostWorkCostPerKwh };
}
