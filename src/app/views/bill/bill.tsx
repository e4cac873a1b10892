import { useCallback, useMemo } from "preact/hooks";
import { billStack } from "../../../charts/billStack.ts";
import { loadDuration } from "../../../charts/loadDuration.ts";
import type { ChartKind } from "../../../charts/mark.ts";
import type { RunResult } from "../../../core/result.ts";
import { page } from "../../../text/page.ts";
import { createStill } from "../../charts/index.ts";
import { failure, idleResult, isStale, result } from "../../state/results.ts";
import { ChartHost } from "../chartHost.tsx";
import { Recomputing } from "../recomputing.tsx";
import { BillTable } from "./billTable.tsx";
import { StrategyTable } from "./strategyTable.tsx";
import { TariffEditor } from "./tariffEditor.tsx";
import "./bill.css";

/** What the year costs: months by charge, the load that made it, the bill line by line, and what other strategies would have cost. */
export function Bill() {
  const run = result.value;
  if (run === null) return <div class="view bill" aria-busy={failure.value === null} />;
  return (
    <div class="view bill">
      <div class="bill-top">
        <div class="bill-made">
          <MonthStack run={run} />
          <BillTable run={run} />
          <Duration run={run} />
        </div>
        <TariffEditor />
      </div>
      <StrategyTable />
      {run.bill.notes.length === 0 ? null : (
        <section class="bill-part">
          <h2>{page.bill.notes}</h2>
          <ul class="bill-notes">{run.bill.notes.map((note, index) => <li key={index}>{note}</li>)}</ul>
        </section>
      )}
    </div>
  );
}

function MonthStack({ run }: { readonly run: RunResult }) {
  const model = useMemo(() => billStack.model(run, {}), [run]);
  return <Still kind={billStack} model={model} />;
}

function Duration({ run }: { readonly run: RunResult }) {
  const before = idleResult.value;
  const model = useMemo(() => loadDuration.model(run, { from: 0, to: run.axis.length, before }), [run, before]);
  return <Still kind={loadDuration} model={model} />;
}

const HEIGHT = 240;

function Still<Model>({ kind, model }: { readonly kind: ChartKind<Model, never>; readonly model: Model }) {
  const create = useCallback((host: HTMLElement) => createStill(host, kind), [kind]);
  return (
    <section class="bill-chart" aria-labelledby={`chart-${kind.id}`}>
      <header class="chart-head">
        <div>
          <h2 id={`chart-${kind.id}`}>{kind.title}</h2>
          <p>{kind.subtitle(model, 600)}{isStale.value && failure.value === null ? <Recomputing /> : null}</p>
        </div>
      </header>
      <ChartHost create={create} model={model} heightOf={() => HEIGHT} label={kind.title} />
    </section>
  );
}
