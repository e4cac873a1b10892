import { useCallback, useMemo, useRef } from "preact/hooks";
import { dispatch, dispatchHeight, type DispatchModel } from "../../../charts/dispatch.ts";
import type { RunResult } from "../../../core/result.ts";
import { stepAt, stepMs } from "../../../text/dates.ts";
import { page } from "../../../text/page.ts";
import { strings } from "../../../text/strings.ts";
import { createDispatch, type TimeChart, type TimeEvents } from "../../charts/index.ts";
import { isMoving } from "../../state/document.ts";
import { failure, isStale, result } from "../../state/results.ts";
import { shownChart } from "../../state/shownChart.ts";
import { breadth, cursor, dragWindow, showWindow, tableShown, timeWindow, windowPreset, type TimeWindow } from "../../state/view.ts";
import { ChartHost } from "../chartHost.tsx";
import { LazyView } from "../lazyView.tsx";
import { Recomputing } from "../recomputing.tsx";
import { WaitingBar, WaitingChart } from "../waitingChart.tsx";
import { StepTable } from "./stepTable.tsx";
import { dispatchModelNow } from "./model.ts";
import { ChartTitle, Toolbar } from "./toolbar.tsx";
import { readStep } from "./window.ts";
import "./dispatch.css";

/** The year to the day: what came from where, what it served, the store, price and carbon, and why. */
export function Dispatch() {
  const run = result.value;
  const model = dispatchModelNow.value;
  if (run === null || model === null) return <div class="view dispatch" aria-busy={failure.value === null}><WaitingChart title={strings.charts[shownChart.value]} /></div>;
  if (shownChart.value !== "dispatch") return <LazyView load={async () => (await import("./charts/otherChart.tsx")).OtherChart} waiting={<WaitingBar />} />;
  return (
    <section class="view dispatch" aria-labelledby="dispatch-title">
      <header class="chart-head">
        <div>
          <ChartTitle id="dispatch-title" title={model.side === "demand" ? strings.charts.demandStack : strings.charts.dispatch} />
          <p title={dispatch.subtitle(model, 800)}>{dispatch.subtitle(model, breadth.value === "phone" ? 360 : 800)}{isStale.value && failure.value === null ? <Recomputing /> : null}</p>
        </div>
        <Toolbar model={model} run={run} />
      </header>
      {tableShown.value ? <StepTable model={model} /> : <Stage model={model} run={run} />}
    </section>
  );
}

function Stage({ model, run }: { readonly model: DispatchModel; readonly run: RunResult }) {
  const runNow = useRef(run);
  runNow.current = run;
  /** The window before a drag of the brush: Back leads there. */
  const dragged = useRef<{ readonly window: TimeWindow; readonly preset: typeof windowPreset.value } | null>(null);
  const { step, locked } = cursor.value;
  const shown = step ?? readStep.value;

  const events = useMemo<TimeEvents>(() => ({
    hover: (at) => { if (!cursor.value.locked) cursor.value = { step: at, locked: false }; },
    lock: (at) => { cursor.value = { step: at, locked: at !== null }; },
    window: (from, to, isDone) => {
      const { axis } = runNow.current;
      const window = { fromMs: stepMs(axis, from), toMs: stepMs(axis, to) };
      const before = timeWindow.value;
      if (!isDone) {
        if (dragged.current === null && before !== null) dragged.current = { window: before, preset: windowPreset.value };
        dragWindow(window);
        return;
      }
      if (dragged.current !== null) {
        timeWindow.value = dragged.current.window;
        windowPreset.value = dragged.current.preset;
        dragged.current = null;
      }
      showWindow(window, stepAt(axis, window.fromMs) <= 0 && to >= axis.length ? "year" : null);
    },
  }), []);
  const create = useCallback((host: HTMLElement) => createDispatch(host, events), []);
  const place = useCallback((chart: TimeChart<DispatchModel>) => { chart.cursor(shown, locked); }, [shown, locked]);
  // Beside the readout the page gives the height, above it the chart takes what its lanes were made for.
  const isBeside = breadth.value === "wide" || breadth.value === "laptop";
  const heightOf = (width: number) => dispatchHeight(width, model);
  return <ChartHost key={String(isBeside)} create={create} model={model} after={place} hold={isMoving.value} label={page.dispatch.hint} {...(isBeside ? {} : { heightOf })} />;
}
