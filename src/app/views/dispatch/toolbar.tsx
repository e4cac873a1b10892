import { useMemo } from "preact/hooks";
import { dispatch, dispatchHeight, type DispatchModel } from "../../../charts/dispatch.ts";
import type { RunResult } from "../../../core/result.ts";
import { page } from "../../../text/page.ts";
import { strings } from "../../../text/strings.ts";
import { finished } from "../../state/results.ts";
import { chartNames, shownChart } from "../../state/shownChart.ts";
import { breadth, canGoBack, goBack, stackedSide, tableShown, windowPreset } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Segment } from "../../ui/segment.tsx";
import { Select } from "../../ui/select.tsx";
import { exportItems } from "../charts/exportItems.ts";
import { presetsOf } from "./presets.ts";
import { choosePreset } from "./window.ts";

/** A picture that leaves the page is this wide, px. */
const EXPORT_WIDTH = 928;

/** What the chart is, and the menu of the others that show the same window. */
export function ChartTitle({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <div class="chart-title">
      <h2 id={id}>{title}</h2>
      <Menu
        name={page.dispatch.chartMenu} button={<Icon name="chevronDown" />}
        items={chartNames.map((name) => ({ title: strings.charts[name], checked: shownChart.value === name, run: () => { shownChart.value = name; } }))}
      />
    </div>
  );
}

/** Which part of the year is shown, and the way back. */
export function WindowTools({ isCompact = false }: { readonly isCompact?: boolean }) {
  const preset = windowPreset.value;
  const size = breadth.value;
  const names = presetsOf(finished.value?.result ?? {});
  return (
    <>
      {isCompact || size === "phone" || size === "tablet"
        ? (
          <Select
            label={page.dispatch.presetMenu} value={preset ?? "own"} onChange={(name) => { if (name !== "own") choosePreset(name); }}
            options={[...names.map((name) => ({ value: name, title: page.dispatch.presets[name] })), ...(preset === null ? [{ value: "own" as const, title: page.dispatch.own }] : [])]}
          />
        )
        : <Segment label={page.dispatch.presetMenu} value={preset} onChange={choosePreset} options={names.map((value) => ({ value, title: page.dispatch.presets[value] }))} />}
      {size === "phone" && !canGoBack.value ? null : <Button icon="back" {...(size === "wide" ? { children: page.dispatch.back } : {})} name={page.dispatch.backName} disabled={!canGoBack.value} onClick={goBack} />}
    </>
  );
}

export function Toolbar({ model, run }: { readonly model: DispatchModel; readonly run: RunResult }) {
  const made = useMemo(() => ({ layout: (size: { width: number; height: number }) => dispatch.layout(model, size), subtitle: (width: number) => dispatch.subtitle(model, width), summary: () => dispatch.summary(model), toTable: () => dispatch.toTable(model) }), [model]);
  const scenario = finished.value?.scenario;
  const title = model.side === "demand" ? strings.charts.demandStack : strings.charts.dispatch;
  return (
    <div class="chart-tools" role="toolbar" aria-label={page.dispatch.toolbar}>
      <WindowTools />
      <Menu
        name={page.dispatch.menu} align="end" button={<Icon name="more" />}
        items={[
          { title: page.dispatch.supply, checked: stackedSide.value === "supply", run: () => { stackedSide.value = "supply"; } },
          { title: page.dispatch.demand, checked: stackedSide.value === "demand", run: () => { stackedSide.value = "demand"; } },
          { kind: "line" },
          { title: tableShown.value ? page.dispatch.chart : page.dispatch.table, icon: "table", run: () => { tableShown.value = !tableShown.value; } },
          ...(scenario === undefined ? [] : exportItems("dispatch", title, made, dispatchHeight(EXPORT_WIDTH, model), [{ scenario, result: run }])),
        ]}
      />
    </div>
  );
}
