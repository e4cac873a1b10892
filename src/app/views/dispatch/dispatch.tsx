import { useCallback, useMemo, useRef } from "preact/hooks";
import { dispatch, dispatchHeight, type DispatchModel } from "../../../charts/dispatch.ts";
import type { RunResult } from "../../../core/result.ts";
import { stepAt, stepMs } from "../../../text/dates.ts";
import { page } from "../../../text/page.ts";
import { strings } from "../../../text/strings.ts";
import { createDispatch, type TimeChart, type TimeEvents } from "../../charts/index.ts";
import { isMoving } from "../../state/document.ts";
import { failure, isStale, result } from "../../state/results.ts";
import { breadth, canGoBack, cursor, dragWindow, goBack, showWindow, stackedSide, tableShown, timeWindow, windowPreset, type TimeWindow } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { ChartHost } from "../chartHost.tsx";
import { Recomputing } from "../recomputing.tsx";
import { presetNames } from "./presets.ts";
import { StepTable } from "./stepTable.tsx";
import { dispatchModelNow } from "./model.ts";
import { choosePreset, readStep } from "./window.ts";
import "./dispatch.css";

/** The year to the day: what came from where, what it served, the store, price and carbon, and why. */
export function Dispatch() {
  const run = result.value;
  const model = dispatchModelNow.value;
  if (run === null || model === null) return <div class="view dispatch" aria-busy={failure.value === null} />;
  return (
    <section class="view dispatch" aria-labelledby="dispatch-title">
      <header class="chart-head">
        <div>
          <h2 id="dispatch-title">{model.side === "demand" ? strings.charts.demandStack : strings.charts.dispatch}</h2>
          <p>{dispatch.subtitle(model, breadth.value === "phone" ? 360 : 800)}{isStale.value && failure.value === null ? <Recomputing /> : null}</p>
        </div>
        <Toolbar />
      </header>
      {tableShown.value ? <StepTable model={model} /> : <Stage model={model} run={run} />}
    </section>
  );
}

function Toolbar() {
  const preset = windowPreset.value;
  const size = breadth.value;
  return (
    <div class="chart-tools" role="toolbar" aria-label={page.dispatch.toolbar}>
      {size === "phone" || size === "tablet"
        ? (
          <Select
            label={page.dispatch.presetMenu} value={preset ?? "own"} onChange={(name) => { if (name !== "own") choosePreset(name); }}
            options={[...presetNames.map((name) => ({ value: name, title: page.dispatch.presets[name] })), ...(preset === null ? [{ value: "own" as const, title: page.dispatch.own }] : [])]}
          />
        )
        : <Segment label={page.dispatch.presetMenu} value={preset} onChange={choosePreset} options={presetNames.map((value) => ({ value, title: page.dispatch.presets[value] }))} />}
      {size === "phone" && !canGoBack.value ? null : <Button icon="back" {...(size === "wide" ? { children: page.dispatch.back } : {})} name={page.dispatch.backName} disabled={!canGoBack.value} onClick={goBack} />}
      <Menu
        name={page.dispatch.menu} align="end" button={<Icon name="more" />}
        items={[
          { title: page.dispatch.supply, checked: stackedSide.value === "supply", run: () => { stackedSide.value = "supply"; } },
          { title: page.dispatch.demand, checked: stackedSide.value === "demand", run: () => { stackedSide.value = "demand"; } },
          { kind: "line" },
          { title: tableShown.value ? page.dispatch.chart : page.dispatch.table, icon: "table", run: () => { tableShown.value = !tableShown.value; } },
        ]}
      />
    </div>
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
