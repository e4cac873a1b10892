import { useMemo } from "preact/hooks";
import { billStack } from "../../../charts/billStack.ts";
import { loadDuration } from "../../../charts/loadDuration.ts";
import type { ChartKind, Size } from "../../../charts/mark.ts";
import type { RunResult } from "../../../core/result.ts";
import { billWords } from "../../../text/bill.ts";
import { billSpan } from "../../state/ledger.ts";
import { failure, finished, idleResult, isStale, result } from "../../state/results.ts";
import { ChartPart } from "../charts/chartPart.tsx";
import { Figures } from "../frame/figures.tsx";
import { Finding } from "../frame/finding.tsx";
import { LazyView } from "../lazyView.tsx";
import { Recomputing } from "../recomputing.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";
import { BillSpans } from "./billSpans.tsx";
import { BillTable } from "./billTable.tsx";
import { StrategyTable } from "./strategyTable.tsx";
import { TariffEditor } from "./tariff/tariffEditor.tsx";
import "./bill.css";

/** What the site pays: in the year that is simulated, and over the life of what is built. */
export function Bill() {
  if (billSpan.value === "ledger") return <LazyView key="ledger" load={async () => (await import("./ledger.tsx")).Ledger} waiting={<WaitingBar />} />;
  return billSpan.value === "life" ? <LazyView key="life" load={async () => (await import("./life.tsx")).Life} waiting={<WaitingBar />} /> : <><Finding><BillSpans /></Finding><Figures /><YearBill /></>;
}

/** Months by charge, the load that made them, the bill line by line, and what other strategies would have cost. */
function YearBill() {
  const run = result.value;
  if (run === null) return <Waiting />;
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
          <h2>{billWords.notes}</h2>
          <ul class="bill-notes">{run.bill.notes.map((note, index) => <li key={index}>{note}</li>)}</ul>
        </section>
      )}
    </div>
  );
}

/** The rate is there before the first bill. */
function Waiting() {
  return (
    <div class="view bill" aria-busy={failure.value === null}>
      <div class="bill-top">
        <div class="bill-made">{[billStack, loadDuration].map(({ id, title }) => <div key={id} class="bill-chart"><WaitingChart title={title} height={HEIGHT} /></div>)}</div>
        <TariffEditor />
      </div>
    </div>
  );
}

function MonthStack({ run }: { readonly run: RunResult }) {
  const model = useMemo(() => billStack.model(run, {}), [run]);
  return <Still kind={billStack} model={model} shown={run} />;
}

function Duration({ run }: { readonly run: RunResult }) {
  const before = idleResult.value;
  const model = useMemo(() => loadDuration.model(run, { from: 0, to: run.axis.length, before }), [run, before]);
  return <Still kind={loadDuration} model={model} shown={run} />;
}

const HEIGHT = 240;

function Still<Model>({ kind, model, shown }: { readonly kind: ChartKind<Model, never>; readonly model: Model; readonly shown: RunResult }) {
  const chart = useMemo(() => ({ layout: (size: Size) => kind.layout(model, size), subtitle: (width: number) => kind.subtitle(model, width), summary: () => kind.summary(model), toTable: () => kind.toTable(model) }), [kind, model]);
  const scenario = finished.value?.scenario;
  return (
    <div class="bill-chart">
      <ChartPart
        id={kind.id} title={kind.title} chart={chart} runs={scenario === undefined ? [] : [{ scenario, result: shown }]} heightOf={() => HEIGHT}
        note={isStale.value && failure.value === null ? <Recomputing /> : null}
      />
    </div>
  );
}
