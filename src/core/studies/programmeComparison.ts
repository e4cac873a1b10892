import { checkInputs } from "../check.ts";
import { assert, fromErrorRecord } from "../errors.ts";
import { group, numberField, switchField } from "../field.ts";
import { demandResponseInputs, type EnrolledRecord } from "../market/demandResponse/inputs.ts";
import { programmePresets } from "../market/demandResponse/presets.ts";
import { resolveProgramme } from "../market/demandResponse/programme.ts";
import { responseLedgerOf, type ResponseLedger } from "../measures/responseLedger.ts";
import type { RunResult } from "../result.ts";
import { withStrategy, type Scenario } from "../scenario.ts";
import { costsOf, leaving } from "./participation.ts";
import type { Run, Study } from "./study.ts";

export const programmeComparisonInputs = group({ title: "Programmes compared", help: "Each built-in programme on this site by itself, with the same commitment and as many events as its rules allow; one that the site has joined, on the terms that it joined on." }, {
  committedFraction: numberField({ title: "Commitment", help: "Share of the mean import with nothing done that is promised.", unit: "%", min: 0.01, max: 1, default: 0.1, step: 0.01, assumed: true, source: "Design choice." }),
  eventsPerYear: numberField({ title: "Events a year", help: "On the hottest days, as far as a programme's rules allow.", min: 0, max: 60, default: 8, step: 1, assumed: true, source: "Design choice." }),
  eventLengthHours: numberField({ title: "Length", help: "Of an event, within the programme's limits.", unit: "h", min: 0.25, max: 12, default: 4, step: 0.25, assumed: true, source: "Design choice." }),
  answering: switchField({ title: "Answer events", help: "Battery, work and a cold store answer events (event-reserve, event-shed, event-cold); off: the scenario's own strategy.", default: true }),
});
export type ProgrammeComparisonInputs = { readonly committedFraction: number; readonly eventsPerYear: number; readonly eventLengthHours: number; readonly answering: boolean };

export type ComparedProgramme = {
  readonly id: string;
  readonly name: string;
  readonly verified: boolean;
  /** As it was compared: with its commitment and its events, ready to be joined. */
  readonly record: EnrolledRecord;
  /** The site has joined it, and these are the terms that it joined on. */
  readonly joined: boolean;
  readonly committedKw: number;
  readonly events: number;
  readonly deliveredKwh: number;
  /** Mean over the months paid; null where no capacity is. */
  readonly performanceFraction: number | null;
  readonly reboundKwh: number;
  readonly paymentRevenue: number;
  readonly penaltyCost: number;
  /** Of bill, wear, fuel and lost work above the same strategy without the programme. */
  readonly extraCost: number;
  /** Null while a payment is not stated; `missing` says which. */
  readonly netValue: number | null;
  readonly missing: readonly string[];
  /** Why it could not be run, where it could not. */
  readonly failure: string | null;
};

export type ProgrammeComparison = {
  readonly committedKw: number;
  readonly strategy: { readonly battery: string; readonly work: string };
  /** The best paid first; those without a figure last. */
  readonly programmes: readonly ComparedProgramme[];
};

type Candidate = { readonly record: EnrolledRecord; readonly joined: boolean };
type Tally = { base?: RunResult; readonly results: (RunResult | string)[]; candidates: readonly Candidate[] };

/** Which programme pays this site best: one run without any, then one a programme. */
export const programmeComparison: Study<"programmes", ProgrammeComparisonInputs, Tally, ProgrammeComparison> = {
  id: "programmes", title: "Programmes compared", summary: "Which demand-response programme pays this site best, after what taking part costs it.", inputs: programmeComparisonInputs, runs: "many",
  runsExpected: ({ scenario }) => 1 + candidatesOf(scenario).length,
  start: () => ({ results: [], candidates: [] }),
  plan({ scenario, inputs, seed }, tally): Run[] {
    const answering = strategyOf(scenario, inputs);
    if (tally.base === undefined) return [{ scenario: leaving(answering), seed, keep: "frame" }];
    if (tally.results.length > 0) return [];
    const meanKw = meanIdleKw(tally.base);
    const committedKw = Math.round(inputs.committedFraction * meanKw);
    tally.candidates = candidatesOf(scenario).map(({ record, joined }) => ({ joined, record: joined ? record : enrolled(record, committedKw, meanKw, inputs) }));
    return tally.candidates.map(({ record }) => ({ scenario: joining(answering, record), seed, keep: "frame" }));
  },
  add(_, tally, outcome) {
    if (tally.base === undefined) {
      if (!outcome.ok) throw fromErrorRecord(outcome.error);
      tally.base = outcome.result;
      return;
    }
    tally.results.push(outcome.ok ? outcome.result : fromErrorRecord(outcome.error).message);
  },
  finish({ scenario, inputs }, { base, results, candidates }) {
    assert(base !== undefined, "a comparison without the run that it compares with");
    const programmes = candidates.map((candidate, k) => compared(candidate, results[k], base, scenario));
    const worth = ({ netValue }: ComparedProgramme) => netValue ?? -Infinity;
    return { committedKw: Math.round(inputs.committedFraction * meanIdleKw(base)), strategy: base.strategy, programmes: programmes.sort((a, b) => worth(b) - worth(a)) };
  },
};

