import { signal } from "@preact/signals";
import { useCallback, useMemo } from "preact/hooks";
import { importMultiples, importMultiplesModel, multiplesCursor, multiplesReading, multiplesStepAt, type ImportMultiplesModel } from "../../../charts/importMultiples.ts";
import type { MadeChart } from "../../../charts/index.ts";
import { savingByCharge, savingByChargeModel } from "../../../charts/savingByCharge.ts";
import { civilOf, midnightMs, stepAt } from "../../../text/dates.ts";
import { compareWords } from "../../../text/compare.ts";
import { strings } from "../../../text/strings.ts";
import { createTimeStill, type TimeChart, type TimeKind } from "../../charts/index.ts";
import { cursor } from "../../state/view.ts";
import { Select } from "../../ui/select.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import type { Drawn } from "../chartHost.tsx";
import { WaitingChart } from "../waitingChart.tsx";
import { highestImportStep } from "../dispatch/presets.ts";
import { windowSteps } from "../dispatch/window.ts";
import { finishedColumns, optimumColumn, type FinishedColumn } from "./columns.ts";

/** Net import of the runs on one axis, and what each saves by charge. */
export function Charts() {
  const runs = finishedColumns.value;
  if (runs.length === 0) return <div class="compare-charts" aria-busy="true">{[strings.charts.importMultiples, strings.charts.savingByCharge].map((title) => <div key={title} class="compare-chart"><WaitingChart title={title} height={4 * HEIGHT_EACH} /></div>)}</div>;
  return (
    <div class="compare-charts">
      <Multiples runs={runs} />
      <Savings runs={runs} />
    </div>
  );
}

type Days = "peakDays" | "view" | "year";
const daysShown = signal<Days>("peakDays");

/** The day of the highest import of all runs, with its neighbours: what is billed for demand is decided there. */
function stepsOf(days: Days, runs: readonly FinishedColumn[]): { readonly from: number; readonly to: number } {
  const first = runs[0]!.outcome;
  const { axis } = first;
  if (days === "year") return { from: 0, to: axis.length };
  if (days === "view") return windowSteps.value;
  const alike = runs.filter(({ outcome }) => outcome.axis.length === axis.length && outcome.axis.startMs === axis.startMs);
  const highest = alike.map(({ outcome }) => ({ step: highestImportStep(outcome), kw: outcome.kpis.peakImportKw })).reduce((most, one) => (one.kw > most.kw ? one : most));
  const { year, month, day } = civilOf(axis, highest.step);
  const at = (offset: number) => Math.min(Math.max(0, stepAt(axis, midnightMs(axis, year, month, day + offset))), axis.length);
  return { from: at(-1), to: at(2) };
}

const HEIGHT_EACH = 92;

function Multiples({ runs }: { readonly runs: readonly FinishedColumn[] }) {
  const days = daysShown.value;
  const { from, to } = stepsOf(days, runs);
  const best = optimumColumn.value;
  const model = useMemo(() => importMultiplesModel(runs.map(({ letter, name, outcome }) => ({ letter, name, result: outcome })), { from, to }, best === null ? null : { name: best.name, result: best.outcome }), [runs, from, to, best]);
  const chart = useMemo(() => (model === null ? null : madeMultiples(model)), [model]);
  const { step, locked } = cursor.value;
  const create = useCallback((host: HTMLElement) => createTimeStill(host, multiplesKind, {
    hover: (at) => { if (!cursor.value.locked) cursor.value = { step: at, locked: false }; },
    lock: (at) => { cursor.value = { step: at, locked: at !== null }; },
  }) as Drawn<MadeChart>, []);
  const place = useCallback((drawn: Drawn<MadeChart>) => { (drawn as unknown as TimeChart<MadeMultiples>).cursor(step, locked); }, [step, locked]);
  if (model === null || chart === null) return null;
  const left = runs.filter(({ letter }) => model.runs.every((run) => run.letter !== letter));
  return (
    <div class="compare-chart">
      <ChartPart
        id="import-multiples" title={days === "peakDays" ? compareWords.peakDays : strings.charts.importMultiples} chart={chart} create={create} after={place}
        runs={runs.map(({ scenario, outcome }) => ({ scenario, result: outcome }))} heightOf={() => 20 + HEIGHT_EACH * model.runs.length}
        tools={(
          <Select<Days>
            label={compareWords.window} value={days} onChange={(value) => { daysShown.value = value; }}
            options={(["peakDays", "view", "year"] as const).map((value) => ({ value, title: compareWords.windows[value] }))}
          />
        )}
      />
      {left.length === 0 ? null : <p class="part-note">{compareWords.left(left.map(({ name }) => name).join(", "))}</p>}
    </div>
  );
}

type MadeMultiples = MadeChart & { readonly model: ImportMultiplesModel };

function madeMultiples(model: ImportMultiplesModel): MadeMultiples {
  return {
    model, layout: (size) => importMultiples.layout(model, size), subtitle: (width) => importMultiples.subtitle(model, width),
    summary: () => importMultiples.summary(model), toTable: () => importMultiples.toTable(model),
  };
}

const multiplesKind: TimeKind<MadeMultiples> = {
  layout: (chart, size) => chart.layout(size),
  summary: (chart) => chart.summary(),
  stepAt: ({ model }, size, x) => multiplesStepAt(model, size, x),
  cursor: ({ model }, size, step) => multiplesCursor(model, size, step),
  reading: ({ model }, step) => multiplesReading(model, step),
  move({ model: { axis, from, to } }, step, key, isLong) {
    const stride = isLong ? Math.round(1440 / axis.stepMinutes) : 1;
    const by = { ArrowLeft: -stride, ArrowRight: stride, Home: from - step, End: to - 1 - step }[key];
    return by === undefined ? null : Math.min(Math.max(from, step + by), to - 1);
  },
  keys: strings.charts.stillKeys,
};

function Savings({ runs }: { readonly runs: readonly FinishedColumn[] }) {
  const best = optimumColumn.value;
  const chart = useMemo((): MadeChart | null => {
    const [base, ...others] = [...runs, ...(best === null ? [] : [best])].filter(({ outcome }) => outcome.bill.currency === runs[0]!.outcome.bill.currency)
      .map(({ letter, name, outcome, isFocus }) => ({ letter, name, bill: outcome.bill, isFocus }));
    if (base === undefined || others.length === 0) return null;
    const model = savingByChargeModel(base, others);
    return {
      layout: (size) => savingByCharge.layout(model, size), subtitle: () => savingByCharge.subtitle(model), summary: () => savingByCharge.summary(model), toTable: () => savingByCharge.toTable(model),
    };
  }, [runs, best]);
  if (chart === null) return null;
  return (
    <div class="compare-chart">
      <ChartPart id="saving-by-charge" title={strings.charts.savingByCharge} chart={chart} runs={runs.map(({ scenario, outcome }) => ({ scenario, result: outcome }))} heightOf={() => 72 + 26 * (runs.length - (best === null ? 1 : 0))} />
    </div>
  );
}
