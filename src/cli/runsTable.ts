import { InputError } from "../core/errors.ts";
import { strategyName, type Scenario } from "../core/scenario.ts";
import { designFigures, designValues } from "../core/studies/designFigures.ts";
import type { DesignInputs } from "../core/studies/design.ts";
import { parameterFacts, parsePath, type ParameterValue } from "../core/studies/parameters.ts";
import { studyFigures, type RunFigures } from "../core/studies/runFigures.ts";
import type { Outcome, Run } from "../core/studies/study.ts";
import { scenarioHash } from "../document/hash.ts";
import { version } from "../document/version.ts";
import { openSink } from "./lineFiles.ts";
import type { Asked } from "./askedStudy.ts";

export type RunsTable = { add(outcome: Outcome<RunFigures>, run: Run): Promise<void>; close(): Promise<void> };

/** Rows of runs on their way into a Parquet file. */
export async function openTable(path: string, { id, study, question, hash }: Asked): Promise<RunsTable> {
  if (!path.endsWith(".parquet")) throw new InputError([{ where: { path: "--out" }, found: JSON.stringify(path), allowed: "a name that ends in .parquet" }]);
  const { scenario, seed, data } = question;
  const { writeRunsParquet } = await import("../files/write/runsParquet.ts");
  const sink = await openSink(path);
  const paths = study.moves?.(question) ?? [];
  // A run has inputs that the scenario as it stands may lack: those of another strategy.
  const { scenario: first = scenario } = firstOf(study.plan(question, study.start(question))) ?? {};
  const numbers = paths.map((one) => typeof valueAt(first, one) === "number");
  // Rows of a design also have a cost with what is built.
  const isDesign = id === "sweep" || id === "pareto";
  const figures = isDesign ? designFigures : studyFigures;
  const valuesOf = (run: Run, result: RunFigures) => (isDesign ? designValues(run.scenario, result, (question.inputs as DesignInputs).equipment) : result.values);
  const columns = [
    { name: "run", type: "integer" as const }, { name: "seed", type: "text" as const }, { name: "strategy", type: "text" as const },
    ...paths.filter((one) => one !== "strategy").map((name) => ({ name, type: numbers[paths.indexOf(name)] === true ? "number" as const : "text" as const, unit: parameterFacts(first, name).unit })),
    ...figures.map(({ id: name, label, unit }) => ({ name, type: "number" as const, title: label, unit: unit === "currency" ? scenario.site.currency : unit })),
    { name: "error", type: "text" as const },
  ];
  const queue = handOver<Readonly<Record<string, ParameterValue | null>>>();
  const facts = { study: id, seed, version, scenarioHash: scenarioHash(scenario, data), studyHash: hash, scenario: JSON.stringify(scenario), inputs: JSON.stringify(question.inputs) };
  const written = writeRunsParquet(queue.items(), columns, facts, (bytes) => sink.write(bytes));
  // Whoever adds the next row is told.
  written.catch((error: unknown) => { queue.refuse(error); });
  return {
    async add(outcome, run) {
      const values = paths.filter((one) => one !== "strategy").map((name) => {
        const value = valueAt(run.scenario, name);
        return [name, numbers[paths.indexOf(name)] === true || value === null ? value : String(value)];
      });
      const { battery, work, cooling } = run.scenario.strategy;
      const told = outcome.ok ? valuesOf(run, outcome.result) : [];
      const row = {
        run: outcome.index, seed: run.seed, strategy: strategyName({ battery: battery.policy, work: work.policy, cooling: cooling.policy }), ...Object.fromEntries(values) as Record<string, ParameterValue | null>,
        ...Object.fromEntries(figures.map(({ id: name }, k) => [name, told[k] ?? null])),
        error: outcome.ok ? null : outcome.error.name,
      };
      await queue.put(row);
    },
    async close() {
      queue.end();
      await written;
      await sink.close();
    },
  };
}

function firstOf<Item>(items: Iterable<Item>): Item | undefined {
  for (const item of items) return item;
  return undefined;
}

function valueAt(scenario: Scenario, path: string): ParameterValue | null {
  let here: unknown = scenario;
  for (const key of parsePath(path)) here = typeof here === "object" && here !== null ? (here as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  return typeof here === "number" || typeof here === "string" || typeof here === "boolean" ? here : null;
}

/** Items go from one hand to the other, one at a time: who puts waits until it is taken, or until it is refused for good. */
function handOver<Item>(): { put(item: Item): Promise<void>; end(): void; refuse(error: unknown): void; items(): AsyncGenerator<Item> } {
  const offered: { readonly item: Item; readonly taken: () => void; readonly refused: (error: unknown) => void }[] = [];
  let refusal: { readonly error: unknown } | null = null;
  let ended = false;
  let wake = () => {};
  return {
    put: (item) => new Promise((taken, refused) => {
      if (refusal !== null) {
        refused(refusal.error);
        return;
      }
      offered.push({ item, taken, refused });
      wake();
    }),
    end() {
      ended = true;
      wake();
    },
    refuse(error) {
      refusal = { error };
      for (const { refused } of offered.splice(0)) refused(error);
    },
    async *items() {
      for (;;) {
        const next = offered.shift();
        if (next !== undefined) {
          next.taken();
          yield next.item;
        } else if (ended) return;
        else await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
  };
}
