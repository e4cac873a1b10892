import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { seriesStyles, type SeriesId } from "../../../../charts/dispatch.ts";
import { heatMap, heatMapCursor, heatMapReading, heatMapStepAt, type HeatMapModel } from "../../../../charts/heatMap.ts";
import { charts, lazyCharts, type MadeChart, type RegisteredChart } from "../../../../charts/index.ts";
import type { RunResult } from "../../../../core/result.ts";
import { column, hasColumn } from "../../../../core/time/frame.ts";
import { page } from "../../../../text/page.ts";
import { strings } from "../../../../text/strings.ts";
import { createTimeStill, type TimeChart, type TimeKind } from "../../../charts/index.ts";
import { failure, finished, idleResult, isStale } from "../../../state/results.ts";
import { mappedSeries, shownChart, type ChartName } from "../../../state/shownChart.ts";
import { breadth, cursor } from "../../../state/view.ts";
import { Select } from "../../../ui/select.tsx";
import type { Drawn } from "../../chartHost.tsx";
import { ChartPart } from "../../charts/chartPart.tsx";
import type { Shown } from "../../charts/exportChart.ts";
import { Recomputing } from "../../recomputing.tsx";
import { WaitingChart } from "../../waitingChart.tsx";
import { ChartTitle, WindowTools } from "../toolbar.tsx";
import { windowSteps } from "../window.ts";

/** The window of Dispatch by another chart: how long, when, on which hours, from where to where. */
export function OtherChart() {
  const now = finished.value;
  const name = shownChart.value;
  if (now === null) return <div class="view dispatch other-chart" aria-busy="true"><WaitingChart title={strings.charts[name]} /></div>;
  return (
    <div class="view dispatch other-chart">
      {name === "heatMap" ? <HourByDay shown={now} /> : <Registered key={name} name={name} shown={now} />}
    </div>
  );
}

const NARROW_HEIGHT = 380;

/** Beside the readout the page gives the height, above it the chart has its own. */
function heightProps(): { heightOf?: () => number } {
  return breadth.value === "wide" || breadth.value === "laptop" ? {} : { heightOf: () => NARROW_HEIGHT };
}

const note = () => (isStale.value && failure.value === null ? <Recomputing /> : null);

function Registered({ name, shown }: { readonly name: ChartName; readonly shown: Extract<Shown, { result: RunResult }> }) {
  const kind = useRegistered(name);
  const { from, to } = windowSteps.value;
  const idle = idleResult.value;
  const chart = useMemo(() => kind?.make(shown.result, { from, to, idle }) ?? null, [kind, shown, from, to, idle]);
  if (chart === null) return <WaitingChart title={strings.charts[name]} />;
  return (
    <ChartPart
      id={name} title={strings.charts[name]} chart={chart} runs={[shown]} heading={<ChartTitle id={`chart-${name}`} title={strings.charts[name]} />} note={note()} {...heightProps()}
      tools={name === "hourlyProfile" ? undefined : <WindowTools />}
    />
  );
}

function useRegistered(name: ChartName): RegisteredChart | null {
  const known = charts.find(({ id }) => id === name) ?? null;
  const [loaded, setLoaded] = useState<RegisteredChart | null>(null);
  useEffect(() => {
    if (known !== null) return undefined;
    let isGone = false;
    void lazyCharts.find(({ id }) => id === name)?.load().then((kind) => { if (!isGone) setLoaded(kind); });
    return () => { isGone = true; };
  }, [name]);
  return known ?? loaded;
}

type MadeMap = MadeChart & { readonly model: HeatMapModel };

function HourByDay({ shown }: { readonly shown: Extract<Shown, { result: RunResult }> }) {
  const { result } = shown;
  const { from, to } = windowSteps.value;
  const wanted = mappedSeries.value;
  const options = useMemo(() => seriesOf(result), [result]);
  const series = options.some(({ value }) => value === wanted) ? wanted : "import";
  const chart = useMemo((): MadeMap => {
    const model = heatMap.model(result, { series, from, to });
    return { model, layout: (size) => heatMap.layout(model, size), subtitle: (width) => heatMap.subtitle(model, width), summary: () => heatMap.summary(model), toTable: () => heatMap.toTable(model) };
  }, [result, series, from, to]);
  const create = useCallback((host: HTMLElement) => createTimeStill(host, mapKind, {
    hover: (at) => { if (!cursor.value.locked) cursor.value = { step: at, locked: false }; },
    lock: (at) => { cursor.value = { step: at, locked: at !== null }; },
  }) as Drawn<MadeChart>, []);
  const { step, locked } = cursor.value;
  const place = useCallback((drawn: Drawn<MadeChart>) => { (drawn as unknown as TimeChart<MadeMap>).cursor(step, locked); }, [step, locked]);
  return (
    <ChartPart
      id="heatMap" title={strings.charts.heatMap} chart={chart} runs={[shown]} heading={<ChartTitle id="chart-heatMap" title={strings.charts.heatMap} />} note={note()} create={create} after={place} {...heightProps()}
      tools={<><Select<SeriesId> label={page.dispatch.mapped} value={series} options={options} onChange={(value) => { mappedSeries.value = value; }} /><WindowTools isCompact /></>}
    />
  );
}

/** Quantities that this run has. */
function seriesOf({ frame }: RunResult): readonly { readonly value: SeriesId; readonly title: string }[] {
  return (Object.keys(seriesStyles) as SeriesId[])
    .filter((id) => { const { column: name } = seriesStyles[id]; return hasColumn(frame, name) && column(frame, name).some((value) => value !== 0); })
    .map((value) => ({ value, title: strings.quantities[value] }));
}

const mapKind: TimeKind<MadeMap> = {
  layout: (chart, size) => chart.layout(size),
  summary: (chart) => chart.summary(),
  stepAt: ({ model }, size, x, y) => heatMapStepAt(model, size, x, y),
  cursor: ({ model }, size, step) => heatMapCursor(model, size, step),
  reading: ({ model }, step) => heatMapReading(model, step),
  move({ model: { axis, from, to } }, step, key, isLong) {
    const hour = Math.round(60 / axis.stepMinutes);
    const day = 24 * hour * (isLong ? 7 : 1);
    const by = { ArrowLeft: -day, ArrowRight: day, ArrowUp: -hour, ArrowDown: hour, Home: from - step, End: to - 1 - step }[key];
    return by === undefined ? null : Math.min(Math.max(from, step + by), to - 1);
  },
  keys: strings.charts.mapKeys,
};