/** What the site has joined, on its own terms, as the ledger of taking part settles it; and every other preset. */
function candidatesOf({ demandResponse: { programmes } }: Scenario): Candidate[] {
  const others = programmePresets.filter(({ id }) => !programmes.some(({ preset }) => preset === id));
  return [...others.map(({ id }): Candidate => ({ record: { preset: id, events: { kind: "none" } }, joined: false })), ...programmes.map((record): Candidate => ({ record, joined: true }))];
}

function enrolled(record: EnrolledRecord, committedKw: number, meanKw: number, { eventsPerYear, eventLengthHours }: ProgrammeComparisonInputs): EnrolledRecord {
  const preset = programmePresets.find(({ id }) => id === record.preset);
  const { ask } = resolveProgramme(record, preset);
  const events = { kind: "seeded", by: "heat", perYear: eventsPerYear, durationHours: eventLengthHours } as const;
  // A firm level is counted from the mean import: a higher contribution would pay for a cut that nobody makes.
  return ask.kind === "capAt"
    ? { ...record, ask: { ...record.ask, committedKw, firmKw: Math.max(0, meanKw - committedKw) }, baseline: { ...record.baseline, referenceKw: meanKw }, events }
    : { ...record, ask: { ...record.ask, committedKw }, events };
}

function joining(scenario: Scenario, record: EnrolledRecord): Scenario {
  return { ...scenario, demandResponse: { ...checkInputs(demandResponseInputs, {}), systemLoad: scenario.demandResponse.systemLoad, historyDays: scenario.demandResponse.historyDays, programmes: [record] } };
}

/** Between events the battery keeps the scenario's own rule, where it is one that it can keep. */
function strategyOf(scenario: Scenario, { answering }: ProgrammeComparisonInputs): Scenario {
  if (!answering) return scenario;
  const { cooling } = scenario.facility;
  const changed = withStrategy(scenario, `event-reserve+event-shed${cooling.kind === "plant" && cooling.coldStoreKwh > 0 ? "+event-cold" : ""}`);
  const own = scenario.strategy.battery.policy;
  if (!["tou-arbitrage", "peak-shaving", "self-consumption"].includes(own)) return changed;
  return { ...changed, strategy: { ...changed.strategy, battery: { ...changed.strategy.battery, between: own } } };
}

function meanIdleKw({ idle, axis }: RunResult): number {
  return idle.kpis.importKwh / (axis.length * axis.stepMinutes / 60);
}

function compared({ record, joined }: Candidate, result: RunResult | string | undefined, base: RunResult, scenario: Scenario): ComparedProgramme {
  const { id, name, verified, ask } = resolveProgramme(record, programmePresets.find((preset) => preset.id === record.preset));
  const ledger: ResponseLedger | undefined = typeof result === "object" ? responseLedgerOf(result, base, costsOf(scenario)) : undefined;
  const settled = typeof result === "object" ? result.response?.programmes[0] : undefined;
  if (ledger === undefined || settled === undefined) {
    return { id, name, verified, record, joined, committedKw: ask.committedKw, events: 0, deliveredKwh: 0, performanceFraction: null, reboundKwh: 0, paymentRevenue: 0, penaltyCost: 0, extraCost: 0, netValue: null, missing: [], failure: typeof result === "string" ? result : "no run" };
  }
  const { events, months, missing } = settled;
  const { paymentRevenue, penaltyCost, netValue, extraEnergyCost, extraDemandCost, extraOtherCost, wearCost, lostWorkCost, fuelCost, unservedCost, residualValueCost } = ledger.run;
  return {
    id, name, verified, record, joined, committedKw: ask.committedKw, events: events.length,
    deliveredKwh: events.reduce((sum, { deliveredKwh }) => sum + deliveredKwh, 0), reboundKwh: events.reduce((sum, { reboundKwh }) => sum + reboundKwh, 0),
    performanceFraction: months.length === 0 ? null : months.reduce((sum, { performanceFraction }) => sum + performanceFraction, 0) / months.length,
    paymentRevenue, penaltyCost, extraCost: extraEnergyCost + extraDemandCost + extraOtherCost + wearCost + lostWorkCost + fuelCost + unservedCost + residualValueCost,
    netValue, missing, failure: null,
  };
}
